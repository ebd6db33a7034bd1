"""Workbooks above the number of units up to which they compute: values, sources apart, tables in parts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scoring.criteria.units import Roster
from scoring.reports import limits
from scoring.reports.consolidated import write_sources
from scoring.reports.consolidated.parts import INDEX
from scoring.reports.consolidated.plan import (
    GROUPS,
    OVERVIEW,
    RANKING,
    SOURCES,
    SUBMISSION,
    make_plan,
)
from scoring.reports.limits import is_live
from scoring.sheets.bulk import BulkWorksheet
from scoring.standing.run import Consolidation
from tests.reports.runs import judged, typical
from tests.reports.workbooks import differences, opened, written
from tools.libreoffice import LibreOffice

APPEARANCE = ("font", "fill", "border", "alignment", "number_format")


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workbooks compute up to two units only."""
    monkeypatch.setattr(limits, "LIVE_UNITS", 2)


@pytest.fixture
def values(few: None, run: Consolidation, tmp_path: Path) -> Path:
    return written(run, tmp_path / "tong-hop.xlsx")


def formulas(path: Path) -> list[str]:
    return [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in opened(path, values=False)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def test_the_threshold_counts_units_with_points(run: Consolidation, monkeypatch: pytest.MonkeyPatch) -> None:
    scored = sum(result.card is not None for result in run.results.units)
    monkeypatch.setattr(limits, "LIVE_UNITS", scored)
    assert is_live(run)
    monkeypatch.setattr(limits, "LIVE_UNITS", scored - 1)
    assert not is_live(run)


def test_live_up_to_the_threshold_values_above(workbook: Path, values: Path) -> None:
    assert len(formulas(workbook)) > 500
    assert formulas(values) == []


def test_values_are_the_engines(values: Path, run: Consolidation) -> None:
    assert differences(values, run) == []


@pytest.mark.parametrize("make", [typical, judged])
def test_values_are_what_the_live_workbook_shows(
    mini: Roster, make: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = make(mini)
    live = opened(written(run, tmp_path / "live.xlsx"), values=True)
    monkeypatch.setattr(limits, "LIVE_UNITS", 2)
    dead = opened(written(run, tmp_path / "values.xlsx"), values=True)
    assert dead.sheetnames == [name for name in live.sheetnames if name != SOURCES] + [INDEX]
    said = []
    for sheet in dead.worksheets[:-1]:
        for row in sheet.iter_rows():
            for cell in row:
                other = live[sheet.title][cell.coordinate]
                if cell.value != other.value:
                    said.append(str(cell.value))
                assert same_look(cell, other), f"{sheet.title}!{cell.coordinate}"
    apart = [
        text for text in said if "giá trị thay cho công thức" not in text and not text.startswith("dòng ")
    ]
    assert apart == [text for text in apart if limits.SOURCES_FILE in text]


def same_look(cell: Any, other: Any) -> bool:
    """Whether two cells look the same, but for the link to Nguồn điểm, which is another workbook's."""
    if str(cell.value).startswith("dòng "):
        return True
    return all(repr(getattr(cell, name)) == repr(getattr(other, name)) for name in APPEARANCE)


def test_it_says_so_where_formulas_used_to_be(values: Path) -> None:
    told = limits.values_words()
    book = opened(values, values=True)
    for sheet in book:
        if sheet.title in (OVERVIEW, RANKING, GROUPS) or sheet.title.startswith("Chi tiết"):
            assert any(told in str(cell.value) for row in sheet.iter_rows() for cell in row), sheet.title
    texts = [str(cell.value) for row in book[OVERVIEW].iter_rows() for cell in row]
    assert any(limits.SOURCES_FILE in text for text in texts)


def test_live_workbooks_say_nothing_of_values(workbook: Path) -> None:
    for sheet in opened(workbook, values=True):
        assert not any("giá trị thay cho" in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_sources_apart_are_those_of_the_live_workbook(
    workbook: Path, run: Consolidation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LIVE_UNITS", 2)
    path = tmp_path / limits.SOURCES_FILE
    with path.open("wb") as stream:
        write_sources(stream, run)
    found = opened(path, values=True)
    assert found.sheetnames == [SOURCES, INDEX]
    assert list(found[SOURCES].values) == list(opened(workbook, values=True)[SOURCES].values)


def test_every_unit_is_told_where_its_sources_stand(
    few: None, values: Path, run: Consolidation, tmp_path: Path
) -> None:
    path = tmp_path / limits.SOURCES_FILE
    with path.open("wb") as stream:
        write_sources(stream, run)
    book, sources, plan = opened(values, values=True), opened(path, values=True), make_plan(run)
    for detail in plan.details.values():
        for result in detail.units:
            told = book[detail.sheet].cell(7, detail.column(result.unit) + 1).value
            assert sources[SOURCES].cell(int(told.removeprefix("dòng ")), 2).value == run.name(result.unit)


def test_libreoffice_reads_the_same_values(values: Path, libreoffice: LibreOffice, tmp_path: Path) -> None:
    again = libreoffice.recalculated([values], tmp_path / "again")[0]
    ours, theirs = opened(values, values=True), opened(again, values=True)
    for sheet in ours:
        assert list(rows(sheet)) == list(rows(theirs[sheet.title])), sheet.title


def rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """The rows without the empty cells at their ends, which LibreOffice leaves out."""
    for row in sheet.values:
        kept = list(row)
        while kept and kept[-1] is None:
            kept.pop()
        yield tuple(kept)


def test_same_inputs_same_bytes(values: Path, run: Consolidation, tmp_path: Path) -> None:
    assert written(run, tmp_path / "again.xlsx").read_bytes() == values.read_bytes()


def test_many_units_stand_on_several_detail_sheets(
    few: None, run: Consolidation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {block: detail.units for block, detail in make_plan(run).details.items()}
    monkeypatch.setattr(limits, "COLUMNS", 7)  # three of them for the criterion, its text and its maximum
    path = written(run, tmp_path / "parts.xlsx")
    plan, book = make_plan(run), opened(path, values=True)
    for block, units in whole.items():
        parts = [detail for detail in plan.details.values() if detail.block.code == block]
        assert len(parts) == -(-len(units) // 4)
        assert [result.unit for part in parts for result in part.units] == [result.unit for result in units]
        for part in parts:
            names = [book[part.sheet].cell(5, 4 + n).value for n in range(len(part.units))]
            assert names == [run.name(result.unit) for result in part.units]
    index = {row[0]: row[1:] for row in book[INDEX].iter_rows(min_row=5, max_col=4, values_only=True)}
    for detail in plan.details.values():
        first, last = (run.name(detail.units[n].unit) for n in (0, -1))
        assert index[detail.sheet] == (len(detail.units), first, last)
    assert differences(path, run) == []


def test_long_tables_go_on_over_sheets(
    few: None, run: Consolidation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = opened(written(run, tmp_path / "whole.xlsx"), values=True)
    monkeypatch.setattr(limits, "ROWS", 14)
    book = opened(written(run, tmp_path / "parts.xlsx"), values=True)
    index = {row[0]: row[1] for row in book[INDEX].iter_rows(min_row=5, max_col=2, values_only=True)}
    for name, top in ((RANKING, 11), (GROUPS, 7), (SUBMISSION, 5)):
        parts = [sheet for sheet in book if sheet.title == name or sheet.title.startswith(f"{name} (")]
        assert len(parts) > 1, name
        found = [list(sheet.values)[top - 1 : top - 1 + index[sheet.title]] for sheet in parts]
        count = sum(map(len, found))
        assert [row for part in found for row in part] == list(whole[name].values)[top - 1 : top - 1 + count]
        assert count == next(row[1] for row in whole[INDEX].values if row[0] == name)


def test_links_lead_to_the_sheet_the_unit_stands_on(
    few: None, run: Consolidation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ROWS", 14)
    book = opened(written(run, tmp_path / "parts.xlsx"), values=False)
    links = 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink and cell.hyperlink.location and sheet.title.startswith("Chi tiết"):
                    name, address = cell.hyperlink.location.rsplit("!", 1)
                    unit = sheet.cell(5, cell.column).value
                    target = book[name.strip("'")][address.replace("$", "")]
                    assert target.parent.cell(target.row, 2).value == unit
                    links += 1
    assert links > 4


def test_a_row_that_is_written_cannot_be_written_to() -> None:
    sheet = BulkWorksheet()
    sheet.name = RANKING
    for row in range(12):
        sheet.set_row(row, 20)
    with pytest.raises(ValueError, match=r"row 0"):
        sheet.set_row(0, 20)
