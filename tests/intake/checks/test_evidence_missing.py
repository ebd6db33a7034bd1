from scoring.intake.checks.base import Asked
from scoring.intake.checks.evidence_missing import check
from scoring.intake.model import Evidence
from tests.intake.checks.asking import (
    COUNT,
    DAY,
    RATIO,
    criterion,
    row,
    said,
)

REQUIRED = criterion(COUNT, evidence="required", evidence_hint="Biên bản đối thoại")
EXCUSABLE = criterion(COUNT, evidence="or_explained")
MISSING = [("M01", "number", "Chưa ghi tài liệu kiểm chứng.")]


def test_points_without_any_document__error() -> None:
    assert said(check, REQUIRED, row({"1": 1})) == MISSING
    assert said(check, REQUIRED, row({"1": 1}, explanation="Đã làm")) == MISSING
    assert said(check, EXCUSABLE, row({"1": 1})) == MISSING


def test_the_remedy_names_the_document_wanted() -> None:
    [found] = check(row({"1": 1}), Asked(REQUIRED, REQUIRED.max))
    assert "Biên bản đối thoại" in found.remedy
    [found] = check(row({"1": 1}), Asked(EXCUSABLE, REQUIRED.max))
    assert "hoặc ghi ở cột Giải trình" in found.remedy


def test_any_part_of_a_document__ok() -> None:
    for evidence in (Evidence("12/KH"), Evidence(day=DAY), Evidence(summary="trang 3")):
        assert said(check, REQUIRED, row({"1": 1}, evidence=evidence)) == []
    assert said(check, REQUIRED, row({"1": 1}, unreadable=["day"])) == []


def test_explained_instead__ok() -> None:
    assert said(check, EXCUSABLE, row({"1": 1}, explanation="Đã làm")) == []


def test_no_points_claimed_or_no_document_wanted__ok() -> None:
    assert said(check, REQUIRED, row({"1": 0})) == []
    assert said(check, REQUIRED, row()) == []
    assert said(check, criterion(COUNT), row({"1": 1})) == []


def test_not_applicable_by_mark_or_by_answers__ok() -> None:
    full = criterion({**RATIO, "zero": "not_applicable"}, not_applicable="full", evidence="required")
    assert said(check, full, row(void=True)) == []
    assert said(check, full, row({"1": 0, "2": 0})) == []
    assert said(check, full, row({"1": 1, "2": 2})) == MISSING
