"""The sound form that every hostile file starts from, and the tools that spoil it."""

from collections.abc import Callable
from functools import cache

from tests.intake.forms import (
    COLUMN,
    row_of,
    scores,
    written,
)
from tests.xlsx.parts import Parts, parts_of, zipped

Make = Callable[[], bytes]
"""Makes a file. Names in the tables end in the codes that must be found, all of them, or in ``ok``."""

SCORE_SHEET = "xl/worksheets/sheet3.xml"
WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
THEME = "xl/theme/theme1.xml"
TYPES = "[Content_Types].xml"


@cache
def form() -> bytes:
    return written()


def parts() -> Parts:
    """The parts of the sound form, to be changed at will."""
    return dict(_parts())


@cache
def _parts() -> Parts:
    return parts_of(form())


def with_part(name: str, content: bytes | str) -> bytes:
    return zipped({**parts(), name: content.encode() if isinstance(content, str) else content})


def without_part(name: str) -> bytes:
    return zipped({key: content for key, content in parts().items() if key != name})


def replaced(name: str, *changes: tuple[str, str]) -> bytes:
    """One part with texts replaced once; each has to be there."""
    text = parts()[name].decode()
    for old, new in changes:
        assert old in text, (name, old)
        text = text.replace(old, new, 1)
    return with_part(name, text)


@cache
def address(code: str, key: str) -> str:
    """The cell of the score sheet that holds this part of this row."""
    from io import BytesIO

    from openpyxl import load_workbook

    sheet = scores(load_workbook(BytesIO(form())))
    return sheet.cell(row_of(sheet, code), COLUMN[key]).coordinate


def cell_xml(at: str) -> str:
    """The XML of a cell of the score sheet as the form has it."""
    import re

    found = re.search(rf'<c r="{at}"(?: [^>]*)?(?:/>|>.*?</c>)', parts()[SCORE_SHEET].decode())
    assert found, at
    return found[0]


OWN = "own"
"""The style that the form gives the cell."""


def cell(inside: str, kind: str = "", code: str = "2.5", key: str = "answer", style: str = "") -> bytes:
    """The form with one answer cell written by hand; 2.5 asks for a number."""
    at = address(code, key)
    if style == OWN:
        style = cell_xml(at).split(' s="')[1].partition('"')[0]
    attributes = (f' t="{kind}"' if kind else "") + (f' s="{style}"' if style else "")
    return replaced(SCORE_SHEET, (cell_xml(at), f'<c r="{at}"{attributes}>{inside}</c>'))


def extra_rows(rows: str) -> bytes:
    """The form with rows after the last of its score sheet."""
    return replaced(SCORE_SHEET, ("</sheetData>", f"{rows}</sheetData>"))


def after_sheet(xml: str) -> bytes:
    """The form with an element at the end of its score sheet."""
    return replaced(SCORE_SHEET, ("</worksheet>", f"{xml}</worksheet>"))


def many(count: int, element: str, start: int = 1) -> str:
    """The element so many times, ``{n}`` counting."""
    return "".join(element.replace("{n}", str(n)) for n in range(start, start + count))
