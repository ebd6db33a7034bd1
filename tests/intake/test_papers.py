"""Days and numbers of documents: what Excel made of them, and what was probably typed."""

from datetime import date, time
from decimal import Decimal

import pytest

from scoring.findings import Place
from scoring.intake.normalise import Asking
from scoring.intake.papers import day, document_number
from scoring.xlsx.grid import ErrorCell, Value

HERE = Asking(Place("Tự chấm điểm", "H9"), "Số, ký hiệu văn bản", "1.1")


@pytest.mark.parametrize("cell", ["12/KH-UBND", "03/2026", "1234", Decimal(12), "Không số", "5/3", "TB-12.3"])
def test_what_may_be_a_number_of_a_document__ok(cell: Value) -> None:
    reading = document_number(cell, HERE)
    assert reading.findings == ()
    assert not reading.unreadable


@pytest.mark.parametrize(
    ("cell", "text", "proposal"),
    [
        (date(2026, 2, 3), "03/02/2026", "có lẽ đã gõ 3/2"),
        ("03/02/2026", "03/02/2026", ""),
        ("2026-02-03", "2026-02-03", ""),
        ("3.2.2026", "3.2.2026", ""),
        (Decimal(46056), "46056", "ô giữ số 46056"),
        (time(12, 30), "12:30:00", ""),
    ],
)
def test_a_day_is_no_number_of_a_document__error(cell: Value, text: str, proposal: str) -> None:
    reading = document_number(cell, HERE)
    [found] = reading.findings
    assert (found.code, reading.value, reading.unreadable) == ("M05", text, True)
    assert proposal in found.remedy


def test_an_error_value_is_no_number_either__error() -> None:
    assert [f.code for f in document_number(ErrorCell("#N/A"), HERE).findings] == ["N10"]


@pytest.mark.parametrize("code", ["M04", "K05"])
@pytest.mark.parametrize(
    ("cell", "proposal"),
    [
        (Decimal(46243), "; có lẽ là 09/08/2026."),
        (Decimal("46243.5"), "; có lẽ là 09/08/2026."),
        (Decimal(12), "2026."),
        (Decimal(10) ** 9, "2026."),
        (Decimal("NaN"), "2026."),
    ],
)
def test_a_day_without_its_format_is_proposed__error(cell: Value, proposal: str, code: str) -> None:
    [found] = day(cell, code, HERE).findings
    assert found.code == code
    assert found.remedy.endswith(proposal)
    assert ("có lẽ" in found.remedy) == ("có lẽ" in proposal)


@pytest.mark.parametrize("code", ["M04", "K05"])
@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("11/20/2026", "đọc là ngày 11 tháng 20 năm 2026, lịch không có ngày ấy; có lẽ là 20/11/2026"),
        ("2026-20-11", "đọc là ngày 11 tháng 20 năm 2026, lịch không có ngày ấy; có lẽ là 20/11/2026"),
        ("20/11/26", "ghi năm hai chữ số; có lẽ là 20/11/2026"),
    ],
)
def test_a_day_that_is_none_is_told_as_it_was_read__error(typed: str, read: str, code: str) -> None:
    [found] = day(typed, code, HERE).findings
    assert f"“{typed}” {read}" in found.remedy


def test_a_day_before_all_documents_is_no_day_the_calendar_lacks__error() -> None:
    [found] = day("01/01/1900", "M04", HERE).findings
    assert "lịch không có" not in found.remedy
