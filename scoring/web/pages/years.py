"""Các năm: every unit over the years, one of them drawn; nothing is recorded."""

from typing import Any

from flask import redirect, render_template, request, url_for

from scoring.exchange import in_memory
from scoring.periods import ANNUAL
from scoring.pipeline.years import WORKBOOK, over_years
from scoring.reports.final.years import NO_EARLIER
from scoring.reports.years.book import all_sentences, write_years
from scoring.reports.years.drawn import drawing
from scoring.reports.years.joined import Years
from scoring.text import clean
from scoring.web.answers import attachment
from scoring.web.pages.common import on_disk, site, uploads
from scoring.web.pages.downloads import WORKBOOK as XLSX
from scoring.web.roles import OFFICE, READERS, page


@page("/cac-nam", READERS)
def years_seen() -> Any:
    """All units; ``don_vi`` is drawn, else the best one."""
    found = _found()
    unit = found.by_unit.get(request.args.get("don_vi", "")) or next(iter(found.units), None)
    drawn, before = drawing(found, unit) if unit else None, found.run.criteria.year - 1
    by_hand = NO_EARLIER.format(before, "chạy lại")  # the page has a button for it
    return render_template(
        "years.html",
        found=found,
        chosen=unit,
        drawn=drawn,
        said=[line for line in all_sentences(found) if line != by_hand],
        alone=all(year.year == found.run.criteria.year for year in found.years),
        before=before,
        taken=request.args.get("da_nhan", type=int),
    )


@page("/cac-nam/dua-vao", OFFICE, "POST", screen="years_seen")
def earlier_taken() -> Any:
    """The results of a year of before the tool, in a table as offices keep them."""
    typed = clean(request.form.get("nam", ""))
    year = int(typed) if typed.isascii() and typed.isdigit() else 0
    with on_disk(uploads()[:1]) as names:
        [path] = names.values()
        replaces = request.form.get("thay_cu") == "1"
        units = site().ask(ANNUAL, "take_earlier", path, year, replaces=replaces)
    return redirect(url_for("years_seen", da_nhan=units), 303)


@page("/cac-nam/bang", READERS)
def years_book() -> Any:
    """The same years as a workbook."""
    found = _found()
    return attachment(in_memory(write_years, found), WORKBOOK, XLSX)


def _found() -> Years:
    """Editions and lists are opened in a process of their own."""
    return site().on_kept(over_years, written=site().ask(ANNUAL, "years_written"))
