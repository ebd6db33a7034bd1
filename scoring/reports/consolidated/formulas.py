"""The engine's arithmetic as formulas, in functions that Excel 2010 and LibreOffice both have.

Binary sums are rounded to the set's places, quotients to TIDY places, before anything is compared: an
exact tie or bound in decimals is then one in the workbook too. An unplaced unit has the value -1.
"""

from collections.abc import Sequence
from decimal import Decimal

from scoring.criteria.classes import Class, Need
from scoring.criteria.conditions import When
from scoring.criteria.schema import CriteriaSet, Rounding
from scoring.engine.classify import INELIGIBLE, NOTHING_ASKED
from scoring.engine.model import ZERO
from scoring.engine.needs import PLACES, points_of
from scoring.reports.consolidated.plan import Detail
from scoring.rules import NO, YES
from scoring.rules.base import excel_number, excel_text

TIDY = 10  # far finer than any two different shares of points, far coarser than binary noise
NO_PLACE = "–"
INCOMPLETE = "Chưa đủ điểm"


def runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbouring rows joined: ``1 2 3 7 8`` -> ``(1, 3) (7, 8)``."""
    found: list[tuple[int, int]] = []
    for row in sorted(rows):
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found


def areas(column: str, rows: Sequence[int]) -> list[str]:
    """The cells of zero-based ``rows`` in a column, as few ranges as possible."""
    return [
        f"{column}{first + 1}" if first == last else f"{column}{first + 1}:{column}{last + 1}"
        for first, last in runs(rows)
    ]


def total(cells: Sequence[str], places: int) -> str:
    """The sum of cells and ranges; words among them count nothing."""
    return f"ROUND(SUM({','.join(cells)}),{places})" if cells else "0"


def applicable(column: str, tops: str, rows: Sequence[int]) -> str:
    """The maxima (in column ``tops``) of the rows whose cell holds no word such as KPS; blanks count."""
    parts = [
        f"SUMPRODUCT((1-ISTEXT({own}))*{top})"
        for own, top in zip(areas(column, rows), areas(f"${tops}", rows), strict=True)
    ]
    return "+".join(parts) or "0"


def percent(main: str, top: str) -> str:
    """Points of the applicable maximum, 0..100; 0 where nothing is applicable."""
    return f"IF({top}=0,0,ROUND({main}*100/{top},{TIDY}))"


def score(criteria: CriteriaSet, main: str, share: str, bonus: str | None, penalty: str | None) -> str:
    """What class and rank are decided on, unrounded, never below 0."""
    reached = main if criteria.score_on == "points" else share
    return f"MAX(0,ROUND({reached}{f'+{bonus}' if bonus else ''}{f'-{penalty}' if penalty else ''},{TIDY}))"


def by_points(criteria: CriteriaSet, value: str) -> str:
    """The number of the class that the score alone reaches, 1 the best."""
    worst = len(criteria.classes)
    found = str(worst)
    for n in range(worst - 1, 0, -1):
        found = f"IF({value}>={excel_number(criteria.classes[n - 1].at_least)},{n},{found})"
    return found


def reached_class(criteria: CriteriaSet, detail: Detail, unit: str) -> str:
    """The number of the class after capping conditions and class needs."""
    by_points = detail.at(unit, "helper", "by_points")
    caps = [
        f"IF({held}={excel_text('Có')},{number},0)"
        for condition in criteria.conditions
        if condition.effect == "cap" and (held := detail.at(unit, "condition", condition.code))
        for number, each in enumerate(criteria.classes, 1)
        if each.code == condition.class_code
    ]
    return _with_needs(
        criteria, detail, unit, f"MAX({','.join([str(by_points), *caps])})" if caps else str(by_points)
    )


def final_class(criteria: CriteriaSet, detail: Detail, unit: str) -> str:
    """The same after what lowers the class by some; needs are looked at again."""
    reached = detail.at(unit, "helper", "reached")
    if reached is None:
        return reached_class(criteria, detail, unit)
    less = [
        f"IF({held}={excel_text('Có')},{condition.lower_by},0)"
        for condition in criteria.conditions
        if condition.lower_by and (held := detail.at(unit, "condition", condition.code))
    ]
    lowered = f"MIN({len(criteria.classes)},{'+'.join([reached, *less])})"
    return _with_needs(criteria, detail, unit, lowered)


def follows(when: When, points: str) -> str:
    """Có where the points of a criterion say that the condition holds."""
    at_least = when.at_least is not None
    bound = excel_number((when.at_least if at_least else when.at_most) or Decimal(0))
    reached = f"N({points}){'>=' if at_least else '<='}{bound}"
    return f"IF(ISNUMBER({points}),IF({reached},{excel_text(YES)},{excel_text(NO)}),{excel_text(NO)})"


def _with_needs(criteria: CriteriaSet, detail: Detail, unit: str, highest: str) -> str:
    """The best class from ``highest`` down whose needs are met."""
    worst = len(criteria.classes)
    found = str(worst)
    for n in range(worst - 1, 0, -1):
        needs = _needs(criteria, criteria.classes[n - 1], detail, unit)
        found = f"IF(AND({','.join([f'{highest}<={n}', *needs])}),{n},{found})"
    return found


def _needs(criteria: CriteriaSet, wanted: Class, detail: Detail, unit: str) -> list[str]:
    met = []
    for need in wanted.needs:
        points, top = detail.item(unit, need.code), detail.at(unit, "helper", need.code)
        if points and need.at_least is not None:
            met.append(_figure(criteria, need, points, str(detail.at(unit, "figure", need.code))))
        elif points and top:
            lost = detail.at(unit, "lost", need.code)
            reached = f"(N({points})+{lost})" if lost else f"N({points})"
            share = f"{reached}*100-{excel_number(need.share)}*{top}"
            met.append(f"OR({top}=0,ROUND({share},{PLACES})>=0)")
    return met


def _figure(criteria: CriteriaSet, need: Need, points: str, figure: str) -> str:
    """The unit's figure where it stands; nothing is needed of who is not asked; else by its points."""
    reached = f"{figure}>={excel_number(need.at_least or ZERO)}"
    by_points = f"N({points})>={excel_number(points_of(criteria, need))}"
    return f'IF(ISNUMBER({figure}),{reached},IF({figure}="",TRUE,{by_points}))'


def disqualified(criteria: CriteriaSet, detail: Detail, unit: str) -> str | None:
    """The condition under which the unit is not classed at all, None where there can be none."""
    cells = [
        f"{held}={excel_text('Có')}"
        for condition in criteria.conditions
        if condition.effect == "disqualify" and (held := detail.at(unit, "condition", condition.code))
    ]
    return f"OR({','.join(cells)})" if cells else None


def class_name(
    criteria: CriteriaSet, detail: Detail, unit: str, *, barred: bool = False, helper: str = "final"
) -> str:
    """The class in words; ``barred`` where the office decided that the unit cannot be classed.

    ``helper`` is the line with its number: of the class that holds, or of the one that the rules alone give.
    """
    if barred:
        return excel_text(INELIGIBLE)
    names = ",".join(excel_text(each.name) for each in criteria.classes)
    found = f"CHOOSE({detail.at(unit, 'helper', helper)},{names})"
    found = f"IF({detail.at(unit, 'result', 'applicable')}=0,{excel_text(NOTHING_ASKED)},{found})"
    out = disqualified(criteria, detail, unit)
    if out:
        found = f"IF({out},{excel_text(INELIGIBLE)},{found})"
    return f"IF({detail.at(unit, 'result', 'missing')}>0,{excel_text(INCOMPLETE)},{found})"


def better(values: str, value: str, among: str) -> str:
    """1 + how many of ``values`` are higher; ``among`` narrows all such counts to a block (or is empty)."""
    return f"1+SUMPRODUCT(({values}>{value})*1{among})"


def tie_share(rounding: Rounding, points: str | None, top: str | None, share: str) -> str:
    """The share of a tie-break item, in percent; of all points (``share``) where the unit was not asked it.

    ``points`` and ``top`` are None in a block that has no such item.
    """
    everything = f"ROUND({share},{rounding.total})" if rounding.rank_on == "rounded" else share
    if points is None or top is None:
        return everything
    return f"IF({top}=0,{everything},{percent(f'N({points})', top)})"


def parted(places: str, place: str, shares: str, share: str, among: str) -> str:
    """The place after one tie-break item: as many later as tied units have a higher share."""
    return f"{place}+SUMPRODUCT(({places}={place})*({shares}>{share}){among})"


def is_first(places: str, place: str, among: str) -> str:
    """1 for the first unit of its place; ``places`` and ``among`` reach from the top down to this row."""
    return f"IF(SUMPRODUCT(({places}={place})*1{among})=1,1,0)"


def dense(places: str, place: str, firsts: str, among: str) -> str:
    """1 + how many different places are better; ``firsts`` marks the first unit of every place."""
    return f"1+SUMPRODUCT(({places}<{place})*{firsts}{among})"
