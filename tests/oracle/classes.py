"""The class of a card, and which classes have more units than the set allows."""

from fractions import Fraction

from tests.oracle.card import COUNTS, OPEN, Card
from tests.oracle.plain import Data, block, decimals, extra, half_up, leaves, nodes, number
from tests.oracle.points import points


def ladder(criteria: Data) -> list[str]:
    """Codes of the classes, the best first."""
    return [found["code"] for found in criteria["classes"]]


def disqualified(criteria: Data, card: Card) -> bool:
    return any(
        c["code"] in card.declared and c["effect"] == "disqualify" for c in criteria.get("conditions", ())
    )


def klass(criteria: Data, card: Card) -> str | None:
    """The best class that the score, the needs and the declared conditions allow; of 0 of 0 points none."""
    if card.exact is None or card.score is None or disqualified(criteria, card):
        return None
    exact = criteria.get("rounding", {}).get("class_on") == "exact"
    score = card.exact if exact else card.score
    caps = [
        ladder(criteria).index(c["class_code"])
        for c in criteria.get("conditions", ())
        if c["code"] in card.declared and c["effect"] == "cap"
    ]
    for place, found in enumerate(criteria["classes"]):
        needs = all(meets(criteria, card, need) for need in found.get("needs", ()))
        if score >= number(found["at_least"]) and needs and place >= max(caps, default=0):
            return found["code"]
    return ladder(criteria)[-1]


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
    every = [*nodes(criteria), *extra(criteria, "bonus"), *extra(criteria, "penalty")]
    below = [leaf for node in every if node["code"] == code for leaf in leaves(node)]
    part = next((part for part in ("bonus", "penalty") if criteria.get(part, {}).get("code") == code), "")
    below += extra(criteria, part) if part else []
    marks = [card.marks[leaf["code"]] for leaf in below if leaf["code"] in card.marks]
    got = sum((mark.before for mark in marks), Fraction(0))
    top = sum((mark.top or Fraction(0) for mark in marks), Fraction(0))
    cap = number(criteria[part]["cap"]) if part else None
    return (got, top) if cap is None else (min(cap, got), cap if top else Fraction(0))


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
