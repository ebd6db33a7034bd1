"""Sổ theo dõi: who did what, when and why, the newest first."""

from typing import Any

from flask import render_template, request

from scoring.pipeline.upkeep import register_log
from scoring.register import Action, Record
from scoring.standing.lines import content_of
from scoring.text import fold
from scoring.web.pages.common import site
from scoring.web.roles import READERS, page

SHOWN = 500


def _said(record: Record, _: bool, content: str) -> str:
    """All words of a line, to be looked through."""
    return " ".join((record.who, record.draft.reason, record.draft.document, content))


@page("/so-theo-doi", READERS)
def log() -> Any:
    """The lines of the year, of one unit or one kind where that is asked for."""
    office = site().office()
    unit, action, words = (request.args.get(key, "") for key in ("don_vi", "viec", "tim"))
    units = {each.code: each.name for each in office.roster.units}
    lines = [
        (record, holds, content_of(record))
        for record, holds in reversed(register_log(office))
        if unit in ("", record.draft.unit) and action in ("", record.draft.action.name)
    ]
    lines = [line for line in lines if fold(words) in fold(_said(*line))]
    return render_template(
        "log.html",
        lines=lines[:SHOWN],
        total=len(lines),
        units=units,
        actions=list(Action),
        asked={"don_vi": unit, "viec": action, "tim": words},
    )
