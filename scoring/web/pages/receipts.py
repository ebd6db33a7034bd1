"""Biên nhận: what acknowledges a submission, whether it was in time, and the very file that was kept."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import abort, render_template

from scoring.criteria.units import Unit
from scoring.intake.model import Receipt
from scoring.pipeline.submit import kept_file
from scoring.register import Action, Record
from scoring.register.actions import Received
from scoring.standing.late import Late
from scoring.web.answers import attachment
from scoring.web.fields import Named, named_fields
from scoring.web.pages.common import own_unit, site
from scoring.web.pages.downloads import WORKBOOK
from scoring.web.roles import READERS, UNIT, page

if TYPE_CHECKING:
    from scoring.standing.run import Consolidation


def receipts_of(unit: Unit) -> list[Record]:
    """The lines that acknowledge the unit's submissions, the newest first."""
    lines = site().ledger().of(Action.RECEIVED, unit=unit.code)
    return [record for record in reversed(list(lines)) if Received.of(record).readable]


@page("/don-vi/bien-nhan/<int:number>", UNIT)
def receipt(number: int) -> Any:
    """The receipt of one submission of this unit; of another's there is none."""
    unit, record = own_unit(), _own(number)
    period = record.draft.period
    run = site().run(period)
    return render_template(
        "receipt.html",
        unit=unit,
        record=record,
        file=Received.of(record).file,
        sha256=Received.of(record).sha256,
        period=period,
        period_name=run.criteria.report(period).short_name,
        scored=run.criteria.is_scored(period),
        came=_came(unit, period),
        read=(read := _read(record)),
        fields=fields_of(run, read) if read else None,
    )


@page("/don-vi/bien-nhan/<int:number>/tep", UNIT)
def receipt_file(number: int) -> Any:
    """The file of the receipt as it is kept, so that the unit has what the sha256 is of."""
    return _file_of(_own(number))


@page("/nhan/tep/<int:number>", READERS)
def received_file(number: int) -> Any:
    """The same for the office: the file of any receipt, to be looked at."""
    lines = site().ledger().of(Action.RECEIVED)
    return _file_of(next((each for each in lines if each.seq == number), None))


def _file_of(record: Record | None) -> Any:
    read = _read(record) if record else None
    content = kept_file(site().office(record.draft.period), read) if record and read else None
    if record is None or content is None:
        abort(404)
    suffix = Path(Received.of(record).file).suffix
    name = f"bien-nhan-{record.seq}-{record.draft.period}-{record.draft.unit}{suffix}"
    return attachment(content, name, WORKBOOK)


def by_sha256(run: "Consolidation") -> dict[str, Record]:
    """The last receipt of each file: people know it by number and time, not by its name in the folder."""
    lines = {each.sha256: run.ledger.about_file(each.sha256, run.period) for each in run.receipts}
    return {sha256: mine[-1] for sha256, mine in lines.items() if mine}


def fields_of(run: "Consolidation", read: Receipt) -> Named | None:
    """The fields that findings are about, where the form was filled in on the page; else they name cells."""
    lines = run.ledger.of(Action.RECEIVED, unit=read.unit, period=run.period)
    on_page = {file.sha256 for file in map(Received.of, lines) if file.on_page}
    form = read.form if read.sha256 in on_page else None
    return named_fields(run.roster, run.period, form) if form else None


def _own(number: int) -> Record:
    record = next((each for each in receipts_of(own_unit()) if each.seq == number), None)
    if record is None:
        abort(404)
    return record


def _read(record: Record) -> Receipt | None:
    """What is read in the file of a submission; None where it no longer lies in the folder."""
    there = site().run(record.draft.period).receipts
    sha256 = Received.of(record).sha256
    return next((each for each in there if each.sha256 == sha256 and each.unit == record.draft.unit), None)


def _came(unit: Unit, period: str) -> Late | None:
    """The day of arrival that counts, and how many days late it is; None for a period that is not due."""
    report = next((each for each in site().office().roster.criteria.reports if each.code == period), None)
    arrival = site().ledger().arrival(unit.code, period)
    return Late(report, unit.code, arrival.day, arrival.reason) if report and arrival else None
