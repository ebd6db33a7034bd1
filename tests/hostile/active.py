"""Content that would run, fetch or lead elsewhere: told, never run, never copied."""

from tests.hostile.base import SCORE_SHEET, WORKBOOK, Make, cell, parts, replaced, with_part
from tests.inputs.parts import zipped

RELATIONS = "xl/worksheets/_rels/sheet3.xml.rels"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
HEAD = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'


def related(kind: str, target: str) -> Make:
    """A relation of the score sheet that leads out of the file."""
    relation = f'<Relationship Id="r1" Type="{KIND}{kind}" Target="{target}" TargetMode="External"/>'
    return lambda: with_part(RELATIONS, f"{HEAD}{relation}</Relationships>")


def macro() -> bytes:
    types = parts()["[Content_Types].xml"].replace(
        b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
    )
    return zipped({**parts(), "[Content_Types].xml": types, "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


ACTIVE: dict[str, Make] = {
    "macro__T07": macro,
    "excel-4-macro__T07": lambda: with_part("xl/macrosheets/sheet1.xml", "<a/>"),
    "external-link__T07": lambda: with_part("xl/externalLinks/externalLink1.xml", "<externalLink/>"),
    "dde__T07_T07": lambda: with_part(
        "xl/externalLinks/externalLink1.xml", '<externalLink><ddeLink ddeService="x"/></externalLink>'
    ),
    "ole-object__T07": lambda: with_part("xl/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0"),
    "activex__T07": lambda: with_part("xl/activeX/activeX1.xml", "<a/>"),
    "connection__T07": lambda: with_part("xl/connections.xml", "<connections/>"),
    "ribbon__T07": lambda: with_part("customUI/customUI.xml", "<customUI/>"),
    "web-extension__T07": lambda: with_part("xl/webextensions/webextension1.xml", "<a/>"),
    "link-to-the-net__T07": related("hyperlink", "http://192.0.2.1/a"),
    "link-to-a-share__T07": related("hyperlink", "file://///192.0.2.1/share/a"),
    "script-link__T07": related("hyperlink", "javascript:alert(1)"),
    "picture-from-the-net__T07": related("image", "http://192.0.2.1/a.png"),
    "template-from-the-net__T07": related("attachedTemplate", "http://192.0.2.1/a.xltm"),
    "macro-button__ok": lambda: replaced(
        WORKBOOK, ("<definedNames>", '<definedNames><definedName name="Auto_Open" hidden="1">1</definedName>')
    ),
    "formula-that-fetches__T07": lambda: cell('<f>WEBSERVICE("http://192.0.2.1/")</f><v>3</v>'),
    "formula-that-runs__T07": lambda: cell("<f>cmd|'/C calc'!A0</f><v>3</v>"),
    "formula-that-links__T07": lambda: cell('<f>HYPERLINK("http://192.0.2.1/","3")</f><v>3</v>'),
    "sheet-protection__ok": lambda: replaced(
        SCORE_SHEET, ("<pageMargins", "<customProperties/><pageMargins")
    ),
}
