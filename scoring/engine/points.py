"""Points of one criterion from one entry."""

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from scoring.criteria.schema import Criterion
from scoring.rules import Entry, valid


def rounded(value: Decimal, places: int) -> Decimal:
    """Half-up (away from zero), as published tables do: 84.5 -> 85, 90.5 -> 91."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def most(criterion: Criterion, places: int) -> Decimal:
    """The most points that anybody has of the criterion: its maximum, or what rounding leaves below it.

    In a set that was loaded a maximum has no more decimals than points may have (see coherence).
    """
    return criterion.max.quantize(Decimal(1).scaleb(-places), rounding=ROUND_FLOOR)


def settled(criterion: Criterion, worth: Decimal, places: int) -> Decimal:
    """Points as they count: rounded, and never above the maximum."""
    return min(most(criterion, places), rounded(worth, places))


def is_valid(criterion: Criterion, entry: Entry) -> bool:
    """True where every field is answered within its limits and the answers do not contradict."""
    fields = criterion.fields
    if not all(f.key in entry.answers and valid(f, entry.answers[f.key]) for f in fields):
        return False
    return not criterion.rule.mistakes(entry)


def is_not_applicable(criterion: Criterion, entry: Entry) -> bool:
    """True where the unit says so, or the answers do, and the criterion allows it."""
    if criterion.not_applicable == "refused":
        return False
    if entry.not_applicable:
        return True
    return is_valid(criterion, entry) and criterion.rule.void(entry)


def points(criterion: Criterion, entry: Entry, places: int) -> Decimal | None:
    """The rounded points, None where the entry is blank, incomplete or invalid.

    Not applicable gives full points or 0 (with no maximum), as the criterion's policy says.
    """
    if is_not_applicable(criterion, entry):
        return settled(criterion, criterion.max if criterion.not_applicable == "full" else Decimal(0), places)
    if not is_valid(criterion, entry):
        return None
    return settled(criterion, criterion.rule.points(entry, criterion.max), places)


def unrounded(criterion: Criterion, entry: Entry, worth: Decimal | None) -> Decimal:
    """What :func:`points` (``worth``) are before rounding; 0 where there are none yet."""
    if worth is None:
        return Decimal(0)
    return worth if is_not_applicable(criterion, entry) else criterion.rule.points(entry, criterion.max)
