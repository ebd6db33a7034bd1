"""A scenario applied: another criteria set, and the submissions as they count under it.

Nothing is scored here. Models are rebuilt field by field, since a copy of a frozen model would keep what
the original has remembered of itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import ROUND_FLOOR, Decimal
from typing import Any, TypeVar

from scoring.criteria.classes import Class, Quota
from scoring.criteria.conditions import Condition
from scoring.criteria.schema import CriteriaSet, Criterion, Extra, Group
from scoring.criteria.tally import is_plain, most
from scoring.criteria.units import Roster
from scoring.engine.points import judged, points, rounded, unrounded
from scoring.engine.results import Submission
from scoring.rules import RULES, Entry
from scoring.rules.base import SHORT
from scoring.rules.values import Data
from scoring.whatif.scenario import Scenario, left_out, lower_bound

Model = TypeVar("Model", bound=Data)
_NOTHING = Decimal(0)
_CAP_PLACES = 6


def applied(
    scenario: Scenario, roster: Roster, submissions: Iterable[Submission]
) -> tuple[Roster, tuple[Submission, ...]]:
    """The roster and the submissions to be evaluated; the scenario fits the set (see :func:`misfits`)."""
    maxima = new_maxima(scenario, roster.criteria)
    criteria = _set(scenario, roster.criteria, maxima)
    told = tuple(_submission(scenario, roster, each, maxima) for each in submissions)
    return Roster(criteria, roster.units), told


def new_maxima(scenario: Scenario, criteria: CriteriaSet) -> dict[str, Decimal]:
    """The other maximum of each criterion concerned.

    A group's is shared out by the criteria's own maxima, in the decimals that points have, so that the parts
    add up to the group's: what remains after cutting off goes to the largest remainders first. A criterion
    that is named itself has what was said of it.
    """
    below = criteria.leaves_below
    wanted: dict[str, Decimal] = {}
    for code in sorted(scenario.maxima, key=lambda code: -len(below[code])):
        shares = {leaf: criteria.criteria[leaf].max for leaf in below[code]}
        total, group = scenario.maxima[code], criteria.all_groups.get(code)
        if group and not is_plain(
            group
        ):  # a cap, or one claim: its maximum is less than the sum of its parts
            total = total * sum(shares.values(), _NOTHING) / most(group)
        wanted |= _shared_out(total, shares, criteria.rounding.points)
    return {code: most for code, most in wanted.items() if most != criteria.criteria[code].max}


def _shared_out(total: Decimal, shares: Mapping[str, Decimal], places: int) -> dict[str, Decimal]:
    if len(shares) == 1:
        return dict.fromkeys(shares, total)
    unit, whole = Decimal(1).scaleb(-places), sum(shares.values(), _NOTHING)
    total = rounded(total, places)
    exact = {code: total * share / whole for code, share in shares.items()}
    parts = {code: value.quantize(unit, rounding=ROUND_FLOOR) for code, value in exact.items()}
    left = int((total - sum(parts.values(), _NOTHING)) / unit)
    for code in sorted(exact, key=lambda code: parts[code] - exact[code])[:left]:
        parts[code] += unit
    return parts


def changed(model: Model, **values: Any) -> Model:
    """The model rebuilt with other values, not validated again."""
    kept = {name: getattr(model, name) for name in type(model).model_fields}
    return type(model).model_construct(**{**kept, **values})


def _set(scenario: Scenario, criteria: CriteriaSet, maxima: Mapping[str, Decimal]) -> CriteriaSet:
    gone = left_out(scenario, criteria)
    kept = {each for each in criteria.leaves_below if set(criteria.leaves_below[each]) - gone}
    chain = criteria.ranking.break_by if scenario.break_by is None else scenario.break_by
    rounding = {key: value for key, value in dict(scenario.rounding).items() if value is not None}
    return changed(
        criteria,
        classes=tuple(_class(scenario, each, kept) for each in criteria.classes),
        quota=tuple(_quotas(scenario, criteria)),
        conditions=tuple(_condition(scenario, criteria, maxima, each) for each in criteria.conditions),
        rounding=changed(criteria.rounding, **rounding),
        ranking=changed(
            criteria.ranking,
            ties=scenario.ties or criteria.ranking.ties,
            break_by=tuple(code for code in chain if code in kept),
        ),
        groups=tuple(_groups(scenario, criteria.groups, maxima, kept)),
        bonus=_extra(scenario, criteria.bonus, scenario.bonus_cap, maxima, kept),
        penalty=_extra(scenario, criteria.penalty, scenario.penalty_cap, maxima, kept),
    )


def _class(scenario: Scenario, each: Class, kept: Iterable[str]) -> Class:
    tried = scenario.needs.get(each.code, {})
    needs = (
        changed(need, at_least_percent=tried[need.code])
        if need.code in tried and need.at_least is None
        else need
        for need in each.needs
        if need.code in kept and tried.get(need.code) != 0
    )
    return changed(each, at_least=lower_bound(scenario, each.code, each.at_least), needs=tuple(needs))


def _quotas(scenario: Scenario, criteria: CriteriaSet) -> Iterator[Quota]:
    """Those of the set with another percentage; a class that has none gets one, of all ranked units."""
    for each in criteria.quota:
        yield changed(each, percent=scenario.quota.get(each.code, each.percent))
    listed = {each.code for each in criteria.quota}
    for code, percent in scenario.quota.items():
        if code not in listed:
            yield Quota(code=code, percent=percent)


def _condition(
    scenario: Scenario, criteria: CriteriaSet, maxima: Mapping[str, Decimal], each: Condition
) -> Condition:
    """With another class; the points from which it follows keep their share of another maximum."""
    when = each.when
    if when and when.code in maxima:
        bounds = {"at_least": when.at_least, "at_most": when.at_most}
        top, before = maxima[when.code], criteria.criteria[when.code].max
        places = criteria.rounding.points
        scaled = {key: rounded(to * top / before, places) for key, to in bounds.items() if to is not None}
        when = changed(when, **scaled)
    return changed(each, class_code=scenario.caps.get(each.code, each.class_code), when=when)


def _groups(
    scenario: Scenario, nodes: Iterable[Any], maxima: Mapping[str, Decimal], kept: Iterable[str]
) -> Iterator[Any]:
    for node in nodes:
        if node.code not in kept:
            continue
        if isinstance(node, Group):
            children = tuple(_groups(scenario, node.children, maxima, kept))
            yield changed(node, children=children, max=None, cap=_cap(node, maxima))
        else:
            yield _criterion(scenario, node, maxima)


def _cap(group: Group, maxima: Mapping[str, Decimal]) -> Decimal | None:
    """The cap of a group, in proportion to the maxima below it."""
    if group.cap is None:
        return None
    before = sum((leaf.max for leaf in group.leaves()), _NOTHING)
    after = sum((maxima.get(leaf.code, leaf.max) for leaf in group.leaves()), _NOTHING)
    return group.cap if before == after else rounded(group.cap * after / before, _CAP_PLACES)


def _extra(
    scenario: Scenario,
    extra: Extra | None,
    cap: Decimal | None,
    maxima: Mapping[str, Decimal],
    kept: Iterable[str],
) -> Extra | None:
    if extra is None:
        return None
    left = tuple(_criterion(scenario, each, maxima) for each in extra.criteria if each.code in kept)
    if not left:
        return None
    return changed(extra, criteria=left, cap=extra.cap if cap is None else cap)


def _criterion(scenario: Scenario, criterion: Criterion, maxima: Mapping[str, Decimal]) -> Criterion:
    """With another maximum; where points keep their share they are given as such, not computed again."""
    top = maxima.get(criterion.code)
    if top is None:
        return criterion
    if scenario.by == "rule" or criterion.rule.relative:
        return changed(criterion, max=top)
    rule = {"kind": "superior", "who": criterion.rule.scorer() or "Cấp trên"}
    if criterion.by_unit:
        rule = {"kind": "direct", "step": f"{Decimal(1).scaleb(-SHORT):f}"}
    return changed(criterion, max=top, rule=RULES[rule["kind"]].model_validate(rule))


def _submission(
    scenario: Scenario, roster: Roster, each: Submission, maxima: Mapping[str, Decimal]
) -> Submission:
    gone = left_out(scenario, roster.criteria)
    supposed = scenario.conditions.get(each.unit, {})
    each = replace(
        each,
        declared={**each.declared, **supposed},
        ruled={**each.ruled, **supposed},
        settled={**each.settled, **supposed},
        entries={code: entry for code, entry in each.entries.items() if code not in gone},
        given={code: worth for code, worth in each.given.items() if code not in gone},
        verified={code: worth for code, worth in each.verified.items() if code not in gone},
    )
    kept = {code: top for code, top in maxima.items() if code not in gone}
    return _rescaled(scenario, roster, each, kept)


def _rescaled(
    scenario: Scenario, roster: Roster, each: Submission, maxima: Mapping[str, Decimal]
) -> Submission:
    """The same shares of the other maxima; verified points keep theirs though answers are scored again."""
    criteria, unit = roster.criteria, roster.unit(each.unit)
    asked = {criterion.code: criterion for criterion in roster.asked(unit)} if unit else {}

    def scaled(code: str, worth: Decimal) -> Decimal:
        if code not in maxima:
            return worth
        share = worth * maxima[code] / criteria.criteria[code].max
        return min(maxima[code], rounded(share, criteria.rounding.points))

    entries, given = dict(each.entries), dict(each.given)
    for code in maxima if scenario.by == "share" else ():
        criterion = asked.get(code)
        if criterion is None or criterion.rule.relative:
            continue
        if criterion.by_unit:
            entries[code] = _entry(criteria, criterion, each.entries.get(code, Entry()), maxima[code])
        elif criterion.rule.by == "register":
            worth = criterion.rule.on_time(each.punctual, each.late)
            given |= {} if worth is None else {code: worth}
    return replace(
        each,
        entries=entries,
        given={code: scaled(code, worth) for code, worth in given.items()},
        verified={code: scaled(code, worth) for code, worth in each.verified.items()},
    )


def _entry(criteria: CriteriaSet, criterion: Criterion, entry: Entry, top: Decimal) -> Entry:
    """The answer as points: the share before rounding, of the other maximum; a blank stays one."""
    if judged(criterion, entry).not_applicable:
        return Entry(not_applicable=True)
    own = points(criterion, entry, criteria.rounding.points)
    if own is None:
        return Entry()
    share = unrounded(criterion, entry, own) * top / criterion.max
    return Entry({"1": min(top, rounded(share, SHORT))})
