"""Verification books changed at random: nothing is taken that nobody typed, and nothing crashes."""

import random
import tempfile
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell

from tests.hostile.test_fuzz import TOKENS
from tests.torture.mutations import VALUES
from tests.torture.tried import Tried
from tests.verification.books import (
    columns,
    filled,
    fresh,
    run,
    taken,
)
from tests.xlsx.parts import parts_of, zipped

ENTRIES = ("points1", "points1", "reason1", "reply", "points2", "reason2", "reviewed", "unit", "code", "own")
TYPED = (("ktht", "1.2", Decimal(4)), ("vp", "1.2", Decimal(8)))
Where = tuple[str, str]


@dataclass(frozen=True)
class Mutant:
    """A changed book, and the row that alone may say something else now; ``None`` where any may."""

    content: bytes
    what: str
    row: Where | None


@cache
def book() -> bytes:
    """Two rows are filled."""
    cells = {(unit, code, "points1"): points for unit, code, points in TYPED}
    return filled(fresh(), cells | {(unit, code, "reason1"): "Thiếu hồ sơ" for unit, code, _ in TYPED})


@cache
def opened() -> Workbook:
    return load_workbook(BytesIO(book()))


def bytes_(source: random.Random) -> Mutant:
    content = bytearray(book())
    content[source.randrange(len(content))] ^= 1 << source.randrange(8)
    return Mutant(bytes(content), "bytes", ("", ""))


def xml(source: random.Random) -> Mutant:
    changed = parts_of(book())
    name = source.choice(sorted(name for name in changed if name.endswith(".xml")))
    text = changed[name].decode()
    at = source.randrange(len(text))
    changed[name] = (text[:at] + source.choice(TOKENS) + text[at + source.randrange(3) :]).encode()
    return Mutant(zipped(changed), f"{name} at {at}", None)


def cell(source: random.Random) -> Mutant:
    sheet = source.choice(opened().worksheets[1:-1])
    head, column = columns(sheet)
    row, key = source.randint(head + 1, sheet.max_row), source.choice(ENTRIES)
    target = sheet.cell(row, column[key])
    if isinstance(target, MergedCell):
        return cell(source)
    where = (str(sheet.cell(row, column["unit"]).value), str(sheet.cell(row, column["code"]).value))
    before, style = target.value, copy(target._style)
    value = target.value = source.choice(VALUES)
    buffer = BytesIO()
    opened().save(buffer)
    target.value, target._style = before, style
    return Mutant(buffer.getvalue(), f"{where} {key}: {before!r} -> {value!r}", where)


def mutated_books(wanted: int, seed: int = 2026) -> Tried:
    told, source = Tried("mutated verification books"), random.Random(seed)
    makes = (bytes_, xml, cell, cell, cell)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(wanted):
            mutant = makes[number % len(makes)](source)
            told.count += 1
            try:
                decided = taken(run(), Path(folder), mutant.content)
            except Exception as crash:  # whatever it is, it is what is looked for
                told.found.append(f"{number} {mutant.what}: {type(crash).__name__}: {crash}")
                continue
            if decided.errors:
                told.ended["errors told"] += 1
                continue
            got = {(draft.unit, draft.criterion): Decimal(draft.values["points"]) for draft in decided.drafts}
            wanted_rows = {(unit, code): points for unit, code, points in TYPED}
            odd = {key for key in got | wanted_rows if got.get(key) != wanted_rows.get(key)}
            told.ended["other points" if odd else "same points"] += 1
            if mutant.row is not None and odd - {mutant.row}:
                told.found.append(f"{number} {mutant.what}: {odd} changed")
    return told
