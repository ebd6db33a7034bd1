"""What a decision would change, before it is taken: two runs, of the register as it is and as it would be."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256

from scoring.dataclass import dataclass
from scoring.engine.model import Rank, UnitResult
from scoring.engine.scorecard import is_missing, on_stage
from scoring.pipeline.consolidation import supposed
from scoring.pipeline.office import Office, Progress, quiet
from scoring.register import Draft, Record
from scoring.standing.approvals import approval_states
from scoring.standing.conditions import left_open
from scoring.standing.run import Consolidation
from scoring.text import show_number


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a unit stands, in the words of the ranking; empty where there is nothing to say.

    ``waiting``: how many criteria and conditions are not final yet. ``reason``: why the class is another than
    that of the points.
    """

    state: str
    score: str = ""
    class_name: str = ""
    reason: str = ""
    in_block: str = ""
    overall: str = ""
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of one unit."""

    unit: str
    name: str
    before: Stand
    after: Stand


@dataclass(frozen=True, slots=True)
class Preview:
    """The lines that would be written, and every unit that would stand elsewhere, in the roster's order.

    ``stages``: what the points are before and after, where a decision changes that for the whole ranking.
    ``approvals``: the steps of approval that would stand elsewhere, in words.
    """

    records: tuple[Record, ...] = ()
    effects: tuple[Effect, ...] = ()
    stages: tuple[str, ...] = ()
    approvals: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """The same as long as the same decision would change the same."""
        lines = tuple(record.draft for record in self.records)
        told = repr((lines, self.effects, self.stages, self.approvals))
        return sha256(told.encode("utf-8", "replace")).hexdigest()


def preview(
    office: Office,
    drafts: Sequence[Draft],
    who: str = "",
    now: datetime | None = None,
    progress: Progress = quiet,
) -> Preview:
    """What these lines would change if they stood in the register. Writes nothing but the cache.

    Every command that takes a decision asks this with the very lines that it would write.
    """
    ledger = office.register.ledger(office.roster.criteria.year)
    then = ledger.imagined(drafts, who, now or datetime.now(UTC))
    before, after = supposed(office, ledger, progress), supposed(office, then, progress)
    stages = (before.stage_words, after.stage_words)
    return Preview(
        then.records[len(ledger.records) :],
        tuple(_effects(before, after)),
        stages if stages[0] != stages[1] else (),
        tuple(_approvals(before, after)),
    )


def _effects(before: Consolidation, after: Consolidation) -> Iterator[Effect]:
    for result in after.results.units:
        was, now = _stand(before, before.results[result.unit]), _stand(after, result)
        if was != now:
            yield Effect(result.unit, after.name(result.unit), was, now)


def _approvals(before: Consolidation, after: Consolidation) -> Iterator[str]:
    for was, now in zip(approval_states(before), approval_states(after), strict=True):
        if was.state != now.state:
            yield f"{now.step.name}, {now.figures.block.name}: {was.state} → {now.words}"


def _stand(run: Consolidation, result: UnitResult) -> Stand:
    basis = run.results.stage, result, *run.basis(result.unit)
    return run.memory.of(_worked_out, result.unit, basis, run, result)


def _worked_out(run: Consolidation, result: UnitResult) -> Stand:
    card, standing = result.card, result.standing
    final = on_stage(run.criteria, card, "verified") if card else None
    waiting = sum(is_missing(mark, "verified") for mark in final.marks.values()) if final else 0
    return Stand(
        state=run.state_words(result),
        score=show_number(card.result) if card else "",
        class_name=standing.name if standing else "",
        reason=standing.reason if standing else "",
        in_block=_place(result.in_block),
        overall=_place(result.overall),
        waiting=waiting + len([*left_open(run.conditions(result.unit))]) if card else 0,
    )


def _place(rank: Rank | None) -> str:
    return str(rank.place) if rank else ""
