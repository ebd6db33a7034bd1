"""The whole run on a folder with the good forms and everything hostile: nothing is lost, nothing leaks."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from scoring.intake.layout import INFO, INFO_UNIT, SCORES
from scoring.intake.model import Outcome, Receipt
from scoring.pipeline.consolidation import Consolidated, consolidate
from tests.hostile.everything import HOSTILE
from tests.intake.forms import changed, put
from tests.support.offices import example_office, mini_office
from tests.workbooks.should_fail import info
from tests.xlsx.parts import parts_of

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")


def results(done: Consolidated) -> object:
    return done.consolidation.results


def of_good(done: Consolidated, hostile: set[str]) -> list[Receipt]:
    return [r for r in done.consolidation.receipts if r.file not in hostile]


def test_good_forms_count_the_same_beside_everything_hostile(tmp_path: Path) -> None:
    here = replace(example_office(tmp_path, None), use_cache=False)  # read beside the hostile, not before
    alone = consolidate(here)
    for name, make in HOSTILE.items():
        (here.inbox / f"{name}.xlsx").write_bytes(make())
    hostile = {f"{name}.xlsx" for name in HOSTILE}
    beside = consolidate(here)
    assert results(beside) == results(alone)
    assert of_good(beside, hostile) == list(alone.consolidation.receipts)
    receipts = beside.consolidation.receipts
    named = Counter(r.file for r in receipts)
    assert set(named.values()) == {1}
    assert hostile <= set(named)
    counts = Counter(r.outcome for r in receipts)
    assert counts.total() == len(list(here.inbox.iterdir()))
    told = {r.file for r in receipts if r.file in hostile and r.outcome is Outcome.REJECTED and r.findings}
    assert told == hostile, "made for another set: not one of them may count"
    log = [row for sheet in load_workbook(beside.workbook) for row in sheet.iter_rows(values_only=True)]
    assert all(any(name in row for row in log) for name in hostile)


POISON = [
    '=HYPERLINK("http://192.0.2.1/","bấm")',
    "=cmd|'/C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "{=1+1}",
    "http://192.0.2.1/x",
    "mailto:a@b.c",
    "file:///etc/hostname",
    "internal:Sheet1!A1",
    "_xD800_",
    "_x0000_ _x001B_[31m",
    "<r>x</r>",
    "]]></t><t>",
    "\u202eđảo",
    "a" * 32_767,
]


def poison(text: str) -> bytes:
    def change(book: Workbook) -> None:
        for key in ("number", "summary", "explanation"):
            put("2.3", key, text)(book)
        put("2.5", "answer", text)(book)
        info("Người lập biểu", text)(book)
        info(INFO_UNIT, text)(book)
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value == text:
                        cell.data_type = "s"

    return changed(change)


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Consolidated:
    """Forms of the mini set with every poison in every cell of words, and in the names of files."""
    root = tmp_path_factory.mktemp("poisoned")
    here = mini_office(root)
    here.inbox.mkdir(parents=True)
    for number, text in enumerate(POISON):
        (here.inbox / f"{number:02}.xlsx").write_bytes(poison(text))
    for name in ("=1+1.xlsx", "@SUM(A1).xlsx", "http:⁄⁄x.xlsx", "+cmd.xlsx"):
        (here.inbox / name).write_bytes(b"")
    return consolidate(here)


def test_no_formula_and_no_link_comes_from_a_unit(poisoned: Consolidated) -> None:
    book = load_workbook(poisoned.workbook)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert "192.0.2.1" not in str(cell.value)
                    assert "cmd" not in str(cell.value)
                    assert "1+1" not in str(cell.value)
                if cell.hyperlink:
                    assert not cell.hyperlink.target, (sheet.title, cell.coordinate)
    for name, content in parts_of(poisoned.workbook.read_bytes()).items():
        assert b'TargetMode="External"' not in content, name
        assert b"DROP" not in content
    texts = {c.value for s in book.worksheets for r in s.iter_rows() for c in r if c.data_type == "s"}
    assert {"=1+1.xlsx", "@SUM(A1).xlsx", "+cmd.xlsx"} <= texts


def test_the_words_are_still_there_as_text(poisoned: Consolidated) -> None:
    told = [r for r in poisoned.consolidation.receipts if r.form]
    kept = {r.form.rows["2.3"].explanation for r in told if r.form}
    assert {"+1+1", "http://192.0.2.1/x", '=HYPERLINK("http://192.0.2.1/","bấm")'} <= kept
    assert SCORES in {f.place.sheet for r in told for f in r.findings}
    assert INFO in {f.place.sheet for r in told for f in r.findings}


def test_the_json_is_whole_and_clean(poisoned: Consolidated) -> None:
    text = poisoned.data.read_bytes().decode("utf-8")
    read = json.loads(text, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))
    assert read
    assert "\x1b" not in text
    assert "\\u001b" not in text
    assert "\\ud800" not in text.lower()
