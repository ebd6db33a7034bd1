"""What a formula gives, worked out again: only what is certain, and never at length."""

from datetime import date
from decimal import Decimal

import pytest

from scoring.intake.derive import (
    Given,
    OutsideError,
    UnexplainedError,
    Workings,
    same,
)
from scoring.xlsx.grid import (
    ErrorCell,
    Formula,
    Sheet,
    Uncalculated,
    Value,
    address_of,
)

NUMBERS: dict[str, Value] = {
    "A1": Decimal(3), "A2": Decimal("1.5"), "A3": "chữ", "A4": True, "A5": date(2026, 3, 5),
    "A6": ErrorCell("#N/A"),
}  # fmt: skip


def workings(formulas: dict[str, Formula], cells: dict[str, Value] | None = None) -> tuple[Workings, Sheet]:
    filled = {address_of(cell): value for cell, value in (cells or NUMBERS).items()}
    sheet = Sheet("Tính", filled, formulas={address_of(cell): f for cell, f in formulas.items()})
    other = Sheet("Sổ 1", {(1, 1): Decimal(7)})
    return Workings([sheet, other]), sheet


def given(text: str, **others: str) -> Given:
    formulas = {"E9": Formula(text)} | {cell: Formula(other) for cell, other in others.items()}
    worker, sheet = workings(formulas)
    return worker.value(sheet, (9, 5))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A1", Decimal(3)), ("$A$1", Decimal(3)), ("Tính!A1", Decimal(3)), ("'Sổ 1'!A1", Decimal(7)),
        ("1+2*3", Decimal(7)), ("(1+2)*3", Decimal(9)), ("-A1+5", Decimal(2)), ("--A1", Decimal(3)),
        ("A1/A2", Decimal(2)), ("50%", Decimal("0.5")), ("1.5e2", Decimal(150)), (".5", Decimal("0.5")),
        ("SUM(A1:A5)", Decimal("4.5") + 46086), ("sum(A1,A2,2)", Decimal("6.5")),
        ("SUM(A1:A2)-1", Decimal("3.5")),
        ("A3", "chữ"), ('"Có"', "Có"), ("A5", date(2026, 3, 5)), ("A5+1", Decimal(46087)), ("TRUE()", True),
        ("B7", None), ("B7+1", Decimal(1)), (" A1 + A2 ", Decimal("4.5")), ("A4+1", Decimal(2)),
    ],
)  # fmt: skip
def test_references_sums_and_arithmetic_are_worked_out(text: str, value: Given) -> None:
    assert given(text) == value


def test_formulas_behind_a_reference_are_worked_out_too() -> None:
    assert given("B1*2", B1="SUM(B2:B3)", B2="A1", B3="A2") == Decimal(9)


def test_a_shared_formula_moves_with_its_cell() -> None:
    worker, sheet = workings({"E9": Formula("A1+$A$1", (1, 0))})
    assert worker.value(sheet, (9, 5)) == Decimal("4.5")


@pytest.mark.parametrize(
    "text",
    [
        "", "A1:A2", "VLOOKUP(1,A1:A2,1)", "IF(A1>0,1,2)", "A3+1", "A6", "1/0", "Tổng", "A1^2", "A1&A2",
        "SUM(A3", "SUM(A6)",
        "1+", ")", "A1 A2", "SUM(A:A)", "Khác!A1", "(" * 100 + "1" + ")" * 100,  "E9",
        '"a"+1',
        "TODAYS+1", "SUM()", "{1,2}",
    ],
)  # fmt: skip
def test_more_than_that_is_not_explained(text: str) -> None:
    with pytest.raises(UnexplainedError):
        given(text)


@pytest.mark.parametrize(
    "text",
    [
        "NOW()", "today()", "RAND()*4", 'CELL("filename")', "INDIRECT(\"A1\")", "OFFSET(A1,1,0)",
        'INFO("osversion")',
        "[1]Sheet1!A1", "'[Sổ.xlsx]Sheet1'!A1", "IF(ISNUMBER(NOW()),4,0)",
        'WEBSERVICE("http://a")', "_xlfn.RANDARRAY()",
    ],
)  # fmt: skip
def test_what_looks_outside_or_moves_is_told_apart(text: str) -> None:
    with pytest.raises(OutsideError):
        given(text)
    with pytest.raises(OutsideError):
        given("B1", B1=text)


def test_a_word_in_quotes_looks_nowhere() -> None:
    assert given('"NOW()"') == "NOW()"


def test_cells_that_name_one_another_are_not_explained() -> None:
    with pytest.raises(UnexplainedError):
        given("B1", B1="B2", B2="E9+1")


def test_a_long_chain_and_doubling_sums_end() -> None:
    chain = {f"B{n}": Formula(f"B{n + 1}+B{n + 1}") for n in range(1, 200)}
    worker, sheet = workings({"E9": Formula("B1"), **chain})
    with pytest.raises(UnexplainedError):
        worker.value(sheet, (9, 5))


def test_huge_ranges_cost_what_they_hold() -> None:
    worker, sheet = workings({"E9": Formula("+".join(["SUM(F1:XFD1048576)"] * 400))})
    assert worker.value(sheet, (9, 5)) == 0


@pytest.mark.parametrize(
    ("stored", "gives", "is_same"),
    [
        (Decimal("0.333333333333333"), Decimal(1) / 3, True), (Decimal(4), Decimal(0), False),
        (Decimal(0), None, True), (None, None, True), (None, "", True), (Decimal(1), None, False),
        ("Có", "Có", True), ("Có", "Không", False), ("4", Decimal(4), False),
        (date(2026, 3, 5), Decimal(46086), True),
        (True, True, True), (Decimal(1), True, True), (False, True, False),
        (Uncalculated(), Decimal(1), False),
    ],
)  # fmt: skip
def test_what_is_stored_is_held_against_what_is_given(stored: Given, gives: Given, is_same: bool) -> None:
    assert same(stored, gives) is is_same
