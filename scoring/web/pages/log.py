"""Sổ theo dõi: who did what, when and why, the newest first."""

from typing import Any

from flask import render_template, request

from scoring.periods import ANNUAL
from scoring.pipeline.register_book import register_lines
from scoring.register import Action
from scoring.web.answers import attachment
from scoring.web.pages.common import site
from scoring.web.pages.downloads import WORKBOOK
from scoring.web.roles import READERS, page

SHOWN = 500


def _asked() -> dict[str, str]:
    """What is looked for: one unit, one kind, some words."""
    return {key: request.args.get(key, "") for key in ("don_vi", "viec", "tim")}


@page("/so-theo-doi", READERS)
def log() -> Any:
    """The lines of the year, of one unit or one kind where that is asked for."""
    office, asked = site().office(), _asked()
    lines = register_lines(office, *asked.values())
    return render_template(
        "log.html",
        lines=lines[:SHOWN],
        total=len(lines),
        units={each.code: each.name for each in office.roster.units},
        actions=list(Action),
        asked=asked,
    )


@page("/so-theo-doi/excel", READERS)
def log_book() -> Any:
    """The same lines as a workbook, however many they are."""
    content: bytes = site().ask(ANNUAL, "register_book", *_asked().values())
    return attachment(content, f"so-theo-doi-{site().office().roster.criteria.year}.xlsx", WORKBOOK)
