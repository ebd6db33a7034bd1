"""Năm mới: the set copied forward, what a person has to read in it, and which set the page shows."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for

from scoring.errors import UserError
from scoring.pipeline.criteria import criteria_diff, criteria_new_year, criteria_to_check
from scoring.pipeline.library import criteria_list
from scoring.text import clean
from scoring.web.pages.common import site
from scoring.web.roles import OFFICE, page


@page("/nam-moi", OFFICE)
def new_year() -> Any:
    """The sets of the workspace; of another one what differs from the one that is shown."""
    current, shown = site().office().roster.criteria, _folder()
    sets, _ = criteria_list(site().root)
    wanted = request.args.get("bo", "")
    if wanted and wanted not in {each.id for each in sets}:
        abort(404)
    other = wanted if wanted != shown else ""
    return render_template(
        "new_year.html",
        current=current,
        shown=shown,
        sets=sets,
        other=other,
        to_check=criteria_to_check(site().root, shown, other) if other else (),
        changes=list(criteria_diff(site().root, shown, other).lines()) if other else [],
    )


def _folder() -> str:
    """The name of the folder of the set that is shown."""
    return site().office().workspace.set_folder(site().wanted_set).name


@page("/nam-moi/tao", OFFICE, "POST", screen="new_year")
def new_year_made() -> Any:
    """Copy the set that is shown to another year; the page goes on with the present one."""
    typed = clean(request.form.get("nam", ""))
    if not (typed.isascii() and typed.isdigit() and 2000 <= int(typed) <= 2100):
        raise UserError("Năm gồm bốn chữ số, từ 2000 đến 2100. Ghi lại rồi bấm Tạo.")
    current = _folder()
    folder, _ = criteria_new_year(site().root, int(typed), current)
    site().choose(current)
    return redirect(url_for("new_year", bo=folder.name), 303)


@page("/nam-moi/chon", OFFICE, "POST", screen="new_year")
def set_chosen() -> Any:
    """Show another set of the workspace."""
    wanted = request.form.get("bo", "")
    if wanted not in {folder.name for folder in site().office().workspace.sets}:
        abort(404)
    site().choose(wanted)
    return redirect(url_for("home"), 303)
