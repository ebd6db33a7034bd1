"""What a unit gets back: nothing it wrote is lost, what was wrong is marked, what it mends passes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from openpyxl import Workbook, load_workbook

from scoring.catalogue import CATALOGUE
from scoring.forms.feedback import (
    Answer,
    answer,
    file_to_answer,
    letter,
)
from scoring.forms.feedback.leftovers import leftovers
from scoring.forms.marks import FEEDBACK
from scoring.intake.layout import INFO, REPORT, SCORES
from scoring.intake.model import Receipt, TaskProgress
from scoring.opening.opened import open_bytes
from scoring.rules import Entry
from scoring.standing.which_form import settle
from tests.hostile.cells import CELLS
from tests.intake.forms import (
    Change,
    changed,
    codes,
    computed,
    desk,
    put,
    received,
    row_of,
    said,
    scores,
    sound,
    unit,
    with_row,
    written,
)
from tests.workbooks.should_fail import (
    SHOULD_FAIL,
    column_twice,
    info,
    row_twice,
    second_document,
    sheet_twice,
)
from tests.workbooks.should_pass import MOVED, unmerge

UNTIL = " trước ngày 20/11/2026"
NOBODY = {"B01", "D01", "D02", "D03"}
BY_CODE = {name.rpartition("__")[2]: name for name in SHOULD_FAIL}


def answered(content: bytes, folder: Path) -> Answer:
    """The feedback form for a file, as the command makes it."""
    [receipt] = settle([received(content, folder)], {})
    sent = file_to_answer([receipt])
    assert sent is not None
    if receipt.form:
        sent = replace(sent, workbook=open_bytes(content).workbook)
    return answer(desk(), unit(receipt.unit), sent, UNTIL)


def errors(receipt: Receipt) -> list[str]:
    return [found.code for found in receipt.findings if found.is_error]


def book_of(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


@cache
def good() -> Workbook:
    """A form in which every answer is right."""
    book = book_of(written())
    book[SCORES].cell(row_of(scores(book), "2.1-2"), 5).value = 20  # also enough for 11 of them (N06)
    return book


def mended(book: Workbook, places: set[tuple[str, str]]) -> bytes:
    """As if somebody had mended these cells and saved the form."""
    for sheet, cell in places:
        book[sheet][cell].value = good()[sheet][cell].value
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@cache
def answered_of(name: str) -> Answer:
    with TemporaryDirectory() as folder:
        return answered(SHOULD_FAIL[name](), Path(folder))


OF_A_UNIT = [name for name in SHOULD_FAIL if not NOBODY & set(name.rpartition("__")[2].split("_"))]


@pytest.mark.parametrize("name", OF_A_UNIT)
def test_sent_back_as_it_is_it_has_its_errors_in_the_marked_cells_and_nothing_of_the_structure(
    name: str, tmp_path: Path
) -> None:
    made = answered_of(name)
    back = received(made.content, tmp_path)
    if "chưa đọc được" in made.feedback.intro:
        assert codes(back) == ["B10"]  # a blank form: its own column "Kiểm tra" says what is missing
        return
    assert not [code for code in codes(back) if code[0] in "TBCDS"]
    marked = {r.finding.place for r in made.feedback.remarks if r.is_marked and r.finding.is_error}
    assert marked == {found.place for found in back.findings if found.is_error}
    told = {r.finding.code for r in made.feedback.remarks}
    assert told >= set(name.rpartition("__")[2].split("_"))


@pytest.mark.parametrize("name", OF_A_UNIT)
def test_mended_at_the_marked_cells_it_passes(name: str, tmp_path: Path) -> None:
    made = answered_of(name)
    book = book_of(made.content)
    if "chưa đọc được" in made.feedback.intro:
        assert codes(received(made.content, tmp_path)) == ["B10"]
        return  # nothing was carried over: the unit fills a blank form in, as any other
    marked = {(r.finding.place.sheet, r.finding.place.cell) for r in made.feedback.remarks if r.is_marked}
    sent = received(mended(book, marked), tmp_path)
    for _ in range(4):
        # An answer that was missing altogether asks for its evidence next: the form itself says so.
        left = [found for found in sent.findings if found.is_error]
        if not left:
            break
        assert all(CATALOGUE[found.code].live for found in left)
        sent = received(mended(book, {(found.place.sheet, found.place.cell) for found in left}), tmp_path)
    assert errors(sent) == []


def test_a_finding_stands_where_the_row_stands_now(tmp_path: Path) -> None:
    content = changed(put("2.5", "answer", "bốn"))
    moved = changed(MOVED["rows-inserted__ok"], content)
    [remark] = answered(moved, tmp_path).feedback.remarks
    fresh = book_of(written())
    assert received(moved, tmp_path).findings[0].place.cell != remark.finding.place.cell
    assert remark.finding.place.cell == f"E{row_of(scores(fresh), '2.5')}"


@pytest.mark.parametrize(
    ("change", "cell", "kept"),
    [
        (put("2.5", "answer", "khoảng bốn, năm cuộc đối thoại"), "E", "khoảng bốn, năm cuộc đối thoại"),
        (put("2.5", "answer", "2.000"), "E", "2.000"),
        (put("2.5", "answer", date(2026, 5, 4)), "E", "04/05/2026"),
        (put("2.5", "day", "5/3/26"), "I", "5/3/26"),
        (put("2.5", "explanation", "=HYPERLINK"), "K", None),
    ],
)
def test_what_nobody_understood_is_kept_as_it_was_written(
    change: Change, cell: str, kept: str | None, tmp_path: Path
) -> None:
    sheet = scores(book_of(answered(changed(change), tmp_path).content))
    assert sheet[f"{cell}{row_of(sheet, '2.5')}"].value == kept


@pytest.mark.parametrize(("formula", "kept", "restored"), [("1+2", 3, True), ("0", None, False)])
def test_the_result_of_a_formula_is_carried_only_where_it_is_certain(
    formula: str, kept: int | None, restored: bool, tmp_path: Path
) -> None:
    made = answered(computed("E24", formula, 3), tmp_path)
    assert scores(book_of(made.content))["E24"].value == kept
    assert [remark.restored for remark in made.feedback.remarks][:1] == [restored]


def test_a_day_that_no_cell_can_hold_is_kept_in_words(tmp_path: Path) -> None:
    made = answered(CELLS["day-as-iso-before-1900__M04"](), tmp_path)
    assert codes(received(made.content, tmp_path)) == ["M04"]
    sheet = scores(book_of(made.content))
    assert "01/01/1850" in {cell.value for row in sheet.iter_rows() for cell in row}


def test_everything_else_the_unit_wrote_is_carried_over_and_the_sending_raised(tmp_path: Path) -> None:
    phone = info("Điện thoại", "0912 345 678")
    sent = received(changed(lambda book: (phone(book), put("2.5", "number", None)(book))[0]), tmp_path)
    content = (tmp_path / "bieu.xlsx").read_bytes()
    made = answered(content, tmp_path)
    back = received(made.content, tmp_path)
    assert sent.form and back.form
    again = replace(back.form, sign_off=replace(back.form.sign_off, sending=sent.form.sign_off.sending))
    assert said(replace(back, form=again)) == said(sent)
    assert back.form.sign_off.sending == 2
    assert book_of(made.content)[INFO]["B11"].value == "0912 345 678"


@pytest.mark.parametrize("state", ["hidden", "visible"])
def test_answers_are_kept_where_the_score_sheet_stands_twice(state: str, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        put("2.5", "answer", "bốn")(book)
        sheet_twice(book)
        book[f"{SCORES} Copy"].sheet_state = state  # type: ignore[assignment]

    content = changed(change)
    made = answered(content, tmp_path)
    back, sent = received(made.content, tmp_path).form, received(content, tmp_path).form
    assert back and sent
    assert {code: row.entry for code, row in back.rows.items()} == {c: r.entry for c, r in sent.rows.items()}
    open_codes = [remark.finding.code for remark in made.feedback.remarks if not remark.restored]
    assert open_codes == (["N02"] if state == "hidden" else ["B09", "N02"])


def test_a_text_that_became_an_error_is_asked_for_again(tmp_path: Path) -> None:
    """Its cell may stay blank, yet nobody takes it for mended."""

    def change(book: Workbook) -> None:
        put("2.3", "summary", "#NAME?")(book)
        book[REPORT]["B6"].value = "#NAME?"

    remarks = answered(changed(change), tmp_path).feedback.remarks
    told = {(r.finding.code, r.finding.place.sheet, r.is_marked, r.finding.is_error) for r in remarks}
    assert told == {("N10", SCORES, True, False), ("N10", REPORT, True, False)}


def test_report_words_that_found_no_heading_are_listed(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book[REPORT]["A6"].value = "Mục khác"
        book[REPORT]["B6"].value = "Ba mô hình mới."
        book[REPORT].insert_rows(6)
        book[REPORT]["B6"].value = "Nói thêm về kết quả."

    made = answered(changed(change), tmp_path)
    texts = [left.text for left in made.feedback.leftovers]
    assert any("Ba mô hình mới." in text for text in texts)
    assert not any("Nói thêm" in text for text in texts)
    assert "Nói thêm" in str(book_of(made.content)[REPORT]["B5"].value)


def test_words_without_a_cell_are_listed(tmp_path: Path) -> None:
    def more(book: Workbook) -> None:
        book.create_sheet("Phụ lục").append(["Danh sách hộ", 12])
        scores(book)["P9"].value = "Ghi chú bên lề"

    for change, words in (
        (second_document, "15/BC-UBND"),
        (row_twice, "2.5 · "),
        (more, "Danh sách hộ"),
        (more, "Ghi chú bên lề"),
        (put("2.3", "text", "Việc khác hẳn"), "Việc khác hẳn"),
    ):
        content = changed(lambda book, change=change: (change(book), put("2.5", "answer", None)(book))[0])  # type: ignore[misc]
        made = answered(content, tmp_path)
        assert [left for left in made.feedback.leftovers if left.text.startswith(words)]
        listed = [cell.value for row in book_of(made.content)[FEEDBACK].iter_rows() for cell in row]
        assert any(str(value).startswith(words) for value in listed)


def test_figures_under_a_title_that_is_gone_or_stands_twice_are_listed(tmp_path: Path) -> None:
    def retitled(book: Workbook) -> None:
        scores(book).cell(row_of(scores(book), "STT"), 5).value = "Kết quả của đơn vị"

    def doubled(book: Workbook) -> None:
        column_twice(book)
        sheet = scores(book)
        sheet.cell(row_of(sheet, "STT"), 17).value = "Số liệu, kết quả"
        sheet.cell(row_of(sheet, "2.5"), 17).value = 7

    made = answered(changed(retitled), tmp_path)
    assert any(" 3 " in left.text and "2.5" in left.text for left in made.feedback.leftovers)
    assert [left.text for left in answered(changed(doubled), tmp_path).feedback.leftovers] == ["7"]


def test_a_sound_form_leaves_nothing_over(tmp_path: Path) -> None:
    for change in (lambda book: None, MOVED["columns-moved__ok"], MOVED["rows-reversed__ok"]):
        content = changed(change)
        form, sent, fresh = received(content, tmp_path).form, open_bytes(content), open_bytes(written())
        assert form and sent.workbook and fresh.workbook
        assert leftovers(form, sent.workbook, fresh.workbook) == ()


def test_the_words_of_a_form_written_before_or_after_a_report_are_not_the_units(tmp_path: Path) -> None:
    """The guide, and a column, say what was reported earlier in the year, where something was."""
    told = {"6-thang": (TaskProgress("1.1", "Đang thực hiện", "Đã ký kế hoạch"),)}
    before, after = written(), written(replace(sound(), earlier=told))
    for content, other in ((before, after), (after, before)):
        form, sent, fresh = received(content, tmp_path).form, open_bytes(content), open_bytes(other)
        assert form and sent.workbook and fresh.workbook
        texts = [left.text for left in leftovers(form, sent.workbook, fresh.workbook)]
        assert not [text for text in texts if "tiến độ" in text or text == "Đã báo cáo"], texts


def test_every_marked_cell_has_a_comment_of_the_office_and_a_colour(tmp_path: Path) -> None:
    content = changed(
        lambda book: (put("2.6", "score", 11)(book), setattr(book["Báo cáo"]["B5"], "value", None))[0]
    )
    made = answered(content, tmp_path)
    book = book_of(made.content)
    office = desk().roster.criteria.office
    for remark in made.feedback.remarks:
        place = remark.finding.place
        comment = book[place.sheet][place.cell].comment
        assert comment is not None
        assert comment.author == office
        assert remark.finding.message in comment.text and remark.finding.remedy in comment.text
        ranges = [str(area.sqref) for area in book[place.sheet].conditional_formatting]
        assert place.cell in ranges
    assert [remark.finding.code for remark in made.feedback.remarks] == ["N04", "R01"]
    links = {cell.hyperlink.location for row in book[FEEDBACK].iter_rows() for cell in row if cell.hyperlink}
    assert links == {f"'{r.finding.place.sheet}'!{r.finding.place.cell}" for r in made.feedback.remarks}


def test_no_text_of_a_unit_becomes_a_formula_or_xml(tmp_path: Path) -> None:
    for words in ("=1+1", "<r><t>x</t></r>", "http://a.vn", '"&A1&"', "dòng 1\ndòng 2"):
        content = written(with_row(sound(), "2.5", explanation=words, entry=Entry({"1": words})))
        made = answered(content, tmp_path)
        back = received(made.content, tmp_path)
        assert errors(back) == ["N02"]
        assert back.form and back.form.rows["2.5"].explanation == " ".join(words.split())


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    content = SHOULD_FAIL[BY_CODE["N02"]]()
    assert answered(content, tmp_path).content == answered(content, tmp_path).content


def test_which_file_is_answered(tmp_path: Path) -> None:
    bad = with_row(
        sound(sending=2), "2.5", explanation="", entry=replace(sound().rows["2.5"].entry, answers={})
    )
    first, second = received(written(), tmp_path, "a.xlsx"), received(written(bad), tmp_path, "b.xlsx")
    both = settle([first, second], {})
    newest = file_to_answer(both)
    assert newest is not None and newest.receipt.file == "b.xlsx" and newest.sending == 2
    assert file_to_answer(settle([first], {})) is None
    assert file_to_answer([]) is None
    other = received(written(with_row(sound(), "2.5", explanation="Khác")), tmp_path, "c.xlsx")
    unclear = file_to_answer(settle([first, other], {}))
    assert unclear is not None and [found.code for found in unclear.findings] == ["D05"]


def test_the_letter_counts_and_says_by_when(tmp_path: Path) -> None:
    ktht = unit("ktht")
    made = answered(SHOULD_FAIL[BY_CODE["K01_K04"]](), tmp_path)
    text = letter(desk(), ktht, "bieu.xlsx", made.feedback)
    assert text.startswith(f"Kính gửi: {ktht.name}\n")
    assert "có 1 lỗi cần sửa, 1 lưu ý." in text
    assert "gửi lại trước ngày 20/11/2026." in text
    made = answered(SHOULD_FAIL[BY_CODE["C04"]](), tmp_path)
    text = letter(desk(), ktht, "bieu.xlsx", made.feedback)
    assert "không bắt buộc gửi lại" in text and "1 chỗ đã được chữa sẵn" in text


def test_a_merged_answer_is_restored_with_its_words(tmp_path: Path) -> None:
    def merged(book: Workbook) -> None:
        unmerge(scores(book))
        row = row_of(scores(book), "2.5")
        scores(book).merge_cells(f"E{row}:F{row}")

    made = answered(changed(merged), tmp_path)
    back = received(made.content, tmp_path)
    assert codes(back) == []
    assert back.form and back.form.rows["2.5"].entry.answers == {"1": Decimal(3)}
