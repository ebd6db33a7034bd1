"""The tables across units, as every output takes them. Points stay Decimal.

Plain rows: a frame of pandas costs a third of a second and 70 MB before its first row (docs/decisions/0012).
Analysts get frames, in :mod:`scoring.reports.parquet`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from scoring.criteria.schema import CriteriaSet
from scoring.engine.model import Mark, Scorecard, State, UnitResult
from scoring.engine.points import rounded
from scoring.intake.model import Outcome
from scoring.sheets.table import Table
from scoring.standing.exempted import exemptions
from scoring.standing.run import Consolidation
from scoring.standing.tracing import own_and_checked, trails
from scoring.standing.trail import adopted, listed


def ranking_table(run: Consolidation) -> Table:
    """One row for every unit of the ranking table, block by block, best first."""
    columns = (
        "unit",
        "name",
        "block",
        "main",
        "applicable",
        "percent",
        "bonus",
        "penalty",
        "score",
        "shown",
        "class",
        "in_block",
        "overall",
        "note",
        "adopted",
    )
    return Table.of_keys(columns, (_ranking_row(run, r) for _, results in run.by_block for r in results))


def _ranking_row(run: Consolidation, result: UnitResult) -> tuple[Any, ...]:
    card, standing = result.card, result.standing
    assert card and standing, "placed units have both"
    return (
        result.unit,
        run.name(result.unit),
        result.block,
        card.main,
        card.applicable,
        card.percent,
        card.bonus,
        card.penalty,
        card.score,
        card.shown,
        standing.name,
        result.in_block.place if result.in_block else None,
        result.overall.place if result.overall else None,
        ". ".join(filter(None, (note(result), to_review(run, result)))),
        ". ".join(_adopted(run, result)),
    )


def reached(criteria: CriteriaSet, card: Scorecard | None) -> Decimal | None:
    """What a score is made of before bonus and penalty, in the unit of the score: a share, or points.

    None where there is no card, or nothing counts.
    """
    if card is None or not card.applicable:
        return None
    value = card.main if criteria.score_on == "points" else card.percent
    return rounded(value, criteria.rounding.total)


def reached_words(criteria: CriteriaSet) -> str:
    """What a column of :func:`reached` is, as a note below the table says it."""
    if criteria.score_on == "points":
        return "Tổng điểm các tiêu chí áp dụng cho đơn vị"
    return "Điểm đạt tính theo tỷ lệ phần trăm trên điểm tối đa áp dụng cho đơn vị"


_ORDER = {"class": "Xếp hạng theo loại, trong cùng loại theo điểm. ", "score": ""}
_CHAIN = "Bằng điểm thì xét lần lượt các mục ưu tiên của bộ tiêu chí; vẫn bằng thì đồng hạng"
_SAME = "Bằng điểm thì đồng hạng"
_NEXT = {"shared": "hạng sau tính tiếp (1, 1, 3)", "dense": "hạng sau liền kề (1, 1, 2)"}


def order_words(criteria: CriteriaSet) -> str:
    """What places follow from, and what becomes of equal scores."""
    ranking = criteria.ranking
    ties = _CHAIN if ranking.break_by else _SAME
    return f"{_ORDER[ranking.by]}{ties}, {_NEXT[ranking.ties]}."


def to_review(run: Consolidation, result: UnitResult) -> str:
    """The unit's criteria whose points wait for another look; nothing where there are none."""
    codes = run.outdated.get(result.unit, ())
    return f"Cần xem lại điểm thẩm định: {listed(codes)}" if codes else ""


def _adopted(run: Consolidation, result: UnitResult) -> list[str]:
    """The decisions that final points rest on; a self score rests on none."""
    return adopted(trails(run, result)) if run.results.stage == "verified" else []


def note(result: UnitResult) -> str:
    """Why the class is lower than the points, and where a tie was shared or broken."""
    in_block = result.in_block.note if result.in_block else ""
    overall = result.overall.note if result.overall else ""
    ties = (
        [in_block]
        if in_block == overall
        else [f"{scope}: {words}" for scope, words in (("Trong khối", in_block), ("Chung", overall)) if words]
    )
    reason = result.standing.reason.rstrip(".") if result.standing else ""
    return ". ".join(part for part in (reason, *ties) if part)


def remark(run: Consolidation, result: UnitResult) -> str:
    """What has to be said beside the class: why it is another than the points', ties, exemptions."""
    freed = exemptions(run, result.unit)
    told = (note(result), f"Được miễn {'; '.join(freed)}" if freed else "")
    return ". ".join(filter(None, told))


def unplaced_reason(result: UnitResult) -> str:
    """Why a unit has no place: what the class says, or how far its form has come."""
    if result.standing and result.standing.code is None and result.state is not State.TO_MEND:
        return result.standing.reason.rstrip(".")
    if result.state is State.VALID:
        return "Chưa thẩm định xong"
    return result.state.value.capitalize()


def marks_table(run: Consolidation) -> Table:
    """Every criterion of every unit that has points, for analysts.

    ``points`` are those of the run's stage: a unit that is not verified has none among verified ones.
    """
    columns = ("unit", "block", "code", "status", "points", "top", "self", "verified")
    marks = (
        (
            result.unit,
            result.block,
            mark.code,
            mark.status,
            mark.at(run.results.stage),
            mark.top,
            *own_and_checked(run, result.unit, mark),
        )
        for result, mark in _marks(run)
    )
    return Table.of_keys(columns, marks)


def _marks(run: Consolidation) -> Iterator[tuple[UnitResult, Mark]]:
    for result in run.results.units:
        for mark in result.card.marks.values() if result.card else ():
            yield result, mark


Counts = dict[str, list[int]]
"""What is counted -> how many units of each block, in the order of the run's blocks."""


def class_counts(run: Consolidation) -> Counts:
    """Ranked units by class code."""
    classed = (
        (result.standing.code, result.block)
        for result in run.results.units
        if result.ranked and result.standing and result.standing.code
    )
    return _counts(run, classed, [each.code for each in run.criteria.classes])


def evaluated_states(run: Consolidation) -> tuple[State, ...]:
    """The states of evaluated units, those that the office's word makes only where there are such units."""
    held = {result.state for result in run.results.units}
    rare = (State.NO_FORM, State.NOTHING_ASKED, State.LEFT_OUT)
    return tuple(s for s in State if s is not State.OUTSIDE and (s not in rare or s in held))


def state_counts(run: Consolidation) -> Counts:
    """Units of the evaluation by state."""
    held = ((result.state.value, result.block) for result in run.results.units)
    return _counts(run, held, [state.value for state in evaluated_states(run)])


def _counts(run: Consolidation, held: Iterable[tuple[str, str]], down: Sequence[str]) -> Counts:
    counted = Counter(held)
    return {what: [counted[what, block.code] for block in run.blocks] for what in down}


def outcome_counts(run: Consolidation) -> dict[Outcome, int]:
    """How many files were read, rejected, skipped; they add up to the number of receipts."""
    return {outcome: sum(r.outcome is outcome for r in run.receipts) for outcome in Outcome}
