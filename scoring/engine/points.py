"""Points of one criterion from one entry."""

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import cache
from typing import NamedTuple

from scoring.criteria.schema import Criterion
from scoring.rules import Entry, valid


def rounded(value: Decimal, places: int) -> Decimal:
    """Half-up (away from zero), as published tables do: 84.5 -> 85, 90.5 -> 91."""
    return value.quantize(_last(places), rounding=ROUND_HALF_UP)


@cache
def _last(places: int) -> Decimal:
    """One in the last of so many decimals."""
    return Decimal(1).scaleb(-places)


def most(criterion: Criterion, places: int) -> Decimal:
    """The most points that anybody has of the criterion: its maximum, or what rounding leaves below it.

    In a set that was loaded a maximum has no more decimals than points may have (see coherence).
    """
    return criterion.max.quantize(_last(places), rounding=ROUND_FLOOR)


def settled(criterion: Criterion, worth: Decimal, places: int) -> Decimal:
    """Points as they count: rounded, and never above the maximum."""
    return min(most(criterion, places), rounded(worth, places))


def is_valid(criterion: Criterion, entry: Entry) -> bool:
    """True where every field is answered within its limits and the answers do not contradict."""
    fields = criterion.fields
    if not all(f.key in entry.answers and valid(f, entry.answers[f.key]) for f in fields):
        return False
    return not criterion.rule.mistakes(entry)


class JudgedEntry(NamedTuple):
    """What an entry is before it has points: ``valid`` as :func:`is_valid` says; ``not_applicable`` where the
    unit says so, or the answers do, and the criterion allows it.
    """

    valid: bool
    not_applicable: bool


def judged(criterion: Criterion, entry: Entry) -> JudgedEntry:
    """Look at an entry once for all that is asked of it."""
    valid = is_valid(criterion, entry)
    silent = entry.not_applicable or (valid and criterion.rule.void(entry))
    return JudgedEntry(valid, silent and criterion.not_applicable != "refused")


def points(
    criterion: Criterion,
    entry: Entry,
    places: int,
    best: Decimal | None = None,
    said: JudgedEntry | None = None,
) -> Decimal | None:
    """The rounded points, None where the entry is blank, incomplete or invalid.

    A criterion that is scored beside the best of the block has none before that ``best`` figure is known.
    Not applicable gives full points or 0 (with no maximum), as the criterion's policy says. ``said``: what
    :func:`judged` says of the entry, where that is known.
    """
    said = said or judged(criterion, entry)
    if said.not_applicable:
        return settled(criterion, criterion.max if criterion.not_applicable == "full" else Decimal(0), places)
    if not said.valid:
        return None
    worth = worth_of(criterion, entry, best)
    return None if worth is None else settled(criterion, worth, places)


def worth_of(criterion: Criterion, entry: Entry, best: Decimal | None = None) -> Decimal | None:
    """The unrounded points of a valid entry; None while they wait for the best of the block."""
    if not criterion.rule.relative:
        return criterion.rule.points(entry, criterion.max)
    return None if best is None else criterion.rule.beside_best(entry, criterion.max, best)


def figure(criterion: Criterion, entry: Entry) -> Decimal | None:
    """What a unit has of a criterion that is scored beside the best of the block; None if nothing counts."""
    valid, is_silent = judged(criterion, entry)
    return entry.number("1") if valid and not is_silent else None


def claimed(criterion: Criterion, entry: Entry, places: int) -> Decimal | None:
    """What a form is checked by: the points, or the figure as long as these wait for the other units."""
    return figure(criterion, entry) if criterion.rule.relative else points(criterion, entry, places)


def unrounded(
    criterion: Criterion, entry: Entry, worth: Decimal | None, best: Decimal | None = None
) -> Decimal:
    """What :func:`points` (``worth``) are before rounding; 0 where there are none yet."""
    if worth is None or judged(criterion, entry).not_applicable:
        return worth or Decimal(0)
    return worth_of(criterion, entry, best) or Decimal(0)
