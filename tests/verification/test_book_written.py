"""The verification book: what it shows, what may be typed in it, what its formulas say."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.engine.model import ZERO
from scoring.engine.results import Submission, evaluate
from scoring.forms.formulas import told
from scoring.intake.layout import CLEAN
from scoring.rules import Entry
from scoring.sheets.book import A3
from scoring.sheets.report import FULL_SIZE_WIDTH
from scoring.verification.book import books, parts
from scoring.verification.checks import check
from scoring.verification.judgement import Judgement
from scoring.verification.layout import (
    COLUMNS,
    COMPLETE,
    ENTRIES,
    ROWS_A_BOOK,
    STAMP,
)
from tests.reports.runs import (
    consolidate,
    form,
    larger,
    receipt,
)
from tests.reports.workbooks import stale
from tests.verification.books import (
    after,
    at,
    changed,
    columns,
    exported,
    filled,
    fresh,
    received,
    resubmitted,
    roster,
    run,
    taken,
)
from tests.verification.test_round_trip import cells, typed
from tests.verification.test_untouched import sent_again
from tools.libreoffice import LibreOffice


def opened(content: bytes, *, values: bool = False) -> Any:
    return load_workbook(BytesIO(content), data_only=values)


def lines(book: Any) -> Iterator[tuple[Any, int, dict[str, int]]]:
    """Every row of a criterion."""
    for sheet in book.worksheets[1:-1]:
        head, column = columns(sheet)
        for row in range(head + 1, sheet.max_row + 1):
            if sheet.cell(row, 2).value:
                yield sheet, row, column


def test_only_the_verifiers_cells_are_unlocked() -> None:
    book = opened(fresh())
    keys = set()
    for sheet, row, column in lines(book):
        assert sheet.protection.sheet
        open_ = {key for key, number in column.items() if not sheet.cell(row, number).protection.locked}
        given = sheet.cell(row, column["code"]).value == "3.1" or (
            (sheet.cell(row, column["unit"]).value, sheet.cell(row, column["code"]).value) == ("vp", "2.1")
        )
        assert open_ == (set() if given else set(ENTRIES) - {"reviewed"})
        keys |= open_
    assert keys
    assert book.worksheets[0].protection.sheet
    assert book[STAMP].sheet_state == "veryHidden"


def test_sheets_may_be_filtered_and_the_guide_says_no_more() -> None:
    """Sorting a protected sheet with locked cells works in no program."""
    for sheet in opened(fresh()).worksheets[1:-1]:
        assert sheet.auto_filter.ref
        assert (sheet.protection.autoFilter, sheet.protection.sort) == (False, True)  # False is leave
    guide = (Path(__file__).parents[2] / "docs/huong-dan-su-dung.md").read_text(encoding="utf-8")
    assert "Không xóa, chèn, sắp xếp dòng. Lọc thì được" in guide
    assert "Lỡ sắp xếp thì điểm vẫn" in guide  # test_round_trip.py sorts


def test_blocks_are_printed_on_a3_in_letters_of_8_points() -> None:
    for sheet in opened(fresh()).worksheets[1:-1]:
        assert sheet.page_setup.paperSize == A3
        shown = [column for column in COLUMNS if column.key != "check"]
        scale = FULL_SIZE_WIDTH * 2**0.5 / sum(column.width for column in shown)
        rows = sheet.iter_rows(max_col=len(shown))
        assert min(cell.font.size for row in rows for cell in row if cell.value) * scale >= 8


def test_every_unit_with_points_is_there_and_the_others_are_named() -> None:
    book = opened(fresh())
    assert {sheet.cell(row, 1).value for sheet, row, _ in lines(book)} == {"vhxh", "ktht", "vp", "tdp-1"}
    cover = " ".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value)
    assert "Chưa có biểu để thẩm định: Tổ dân phố số 2." in cover
    assert "MẪU - chưa ban hành" in cover


def test_nobody_gets_its_own_scores() -> None:
    units = {}
    for verifier in ("vhxh", "ktht"):
        book = opened(exported(run(), verifier))
        units[verifier] = {sheet.cell(row, 1).value for sheet, row, _ in lines(book)}
    assert units == {"vhxh": {"ktht", "vp", "tdp-1"}, "ktht": {"vhxh"}}


def test_what_did_not_arise_shows_no_score_and_waits_for_none() -> None:
    [part] = [part for part in parts(run()) if part.unit.code == "ktht"]
    [line] = [line for line in part.lines if line.criterion.code == "2.1"]
    assert (line.item and line.item.own, line.needed) == (None, False)
    [part] = [part for part in parts(run()) if part.unit.code == "tdp-1"]
    assert part.todo == sum(line.item is not None and not line.void for line in part.lines)


def test_the_same_run_gives_the_same_bytes() -> None:
    assert exported(run()) == exported(run())


def test_words_of_a_unit_stay_words() -> None:
    here = run()
    receipts = []
    for each in here.receipts:
        assert each.form
        row = replace(each.form.rows["2.6"], explanation="=1+1")
        receipts.append(replace(each, form=replace(each.form, rows={**each.form.rows, "2.6": row})))
    cell = at(opened(exported(consolidate(here.roster, tuple(receipts)))), "ktht", "2.6", "explanation")
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_changed_answer_shows_the_points_and_what_was_verified(tmp_path: Path) -> None:
    said = {("ktht", "2.6", "points1"): Decimal(1), ("ktht", "2.6", "reason1"): "Thiếu"}
    before = after(run(), taken(run(), tmp_path, filled(fresh(), said)).drafts)
    book = opened(exported(resubmitted(before, "ktht", "2.6")), values=True)
    assert at(book, "ktht", "2.6", "points1").value == 1
    assert "Cần xem lại" in at(book, "ktht", "2.6", "check").value
    assert not at(book, "ktht", "2.6", "reviewed").protection.locked


@pytest.mark.parametrize("seed", range(2))
def test_cached_values_are_what_libreoffice_calculates(
    seed: int, tmp_path: Path, libreoffice: LibreOffice
) -> None:
    """Blank, then with what the register holds of a whole round of typing."""
    later = after(run(), taken(run(), tmp_path, filled(fresh(), cells(typed(seed)))).drafts)
    later = resubmitted(later, "ktht", "2.5")
    paths = [tmp_path / "blank.xlsx", tmp_path / "held.xlsx"]
    for path, content in zip(paths, (fresh(), exported(later)), strict=True):
        path.write_bytes(content)
    for path, saved in zip(paths, libreoffice.recalculated(paths, tmp_path / "saved"), strict=True):
        assert stale(path, saved) == []


WRONG = (
    Judgement(Decimal(99), "Lý do"),
    Judgement(Decimal("0.001"), "Lý do"),
    Judgement(Decimal(0)),
    Judgement(None, "Lý do"),
    Judgement(None, "", "Giải trình"),
    Judgement(None, "", "", Decimal(1), "Lý do"),
    Judgement(Decimal(1), "Lý do", "", Decimal(2)),
    Judgement(Decimal(1), "Lý do", "", None, "Lý do"),
)


def test_the_live_check_says_what_the_import_says(tmp_path: Path, libreoffice: LibreOffice) -> None:
    items = [line for part in parts(run()) for line in part.lines if line.item]
    said = {line.item.key: WRONG[n % len(WRONG)] for n, line in enumerate(items) if line.item}
    path = tmp_path / "so.xlsx"
    path.write_bytes(filled(fresh(), cells(said)))
    [saved] = libreoffice.recalculated([path], tmp_path / "saved")
    book, seen = opened(saved.read_bytes(), values=True), set()
    for line in items:
        judged = line.judged(2)
        assert judged
        found = next(check(judged, said[judged.item.key], {}), None)
        shown = at(book, *judged.item.key, "check").value
        assert shown == (told(found) if found else CLEAN), judged.item
        seen |= {found.code} if found else set()
    assert seen == {"N04", "N05", "V09", "V10", "V11"}


def test_points_that_wait_are_live_until_looked_at(tmp_path: Path, libreoffice: LibreOffice) -> None:
    """Agreed, then sent again: untouched, kept without a reason, kept with one, given anew in percent."""
    units = ("vhxh", "ktht", "vp", "tdp-1")
    agreed = {(unit, "2.6", "points1"): own_score(unit) for unit in units}
    before = after(run(), taken(run(), tmp_path, filled(fresh(), agreed)).drafts)
    now = sent_again(before, Decimal("0.5"), units)
    kept = {(unit, "2.6", "reviewed"): "x" for unit in ("ktht", "vp")}
    book = filled(exported(now), {**kept, ("vp", "2.6", "reason1"): "Hồ sơ vẫn đủ"})
    share = {("tdp-1", "2.6", "points1"): 0.75}
    path = tmp_path / "so.xlsx"
    path.write_bytes(changed(filled(book, share), lambda b: shown_as_percent(b, "tdp-1", "2.6")))
    [saved] = libreoffice.recalculated([path], tmp_path / "saved")
    shown = opened(saved.read_bytes(), values=True)
    says = {unit: (at(shown, unit, "2.6", "check").value or "")[:12] for unit in units}
    assert says == {"vhxh": "Lưu ý: Cần x", "ktht": "Đã đổi điểm ", "vp": CLEAN, "tdp-1": "“Điểm thẩm đ"}
    assert at(shown, "tdp-1", "2.6", "check").value.startswith("“Điểm thẩm định lần 1” ghi theo phần trăm")
    finals = {unit: at(shown, unit, "2.6", "final").value for unit in units[:3]}
    assert finals["vhxh"] in (None, "")
    assert Decimal(str(finals["vp"])) == own_score("vp")
    found = {(f.unit, f.code) for f in taken(now, tmp_path, saved.read_bytes()).books[0].findings}
    assert found == {("vhxh", "V18"), ("ktht", "V09"), ("tdp-1", "V20")}


def own_score(unit: str) -> Decimal:
    card = run().results[unit].card
    assert card
    points = card.marks["2.6"].points
    assert points is not None
    return points


def shown_as_percent(book: Any, unit: str, code: str) -> None:
    at(book, unit, code, "points1").number_format = "0%"


def test_live_totals_are_the_engines(tmp_path: Path, libreoffice: LibreOffice) -> None:
    """Everything verified: the heading's figure is what the engine makes of the same points."""
    said = {}
    for part in parts(run()):
        for line in part.lines:
            if line.item and not line.void:
                worth = line.criterion.max if line.item.own is None else line.item.own / 2
                worth = Decimal(0) if line.kind == "condition" else worth
                said[line.item.key] = Judgement(
                    worth.quantize(Decimal("0.25")).min(line.criterion.max), "Lý do"
                )
    path = tmp_path / "so.xlsx"
    path.write_bytes(filled(fresh(), cells(said)))
    [saved] = libreoffice.recalculated([path], tmp_path / "saved")
    [reading] = received(run(), tmp_path, path.read_bytes())
    asked = run().criteria.criteria
    points = {row.item.key: row.judgement.points for row in reading.rows if row.judgement.points is not None}
    results = evaluate(
        roster(),
        [
            Submission(
                receipt.unit,
                receipt.form.entries,
                given={c: p for (u, c), p in points.items() if u == receipt.unit and c == "3.2"},
                punctual={"6-thang": False, "9-thang": False, "nam": False},
                verified={
                    c: p for (u, c), p in points.items() if u == receipt.unit and c in asked and c != "3.2"
                },
                settled={c: bool(p) for (u, c), p in points.items() if u == receipt.unit and c not in asked},
            )
            for receipt in run().receipts
            if receipt.form
        ],
        stage="verified",
    )
    shown = opened(saved.read_bytes(), values=True)
    for sheet in shown.worksheets[1:-1]:
        head, column = columns(sheet)
        for row in range(head + 1, sheet.max_row + 1):
            if sheet.cell(row, 2).value or not sheet.cell(row, 1).value:
                continue
            card = results[sheet.cell(row + 1, 1).value].card
            assert card
            assert card.stage == "verified"
            total = sheet.cell(row, column["final"]).value
            assert abs(Decimal(str(total)) - (card.main + card.bonus - card.penalty)) < Decimal("1e-9")
            assert sheet.cell(row, column["check"]).value.startswith(COMPLETE)


def test_a_book_that_could_not_be_read_back_comes_in_parts(tmp_path: Path) -> None:
    many = larger(roster(), tdp=90)
    large = consolidate(many, tuple(receipt(form(many, unit, 1)) for unit in many.evaluated))
    plans = books(large, parts(large))
    assert len(plans) > 1
    assert all(sum(len(part.lines) for part in plan.parts) <= ROWS_A_BOOK for plan in plans)
    together = [part.unit.code for plan in plans for part in plan.parts]
    assert together == [unit.code for unit in many.evaluated]
    from scoring.verification.book import write_verification

    buffer = BytesIO()
    write_verification(buffer, plans[0])
    [reading] = received(large, tmp_path, buffer.getvalue())
    assert reading.findings == ()
    assert len(reading.rows) == len(plans[0].stamp.items)


def test_an_unanswered_criterion_waits_for_points() -> None:
    here = run()
    receipts = []
    for each in here.receipts:
        assert each.form
        row = replace(each.form.rows["2.6"], entry=Entry())
        receipts.append(replace(each, form=replace(each.form, rows={**each.form.rows, "2.6": row})))
    [part, *_] = parts(consolidate(here.roster, tuple(receipts)))
    [line] = [line for line in part.lines if line.criterion.code == "2.6"]
    assert line.item
    assert (line.item.own, line.needed, line.points or ZERO) == (None, True, ZERO)


def test_one_criterion_over_all_units_has_the_lines_that_the_units_have() -> None:
    whole = parts(run())
    for code in {line.criterion.code for part in whole for line in part.lines}:
        only = [line for part in parts(run(), only=code) for line in part.lines]
        assert only == [line for part in whole for line in part.lines if line.criterion.code == code]
