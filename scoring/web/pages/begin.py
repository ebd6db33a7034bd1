"""Bắt đầu: a folder without a workspace gets one, with a set that is shipped or with the office's own."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for

from scoring.example import shipped_sets
from scoring.pipeline.begin import may_begin
from scoring.pipeline.library import criteria_list
from scoring.pipeline.office import init
from scoring.web.pages.common import on_disk, site, uploads, who
from scoring.web.roles import OFFICE, page


@page("/bat-dau", OFFICE)
def beginning() -> Any:
    """Which set to begin with; in a folder that has one there is nothing to begin."""
    if not may_begin(site().root):
        return redirect(url_for("criteria_set"), 303)
    return render_template("beginning.html", folder=site().root.resolve(), sets=criteria_list(site().root)[1])


@page("/bat-dau/bo-kem-theo", OFFICE, "POST", screen="beginning")
def begun_with_shipped() -> Any:
    """Begin with a set that is shipped."""
    wanted = request.form.get("bo", "")
    if wanted not in shipped_sets():
        abort(404)
    init(site().root, wanted)
    return redirect(url_for("criteria_set", bat_dau=1), 303)


@page("/bat-dau/bo-cua-co-quan", OFFICE, "POST", screen="beginning")
def begun_with_book() -> Any:
    """Begin with the office's own set, as it lies in its workbook."""
    with on_disk(uploads()[:1]) as names:
        [path] = names.values()
        left = site().ask_example("begin_with_book", site().root, path, who())
    return redirect(url_for("criteria_changes") if left else url_for("criteria_set", bat_dau=1), 303)
