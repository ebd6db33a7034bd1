"""Answers for tests: dealing a total out to criteria, full marks, and a wanted card without a form."""

from collections.abc import Mapping
from decimal import Decimal

from scoring.criteria.schema import Criterion
from scoring.criteria.units import Roster, Unit
from scoring.engine.model import ZERO, Scorecard, Sum
from scoring.rules import Entry
from scoring.rules.direct import Direct


def direct(points: str | Decimal) -> Entry:
    """The one answer of a criterion whose points the unit types."""
    return Entry({"1": Decimal(points)})


def unit(roster: Roster, code: str) -> Unit:
    found = roster.unit(code)
    assert found, code
    return found


def deal(roster: Roster, asked: Unit, total: str | Decimal) -> dict[str, Decimal]:
    """``total`` as points of the unit's directly scored main criteria, filled one after the other."""
    left = Decimal(total)
    dealt = {}
    for criterion in _direct_main(roster, asked):
        dealt[criterion.code] = min(criterion.max, left)
        left -= dealt[criterion.code]
    assert not left, f"{left} of {total} does not fit"
    return dealt


def dealt(roster: Roster, asked: Unit, total: str | Decimal) -> dict[str, Entry]:
    """The same as entries."""
    return {code: direct(points) for code, points in deal(roster, asked, total).items()}


def _direct_main(roster: Roster, asked: Unit) -> list[Criterion]:
    mine = {criterion.code for criterion in roster.asked(asked)}
    return [c for c in roster.criteria.main if c.code in mine and isinstance(c.rule, Direct)]


def card(score: str, groups: Mapping[str, tuple[str, str]] | None = None) -> Scorecard:
    """A complete card with this score and these groups (points, maximum), for ranking and classes."""
    value = Decimal(score)
    sums = {code: Sum(Decimal(points), Decimal(top)) for code, (points, top) in (groups or {}).items()}
    return Scorecard({}, sums, value, Decimal(100), ZERO, ZERO, value, value, value, complete=True)
