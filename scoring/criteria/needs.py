"""Load-time checks of what classes need: a figure has to be one, and more of it has to be better."""

from collections.abc import Iterator
from decimal import Decimal

from scoring.criteria.classes import Need
from scoring.criteria.schema import CriteriaSet, Criterion
from scoring.criteria.source import Mistake
from scoring.text import show_number

_FIGURES = "cách chấm “Đếm số lần” (kind: count) hay “Tỷ lệ” càng cao càng tốt (kind: ratio)"
_NO_FIGURE = f"“{{code}}” không có số liệu để xét; at_least chỉ dùng cho {_FIGURES}"
_PENALTY = "“{code}” thuộc phần điểm trừ, càng nhiều càng kém; dùng điều kiện xếp loại (conditions)"
_ABOVE = "tỷ lệ không quá 100%, ở đây cần từ {least}"
_ONLY_FIGURE = f"điểm tối đa 0 chỉ dùng khi chỉ lấy số liệu: {_FIGURES}"


def needs_amiss(criteria: CriteriaSet) -> Iterator[Mistake]:
    """Needs that cannot be judged."""
    penalty = criteria.penalty
    lost = {penalty.code, *(c.code for c in penalty.criteria)} if penalty else set()
    for n, each in enumerate(criteria.classes):
        for m, need in enumerate(each.needs):
            if says := _PENALTY if need.code in lost else _amiss(criteria, need):
                least = show_number(need.at_least)
                yield ("classes", n, "needs", m), says.format(code=need.code, least=least)


def _amiss(criteria: CriteriaSet, need: Need) -> str:
    if need.at_least is None or need.code not in criteria.leaves_below:
        return ""
    criterion = criteria.criteria.get(need.code)
    if criterion is None or criterion.rule.measured(need.at_least) is None:
        return _NO_FIGURE
    return _ABOVE if criterion.rule.measure_unit == "%" and need.at_least > 100 else ""


def without_points(criterion: Criterion) -> str:
    """What is wrong with a criterion of 0 points; nothing where only its figure is wanted."""
    if criterion.max or criterion.rule.measured(Decimal(1)) is not None:
        return ""
    return _ONLY_FIGURE
