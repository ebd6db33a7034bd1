"""When a class's needs are met: shares of points before rounding, and figures that were reached.

A figure is the unit's own, and stands as long as nobody gives other points than it brings. Where a verifier
does, what the figure would be is unknown, and the need is met by at least the points that it would bring.
"""

from decimal import ROUND_FLOOR, Decimal

from scoring.criteria.classes import Need
from scoring.criteria.schema import CriteriaSet
from scoring.criteria.tally import reached, together
from scoring.engine.model import ZERO, Mark, Scorecard, Status, Sum
from scoring.engine.points import rounded, settled
from scoring.text import show_exactly, show_number

PLACES = 7
"""Decimal places at which a share is compared: thirds add up again, and Excel sees the same."""
_SHOWN = 4
"""So many of them are shown."""
_WHOLE = 100  # percent


def is_met(criteria: CriteriaSet, need: Need, card: Scorecard) -> bool:
    """Of what does not count for the unit everything is reached: nobody fails what is not asked."""
    if need.at_least is None:
        found = unrounded(criteria, need.code, card)
        return rounded(found.points * 100 - need.share * found.top, PLACES) >= 0
    mark = card.marks.get(need.code)
    if mark is None or not is_asked(mark):
        return True
    figure = standing_figure(mark, card)
    if figure is not None:
        return figure >= need.at_least
    return (mark.at(card.stage) or ZERO) >= points_of(criteria, need)


def unrounded(criteria: CriteriaSet, code: str, card: Scorecard) -> Sum:
    """Points before rounding, and the maximum that counts, of an item; of a bonus block at most its cap."""
    found = card.sum(code)
    lost = rounding(criteria, code, card)
    return Sum(found.points + lost, found.top) if lost else found


def rounding(criteria: CriteriaSet, code: str, card: Scorecard) -> Decimal:
    """The points of an item before rounding less those after it; the caps of blocks and groups hold."""
    marks = [card.marks[leaf] for leaf in criteria.leaves_below[code] if leaf in card.marks]
    if not any(mark.lost(card.stage) for mark in marks):
        return ZERO
    counted = [(mark, mark.at(card.stage) or ZERO) for mark in marks]
    after = {mark.code: points for mark, points in counted if mark.is_scored or points}
    before = {mark.code: points + mark.lost(card.stage) for mark, points in counted if mark.code in after}
    if block := criteria.coded.get(code):
        return together(block, before.values()) - together(block, after.values())
    node = criteria.all_groups.get(code) or criteria.criteria[code]
    return reached(node, before) - reached(node, after)


def is_asked(mark: Mark) -> bool:
    """True where the criterion counts for the unit, or would if it were answered."""
    return mark.status not in (Status.EXEMPT, Status.NOT_APPLICABLE, Status.AWAITED)


def lowered(value: Decimal, places: int = 10) -> Decimal:
    """Cut to so many places, so that what is short of a need never reads as if it were not."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_FLOOR)


def standing_figure(mark: Mark, card: Scorecard) -> Decimal | None:
    """The unit's own figure, None where there is none or a verifier gave other points than it brings."""
    return mark.figure if mark.status is Status.SCORED and mark.upheld(card.stage) else None


def points_of(criteria: CriteriaSet, need: Need) -> Decimal:
    """The points that the figure of a need brings; more than anybody has where it brings none."""
    criterion = criteria.criteria[need.code]
    entry = criterion.rule.measured(need.at_least or ZERO)
    assert entry, "a need on a figure names a criterion that has one (see coherence)"
    worth = settled(criterion, criterion.rule.points(entry, criterion.max), criteria.rounding.points)
    return worth or criterion.max + 1


def reached_words(criteria: CriteriaSet, need: Need, card: Scorecard) -> str:
    """What the unit reached of it: ``đạt 9,999/10 điểm trước khi làm tròn``, ``có số liệu 0``."""
    if need.at_least is None:
        found = unrounded(criteria, need.code, card)
        before = " trước khi làm tròn" if found.points != card.sum(need.code).points else ""
        return f"đạt {_told(found.points)}/{show_number(found.top)} điểm{before}"
    mark, rule = card.marks[need.code], criteria.criteria[need.code].rule
    figure = standing_figure(mark, card)
    if figure is None:
        return f"được {show_number(mark.at(card.stage) or ZERO)} điểm thẩm định"
    return f"có {rule.measure_name} {_told(figure)}{rule.measure_unit}"


def needed_words(criteria: CriteriaSet, need: Need) -> str:
    """What a unit must reach: ``đạt 60% trở lên``, ``có số liệu từ 1 trở lên``, ``có tỷ lệ 100%``."""
    if need.at_least is None:
        return "đạt 100%" if need.share == _WHOLE else f"đạt {show_number(need.share)}% trở lên"
    rule = criteria.criteria[need.code].rule
    least = f"{show_number(need.at_least)}{rule.measure_unit}"
    return f"có {rule.measure_name} " + (least if least == f"{_WHOLE}%" else f"từ {least} trở lên")


def _told(value: Decimal) -> str:
    return show_exactly(lowered(value, _SHOWN))
