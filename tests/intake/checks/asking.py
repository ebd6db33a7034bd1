"""Rows put before a check: from a criterion's settings and a unit's words to the codes found."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from scoring.criteria.schema import Criterion
from scoring.engine.points import points
from scoring.findings import Finding, Place
from scoring.intake.checks.base import Asked
from scoring.intake.model import Evidence, Row
from scoring.rules import Answer, Entry

DAY = date(2026, 3, 5)
YES_NO: Mapping[str, Any] = {"kind": "yes_no"}
COUNT: Mapping[str, Any] = {"kind": "count", "label": "Số cuộc", "each": "2"}
DIRECT: Mapping[str, Any] = {"kind": "direct", "step": "0.25"}
RATIO: Mapping[str, Any] = {"kind": "ratio", "top_label": "Số đúng hạn", "bottom_label": "Tổng số"}


def criterion(rule: Mapping[str, Any], **settings: Any) -> Criterion:
    return Criterion.model_validate({"code": "1.1", "text": "Tiêu chí", "max": 10, "rule": rule, **settings})


def row(
    answers: Mapping[str, Answer | int] | None = None,
    *,
    void: bool = False,
    evidence: Evidence | None = None,
    explanation: str = "",
    unreadable: Iterable[str] = (),
) -> Row:
    given = {key: Decimal(a) if isinstance(a, int) else a for key, a in (answers or {}).items()}
    keys = ("1", "2", "not_applicable", "number", "day", "explanation")
    return Row(
        "1.1",
        Entry(given, void),
        evidence or Evidence(),
        explanation,
        places={key: Place("Tự chấm điểm", f"{key}!") for key in keys},
        unreadable=frozenset(unreadable),
    )


def said(
    check: Callable[[Row, Asked], Iterable[Finding]], asked: Criterion, filled: Row
) -> list[tuple[str, str, str]]:
    """Code, key of the cell and message of everything found."""
    found = check(filled, Asked(asked, points(asked, filled.entry, 2)))
    return [(f.code, f.place.cell.rstrip("!"), f.message) for f in found]
