"""A decision of the shipped set stands on one page, its appendix begins the next."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

from docx import Document

from scoring.criteria.loader import load_roster
from scoring.criteria.schema import Decision
from scoring.criteria.units import Roster
from scoring.reports.documents import TEMPLATES, fields, notice_fields
from scoring.reports.documents.render import render
from tests.reports.documents.papers import shipped
from tests.reports.runs import consolidate, form, judged, receipt
from tools.libreoffice import LibreOffice

VIET_HOA = Path(__file__).parents[3] / "criteria" / "viet-hoa-2026"
MINI = Path(__file__).parents[2] / "sets" / "mini"
UNITS = 3  # few enough for an appendix of one page


def test_a_decision_without_special_cases_stands_on_one_page(
    libreoffice: LibreOffice, tmp_path: Path
) -> None:
    whole = load_roster(VIET_HOA)
    decided = {"status": "issued", "decision": Decision(number="45/QĐ-UBND", date=date(2026, 3, 12))}
    roster = Roster(whole.criteria.model_copy(update=decided), whole.units[:UNITS])
    run = consolidate(roster, tuple(receipt(form(roster, unit, 5)) for unit in roster.evaluated))
    assert not fields(run)["quyet_dinh_loai"]
    paper = tmp_path / "quyet-dinh.docx"
    paper.write_bytes(render(TEMPLATES[0], shipped()[TEMPLATES[0]], fields(run)))
    [pdf] = libreoffice.as_pdf([paper], tmp_path)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes())) == 2


def test_a_notice_with_changed_criteria_stands_on_one_page(libreoffice: LibreOffice, tmp_path: Path) -> None:
    run = judged(load_roster(MINI), "verified")
    own = notice_fields(run)["p0"]
    assert own["chenh_lech"] and own["co_quan_cham"]
    paper = tmp_path / "thong-bao.docx"
    paper.write_bytes(render(TEMPLATES[-1], shipped()[TEMPLATES[-1]], own))
    [pdf] = libreoffice.as_pdf([paper], tmp_path)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes())) == 1


def test_the_name_of_a_group_is_printed_with_its_first_row() -> None:
    """No page of an appendix ends with a heading."""
    for name in ("bao-cao-ubnd-phuong.docx", "bao-cao-ubnd-thanh-pho.docx"):
        paper = Document(BytesIO(shipped()[name]))
        rows = [row for table in paper.tables for row in table.rows]
        for field in ("{{ n.ten }}", "{{ g.ten }}"):
            [row] = [row for row in rows if field in row.cells[1].text]
            assert all(line.paragraph_format.keep_with_next for cell in row.cells for line in cell.paragraphs)
