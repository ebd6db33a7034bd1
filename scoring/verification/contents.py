"""What the verification book shows: every unit with points, a line for each criterion it is asked."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Literal

from scoring.criteria.schema import Block, Criterion, Verifier
from scoring.criteria.units import Unit
from scoring.engine.model import Mark, State, Status, UnitResult
from scoring.findings import Finding
from scoring.intake.layout import AWARDED_BY, as_criterion
from scoring.register import Verdict
from scoring.sheets.safe import safe, sheet_name
from scoring.standing.conditions import ConditionState
from scoring.standing.run import Consolidation
from scoring.standing.tracing import answer_of, of_conditions
from scoring.standing.trail import StatedAnswer, Trail
from scoring.standing.verdicts import answer_print, is_outdated
from scoring.verification.checks import Judged, check, review
from scoring.verification.judgement import UNTOUCHED, Item, Judgement
from scoring.verification.layout import (
    BOOK_FORMAT,
    COVER,
    ROWS_A_BOOK,
    STAMP,
)
from scoring.verification.stamp import BookStamp

Kind = Literal["main", "bonus", "penalty", "condition"]
MANY = 500
"""Letters of a unit's words that a row shows; the form has the rest."""
CUT = "… (xem tiếp trong biểu)"


@dataclass(frozen=True, slots=True)
class BookLine:
    """One criterion or condition of one unit. ``item`` is None where nobody verifies it: ``given`` holds.

    ``void``: the unit says that the matter did not arise, and the criterion does not count for it.
    ``held``: what the register has; ``stale``: the earlier self score (None for none) in one element
    where the unit's answer changed since.
    """

    unit: str
    criterion: Criterion
    kind: Kind
    answer: StatedAnswer
    findings: str
    item: Item | None = None
    given: Decimal | None = None
    void: bool = False
    held: Judgement = UNTOUCHED
    stale: tuple[Decimal | None, ...] = ()

    def judged(self, places: int) -> Judged | None:
        """The line as its checks look at it."""
        return Judged(self.criterion, self.item, places) if self.item else None

    @property
    def points(self) -> Decimal | None:
        """The verified points that count so far, or the office's; none while they wait for another look."""
        if self.item is None:
            return self.given
        return None if self.stale else self.held.points

    @property
    def both(self) -> tuple[Decimal | None, Decimal | None]:
        """Self and verified points where the line has both, else neither: what can be compared.

        A condition has none: its Có or Không is no points.
        """
        if self.kind == "condition":
            return None, None
        own, checked = self.item.own if self.item else None, self.points
        return (None, None) if own is None or checked is None else (own, checked)

    @property
    def needed(self) -> bool:
        """True where the unit's result waits for a verifier's points."""
        return self.item is not None and not self.void

    def finding(self, places: int) -> Finding | None:
        """What its column "Kiểm tra" says of it, as it is exported."""
        judged = self.judged(places)
        if judged is None or not self.held:
            return None
        found = next(check(judged, self.held, {}, shown=self.held), None)
        return found or (review(self.criterion, self.stale[0]) if self.stale else None)


@dataclass(frozen=True, slots=True)
class UnitPart:
    """One unit's lines, and who verifies them (nobody in particular where the set names no verifiers)."""

    unit: Unit
    result: UnitResult
    verifier: Verifier | None
    lines: tuple[BookLine, ...]

    @property
    def todo(self) -> int:
        """How many criteria wait for points."""
        return sum(line.needed and line.points is None for line in self.lines)

    def wrong(self, places: int) -> int:
        """How many lines have something to be looked at."""
        return sum(line.finding(places) is not None for line in self.lines)


@dataclass(frozen=True)
class BookPlan:
    """One book: its units by block; ``verifier`` is None in a book of the whole team.

    ``number`` counts the books of one export from 1, where there are ``of`` several.
    """

    run: Consolidation
    parts: tuple[UnitPart, ...]
    verifier: Verifier | None = None
    number: int = 1
    of: int = 1

    @property
    def places(self) -> int:
        """The decimals that points may have."""
        return self.run.criteria.rounding.points

    @property
    def by_block(self) -> Iterator[tuple[Block, tuple[UnitPart, ...]]]:
        """The blocks that the book has units of."""
        for block in self.run.blocks:
            here = tuple(part for part in self.parts if part.result.block == block.code)
            if here:
                yield block, here

    @cached_property
    def sheets(self) -> Mapping[str, str]:
        """The name of each block's sheet by the block's code."""
        taken = {COVER.casefold(), STAMP.casefold()}
        return {block.code: sheet_name(block.name, taken) for block, _ in self.by_block}

    @property
    def waiting(self) -> tuple[str, ...]:
        """The names of the verifier's units that have sent nothing that could be verified."""
        run = self.run
        return tuple(
            run.name(result.unit)
            for result in run.results.units
            if result.card is None
            and result.state is not State.OUTSIDE
            and self.verifier in (None, run.roster.verifier(run.unit(result.unit)))
        )

    @cached_property
    def explained(self) -> Mapping[str, tuple[str, ...]]:
        """The units that ask for another look, each with the codes of its criteria and conditions."""
        asked = self.run.ledger.explanations
        found = {
            part.unit.code: tuple(
                line.criterion.code
                for line in part.lines
                if line.item and (part.unit.code, line.criterion.code) in asked
            )
            for part in self.parts
        }
        return {unit: codes for unit, codes in found.items() if codes}

    @property
    def stamp(self) -> BookStamp:
        """Where the book comes from and what it shows."""
        run = self.run
        items = [line.item for part in self.parts for line in part.lines if line.item]
        return BookStamp(
            BOOK_FORMAT,
            run.criteria.id,
            run.set_hash,
            str(run.criteria.year),
            run.period,
            self.verifier.code if self.verifier else "",
            str(run.ledger.last),
            {item.key: item for item in items},
        )


def parts(run: Consolidation, wanted: Collection[str] = (), only: str = "") -> tuple[UnitPart, ...]:
    """The units with points that somebody may verify, or those ``wanted`` (codes) of them, in order.

    A unit that the office left out is there only where it is wanted by name. ``only``: of their lines those
    of this criterion or condition.
    """
    verdicts = run.ledger.verdicts()
    return tuple(
        UnitPart(unit, result, run.roster.verifier(unit), tuple(_lines(run, unit, result, verdicts, only)))
        for result in run.results.units
        if result.card and (result.unit in wanted if wanted else result.state is not State.LEFT_OUT)
        for unit in [run.unit(result.unit)]
        if has_verifier(run, unit)
    )


@dataclass(frozen=True, slots=True)
class UnitTally:
    """What there is to verify of one unit, without its lines: ``codes`` of them all, in order.

    ``needed``: those that the unit's result waits for; ``waiting``: those of them that have no points yet.
    ``wrong``: how many lines have something to be looked at. ``explained``: of how many verdicts the unit
    asks for another round.
    """

    unit: Unit
    result: UnitResult
    verifier: Verifier | None
    explained: int
    codes: tuple[str, ...]
    needed: tuple[str, ...]
    waiting: tuple[str, ...]
    wrong: int

    @property
    def todo(self) -> int:
        """How many criteria wait for points."""
        return len(self.waiting)


def tallies(run: Consolidation) -> tuple[UnitTally, ...]:
    """Of the same units as :func:`parts`, each counted again only where something of it has changed."""
    found = []
    explained = Counter(unit for unit, _ in run.ledger.explanations)
    for result in run.results.units:
        unit = run.unit(result.unit)
        if result.card and result.state is not State.LEFT_OUT and has_verifier(run, unit):
            basis = result.card, *run.basis(unit.code)
            told = run.memory.of(_tally, (unit.code, run.results.stage), basis, run, result)
            found.append(UnitTally(unit, result, run.roster.verifier(unit), explained[unit.code], *told))
    return tuple(found)


_Tally = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], int]


def _tally(run: Consolidation, result: UnitResult) -> _Tally:
    unit, verdicts, places = run.unit(result.unit), run.ledger.verdicts(), run.criteria.rounding.points
    marked = (line for _, line in _unworded(run, unit, result, verdicts))
    lines = [*marked, *_conditions(run, result)]
    needed = [line for line in lines if line.needed]
    return (
        tuple(line.criterion.code for line in lines),
        tuple(line.criterion.code for line in needed),
        tuple(line.criterion.code for line in needed if line.points is None),
        sum(line.finding(places) is not None for line in lines),
    )


def has_verifier(run: Consolidation, unit: Unit) -> bool:
    """False where the set names verifiers and none of them may take the unit."""
    return not run.criteria.verifiers or run.roster.verifier(unit) is not None


def books(
    run: Consolidation, found: Sequence[UnitPart], verifier: Verifier | None = None
) -> tuple[BookPlan, ...]:
    """One book, or several where it would grow too large to be read back."""
    chunks: list[list[UnitPart]] = []
    room = 0
    for part in found:
        if not chunks or room < len(part.lines):
            chunks.append([])
            room = ROWS_A_BOOK
        chunks[-1].append(part)
        room -= len(part.lines)
    return tuple(
        BookPlan(run, tuple(chunk), verifier, number, len(chunks)) for number, chunk in enumerate(chunks, 1)
    )


def _lines(
    run: Consolidation,
    unit: Unit,
    result: UnitResult,
    verdicts: dict[tuple[str, str], Verdict],
    only: str,
) -> Iterator[BookLine]:
    receipt = run.receipt(unit.code)
    told = receipt.findings if receipt else ()
    for mark, line in _unworded(run, unit, result, verdicts, only):
        words = _findings(found for found in told if found.criterion == mark.code)
        yield replace(line, answer=_answer(run, unit.code, mark), findings=words)
    yield from (line for line in _conditions(run, result) if only in ("", line.criterion.code))


def _unworded(
    run: Consolidation,
    unit: Unit,
    result: UnitResult,
    verdicts: dict[tuple[str, str], Verdict],
    only: str = "",
) -> Iterator[tuple[Mark, BookLine]]:
    """The lines of the unit's marks, or of one of them, without what it says of them."""
    assert result.card, "units without points are not verified"
    extras = _kinds(run)
    for mark in result.card.marks.values():
        if only not in ("", mark.code):
            continue
        criterion = run.criteria.criteria[mark.code]
        line = BookLine(unit.code, criterion, extras.get(mark.code, "main"), StatedAnswer(), "")
        yield mark, _filled(run, line, mark, verdicts.get((unit.code, mark.code)))


def _conditions(run: Consolidation, result: UnitResult) -> Iterator[BookLine]:
    for trail in of_conditions(run, result):
        if trail.state and not trail.state.condition.follows:
            yield _condition(run, trail, trail.state)


def _condition(run: Consolidation, trail: Trail, state: ConditionState) -> BookLine:
    """A declared condition; where a person decided it, nobody verifies it here."""
    criterion, form = as_criterion(state.condition), run.form(trail.unit)
    answer = StatedAnswer(
        _short(trail.answer.words or "Chưa trả lời"),
        explanation=_explained(run, trail.unit, trail.code, trail.answer.explanation, _ruled(trail)),
    )
    line = BookLine(trail.unit, criterion, "condition", answer, _findings(trail.findings))
    if state.ruling:
        return replace(line, given=Decimal(bool(state.settled)))
    own = None if state.declared is None else Decimal(state.declared)
    item = Item(trail.unit, trail.code, answer_print(form, trail.code), own)
    if state.verdict is None:
        return replace(line, item=item)
    stale = (state.verdict.own,) if state.outdated else ()
    return replace(line, item=item, held=Judgement.of(state.verdict), stale=stale)


def _ruled(trail: Trail) -> str:
    return trail.reason if trail.ruling else ""


def _kinds(run: Consolidation) -> dict[str, Kind]:
    bonus, penalty = run.criteria.bonus, run.criteria.penalty
    kinds: dict[str, Kind] = {c.code: "bonus" for c in bonus.criteria} if bonus else {}
    return kinds | ({c.code: "penalty" for c in penalty.criteria} if penalty else {})


def _filled(run: Consolidation, line: BookLine, mark: Mark, verdict: Verdict | None) -> BookLine:
    """The line with what may be typed in it, and what the register already holds."""
    criterion, superior = line.criterion, line.criterion.rule.by == "superior"
    if mark.status is Status.EXEMPT or not (criterion.by_unit or superior):
        return replace(line, given=mark.final)
    form = run.form(line.unit)
    void = mark.status is Status.NOT_APPLICABLE and not mark.top
    own = None if superior or void else mark.points
    item = Item(line.unit, mark.code, answer_print(form, mark.code), own)
    if verdict is None:
        return replace(line, item=item, void=void)
    stale = (verdict.own,) if is_outdated(verdict, criterion, form) else ()
    return replace(line, item=item, void=void, held=Judgement.of(verdict), stale=stale)


def _answer(run: Consolidation, unit: str, mark: Mark) -> StatedAnswer:
    """In words, short enough for a row."""
    criterion = run.criteria.criteria[mark.code]
    if criterion.rule.by == "superior" and mark.status is not Status.EXEMPT:
        return StatedAnswer(AWARDED_BY.format(who=criterion.rule.scorer()))
    said = answer_of(run, unit, mark)
    return StatedAnswer(
        _short(said.words or "Chưa trả lời"),
        evidence=_short(said.evidence),
        explanation=_explained(run, unit, mark.code, said.explanation),
    )


def _explained(run: Consolidation, unit: str, code: str, *said: str) -> str:
    """What the unit says of its answer, and what it said after the verification."""
    since = run.ledger.explained.get((unit, code))
    turn = "" if (unit, code) in run.ledger.explanations else " lần 1"
    after = f"Sau thẩm định{turn}: {since.draft.reason}" if since else ""
    return _short("; ".join(filter(None, (*said, after))))


def _findings(found: Iterable[Finding]) -> str:
    return _short("; ".join(f"{each.severity.label}: {each.message}" for each in found))


def _short(text: str) -> str:
    plain = safe(text)
    return plain if len(plain) <= MANY else plain[: MANY - len(CUT)].rstrip() + CUT
