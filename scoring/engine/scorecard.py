"""From a unit's entries to its scorecard: a mark for every criterion asked, then the sums."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal

from scoring.criteria.schema import CriteriaSet, Criterion, Extra, Group, Node
from scoring.criteria.tally import together
from scoring.criteria.units import Roster, Unit
from scoring.engine.model import ZERO, Mark, Scorecard, Stage, Status, Sum, mark_of, mark_told, sum_of
from scoring.engine.points import judged, points, rounded, settled, unrounded
from scoring.rules import Entry

NOTHING: Mapping[str, Decimal] = {}
UNKNOWN: Mapping[str, bool] = {}
NEVER: Mapping[str, int] = {}


def score(
    roster: Roster,
    unit: Unit,
    entries: Mapping[str, Entry],
    *,
    given: Mapping[str, Decimal] = NOTHING,
    punctual: Mapping[str, bool] = UNKNOWN,
    late: Mapping[str, int] = NEVER,
    verified: Mapping[str, Decimal] = NOTHING,
    best: Mapping[str, Decimal] = NOTHING,
    adopted: Collection[str] = (),
    stage: Stage = "self",
) -> Scorecard:
    """The scorecard of ``unit``.

    ``given`` holds the superior's points by criterion code, ``punctual`` whether each report (by code)
    arrived on time, ``late`` by how many days those that came late were, ``verified`` the verifier's points.
    ``best``: the highest figure of the unit's block where points are in proportion to it; without it they are
    awaited. ``adopted``: criteria whose own points are final without a verifier's.
    Raises ValueError where given or verified points lie outside 0..max: whoever reads them from people has
    to have checked them.
    """
    criteria = roster.criteria
    marks = {}
    for criterion in roster.asked(unit):
        if roster.exemption(unit, criterion.code):
            mark = Mark(criterion.code, Status.EXEMPT, ZERO, ZERO)
        elif criterion.by_unit:
            entry = entries.get(criterion.code, Entry())
            of_verifier, highest = verified.get(criterion.code), best.get(criterion.code)
            mark = _own(criteria, criterion, entry, of_verifier, stage, highest)
            if adopted and _is_taken(mark, adopted):
                mark = replace(mark, verified=mark.points)
        else:
            by_register = criterion.rule.by == "register"
            worth = criterion.rule.on_time(punctual, late) if by_register else given.get(criterion.code)
            mark = _by_office(criteria, criterion, worth)
        marks[criterion.code] = mark
    return _card(criteria, marks, stage)


def _is_taken(mark: Mark, adopted: Collection[str]) -> bool:
    return mark.code in adopted and mark.verified is None and mark.status is Status.SCORED


def _own(
    criteria: CriteriaSet,
    criterion: Criterion,
    entry: Entry,
    verified: Decimal | None,
    stage: Stage,
    best: Decimal | None,
) -> Mark:
    said = judged(criterion, entry)
    own = points(criterion, entry, criteria.rounding.points, best, said)
    checked = None if verified is None else _within(criteria, criterion, verified)
    if own is None and criterion.rule.relative and best is None and said.valid:
        counts = stage == "verified" and checked is not None
        return Mark(criterion.code, Status.AWAITED, None, criterion.max if counts else ZERO, checked)
    status = Status.SCORED
    if own is None:
        status = Status.BLANK
    elif said.not_applicable:
        status = Status.NOT_APPLICABLE
    mark = Mark(criterion.code, status, own, criterion.max, checked)
    if status is Status.SCORED and criterion.code in criteria.needed:
        exact = unrounded(criterion, entry, own, best)
        figure = criterion.rule.measure(entry)
        mark = replace(mark, exact=None if exact == own else exact, figure=figure)
    return _staged(criterion, mark, stage)


_NOT_ARISEN = (Status.NOT_APPLICABLE, Status.OVERRULED)


def is_void(criterion: Criterion, mark: Mark) -> bool:
    """True where the unit said "không phát sinh" and the criterion is then left out of the maximum."""
    return mark.status in _NOT_ARISEN and criterion.not_applicable == "excluded"


def _staged(criterion: Criterion, mark: Mark, stage: Stage) -> Mark:
    """The mark as it counts on the stage.

    A verifier who gives points to what the unit left out, or other points than the full ones that
    "không phát sinh" brings, says that it did arise: on the verified stage it then counts as scored.
    """
    if mark.status not in _NOT_ARISEN:
        return mark
    void = is_void(criterion, mark)
    checked = mark.verified if stage == "verified" else None
    if checked is not None and (void or checked != mark.points):
        return replace(mark, status=Status.OVERRULED, top=criterion.max)
    return replace(mark, status=Status.NOT_APPLICABLE, top=ZERO if void else criterion.max)


def on_stage(criteria: CriteriaSet, card: Scorecard, stage: Stage) -> Scorecard:
    """The same marks summed for another stage."""
    marks = {code: _staged(criteria.criteria[code], mark, stage) for code, mark in card.marks.items()}
    return _card(criteria, marks, stage)


def _by_office(criteria: CriteriaSet, criterion: Criterion, worth: Decimal | None) -> Mark:
    if worth is None:
        return Mark(criterion.code, Status.AWAITED, None, ZERO)
    settled = _within(criteria, criterion, worth)
    return Mark(criterion.code, Status.SCORED, settled, criterion.max, settled)


def _within(criteria: CriteriaSet, criterion: Criterion, worth: Decimal) -> Decimal:
    if not 0 <= worth <= criterion.max:
        raise ValueError(f"{criterion.code}: {worth} is not within 0..{criterion.max}")
    return settled(criterion, worth, criteria.rounding.points)


def _card(criteria: CriteriaSet, given: Mapping[str, Mark], stage: Stage) -> Scorecard:
    marks = {code: mark_of(*mark_told(mark)) for code, mark in given.items()}
    groups: dict[str, Sum] = {}
    scale = [_reached(group, marks, stage, groups) for group in criteria.groups]
    main, applicable = (sum(each, ZERO) for each in zip(*scale, strict=True))
    bonus = _capped(criteria.bonus, marks, stage)
    penalty = _capped(criteria.penalty, marks, stage)
    percent = main * 100 / applicable if applicable else ZERO
    reached = main if criteria.score_on == "points" else percent
    total = max(ZERO, reached + bonus - penalty)
    return Scorecard(
        marks=marks,
        groups={code: groups[code] for code in criteria.all_groups}
        | {code: _block(extra, marks, stage) for code, extra in criteria.coded.items()},
        main=main,
        applicable=applicable,
        bonus=bonus,
        penalty=penalty,
        percent=percent,
        score=total,
        shown=rounded(total, criteria.rounding.total),
        complete=not any(is_missing(mark, stage) for mark in marks.values()),
        stage=stage,
    )


def is_missing(mark: Mark, stage: Stage) -> bool:
    """True where the stage still waits for points of this criterion."""
    if stage == "self":
        return mark.status is Status.BLANK
    excluded = mark.status is Status.EXEMPT or (mark.status is Status.NOT_APPLICABLE and not mark.top)
    return mark.final is None and not excluded


def nothing_counts(criteria: CriteriaSet, card: Scorecard) -> bool:
    """True where no criterion of the scale counts, and none of them waits for the office's points either."""
    asked = (card.marks.get(criterion.code) for criterion in criteria.main)
    return not card.applicable and not any(mark and mark.status is Status.AWAITED for mark in asked)


def _reached(
    node: Node, marks: Mapping[str, Mark], stage: Stage, groups: dict[str, Sum]
) -> tuple[Decimal, Decimal]:
    """Points and applicable maximum of a group or criterion; every group on the way goes into ``groups``."""
    if isinstance(node, Criterion):
        mark = marks.get(node.code)
        return (mark.at(stage) or ZERO, mark.top) if mark else (ZERO, ZERO)
    points, tops = [], []
    for child in node.children:
        counts = isinstance(child, Group) or child.code in marks  # a unit is asked a third of all criteria
        worth, top = _reached(child, marks, stage, groups) if counts else (ZERO, ZERO)
        points.append(worth)
        tops.append(top)
    failed = any(_has_failed(marks.get(code), stage) for code in node.failing)
    reached, most = ZERO if failed else together(node, points), together(node, tops)
    groups[node.code] = sum_of(str(reached), str(most))
    return reached, most


def _has_failed(mark: Mark | None, stage: Stage) -> bool:
    """True where no points were given for something that was scored; a blank has not failed yet."""
    return mark is not None and mark.is_scored and mark.at(stage) == 0


def _block(extra: Extra, marks: Mapping[str, Mark], stage: Stage) -> Sum:
    """The sum of a bonus or penalty block, at most its cap, and of it where anything counts."""
    found = [_reached(each, marks, stage, {}) for each in extra.criteria]
    points, top = together(extra, (each[0] for each in found)), sum((each[1] for each in found), ZERO)
    return sum_of(str(points), str(extra.cap if top else ZERO))


def _capped(extra: Extra | None, marks: Mapping[str, Mark], stage: Stage) -> Decimal:
    if extra is None:
        return ZERO
    return together(extra, (_reached(each, marks, stage, {})[0] for each in extra.criteria))
