"""The totals that a paper states, each held against what was read: in a row of totals, or in words."""

import re
from collections.abc import Collection, Sequence
from decimal import Decimal

from scoring.annex.figures import NUMBER, WORTH, worth_in
from scoring.annex.lines import Line, Skipped
from scoring.annex.seen import as_read
from scoring.text import show_number

_OF_ONE = re.compile(
    r"^[^|+,]*\b(?:[IVX]{1,4}|[A-HĐ])\b[^|+,]*(?:\||$)|"
    r"^(?i:tổng|cộng)(?i: điểm| cộng)?(?i: của)? (?i:tiêu chí|tiêu chuẩn|chỉ tiêu|mục|nhóm|phần|"
    r"nội dung|lĩnh vực)(?i: số)? (?:\d|[IVX]+\b|[A-HĐ]\b)"
)
"""``Cộng I``, ``Cộng tiêu chí 1 (1.1 + 1.2)``: of one group."""
_POINTS = re.compile(
    rf"{NUMBER}\s*{WORTH}|\bđiểm\b(?! (?:a|b|c|d|đ)\b)[^\d;.]{{0,15}}{NUMBER}", re.IGNORECASE
)

Total = tuple[Skipped, Decimal]


def stated_total(rows: Sequence[Line | Skipped]) -> Total | None:
    """The line of totals, the first that states points."""
    totals = [row for row in rows if isinstance(row, Skipped) and row.total]
    whole = [row for row in totals if not _OF_ONE.search(as_read(row.row))] or totals
    return next(((row, row.total.points) for row in whole if row.total), None)


def makes(
    total: Total | None,
    rows: Sequence[Line | Skipped],
    scale: Decimal,
    bonus: Decimal,
    of_bonus: Collection[Line | None],
) -> bool:
    """True where the groups make the total; together with the bonus only where rows of it stand above."""
    if total is None or total[1] == scale:
        return True
    counted = any(row in of_bonus for row in rows[: rows.index(total[0])] if isinstance(row, Line))
    return counted and total[1] == scale + bonus


def points_in_words(text: str, stated: Decimal | None, is_group: bool) -> str:
    """The doubt where a name still holds points, others than those that were taken; empty for none."""
    worth = worth_in(text)
    if worth and stated is not None and worth.points != stated:
        return f"tên ghi {show_number(worth.points)} điểm, cột điểm ghi {show_number(stated)}"
    left = _POINTS.search(text) if is_group and stated is None else None
    return f"tên nhóm ghi “{left[0]}”, chưa đọc được điểm của nhóm" if left else ""
