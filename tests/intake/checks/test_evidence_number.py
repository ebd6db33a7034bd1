from scoring.intake.checks.evidence_number import check
from scoring.intake.model import Evidence
from tests.intake.checks.asking import (
    COUNT,
    DAY,
    criterion,
    row,
    said,
)

REQUIRED = criterion(COUNT, evidence="required")
MISSING = [("M02", "number", "Tài liệu kiểm chứng chưa có số, ký hiệu.")]


def test_day_or_summary_without_number__error() -> None:
    assert said(check, REQUIRED, row({"1": 1}, evidence=Evidence(day=DAY))) == MISSING
    assert said(check, REQUIRED, row({"1": 1}, evidence=Evidence(summary="trang 3"))) == MISSING
    assert said(check, REQUIRED, row({"1": 1}, unreadable=["day"])) == MISSING


def test_document_begun_beside_an_explanation__error() -> None:
    asked = criterion(COUNT, evidence="or_explained")
    assert said(check, asked, row({"1": 1}, evidence=Evidence(day=DAY), explanation="Đã làm")) == MISSING


def test_number_given_or_nothing_at_all__ok() -> None:
    assert said(check, REQUIRED, row({"1": 1}, evidence=Evidence("12/KH"))) == []
    assert said(check, REQUIRED, row({"1": 1})) == []


def test_no_points_or_no_document_wanted__ok() -> None:
    assert said(check, REQUIRED, row({"1": 0}, evidence=Evidence(day=DAY))) == []
    assert said(check, criterion(COUNT), row({"1": 1}, evidence=Evidence(day=DAY))) == []
