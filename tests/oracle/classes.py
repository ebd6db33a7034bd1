"""The class of a card, and which classes have more units than the set allows."""

from dataclasses import replace
from fractions import Fraction

from tests.oracle.card import COUNTS, OPEN, Card, reached
from tests.oracle.plain import Data, block, decimals, extra, half_up, nodes, number, together
from tests.oracle.points import points


def ladder(criteria: Data) -> list[str]:
    """Codes of the classes, the best first."""
    return [found["code"] for found in criteria["classes"]]


def holding(criteria: Data, card: Card) -> list[Data]:
    """The conditions that hold: decided, or else declared or following from the points of a criterion."""
    return [each for each in criteria.get("conditions", ()) if _holds(each, card)]


def _holds(condition: Data, card: Card) -> bool:
    code, when = condition["code"], condition.get("when")
    if code in card.overruled:
        return card.overruled[code]
    if when is None:
        return code in card.declared
    mark = card.marks.get(when["code"])
    if code not in card.concerned or mark is None or mark.state != COUNTS or mark.points is None:
        return False
    if "at_least" in when:
        return mark.points >= number(when["at_least"])
    return mark.points <= number(when["at_most"])


def disqualified(criteria: Data, card: Card) -> bool:
    return any(c["effect"] == "disqualify" for c in holding(criteria, card))


def klass(criteria: Data, card: Card) -> str | None:
    """The class that counts: a person's, where the rules give one at all."""
    computed = by_rules(criteria, card)
    return card.decided or computed if computed is not None else None


def by_rules(criteria: Data, card: Card) -> str | None:
    """The best class that the score, the needs and the conditions allow; of 0 of 0 points none."""
    if card.exact is None or card.score is None or card.barred or disqualified(criteria, card):
        return None
    exact = criteria.get("rounding", {}).get("class_on") == "exact"
    score, steps = card.exact if exact else card.score, ladder(criteria)
    held = holding(criteria, card)
    best = (n for n, found in enumerate(criteria["classes"]) if score >= number(found["at_least"]))
    caps = [steps.index(c["class_code"]) for c in held if c["effect"] == "cap"]
    place = _meeting(criteria, card, max([next(best), *caps]))
    less = sum(int(c["lower_by"]) for c in held if c["effect"] == "lower")
    return steps[_meeting(criteria, card, min(place + less, len(steps) - 1))]


def _meeting(criteria: Data, card: Card, place: int) -> int:
    """The first class from ``place`` down whose needs are met; the last one asks nothing."""
    last = len(criteria["classes"]) - 1
    while place < last:
        needs = criteria["classes"][place].get("needs", ())
        if all(meets(criteria, card, need) for need in needs):
            break
        place += 1
    return place


def share(card: Card, code: str) -> Fraction | None:
    """Percent of the applicable maximum of a group or criterion; ``None`` where nothing of it applies."""
    if code in card.groups:
        got, top = card.groups[code]
    elif code in card.marks:
        got, top = card.marks[code].points or Fraction(0), card.marks[code].top or Fraction(0)
    else:
        return None
    return got / top * 100 if top else None


def meets(criteria: Data, card: Card, need: Data) -> bool:
    """A need about something that does not apply to the unit asks nothing of it."""
    if "at_least" in need:
        return _figure_reached(criteria, card, need)
    got, top = before_rounding(criteria, card, need["code"])
    return half_up(got * 100 - number(need["at_least_percent"]) * top, 7) >= 0


def before_rounding(criteria: Data, card: Card, code: str) -> tuple[Fraction, Fraction]:
    """Points before rounding of so many, of a criterion, a group, or a block within its cap."""
    marks = {
        each: replace(mark, points=mark.before)
        for each, mark in card.marks.items()
        if mark.points is not None
    }
    marks = card.marks | marks
    every = [*nodes(criteria), *extra(criteria, "bonus"), *extra(criteria, "penalty")]
    for node in every:
        if node["code"] == code:
            return reached(node, marks)
    part = next(part for part in ("bonus", "penalty") if criteria.get(part, {}).get("code") == code)
    found = [reached(leaf, marks) for leaf in extra(criteria, part)]
    top = sum((each[1] for each in found), Fraction(0))
    got = together(criteria[part], [each[0] for each in found])
    return got, number(criteria[part]["cap"]) if top else Fraction(0)


def _figure_reached(criteria: Data, card: Card, need: Data) -> bool:
    """By the unit's figure; where a verifier gave other points than it brings, by these."""
    mark = card.marks.get(need["code"])
    if mark is None or mark.state not in (COUNTS, OPEN):
        return True
    if mark.figure is not None:
        return mark.figure >= number(need["at_least"])
    every = [*nodes(criteria), *extra(criteria, "bonus")]
    leaf = next(node for node in every if node["code"] == need["code"])
    answers = [need["at_least"]] if leaf["rule"]["kind"] == "count" else [need["at_least"], "100"]
    worth = half_up(points(leaf, answers) or Fraction(0), decimals(criteria))
    return worth > 0 and (mark.points or Fraction(0)) >= worth


def over_quota(criteria: Data, units: dict[str, Data], classed: dict[str, str]) -> set[tuple[str, str]]:
    """(class, block or "") of every quota that is passed; ``classed`` holds the units that have a class."""
    passed = set()
    for quota in criteria.get("quota", ()):
        within = quota.get("within", "all") == "block"
        for place in {block(criteria, units[code]) if within else "" for code in classed}:
            here = [
                found
                for code, found in classed.items()
                if not within or block(criteria, units[code]) == place
            ]
            base = [found for found in here if not quota.get("of") or found in quota["of"]]
            if here.count(quota["code"]) * 100 > number(quota["percent"]) * len(base):
                passed.add((quota["code"], place))
    return passed


Cut = tuple[set[str], set[str], set[str]]
"""Who keeps a class, who is tied across the cut, who gives it up."""


def cut(criteria: Data, quota: Data, classed: dict[str, str], places: dict[str, int]) -> Cut:
    """What is proposed where a quota is passed; ``classed`` and ``places`` are of the units it counts.

    As many keep the class as may have it once the others stand in the next one, in the order of places.
    """
    steps, mine = ladder(criteria), quota["code"]
    holders = sorted(
        (code for code, found in classed.items() if found == mine), key=lambda code: places[code]
    )
    below = steps[min(steps.index(mine) + 1, len(steps) - 1)]

    def may(kept: int) -> bool:
        after = [found for found in classed.values() if found != mine]
        after += [mine] * kept + [below] * (len(holders) - kept)
        base = [found for found in after if not quota.get("of") or found in quota["of"]]
        return kept * 100 <= number(quota["percent"]) * len(base)

    most = max((kept for kept in range(1, len(holders) + 1) if may(kept)), default=0)
    keep = {c for c in holders if sum(places[other] <= places[c] for other in holders) <= most}
    tied = {
        c
        for c in holders
        if c not in keep and len(keep) < most and sum(places[other] < places[c] for other in holders) < most
    }
    return keep, tied, {*holders} - keep - tied
