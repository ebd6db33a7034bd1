"""What honest programs write in an unusual way: read where it means one thing, refused where it means two.

The cases are those that users of other readers met; see docs/decisions/0007.
"""

import re

from tests.hostile.base import (
    RELATIONS,
    SCORE_SHEET,
    STRINGS,
    STYLES,
    WORKBOOK,
    Make,
    after_sheet,
    cell,
    form,
    parts,
    replaced,
)
from tests.hostile.zips import Entry, entries_of, pack
from tests.xlsx.parts import parts_of, zipped

ROOT = "_rels/.rels"
TYPES = "[Content_Types].xml"


def renamed(old: str, new: str) -> Make:
    """The form with a part that lies under another name than the relation says."""
    return lambda: zipped({new if name == old else name: content for name, content in parts().items()})


def leads_to(old: str, new: str) -> Make:
    return lambda: replaced(RELATIONS, (f'Target="{old}"', f'Target="{new}"'))


def merged(reference: str) -> Make:
    return lambda: after_sheet(f'<mergeCells count="1"><mergeCell ref="{reference}"/></mergeCells>')


def lower_case_references() -> bytes:
    text = re.sub(
        r' r="([A-Z]+)([0-9]+)"', lambda m: f' r="{m[1].lower()}{m[2]}"', parts()[SCORE_SHEET].decode()
    )
    return zipped({**parts(), SCORE_SHEET: text.encode()})


def moved_workbook(beside: bool = False) -> bytes:
    """The main part as Excel for the web names it; ``beside``: the usual one is there too."""
    found = parts()
    moved = {
        **{name: content for name, content in found.items() if name not in (WORKBOOK, RELATIONS)},
        "xl/workbook22.xml": found[WORKBOOK],
        "xl/_rels/workbook22.xml.rels": found[RELATIONS],
        ROOT: found[ROOT].replace(b"xl/workbook.xml", b"xl/workbook22.xml"),
        TYPES: found[TYPES].replace(b"/xl/workbook.xml", b"/xl/workbook22.xml"),
    }
    return zipped({**moved, WORKBOOK: found[WORKBOOK]} if beside else moved)


def listed_too(sheet: str) -> Make:
    return lambda: replaced(WORKBOOK, ("</sheets>", f"{sheet}</sheets>"))


def days_in_format(number: int) -> Make:
    """Every day of the form in a format that Excel knows by its number alone."""
    styles = parts()[STYLES].decode()
    own = re.search(r'numFmtId="(\d+)" formatCode="dd/mm/yyyy"', styles)
    assert own
    return lambda: zipped(
        {**parts(), STYLES: styles.replace(f'xf numFmtId="{own[1]}"', f'xf numFmtId="{number}"').encode()}
    )


def in_format(code: str) -> bytes:
    """A number in a format with this code."""
    styled = parts_of(
        cell("<v>3</v>", style=str(parts()[STYLES].decode().partition("<cellXfs")[2].count("<xf ")))
    )
    styles = styled[STYLES].decode().replace("</cellXfs>", '<xf numFmtId="300"/></cellXfs>')
    styles = re.sub("(<numFmts[^>]*>)", rf'\1<numFmt numFmtId="300" formatCode="{code}"/>', styles)
    return zipped({**styled, STYLES: styles.encode()})


def chart_sheet_without_its_part() -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chartsheet"
    relation = f'<Relationship Id="rId77" Type="{kind}" Target="chartsheets/sheet1.xml"/></Relationships>'
    related = parts()[RELATIONS].decode().replace("</Relationships>", relation).encode()
    listed = (
        parts()[WORKBOOK]
        .decode()
        .replace("</sheets>", '<sheet name="Biểu đồ" sheetId="77" r:id="rId77"/></sheets>')
    )
    return zipped({**parts(), RELATIONS: related, WORKBOOK: listed.encode()})


ODD: dict[str, Make] = {
    "styles-in-another-case__ok": leads_to("styles.xml", "Styles.xml"),
    "strings-in-another-case__ok": renamed(STRINGS, "xl/SharedStrings.xml"),
    "sheet-in-another-case__ok": renamed(SCORE_SHEET, "XL/Worksheets/Sheet3.xml"),
    "content-types-in-another-case__ok": renamed(TYPES, "[content_types].xml"),
    "sheet-target-with-escapes__ok": leads_to("worksheets/sheet3.xml", "worksheets/sheet%33.xml"),
    "sheet-part-with-escapes__ok": renamed(SCORE_SHEET, "xl/worksheets/sheet%33.xml"),
    "sheet-target-that-climbs-by-escapes__T02": leads_to("worksheets/sheet3.xml", "%2e%2e/%2e%2e/etc/passwd"),
    "part-name-that-climbs-by-escapes__T10": renamed("xl/theme/theme1.xml", "xl/%2e%2e/theme1.xml"),
    "part-twice-by-escapes__T10": lambda: zipped({**parts(), "xl/worksheets/sheet%33.xml": b"<worksheet/>"}),
    "styles-lead-nowhere__T02": leads_to("styles.xml", "khong-co.xml"),
    "strings-lead-nowhere__T02": leads_to("sharedStrings.xml", "khong-co.xml"),
    "no-relation-to-styles__T02": leads_to("styles.xml", 'styles.xml" TargetMode="External'),
    "style-that-is-not-there__T02": lambda: cell("<v>46000</v>", style="999"),
    "style-that-is-no-number__T10": lambda: cell("<v>46000</v>", style="+1"),
    "number-in-an-endless-format__T10": lambda: in_format("0" * 256),
    "number-in-a-long-format__ok": lambda: in_format("0" * 255),
    "style-with-a-nought-before__ok": lambda: cell("<v>3</v>", style="00"),
    "macro-module-with-an-empty-relation__ok": listed_too('<sheet name="Module1" sheetId="9" r:id=""/>'),
    "chart-sheet-without-its-part__ok": chart_sheet_without_its_part,
    "merge-of-a-whole-column__ok": merged("Z:Z"),
    "merge-of-whole-columns-backwards__ok": merged("AB:Z"),
    "merge-of-whole-rows__ok": merged("900:901"),
    "merge-of-nothing__T10": merged("A:"),
    "references-in-lower-case__ok": lower_case_references,
    "nothing-deflated-to-nothing__ok": lambda: pack(
        *entries_of(parts()), Entry(b"docProps/thumbnail.wmf", packed=b"")
    ),
    "properties-without-a-byte__ok": lambda: zipped({**parts(), "docProps/app.xml": b""}),
    "workbook-of-another-name__ok": moved_workbook,
    "workbook-of-another-name-beside-the-usual__T10": lambda: moved_workbook(beside=True),
    "first-day-that-nobody-knows__T10": lambda: replaced(
        WORKBOOK, ("<workbookPr ", '<workbookPr date1904="TRUE" ')
    ),
    "noughts-after-the-end__T10": lambda: form() + bytes(512),
    **{f"days-in-format-{number}__ok": days_in_format(number) for number in (14, 27, 36, 50, 58)},
}
