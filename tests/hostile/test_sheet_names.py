"""Names of sheets that would be formulas, links or mark-up: wherever they are told they are text."""

import re
import shutil
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from openpyxl import load_workbook

from scoring.intake.layout import SCORES
from scoring.pipeline.consolidation import consolidate
from scoring.pipeline.feedback import feedback
from scoring.pipeline.office import Office, open_office
from scoring.pipeline.verify import verify_export
from tests.intake.forms import (
    changed,
    codes,
    put,
    written,
)
from tests.xlsx.parts import parts_of, zipped

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

ROOT = Path(__file__).parents[2]
WORKBOOK = "xl/workbook.xml"
NAMES = [
    "=1+1",
    "=cmd|'/C calc'!A0",
    "@SUM(1+1)",
    "+1+1",
    "-1+1",
    "{=1+1}",
    "http://192.0.2.1/x",
    "mailto:a@b.c",
    "'!A1)+cmd('",
    '"&1+1&"',
    "<r>x</r>",
    "]]></t><t>",
    "\u202eđảo\x9b31m",
]
QUOTED = re.compile(r'"(?:[^"]|"")*"')


def named(name: str, unit: str) -> bytes:
    """A form with an answer that is wrong on a sheet of this name."""
    parts = parts_of(changed(put("2.5", "answer", "ba"), written(code=unit)))
    book = parts[WORKBOOK].decode()
    assert f'name="{SCORES}"' in book
    renamed = book.replace(f'name="{SCORES}"', f"name={quoteattr(name)}").replace(
        f"'{SCORES}'!", f"'{escape(name)}'!"
    )
    return zipped({**parts, WORKBOOK: renamed.encode()})


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Four units have sent forms with such sheets, and there is one more of each name from one of them."""
    root = tmp_path_factory.mktemp("ward")
    shutil.copytree(ROOT / "tests" / "sets" / "mini", root / "criteria" / "mini")
    office = open_office(root)
    office.inbox.mkdir(parents=True)
    units = [unit.code for unit in office.roster.evaluated]
    for number, name in enumerate(NAMES):
        unit = units[number % len(units)]
        (office.inbox / f"{number:02}.xlsx").write_bytes(named(name, unit))
    return office


def harmless(path: Path) -> set[str]:
    """The texts of a workbook in which no formula says what a name says, and no link leads out."""
    texts = set()
    for sheet in load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    said = QUOTED.sub("", str(cell.value))
                    assert not re.search(r"192\.0|cmd|1\+1|mailto|calc", said), (sheet.title, cell.coordinate)
                elif isinstance(cell.value, str):
                    texts.add(cell.value)
                assert not (cell.hyperlink and cell.hyperlink.target), (sheet.title, cell.coordinate)
    for name, part in parts_of(path.read_bytes()).items():
        assert b'TargetMode="External"' not in part, name
    return texts


def test_names_of_sheets_are_text_wherever_they_are_told(ward: Office) -> None:
    done = consolidate(ward)
    read = [receipt for receipt in done.consolidation.receipts if receipt.form]
    assert len(read) == len(NAMES)
    assert all("N02" in codes(receipt) for receipt in read)
    told = harmless(done.workbook)
    assert {"=1+1", "+1+1", "{=1+1}", "http://192.0.2.1/x"} <= told
    answered = feedback(ward)
    assert not answered.unanswered
    assert answered.returned
    for each in answered.returned:
        harmless(each.form)
    for book in verify_export(ward).files:
        harmless(book)
