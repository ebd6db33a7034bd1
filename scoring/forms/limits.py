"""Dropdowns and limits of entry cells, with Vietnamese titles (32 letters at most) and messages (255)."""

from datetime import date
from decimal import Decimal
from typing import Any

from scoring.criteria.issued import Period
from scoring.intake.days import Days, of_documents
from scoring.intake.layout import LAST_SENDING, TICK
from scoring.rules import EntryField
from scoring.rules.values import LARGEST
from scoring.text import show_date, show_number

Rule = dict[str, Any]
"""A validation as xlsxwriter takes it."""

_TITLE, _MESSAGE = 32, 255


def of_field(field: EntryField, source: list[str] | str = "") -> Rule:
    """The validation of a field: its list (in ``source``), or its kind of number between its limits."""
    if field.kind == "choice":
        return choice(field.label, list(field.choices), source)
    kind = "số nguyên" if field.step == 1 else "số"
    step = f", theo bước {show_number(field.step)}" if field.step not in (None, 1) else ""
    return _told(
        field.label,
        f"Nhập {kind} {field.limits}{step}. Không có thì ghi 0.",
        f"“{field.label}” phải là {kind} {field.limits}{step}; không kèm chữ.",
        {
            "validate": "integer" if field.step == 1 else "decimal",
            "criteria": "between",
            "minimum": _plain(field.low),
            "maximum": _plain(LARGEST if field.high is None else field.high),
        },
    )


def choice(label: str, choices: list[str], source: list[str] | str = "") -> Rule:
    """One of a list, which may stand somewhere else (``source``)."""
    return _told(
        label,
        "Bấm mũi tên bên phải ô để chọn trong danh sách.",
        f"Chọn một mục trong danh sách: {', '.join(choices)}.",
        {"validate": "list", "source": source or choices},
    )


def void() -> Rule:
    """The mark of "Không phát sinh"."""
    return _told(
        "Không phát sinh",
        "Chọn x nếu trong kỳ không có việc này; để trống ô số liệu và ghi lý do ở cột Giải trình.",
        "Chỉ chọn x hoặc để trống.",
        {"validate": "list", "source": [TICK]},
    )


def day(label: str, days: Days, example: date) -> Rule:
    """A day between two, both included."""
    return _told(
        label,
        f"Ghi ngày/tháng/năm, ví dụ {show_date(example)}.",
        f"Ghi ngày từ {show_date(days.first)} đến {show_date(days.last)}, dạng ngày/tháng/năm.",
        {"validate": "date", "criteria": "between", "minimum": days.first, "maximum": days.last},
    )


def evidence_day(period: Period) -> Rule:
    """The day of a document."""
    return day("Ngày văn bản", of_documents(period), period.end)


def words(label: str, hint: str) -> Rule:
    """Any text, with a hint beside the cell."""
    return {"validate": "any", "input_title": _cut(label, _TITLE), "input_message": _cut(hint, _MESSAGE)}


def sending() -> Rule:
    """The number of this sending."""
    return _told(
        "Lần gửi",
        "Lần đầu ghi 1; mỗi lần sửa rồi gửi lại thì tăng thêm 1.",
        "Ghi số thứ tự lần gửi: 1, 2, 3…",
        {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": LAST_SENDING},
    )


def _told(title: str, hint: str, refusal: str, rule: Rule) -> Rule:
    return {
        **rule,
        "input_title": _cut(title, _TITLE),
        "input_message": _cut(hint, _MESSAGE),
        "error_title": "Chưa đúng",
        "error_message": _cut(refusal, _MESSAGE),
    }


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
