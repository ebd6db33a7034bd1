"""Load-time checks across a whole set: what single fields cannot know."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.criteria.schema import CriteriaSet


def mistakes(criteria: "CriteriaSet") -> list[str]:
    """Vietnamese sentences about what does not hold together; empty for a sound set."""
    return []
