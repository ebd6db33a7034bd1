"""Which conditions of a unit hold: by the unit's word, by an answer, or by somebody who overrules both."""

from collections.abc import Mapping

from scoring.criteria.conditions import Condition, When
from scoring.engine.model import Scorecard, Status

NOBODY: Mapping[str, bool] = {}


def holds(
    condition: Condition, card: Scorecard, declared: Mapping[str, bool], overruled: Mapping[str, bool]
) -> bool:
    """Whether the condition holds for the points of ``card``.

    ``overruled`` (by condition code) outweighs everything. A condition that follows from an answer holds by
    the points that count on the card's stage; what the unit declares beside it is only compared.
    """
    if condition.code in overruled:
        return overruled[condition.code]
    if condition.when is not None:
        return follows(condition.when, card)
    return declared.get(condition.code, False)


def follows(when: When, card: Scorecard) -> bool:
    """True where the criterion has points for something done and they reach the bound.

    What did not arise, is exempt, or nobody has scored yet, is no reason for anything.
    """
    mark = card.marks.get(when.code)
    points = mark.at(card.stage) if mark and mark.is_scored else None
    if points is None:
        return False
    return points >= when.at_least if when.at_least is not None else points <= (when.at_most or 0)


_SILENT = (Status.EXEMPT, Status.BLANK, Status.AWAITED)


def says(when: When | None, card: Scorecard | None) -> bool | None:
    """What the answer says of the condition; None where there is no answer to compare a declaration with."""
    mark = card.marks.get(when.code) if when and card else None
    if when is None or card is None or mark is None or mark.status in _SILENT:
        return None
    return follows(when, card)
