"""Files made to cost time or memory: refused early, or read within what is promised."""

from tests.hostile.base import (
    SCORE_SHEET,
    STRINGS,
    STYLES,
    THEME,
    Make,
    after_sheet,
    extra_rows,
    many,
    parts,
    replaced,
    with_part,
)
from tests.xlsx.parts import zipped


def formats(*codes: str, styles: int = 1) -> bytes:
    """The form with number formats, each of them used by so many styles."""
    text = parts()[STYLES].decode()
    assert "<numFmts" in text
    at = text.index(">", text.index("<numFmts")) + 1
    known = "".join(f'<numFmt numFmtId="{300 + n}" formatCode="{code}"/>' for n, code in enumerate(codes))
    used = "".join(f'<xf numFmtId="{300 + n}" fontId="0"/>' * styles for n in range(len(codes)))
    return with_part(STYLES, (text[:at] + known + text[at:]).replace("</cellXfs>", f"{used}</cellXfs>"))


def attributes(elements: int, each: int) -> bytes:
    named = many(each, 'a{n}="" ')
    return after_sheet("<extLst>" + f"<a {named}/>" * elements + "</extLst>")


def long_namespaces() -> bytes:
    """One name of 400 kB, which a parser copies for each attribute that has it."""
    return after_sheet(f'<a xmlns:z="{"z" * 400_000}">' + '<b z:c=""/>' * 300_000 + "</a>")


def medium_namespaces() -> bytes:
    named = many(60, 'z:c{n}="" ')
    return after_sheet(f'<a xmlns:z="{"z" * 480}">' + f"<b {named}/>" * 17_000 + "</a>")


def formula(text: str, count: int) -> Make:
    row = f'<row r="{{n}}"><c r="A{{n}}"><f>{text}</f><v>1</v></c></row>'
    return lambda: extra_rows(many(count, row, 100))


def typed(text: str, count: int) -> Make:
    row = f'<row r="{{n}}"><c r="A{{n}}" t="inlineStr"><is><t>{text}</t></is></c></row>'
    return lambda: extra_rows(many(count, row, 100))


def fonts(count: int) -> bytes:
    """Runs, each with a font of its own, in a text that thousands of cells show."""
    runs = many(count, f'<r><rPr><rFont val="{"x" * 60}{{n}}"/></rPr><t>ã</t></r>')
    text = parts()[STRINGS].decode().replace("</sst>", f"<si>{runs}</si></sst>")
    count = text.count("<si>") - 1
    rows = many(27_000, f'<row r="{{n}}"><c r="A{{n}}" t="s"><v>{count}</v></c></row>', 100)
    sheet = parts()[SCORE_SHEET].decode().replace("</sheetData>", f"{rows}</sheetData>")
    return zipped({**parts(), STRINGS: text.encode(), SCORE_SHEET: sheet.encode()})


def pictures() -> bytes:
    """A form with a dozen photographs: a megabyte each that does not pack."""
    import random

    source = random.Random(1)
    photographs = {f"xl/media/image{n}.jpeg": source.randbytes(1 << 20) for n in range(12)}
    return zipped({**parts(), **photographs})


COSTS: dict[str, Make] = {
    "format-of-brackets__ok": lambda: formats("[" * 300_000),
    "short-formats-of-brackets__ok": lambda: formats(*("[" * 250 + str(n) for n in range(30_000))),
    "long-format-of-many-styles__ok": lambda: formats("0" * 60_000, styles=60_000),
    "format-of-hundreds-of-thousands-of-styles__ok": lambda: formats("0" * 5_000, styles=300_000),
    "five-million-attributes__T05": lambda: attributes(1, 5_000_000),
    "attributes-by-the-ten-thousand__T05": lambda: attributes(20, 48_000),
    "attributes-by-the-dozen__ok": lambda: attributes(20_000, 60),
    "long-namespace__T05": long_namespaces,
    "medium-namespaces__T05": medium_namespaces,
    "sixty-megabytes-of-an-attribute__T05": lambda: after_sheet(f'<extLst a="{"x" * 60_000_000}"/>'),
    "sixty-megabytes-of-a-name__T05": lambda: after_sheet(f"<{'x' * 60_000_000}/>"),
    "sixty-megabytes-of-a-comment__T05": lambda: after_sheet(f"<!--{'x' * 60_000_000}-->"),
    "sixty-megabytes-in-the-theme__T05": lambda: with_part(THEME, f'<a b="{"x" * 60_000_000}"/>'),
    "sixty-megabytes-of-blanks__T05": lambda: extra_rows(" " * 60_000_000),
    "a-megabyte-of-blanks__T05": lambda: extra_rows(" " * 1_000_000),
    "sixty-megabytes-of-formulas__T05": formula("A|" * 16_000, 1_800),
    "millions-of-strokes-in-formulas__T05": formula("A|" * 16_000, 300),
    "millions-of-words-in-formulas__T05": formula("call " * 6_400, 300),
    "millions-of-blanks-in-formulas__T05": formula("|call" + " " * 32_000, 300),
    "formulas-just-below-the-limit__C02": formula("A|call " * 4_500, 120),
    "sixty-megabytes-of-escaped-letters__T05": typed("_x0041_" * 4_600, 1_800),
    "millions-of-escaped-letters__ok": typed("_x0041_" * 4_600, 340),
    "escaped-letters-nobody-shows__ok": lambda: replaced(
        STRINGS, ("</sst>", f"<si><t>{'_x0041_' * 4_600}</t></si>" * 340 + "</sst>")
    ),
    "fonts-by-the-dozen__ok": lambda: fonts(32),
    "fonts-by-the-thousand__T05": lambda: fonts(1_000),
    "font-with-an-endless-name__ok": lambda: replaced(
        STYLES, ("</fonts>", f'<font><name val="{"x" * 500_000}"/></font></fonts>')
    ),
    "photographs__ok": pictures,
}
