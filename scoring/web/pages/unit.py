"""The unit's own screens: what is due, trying a form, handing it in, its result."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import abort, redirect, render_template, request, url_for

from scoring.criteria.units import Unit
from scoring.engine.model import State
from scoring.errors import UserError
from scoring.periods import ANNUAL
from scoring.pipeline.explain import explain, explainable, explained
from scoring.pipeline.feedback import is_answered
from scoring.pipeline.forms import form_name
from scoring.pipeline.records import Voice
from scoring.pipeline.refused import RefusedUpload, last_refused, note_refused
from scoring.register import Action, Ledger
from scoring.standing.comparison import awaited_days, finality, is_settled
from scoring.standing.history import history
from scoring.text import show_date
from scoring.web.answers import attachment
from scoring.web.pages.common import (
    asked_period,
    current_period,
    on_disk,
    own_unit,
    periods,
    site,
    under_own_names,
    uploads,
    who,
)
from scoring.web.pages.downloads import WORKBOOK, files_of
from scoring.web.pages.home import UnitLine, closing_words, unit_line
from scoring.web.pages.ranking import criteria_rows
from scoring.web.pages.receipts import fields_of, receipts_of
from scoring.web.path import path_of
from scoring.web.roles import UNIT, page
from scoring.web.words import OWN_NEXT, days_left

if TYPE_CHECKING:
    from scoring.standing.run import Consolidation

_TOLD = frozenset({Action.FORM_SENT, Action.RECEIVED, Action.ARRIVED, Action.ATTACHED, Action.EXPLAINED,
                   Action.VERIFIED, Action.REOPENED, Action.EXEMPTED})  # fmt: skip
"""What a unit reads of its history before the year is closed: class and place are shown after closing."""


_FEW = 4
"""Criteria that a sentence names; more are counted."""


@page("/don-vi", UNIT)
def own() -> Any:
    """What is due when, the unit's form, its history with receipts."""
    unit, office = own_unit(), site().office()
    ledger, criteria = site().ledger(), office.roster.criteria
    now = current_period(criteria, site().today)
    reports = [
        {
            "report": report,
            "name": criteria.report(report.code).short_name.capitalize(),
            "left": days_left(report.last, site().today),
            "arrival": ledger.arrival(unit.code, report.code),
            "form": _form(unit, report.code) is not None,
        }
        for report in periods(criteria)
    ]
    run = site().run(now)
    line = unit_line(run, run.results[unit.code], closing_words(run))
    following, seen = _following(run, line)
    return render_template(
        "own.html",
        unit=unit,
        reports=reports,
        line=line,
        following=following,
        seen=seen,
        steps=path_of(run, unit.code),
        told=[(each.findings, fields_of(run, each)) for each in run.files(unit.code) if each.findings],
        answer=line.result.state is State.TO_MEND and is_answered(site().office(now), run, unit.code),
        now=now,
        now_name=criteria.report(now).short_name,
        receipts=receipts_of(unit),
        refused=_refused(unit, ledger),
        lines=[line for line in history(run.ledger, unit.code, criteria) if line.action in _TOLD],
        period_names={
            code: criteria.report(code).short_name for code in (*(r.code for r in criteria.reports), ANNUAL)
        },
    )


def _following(run: "Consolidation", line: UnitLine) -> tuple[str, bool]:
    """What comes next, said to the unit, and whether its result has something to be seen."""
    result = line.result
    if next(run.ledger.of(Action.FROZEN), None):
        return "Năm đã chốt: xem điểm, xếp loại và thứ hạng ở trang Kết quả", True
    if is_settled(run, result):
        waits = closing_words(run)[result.block]
        return f"Đã thẩm định xong. {waits}; xem điểm, giải trình (nếu cần) ở trang Kết quả", True
    if days := awaited_days(run, result):
        codes = f"{'điểm' if len(days.codes) > _FEW else ', '.join(days.codes)} chờ cơ quan {days.words}"
        return f"Đã thẩm định các tiêu chí; {codes}. Xem điểm, giải trình (nếu cần) ở trang Kết quả", True
    if result.state is State.VALID and result.card and any(of == line.unit.code for of, _ in run.verdicts):
        left = finality(run, result).open
        codes = f" ({', '.join(left)})" if len(left) <= _FEW else ""
        said = f"Đang thẩm định, còn {len(left)} mục chờ điểm{codes}; điểm đã có ở trang Kết quả"
        reply = ", có điều chưa đồng ý thì giải trình ở đó" if explainable(run, line.unit.code) else ""
        return said + reply, True
    return OWN_NEXT.get(result.state, line.following), False


def _form(unit: Unit, period: str, kind: str = "bieu-mau") -> Path | None:
    """The unit's blank form, or its feedback form."""
    office = site().office(period)
    return files_of(office, kind).get(form_name(office, unit))


def _blank(unit: Unit, period: str) -> str:
    """Where the unit gets its Excel form: the one that the office made, else what stands on the page."""
    made = _form(unit, period) is not None
    return url_for("own_form" if made else "filling_excel", ky=period)


def _refused(unit: Unit, ledger: Ledger) -> list[RefusedUpload]:
    """The last file of each period that the unit sent in vain."""
    reports = periods(site().office().roster.criteria)
    notes = (last_refused(site().office(report.code), ledger).get(unit.code) for report in reports)
    return [note for note in notes if note]


@page("/don-vi/bieu", UNIT)
def own_form() -> Any:
    """The unit's blank form of a period."""
    return _saved(_form(own_unit(), asked_period()))


@page("/don-vi/phan-hoi", UNIT)
def own_answer() -> Any:
    """What the unit sent, with what is to be mended marked in it."""
    return _saved(_form(own_unit(), asked_period(), "phan-hoi"))


def _saved(path: Path | None) -> Any:
    if path is None:
        abort(404)
    return attachment(path.read_bytes(), path.name, WORKBOOK)


@page("/don-vi/kiem-tra", UNIT, "GET", "POST")
def trying() -> Any:
    """Look at a form as the office would; nothing is kept."""
    unit, period = own_unit(), asked_period()
    receipts = None
    if request.method == "POST":
        with on_disk(_one(), named=False) as names:
            receipts = site().ask(period, "check", list(names.values()))
    criteria = site().office().roster.criteria
    return render_template(
        "trying.html",
        unit=unit,
        period=period,
        period_name=criteria.report(period).short_name,
        scored=criteria.is_scored(period),
        blank=_blank(unit, period),
        receipts=receipts,
        places=criteria.rounding.total,
        names={each.code: each.name for each in site().office().roster.units},
    )


@page("/don-vi/nop", UNIT, "GET", "POST")
def submitting() -> Any:
    """Hand a form in: kept and recorded, also with errors, since the day of arrival counts."""
    unit, period = own_unit(), asked_period()
    refused = []
    if request.method == "POST":
        with on_disk(_one(), named=False) as names:
            done = site().ask(period, "hand_in", list(names.values()), who(), unit=unit.code)
            note_refused(site().office(period), under_own_names(done, names), who(), unit=unit.code)
        records = [each.record for each in done if each.record]
        if records:
            return redirect(url_for("receipt", number=records[-1].seq), 303)
        refused = done
    criteria = site().office().roster.criteria
    report = next((each for each in criteria.reports if each.code == period), None)
    return render_template(
        "submitting.html",
        unit=unit,
        period=period,
        period_name=criteria.report(period).short_name,
        due=show_date(report.last) if report else "",
        left=days_left(report.last, site().today) if report else "",
        blank=_blank(unit, period),
        refused=refused,
    )


def _one() -> list[Any]:
    """The single file of a unit. Raises UserError where there are more."""
    files = uploads()
    if len(files) > 1:
        raise UserError("Mỗi lần chỉ gửi một tệp. Chọn đúng biểu của kỳ này rồi gửi lại.")
    return files


@page("/don-vi/ket-qua", UNIT, "GET", "POST")
def own_result() -> Any:
    """The unit's own points, the verified ones with reasons; class and place once the year is closed.

    A POST brings what the unit says of verified points, for the second round.
    """
    unit = own_unit()
    if request.method == "POST":
        words = {
            name.removeprefix("giai-trinh:"): text
            for name, text in request.form.items()
            if name.startswith("giai-trinh:")
        }
        told = explain(site().office(ANNUAL), site().run(ANNUAL), unit, words, Voice("", who=who()))
        return redirect(url_for("own_result", da_gui=told), 303)
    run = site().run(ANNUAL)
    result = run.results[unit.code]
    frozen = list(run.ledger.of(Action.FROZEN))
    return render_template(
        "own_result.html",
        unit=unit,
        run=run,
        result=result,
        rows=criteria_rows(run, result),
        explainable=explainable(run, unit.code),
        explained=run.ledger.explanations,
        told=explained(run, unit.code),
        sent=request.args.get("da_gui", type=int),
        own_score=run.self_score(unit.code),
        frozen=frozen[-1] if frozen else None,
        places=run.criteria.rounding.points,
        total_places=run.criteria.rounding.total,
    )
