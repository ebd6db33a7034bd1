"""What is read in one sweep means the same to the parser."""

import random
from pathlib import Path

import pytest

from scoring.xlsx import sweep
from scoring.xlsx.budget import Budget
from scoring.xlsx.container import inflate
from scoring.xlsx.markup import PartParser
from scoring.xlsx.refused import Refused
from scoring.xlsx.rows import plain_row
from scoring.xlsx.strings import SharedStrings
from scoring.xlsx.styling import Styling
from scoring.xlsx.worksheet import Shared, Worksheet
from tests.hostile.base import SCORE_SHEET, STRINGS, parts
from tests.support.memory import without_memory

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHARED = Shared(
    strings=tuple(f"chữ {n}" for n in range(2000)),
    styling=Styling(kinds={3: "moment"}, fonts={1: "Arial"}, styles=40),
)
EXAMPLES = sorted((Path(__file__).parents[2] / "inputs" / "2026" / "nam").glob("tu-cham*.xlsx"))
TOKENS = (
    "",
    "<",
    ">",
    "/>",
    '"',
    "&",
    "&amp;",
    "&#57;",
    "]]>",
    "\r",
    "\n",
    "\0",
    "\ufffe",
    "<!--9-->",
    "_x0041_",
)
CELLS = (
    "<v>9</v>",
    "<c/>",
    '<c r="A1"/>',
    "<f>1</f>",
    "<row>",
    "</row>",
    "<sheetData>",
    " ",
    't="s"',
    ' r="B2"',
)


def outcome(part: PartParser, content: bytes, feed: object) -> object:
    """All that a part says, or the refusal."""
    try:
        feed(part, content)  # type: ignore[operator]
    except Refused as refusal:
        return refusal.args, refusal.allowed
    except Exception as refusal:  # the refusals of expat differ in the place only
        return type(refusal).__name__
    hidden = {"_shared", "_into", "_run_fonts", "_type", "_style", "_characters", "_row", "_column"}
    hidden |= {"_pieces", "_in_text", "_in_guide", "section", "seen_data", "_budget", "depth", "_encodings"}
    hidden |= {"_namespace", "_aside", "_extends", "_formula", "_formula_depth", "_of_formula"}
    said = {key: value for key, value in vars(part).items() if key not in hidden}
    return said, part._budget.state()


def both(kind: type[Worksheet] | type[SharedStrings], content: bytes) -> tuple[object, object]:
    def new() -> PartParser:
        return Worksheet(Budget(), SHARED) if kind is Worksheet else SharedStrings(Budget())

    with without_memory():
        swept = outcome(new(), content, kind.feed)
    for _ in ("nothing of it is remembered", "its own rows are"):
        assert outcome(new(), content, kind.feed) == swept
    return swept, outcome(new(), content, PartParser.feed)


def worksheet(data: str) -> bytes:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData><mergeCells/></worksheet>'.encode()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem[14:30])
def test_examples_are_understood_alike(path: Path) -> None:
    for name, content in inflate(path.read_bytes()).items():
        if name.startswith("xl/worksheets/sheet"):
            swept, parsed = both(Worksheet, content)
            assert swept == parsed
        elif name == STRINGS.lower():
            swept, parsed = both(SharedStrings, content)
            assert swept == parsed


def test_our_own_forms_are_spelled_plainly() -> None:
    sheet, strings = sweep.split(parts()[SCORE_SHEET], b"sheetData"), sweep.split(parts()[STRINGS], b"sst")
    assert sheet is not None and strings is not None
    *rows, rest = sheet[1].split(b"</row>")
    assert rows and all(map(plain_row, rows)) and not rest
    nothing, *texts = strings[1].decode().split("<si>")
    assert not nothing and texts and all(sweep.string(text) is not None for text in texts)


@pytest.mark.parametrize("seed", range(300))
def test_changed_parts_are_understood_alike(seed: int) -> None:
    chance = random.Random(seed)
    kind, name = chance.choice(((Worksheet, SCORE_SHEET), (SharedStrings, STRINGS)))
    text = parts()[name].decode()
    for _ in range(chance.choice((1, 1, 3))):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(TOKENS + CELLS) + text[at + chance.randrange(4) :]
    swept, parsed = both(kind, text.encode())
    assert swept == parsed


@pytest.mark.parametrize(
    "data",
    [
        '<row r="1"><c r="A1" t="s"><v>4</v></c><c r="B1" t="str"><f>1&amp;1</f><v>&amp;b &lt;</v></c></row>',
        '<row r="1"><c r="A1"><v/></c><c r="B1" t="str"><v></v></c><c r="C1"><f>1</f></c></row>',
        '<row r="2" spans="1:3"/><row r="5"><c t="inlineStr" r="A5" s="1"><is><t>á &gt;</t></is></c></row>',
        '<row r="1"><c r="A1" s="3"><v>46000.5</v></c><c r="B1"><v>1e4</v></c><c r="C1"><v>1_0</v></c></row>',
        '<row r="1"><c r="a1" s="3"><v>46000.5</v></c><c r="aB1" s="03"><v>46000</v></c></row>',
        '<row r="1"><c r="A1" s="+3"><v>46000</v></c></row>',
        '<row r="1"><c r="A1" s=""><v>46000</v></c></row>',
        '<row r="1"><c r="A1" s="40"><v>46000</v></c></row>',
        '<row r="1"><c r="A1" s="41"/><c r="B1" s="9999999"/></row>',
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="2"><c r="A2"/></row><row r="1"><c r="A1"/></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<c r="A1"><v>1</v></c>',
        '<row r="1"><row r="2"/></row>',
        '<row r="1"><c r="A1"><v>1</v></c>',
        '<row r="1" r="2"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" r="B1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="x"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>99999</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>',
        '<row r="1"><c r="A1"><f>HYPERLINK("http://x")</f><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f si="9" t="shared"/><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f t="array" ref="A1:B2">1</f><v>1</v></c><c r="B1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f t="array" ref="oben">1</f><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f>cmd|\' /C calc\'!A0</f><v>1</v></c></row>',
        f'<row r="1"><c r="A1" t="str"><v>{"x" * 32_768}</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>a]]&gt;b</v></c><c r="B1" t="str"><v>a]]>b</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>a\r\nb</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>&#65;</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>&unknown;</v></c></row>',
        '<!-- <row r="1"/> --><row r="1"/>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1048577"/>',
        '<row r="1"><c r="A1" xmlns="urn:z"><v>1</v></c></row>',
        '<row r="1" xmlns="urn:z"><c r="A1"><v>1</v></c></row>',
        '<row r="1" xmlns:z="urn:z"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c z:r="B1" r="A1"><v>1</v></c></row>',
        '<row r="1" x14ac:dyDescent="0.25"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f xmlns="urn:z">1</f><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f x>1</f><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f t="array" ref="A1">1</f><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>a\x9bb\x7f</v></c><c r="B1"><v>1\x85</v></c></row>',
        '<row r="1"><c r="A1" t="e"><v>#N/A\x9b</v></c></row>',
    ],
)
def test_single_cells_are_understood_alike(data: str) -> None:
    swept, parsed = both(Worksheet, worksheet(data))
    assert swept == parsed


@pytest.mark.parametrize(
    "content",
    [
        b'<worksheet><!--<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>--></worksheet>',
        b'<worksheet><a><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></a></worksheet>',
        b'<worksheet><![CDATA[<sheetData><row r="1"/></sheetData>]]></worksheet>',
        b"<worksheet a='<sheetData><row r=\"1\"/></sheetData>'/>",
        b'<sheet><sheetData><row r="1"/></sheetData></sheet>',
        b'<?xml version="1.0" encoding="US-ASCII"?><worksheet><sheetData><row r="1"><c r="A1" t="str">'
        b"<v>\xc3\xa1</v></c></row></sheetData></worksheet>",
        b'<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>\xff</v></c></row></sheetData></worksheet>',
        b'<worksheet><sheetData><row r="1"/></sheetData></worksheet>x',
        b'<worksheet><sheetData xmlns="urn:z"><row r="1"/></sheetData></worksheet>',
        b'<worksheet><sheetData><row r="1" x14ac:dyDescent="1"/></sheetData></worksheet>',
        b'<worksheet><z:a xmlns:z="urn:z"><sheetData><row r="1"/></sheetData></z:a></worksheet>',
        b"<worksheet><sheetData/><conditionalFormatting><cfRule><formula>DDE(1)</formula></cfRule>"
        b"</conditionalFormatting></worksheet>",
    ],
)
def test_cells_that_stand_elsewhere_are_understood_alike(content: bytes) -> None:
    for root in (b"<worksheet", f'<worksheet xmlns="{MAIN}" xmlns:x14ac="urn:z"'.encode()):
        swept, parsed = both(Worksheet, content.replace(b"<worksheet", root, 1))
        assert swept == parsed
