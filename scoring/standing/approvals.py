"""Which approvals hold today: the one truth of the state of approval.

An approval is of what stood then: the score, the class, the conditions and the points of every unit of a
block. It holds as long as exactly that stands; whatever changes one of them cancels it, and what changed is
said unit by unit. What comes back to the very same figures is what was approved.
"""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from hashlib import sha256
from typing import NamedTuple

from scoring.criteria.approvals import Approval
from scoring.criteria.schema import Block, CriteriaSet
from scoring.dataclass import dataclass
from scoring.engine.model import Scorecard, Standing, State, UnitResult
from scoring.json_text import canonical_json, json_line
from scoring.register import Action, Record
from scoring.register.actions import Approved, SentBack
from scoring.register.record import VIETNAM
from scoring.standing.comparison import finality
from scoring.standing.run import Consolidation
from scoring.text import show_number

_OPEN = (State.NOT_SUBMITTED, State.TO_MEND)
_WITHOUT_POINTS = (State.LEFT_OUT, State.NOTHING_ASKED)
_NAMED = 5  # units whose change a sentence names before it counts the others
_SHOWN = 12


class UnitFigures(NamedTuple):
    """What is approved of one unit. ``class_code`` is a code, or the words where there is none.

    ``conditions``: those that hold, and why the office bars the unit. ``marks``: a digest of all its points.
    """

    score: str
    class_code: str
    conditions: str = ""
    marks: str = ""


@dataclass(frozen=True, slots=True)
class BlockFigures:
    """A block as it stands; ``open``: units whose results are not settled, so that nobody can approve it."""

    block: Block
    units: Mapping[str, UnitFigures]
    open: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        """As a line of the register keeps it."""
        return canonical_json(self.units)

    @property
    def digest(self) -> str:
        """By what it differs from any other state."""
        return sha256(self.written.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class StepState:
    """One step of one block.

    ``approved``: the approval that holds. ``cancelled``: one that no longer does, because of ``changes``.
    ``sent_back``: where the block was sent back to this step. ``ready``: the step before holds, and nothing
    of the block is open.
    """

    step: Approval
    figures: BlockFigures
    approved: Record | None = None
    cancelled: Record | None = None
    changes: tuple[str, ...] = ()
    sent_back: Record | None = None
    ready: bool = False

    @property
    def state(self) -> str:
        """Where it stands, in a word or two."""
        if self.approved:
            return "đã phê duyệt"
        if self.sent_back:
            return "bị trả lại"
        if self.cancelled:
            return "phê duyệt hết hiệu lực"
        return "chờ phê duyệt" if self.ready else "chưa đến bước này"

    @property
    def words(self) -> str:
        """In the words of the office: who and when, why, or what changed."""
        if self.approved:
            return f"{self.state} ({said_by(self.approved)})"
        if self.sent_back:
            reason = self.sent_back.draft.reason
            return f"{self.state}: {reason} ({said_by(self.sent_back)})"
        if self.cancelled:
            return f"{self.state}: {'; '.join(self.changes)}"
        return self.state


def said_by(record: Record) -> str:
    """Who and when, in Vietnamese time."""
    return f"{record.who}, {record.at.astimezone(VIETNAM):%d/%m/%Y %H:%M}"


def approval_states(run: Consolidation) -> tuple[StepState, ...]:
    """Every step of every block that holds units, block by block; nothing where the set lists no steps."""
    criteria = run.criteria
    if not criteria.approvals or not criteria.is_scored(run.period):
        return ()
    return tuple(state for each in block_figures(run) for state in _steps(run, each))


def block_figures(run: Consolidation) -> Iterator[BlockFigures]:
    """What would be approved today, block by block."""
    for block in run.blocks:
        here = [r for r in run.results.units if r.block == block.code and r.state is not State.OUTSIDE]
        if here:
            units = {result.unit: _figures(run, result) for result in here}
            waiting = tuple(result.unit for result in here if _is_open(run, result))
            yield BlockFigures(block, units, waiting)


def _is_open(run: Consolidation, result: UnitResult) -> bool:
    if result.state in _WITHOUT_POINTS:
        return False
    return result.state in _OPEN or result.card is None or finality(run, result).card is None


def _figures(run: Consolidation, result: UnitResult) -> UnitFigures:
    far = finality(run, result) if result.card and result.state not in _WITHOUT_POINTS else None
    if far is None or far.card is None or far.standing is None:
        return UnitFigures("", result.state.value)
    basis = far, *run.basis(result.unit)
    return run.memory.of(
        _settled, (result.unit, run.results.stage), basis, run, result, far.card, far.standing
    )


def _settled(run: Consolidation, result: UnitResult, card: Scorecard, standing: Standing) -> UnitFigures:
    """What is approved of a unit with final points."""
    conditions = [code for code, holds in sorted(run.holding(result, card).items()) if holds]
    if barred := run.ledger.barred(result.unit):
        conditions.append(barred)
    points = [(code, mark.status.name, _plain(mark.final)) for code, mark in card.marks.items()]
    told = json_line([points, _plain(card.score)])
    return UnitFigures(
        "" if card.result is None else _plain(card.result),
        standing.code or standing.name,
        ", ".join(conditions),
        sha256(told.encode()).hexdigest()[:_SHOWN],
    )


def _plain(points: Decimal | None) -> str:
    return "" if points is None else f"{points:f}"


def _steps(run: Consolidation, figures: BlockFigures) -> Iterator[StepState]:
    """The steps of one block in their order: each rests on the one before it."""
    approvals, sent_back = _said(run, figures.block.code)
    before = 0
    ready = not figures.open
    for step in run.criteria.approvals:
        record, back = approvals.get(step.code), sent_back.get(step.code)
        changes = tuple(_changes(run, Approved.of(record).units, figures)) if record else ()
        holds = record is not None and not changes and ready and record.seq > before
        yield StepState(
            step,
            figures,
            approved=record if holds else None,
            cancelled=record if changes else None,
            changes=changes,
            sent_back=back,
            ready=ready,
        )
        ready, before = holds, record.seq if record else before


def _said(run: Consolidation, block: str) -> tuple[dict[str, Record], dict[str, Record]]:
    """The last word of each step on the block: its approval, or where the block was sent back to it.

    Sending back takes the approval of the step before, and of all that rest on it.
    """
    order = [step.code for step in run.criteria.approvals]
    approvals, sent_back = dict[str, Record](), dict[str, Record]()
    for record in run.ledger.of(Action.APPROVED, Action.SENT_BACK):
        said = (Approved if record.draft.action is Action.APPROVED else SentBack).of(record)
        if said.block != block or said.step not in order:
            continue
        if isinstance(said, Approved):
            approvals[said.step] = record
            sent_back.pop(said.step, None)
            continue
        to = max(order.index(said.step) - 1, 0)
        for step in order[to:]:
            approvals.pop(step, None)
            sent_back.pop(step, None)
        sent_back[order[to]] = record
    return approvals, sent_back


def _changes(run: Consolidation, written: str, now: BlockFigures) -> Iterator[str]:
    """What is no longer as it was approved, a few units by name."""
    then = {unit: UnitFigures(*figures) for unit, figures in json.loads(written).items()}
    other = [unit for unit in {**then, **now.units} if then.get(unit) != now.units.get(unit)]
    for unit in other[:_NAMED]:
        said = "; ".join(_change(run.criteria, then.get(unit), now.units.get(unit)))
        yield f"{run.name(unit)}: {said}"
    if len(other) > _NAMED:
        yield f"và {len(other) - _NAMED} đơn vị khác"


def _change(criteria: CriteriaSet, then: UnitFigures | None, now: UnitFigures | None) -> Iterator[str]:
    if then is None or now is None:
        yield "mới có trong khối" if then is None else "không còn trong khối"
        return
    if then.score != now.score:
        yield f"điểm {_score(then)} → {_score(now)}"
    if then.class_code != now.class_code:
        names = criteria.class_names
        old, new = (names.get(each.class_code, each.class_code) for each in (then, now))
        yield f"xếp loại {old} → {new}"
    if then.conditions != now.conditions:
        yield f"điều kiện {then.conditions or 'không có'} → {now.conditions or 'không có'}"
    if then[:3] == now[:3]:
        yield "điểm từng tiêu chí đã đổi"


def _score(figures: UnitFigures) -> str:
    return show_number(Decimal(figures.score)) if figures.score else "chưa có"
