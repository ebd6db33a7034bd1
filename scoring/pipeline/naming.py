"""Near misses: what somebody probably meant. Proposed, never taken."""

from collections.abc import Mapping

from scoring.text import fold, nearest

_NEAR = 60


def proposal(typed: str, known: Mapping[str, str]) -> str:
    """``Có lẽ là “…”. `` for the nearest of the ``known`` (folded name -> how it is shown), else nothing."""
    near = nearest(fold(typed), known, _NEAR)
    return f"Có lẽ là “{known[near]}”. " if near else ""
