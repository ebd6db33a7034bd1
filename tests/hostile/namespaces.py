"""Elements, attributes and parts that bear a known name and are something else; a second main part."""

import re

from tests.hostile.base import (
    RELATIONS,
    SCORE_SHEET,
    STRINGS,
    STYLES,
    TYPES,
    WORKBOOK,
    Make,
    address,
    cell,
    cell_xml,
    parts,
    replaced,
    with_part,
    without_part,
)
from tests.xlsx.parts import Parts, zipped

ROOT = "_rels/.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
X14AC = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"
IGNORING = f' xmlns:z="urn:z" xmlns:mc="{MC}" mc:Ignorable="z" '
NINE = "<v>9</v>"


def ignoring(part: str, element: str, *changes: tuple[str, str]) -> bytes:
    """A part that declares a namespace as one that programs may ignore, and then uses it."""
    return replaced(part, (f"<{element} ", f"<{element}{IGNORING}"), *changes)


def answer(inside: str) -> Make:
    """The answer to 2.5, which is 3, with these elements in its cell."""

    def make() -> bytes:
        at = address("2.5", "answer")
        return ignoring(SCORE_SHEET, "worksheet", (cell_xml(at), f'<c r="{at}">{inside}</c>'))

    return make


def sheet_with_nine() -> bytes:
    at = address("2.5", "answer")
    return parts()[SCORE_SHEET].replace(cell_xml(at).encode(), f'<c r="{at}">{NINE}</c>'.encode())


def with_another_sheet() -> Parts:
    """The form, and beside its score sheet another that answers otherwise: rId99."""
    relation = f'<Relationship Id="rId99" Type="{OFFICE}/worksheet" Target="worksheets/sheet99.xml"/>'
    related = parts()[RELATIONS].decode().replace("</Relationships>", f"{relation}</Relationships>")
    return {**parts(), RELATIONS: related.encode(), "xl/worksheets/sheet99.xml": sheet_with_nine()}


def sheet_listed_as(identity: str) -> Make:
    """The score sheet in the list of sheets with this instead of its identity; rId99 answers otherwise."""

    def make() -> bytes:
        listed = parts()[WORKBOOK].decode().replace("<workbook ", f"<workbook{IGNORING}", 1)
        assert 'r:id="rId3"' in listed
        listed = listed.replace('r:id="rId3"', identity)
        return zipped({**with_another_sheet(), WORKBOOK: listed.encode()})

    return make


def second_main_part() -> bytes:
    """Excel follows the relation to a workbook whose score sheet says 9; beside it lies the usual one."""
    other = parts()[RELATIONS].replace(b"worksheets/sheet3.xml", b"worksheets/sheet99.xml")
    return zipped(
        {
            **parts(),
            ROOT: parts()[ROOT].replace(b"xl/workbook.xml", b"xl/workbook2.xml"),
            "xl/workbook2.xml": parts()[WORKBOOK],
            "xl/_rels/workbook2.xml.rels": other,
            "xl/worksheets/sheet99.xml": sheet_with_nine(),
        }
    )


def second_main_relation() -> bytes:
    relation = f'<Relationship Id="r9" Type="{OFFICE}/officeDocument" Target="xl/workbook2.xml"/>'
    return replaced(ROOT, ("</Relationships>", f"{relation}</Relationships>"))


def second_main_type() -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return replaced(TYPES, ("</Types>", f'<Override PartName="/xl/w.xml" ContentType="{kind}"/></Types>'))


def default_namespace(part: str, old: str, new: str) -> Make:
    return lambda: replaced(part, (f'xmlns="{old}"', f'xmlns="{new}"'))


def as_excel_marks_rows() -> bytes:
    """Excel 2010 and later give every row a height for another namespace."""
    text = parts()[SCORE_SHEET].decode().replace("<worksheet ", f'<worksheet xmlns:x14ac="{X14AC}" ', 1)
    return with_part(SCORE_SHEET, re.sub(r"<row ([^>]*?)(/?)>", r'<row \1 x14ac:dyDescent="0.25"\2>', text))


def alternative(inside: str) -> str:
    choice = f'<mc:Choice Requires="z">{NINE}</mc:Choice>'
    return f"<mc:AlternateContent>{choice}<mc:Fallback>{inside}</mc:Fallback></mc:AlternateContent>"


def alternative_path() -> bytes:
    """What Excel writes into the workbook part where a file was last saved."""
    path = '<z:absPath url="C:\\Temp\\" xmlns:z="urn:z"/>'
    choice = f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="z">{path}</mc:Choice>'
    return replaced(WORKBOOK, ("<bookViews", f"{choice}</mc:AlternateContent><bookViews"))


NAMESPACES: dict[str, Make] = {
    "main-part-of-another-name__T10": second_main_part,
    "two-main-relations__T10": second_main_relation,
    "two-main-types__T10": second_main_type,
    "no-root-relations__T02": lambda: without_part(ROOT),
    "root-leads-nowhere__T10": lambda: replaced(ROOT, ("xl/workbook.xml", "xl/khong-co.xml")),
    "root-of-another-type__T02": lambda: replaced(ROOT, (f"{OFFICE}/officeDocument", "urn:z/officeDocument")),
    "root-by-absolute-name__ok": lambda: replaced(ROOT, ('"xl/workbook.xml"', '"/xl/workbook.xml"')),
    "sheet-with-a-foreign-id-first__ok": sheet_listed_as('z:id="rId99" r:id="rId3"'),
    "sheet-with-a-foreign-id-only__T10": sheet_listed_as('z:id="rId3"'),
    "sheet-with-a-bare-id__T10": sheet_listed_as('id="rId3"'),
    "sheet-with-two-ids__T10": sheet_listed_as(
        'xmlns:s="http://purl.oclc.org/ooxml/officeDocument/relationships" s:id="rId99" r:id="rId3"'
    ),
    "sheet-by-a-foreign-relation__B06": lambda: replaced(
        RELATIONS,
        (
            f'Type="{OFFICE}/worksheet" Target="worksheets/sheet3.xml"',
            'Type="urn:z/worksheet" Target="worksheets/sheet3.xml"',
        ),
    ),
    "foreign-value__N01": answer("<z:v>9</z:v>"),
    "foreign-value-beside-the-value__ok": answer("<z:v>9</z:v><v>3</v>"),
    "foreign-element-in-the-value__T10": answer("<v>3<z:v>0</z:v></v>"),
    "foreign-formula__ok": answer("<z:f>1+1</z:f><v>3</v>"),
    "foreign-wrapper-of-a-value__T10": answer("<z:a><v>9</v></z:a>"),
    "foreign-default-for-the-value__N01": answer('<v xmlns="urn:z">9</v>'),
    "foreign-default-for-the-cell__N01": lambda: replaced(
        SCORE_SHEET,
        (cell_xml(address("2.5", "answer")), f'<c r="{address("2.5", "answer")}" xmlns="urn:z">{NINE}</c>'),
    ),
    "foreign-default-for-a-formula__ok": answer('<f xmlns="urn:z">1+1</f><v>3</v>'),
    "alternative-values__T10": answer(alternative("<v>3</v>")),
    "alternative-path-of-the-workbook__ok": alternative_path,
    "value-in-a-list-of-extensions__ok": answer(f'<v>3</v><extLst><ext uri="z">{NINE}</ext></extLst>'),
    "strict-value-in-a-usual-sheet__T10": lambda: cell(f'<s:v xmlns:s="{STRICT}">9</s:v>'),
    "foreign-cell__N01": lambda: ignoring(
        SCORE_SHEET,
        "worksheet",
        (cell_xml(at := address("2.5", "answer")), f'<z:c r="{at}"><z:v>9</z:v></z:c>'),
    ),
    "foreign-text__T10": lambda: ignoring(
        STRINGS, "sst", ("Theo hồ sơ lưu.</t>", "Theo <z:t>hồ sơ</z:t> lưu.</t>")
    ),
    "alternative-texts__T10": lambda: ignoring(
        STRINGS, "sst", ("<t>Theo hồ sơ lưu.</t>", "<z:a><t>Theo hồ sơ lưu.</t></z:a>")
    ),
    "sheet-of-no-namespace__T10": lambda: replaced(SCORE_SHEET, (f' xmlns="{MAIN}"', "")),
    "sheet-of-another-namespace__T10": default_namespace(SCORE_SHEET, MAIN, "urn:z"),
    "strings-of-another-namespace__T10": default_namespace(STRINGS, MAIN, "urn:z"),
    "styles-of-another-namespace__T10": default_namespace(STYLES, MAIN, "urn:z"),
    "workbook-of-another-namespace__T10": default_namespace(WORKBOOK, MAIN, "urn:z"),
    "relations-of-another-namespace__T10": default_namespace(
        RELATIONS, "http://schemas.openxmlformats.org/package/2006/relationships", "urn:z"
    ),
    "prefix-of-nobody__T02": answer("<y:v>9</y:v>"),
    "rows-with-a-prefix-of-excel__ok": as_excel_marks_rows,
}
