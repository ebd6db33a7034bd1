"""Forms changed at random: bytes, XML and cells. No crash, no hang, no other score in silence."""

import random
import tempfile
import time
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell

from scoring.intake.model import Receipt
from tests.hostile.base import form
from tests.hostile.test_fuzz import answers_by_another_reader, flipped, receipt_of, rewritten
from tests.intake.forms import COLUMN, SETS, said
from tests.oracle import plain
from tests.oracle.bridge import every_leaf
from tests.oracle.card import Office, Said, mark
from tests.torture.tried import Tried

SLOW = 5.0  # seconds for one form
VALUES = (
    *(
        None,
        "",
        " ",
        "x",
        "X",
        "Có",
        "Không",
        "có",
        "TRUE",
        True,
        False,
        "Đúng hạn",
        "Chậm",
        "Không có",
        "không rõ",
    ),
    *(0, 1, 2, 3, 7, 9, 10, 11, -1, 0.5, 0.75, 4.5, 1e15, "4,5", "4.5", "10 điểm", "9/10", "１０", "75%"),
    *("1 000", "1.000", "=1+1", "=A1", "#N/A", date(2026, 5, 4), "31/02/2026", "\u200b3", "3\u00a0"),
    *("O", "l", "1e3", "0x10", "∞", "x" * 300),
)


@dataclass(frozen=True)
class Mutant:
    """A changed form, and the row of the score sheet that alone was touched, if so."""

    content: bytes
    what: str
    row: str | None = None


def bytes_(source: random.Random) -> Mutant:
    return Mutant(flipped(source), "bytes")


def xml(source: random.Random) -> Mutant:
    return Mutant(rewritten(source), "xml")


@cache
def opened() -> Workbook:
    return load_workbook(BytesIO(form()))


ENTRIES = ("answer", "not_applicable", "score", "number", "day", "summary", "explanation")


def cell(source: random.Random) -> Mutant:
    """One cell of the form holds something else, mostly one that the unit fills."""
    sheet = opened()["Tự chấm điểm"] if source.random() < 0.8 else source.choice(opened().worksheets)
    scores = sheet.title == "Tự chấm điểm"
    rows = [row for row in range(1, sheet.max_row + 1) if not scores or sheet.cell(row, COLUMN["code"]).value]
    columns = [COLUMN[key] for key in ENTRIES if key in COLUMN] if scores else range(1, sheet.max_column + 1)
    way = source.random()
    if scores and way < 0.5:
        columns = [COLUMN[key] for key in ("answer", "answer", "score", "not_applicable")]
    elif way > 0.9:
        columns = range(1, sheet.max_column + 1)
    target = sheet.cell(source.choice(rows), source.choice(columns))
    if isinstance(target, MergedCell):
        return cell(source)
    code = str(sheet.cell(target.row, COLUMN["code"]).value or "") if scores else ""
    before, style = target.value, copy(target._style)
    value = target.value = source.choice(VALUES)
    content = _saved(opened())
    target.value, target._style = before, style
    return Mutant(content, f"{sheet.title}!{target.coordinate} ({code}) {before!r} -> {value!r}", code)


def _saved(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def row_moved(source: random.Random) -> Mutant:
    """Rows of the score sheet are inserted, as people do."""
    book = load_workbook(BytesIO(form()))
    sheet = book["Tự chấm điểm"]
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.insert_rows(source.randint(1, sheet.max_row), source.randint(1, 3))
    return Mutant(_saved(book), "rows inserted", "")


def mutants(wanted: int, seed: int = 2026) -> Tried:
    told, source = Tried("mutated forms"), random.Random(seed)
    makes: tuple[Callable[[random.Random], Mutant], ...] = (
        bytes_,
        bytes_,
        xml,
        xml,
        cell,
        cell,
        cell,
        row_moved,
    )
    with tempfile.TemporaryDirectory() as folder:
        sound = receipt_of(form(), Path(folder))
        for number in range(wanted):
            mutant = makes[number % len(makes)](source)
            told.count += 1
            begun = time.monotonic()
            try:
                receipt = receipt_of(mutant.content, Path(folder))
            except Exception as crash:  # whatever it is, it is what is looked for
                told.found.append(f"{number} {mutant.what}: {type(crash).__name__}: {crash}")
                continue
            if (took := time.monotonic() - begun) > SLOW:
                told.found.append(f"{number} {mutant.what}: took {took:.1f} s")
            end, fault = judged(mutant, receipt, sound)
            told.ended[end] += 1
            told.found += [f"{number} {mutant.what}: {fault}"] if fault else []
    return told


def judged(mutant: Mutant, receipt: Receipt, sound: Receipt) -> tuple[str, str]:
    """How the reading ended, and what is wrong with that."""
    errors = [found for found in receipt.findings if found.is_error]
    if receipt.form is None:
        return "refused", "" if errors else "refused without a word"
    if errors:
        return "errors told", ""
    if receipt.card is None or sound.card is None or receipt.card == sound.card:
        return "same points", ""
    if mutant.row is None:  # another score comes with another answer, which another reader sees too
        seen = said(receipt) != said(sound) and answers_by_another_reader(
            mutant.content
        ) != answers_by_another_reader(form())
        return "other points", "" if seen else "another score in silence"
    changed = {
        code for code, mark in receipt.card.marks.items() if mark.points != sound.card.marks[code].points
    }
    own = {code for code in changed if mutant.row == code or mutant.row.startswith(f"{code}-")}
    if changed - own:
        return "other points", f"points of {sorted(changed - own)} changed"
    wrong = [fault for code in changed if (fault := _unlike(receipt, code))]
    return "other points", "; ".join(wrong)


def _unlike(receipt: Receipt, code: str) -> str:
    """What the oracle says of a row that scores otherwise than before, from what was read of it."""
    assert receipt.form
    assert receipt.card
    criteria, _ = plain.read(SETS / "mini")
    leaf, row = every_leaf(criteria)[code], receipt.form.rows[code]
    answers = [str(row.entry.answers.get(str(n), "")) for n in range(1, len(row.places) + 1)]
    said = Said(tuple(answer for answer in answers if answer), row.entry.not_applicable)
    wanted = mark(criteria, {"code": "ktht", "kind": "phong"}, leaf, said, Office()).points
    found = receipt.card.marks[code].points
    return "" if found == wanted else f"{code}: {found} points for {said}, not {wanted}"
