"""Places within a field of units: by score or by class first, ties split by the chain, shared or dense."""

from fractions import Fraction

from tests.oracle.card import Card
from tests.oracle.classes import klass, ladder, share
from tests.oracle.plain import Data, decimals, half_up

Key = tuple[Fraction | int, ...]


def places(criteria: Data, cards: dict[str, Card]) -> dict[str, int]:
    """The place of every unit that has a class."""
    keys = {code: key for code, card in cards.items() if (key := _key(criteria, card)) is not None}
    dense = criteria.get("ranking", {}).get("ties", "shared") == "dense"
    better = {code: [other for other in keys.values() if other > key] for code, key in keys.items()}
    return {code: 1 + (len(set(found)) if dense else len(found)) for code, found in better.items()}


def _key(criteria: Data, card: Card) -> Key | None:
    """Larger is better."""
    found = klass(criteria, card)
    if found is None or card.exact is None or card.score is None:
        return None
    ranking = criteria.get("ranking", {})
    exact = criteria.get("rounding", {}).get("rank_on") == "exact"
    first = (-ladder(criteria).index(found),) if ranking.get("by") == "class" else ()
    chain = (_item(criteria, card, code) for code in ranking.get("break_by", ()))
    return (*first, card.exact if exact else card.score, *chain)


def _item(criteria: Data, card: Card, code: str) -> Fraction:
    """The percent reached in one item; where nothing of it applies, the unit's percent of everything."""
    reached = share(card, code)
    if reached is not None:
        return reached
    assert card.percent is not None, "a unit without any points is not ranked"
    rounded = criteria.get("rounding", {}).get("rank_on", "rounded") == "rounded"
    return half_up(card.percent, decimals(criteria, "total")) if rounded else card.percent
