"""Thử phương án: other cut-offs and weights on the real answers; nothing is recorded."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from flask import redirect, render_template, request, url_for

from scoring.criteria.tally import most
from scoring.errors import UserError
from scoring.exchange import in_memory
from scoring.periods import ANNUAL
from scoring.pipeline.whatif import WORKBOOK, Draws, Trial, read_scenarios, saved_scenarios, what_if
from scoring.reports.what_if.book import NAMES, write_book
from scoring.reports.what_if.tables import tables
from scoring.reports.what_if.words import sentences
from scoring.web.answers import attachment
from scoring.web.pages.common import site, who
from scoring.web.pages.downloads import WORKBOOK as XLSX
from scoring.web.roles import OFFICE, READERS, page
from scoring.whatif.reading import told_scenario

if TYPE_CHECKING:
    from scoring.criteria.schema import CriteriaSet
    from scoring.reports.what_if.tried import Basis, Tried

_BASES: "Mapping[str, Basis]" = {"self": "self", "verified": "verified", "final": "final"}
_MANY, _FEWER_DRAWS = 500, 1_000
"""With more units than this a page draws so many times, so that it answers within seconds."""


@page("/thu-phuong-an", READERS)
def trying_out() -> Any:
    """What is tried stands in the address: it can be gone back to and sent to others."""
    tried, wrong = _tried()
    found = tables(tried) if tried else {}
    return render_template(
        "trying_out.html",
        asked=request.args,
        usual=_usual(site().office().roster.criteria),
        units=site().office().roster.evaluated,
        saved=saved_scenarios(site().office()),
        others=_others(),
        said=sentences(tried) if tried else (),
        found=[(NAMES[name], table) for name, table in found.items() if table.rows],
        wrong=wrong,
        can_save=bool(_told()),
    )


@page("/thu-phuong-an/bang", READERS)
def tried_book() -> Any:
    """The same trial as a workbook."""
    tried, _ = _tried()
    if tried is None:
        return redirect(_back())
    return attachment(in_memory(write_book, tried), WORKBOOK, XLSX)


@page("/thu-phuong-an/luu", OFFICE, "POST", screen="trying_out")
def save_tried() -> Any:
    """Keep the scenario of the address in the workspace, with who and why."""
    told = {"name": request.form.get("ten", "").strip(), "why": request.form.get("ly_do", "").strip()}
    scenario = told_scenario({**told, **_told()}, site().office().roster)
    site().ask(ANNUAL, "save_scenario", scenario, who())
    return redirect(_back(da_luu=told["name"]), 303)


def _back(**more: str) -> str:
    """The address of what is tried, with something to say."""
    kept = {key: request.args.getlist(key) for key in request.args if key != "da_luu"}
    return f"{url_for('trying_out')}?{urlencode({**kept, **more}, doseq=True)}"


def _tried() -> "tuple[Tried | None, tuple[str, ...]]":
    """What was tried, nothing where nothing is asked for, and what is wrong with what was typed."""
    try:
        asked = _asked()
        if not (asked.scenarios or asked.units or asked.draws or asked.against):
            return None, ()
        return site().on_kept(what_if, asked), ()
    except UserError as refused:
        return None, refused.on_page


def _asked() -> Trial:
    office = site().office()
    told = _told()
    own = (told_scenario({"name": "Phương án đang thử", **told}, office.roster),) if told else ()
    known = {path.name: path for path in saved_scenarios(office)}
    kept = read_scenarios(office, [known[name] for name in request.args.getlist("luu") if name in known])
    many = len(office.roster.units) > _MANY
    draws = Draws(number=_FEWER_DRAWS) if many else Draws()
    units = [code for code in request.args.getlist("don_vi") if office.roster.unit(code)]
    other = request.args.get("so_voi", "")
    return Trial(
        (*own, *kept),
        other if other in _others() else "",
        units,
        draws if request.args.get("do_vung") else None,
        _BASES.get(request.args.get("diem", "")),
    )


def _others() -> tuple[str, ...]:
    """The names of the other sets of the workspace."""
    workspace = site().office().workspace
    own = workspace.set_folder(site().wanted_set)
    return tuple(folder.name for folder in workspace.sets if folder != own)


def _told() -> dict[str, Any]:
    """What differs from the set of what was typed; empty where nothing does."""
    told: dict[str, Any] = {}
    for kind, usual in _usual(site().office().roster.criteria).items():
        for code, (_, value) in usual.items():
            typed = request.args.get(f"{kind}.{code}", "").strip().replace(",", ".")
            if typed and typed != value:
                told.setdefault(kind, {})[code] = typed
    for key, value in told.pop("extra", {}).items():
        told[key] = value
    gone = [code for code in request.args.get("bo", "").replace(",", " ").replace(";", " ").split() if code]
    if "maxima" in told and request.args.get("cham_lai"):
        told["by"] = "rule"
    return {**told, **({"without": gone} if gone else {})}


def _usual(criteria: "CriteriaSet") -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """What can be tried in fields of its own, with names and the set's own values."""
    extras = {
        "bonus_cap": ("Điểm thưởng tối đa", criteria.bonus),
        "penalty_cap": ("Điểm trừ tối đa", criteria.penalty),
    }
    quotas = {each.code: f"{each.percent:f}" for each in criteria.quota}
    return {
        "classes": {each.code: (each.name, f"{each.at_least:f}") for each in criteria.classes[:-1]},
        "quota": {each.code: (each.name, quotas.get(each.code, "")) for each in criteria.classes[:-1]},
        "maxima": {
            group.code: (f"{group.code}. {group.text}", f"{most(group):f}") for group in criteria.groups
        },
        "extra": {key: (words, f"{extra.cap:f}") for key, (words, extra) in extras.items() if extra},
    }
