"""XML that is too clever, too large or leads nowhere."""

from tests.hostile.base import (
    RELATIONS,
    SCORE_SHEET,
    STRINGS,
    STYLES,
    THEME,
    TYPES,
    WORKBOOK,
    Make,
    after_sheet,
    many,
    parts,
    replaced,
    with_part,
    without_part,
)
from tests.xlsx.parts import zipped

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/"
STRICT = "http://purl.oclc.org/ooxml/"


def doctype(part: str, declaration: str) -> Make:
    return lambda: replaced(part, (HEAD.strip(), HEAD + declaration))


def laughs() -> str:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE sst [<!ENTITY l0 "lol">{levels}]>'


def recoded(part: str, encoding: str, named: str = "") -> Make:
    """A part in another encoding, said so in its first line."""

    def make() -> bytes:
        text = parts()[part].decode().replace("UTF-8", named or encoding, 1)
        return with_part(part, text.encode(encoding, "xmlcharrefreplace"))

    return make


def leads_to(old: str, new: str) -> Make:
    return lambda: replaced(RELATIONS, (f'Target="{old}"', f'Target="{new}"'))


def strict() -> bytes:
    """As Excel saves "Strict Open XML Spreadsheet"."""
    changed = {}
    for name, content in parts().items():
        text = content.decode().replace(MAIN + "officeDocument/2006", STRICT + "officeDocument")
        changed[name] = text.replace(MAIN + "spreadsheetml/2006", STRICT + "spreadsheetml").encode()
    return zipped(changed)


def prefixed() -> bytes:
    """Every element of the sheet with a prefix, as some servers write."""
    text = parts()[SCORE_SHEET].decode().replace('xmlns="', 'xmlns:x="', 1)
    import re

    return with_part(SCORE_SHEET, re.sub(r"<(/?)([a-zA-Z])", r"<\1x:\2", text))


MARKUP: dict[str, Make] = {
    "doctype__T10": doctype(THEME, "<!DOCTYPE a>"),
    "doctype-in-the-sheet__T10": doctype(SCORE_SHEET, "<!DOCTYPE worksheet>"),
    "billion-laughs__T10": doctype(STRINGS, laughs()),
    "external-entity__T10": doctype(STRINGS, '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'),
    "entity-over-the-net__T10": doctype(STRINGS, '<!DOCTYPE a [<!ENTITY x SYSTEM "http://192.0.2.1/x">]>'),
    "parameter-entity__T10": doctype(STRINGS, '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://192.0.2.1/x"> %x;]>'),
    "doctype-in-properties__T10": doctype("docProps/core.xml", "<!DOCTYPE a>"),
    "unknown-entity__T02": lambda: replaced(STRINGS, ("Theo hồ sơ", "&nbsp;Theo hồ sơ")),
    "huge-attribute__T05": lambda: after_sheet(f'<extLst a="{"x" * 20_000_000}"/>'),
    "huge-text__T05": lambda: replaced(STRINGS, ("Theo hồ sơ", "Theo " * 1_000_000)),
    "huge-name__T05": lambda: after_sheet(f"<{'x' * 20_000_000}/>"),
    "huge-comment__T05": lambda: after_sheet(f"<!--{'x' * 20_000_000}-->"),
    "large-comment__ok": lambda: after_sheet(f"<!--{'x' * 500_000}-->"),
    "hundred-thousand-attributes__T05": lambda: after_sheet("<extLst " + many(100_000, 'a{n}="1" ') + "/>"),
    "thousands-of-attributes__ok": lambda: after_sheet("<extLst " + many(30_000, 'a{n}="1" ') + "/>"),
    "hundred-thousand-namespaces__T05": lambda: after_sheet(
        "<extLst " + many(100_000, 'xmlns:a{n}="urn:{n}" ') + "/>"
    ),
    "thousands-of-namespaces__ok": lambda: after_sheet(
        "<extLst " + many(20_000, 'xmlns:a{n}="urn:{n}" ') + "/>"
    ),
    "deep__T05": lambda: after_sheet(f"{'<a>' * 100_000}{'</a>' * 100_000}"),
    "deep-in-the-theme__T05": lambda: with_part(THEME, "<a>" * 100_000 + "</a>" * 100_000),
    "utf-16__ok": recoded(SCORE_SHEET, "UTF-16"),
    "utf-32__T10": recoded(SCORE_SHEET, "UTF-32"),
    "utf-16-without-mark__T10": recoded(SCORE_SHEET, "utf-16-le", "UTF-16"),
    "windows-1258__T10": recoded(STRINGS, "cp1258", "windows-1258"),
    "utf-7__T10": recoded(STRINGS, "utf-7"),
    "bytes-that-are-no-utf-8__T02": lambda: with_part(STRINGS, parts()[STRINGS].replace(b"\xe1", b"\xff", 1)),
    "byte-order-mark__ok": lambda: with_part(SCORE_SHEET, b"\xef\xbb\xbf" + parts()[SCORE_SHEET]),
    "xml-1.1__ok": lambda: replaced(SCORE_SHEET, ('version="1.0"', 'version="1.1"')),
    "no-workbook-part__T02": lambda: without_part(WORKBOOK),
    "no-relations__T02": lambda: without_part(RELATIONS),
    "no-content-types__T01": lambda: without_part(TYPES),
    "no-strings__T02": lambda: without_part(STRINGS),
    "no-styles__T02": lambda: without_part(STYLES),
    "sheet-listed-but-absent__T02": lambda: without_part(SCORE_SHEET),
    "sheet-leads-to-strings__T02": leads_to("worksheets/sheet3.xml", "sharedStrings.xml"),
    "two-sheets-one-part__T02": leads_to("worksheets/sheet3.xml", "worksheets/sheet1.xml"),
    "sheet-leads-outside__T02": leads_to("worksheets/sheet3.xml", "../../../etc/passwd"),
    "sheet-leads-to-the-net__T02": lambda: replaced(
        RELATIONS, ('Target="worksheets/sheet3.xml"', 'Target="http://192.0.2.1/a.xml" TargetMode="External"')
    ),
    "relation-twice__T10": lambda: replaced(
        RELATIONS,
        (
            "</Relationships>",
            '<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            'relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        ),
    ),
    "sheet-leads-by-absolute-name__ok": leads_to("worksheets/sheet3.xml", "/xl/worksheets/sheet3.xml"),
    "two-sheets-one-name__T10": lambda: replaced(WORKBOOK, ('name="Nhiệm vụ"', 'name="Báo cáo"')),
    "sheet-data-twice__T10": lambda: after_sheet(
        '<sheetData><row r="24"><c r="E24"><v>9</v></c></row></sheetData>'
    ),
    "sheet-inside-a-sheet__ok": lambda: after_sheet(
        '<x><sheetData><row r="99"><c r="E99"><v>9</v></c></row></sheetData></x>'
    ),
    "strict-open-xml__ok": strict,
    "prefixed-elements__ok": prefixed,
}
