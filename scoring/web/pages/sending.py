"""Gửi biểu, Phản hồi: made by jobs, saved one by one or all in one archive."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flask import redirect, render_template, request, url_for

from scoring.engine.model import State
from scoring.pipeline.feedback import is_answered, owed_answer
from scoring.pipeline.forms import form_name
from scoring.pipeline.records import Voice
from scoring.pipeline.sent import sent_forms
from scoring.text import clean, show_date
from scoring.web.pages.common import asked_period, site, typed_day, typed_words, who
from scoring.web.pages.downloads import files_of
from scoring.web.pages.home import unit_line
from scoring.web.pages.receipts import by_sha256
from scoring.web.roles import OFFICE, page


@dataclass(frozen=True, slots=True)
class LetterAbout:
    """What a letter to a unit says of the form of a period: its name, and by when."""

    name: str
    due: str
    past: bool


def letter_about(period: str) -> LetterAbout:
    """The words for the form of a period."""
    criteria = site().office().roster.criteria
    report = next((each for each in criteria.reports if each.code == period), None)
    past = report is not None and report.last < site().today
    return LetterAbout(criteria.report(period).short_name, show_date(report.last) if report else "", past)


@page("/bieu", OFFICE, "GET", "POST")
def sending() -> Any:
    """Each unit's form of a period, and the text to send with it."""
    period = asked_period()
    if request.method == "POST":
        options = {"replace": request.form.get("thay") == "1"}
        job = site().jobs.start(site().where(period), "forms", "Tạo biểu mẫu", who(), options)
        return redirect(url_for("job", number=job.id), 303)
    office = site().office(period)
    files = files_of(office, "bieu-mau")
    criteria = office.roster.criteria
    return render_template(
        "sending.html",
        period=period,
        period_name=criteria.report(period).short_name,
        rows=[(unit, files.get(form_name(office, unit))) for unit in office.roster.evaluated],
        letter=letter_about(period),
        links=site().accounts.links(),
        sent=sent_forms(office),
        jobs=site().jobs.of("forms", period=period)[:1],
    )


@page("/bieu/da-gui", OFFICE, "POST", screen="sending")
def sent() -> Any:
    """The forms of these units were sent, by mail, Zalo or hand; or one was marked by mistake."""
    period = asked_period()
    if (number := request.form.get("bo", "")).isdecimal():
        site().ask(period, "revoke", int(number), Voice("Đánh dấu nhầm đã gửi biểu", who=who()))
    else:
        voice = Voice(typed_words("cach", "gửi bằng cách nào"), who=who())
        site().ask(period, "mark_sent", request.form.getlist("don_vi"), voice)
    return redirect(url_for("sending", ky=period, da_ghi=1), 303)


@page("/phan-hoi", OFFICE, "GET", "POST")
def answering() -> Any:
    """The units that have something to mend, their letters, and who has sent nothing."""
    period = asked_period()
    if request.method == "POST":
        return _answer(period)
    office, run = site().office(period), site().run(period)
    files = files_of(office, "phan-hoi")
    lines = [unit_line(run, result) for result in run.results.units]
    told = {receipt.unit for receipt in run.receipts if receipt.findings}
    rows = [
        (line, files.get(name), _letter(files, name), owed, is_answered(office, run, line.unit.code))
        for line in lines
        if line.unit.code in told or line.result.state is State.TO_MEND
        if (owed := owed_answer(run, line.unit.code))
        for name in [form_name(office, line.unit)]
    ]
    return render_template(
        "answering.html",
        period=period,
        period_name=run.criteria.report(period).short_name,
        rows=rows,
        silent=[line for line in lines if line.result.state is State.NOT_SUBMITTED],
        jobs=site().jobs.of("feedback", period=period)[:1],
        acknowledged=by_sha256(run),
        has_files=bool(files),
    )


def _letter(files: dict[str, Path], form: str) -> str:
    path = files.get(form.removesuffix(".xlsx") + ".txt")
    return path.read_text(encoding="utf-8") if path else ""


def _answer(period: str) -> Any:
    typed = clean(request.form.get("han", ""))
    until: date | None = typed_day(typed) if typed else None
    job = site().jobs.start(
        site().where(period), "feedback", "Tạo biểu phản hồi", who(), {"until": until, "who": who()}
    )
    return redirect(url_for("job", number=job.id), 303)
