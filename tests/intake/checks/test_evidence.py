from scoring.intake.checks.base import Asked
from scoring.intake.checks.evidence import check
from scoring.intake.model import Evidence
from tests.intake.checks.asking import COUNT, DAY, RATIO, criterion, row, said

REQUIRED = criterion(COUNT, evidence="required", evidence_hint="Biên bản đối thoại")
EXCUSABLE = criterion(COUNT, evidence="or_explained")
MISSING = ("M01", "number", "Chưa ghi tài liệu kiểm chứng.")
NO_NUMBER = ("M02", "number", "Tài liệu kiểm chứng chưa có số, ký hiệu.")
NO_DAY = ("M03", "day", "Tài liệu kiểm chứng chưa có ngày.")


def test_points_without_any_document__error() -> None:
    assert said(check, REQUIRED, row({"1": 1})) == [MISSING]
    assert said(check, REQUIRED, row({"1": 1}, explanation="Đã làm")) == [MISSING]
    assert said(check, EXCUSABLE, row({"1": 1})) == [MISSING]


def test_the_remedy_names_the_document_wanted() -> None:
    [found] = check(row({"1": 1}), Asked(REQUIRED, REQUIRED.max))
    assert "Biên bản đối thoại" in found.remedy
    [found] = check(row({"1": 1}), Asked(EXCUSABLE, REQUIRED.max))
    assert "hoặc ghi ở cột Giải trình" in found.remedy


def test_document_without_number__error() -> None:
    assert said(check, REQUIRED, row({"1": 1}, evidence=Evidence(day=DAY))) == [NO_NUMBER]
    assert said(check, REQUIRED, row({"1": 1}, unreadable=["day"])) == [NO_NUMBER]


def test_document_without_day__error() -> None:
    assert said(check, REQUIRED, row({"1": 1}, evidence=Evidence("12/KH"))) == [NO_DAY]


def test_summary_alone__both_parts_lack() -> None:
    assert said(check, REQUIRED, row({"1": 1}, evidence=Evidence(summary="trang 3"))) == [NO_NUMBER, NO_DAY]


def test_document_begun_beside_an_explanation__error() -> None:
    begun = row({"1": 1}, evidence=Evidence(day=DAY), explanation="Đã làm")
    assert said(check, EXCUSABLE, begun) == [NO_NUMBER]


def test_number_and_day_or_a_day_refused_by_reading__ok() -> None:
    assert said(check, REQUIRED, row({"1": 1}, evidence=Evidence("12/KH", DAY))) == []
    assert said(check, REQUIRED, row({"1": 1}, evidence=Evidence("12/KH"), unreadable=["day"])) == []


def test_explained_instead__ok() -> None:
    assert said(check, EXCUSABLE, row({"1": 1}, explanation="Đã làm")) == []


def test_no_points_claimed_or_no_document_wanted__ok() -> None:
    for evidence in (Evidence(), Evidence(day=DAY), Evidence("12/KH")):
        assert said(check, REQUIRED, row({"1": 0}, evidence=evidence)) == []
        assert said(check, REQUIRED, row(evidence=evidence)) == []
        assert said(check, criterion(COUNT), row({"1": 1}, evidence=evidence)) == []


def test_not_applicable_by_mark_or_by_answers__ok() -> None:
    full = criterion({**RATIO, "zero": "not_applicable"}, not_applicable="full", evidence="required")
    assert said(check, full, row(void=True)) == []
    assert said(check, full, row({"1": 0, "2": 0})) == []
    assert said(check, full, row({"1": 1, "2": 2})) == [MISSING]
