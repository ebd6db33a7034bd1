"""A shared set with some of its settings changed."""

from decimal import Decimal
from typing import Any

from scoring.criteria.schema import CriteriaSet, Ranking, Rounding
from scoring.criteria.units import Roster


def change(roster: Roster, **settings: Any) -> Roster:
    """The roster with other settings: fields of rounding, of ranking, or of the set itself."""
    criteria = roster.criteria
    updates: dict[str, Any] = {}
    for key, value in settings.items():
        if key in Rounding.model_fields:
            updates["rounding"] = updates.get("rounding", criteria.rounding).model_copy(update={key: value})
        elif key in Ranking.model_fields:
            updates["ranking"] = updates.get("ranking", criteria.ranking).model_copy(update={key: value})
        else:
            updates[key] = value
    return Roster(criteria.model_copy(update=updates), roster.units)


def too_fine(roster: Roster, places: int) -> Roster:
    """The roster with maxima such as 9.695 that ``places`` decimals do not fit: no such set is loaded."""
    content = roster.criteria.model_dump(exclude_defaults=True)
    content["rounding"] = {"points": places, "total": places}
    for group in content["groups"]:
        _refine(group)
    return Roster(CriteriaSet.model_validate(content), roster.units)


def _refine(node: dict[str, Any]) -> None:
    for child in node.get("children", ()):
        _refine(child)
    if "rule" in node:
        node["max"] -= Decimal("0.305")
