import re
import string

import pytest

from scoring.catalogue import CATALOGUE, Severity
from scoring.findings import ASKED, Finding, Place, finding, folded, neighbours, one_line, spans, weigh


def test_every_code_says_what_and_how_to_mend_in_one_breath() -> None:
    for check in CATALOGUE.values():
        assert re.fullmatch(r"[A-Z]\d\d", check.code)
        assert check.says.endswith("."), check.code
        assert check.remedy.endswith((".", "}", "…")), check.code
        assert len(check.says) <= 120, check.code
        assert check.title, check.code


def test_codes_are_in_order_and_unique() -> None:
    letters = [code[0] for code in CATALOGUE]
    assert len(CATALOGUE) == len(set(CATALOGUE))
    for letter in set(letters):
        numbers = [int(code[1:]) for code in CATALOGUE if code[0] == letter]
        assert numbers == sorted(numbers)


def test_templates_fill_from_their_slots() -> None:
    for check in CATALOGUE.values():
        names = {name for _, name, _, _ in string.Formatter().parse(check.says + check.remedy) if name}
        made = finding(check.code, Place("Tự chấm điểm", "E12"), **{name: f"<{name}>" for name in names})
        assert all(f"<{name}>" in made.message + made.remedy for name in names), check.code
        assert str(made.place) == "trang “Tự chấm điểm” ô E12", check.code


def test_a_set_may_change_the_weight_of_a_code() -> None:
    evidence = finding("M03")
    assert evidence.is_error
    assert not weigh([evidence], {"M03": Severity.WARNING})[0].is_error
    assert weigh([evidence], {})[0] == evidence


def blank(cell: str, criterion: str, code: str = "N01") -> Finding:
    slots = {"label": f"Số {cell}", "task": "4.1"}
    return finding(code, Place("Tự chấm điểm", cell), criterion=criterion, **slots)


@pytest.mark.parametrize(
    ("found", "lines"),
    [
        (
            [blank("C5", "1.1"), blank("C7", "1.2"), blank("C8", "1.2"), blank("C9", "1.3")],
            [("trang “Tự chấm điểm” ô C5, C7–C9", "1.1, 1.2, 1.3", "Còn 4 ô chưa điền.")],
        ),
        (
            [blank("C5", "1.1"), blank("C6", "1.1")],
            [
                ("trang “Tự chấm điểm” ô C5", "1.1", "Chưa ghi “Số C5”."),
                ("trang “Tự chấm điểm” ô C6", "1.1", "Chưa ghi “Số C6”."),
            ],
        ),
        (
            [blank("C5", "1.1"), blank("C6", "1.1"), blank("K7", "2", "N05"), blank("C8", "3")],
            [
                ("trang “Tự chấm điểm” ô C5", "1.1", "Chưa ghi “Số C5”."),
                ("trang “Tự chấm điểm” ô C6", "1.1", "Chưa ghi “Số C6”."),
                ("trang “Tự chấm điểm” ô K7", "2", "“Số K7” phải ."),
                ("trang “Tự chấm điểm” ô C8", "3", "Chưa ghi “Số C8”."),
            ],
        ),
        (
            [blank(f"D{row}", "", "R02") for row in (4, 5, 6)],
            [("trang “Tự chấm điểm” ô D4–D6", "", "Còn 3 nhiệm vụ chưa chọn tiến độ.")],
        ),
        ([finding("N01", label="Số")] * 3, [("", "", "Chưa ghi “Số”.")] * 3),
    ],
)
def test_blank_neighbours_are_read_as_one_line(
    found: list[Finding], lines: list[tuple[str, str, str]]
) -> None:
    assert [(str(each.place), each.criterion, each.message) for each in folded(found)] == lines


def test_of_another_file_or_unit_is_another_line() -> None:
    three = [blank(cell, "1") for cell in ("C1", "C2", "C3")]
    other = [each.at(unit="tdp-01") for each in three]
    assert [each.unit for each in folded([*three, *other])] == ["", "tdp-01"]


def test_a_line_never_names_more_cells_than_a_formula_may_ask_for() -> None:
    found = (blank(f"C{row}", "1") for row in range(1, 63))
    messages = [one_line(each).message for each in neighbours(found, lambda item: item, ASKED)]
    assert messages == ["Còn 30 ô chưa điền."] * 2 + ["Chưa ghi “Số C61”.", "Chưa ghi “Số C62”."]


def test_half_a_sheet_that_is_missing_is_one_line() -> None:
    header = Place("Tự chấm điểm", "A11")
    codes = [f"{group}.{n}" for group in range(1, 6) for n in range(1, 8)]
    [line] = folded(finding("C01", header, criterion=code, criterion_name=code) for code in codes)
    assert (line.message, line.place) == ("Thiếu 35 dòng tiêu chí.", header)
    assert line.criterion == ", ".join(codes)


def test_cells_of_another_column_begin_anew() -> None:
    assert spans(["E5", "F6", "F7", "F8", "F10", "F10"]) == "E5, F6–F8, F10, F10"
