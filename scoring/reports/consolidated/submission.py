"""Tình trạng nộp: every unit, the file that counts for it, who signed, what is still to mend."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from scoring.engine.model import State
from scoring.intake.model import SignOff
from scoring.reports.consolidated.parts import Listing
from scoring.reports.consolidated.plan import SUBMISSION, Plan
from scoring.reports.headings import short_block
from scoring.reports.run_book import RunBook
from scoring.sheets.look import TAB_TO_DO
from scoring.sheets.table import Column, Table
from scoring.standing.run import Consolidation
from scoring.standing.trail import source

TOP = 4
ON_TIME = {True: "Đúng hạn", False: "Chậm", None: ""}
MISSING = (State.NOT_SUBMITTED.value, State.TO_MEND.value)
COLUMNS = (  # so narrow that letters of 11 pt are no smaller than 8 pt on a page
    Column("unit"),
    Column("number", "STT", 5, "points"),
    Column("name", "Đơn vị", 24),
    Column("block", "Khối", 14, "centre", grows=True),
    Column("state", "Tình trạng", 12, lambda state: "error" if state in MISSING else "centre", grows=True),
    Column("file", "Tệp", 26),
    Column("sending", "Lần gửi", 6, "points"),
    Column("day", "Ngày ký", 11, "date"),
    Column("preparer", "Người lập biểu", 14),
    Column("head", "Thủ trưởng đơn vị", 14),
    Column("errors", "Số lỗi", 6, lambda errors: "error" if errors else "points"),
    Column("warnings", "Số lưu ý", 6, "points"),
    Column("arrived", "Ngày nhận", 11, "date"),
    Column("on_time", "Đúng hạn", 8, lambda on_time: "error" if on_time is False else "centre", ON_TIME),
    Column("source", "Căn cứ ngày nhận", 17),
)
TABLE = Table(COLUMNS)
BLOCK, STATE, PUNCTUAL = map(TABLE.place, ("block", "state", "on_time"))


def submission_table(run: Consolidation) -> Table:
    """Every unit of the roster: state, the file that counts, who signed, how many findings."""
    return Table(COLUMNS, tuple(_rows(run)))


def _rows(run: Consolidation) -> Iterator[tuple[Any, ...]]:
    blocks = {block.code: short_block(block.name) for block in run.blocks}
    for number, result in enumerate(run.results.units, 1):
        unit, form, files = run.unit(result.unit), run.form(result.unit), run.files(result.unit)
        sign_off = form.sign_off if form else SignOff(sending=0)
        found = [finding for receipt in files for finding in receipt.findings]
        errors = sum(finding.is_error for finding in found)
        yield (
            unit.code,
            number,
            unit.name,
            "–" if result.state is State.OUTSIDE else blocks[result.block],
            result.state.value,
            "; ".join(r.file for r in files),
            sign_off.sending or None,
            sign_off.day,
            sign_off.preparer,
            sign_off.head,
            errors,
            len(found) - errors,
            *_arrival(run, unit.code),
        )


def _arrival(run: Consolidation, unit: str) -> tuple[date | None, bool | None, str]:
    """The day on which the period's report arrived, whether in time, and where the day is known from."""
    arrival = run.ledger.arrival(unit, run.period)
    if arrival is None:
        return None, None, ""
    reports = [report for report in run.criteria.reports if report.code == run.period]
    corrected = "" if arrival.file else source(arrival)
    return arrival.day, run.ledger.punctual(unit, reports).get(run.period), corrected


def write(book: RunBook, plan: Plan) -> None:
    """One row a unit of the roster."""
    table = submission_table(plan.run)
    subtitle = f"{plan.run.period_words.capitalize()} · {len(table)} đơn vị"
    Listing(SUBMISSION, "Tình trạng nộp biểu", subtitle, TAB_TO_DO, kept=2, top=TOP).write(book, table)
