"""A shared set with some of its settings changed."""

from typing import Any

from scoring.criteria.schema import Ranking, Rounding
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
