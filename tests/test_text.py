import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.text import (
    ascii_slug,
    clean,
    day_in,
    equal_decimals,
    fold,
    nearest,
    no_day,
    show_date,
    show_number,
    why_no_day,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Việt Hoà", "Việt Hòa"),
        ("Ủy ban", "Uỷ ban"),
        ("Phòng Văn hóa - Xã hội", "PHÒNG VĂN HOÁ – XÃ HỘI"),
        ("Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng kinh tế hạ tầng và đô thị"),
        ("Tổ dân phố số 1", "Tổ\u00a0dân  phố\u200b số 1 "),
        ("thuý", "thúy"),
        ("Mô hình “Dân vận khéo”", 'Mô hình "Dân vận khéo"'),
        ("Mô hình “Dân vận khéo”", "Mô hình «Dân vận khéo»"),
        ("Mô hình “Dân vận khéo”", "Mô hình ''Dân vận khéo''"),
        ("Phòng Văn hóa - Xã hội", "Phòng Văn hóa—Xã hội"),
        ("Tỷ lệ 100% (nếu có)", "Tỷ lệ 100 % ( nếu có )"),
        ("Đảng ủy", "\u00d0ảng ủy"),
        ("Quyết định", "Quyết \u00f0ịnh"),
    ],
)
def test_spellings_of_the_same_words_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    assert fold(unicodedata.normalize("NFD", one)) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ma", "má"), ("Tổ dân phố số 1", "Tổ dân phố số 11"), ("Hà", "Hạ"), ("Hóa-Xa", "Hoa-Xá")],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12/Q\u00d0-UBND", "12/QĐ-UBND"),
        ("H\u00d0ND phường, \u00d0ảng ủy", "HĐND phường, Đảng ủy"),
        ("Nguyễn V\u0103n \u00f0ức", "Nguyễn Văn đức"),
        ("h\u00d0t", "h\u00d0t"),
        ("k\u00d0 ho\u00b9ch \u00d0", "k\u00d0 ho\u00b9ch \u00d0"),
        ("\u00ae\u00d0 \u00d0", "\u00ae\u00d0 \u00d0"),
    ],
)
def test_the_icelandic_letter_is_taken_where_it_is_certain(written: str, meant: str) -> None:
    """U+00D0 is é in TCVN3: within a word, or beside other letters of that font, it stays."""
    assert clean(written) == meant


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("86.670", "86,67"), ("10", "10"), ("100", "100"), ("0.50", "0,5"), ("1E+2", "100"), ("-2.5", "-2,5"),
        ("1.142857142857142857142857143", "1,142857"), ("-0.0000001", "0"), ("1E+25", "1" + "0" * 25),
    ],
)  # fmt: skip
def test_numbers_have_a_decimal_comma(value: str, shown: str) -> None:
    assert show_number(Decimal(value)) == shown


def test_dates_read_as_in_vietnam() -> None:
    assert show_date(date(2026, 3, 5)) == "05/03/2026"
    assert show_date(None) == show_number(None) == ""


def test_slugs_are_plain() -> None:
    assert ascii_slug("Phòng Kinh tế, Hạ tầng và Đô thị") == "phong-kinh-te-ha-tang-va-do-thi"


UNITS = (
    "Tổ dân phố số 1",
    "Tổ dân phố số 3",
    "Khu II",
    "Tổ 5A",
    "Khuê Liễu",
    "Trường THCS Việt Hoà",
    "tdp-03",
    "1.1.1",
)


@pytest.mark.parametrize(
    "typed",
    ["Tổ dân phố số 30", "Tổ dân phố số 13", "Khu III", "Khu", "Tổ 5B", "Tổ dân phố", "1.1.2", "tdp-30"],
)
def test_another_number_is_never_proposed(typed: str) -> None:
    assert nearest(typed, UNITS, 60) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Tổ dân phô số 3", "Tổ dân phố số 3"),
        ("TỔ DÂN PHỐ SỐ 03", "Tổ dân phố số 3"),
        ("khu ii", "Khu II"),
        ("Trường THCS Viêt Hoà", "Trường THCS Việt Hoà"),
        ("tdp3", "tdp-03"),
        ("1,1,1", "1.1.1"),
    ],
)
def test_the_nearest_with_the_same_numbers_is_proposed(typed: str, meant: str) -> None:
    assert nearest(typed, UNITS, 60) == meant


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("11/20/2026", "đọc là ngày 11 tháng 20 năm 2026, lịch không có ngày ấy; có lẽ là 20/11/2026"),
        ("2026-20-11", "đọc là ngày 11 tháng 20 năm 2026, lịch không có ngày ấy; có lẽ là 20/11/2026"),
        (
            "ngày 11 tháng 20 năm 2026.",
            "đọc là ngày 11 tháng 20 năm 2026, lịch không có ngày ấy; có lẽ là 20/11/2026",
        ),
        ("20/11/26", "ghi năm hai chữ số; có lẽ là 20/11/2026"),
        ("11.20.26", "ghi năm hai chữ số"),
        ("26-11-20", "ghi năm hai chữ số"),
        ("26/11/20", "ghi năm hai chữ số; có lẽ là 26/11/2020"),
        ("20-11-32", "ghi năm hai chữ số; có lẽ là 20/11/2032"),
        ("31-11-20", "ghi năm hai chữ số"),
        ("20/11/0026", "ghi năm 0026, ngoài khoảng từ 1900 đến 2100; có lẽ là 20/11/2026"),
        ("0026-11-20", "ghi năm 0026, ngoài khoảng từ 1900 đến 2100; có lẽ là 20/11/2026"),
        ("20/11/2206", "ghi năm 2206, ngoài khoảng từ 1900 đến 2100"),
        ("ngày 31 tháng 12 năm 1899", "ghi năm 1899, ngoài khoảng từ 1900 đến 2100"),
        ("2026-13-32", "đọc là ngày 32 tháng 13 năm 2026, lịch không có ngày ấy"),
        ("31-11-2026", "đọc là ngày 31 tháng 11 năm 2026, lịch không có ngày ấy"),
        ("2/30/2026", "đọc là ngày 2 tháng 30 năm 2026, lịch không có ngày ấy"),
        ("hôm qua", ""),
    ],
)
def test_a_day_that_is_none_is_told_as_it_was_read(typed: str, says: str) -> None:
    assert why_no_day(typed) == says
    assert day_in(typed) is None
    said = says or "không phải ngày"
    assert no_day(typed) == f"“{typed}” {said}; ghi ngày/tháng/năm, ví dụ 25/12/2026"


@pytest.mark.parametrize(
    "typed",
    [
        "20/11/2026",
        " 20-11-2026 ",
        "20. 11. 2026",
        "2026-11-20",
        "2026/11/20",
        "Ngày 20/11/2026.",
        "ngày 20 tháng 11 năm 2026",
    ],
)
def test_a_day_is_read_as_offices_write_it(typed: str) -> None:
    assert day_in(typed) == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("shown", "alike"),
    [
        (["84,9", "87,89", "101", ""], ["84,90", "87,89", "101,00", ""]),
        (["1", "2", "10"], ["1", "2", "10"]),
        (["-0,5", "chưa có", "0,25", "7"], ["-0,50", "chưa có", "0,25", "7,00"]),
        ([], []),
    ],
)
def test_numbers_of_a_column_have_equal_decimals(shown: list[str], alike: list[str]) -> None:
    assert equal_decimals(shown) == alike
