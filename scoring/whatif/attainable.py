"""The points that answers to a criterion can bring, where they are few: what one step is."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import product
from math import prod

from scoring.criteria.schema import Criterion
from scoring.engine.points import points
from scoring.rules import Entry

_COUNTED = 400
"""How far a whole number is counted; a rule whose points still move there has no few steps."""
_SETTLED = 50
"""For so many numbers at the end the points stay the same."""
_ANSWERS = 4096


@lru_cache(maxsize=2048)  # every unit asks again, and counting costs milliseconds
def attainable(criterion: Criterion, places: int) -> tuple[Decimal, ...]:
    """Lowest first; empty where answers bring any points on the grid, or somebody else than the unit scores.

    Of rules that state their points without an answer (a report's arrival) those, with nothing and all.
    """
    entries = list(_entries(criterion)) if criterion.by_unit else []
    found = [worth for each in entries if (worth := points(criterion, each, places)) is not None]
    if not entries:
        stated = [worth for way, worth in criterion.rule.stated() if way[-1] == "points"]
        found = [Decimal(0), *stated, criterion.max] if stated else []
    elif criterion.fields[0].kind == "number" and len(set(found[-_SETTLED:])) > 1:
        found = []
    return tuple(sorted({worth for worth in found if 0 <= worth <= criterion.max}))


def _entries(criterion: Criterion) -> Iterator[Entry]:
    """All answers of choices; of one whole number the first ones."""
    fields = criterion.fields
    if criterion.rule.relative:
        return
    if all(field.kind == "choice" for field in fields):
        if prod(len(field.choices) for field in fields) <= _ANSWERS:
            keys = [field.key for field in fields]
            for answers in product(*(field.choices for field in fields)):
                yield Entry(dict(zip(keys, answers, strict=True)))
    elif len(fields) == 1 and fields[0].kind == "number" and fields[0].step == 1:
        yield from (Entry({fields[0].key: Decimal(n)}) for n in range(_COUNTED))
