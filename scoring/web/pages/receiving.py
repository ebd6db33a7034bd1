"""Nhận biểu: files in, per file at once what is wrong; the day on which each unit's report came."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from flask import redirect, render_template, request, url_for

from scoring.intake.model import Receipt
from scoring.pipeline.records import Voice
from scoring.pipeline.refused import note_refused, refused_uploads
from scoring.pipeline.submit import DAY_REASON
from scoring.register import Record
from scoring.text import clean
from scoring.web.pages.common import (
    asked_period,
    on_disk,
    site,
    typed_day,
    typed_words,
    under_own_names,
    uploads,
    who,
)
from scoring.web.pages.home import unit_line, unrecorded
from scoring.web.pages.receipts import by_sha256
from scoring.web.roles import OFFICE, page
from scoring.web.rows import rows

if TYPE_CHECKING:
    from scoring.pipeline.submit import HandedIn
    from scoring.standing.run import Consolidation

SHOWN = 30
"""Files that were not taken and that are named."""


@page("/nhan", OFFICE, "GET", "POST")
def receiving() -> Any:
    """The inbox of a period; a POST brings files."""
    period = asked_period()
    return _received(period) if request.method == "POST" else _shown(period)


def _received(period: str) -> Any:
    files = uploads()
    typed = clean(request.form.get("ngay", ""))
    day = typed_day(typed) if typed else site().today
    document = clean(request.form.get("so_den", ""))
    with on_disk(files) as names:
        done = site().ask(period, "hand_in_dated", list(names.values()), who(), day=day, document=document)
        done = under_own_names(done, names)
    note_refused(site().office(period), done, who())
    return _shown(period, done)


def _shown(period: str, done: "list[HandedIn] | None" = None) -> Any:
    run = site().run(period)
    office = site().office(period)
    lines = [unit_line(run, result) for result in run.results.units if run.unit(result.unit).evaluated]
    files, acknowledged = _files(run), by_sha256(run)
    notes = sorted(refused_uploads(office, run.ledger), key=lambda note: not note.unit)  # units' first
    return render_template(
        "receiving.html",
        period=period,
        period_name=run.criteria.report(period).short_name,
        done=done,
        names={unit.code: unit.name for unit in office.roster.units},
        lines=lines,
        files=files,
        acknowledged=acknowledged,
        row=rows(run.memory, "receiving"),
        shown={unit: _shown_of(mine, acknowledged) for unit, mine in files.items()},
        strangers=[receipt for receipt in run.receipts if not receipt.unit],
        unrecorded=unrecorded(run),
        refused=notes[:SHOWN],
        refused_more=len(notes[SHOWN:]),
        day_reason=DAY_REASON,
        dated=request.args.get("da_ghi", type=int),
    )


def _files(run: "Consolidation") -> Mapping[str, list[Receipt]]:
    """The files of each unit, the one that counts first."""
    found: dict[str, list[Receipt]] = defaultdict(list)
    for receipt in sorted(run.receipts, key=lambda r: (not r.counted, r.file)):
        found[receipt.unit].append(receipt)
    return found


def _shown_of(files: Sequence[Receipt], acknowledged: Mapping[str, Record]) -> tuple[object, ...]:
    """What the row of a unit shows of its files."""
    return *files, *(acknowledged.get(each.sha256) for each in files)


@page("/nhan/ngay", OFFICE, "POST", screen="receiving")
def day_of_receipt() -> Any:
    """The day on which reports came, on paper as well, for one unit or for those that are ticked."""
    period = asked_period()
    voice = Voice(typed_words("ly_do", "lý do ghi ngày nhận"), request.form.get("so_den", ""), who())
    day = typed_day(request.form.get("ngay", ""))
    units = request.form.getlist("don_vi")
    if request.form.get("con_lai"):
        ledger, everybody = site().ledger(), site().office(period).roster.evaluated
        units += [u.code for u in everybody if u.code not in units and not ledger.arrival(u.code, period)]
    site().ask(period, "receive", units, day, voice)
    return redirect(url_for("receiving", ky=period, da_ghi=len(units)), 303)
