"""V01-V18: every code has a book that gets it, and the same book without the fault gets nothing."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from scoring.register import Action, Draft
from scoring.verification.layout import STAMP, TITLE
from tests.intake.forms import computed
from tests.verification.books import (
    Cells,
    after,
    at,
    changed,
    codes,
    columns,
    exported,
    filled,
    fresh,
    put,
    resubmitted,
    run,
    taken,
)

OWN = run().results["ktht"].card.marks["2.6"].points  # type: ignore[union-attr]
assert OWN is not None
LESS = OWN - Decimal("0.5")
GOOD: Cells = {("ktht", "2.6", "points1"): LESS, ("ktht", "2.6", "reason1"): "Thiếu tài liệu"}


def fill(key: str, value: Any, code: str = "2.6") -> Callable[[Workbook], None]:
    return put({("ktht", code, key): value})


def stamped(key: str, value: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        for row in book[STAMP].iter_rows():
            if row[0].value == key:
                row[1].value = value

    return change


def retitled(key: str, title: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        sheet = book.worksheets[1]
        head, column = columns(sheet)
        sheet.cell(head, column[key]).value = title

    return change


def without_row(book: Workbook) -> None:
    cell = at(book, "ktht", "2.5", "code")
    cell.parent.delete_rows(cell.row)


def doubled_row(book: Workbook) -> None:
    cell = at(book, "ktht", "2.5", "code")
    row = cell.parent.max_row + 1
    for column in range(1, 16):
        cell.parent.cell(row, column).value = cell.parent.cell(cell.row, column).value


def strange_row(book: Workbook) -> None:
    sheet = book.worksheets[1]
    _, column = columns(sheet)
    row = sheet.max_row + 3
    sheet.cell(row, 1).value, sheet.cell(row, 2).value = "ktht", "9.9"
    sheet.cell(row, column["points1"]).value = 3


def merged(book: Workbook) -> None:
    cell = at(book, "ktht", "2.5", "points1")
    cell.parent.merge_cells(
        start_row=cell.row, end_row=cell.row + 1, start_column=cell.column, end_column=cell.column
    )


FAULTS: dict[str, Callable[[Workbook], None]] = {
    "no_stamp__V01": lambda book: book.remove(book[STAMP]),
    "stamp_spoiled__V01": stamped("seen", "không rõ"),
    "another_year__V02": stamped("year", "2025"),
    "another_set__V02": stamped("set_id", "khac-2026"),
    "another_period__V02": stamped("period", "6-thang"),
    "an_older_set__V03": stamped("set_hash", "0" * 64),
    "column_gone__V04": retitled("points1", "Điểm"),
    "column_twice__V05": retitled("findings", TITLE["points1"]),
    "row_gone__V06": without_row,
    "row_twice__V07": doubled_row,
    "row_of_nobody__V08": strange_row,
    "points_where_the_register_gives_them__V08": fill("points1", 2, "3.1"),
    "changed_without_reason__V09": fill("reason1", None),
    "second_round_changed_without_reason__V09": fill("points2", OWN),
    "second_round_without_first__V10": put(
        {("ktht", "2.6", "points1"): None, ("ktht", "2.6", "reason1"): None,
         ("ktht", "2.6", "points2"): OWN, ("ktht", "2.6", "reason2"): "Đủ"}
    ),
    "reason_without_points__V11": fill("points1", None),
    "reply_without_points__V11": fill("reply", "Đã gửi", "2.5"),
    "second_reason_without_points__V11": fill("reason2", "Đủ"),
    "self_score_altered__V15": fill("own", 1),
    "self_score_cleared__V15": fill("own", None),
    "not_a_number__N02": fill("points1", "tốt"),
    "a_date__N09": fill("points1", date(2026, 5, 4)),
    "true__N12": fill("points1", True),
    "formula_without_result__N11": fill("points1", "=5+3"),
    "above_max__N04": fill("points1", 11),
    "below_zero__N04": fill("points1", -1),
    "off_step__N05": fill("points1", 8.3),
    "merged__C06": merged,
}  # fmt: skip


@cache
def good() -> bytes:
    return filled(fresh(), GOOD)


def test_without_a_fault_nothing_is_found(tmp_path: Path) -> None:
    decided = taken(run(), tmp_path, good())
    assert codes(decided) == []
    assert len(decided.drafts) == 1


@pytest.mark.parametrize(("name", "change"), FAULTS.items(), ids=FAULTS)
def test_a_fault_is_found_and_nothing_is_taken(
    name: str, change: Callable[[Workbook], None], tmp_path: Path
) -> None:
    decided = taken(run(), tmp_path, changed(good(), change))
    assert set(codes(decided)) == {name.rpartition("__")[2]}
    assert decided.errors
    assert decided.drafts == ()


@pytest.mark.parametrize(
    ("formula", "wanted", "taken_over"),
    [(f"{LESS}+0", "N17", 1), ("NOW()", "N18", 0), ("IF(1,1,1)", "N19", 0), ("0", "N20", 0)],
)
def test_points_given_by_a_formula(formula: str, wanted: str, taken_over: int, tmp_path: Path) -> None:
    cell = at(load_workbook(BytesIO(good())), "ktht", "2.6", "points1")
    book = computed(cell.coordinate, formula, LESS, cell.parent.title, content=good())
    decided = taken(run(), tmp_path, book)
    assert codes(decided) == [wanted]
    assert len(decided.drafts) == taken_over


def test_every_finding_of_a_cell_says_which(tmp_path: Path) -> None:
    decided = taken(run(), tmp_path, filled(fresh(), {("ktht", "2.6", "points1"): 11}))
    [first, *_] = decided.books[0].findings
    assert (first.file, first.unit, first.criterion) == ("so-1.xlsx", "ktht", "2.6")
    assert first.place.sheet == "Khối phòng chuyên môn"
    assert first.place.cell.startswith("J")


@pytest.mark.parametrize("gone", [["2.5"], None], ids=["a row", "all rows"])
def test_a_missing_row_is_told_at_the_sheet_of_its_unit(gone: list[str] | None, tmp_path: Path) -> None:
    """Or, where none of the unit is left, at the sheet of its block."""

    def without(book: Workbook) -> None:
        conditions = [c.code for c in run().roster.conditions(unit)]
        for code in gone or [*(c.code for c in run().roster.asked(unit)), *conditions]:
            with suppress(LookupError):
                cell = at(book, unit.code, code, "code")
                cell.parent.delete_rows(cell.row)

    unit = next(u for u in run().roster.evaluated if u.kind == "tdp")
    decided = taken(run(), tmp_path, changed(fresh(), without))
    [told] = [found for found in decided.books[0].findings if found.code == "V06"]
    sheet = at(load_workbook(BytesIO(fresh())), unit.code, "2.5", "code").parent.title
    assert told.unit == unit.code
    assert told.place.sheet == ("" if gone is None else sheet) != "Khối phòng chuyên môn"


def test_a_file_that_is_no_book_gets_its_own_code(tmp_path: Path) -> None:
    assert codes(taken(run(), tmp_path, b"")) == ["T02"]
    buffer = BytesIO()
    Workbook().save(buffer)
    assert codes(taken(run(), tmp_path, buffer.getvalue())) == ["V01"]


def test_one_bad_book_keeps_all_from_being_taken(tmp_path: Path) -> None:
    book = fresh()
    bad = filled(book, {("vp", "2.6", "points1"): 11})
    decided = taken(run(), tmp_path, filled(book, GOOD), bad)
    assert [bool(each.errors) for each in decided.books] == [False, True]
    assert decided.drafts == ()


def test_v12_two_books_that_disagree_name_each_other(tmp_path: Path) -> None:
    book = fresh()
    other = filled(book, {**GOOD, ("ktht", "2.6", "points1"): LESS - 1})
    decided = taken(run(), tmp_path, filled(book, GOOD), other)
    assert codes(decided) == ["V12", "V12"]
    first, second = (each.findings[0].message for each in decided.books)
    assert "so-2.xlsx" in first
    assert "so-1.xlsx" in second
    assert decided.drafts == ()
    assert len(taken(run(), tmp_path, filled(book, GOOD), filled(book, GOOD)).drafts) == 1


def test_v13_a_book_may_not_undo_what_came_in_after_it_was_exported(tmp_path: Path) -> None:
    book = fresh()
    later = after(run(), taken(run(), tmp_path, filled(book, GOOD)).drafts)
    cells: Cells = {("ktht", "2.6", "points1"): OWN}
    assert codes(taken(later, tmp_path, filled(book, cells))) == ["V13"]
    renewed = filled(exported(later), {**cells, ("ktht", "2.6", "reason1"): None})
    assert codes(taken(later, tmp_path, renewed)) == []
    [draft] = taken(later, tmp_path, renewed).drafts
    assert draft.values["points"] == f"{OWN:f}"


def test_a_second_round_may_be_added_in_the_same_book(tmp_path: Path) -> None:
    book = good()
    later = after(run(), taken(run(), tmp_path, book).drafts)
    second: Cells = {
        ("ktht", "2.6", "reply"): "Đã gửi bổ sung",
        ("ktht", "2.6", "points2"): OWN,
        ("ktht", "2.6", "reason2"): "Tài liệu đủ",
    }
    decided = taken(later, tmp_path, filled(book, second))
    assert codes(decided) == []
    [draft] = decided.drafts
    assert (draft.values["round"], draft.values["first"], draft.reason) == ("2", f"{LESS:f}", "Tài liệu đủ")


def test_an_older_copy_that_says_nothing_takes_nothing_back(tmp_path: Path) -> None:
    book = fresh()
    later = after(run(), taken(run(), tmp_path, filled(book, GOOD)).drafts)
    decided = taken(later, tmp_path, book)
    assert (codes(decided), decided.drafts) == ([], ())


def test_a_revoked_verdict_does_not_come_back_by_importing_again(tmp_path: Path) -> None:
    book = good()
    later = after(run(), taken(run(), tmp_path, book).drafts)
    revoked = after(later, [Draft(Action.REVOKED, 2026, unit="ktht", values={"seq": str(later.ledger.last)})])
    assert codes(taken(revoked, tmp_path, book)) == ["V13"]
    assert codes(taken(revoked, tmp_path, exported(later))) == []


def test_v14_nobody_verifies_itself(tmp_path: Path) -> None:
    own: Cells = {("vhxh", "2.5", "points1"): 1, ("vhxh", "2.5", "reason1"): "Tự sửa"}
    book = filled(exported(run(), "ktht"), own)
    assert codes(taken(run(), tmp_path, book)) == []
    told = []
    for other in ("vhxh", "la"):
        decided = taken(run(), tmp_path, changed(book, stamped("verifier", other)))
        assert codes(decided) == ["V14"]
        told += [found.message for read in decided.books for found in read.findings]
    own, stranger = told
    assert own.startswith("Phòng Văn hóa - Xã hội không được thẩm định điểm của mình; điểm này do ")
    assert stranger.startswith("la không được thẩm định Phòng Văn hóa - Xã hội; đơn vị này do ")


def test_v16_points_for_an_answer_that_was_replaced_are_kept_and_marked(tmp_path: Path) -> None:
    book = good()
    now = resubmitted(run(), "ktht", "2.6")
    decided = taken(now, tmp_path, book)
    assert codes(decided) == ["V16"]
    assert not decided.errors
    later = after(now, decided.drafts)
    assert later.ledger.verdicts()["ktht", "2.6"].points == LESS
    assert codes(taken(later, tmp_path, exported(later))) == ["V18"]


def test_v17_a_cleared_cell_takes_nothing_back(tmp_path: Path) -> None:
    later = after(run(), taken(run(), tmp_path, good()).drafts)
    cleared = {("ktht", "2.6", "points1"): None, ("ktht", "2.6", "reason1"): None}
    decided = taken(later, tmp_path, filled(exported(later), cleared))
    assert (codes(decided), decided.drafts, decided.errors) == (["V17"], (), 0)


def test_v18_a_changed_answer_has_to_be_looked_at_again(tmp_path: Path) -> None:
    verified = after(run(), taken(run(), tmp_path, good()).drafts)
    now = resubmitted(verified, "ktht", "2.6")
    book = exported(now)
    untouched = taken(now, tmp_path, book)
    assert (codes(untouched), untouched.drafts) == (["V18"], ())
    for cells in ({("ktht", "2.6", "reviewed"): "x"}, {("ktht", "2.6", "points1"): LESS - 1}):
        decided = taken(now, tmp_path, filled(book, cells))
        assert codes(decided) == []
        later = after(now, decided.drafts)
        assert codes(taken(later, tmp_path, exported(later))) == []


def test_a_withdrawn_form_keeps_its_points(tmp_path: Path) -> None:
    book = good()
    gone = replace(run(), receipts=tuple(r for r in run().receipts if r.unit != "ktht"))
    decided = taken(gone, tmp_path, book)
    assert codes(decided) == ["V16"]
    assert len(decided.drafts) == 1
