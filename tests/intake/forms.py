"""Filled forms for tests: a sound one of any unit, and the same after somebody has worked on it."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from scoring.criteria.loader import load_roster, set_hash
from scoring.criteria.schema import Criterion
from scoring.criteria.units import Roster, Unit
from scoring.findings import Finding
from scoring.forms import Prefill, write_form
from scoring.intake.folder import Desk
from scoring.intake.layout import COLUMNS, REPORT_PARTS, SCORES
from scoring.intake.model import (
    Evidence,
    FilledForm,
    Receipt,
    Row,
    SignOff,
    TaskProgress,
)
from scoring.rules import Answer, Entry
from scoring.rules.direct import Direct
from scoring.rules.ratio import Ratio
from tests.support.receiving import receive_one

SETS = Path(__file__).parents[1] / "sets"
COLUMN = {column.key: number for number, column in enumerate(COLUMNS, 1)}
Change = Callable[[Workbook], None]


@cache
def mini() -> Roster:
    return load_roster(SETS / "mini")


@cache
def mini_hash() -> str:
    return set_hash(mini().criteria)


def desk() -> Desk:
    return Desk(mini(), mini_hash(), "nam")


def unit(code: str) -> Unit:
    found = mini().unit(code)
    assert found, code
    return found


def answers(criterion: Criterion) -> dict[str, Answer]:
    """Good answers of any rule."""
    if isinstance(criterion.rule, Ratio):
        return {"1": Decimal(9), "2": Decimal(10)}
    if isinstance(criterion.rule, Direct):
        return {"1": Decimal("8.5")}
    fields = criterion.rule.fields(criterion.max)
    return {
        f.key: f.choices[0] if f.choices else Decimal(0 if criterion.code != "2.5" else 3) for f in fields
    }


def sound(code: str = "ktht", **signed: object) -> Prefill:
    """A complete form without a finding; ``signed`` changes the sign-off."""
    evidence = Evidence("12/KH-UBND", date(2026, 3, 5), "Kế hoạch dân vận năm 2026")
    rows = {
        criterion.code: Row(criterion.code, Entry(answers(criterion)), evidence, "Theo hồ sơ lưu.")
        for criterion in mini().asked(unit(code))
        if criterion.by_unit and not mini().exemption(unit(code), criterion.code)
    }
    sign_off = SignOff("Nguyễn Thị An", "Trần Văn Bình", date(2026, 11, 10))
    return Prefill(
        rows=rows,
        declared={"DK1": False, "DK2": False},
        sign_off=replace(sign_off, **signed),  # type: ignore[arg-type]
        tasks=tuple(TaskProgress(task.code, "Hoàn thành", "Đã xong") for task, _ in mini().tasks(unit(code))),
        report=dict.fromkeys(REPORT_PARTS, "Đã thực hiện theo kế hoạch."),
    )


def with_row(filled: Prefill, code: str, **changes: object) -> Prefill:
    """The same form with one row changed."""
    rows = dict(filled.rows)
    rows[code] = replace(rows[code], **changes)  # type: ignore[arg-type]
    return replace(filled, rows=rows)


def written(filled: Prefill | None = None, code: str = "ktht", *, period: str = "nam") -> bytes:
    """A form as the unit ``code`` sends it: a sound one where nothing else is said."""
    return _written(filled, code, period) if filled else _sound(code, period)


@cache
def _sound(code: str, period: str) -> bytes:
    return _written(sound(code), code, period)


def _written(filled: Prefill, code: str, period: str) -> bytes:
    buffer = BytesIO()
    write_form(buffer, mini(), unit(code), period=period, filled=filled)
    return buffer.getvalue()


def changed(change: Change, content: bytes | None = None) -> bytes:
    """As if somebody had opened, changed and saved it with a program that keeps no cached values."""
    book = load_workbook(BytesIO(content or written()))
    change(book)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def scores(book: Workbook) -> Worksheet:
    sheet = book[SCORES]
    assert isinstance(sheet, Worksheet)
    return sheet


def row_of(sheet: Worksheet, code: str) -> int:
    return next(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, COLUMN["code"]).value == code)


def put(code: str, key: str, value: object) -> Change:
    """Write into one cell of the score sheet, by row code and column key."""

    def change(book: Workbook) -> None:
        scores(book).cell(row_of(scores(book), code), COLUMN[key]).value = value  # type: ignore[assignment]

    return change


def received(content: bytes, folder: Path, name: str = "bieu.xlsx") -> Receipt:
    path = folder / name
    path.write_bytes(content)
    return receive_one(path, desk())


def codes(receipt: Receipt) -> list[str]:
    return [found.code for found in receipt.findings]


def only(receipt: Receipt, code: str) -> Finding:
    [found] = [f for f in receipt.findings if f.code == code]
    return found


def said(receipt: Receipt) -> object:
    """What the unit says, wherever it stands."""
    form = receipt.form
    assert isinstance(form, FilledForm)
    rows = {code: (row.entry, row.evidence, row.explanation) for code, row in form.rows.items()}
    signed = replace(form.sign_off, places={})
    return rows, form.declared, signed, form.tasks, form.report


def computed(
    cell: str, formula: str, value: object, sheet: str = SCORES, *, of: str = "", content: bytes = b""
) -> bytes:
    """As if somebody had put a formula into a cell of a form: its result, whatever it is, is stored with it.

    ``of``: the attributes of the formula, as those of an array.
    """
    kind = "b" if isinstance(value, bool) else "str" if isinstance(value, str) else "n"
    shown = escape(str(int(value) if isinstance(value, bool) else value))
    inside = f'"\\g<1> t="{kind}"><f{of}>{escape(formula)}</f><v>{shown}</v></c>'
    buffer, content = BytesIO(), content or written()
    number = load_workbook(BytesIO(content)).sheetnames.index(sheet) + 1
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == f"xl/worksheets/sheet{number}.xml":
                old = rf'<c r="{cell}"( s="[0-9]+")?(?: t="[a-z]+")?(?:/>|>.*?</c>)'
                text, count = re.subn(old, f'<c r="{cell}{inside}', part.decode())
                assert count == 1, cell
                part = text.encode()
            target.writestr(name, part)
    return buffer.getvalue()
