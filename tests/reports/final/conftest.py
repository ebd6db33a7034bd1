import pytest

from scoring.criteria.units import Roster
from scoring.standing.run import Consolidation
from tests.reports.runs import typical, verified


@pytest.fixture(scope="package")
def run(mini: Roster) -> Consolidation:
    """The typical run with every unit verified: what is frozen at the year's end."""
    made = typical(mini)
    return verified(made, frozenset(unit.code for unit in made.roster.units))
