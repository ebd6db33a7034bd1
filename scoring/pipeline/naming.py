"""Near misses: what somebody probably meant. Proposed, never taken."""

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from scoring.text import fold

_NEAR = 60


def proposal(typed: str, known: Mapping[str, str]) -> str:
    """``Có lẽ là “…”. `` for the nearest of the ``known`` (folded name -> how it is shown), else nothing."""
    near = process.extractOne(fold(typed), list(known), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return f"Có lẽ là “{known[near[0]]}”. " if near else ""
