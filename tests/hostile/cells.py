"""Cells that hold no value, more than a value, or a value that programs read in different ways."""

from tests.hostile.base import OWN, WORKBOOK, Make, cell, replaced

TEXT = "<is><t>{}</t></is>"


def typed(text: str, **where: str) -> Make:
    """A text typed into the cell."""
    return lambda: cell(TEXT.format(text), "inlineStr", **where)


def number(text: str, **where: str) -> Make:
    """A cell whose stored number is this text."""
    return lambda: cell(f"<v>{text}</v>", **where)


CELLS: dict[str, Make] = {
    "error__N10": lambda: cell("<v>#DIV/0!</v>", "e"),
    "error-of-no-excel__N10": lambda: cell("<v>#LAMBDA!</v>", "e"),
    "error-without-words__N01": lambda: cell("", "e"),
    "error-in-text__N10": lambda: cell("<v>#N/A</v>", "e", key="explanation"),
    "not-a-number__N02": number("NaN"),
    "infinity__N02": number("INF"),
    "huge__N04": number("1e308"),
    "beyond-huge__N02": number("1e999"),
    "below-huge__N04": number("-1e308"),
    "ten-million-digits__T05": number("9" * 10_000_000),
    "ten-thousand-digits__N02": number("9" * 10_000),
    "million-exponent__N02": number("1e1000000000"),
    "tiny__S01_S02": number("1e-320"),
    "underscore__N02": number("1_0"),
    "hexadecimal__N02": number("0x3"),
    "arabic-digits__N02": number("٣"),
    "comma__N03_N05": number("3,5"),
    "two-numbers__N02": number("3 4"),
    "number-of-words__N02": number("ba"),
    "value-twice__T10": lambda: cell("<v>3</v><v>4</v>"),
    "value-nested__T10": lambda: cell("<v><v>3</v></v>"),
    "value-and-text__T10": lambda: cell("<v>4</v><is><t>3</t></is>"),
    "boolean-of-two__T10": lambda: cell("<v>2</v>", "b"),
    "unknown-kind__T10": lambda: cell("<v>3</v>", "zz"),
    "comment-in-the-value__ok": number("<!-- 9 -->3<!-- 9 -->"),
    "instruction-in-the-value__ok": number("<?x 9?>3"),
    "cdata-value__ok": number("<![CDATA[3]]>"),
    "digit-by-its-code__ok": number("&#51;"),
    "digit-by-its-hex-code__ok": number("&#x33;"),
    "spaces-around__ok": number(" 3 "),
    "trailing-zeros__ok": number("3.000"),
    "power-of-ten__ok": number("30E-1"),
    "plus__ok": number("+3"),
    "comment-between-digits__N04": number("3<!-- -->00000000000000"),
    "escaped-nul__N01": typed("_x0000_"),
    "escaped-surrogate__N02": typed("_xD800_"),
    "escaped-nul-in-text__ok": typed("Theo hồ sơ lưu._x0000_", key="explanation"),
    "escaped-noncharacters-in-text__ok": typed("Theo hồ sơ_xFFFF_ lưu._xFFFE_", key="explanation"),
    "escaped-controls-in-text__ok": typed("Theo_x0007_ hồ_x007F_ sơ_x009B_ lưu.", key="explanation"),
    "controls-in-text__ok": typed("Theo\x7f hồ sơ\x9b lưu.\x85", key="explanation"),
    "controls-in-a-formula-text__ok": lambda: cell("<v>Theo hồ sơ\x9b lưu.</v>", "str", key="explanation"),
    "controls-in-a-number__T10": number("3\x9b"),
    "controls-in-an-error__T10": lambda: cell("<v>#N/A\x9b</v>", "e"),
    "noncharacter-in-xml__T02": typed("Theo\uffff", key="explanation"),
    "surrogate-in-xml__T02": typed("&#xD800;"),
    "nul-in-xml__T02": typed("&#0;"),
    "control-in-xml__T02": typed("\x07"),
    "text-too-long__T05": typed("a" * 32_768, key="explanation"),
    "right-to-left-override__ok": typed("Theo \u202ehồ sơ\u202c lưu.", key="explanation"),
    "zero-width__ok": typed("Theo\u200b hồ sơ lưu.", key="explanation"),
    "decomposed__ok": typed("Theo ho\u0302\u0300 so\u031b lu\u031bu.", key="explanation"),
    "formula-as-text__N02": typed("=1+1"),
    "day-before-1900__M04": number("-5", key="day", style=OWN),
    "day-that-never-was__M04": number("60", key="day", style=OWN),
    "day-after-9999__M04": number("2958466", key="day", style=OWN),
    "day-far-beyond__M04": number("1e300", key="day", style=OWN),
    "day-as-iso__ok": lambda: cell("<v>2026-03-05</v>", "d", key="day", style=OWN),
    "day-as-iso-before-1900__M04": lambda: cell("<v>1850-01-01</v>", "d", key="day", style=OWN),
    "number-shown-as-a-day__M04": number("12", key="day", style=OWN),
    "day-with-an-hour__ok": number("46086.5", key="day", style=OWN),
    "days-from-1904__K04_K08_M06": lambda: replaced(WORKBOOK, ("<workbookPr ", '<workbookPr date1904="1" ')),
    "formula-without-result__N11": lambda: cell("<f>1+1</f>"),
    "formula-with-result__N17": lambda: cell("<f>1+2</f><v>3</v>"),
    "formula-shared-with-nobody__N19": lambda: cell('<f t="shared" si="99"/><v>3</v>'),
    "array-over-the-sheet__N17_N19": lambda: cell('<f t="array" ref="A1:XFD1048576">3</f><v>3</v>'),
    "endless-formula__T05": lambda: cell(f"<f>{'1+' * 1_000_000}1</f><v>3</v>"),
}
