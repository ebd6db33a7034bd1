"""The papers of odd years: one unit, one class, nobody; every sentence is one, no table is empty."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from scoring.criteria.loader import load_roster
from scoring.criteria.units import Roster, Unit
from scoring.register import Action
from scoring.reports.documents import TEMPLATES, fields
from scoring.reports.documents.punctual import periods
from scoring.reports.documents.render import render
from scoring.standing.run import Consolidation
from tests.reports.documents.papers import everything, lines, opened, shipped
from tests.reports.documents.test_on_paper import VIET_HOA
from tests.reports.runs import Lines, consolidate, form, receipt, under

LONG = "Trung tâm Dịch vụ sự nghiệp công và Phát triển quỹ đất khu vực số 1"


@pytest.fixture(scope="module")
def whole() -> Roster:
    return load_roster(VIET_HOA)


def run_of(roster: Roster, units: Sequence[Unit], *, sent: bool = True) -> Consolidation:
    some = Roster(roster.criteria, tuple(units))
    forms = tuple(receipt(form(some, unit, 5)) for unit in some.evaluated) if sent else ()
    return consolidate(some, forms)


def papers(run: Consolidation) -> dict[str, bytes]:
    """Decision, reports and the list of late units."""
    shared = fields(run)
    return {name: render(name, shipped()[name], shared) for name in TEMPLATES[:-1]}


def said(papers: dict[str, bytes]) -> str:
    return "\n".join(line for paper in papers.values() for line in lines(paper))


def empty_tables(papers: dict[str, bytes]) -> list[str]:
    """Tables of which only the titles are left."""
    tables = [(name, table) for name, paper in papers.items() for table in opened(paper).tables]
    return [name for name, table in tables if len(table.rows) == 1 and len(table.columns) > 2]


def test_one_unit_is_one_unit_with_its_class(whole: Roster) -> None:
    made = papers(run_of(whole, whole.evaluated[:1]))
    words = said(made)
    assert "(có Phụ lục kèm theo): 1 đơn vị được xếp loại Khá." in words
    assert "Có 1 đơn vị thuộc diện đánh giá; 1 đơn vị được xếp loại Khá (100%); không có" in words
    assert not empty_tables(made)


def test_where_nobody_reported_no_table_is_empty(whole: Roster) -> None:
    made = papers(run_of(whole, whole.evaluated[:4], sent=False))
    words = said(made)
    assert not empty_tables(made)
    assert "Có 4 đơn vị thuộc diện đánh giá; chưa có đơn vị được xếp loại; 4 đơn vị chưa xếp loại." in words
    assert "Chưa có đơn vị được chấm điểm." in words
    assert "làm tròn" not in words  # there is no share that was rounded


def test_a_quotation_within_a_quotation_has_marks_of_its_own(whole: Roster) -> None:
    assert not re.search("“[^”]*“", said(papers(run_of(whole, whole.evaluated[:4]))))


def test_a_long_name_is_printed_whole(whole: Roster) -> None:
    unit = whole.evaluated[0]
    named = [Unit(code=unit.code, name=LONG, kind=unit.kind), *whole.evaluated[1:3]]
    assert all(LONG in everything(paper) for paper in list(papers(run_of(whole, named)).values())[:1])


@pytest.mark.parametrize(
    ("units", "day", "words"),
    [
        (1, "2026-06-08", "1 đơn vị phải báo cáo, nộp đúng hạn."),
        (2, "2026-06-08", "2 đơn vị phải báo cáo, đều nộp đúng hạn."),
        (2, "2026-06-12", "2 đơn vị phải báo cáo, đều nộp chậm."),
    ],
)
def test_who_reported_alike_is_said_together(whole: Roster, units: int, day: str, words: str) -> None:
    run, book = run_of(whole, whole.evaluated[:units]), Lines()
    for unit in run.roster.evaluated:
        book.add(Action.ARRIVED, unit.code, values={"day": day}, reason="Sổ văn thư")
        draft = book.records[-1].draft
        book.records[-1] = replace(book.records[-1], draft=replace(draft, period="6-thang"))
    [first, *_] = periods(under(run, book))
    assert first["cau"] == words
