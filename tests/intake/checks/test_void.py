from scoring.intake.checks.void import check
from tests.intake.checks.asking import COUNT, criterion, row, said

REFUSED = criterion(COUNT)
ALLOWED = criterion(COUNT, not_applicable="full")
ANSWERED = ("N14", "not_applicable", "Đã đánh dấu “Không phát sinh” nhưng vẫn ghi số liệu.")
UNEXPLAINED = ("P02", "explanation", "“Không phát sinh” cần ghi lý do ở cột Giải trình.")


def test_marked_where_refused__error_and_nothing_else_said() -> None:
    wanted = [("P01", "not_applicable", "Tiêu chí này không được ghi “Không phát sinh”.")]
    assert said(check, REFUSED, row(void=True)) == wanted
    assert said(check, REFUSED, row({"1": 0}, void=True)) == wanted


def test_marked_and_answered__error() -> None:
    assert said(check, ALLOWED, row({"1": 0}, void=True, explanation="Không có đơn")) == [ANSWERED]
    assert said(check, ALLOWED, row(void=True, explanation="Không có đơn", unreadable=["1"])) == [ANSWERED]


def test_marked_without_reason__error() -> None:
    assert said(check, ALLOWED, row(void=True)) == [UNEXPLAINED]
    assert said(check, criterion(COUNT, not_applicable="excluded"), row(void=True)) == [UNEXPLAINED]


def test_marked_and_answered_without_reason__both() -> None:
    assert said(check, ALLOWED, row({"1": 0}, void=True)) == [ANSWERED, UNEXPLAINED]


def test_only_marked_with_a_reason_or_only_answered__ok() -> None:
    assert said(check, ALLOWED, row(void=True, explanation="Không có đơn", unreadable=["day"])) == []
    assert said(check, ALLOWED, row({"1": 1})) == []
    assert said(check, REFUSED, row()) == []


def test_a_mark_that_could_not_be_read__error() -> None:
    for asked in (REFUSED, ALLOWED):
        [(code, key, _)] = said(check, asked, row({"1": 1}, unreadable=["not_applicable"]))
        assert (code, key) == ("P03", "not_applicable")
