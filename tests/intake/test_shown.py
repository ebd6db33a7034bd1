"""What stands in a cell, what was read, what was probably meant."""

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from scoring.intake.shown import shown
from tests.intake.forms import (
    COLUMN,
    changed,
    codes,
    only,
    put,
    received,
    row_of,
    scores,
)


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        ("0.95", "0%", "95%"), ("0.955", "0.0%", "95,5%"), ("4", "0%", "400%"), ("3.6", "0", "4"),
        ("3.6", "#,##0", "4"),
        ("2.5", "0", "3"), ("1.005", "0.00", "1,01"), ("3.6", '0" cuộc"', "4"), ("3.6", "0;[Red]-0", "4"),
    ],
)  # fmt: skip
def test_a_format_that_shows_another_number(value: str, code: str, words: str) -> None:
    found = shown(Decimal(value), code)
    assert found is not None
    assert found.words == words


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("4", "0"), ("4", "0.00"), ("3.6", "0.0"), ("3.6", "General"), ("3.6", "@"), ("3.6", "# ?/?"),
        ("1E+20", "0"), ("0", "0%"),
    ],
)  # fmt: skip
def test_a_format_that_shows_the_number_or_cannot_be_told(value: str, code: str) -> None:
    assert shown(Decimal(value), code) is None


def count(value: object, code: str = "General") -> bytes:
    """A form whose 2.5, a count, holds and shows this."""

    def change(book: Workbook) -> None:
        put("2.5", "answer", value)(book)
        scores(book).cell(row_of(scores(book), "2.5"), COLUMN["answer"]).number_format = code

    return changed(change)


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        (0.95, "0%", "có lẽ là 95 (ô hiện “95%”, giữ số 0,95)."),
        (3.6, "0", "có lẽ là 4 (ô hiện “4”, giữ số 3,6)."),
        (3.6, "General", "phải là số nguyên (ô đang ghi 3,6)."),
        (4.0000001, "General", "có lẽ là 4 (ô đang ghi 4,0000001)."),
        (4.00000000001, "General", "có lẽ là 4 (ô đang ghi 4,00000000001)."),
    ],
)  # fmt: skip
def test_a_broken_count_is_told_with_what_stands_there(
    value: float, code: str, words: str, tmp_path: Path
) -> None:
    found = only(received(count(value, code), tmp_path), "N05")
    assert found.remedy.endswith(words)
    assert found.found == words.rsplit(" ", 1)[1].rstrip(".)")


def test_a_number_out_of_range_is_told_with_what_stands_there(tmp_path: Path) -> None:
    found = only(received(changed(put("2.6", "score", 85)), tmp_path), "N04")
    assert found.remedy == "Nhập lại số từ 0 đến 10 (ô đang ghi 85)."


def test_a_percentage_that_is_a_count_is_asked_about(tmp_path: Path) -> None:
    receipt = received(count(4, "0%"), tmp_path)
    assert codes(receipt) == ["N21"]
    assert "hiện “400%” nhưng trong ô là 4" in only(receipt, "N21").message


@pytest.mark.parametrize("value", [4.0000000000001, 3.9999999999999, 0.1 + 0.2 + 3.7])
def test_binary_noise_is_no_fault(value: float, tmp_path: Path) -> None:
    receipt = received(count(value), tmp_path)
    assert codes(receipt) == []
    assert receipt.form
    assert receipt.form.rows["2.5"].entry.answers["1"] == Decimal(4)
