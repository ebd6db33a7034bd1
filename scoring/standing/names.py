"""Of whom and what a finding speaks, by name."""

from scoring.criteria.units import Roster
from scoring.findings import Finding


def about(roster: Roster, found: Finding) -> tuple[str, str]:
    """The unit's name, and the criterion or condition by code and text; a stranger as it is written."""
    unit = roster.unit(found.unit)
    texts = {code: each.text for code, each in roster.criteria.criteria.items()}
    texts |= {each.code: each.text for each in roster.criteria.conditions}
    text = texts.get(found.criterion, "")
    return unit.name if unit else found.unit, f"{found.criterion}. {text}" if text else found.criterion
