"""A unit for which nothing counts: exempt from all but one criterion, and that one did not arise."""

from decimal import Decimal

from scoring.criteria.units import Exemption, Roster
from scoring.rules import Entry

UNIT = "tdp-2"
LEFT = "2.1"
VOID = {
    LEFT: Entry(not_applicable=True),
    "T1": Entry({"1": Decimal(2)}),
    "TR1": Entry({"1": Decimal(0)}),
}
"""What its form says; the bonus that it claims makes no score either."""


def freed(mini: Roster, *asked: str) -> Roster:
    """The mini set's roster, where the unit is exempt from the scale but for 2.1 and ``asked``."""
    kept = {LEFT, *asked}
    exempt = tuple(
        Exemption(code=each.code, basis="Quyết định") for each in mini.criteria.main if each.code not in kept
    )
    units = (u.model_copy(update={"exempt": exempt}) if u.code == UNIT else u for u in mini.units)
    return Roster(mini.criteria, tuple(units))
