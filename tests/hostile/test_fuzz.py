"""A good form with bytes changed: a value, a finding or a refusal; never a crash, never another score.

Seeded, so that a failure is found again. ``DANVAN_FUZZ=20000`` asks for more than the suite's six thousand.
"""

import os
import random
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED

import pytest
from openpyxl import load_workbook

from scoring.intake.model import Outcome, Receipt
from tests.hostile.base import SCORE_SHEET, STRINGS, STYLES, WORKBOOK, form, parts
from tests.intake.forms import desk, said
from tests.support.receiving import receive_one
from tests.xlsx.parts import zipped

TIMES = int(os.environ.get("DANVAN_FUZZ", "3000"))
PARTS = (SCORE_SHEET, SCORE_SHEET, SCORE_SHEET, STRINGS, STYLES, WORKBOOK)
TOKENS = [
    "",
    "<",
    "/>",
    '"',
    "0",
    "9",
    "-",
    "e",
    "&#57;",
    "&lt;",
    "<!--9-->",
    "<v>9</v>",
    "<c/>",
    " ",
    "\u0309",
    "_x0000_",
]


def flipped(source: random.Random) -> bytes:
    """Bytes of the container: what a bad disk or a bad line does."""
    content = bytearray(form())
    for _ in range(source.choice((1, 1, 2, 8))):
        content[source.randrange(len(content))] ^= 1 << source.randrange(8)
    return bytes(content)


def rewritten(source: random.Random) -> bytes:
    """The container is sound, and the XML inside says something else."""
    changed = parts()
    name = source.choice(PARTS)
    text = changed[name].decode()
    at = source.randrange(len(text))
    changed[name] = (text[:at] + source.choice(TOKENS) + text[at + source.randrange(3) :]).encode()
    return zipped(changed, ZIP_STORED)  # deflating a part costs more than reading it


def receipt_of(content: bytes, folder: Path) -> Receipt:
    path = folder / "bieu.xlsx"
    path.write_bytes(content)
    return receive_one(path, desk())


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Receipt:
    return receipt_of(form(), tmp_path_factory.mktemp("sound"))


def checked(receipt: Receipt) -> None:
    """It ends in one of three ways, each of them told."""
    assert receipt.outcome in {Outcome.READ, Outcome.REJECTED}
    assert (receipt.outcome is Outcome.REJECTED) == (receipt.form is None)
    assert receipt.form or any(found.is_error for found in receipt.findings)
    assert all(found.code != "T09" for found in receipt.findings)


def test_flipped_bytes_are_refused_or_change_nothing(tmp_path: Path, sound: Receipt) -> None:
    """Every member has a checksum: a flip is either seen, or in a byte that means nothing."""
    source = random.Random(2026)
    for number in range(TIMES):
        receipt = receipt_of(flipped(source), tmp_path)
        checked(receipt)
        if receipt.form:
            assert said(receipt) == said(sound), number
            assert receipt.card == sound.card, number


@pytest.mark.parametrize("seed", range(3))
def test_rewritten_parts_never_change_a_score_in_silence(tmp_path: Path, sound: Receipt, seed: int) -> None:
    """Another score comes with another answer in the cells that another reader sees too."""
    source = random.Random(seed)
    for number in range(TIMES // 3):
        content = rewritten(source)
        receipt = receipt_of(content, tmp_path)
        checked(receipt)
        if receipt.card != sound.card and not any(found.is_error for found in receipt.findings):
            assert said(receipt) != said(sound), (seed, number)
            assert answers_by_another_reader(content) != answers_by_another_reader(form()), (seed, number)


def answers_by_another_reader(content: bytes) -> object:
    book = load_workbook(BytesIO(content), data_only=True)
    return [[cell.value for cell in row] for sheet in book.worksheets for row in sheet.iter_rows()]
