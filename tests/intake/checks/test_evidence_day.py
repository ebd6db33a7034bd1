from scoring.intake.checks.evidence_day import check
from scoring.intake.model import Evidence
from tests.intake.checks.asking import (
    COUNT,
    DAY,
    criterion,
    row,
    said,
)

REQUIRED = criterion(COUNT, evidence="required")
MISSING = [("M03", "day", "Tài liệu kiểm chứng chưa có ngày.")]


def test_number_or_summary_without_day__error() -> None:
    assert said(check, REQUIRED, row({"1": 1}, evidence=Evidence("12/KH"))) == MISSING
    assert said(check, REQUIRED, row({"1": 1}, evidence=Evidence(summary="trang 3"))) == MISSING


def test_day_given_or_unreadable_or_nothing_at_all__ok() -> None:
    assert said(check, REQUIRED, row({"1": 1}, evidence=Evidence("12/KH", DAY))) == []
    assert said(check, REQUIRED, row({"1": 1}, evidence=Evidence("12/KH"), unreadable=["day"])) == []
    assert said(check, REQUIRED, row({"1": 1})) == []


def test_no_points_or_no_document_wanted__ok() -> None:
    assert said(check, REQUIRED, row({"1": 0}, evidence=Evidence("12/KH"))) == []
    assert said(check, criterion(COUNT), row({"1": 1}, evidence=Evidence("12/KH"))) == []
