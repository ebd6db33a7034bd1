"""All units of a set at one moment: the oracle's whole result."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.oracle.card import Card
from tests.oracle.classes import Cut, cut, klass, over_quota
from tests.oracle.plain import Data, block
from tests.oracle.ranks import places


@dataclass(frozen=True)
class Field:
    """Places of the units that take part, overall and within their blocks.

    ``quota``: who would keep the class of each quota that is passed, by class and block.
    """

    classes: dict[str, str | None]
    overall: dict[str, int]
    in_block: dict[str, int]
    quota: dict[tuple[str, str], Cut]


def field(criteria: Data, units: Mapping[str, Data], cards: Mapping[str, Card], part: set[str]) -> Field:
    """``part``: the units that take part in the ranking, should they have a class."""
    classes = {code: klass(criteria, card) for code, card in cards.items()}
    here = {code: card for code, card in cards.items() if code in part}
    by_block: dict[str, dict[str, Card]] = {}
    for code, card in here.items():
        by_block.setdefault(block(criteria, units[code]), {})[code] = card
    classed = {code: found for code in here if (found := classes[code])}
    overall = places(criteria, here)
    within = {code: place for found in by_block.values() for code, place in places(criteria, found).items()}
    cuts = {}
    for code, there in over_quota(criteria, dict(units), classed):
        [quota] = [
            q for q in criteria["quota"] if q["code"] == code and (q.get("within") == "block") is bool(there)
        ]
        counted = {
            unit: found
            for unit, found in classed.items()
            if not there or block(criteria, units[unit]) == there
        }
        cuts[code, there] = cut(criteria, quota, counted, within if there else overall)
    return Field(classes, overall, within, cuts)
