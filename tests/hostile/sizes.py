"""Workbooks that are small to send and huge to read, or that lie about where their cells are."""

import re

from tests.hostile.base import (
    RELATIONS,
    SCORE_SHEET,
    STRINGS,
    STYLES,
    WORKBOOK,
    Make,
    address,
    after_sheet,
    cell,
    extra_rows,
    many,
    parts,
    replaced,
    with_part,
)
from tests.xlsx.parts import zipped

LAST = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def one_long_string_everywhere() -> bytes:
    """32,767 letters, once; 20,000 cells that show them."""
    text = parts()[STRINGS].decode().replace("</sst>", f"<si><t>{'a' * 32_767}</t></si></sst>")
    count = text.count("<si>") - 1
    rows = many(20_000, f'<row r="{{n}}"><c r="A{{n}}" t="s"><v>{count}</v></c></row>', 100)
    sheet = parts()[SCORE_SHEET].decode().replace("</sheetData>", f"{rows}</sheetData>")
    return zipped({**parts(), STRINGS: text.encode(), SCORE_SHEET: sheet.encode()})


def just_below() -> bytes:
    """The dearest file that is let through."""
    text = "<is><t>chữ số {n}</t></is>"
    row = f'<row r="{{n}}"><c r="A{{n}}"/>{"<c/>" * 9}<c t="inlineStr">{text}</c></row>'
    sheet = parts()[SCORE_SHEET].decode().replace("</sheetData>", many(28_000, row, 100) + "</sheetData>")
    merged = many(1_900, '<mergeCell ref="X{n}:Y{n}"/>', 100)
    assert "<mergeCells" in sheet
    return with_part(SCORE_SHEET, sheet.replace("</mergeCells>", merged + "</mergeCells>"))


def thousands_of_sheets() -> bytes:
    extra = many(5000, '<sheet name="Trang {n}" sheetId="{n}" r:id="rId3"/>', 100)
    return replaced(WORKBOOK, ("</sheets>", f"{extra}</sheets>"))


def sheet_named(name: str) -> bytes:
    """The form with another sheet, empty, under this name."""
    relation = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/worksheet" Target="worksheets/sheet99.xml"/></Relationships>'
    )
    related = parts()[RELATIONS].decode().replace("</Relationships>", relation)
    listed = f'<sheet name="{name}" sheetId="99" r:id="rId99"/></sheets>'
    workbook = parts()[WORKBOOK].decode().replace("</sheets>", listed)
    empty = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
    return zipped(
        {
            **parts(),
            RELATIONS: related.encode(),
            WORKBOOK: workbook.encode(),
            "xl/worksheets/sheet99.xml": empty.encode(),
        }
    )


def merges(count: int) -> bytes:
    return after_sheet("<mergeCells>" + many(count, '<mergeCell ref="A{n}:B{n}"/>', 100) + "</mergeCells>")


def dimension(reference: str) -> Make:
    return lambda: replaced(SCORE_SHEET, (_dimension(), f'<dimension ref="{reference}"/>'))


def without_dimension() -> bytes:
    return replaced(SCORE_SHEET, (_dimension(), ""))


def _dimension() -> str:
    [found] = re.findall('<dimension ref="A1:[A-Z]+[0-9]+"/>', parts()[SCORE_SHEET].decode())
    return found


def rows_reversed() -> bytes:
    text = parts()[SCORE_SHEET].decode()
    rows = re.findall(r"<row .*?</row>", text)
    return with_part(SCORE_SHEET, text.replace("".join(rows), "".join(reversed(rows))))


def row_again() -> bytes:
    """The row of an answer a second time, with another answer."""
    return extra_rows(f'<row r="24"><c r="{address("2.5", "answer")}"><v>9</v></c></row>')


SIZES: dict[str, Make] = {
    "value-in-the-last-cell__T05": lambda: extra_rows(LAST),
    "value-in-the-last-column__T05": lambda: extra_rows('<row r="99"><c r="XFD99"><v>1</v></c></row>'),
    "empty-text-in-the-last-cell__T05": lambda: extra_rows(
        '<row r="1048576"><c r="XFD1048576" t="str"><v></v></c></row>'
    ),
    "shared-empty-text-in-the-last-cell__T05": lambda: extra_rows(
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t/></is></c></row>'
    ),
    "beyond-the-last-row__T10": lambda: extra_rows(
        '<row r="4294967297"><c r="A4294967297"><v>1</v></c></row>'
    ),
    "beyond-the-last-column__T05": lambda: extra_rows('<row r="99"><c r="ZZZ99"><v>1</v></c></row>'),
    "row-of-ten-digits__T10": lambda: extra_rows('<row r="9999999999"/>'),
    "row-zero__T10": lambda: extra_rows('<row r="0"/>'),
    "row-below-zero__T10": lambda: extra_rows('<row r="-5"/>'),
    "row-that-is-no-number__T10": lambda: extra_rows('<row r="1_00"><c r="A100"><v>1</v></c></row>'),
    "address-below-zero__T10": lambda: extra_rows('<row r="99"><c r="A0"><v>1</v></c></row>'),
    "scattered__ok": lambda: extra_rows(many(490, '<row r="{n}00"><c r="SA{n}00"><v>1</v></c></row>')),
    "last-formatted-cell-empty__ok": lambda: extra_rows('<row r="1048576"><c r="XFD1048576" s="1"/></row>'),
    "million-empty-rows__T05": lambda: extra_rows(many(1_000_000, '<row r="{n}" s="1"/>', 100)),
    "empty-cells-by-the-thousand__T05": lambda: extra_rows(
        many(210_000, '<row r="{n}"><c r="A{n}" s="1"/></row>', 100)
    ),
    "million-strings__T05": lambda: replaced(STRINGS, ("</sst>", "<si><t>a</t></si>" * 1_000_000 + "</sst>")),
    "million-styles__T05": lambda: replaced(
        STYLES, ("</cellXfs>", '<xf numFmtId="0"/>' * 1_000_000 + "</cellXfs>")
    ),
    "merges-by-the-thousand__T05": lambda: merges(100_000),
    "relations-by-the-thousand__T05": lambda: replaced(
        RELATIONS,
        ("</Relationships>", many(100_000, '<Relationship Id="x{n}" Target="a{n}"/>') + "</Relationships>"),
    ),
    "million-names__T05": lambda: replaced(
        WORKBOOK, ("</definedNames>", '<definedName name="a">1</definedName>' * 1_000_000 + "</definedNames>")
    ),
    "quarter-million-values__T05": lambda: extra_rows(
        many(25_000, '<row r="{n}">' + "<c><v>1</v></c>" * 10 + "</row>", 100)
    ),
    "hundred-thousand-texts__T05": lambda: extra_rows(
        many(40_000, '<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>chữ {n}</t></is></c></row>', 100)
    ),
    "just-below-every-limit__ok": just_below,
    "one-long-string-everywhere__T05": one_long_string_everywhere,
    "thousands-of-sheets__T05": thousands_of_sheets,
    "sheet-name-of-255-letters__ok": lambda: sheet_named("T" * 255),
    "sheet-name-of-256-letters__T10": lambda: sheet_named("T" * 256),
    "sheet-name-of-a-hundred-thousand-letters__T10": lambda: sheet_named("T" * 100_000),
    "rows-out-of-order__T10": rows_reversed,
    "row-twice__T10": row_again,
    "string-that-is-not-there__T02": lambda: cell("<v>99999</v>", "s"),
    "string-below-zero__T02": lambda: cell("<v>-1</v>", "s"),
    "string-number-of-words__T02": lambda: cell("<v>ba</v>", "s"),
    "dimension-too-small__ok": dimension("A1:B2"),
    "dimension-too-large__ok": dimension("A1:XFD1048576"),
    "dimension-of-nonsense__ok": dimension("A1:"),
    "no-dimension__ok": without_dimension,
}
