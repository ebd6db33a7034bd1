"""Sổ theo dõi: who did what, when and why, the newest first."""

from typing import Any

from flask import abort, render_template, request

from scoring.periods import ANNUAL
from scoring.pipeline.register_book import Sought, register_lines
from scoring.register import Action
from scoring.text import ascii_slug
from scoring.web.answers import attachment
from scoring.web.pages.common import site, typed_day
from scoring.web.pages.downloads import WORKBOOK
from scoring.web.roles import READERS, page

SHOWN = 500
ACTIONS = {ascii_slug(action.value): action for action in Action}
"""Each kind of line by the words that stand for it in an address."""


def _asked() -> dict[str, str]:
    """What is looked for: one unit, one kind, some words, days."""
    return {key: request.args.get(key, "") for key in ("don_vi", "viec", "tim", "tu", "den")}


def _sought() -> Sought:
    """The same as the pipeline knows it. Raises UserError for a day that is none."""
    asked = _asked()
    if asked["viec"] and asked["viec"] not in ACTIONS:
        abort(404)
    return Sought(
        (asked["don_vi"],) if asked["don_vi"] else (),
        ACTIONS.get(asked["viec"]),
        asked["tim"],
        typed_day(asked["tu"]) if asked["tu"] else None,
        typed_day(asked["den"]) if asked["den"] else None,
    )


@page("/so-theo-doi", READERS)
def log() -> Any:
    """The lines of the year, those that are asked for."""
    office, asked = site().office(), _asked()
    sought = _sought()
    lines = register_lines(office, sought)[::-1]
    return render_template(
        "log.html",
        lines=lines[:SHOWN],
        total=len(lines),
        units={each.code: each.name for each in office.roster.units},
        actions=ACTIONS,
        asked=asked,
        sought=sought,
    )


@page("/so-theo-doi/excel", READERS)
def log_book() -> Any:
    """The same lines as a workbook, however many they are."""
    content: bytes = site().ask(ANNUAL, "register_book", _sought())
    return attachment(content, f"so-theo-doi-{site().office().roster.criteria.year}.xlsx", WORKBOOK)
