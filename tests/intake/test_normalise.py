"""A table a person can check: what is typed, for which field, and what it is taken for."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.findings import Place
from scoring.intake import normalise, papers
from scoring.intake.normalise import Asking, Reading
from scoring.rules import NO, YES, EntryField, valid
from scoring.xlsx.grid import ErrorCell, Uncalculated, Value

HERE = Asking(Place("Tự chấm điểm", "E9"), "Số cuộc đối thoại", "2.5")
POINTS = EntryField("1", "Điểm tự chấm", "points", high=Decimal(10), step=Decimal("0.25"))
COUNT = EntryField("1", "Số cuộc đối thoại", "number", step=Decimal(1))
YES_NO = EntryField("1", "Kết quả", "choice", (YES, NO))
LEVELS = EntryField("1", "Mức đạt được", "choice", ("Đúng hạn", "Chậm", "Không có"))


def codes(reading: Reading) -> list[str]:
    return [found.code for found in reading.findings]


@pytest.mark.parametrize(
    ("written", "field", "means"),
    [
        ("4,5", POINTS, "4.5"),
        ("4.5", POINTS, "4.5"),
        (" 9,5 điểm ", POINTS, "9.5"),
        ("9,5đ", POINTS, "9.5"),
        ("9,5 đ.", POINTS, "9.5"),
        ("9,5 điểm.", POINTS, "9.5"),
        ("9,5/10", POINTS, "9.5"),
        ("9,5 / 10 điểm", POINTS, "9.5"),
        ("10 điểm", POINTS, "10"),
        ("10\u00a0\u200bđie\u0302\u0309m", POINTS, "10"),
        ("９，５", POINTS, "9.5"),
        ("+5", POINTS, "5"),
        ("-1", POINTS, "-1"),
        ("−1", POINTS, "-1"),
        (",5", POINTS, "0.5"),
        ("5.", POINTS, "5"),
        ("'7", POINTS, "7"),
        ("9,500", POINTS, "9.5"),
        ("0,125", POINTS, "0.125"),
        ("12 cuộc", COUNT, "12"),
        ("3 cuộc đối thoại", COUNT, "3"),
        ("1 234", COUNT, "1234"),
        ("1.234", COUNT, "1234"),
        ("1.234.567", COUNT, "1234567"),
        ("1.234,0", COUNT, "1234.0"),
        ("1,234.5", COUNT, "1234.5"),
        ("1.234,5", COUNT, "1234.5"),
    ],
)
def test_a_text_that_can_only_be_one_number_is_taken_with_a_word(
    written: str, field: EntryField, means: str
) -> None:
    reading = normalise.number(written, field, HERE)
    assert reading.value == Decimal(means)
    assert codes(reading) == ["N03"]


@pytest.mark.parametrize(
    ("written", "field", "code", "hint"),
    [
        ("x", POINTS, "N02", "“x” là đạt"),
        ("-", COUNT, "N02", "ghi 0"),
        ("không có", COUNT, "N02", "ghi 0"),
        ("khoảng 12", COUNT, "N02", "ví dụ 12"),
        ("1O", COUNT, "N02", "ví dụ 10"),
        ("95%", COUNT, "N02", "ví dụ 95"),
        ("9/12", POINTS, "N02", ""),
        ("5/6", COUNT, "N02", ""),
        ("5 triệu", COUNT, "N02", "ví dụ 5"),
        ("1.2.3", POINTS, "N02", ""),
        ("1e3", COUNT, "N02", ""),
        ("1_0", COUNT, "N02", ""),
        ("4²", COUNT, "N02", ""),
        ("1 2", COUNT, "N02", ""),
        ("1.000", COUNT, "N13", "hàng nghìn"),
        ("1,000", COUNT, "N13", "hàng nghìn"),
        ("9" * 41, COUNT, "N02", ""),
        ("9" * 30, COUNT, "N04", ""),
        (Decimal("1E+308"), COUNT, "N04", ""),
        (Decimal("-1E+308"), POINTS, "N04", ""),
        (True, POINTS, "N12", ""),
        (ErrorCell("#DIV/0!"), POINTS, "N10", ""),
        (Uncalculated(), POINTS, "N11", ""),
        (date(2026, 5, 4), POINTS, "N09", "có lẽ đã gõ 4,5)"),
        (date(2026, 5, 4), EntryField("1", "x", "points", high=Decimal(10)), "N09", "4,5 hoặc 5,4"),
        (date(1900, 1, 10), POINTS, "N09", "có lẽ đã gõ 10"),
        (date(1900, 4, 9), COUNT, "N09", "có lẽ đã gõ 100"),
        (date(2026, 12, 31), POINTS, "N09", ""),
        (time(4, 5), POINTS, "N09", ""),
    ],
)
def test_what_is_no_certain_number_is_a_finding_with_a_proposal(
    written: Value, field: EntryField, code: str, hint: str
) -> None:
    reading = normalise.number(written, field, HERE)
    assert (reading.value, reading.unreadable, codes(reading)) == (None, True, [code])
    found = reading.findings[0]
    assert hint.rstrip(")") in found.remedy
    assert found.place == HERE.place
    assert found.criterion == "2.5"


@pytest.mark.parametrize("written", [None, "", "  ", "\u200b\u00a0"])
def test_nothing_is_nothing_and_no_zero(written: str | None) -> None:
    assert normalise.number(written, POINTS, HERE) == Reading()
    assert normalise.choice(written, YES_NO, HERE) == Reading()
    assert papers.day(written, "M04", HERE) == Reading()


def test_a_real_number_is_taken_silently_even_where_the_checks_will_refuse_it() -> None:
    assert normalise.number(Decimal("11.3"), POINTS, HERE) == Reading(Decimal("11.3"))


@pytest.mark.parametrize(
    ("written", "field", "means"),
    [
        ("Có", YES_NO, YES),
        ("có", YES_NO, YES),
        ("CÓ ", YES_NO, YES),
        ("Co\u0301", YES_NO, YES),
        ("Có.", YES_NO, YES),
        ("không", YES_NO, NO),
        ("đúng  hạn", LEVELS, "Đúng hạn"),
        (Decimal(2), EntryField("1", "Mức", "choice", ("1", "2")), "2"),
    ],
)
def test_a_choice_is_known_however_it_is_spelled(written: Value, field: EntryField, means: str) -> None:
    assert normalise.choice(written, field, HERE) == Reading(means)


@pytest.mark.parametrize(
    ("written", "field", "code", "hint"),
    [
        ("Đúng hẹn", LEVELS, "N08", "có lẽ là “Đúng hạn”"),
        ("dung han", LEVELS, "N08", "có lẽ là “Đúng hạn”"),
        ("x", YES_NO, "N08", "chọn “Có”"),
        (True, YES_NO, "N08", "chọn “Có”"),
        (False, YES_NO, "N08", "chọn “Không”"),
        ("tốt", YES_NO, "N08", "Có, Không"),
        (Decimal(1), YES_NO, "N08", "Có, Không"),
        (date(2026, 5, 4), LEVELS, "N08", "Đúng hạn"),
        (ErrorCell("#REF!"), YES_NO, "N10", ""),
        (Uncalculated(), YES_NO, "N11", ""),
    ],
)
def test_what_is_not_in_the_list_is_never_guessed(
    written: Value, field: EntryField, code: str, hint: str
) -> None:
    reading = normalise.choice(written, field, HERE)
    assert (reading.value, reading.unreadable, codes(reading)) == (None, True, [code])
    assert hint in reading.findings[0].remedy


@pytest.mark.parametrize("written", ["x", "X", "✓", "v", "х", "×", "Có", "không phát sinh", True])
def test_the_mark_of_not_applicable(written: Value) -> None:
    assert normalise.tick(written, HERE) == Reading(True)


@pytest.mark.parametrize("written", [None, "", False])
def test_no_mark(written: Value | None) -> None:
    assert normalise.tick(written, HERE) == Reading(False)


@pytest.mark.parametrize("written", ["-", "không", "0", Decimal(0), Decimal(1), date(2026, 1, 1)])
def test_an_unclear_mark_is_asked_about(written: Value) -> None:
    reading = normalise.tick(written, HERE)
    assert (reading.value, reading.unreadable, codes(reading)) == (None, True, ["P03"])


@pytest.mark.parametrize(
    "written",
    [
        date(2026, 3, 5),
        "05/3/2026",
        "5-3-2026",
        "5.3.2026",
        "05 / 03 / 2026",
        "ngày 05/3/2026",
        "Ngày 05 tháng 3 năm 2026",
        "2026-03-05",
        "０５/０３/２０２６",
    ],
)
def test_dates_written_out_in_full(written: Value) -> None:
    assert papers.day(written, "M04", HERE) == Reading(date(2026, 3, 5))


@pytest.mark.parametrize(
    "written",
    [
        "5/3/26",
        "31/02/2026",
        "tháng 3",
        "05/3/2026; 07/4/2026",
        Decimal(46086),
        True,
        "01/01/1850",
        "ngày 1 tháng 9 năm 1945",
        date(1850, 1, 1),
        date(1900, 1, 12),
    ],
)
def test_an_uncertain_or_impossible_date_is_a_finding(written: Value) -> None:
    reading = papers.day(written, "K05", HERE)
    assert (reading.value, reading.unreadable, codes(reading)) == (None, True, ["K05"])


@pytest.mark.parametrize(
    ("written", "means"), [(None, 1), (Decimal(2), 2), ("2", 2), ("Lần 3", 3), ("lần thứ 2", 2)]
)
def test_the_how_manyth_sending(written: Value | None, means: int) -> None:
    assert normalise.sending(written, HERE) == Reading(means)


@pytest.mark.parametrize("written", ["hai", Decimal("1.5"), Decimal(0), "bản cuối", date(2026, 1, 1), "1_0"])
def test_an_unclear_sending_is_a_finding(written: Value) -> None:
    assert codes(normalise.sending(written, HERE)) == ["K06"]


def test_words_are_kept_as_they_are() -> None:
    assert normalise.words("  12/KH-UBND \n", HERE).value == "12/KH-UBND"
    assert normalise.words(Decimal("12.5"), HERE).value == "12,5"
    assert codes(normalise.words(ErrorCell("#NAME?"), HERE)) == ["N10"]
    assert normalise.paragraphs("Một \r\n\n hai\u00a0ba") == "Một\nhai ba"


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=30),
    st.text("0123456789., /-xđ%", max_size=12),
    st.decimals(),
    st.dates(),
    st.times(),
    st.timedeltas(),
    st.builds(ErrorCell, st.text(max_size=8)),
    st.builds(Uncalculated),
)


@given(cell=CELLS, field=st.sampled_from([POINTS, COUNT, YES_NO, LEVELS]))
def test_no_cell_is_too_strange(cell: Value | None, field: EntryField) -> None:
    """Whatever stands in a cell: a value of the right kind, nothing, or a finding."""
    if field.kind == "choice":
        reading = normalise.choice(cell, field, HERE)
        assert reading.value is None or valid(field, reading.value)
    else:
        if isinstance(cell, Decimal) and not cell.is_finite():
            cell = str(cell)  # the opening gives such cells as text
        reading = normalise.number(cell, field, HERE)
        assert reading.value is None or reading.value.is_finite()
    assert reading.unreadable == (bool(reading.findings) and reading.value is None)
    for read in (normalise.tick, normalise.words, normalise.sending):
        assert all(found.message for found in read(cell, HERE).findings)
    assert all(found.code in {"M04", "N10", "N11"} for found in papers.day(cell, "M04", HERE).findings)


@given(st.decimals(min_value=0, max_value=10, places=2))
def test_comma_and_point_mean_the_same(points: Decimal) -> None:
    field = EntryField("1", "Điểm", "points", high=Decimal(10))
    with_comma = normalise.number(str(points).replace(".", ","), field, HERE)
    assert with_comma.value == normalise.number(str(points), field, HERE).value == points
