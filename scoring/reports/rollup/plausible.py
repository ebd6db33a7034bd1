"""Whether what a ward states can be so: a city ranks by it, and the ward is its own witness.

Points are possible under the set, the final score is the verified one, a class is not better than the
points allow, places follow from points. A manifest proves none of it: who writes the results writes that too.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from scoring.engine.model import State
from scoring.engine.points import rounded
from scoring.reports.final.frozen import Frozen, FrozenUnit
from scoring.text import show_number

_NO_POINTS = frozenset({State.NOT_SUBMITTED, State.OUTSIDE})


def contradiction(results: Frozen) -> str:
    """The first thing that cannot be, in words; nothing where all fits together."""
    return next(_contradictions(results), "")


def _contradictions(results: Frozen) -> Iterator[str]:
    for unit in results.units:
        for what in (*_points(results, unit), *_state(unit), *_class(results, unit)):
            yield f"{unit.name[:80]}: {what}"
    ranked = [unit for unit in results.units if unit.final is not None]
    yield from _places(results, ranked, lambda unit: unit.overall, "hạng chung")
    for block in results.blocks:
        inside = [unit for unit in ranked if unit.block == block.code]
        yield from _places(results, inside, lambda unit: unit.in_block, f"hạng khối {block.name[:80]}")


def _points(results: Frozen, unit: FrozenUnit) -> Iterator[str]:
    most, places = results.set.highest, results.set.places
    scores = (("tự chấm", unit.self_score), ("thẩm định", unit.verified), ("chính thức", unit.final))
    for name, score in scores:
        if score is None:
            continue
        if score < 0 or (most is not None and score > most):
            limit = f"0 đến {show_number(most)}" if most is not None else "từ 0"
            yield f"điểm {name} {show_number(score)} ngoài mức của bộ tiêu chí ({limit})"
        elif places is not None and score != rounded(score, places):
            yield f"điểm {name} {show_number(score)} lẻ hơn {places} chữ số thập phân của bộ tiêu chí"


def _state(unit: FrozenUnit) -> Iterator[str]:
    if unit.final is not None and unit.final != unit.verified:
        yield "điểm chính thức khác điểm thẩm định"
    elif (unit.final is not None) != (unit.state is State.VERIFIED):
        yield f"trạng thái “{unit.state.value}” không hợp với điểm chính thức"
    if unit.verified is not None and unit.state in _NO_POINTS:
        yield f"trạng thái “{unit.state.value}” mà có điểm thẩm định"
    if unit.final is None and (unit.in_block is not None or unit.overall is not None):
        yield "có hạng mà không có điểm chính thức"


def _class(results: Frozen, unit: FrozenUnit) -> Iterator[str]:
    held, bounds = unit.class_, results.set.bounds
    if held is None or held.code is None:
        return
    names = {each.code: each.name for each in results.classes}
    stated = [(held.code, held.name), *([(held.computed.code, held.computed.name)] if held.computed else [])]
    for code, name in stated:
        if names.get(code) != name:
            yield f"xếp loại “{name[:80]}” không có trong bộ tiêu chí"
            return
    computed, name = stated[-1]  # a person may decide a better class; what the rules give follows from points
    least = bounds[list(names).index(computed)] if bounds else Decimal(0)
    if unit.final is not None and unit.final + _unseen(results) < least:
        yield f"xếp loại “{name[:80]}” cao hơn mức điểm {show_number(unit.final)} cho phép"


def _unseen(results: Frozen) -> Decimal:
    """How much rounding may hide, where classes look at the score before it is rounded."""
    return Decimal(5).scaleb(-1 - results.set.places) if results.set.places is not None else Decimal(0)


def _places(
    results: Frozen, ranked: Sequence[FrozenUnit], place: Callable[[FrozenUnit], int | None], what: str
) -> Iterator[str]:
    """Better points, better place; equals may have different places, which then follow without a gap."""
    classes = [each.code for each in results.classes]

    def worth(unit: FrozenUnit) -> tuple[int, Decimal, int]:
        by_class = results.set.rank_by == "class" and unit.class_ is not None
        code = unit.class_.code if by_class and unit.class_ else None
        return classes.index(code) if code in classes else 0, -(unit.final or Decimal(0)), place(unit) or 0

    expected = 1
    for (_, _, stated), tied in groupby(sorted(ranked, key=worth), key=worth):
        equals = list(tied)
        if stated != expected:
            yield f"{equals[0].name[:80]}: {what} ghi {stated or 'trống'}, theo điểm là {expected}"
            return
        expected += 1 if results.set.ties == "dense" else len(equals)
