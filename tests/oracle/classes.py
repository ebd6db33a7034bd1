"""The class of a card, and which classes have more units than the set allows."""

from fractions import Fraction

from tests.oracle.card import Card
from tests.oracle.plain import Data, block, number


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
        needs = all(meets(card, need) for need in found.get("needs", ()))
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


def meets(card: Card, need: Data) -> bool:
    """A need about something that does not apply to the unit asks nothing of it."""
    reached = share(card, need["code"])
    return reached is None or reached >= number(need["at_least_percent"])


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
