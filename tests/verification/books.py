"""Verification books for tests: exported from a run made by hand, filled, read back, taken or refused."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from scoring.criteria.loader import load_roster, set_hash
from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Roster
from scoring.intake.folder import Desk
from scoring.register import Draft, Ledger, Record
from scoring.rules import Entry
from scoring.standing.run import Consolidation
from scoring.standing.verdicts import answer_print
from scoring.verification.book import books, parts, write_verification
from scoring.verification.decision import Decided, Prints, decide
from scoring.verification.layout import TITLE
from scoring.verification.reader import BookReading, receive_books
from tests.reports.runs import consolidate, form, receipt

SETS = Path(__file__).parents[1] / "sets"
VERIFIERS = (
    {"code": "vhxh", "name": "Phòng Văn hóa - Xã hội", "never": ("vhxh",)},
    {"code": "ktht", "name": "Phòng Kinh tế", "takes": {"units": ("vhxh",)}, "never": ("ktht",)},
)
Cells = Mapping[tuple[str, str, str], Any]
"""Unit, criterion and column key -> what is typed there."""


@cache
def roster() -> Roster:
    """The mini set with two verifiers, neither of whom verifies itself."""
    mini = load_roster(SETS / "mini")
    content = mini.criteria.model_dump(exclude_defaults=True) | {"verifiers": VERIFIERS}
    return Roster(CriteriaSet.model_validate(content), mini.units)


@cache
def run(seed: int = 7) -> Consolidation:
    """Four units have submitted; ktht says that 2.1 did not arise; tdp-2 has sent nothing."""
    here = roster()
    receipts = []
    for unit in here.evaluated:
        if unit.code == "tdp-2":
            continue
        made = form(here, unit, seed)
        if unit.code == "ktht":
            rows = {**made.rows, "2.1": replace(made.rows["2.1"], entry=Entry(not_applicable=True))}
            made = replace(made, rows=rows)
        receipts.append(receipt(made))
    return consolidate(here, tuple(receipts))


def resubmitted(before: Consolidation, unit: str, code: str) -> Consolidation:
    """The run after the unit has sent another answer to one criterion."""
    receipts = []
    for each in before.receipts:
        if each.unit == unit and each.form:
            row = replace(each.form.rows[code], explanation="Đã bổ sung sau khi gửi")
            each = replace(each, form=replace(each.form, rows={**each.form.rows, code: row}))  # noqa: PLW2901
        receipts.append(each)
    return replace(consolidate(before.roster, tuple(receipts)), ledger=before.ledger)


def exported(of: Consolidation, verifier: str = "", units: Sequence[str] = ()) -> bytes:
    """The book of the team, or of one verifier."""
    who = next((each for each in of.criteria.verifiers if each.code == verifier), None)
    found = [part for part in parts(of, units) if who in (None, part.verifier)]
    [plan] = books(of, found, who)
    buffer = BytesIO()
    write_verification(buffer, plan)
    return buffer.getvalue()


@cache
def fresh() -> bytes:
    """The team's book of the run, nobody having verified anything."""
    return exported(run())


def changed(content: bytes, change: Callable[[Workbook], None]) -> bytes:
    """As if somebody had opened, changed and saved it with a program that keeps no cached values."""
    book = load_workbook(BytesIO(content))
    change(book)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def columns(sheet: Any) -> tuple[int, dict[str, int]]:
    """The row of titles and the column of each key."""
    head = next(r for r in range(1, 12) if sheet.cell(r, 1).value == TITLE["unit"])
    titles = {cell.value: cell.column for cell in sheet[head]}
    return head, {key: titles[title] for key, title in TITLE.items() if title in titles}


def at(book: Workbook, unit: str, code: str, key: str) -> Any:
    """One cell by unit, criterion and column key."""
    for sheet in book.worksheets[1:-1]:
        head, column = columns(sheet)
        for row in range(head + 1, sheet.max_row + 1):
            if (sheet.cell(row, 1).value, sheet.cell(row, 2).value) == (unit, code):
                return sheet.cell(row, column[key])
    raise LookupError(f"{unit} {code}")


def put(cells: Cells) -> Callable[[Workbook], None]:
    """Type into the book."""

    def change(book: Workbook) -> None:
        for (unit, code, key), value in cells.items():
            at(book, unit, code, key).value = float(value) if isinstance(value, Decimal) else value

    return change


def filled(content: bytes, cells: Cells) -> bytes:
    """The book with these cells typed."""
    return changed(content, put(cells))


def desk(of: Consolidation) -> Desk:
    return Desk(of.roster, set_hash(of.criteria), of.period)


def received(of: Consolidation, folder: Path, *contents: bytes) -> tuple[BookReading, ...]:
    """Read as the import does, in worker processes."""
    paths = [folder / f"so-{number}.xlsx" for number, _ in enumerate(contents, 1)]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return receive_books(paths, desk(of))


def taken(of: Consolidation, folder: Path, *contents: bytes) -> Decided:
    """What the import decides, ``of`` being the forms and the register of today."""
    read = received(of, folder, *contents)
    return decide(read, of.roster, of.period, of.ledger, prints(of))


def prints(of: Consolidation) -> Prints:
    return lambda unit, criterion: answer_print(of.form(unit), criterion)


def after(of: Consolidation, drafts: Sequence[Draft]) -> Consolidation:
    """The run with these lines in its register."""
    first = of.ledger.last + 1
    now = datetime(2026, 11, 20, tzinfo=UTC)
    lines = tuple(Record(seq, now, "Lan", draft) for seq, draft in enumerate(drafts, first))
    return replace(of, ledger=Ledger((*of.ledger.records, *lines)))


def codes(decided: Decided) -> list[str]:
    return [found.code for book in decided.books for found in book.findings]
