"""Layout of NĐ 30/2020/NĐ-CP, Phụ lục I: appendices, signatures, recipients, grounds."""

import re
from typing import Any

import pytest
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from scoring.reports.documents import TEMPLATES
from scoring.reports.grounds import rank
from tests.reports.documents.papers import (
    everything,
    lines,
    opened,
    shipped,
)

DECISION, WARD, CITY, LATE, NOTICE = TEMPLATES
SIGNED = (DECISION, WARD, CITY, NOTICE)


def appendices(word: Word) -> list[list[Paragraph]]:
    """The three paragraphs at the head of each appendix."""
    paragraphs = word.paragraphs
    return [paragraphs[n : n + 3] for n, p in enumerate(paragraphs) if p.text.startswith("Phụ lục")]


@pytest.mark.parametrize(
    ("name", "numbers"),
    [(DECISION, ["Phụ lục"]), (WARD, ["Phụ lục I", "Phụ lục II"]), (CITY, ["Phụ lục I", "Phụ lục II"])],
)
def test_every_appendix_has_its_head(name: str, numbers: list[str]) -> None:
    found = appendices(opened(shipped()[name]))
    assert [number.text for number, _, _ in found] == numbers
    for number, about, of in found:
        assert all(p.alignment == 1 for p in (number, about, of))
        assert all(run.bold and run.font.size and run.font.size.pt == 14 for run in number.runs)
        assert re.sub(r"{{.*?}}", "", about.text).isupper() and all(run.bold for run in about.runs)
        assert of.text.startswith("(Kèm theo ") and " số " in of.text and " ngày " in of.text
        assert all(run.italic for run in of.runs)


@pytest.mark.parametrize("name", [DECISION, WARD, CITY])
def test_pages_of_each_appendix_are_numbered_from_1(name: str) -> None:
    word = opened(shipped()[name])
    first, *others = word.sections
    assert first._sectPr.find(qn("w:pgNumType")) is None
    assert len(others) == len(appendices(word))
    for section in others:
        numbers: Any = section._sectPr.find(qn("w:pgNumType"))
        assert numbers.get(qn("w:start")) == "1"
        assert section.different_first_page_header_footer  # the first page shows none
        assert "PAGE" in section.header._element.xml and "PAGE" not in section.first_page_header._element.xml


@pytest.mark.parametrize("name", SIGNED)
def test_a_signature_never_stands_alone_on_a_page(name: str) -> None:
    word = opened(shipped()[name])
    [block] = [t for t in word.tables if "Nơi nhận:" in t.rows[0].cells[0].text]
    assert "w:cantSplit" in block.rows[0]._tr.xml
    above: list[Any] = list(block._tbl.itersiblings(preceding=True))[:2]
    spacer, last = (Paragraph(each, word._body) for each in above)
    assert spacer.paragraph_format.keep_with_next and last.paragraph_format.keep_with_next
    assert last.text.endswith("./.")


def test_a_notice_names_its_unit_among_the_recipients_only() -> None:
    text = everything(shipped()[NOTICE])
    assert "Kính gửi" not in text and "Như trên" not in text
    assert "- {{ don_vi }};" in text


def test_the_list_of_late_units_goes_with_the_report() -> None:
    text = everything(shipped()[LATE])
    assert "Số:" not in text and "DS-" not in text and "Nơi nhận" not in text
    assert "(Kèm theo Báo cáo số        /BC-{{ phong_ky_hieu }} ngày" in text
    assert lines(shipped()[LATE])[0] == "Phụ lục III"
    assert any("Về chế độ báo cáo (Phụ lục III):" in each for each in lines(shipped()[WARD]))


@pytest.mark.parametrize("name", SIGNED)
def test_the_year_does_not_stand_alone_on_the_second_line_of_a_heading(name: str) -> None:
    about = next(text for text in lines(shipped()[name]) if "{{ danh_gia }}" in text)
    assert about.endswith("\u00a0năm\u00a0{{ nam }}")


def test_grounds_stand_by_rank() -> None:
    ranked = [
        "Luật Thực hiện dân chủ ở cơ sở",
        "Nghị định số 59/2023/NĐ-CP",
        "Nghị quyết số 82/NQ-HĐND",
        "Quyết định số 371/QĐ-UBND",
        "Kế hoạch của UBND phường",
        "Công văn số 491/SNV-XDCQ&CTTN",
    ]
    assert [rank(title) for title in ranked] == sorted({rank(title) for title in ranked})
    assert rank("Chỉ thị số 33/CT-TTg") == rank(ranked[2])  # of one rank, they stand as the set has them
    assert rank("Bản ghi nhớ") > rank("Kế hoạch số 5") and rank("Bản ghi nhớ") < rank("Công văn 491")


@pytest.mark.parametrize("name", [WARD, CITY])
def test_the_parts_of_a_report_are_numbered_without_a_gap(name: str) -> None:
    bold = [p for p in opened(shipped()[name]).paragraphs if p.runs and all(r.bold for r in p.runs)]
    headings = [p.text for p in bold if p.paragraph_format.keep_with_next and p.alignment == 0]
    parts = [text.partition(". ")[0] for text in headings]
    assert [part for part in parts if part.isupper()] == ["I", "II", "III", "IV", "V", "VI"]
    assert all(part.isupper() or part in ("1", "2", "{{ n.stt }}") for part in parts), parts


def test_a_notice_and_a_decision_say_on_what_they_rest() -> None:
    paper = everything(shipped()[NOTICE])
    assert "Căn cứ Quyết định số" in paper and "của {{ co_quan }} về việc công nhận kết quả xếp loại" in paper
    report = next(text for text in lines(shipped()[DECISION]) if text.startswith("Theo đề nghị"))
    assert re.search(r"Báo cáo số +/BC-\{\{ phong_ky_hieu }} ngày +tháng +năm \{\{ nam }}\.$", report)
