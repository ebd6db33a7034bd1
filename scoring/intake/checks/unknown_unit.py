"""D01: a unit that is not in the list; the nearest name is proposed, never taken."""

from collections.abc import Iterator

from scoring.criteria.units import Roster
from scoring.findings import Finding, finding
from scoring.intake.checks.base import Claim
from scoring.text import fold, nearest

NEAR = 75  # percent of its letters that a name shares with the one that is proposed


def check(claim: Claim) -> Iterator[Finding]:
    """One finding where neither stamp nor name leads to a unit."""
    if claim.unit is None:
        identity = claim.identity
        name = identity.name or (identity.stamp.unit if identity.stamp else "") or "(không ghi tên)"
        yield finding("D01", identity.place, found=name, proposal=proposal(name, claim.roster))


def proposal(name: str, roster: Roster) -> str:
    """What to do about an unknown name."""
    near = nearest(fold(name), roster.names, NEAR)
    if near:
        return f"Có lẽ là “{roster.names[near].name}”; nếu đúng, ghi lại tên này rồi gửi lại."
    return "Ghi đúng tên đơn vị như trong biểu mẫu, hoặc bổ sung đơn vị vào danh sách của bộ tiêu chí."
