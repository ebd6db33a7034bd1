"""What is wrong with a row of the verification book: the same words in its own column and on import."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from scoring.criteria.schema import Criterion
from scoring.findings import Finding, Place, finding
from scoring.intake.checks.base import Live
from scoring.intake.checks.excel import (
    all_of,
    any_of,
    blank,
    in_list,
    no,
    on_step,
    within,
)
from scoring.intake.checks.seen import UNSEEN, seen
from scoring.rules import EntryField, valid
from scoring.rules.base import excel_number, excel_text
from scoring.text import show_number
from scoring.verification.judgement import UNTOUCHED, Item, Judgement
from scoring.verification.layout import (
    POINTS,
    REASON,
    TITLE,
    Round,
    field_of,
)
from scoring.verification.worth import cell_of, is_condition
from scoring.verification.worth import shown as shown_worth

_ROUNDS: tuple[Round, Round] = (1, 2)


@dataclass(frozen=True, slots=True)
class Judged:
    """One row to be checked: the criterion, what the book showed, the decimals that points may have."""

    criterion: Criterion
    item: Item
    places: int

    def field(self, turn: Round) -> EntryField:
        """The limits of the points of a round."""
        return field_of(self.criterion, POINTS[turn], self.places)

    @property
    def free(self) -> bool:
        """True where no self score exists by nature, so that points need no reason."""
        return self.criterion.rule.by == "superior"

    @property
    def unexplained(self) -> str:
        """The code where points other than the unit's own, or another word of a condition, have no reason."""
        return "V21" if is_condition(self.criterion) else "V09"

    def is_given(self, cell: str) -> str:
        """True where the cell holds points, or Có or Không of a condition."""
        return in_list(self.field(1), cell) if is_condition(self.criterion) else f"ISNUMBER({cell})"

    def literal(self, worth: Decimal) -> str:
        """Points, or the word of a condition, as a formula has them."""
        found = cell_of(self.criterion, worth)
        return excel_text(found) if isinstance(found, str) else excel_number(worth)


def check(
    judged: Judged,
    said: Judgement,
    places: Mapping[str, Place],
    *,
    shown: Judgement = UNTOUCHED,
    reviewed: bool = False,
) -> Iterator[Finding]:
    """Everything wrong with the row; a blank row is not an error, only not verified yet.

    ``shown``: what the row was exported with. Points that stood there were right for the earlier answer:
    what the unit says now is compared with them once somebody types other points, or has ``reviewed`` them.
    """

    where = _Telling(judged.item.criterion, places)
    for turn in _ROUNDS:
        yield from _limits(judged, said, turn, where)
    yield from _order(said, where)
    entered = reviewed or said.points1 != shown.points1
    if entered and _is_changed(judged, said.points1) and not said.reason1:
        yield where.tell(judged.unexplained, "points1")
    if said.points2 is not None and said.points2 != said.points1 and not said.reason2:
        yield where.tell(judged.unexplained, "points2")


@dataclass(frozen=True, slots=True)
class _Telling:
    """What is said of a row: at its cells where they are known, else as words of its own column."""

    criterion: str
    places: Mapping[str, Place] = field(default_factory=dict)

    def tell(self, code: str, key: str, **words: object) -> Finding:
        return finding(code, self.places.get(key), criterion=self.criterion, label=TITLE[key], **words)


def _limits(judged: Judged, said: Judgement, turn: Round, where: _Telling) -> Iterator[Finding]:
    """Points between 0 and the maximum, on their step."""
    points, limits = _points(said, turn), judged.field(turn)
    if points is None or is_condition(judged.criterion):
        return
    if points < limits.low or (limits.high is not None and points > limits.high):
        yield where.tell("N04", POINTS[turn], expected=limits.limits, **seen(limits, points))
    elif limits.step and points % limits.step:
        yield where.tell("N05", POINTS[turn], expected=_multiple(limits.step), **seen(limits, points))


def _order(said: Judgement, where: _Telling) -> Iterator[Finding]:
    """A second round follows a first one; a reason or a reply belongs to points."""
    if said.points2 is not None and said.points1 is None:
        yield where.tell("V10", "points2")
    if said.points1 is None and (said.reason1 or said.reply):
        yield where.tell("V11", "points1")
    if said.points2 is None and said.reason2:
        yield where.tell("V11", "points2")


def percent(judged: Judged, turn: Round, typed: Decimal, place: Place) -> Finding:
    """V20: 75% typed as points is 0,75 for a spreadsheet, and was hardly meant so."""
    limits, share = judged.field(turn), f"{show_number(typed * 100)}%"
    meant, proposal = typed * judged.criterion.max, ""
    if valid(limits, meant):
        proposal = f"; {share} của {show_number(judged.criterion.max)} điểm là {show_number(meant)}"
    return finding(
        "V20",
        place,
        criterion=judged.item.criterion,
        label=limits.label,
        shown=f" ({share}, tức là {show_number(typed)} điểm)",
        found=share,
        expected=show_number(typed),
        proposal=proposal,
    )


def _points(said: Judgement, turn: Round) -> Decimal | None:
    return said.points1 if turn == 1 else said.points2


def _multiple(step: Decimal) -> str:
    return "là số nguyên" if step == 1 else f"là bội của {show_number(step)}"


def _is_changed(judged: Judged, worth: Decimal | None) -> bool:
    """True where the points of the first round say something else than the unit does."""
    return worth is not None and not judged.free and worth != judged.item.own


def live(judged: Judged, shown: Judgement, cells: Mapping[str, str]) -> Iterator[Live]:
    """The same as :func:`check` as Excel conditions; ``cells`` gives the address of each column's key."""

    where = _Telling(judged.item.criterion)
    for turn in _ROUNDS:
        yield from _live_limits(judged, turn, cells, where)
    first, second = (cells[POINTS[turn]] for turn in _ROUNDS)
    said_first, said_second = (cells[REASON[turn]] for turn in _ROUNDS)
    words = any_of([_filled(said_first), _filled(cells["reply"])])
    yield Live(all_of(judged.is_given(second), blank(first)), where.tell("V10", "points2"))
    yield Live(all_of(blank(first), words), where.tell("V11", "points1"))
    yield Live(all_of(blank(second), _filled(said_second)), where.tell("V11", "points2"))
    if not judged.free:
        changed = [judged.is_given(first), blank(said_first)]
        if judged.item.own is not None:
            changed.append(f"{first}<>{judged.literal(judged.item.own)}")
        if shown.points1 is not None and _is_changed(judged, shown.points1) and not shown.reason1:
            changed.append(no(all_of(blank(cells["reviewed"]), _same(judged, first, shown.points1))))
        yield Live(all_of(*changed), where.tell(judged.unexplained, "points1"))
    differs = all_of(judged.is_given(second), blank(said_second), f"{second}<>{first}")
    yield Live(differs, where.tell(judged.unexplained, "points2"))


def _live_limits(judged: Judged, turn: Round, cells: Mapping[str, str], where: _Telling) -> Iterator[Live]:
    key, limits = POINTS[turn], judged.field(turn)
    cell = cells[key]
    if is_condition(judged.criterion):
        listed = ", ".join(limits.choices)
        strange = all_of(no(blank(cell)), no(in_list(limits, cell)))
        yield Live(strange, where.tell("N08", key, expected=listed, proposal=""))
        return
    number = f"ISNUMBER({cell})"
    yield Live(all_of(no(blank(cell)), no(number)), where.tell("N02", key, proposal=""))
    shares = all_of(number, f'LEFT(CELL("format",{cell}),1)="P"')
    yield Live(shares, where.tell("V20", key, shown="", proposal=""))
    outside = all_of(number, no(within(limits, cell)))
    yield Live(outside, where.tell("N04", key, expected=limits.limits, **UNSEEN))
    if limits.step:
        off = all_of(number, no(on_step(limits.step, cell)))
        yield Live(off, where.tell("N05", key, expected=_multiple(limits.step), **UNSEEN))


def _filled(cell: str) -> str:
    return f"IF(ISERROR({cell}),TRUE,LEN(TRIM({cell}))>0)"


def waiting(judged: Judged, held: Judgement, cells: Mapping[str, str]) -> str:
    """True where nobody has looked at the row again: the points are unchanged and there is no x."""
    same = (_same(judged, cells[POINTS[turn]], _points(held, turn)) for turn in _ROUNDS)
    return all_of(blank(cells["reviewed"]), *same)


def _same(judged: Judged, cell: str, worth: Decimal | None) -> str:
    if worth is None:
        return blank(cell)
    return f"IF({judged.is_given(cell)},{cell}={judged.literal(worth)},FALSE)"


def live_review(judged: Judged, held: Judgement, was: Decimal | None, cells: Mapping[str, str]) -> Live:
    """V18, V22: the unit's answer changed after the row was verified, and nobody has looked at it again."""
    return Live(waiting(judged, held, cells), review(judged.criterion, was))


def review(criterion: Criterion, was: Decimal | None, place: Place | None = None) -> Finding:
    """The words of V18, or of V22 for a condition."""
    code = "V22" if is_condition(criterion) else "V18"
    return finding(code, place, criterion=criterion.code, found=shown_worth(criterion, was) or "chưa có")
