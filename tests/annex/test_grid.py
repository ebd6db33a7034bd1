"""The reader of papers: what stands in a table of Word or Excel, and where."""

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from scoring.annex.numbering import ListCounter, ListLevel
from scoring.annex.opening import open_paper, open_paper_bytes
from scoring.annex.paper import Paper
from scoring.errors import SetError
from tests.annex.papers import excel, word


def read(data: bytes) -> Paper:
    opened = open_paper_bytes(data)
    assert opened.paper, opened.findings
    return opened.paper


def test_a_row_knows_its_place_in_the_words_of_its_program() -> None:
    rows = [["TT", "Nội dung", "Điểm"], ["1", "Kế hoạch", "5"]]
    assert [row.place for row in read(word(rows)).tables[0].rows] == ["Bảng 1, dòng 1", "Bảng 1, dòng 2"]
    assert [row.place for row in read(excel(rows)).tables[0].rows] == ["Sheet1!A1", "Sheet1!A2"]


def test_lines_around_tables_are_kept() -> None:
    paper = read(word([["a"]], [["b"]], around=("I. PHẦN CHUNG", "II. ĐIỂM THƯỞNG", "Nơi nhận:\n- UBND")))
    assert [[line.text for line in table.before] for table in paper.tables] == [
        ["I. PHẦN CHUNG"],
        ["II. ĐIỂM THƯỞNG"],
    ]
    assert [line.text for line in paper.after] == ["Nơi nhận:\n- UBND"]


def test_a_merged_cell_is_told_wherever_it_reaches() -> None:
    def merge(document: Word) -> None:
        table = document.tables[0]
        table.cell(0, 0).merge(table.cell(1, 0))
        table.cell(2, 0).merge(table.cell(2, 1))

    [table] = read(word([["1", "a"], ["", "b"], ["I. CHUNG", ""]], change=merge)).tables
    assert [(c.text, c.part_of) for c in table.rows[1].cells] == [("1", "above"), ("b", "")]
    assert [(c.text, c.part_of) for c in table.rows[2].cells] == [("I. CHUNG", ""), ("I. CHUNG", "left")]

    def merge_cells(book: Workbook) -> None:
        book.active.merge_cells("A1:A2")

    [table] = read(excel([["1", "a"], [None, "b"]], change=merge_cells)).tables
    assert [(c.text, c.own) for c in table.rows[1].cells] == [("1", ""), ("b", "b")]


def test_a_list_of_word_shows_its_numbers() -> None:
    def number(document: Word) -> None:
        for paragraph in (document.tables[0].cell(n, 0).paragraphs[0] for n in range(2)):
            paragraph.style = document.styles["List Number"]
        document.tables[0].cell(2, 0).paragraphs[0].style = document.styles["List Bullet"]

    [table] = read(word([["Kế hoạch"], ["Báo cáo"], ["đúng hạn"]], change=number)).tables
    assert [row.text(0) for row in table.rows] == ["1. Kế hoạch", "2. Báo cáo", "- đúng hạn"]


def test_levels_of_a_list_count_within_each_other() -> None:
    levels = {
        0: ListLevel("upperRoman", "%1."),
        1: ListLevel("decimal", "%2"),
        2: ListLevel("lowerLetter", "%3)"),
    }
    counter = ListCounter(levels)
    depths = [0, 1, 1, 2, 2, 0, 1, 2]
    assert [counter.next(depth) for depth in depths] == ["I.", "1", "2", "a)", "b)", "II.", "1", "a)"]


def test_bold_and_indentation_are_seen() -> None:
    def look(book: Workbook) -> None:
        book.active["A1"].font = Font(bold=True)
        book.active["A2"].alignment = Alignment(indent=2)
        book.active.row_dimensions[2].outlineLevel = 1

    first, second = read(excel([["NHÓM"], ["con"]], change=look)).tables[0].rows
    assert (first.cells[0].bold, second.cells[0].bold) == (True, False)
    assert second.cells[0].indent > first.cells[0].indent
    assert second.outline == 1


def test_numbers_look_as_in_excel_and_days_made_of_numbers_are_told() -> None:
    def look(book: Workbook) -> None:
        book.active["B1"].number_format = "0%"
        book.active["C1"].number_format = "d-mmm"

    [row] = read(excel([[7.5, 0.8, date(2026, 2, 1), date(2026, 11, 30)]], change=look)).tables[0].rows
    assert [cell.text for cell in row.cells] == ["7,5", "80%", "1.2", "30/11/2026"]
    assert "đổi ô này thành ngày" in row.cells[2].doubt


def test_an_old_font_is_converted_and_told() -> None:
    def old(document: Word) -> None:
        for cell in document.tables[0].rows[0].cells:
            for run in cell.paragraphs[0].runs:
                run.font.name = ".VnTime"

    paper = read(word([["KÕ ho¹ch d©n vËn", "§iÓm"]], change=old))
    assert [cell.text for cell in paper.tables[0].rows[0].cells] == ["Kế hoạch dân vận", "Điểm"]
    assert "TCVN3" in paper.told[0]


def test_deleted_text_is_not_read_and_inserted_text_is() -> None:
    def track(document: Word) -> None:
        paragraph = document.tables[0].cell(0, 0).paragraphs[0]._p
        for xml in (
            f'<w:del {nsdecls("w")} w:id="1"><w:r><w:delText>cũ</w:delText></w:r></w:del>',
            f'<w:ins {nsdecls("w")} w:id="2"><w:r><w:t xml:space="preserve"> mới</w:t></w:r></w:ins>',
        ):
            paragraph.append(parse_xml(xml))

    assert read(word([["Điểm"]], change=track)).tables[0].rows[0].text(0) == "Điểm mới"


def test_a_row_that_leaves_out_millions_of_columns_leaves_out_some() -> None:
    def damage(document: Word) -> None:
        properties = document.tables[0].rows[0]._tr.get_or_add_trPr()
        properties.append(parse_xml(f'<w:gridBefore {nsdecls("w")} w:val="9000000"/>'))

    assert len(read(word([["a"]], change=damage)).tables[0].rows[0].cells) == 201


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"%PDF-1.4", "A01"), (b"", "A02"), (b"PK\x03\x04cut", "A02")],
    ids=["A01 a pdf", "A02 nothing", "A02 cut off"],
)
def test_what_is_no_paper_is_refused_with_a_remedy(data: bytes, code: str, tmp_path: Path) -> None:
    [found] = open_paper_bytes(data).findings
    assert found.code == code
    (tmp_path / "phu-luc.docx").write_bytes(data)
    with pytest.raises(SetError, match=r"phu-luc\.docx: .*\.docx"):
        open_paper(tmp_path / "phu-luc.docx")


def test_macros_and_declared_entities_are_refused() -> None:
    declared = "<!DOCTYPE a><a/>"
    for name, content in (
        ("word/vbaProject.bin", b"x"),
        ("word/extra.xml", declared.encode()),
        ("word/extra.xml", declared.encode("utf-16")),
    ):
        stream = BytesIO(word([["a"]]))
        with zipfile.ZipFile(stream, "a") as archive:
            archive.writestr(name, content)
        assert [each.code for each in open_paper_bytes(stream.getvalue()).findings] == ["A02"]
