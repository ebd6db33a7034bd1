"""Content that would run, fetch or lead elsewhere: told, never run, never copied."""

from tests.hostile.base import (
    SCORE_SHEET,
    TYPES,
    WORKBOOK,
    Make,
    after_sheet,
    cell,
    parts,
    replaced,
    with_part,
)
from tests.xlsx.parts import zipped

RELATIONS = "xl/worksheets/_rels/sheet3.xml.rels"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships/"
OFFICE = "application/vnd.openxmlformats-officedocument."
HEAD = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'


def related(kind: str, target: str) -> Make:
    """A relation of the score sheet that leads out of the file."""
    relation = f'<Relationship Id="r1" Type="{KIND}{kind}" Target="{target}" TargetMode="External"/>'
    return lambda: with_part(RELATIONS, f"{HEAD}{relation}</Relationships>")


def inside(kind: str, part: str, content: str = "<a/>") -> Make:
    """A relation of the score sheet, of any type, to a part that may bear any name."""
    relation = f'<Relationship Id="r1" Type="{kind}" Target="/{part}"/>'
    related = f"{HEAD}{relation}</Relationships>".encode()
    return lambda: zipped({**parts(), RELATIONS: related, part: content.encode()})


def said_to_be(content_type: str, part: str = "xl/media/a.bin") -> Make:
    """A part that nothing but its content type tells of."""
    override = f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>'
    return lambda: zipped(
        {**parts(), TYPES: parts()[TYPES].replace(b"</Types>", override.encode()), part: b"a"}
    )


def suffix_said_to_be(content_type: str, part: str) -> Make:
    default = f'<Default Extension="BIN" ContentType="{content_type}"/></Types>'
    return lambda: zipped(
        {**parts(), TYPES: parts()[TYPES].replace(b"</Types>", default.encode()), part: b"a"}
    )


def named(formula: str) -> Make:
    return lambda: replaced(
        WORKBOOK, ("<definedNames>", f'<definedNames><definedName name="Z">{formula}</definedName>')
    )


def conditional(formula: str) -> Make:
    rule = f'<cfRule type="expression" priority="1"><formula>{formula}</formula></cfRule>'
    return lambda: after_sheet(f'<conditionalFormatting sqref="A1">{rule}</conditionalFormatting>')


def validated(formula: str) -> Make:
    rule = f'<dataValidation sqref="A1"><formula1>1</formula1><formula2>{formula}</formula2></dataValidation>'
    return lambda: after_sheet(f"<dataValidations>{rule}</dataValidations>")


def extended(formula: str) -> Make:
    """A condition as Excel 2010 and later keep those that lead to another sheet."""
    space = 'xmlns:x14="urn:x14" xmlns:xm="urn:xm"'
    rule = f"<x14:cfRule><xm:f>{formula}</xm:f></x14:cfRule>"
    return lambda: after_sheet(f'<extLst><ext {space} uri="a">{rule}</ext></extLst>')


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
    "formula-that-fetches__N18_T07": lambda: cell('<f>WEBSERVICE("http://192.0.2.1/")</f><v>3</v>'),
    "formula-that-runs__N18_T07": lambda: cell("<f>cmd|'/C calc'!A0</f><v>3</v>"),
    "formula-that-links__N18_T07": lambda: cell('<f>HYPERLINK("http://192.0.2.1/","3")</f><v>3</v>'),
    "macro-of-another-name__T07": inside(f"{MICROSOFT}vbaProject", "xl/media/anh.bin"),
    "macro-by-its-type__T07": said_to_be("application/vnd.ms-office.vbaProject"),
    "macro-by-its-suffix__T07": suffix_said_to_be("application/vnd.ms-office.vbaProject", "xl/a.bin"),
    "macro-suffix-of-no-part__ok": suffix_said_to_be("application/vnd.ms-office.vbaProject", "xl/a.png"),
    "excel-4-macro-of-another-name__T07": inside(f"{MICROSOFT}xlMacrosheet", "xl/worksheets/sheet99.xml"),
    "excel-4-macro-by-its-type__T07": said_to_be("application/vnd.ms-excel.intlmacrosheet+xml"),
    "external-link-of-another-name__T07": inside(f"{KIND}externalLink", "xl/links/e1.xml"),
    "external-link-by-its-type__T07": said_to_be(f"{OFFICE}spreadsheetml.externalLink+xml"),
    "dde-of-another-name__T07_T07": inside(f"{KIND}externalLink", "xl/links/e1.xml", "<a><ddeLink/></a>"),
    "ole-object-of-another-name__T07": inside(f"{KIND}oleObject", "xl/media/o.bin"),
    "ole-object-by-its-type__T07": said_to_be(f"{OFFICE}oleObject"),
    "embedded-file-of-another-name__T07": inside(f"{STRICT}package", "xl/media/o.bin"),
    "activex-of-another-name__T07": inside(f"{KIND}control", "xl/media/c.xml"),
    "activex-by-its-type__T07": said_to_be("application/vnd.ms-office.activeX+xml"),
    "external-in-small-letters__T07": lambda: with_part(
        RELATIONS,
        f'{HEAD}<Relationship Id="r1" Type="{KIND}hyperlink" Target="http://192.0.2.1/" '
        'TargetMode="external"/></Relationships>',
    ),
    "external-without-saying-so__T07": lambda: with_part(
        RELATIONS,
        f'{HEAD}<Relationship Id="r1" Type="{KIND}image" Target="http://192.0.2.1/"/></Relationships>',
    ),
    "formula-of-dde__N18_T07": lambda: cell('<f>DDE("cmd","/C calc","x")</f><v>3</v>'),
    "formula-that-executes__N18_T07": lambda: cell('<f>EXEC("calc")</f><v>3</v>'),
    "formula-that-registers__N18_T07": lambda: cell('<f>REGISTER("a.dll","b")</f><v>3</v>'),
    "formula-of-a-book-on-the-net__N18_T07": lambda: cell("<f>'http://192.0.2.1/[a.xlsx]S'!A1</f><v>3</v>"),
    "formula-of-a-book-on-a-share__N18_T07": lambda: cell("<f>'\\\\192.0.2.1\\a\\[a.xlsx]S'!A1</f><v>3</v>"),
    "formula-of-a-book-on-the-disk__N18_T07": lambda: cell("<f>'file:///C:/a.xlsx'#$S.A1</f><v>3</v>"),
    "formula-with-a-word-like-it__N19": lambda: cell('<f>IF("exec|call"="http",1,3)</f><v>3</v>'),
    "name-that-fetches__T07": named('WEBSERVICE("http://192.0.2.1/")'),
    "name-with-an-ignorable-inside__T07": named('WEB<z:a xmlns:z="urn:z"/>SERVICE("http://192.0.2.1/")'),
    "condition-that-fetches__T07": conditional('WEBSERVICE("http://192.0.2.1/")=1'),
    "condition-of-an-extension-that-fetches__T07": extended('WEBSERVICE("http://192.0.2.1/")=1'),
    "dropdown-that-runs__T07": validated("cmd|'/C calc'!A0"),
    "sheet-protection__ok": lambda: replaced(
        SCORE_SHEET, ("<pageMargins", "<customProperties/><pageMargins")
    ),
}
