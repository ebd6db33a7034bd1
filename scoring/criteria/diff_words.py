"""How the comparison of two sets speaks: a value before and after, and the units it touches."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import takewhile

from scoring.criteria.schema import Criterion
from scoring.criteria.tally import most_of
from scoring.criteria.units import Roster, Unit
from scoring.text import clean, show_number

_SHORT = 70
_CONTEXT = 3
"""Words shown around the part of a long text that changed."""
_NAMED = 6


def before_after(old: str, new: str) -> str:
    """``“8” → “7”``; of long texts only the part that changed, with a few words around it."""
    old, new = clean(old), clean(new)
    if max(len(old), len(new)) > _SHORT and old and new:
        old, new = _changed_part(old.split(), new.split())
    return f"{_quoted(old)} → {_quoted(new)}"


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "(trống)"


def _changed_part(old: Sequence[str], new: Sequence[str]) -> tuple[str, str]:
    first = _common(old, new)
    last = min(_common(old[::-1], new[::-1]), len(old) - first, len(new) - first)
    start = max(0, first - _CONTEXT)
    return _excerpt(old, start, last), _excerpt(new, start, last)


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _excerpt(words: Sequence[str], start: int, last: int) -> str:
    end = min(len(words), len(words) - last + _CONTEXT)
    return f"{'… ' if start else ''}{' '.join(words[start:end])}{' …' if end < len(words) else ''}"


def difference(old: Decimal, new: Decimal) -> str:
    """``tăng 2``, ``giảm 1``."""
    return f"{'tăng' if new > old else 'giảm'} {show_number(abs(new - old))}"


def asked(roster: Roster, criterion: Criterion) -> frozenset[str]:
    """Codes of the evaluated units that have to score the criterion."""
    return frozenset(
        unit.code
        for unit in roster.evaluated
        if roster.concerns(criterion.applies, unit) and not roster.exemption(unit, criterion.code)
    )


def most(roster: Roster, unit: Unit) -> Decimal:
    """The total maximum of a unit: the criteria of the scale it is asked."""
    asked = {c.code for c in roster.asked(unit) if not roster.exemption(unit, c.code)}
    return most_of(roster.criteria.groups, asked)


def in_words(codes: Iterable[str], new: Roster, old: Roster) -> str:
    """The units as an office would name them: everybody, whole kinds, then single names."""
    left = set(codes)
    roster = new if left <= {unit.code for unit in new.evaluated} else old
    if left >= {unit.code for unit in roster.evaluated}:
        return f"mọi đơn vị ({len(left)})"
    said: list[str] = []
    for kind in roster.criteria.kinds:
        members = {unit.code for unit in roster.evaluated if unit.kind == kind.code}
        if len(members) > 1 and members <= left:
            said.append(f"{kind.name} ({len(members)})")
            left -= members
    names = {unit.code: unit.name for unit in (*old.units, *new.units)}
    singles = [name for code, name in names.items() if code in left]
    more = len(singles) - _NAMED
    return "; ".join([*said, *singles[:_NAMED]] + ([f"và {more} đơn vị khác"] if more > 0 else []))
