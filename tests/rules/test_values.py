"""Numbers, days and flags are read strictly: what an official did not mean is never guessed."""

from datetime import date
from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from scoring.rules.values import Code, Day, Flag, Number, Whole


def read(kind: object, written: object) -> object:
    return TypeAdapter(kind).validate_python(written)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("10", "10"),
        ("2.5", "2.5"),
        ("0", "0"),
        ("-3.25", "-3.25"),
        ("2.50", "2.5"),
        ("100.0", "100"),
        ("007", "7"),
        ("-0", "0"),
        ("0.000001", "0.000001"),
        ("999999999999", "999999999999"),
        (5, "5"),
        (Decimal("0.1"), "0.1"),
    ],
)
def test_a_number_has_one_value_and_one_spelling(written: object, value: str) -> None:
    assert str(read(Number, written)) == value


@pytest.mark.parametrize(
    "written",
    [
        "1_0",
        "1e3",
        " 5",
        "5 ",
        "NaN",
        "Infinity",
        "-inf",
        "",
        ".5",
        "5.",
        "+5",
        "1,000.5",
        "٥",
        "５",
        "0x1F",
        "1/2",
        "2,5",
        "1.2.3",
        "1234567890123",
        "0.0000001",
        2.5,
        True,
        None,
        [],
        {},
        Decimal("NaN"),
    ],
)
def test_what_only_looks_like_a_number_is_refused(written: object) -> None:
    with pytest.raises(ValidationError):
        read(Number, written)


def test_a_decimal_comma_gets_the_point_proposed() -> None:
    with pytest.raises(ValidationError, match=r"viết bằng dấu chấm: 2\.5 thay cho 2,5"):
        read(Number, "2,5")


@pytest.mark.parametrize(("written", "value"), [("2", 2), ("-1", -1), (7, 7)])
def test_a_whole_number(written: object, value: int) -> None:
    assert read(Whole, written) == value


@pytest.mark.parametrize("written", ["2.0", "1_0", " 2", "", "hai", True, 2.0, None])
def test_what_is_not_whole_is_refused(written: object) -> None:
    with pytest.raises(ValidationError, match="phải là số nguyên"):
        read(Whole, written)


@pytest.mark.parametrize("written", ["2026-06-10", date(2026, 6, 10)])
def test_a_day(written: object) -> None:
    assert read(Day, written) == date(2026, 6, 10)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("10/6/2026", "2026-06-10 thay cho 10/6/2026"),
        ("10-06-2026", "2026-06-10 thay cho 10-06-2026"),
        ("2026-6-1", "2026-06-01 thay cho 2026-6-1"),
        ("2026-02-29", "đọc là ngày 29 tháng 2 năm 2026, lịch không có ngày ấy; trong tệp này"),
        ("11/20/2026", "có lẽ là 20/11/2026; trong tệp này viết năm-tháng-ngày, ví dụ 2026-12-25"),
        ("2026-20-11", "có lẽ là 20/11/2026; trong tệp này viết năm-tháng-ngày, ví dụ 2026-12-25"),
        ("20260610", "năm-tháng-ngày"),
        ("2026-W24-3", "năm-tháng-ngày"),
        ("1781049600", "năm-tháng-ngày"),
        ("2026-06-10T00:00", "năm-tháng-ngày"),
        (1781049600, "năm-tháng-ngày"),
    ],
)
def test_another_way_to_write_a_day_is_refused_with_the_right_one(written: object, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        read(Day, written)


@pytest.mark.parametrize(("written", "value"), [("true", True), ("false", False), (True, True)])
def test_a_flag(written: object, value: bool) -> None:
    assert read(Flag, written) is value


@pytest.mark.parametrize("written", ["yes", "no", "on", "1", "0", "t", "True", "", 1, None])
def test_other_words_for_a_flag_are_refused(written: object) -> None:
    with pytest.raises(ValidationError, match="phải là true"):
        read(Flag, written)


@pytest.mark.parametrize("code", ["1", "1.10", "3.3a", "DK1", "6-thang", "ĐK_2", "to.dan-pho_1"])
def test_codes(code: str) -> None:
    assert read(Code, code) == code


@pytest.mark.parametrize("code", ["", "-", ".1", "a b", "tổ", "a/b", "=1", "x" * 21, "a\n"])
def test_codes_that_would_break_a_cell_or_a_file_name(code: str) -> None:
    with pytest.raises(ValidationError):
        read(Code, code)
