"""Điền trên trang: the form as a page, row by row; the draft is saved at every change.

Points and findings are those of the Excel form that the draft becomes: the page knows no rule.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from flask import redirect, render_template, request, url_for

from scoring.criteria.schema import CriteriaSet, Criterion
from scoring.engine.classify import effect_words
from scoring.engine.model import Scorecard, Status
from scoring.forms.draft import FormDraft, answer_name, part_name, report_name, signed_name, task_name
from scoring.intake.layout import (
    AWARDED_BY,
    EXEMPT,
    REPORT,
    TASK_PROGRESS,
    TASKS,
    ConditionRow,
    CriterionRow,
    HeadingRow,
    as_criterion,
    report_parts,
    rows,
    task_rows,
)
from scoring.pipeline.fill import sent_so_far
from scoring.pipeline.refused import note_refused
from scoring.standing.tracing import files_of
from scoring.web.answers import attachment
from scoring.web.fields import PARTS, SIGNED
from scoring.web.pages.common import asked_period, on_disk, own_unit, site, uploads, who
from scoring.web.pages.downloads import WORKBOOK
from scoring.web.roles import UNIT, page
from scoring.web.words import points

if TYPE_CHECKING:
    from scoring.criteria.units import Roster, Unit
    from scoring.intake.model import Receipt

_VERSION, _WINDOW = "ban", "cua_so"


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A row that the unit answers, or a heading, or a row whose points somebody else gives."""

    number: int
    heading: HeadingRow | None = None
    criterion: Criterion | None = None
    how: str = ""
    given: str = ""
    is_condition: bool = False

    @property
    def code(self) -> str:
        """The criterion's, or the condition's."""
        return self.criterion.code if self.criterion else ""


@page("/don-vi/cham", UNIT, "GET", "POST")
def filling() -> Any:
    """The whole form; a POST saves it and, with its second button, hands it in."""
    unit, period = own_unit(), asked_period()
    if request.method == "GET":
        sent = sent_so_far(site().run(period), unit.code)
        draft = replace(site().ask(period, "opened_draft", unit.code, sent), window=token_hex(8))
        tried = site().ask(period, "try_draft", unit.code, draft) if draft.texts else None
        differs = bool(draft.version) and site().ask(period, "differs_from_sent", unit.code, draft, sent)
        return _shown(draft, tried, differs=differs)
    draft = site().ask(period, "keep_draft", unit.code, _typed())
    if "nop" not in request.form:
        return _shown(draft, site().ask(period, "try_draft", unit.code, draft), saved=True)
    sent = sent_so_far(site().run(period), unit.code)
    done = site().ask(period, "hand_in_draft", unit.code, draft, who(), sent)
    note_refused(site().office(period), [done], who(), unit=unit.code)
    if done.record:
        return redirect(url_for("receipt", number=done.record.seq), 303)
    return _shown(draft, done.receipt, refusal=done.refusal)


@page("/don-vi/cham/tinh", UNIT, "POST", screen="filling")
def filling_live() -> Any:
    """Save what was changed; the points and findings of every row, put in their places."""
    unit, period = own_unit(), asked_period()
    draft = site().ask(period, "keep_draft", unit.code, _typed())
    receipt = site().ask(period, "try_draft", unit.code, draft)
    return render_template("parts/filling_live.html", **_outcome(unit.code, period, draft, receipt))


@page("/don-vi/cham/excel", UNIT, "GET", "POST", screen="filling")
def filling_excel() -> Any:
    """What was typed as the unit's Excel form; a POST goes on from an Excel form."""
    unit, period = own_unit(), asked_period()
    sent = sent_so_far(site().run(period), unit.code)
    draft = site().ask(period, "opened_draft", unit.code, sent)
    if request.method == "GET":
        content = site().ask(period, "draft_form", unit.code, draft, sent)
        return attachment(content, f"dang-dien-{period}-{unit.code}.xlsx", WORKBOOK)
    with on_disk(uploads()[:1], named=False) as names:
        [path] = names.values()
        taken = site().ask(period, "draft_from_file", unit.code, path, draft.version)
    site().ask(period, "keep_draft", unit.code, taken)
    return redirect(url_for("filling", ky=period), 303)


def _typed() -> FormDraft:
    """What the browser sent; what the form does not have is left out where it is saved."""
    texts = {name: text for name, text in request.form.items() if ":" in name}
    return FormDraft(texts, request.form.get(_VERSION, 0, type=int), request.form.get(_WINDOW, "")[:32])


def _shown(
    draft: FormDraft,
    receipt: "Receipt | None",
    *,
    saved: bool = False,
    refusal: str = "",
    differs: bool = False,
) -> Any:
    unit, period = own_unit(), asked_period()
    run = site().run(period)
    criteria = run.criteria
    return render_template(
        "filling.html",
        unit=unit,
        period=period,
        period_name=criteria.report(period).short_name,
        rows=list(_rows(run.roster, unit)) if criteria.is_scored(period) else [],
        tasks=task_rows(run.roster, unit),
        progress=TASK_PROGRESS,
        report=report_parts(criteria.report(period)),
        signed=SIGNED,
        parts=PARTS,
        saved=saved,
        refusal=refusal,
        differs=differs,
        answer_name=answer_name,
        part_name=part_name,
        task_name=task_name,
        report_name=report_name,
        signed_name=signed_name,
        **_outcome(unit.code, period, draft, receipt),
    )


def _outcome(unit: str, period: str, draft: FormDraft, receipt: "Receipt | None") -> dict[str, Any]:
    """The points, the provisional class and the findings, each with the row that it belongs to."""
    run = site().run(period)
    member = run.unit(unit)
    asked = list(_rows(run.roster, member)) if run.criteria.is_scored(period) else []
    findings = receipt.findings if receipt else ()
    codes = [each.code for each in asked if each.criterion]
    others = [found for found in findings if found.criterion not in codes]
    of_tasks = [found for found in others if found.place.sheet == TASKS]
    of_report = [found for found in others if found.place.sheet == REPORT]
    general = [found for found in others if found.place.sheet not in (TASKS, REPORT)]
    by_code = {code: [found for found in findings if found.criterion == code] for code in codes}
    places = {"loi-chung": general, **{f"muc-{code}": found for code, found in by_code.items()}}
    places |= {"loi-nhiem-vu": of_tasks, "loi-bao-cao": of_report}
    return {
        "draft": draft,
        "receipt": receipt,
        "asked": asked,
        "files": {code: names for code in codes if (names := files_of(run, unit, code))},
        "found": by_code,
        "of_tasks": of_tasks,
        "of_report": of_report,
        "others": general,
        "errors": sum(found.is_error for found in findings),
        "first": next((at for at, found in places.items() if any(f.is_error for f in found)), ""),
        "places": run.criteria.rounding.points,
        "total_places": run.criteria.rounding.total,
        "scored": run.criteria.is_scored(period),
        "reach": _reach(run.criteria, receipt.card, asked) if receipt and receipt.card else "",
    }


def _reach(criteria: CriteriaSet, card: Scorecard, asked: Sequence[AskedRow]) -> str:
    """What a total is a total of: the scale, the maximum, and how many criteria are answered so far."""
    own = [each.code for each in asked if each.criterion and not (each.given or each.is_condition)]
    answered = sum(card.marks[code].status is not Status.BLANK for code in own)
    scale = "theo thang 100; " if criteria.score_on == "percent" else ""
    main = [points(each, criteria.rounding.points) for each in (card.main, card.applicable)]
    return f"({scale}được {main[0]}/{main[1]} điểm; đã điền {answered}/{len(own)} tiêu chí)"


def _rows(roster: "Roster", unit: "Unit") -> Iterator[AskedRow]:
    for number, row in enumerate(rows(roster, unit)):
        match row:
            case HeadingRow():
                yield AskedRow(number, heading=row)
            case CriterionRow(criterion, exempt) if exempt or not criterion.by_unit:
                who = criterion.rule.scorer() or roster.criteria.office
                given = EXEMPT.format(basis=exempt) if exempt else AWARDED_BY.format(who=who)
                yield AskedRow(number, criterion=criterion, how=criterion.how, given=given)
            case CriterionRow(criterion):
                yield AskedRow(number, criterion=criterion, how=criterion.how)
            case ConditionRow(condition):
                how = effect_words(roster.criteria, condition)
                yield AskedRow(number, criterion=as_criterion(condition), how=how, is_condition=True)
            case _:
                continue
