"""What is remembered of one form says nothing of another, and never more than the bytes say.

Of the hostile files tests/hostile/test_remembered.py says it, in the process that has made them.
"""

import random
import re
import tracemalloc
from collections.abc import Callable
from decimal import Decimal
from functools import cache

import pytest

from scoring.xlsx.cell import plain_cell
from scoring.xlsx.grid import Workbook
from scoring.xlsx.memory import BoundedMemory
from scoring.xlsx.reader import read_workbook
from scoring.xlsx.refused import Refused
from tests.hostile.base import SCORE_SHEET, STRINGS, STYLES, form, parts
from tests.support.memory import without_memory
from tests.xlsx.parts import zipped

SHORT_SHEETS = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet5.xml"
"""Those that are remembered as a whole."""


def said(content: bytes, read: Callable[[bytes], Workbook] = read_workbook) -> object:
    """The whole workbook with the order of its cells, or the refusal."""
    try:
        book = read(content)
    except Refused as refusal:
        return refusal.reason, refusal.args, refusal.allowed
    return book, [list(sheet.cells) for sheet in book.sheets]


def anew(content: bytes) -> object:
    with without_memory():
        return said(content)


@cache
def sound_anew() -> object:
    """What the sound form says without memory: none of the files that are read before can change that."""
    return anew(form())


def changed(name: str, change: Callable[[str], str]) -> bytes:
    text = parts()[name].decode()
    assert change(text) != text
    return zipped({**parts(), name: change(text).encode()})


def cells(content: bytes) -> dict[str, object]:
    book = read_workbook(content)
    assert isinstance(book, Workbook)
    return {f"{sheet.name} {at}": value for sheet in book.sheets for at, value in sheet.cells.items()}


@pytest.mark.parametrize("seed", range(150))
def test_a_spoiled_row_says_the_same_after_a_sound_one(seed: int) -> None:
    chance = random.Random(seed)
    name = chance.choice((SCORE_SHEET, SCORE_SHEET, STRINGS, STYLES, *SHORT_SHEETS))

    def spoil(text: str) -> str:
        at = chance.randrange(text.index("<row") if "<row" in text else 0, len(text))
        put = chance.choice(
            ("9", "<v>", "</v>", "<t>", '"', "<v>1</v>", "&#7873;", "&amp;", ' t="s"', "<>", "</row>")
        )
        spoiled = text[:at] + put + text[at + chance.randrange(6) :]
        return spoiled if spoiled != text else text[:at] + put + text[at:]

    content = changed(name, spoil)
    read_workbook(form())
    assert said(content) == anew(content)
    assert said(form()) == sound_anew()


@pytest.mark.parametrize(
    "value", ["", "7", "1e5", "999999", " 5 ", "x", "&amp;", "&bogus;", "\x01", "9" * 1_500, "#DIV/0!"]
)
@pytest.mark.parametrize("name", SHORT_SHEETS)
def test_a_sheet_known_as_a_whole_says_the_same_with_another_value(name: str, value: str) -> None:
    values = list(re.finditer("<v>([^<]*)</v>", parts()[name].decode()))
    read_workbook(form())
    for each in (values[0], values[len(values) // 2], values[-1]):
        begin, end = each.span(1)
        content = changed(name, lambda text, at=(begin, end): text[: at[0]] + value + text[at[1] :])
        assert said(content) == anew(content)


def test_the_same_rows_with_other_texts_say_these() -> None:
    before = cells(form())
    after = cells(changed(STRINGS, lambda text: text.replace("điểm", "phần")))
    other = {at for at in before if before[at] != after[at]}
    assert other and all("phần" in str(after[at]) for at in other)
    assert cells(form()) == before


def test_the_same_rows_with_other_styles_are_other_values() -> None:
    days = [at for at, value in cells(form()).items() if type(value).__name__ == "date"]
    plain = cells(changed(STYLES, lambda text: text.replace('"dd/mm/yyyy"', '"0"')))
    assert days and all(isinstance(plain[at], Decimal) for at in days)
    assert type(cells(form())[days[0]]).__name__ == "date"


def test_a_memory_holds_no_more_than_it_may() -> None:
    memory: BoundedMemory[bytes, int] = BoundedMemory(20_000)
    for number in range(10_000):
        memory.keep(b"%d" % number, number, 1)
        assert memory.get(b"0") == 0, "what is asked for again and again stays"
    assert sum(memory.get(b"%d" % number) is not None for number in range(10_000)) <= 20_000 // 250
    memory.keep(b"huge", 1, 12_000)
    assert memory.get(b"huge") is None


def test_without_memory_nothing_is_kept_or_found() -> None:
    memory: BoundedMemory[bytes, int] = BoundedMemory(1_000)
    memory.keep(b"a", 1, 1)
    with without_memory():
        memory.keep(b"b", 2, 1)
        assert memory.get(b"a") is None
    assert (memory.get(b"a"), memory.get(b"b")) == (1, None)


def test_cells_that_differ_in_long_texts_do_not_fill_the_memory() -> None:
    tracemalloc.start()
    try:
        for number in range(1_500):
            cell = plain_cell(f' r="A1" t="str"><v>{"ế" * 8_000}{number}</v></c>')
            assert cell and cell.meaning == "ế" * 8_000 + str(number)
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 16 << 20


def test_a_cell_is_read_once_where_it_stands_again() -> None:
    piece = ' r="B7" s="3"><f>A1+1</f><v>2</v></c>'
    assert plain_cell(piece) is plain_cell(piece)
