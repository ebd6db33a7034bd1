"""All units of a set at one moment: the oracle's whole result."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.oracle.card import Card
from tests.oracle.classes import klass, over_quota
from tests.oracle.plain import Data, block
from tests.oracle.ranks import places


@dataclass(frozen=True)
class Field:
    """Places of the units that take part, overall and within their blocks, and quotas that are passed."""

    classes: dict[str, str | None]
    overall: dict[str, int]
    in_block: dict[str, int]
    quota: set[tuple[str, str]]


def field(criteria: Data, units: Mapping[str, Data], cards: Mapping[str, Card], part: set[str]) -> Field:
    """``part``: the units that take part in the ranking, should they have a class."""
    classes = {code: klass(criteria, card) for code, card in cards.items()}
    here = {code: card for code, card in cards.items() if code in part}
    by_block: dict[str, dict[str, Card]] = {}
    for code, card in here.items():
        by_block.setdefault(block(criteria, units[code]), {})[code] = card
    classed = {code: found for code in here if (found := classes[code])}
    return Field(
        classes,
        places(criteria, here),
        {code: place for found in by_block.values() for code, place in places(criteria, found).items()},
        over_quota(criteria, dict(units), classed),
    )
