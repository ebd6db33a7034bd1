"""One workbook a unit: guide, unit, scores, tasks, report, stamp."""

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Roster, Unit
from scoring.engine.classify import classify
from scoring.engine.scorecard import score
from scoring.forms.guide import form_title, write_guide
from scoring.forms.info import checks_span, sign_off_errors, write_info
from scoring.forms.lists import Lists
from scoring.forms.marks import (
    FEEDBACK,
    Feedback,
    mark_cells,
    write_feedback,
)
from scoring.forms.plan import FormPlan
from scoring.forms.prefill import Prefill
from scoring.forms.report import STATE_ROW as REPORT_STATE
from scoring.forms.report import checks_span as report_checks
from scoring.forms.report import report_errors, write_report
from scoring.forms.scores import ScoreRows
from scoring.forms.stamp import write_stamp
from scoring.forms.state import Readiness, write_state
from scoring.forms.tasks import STATE_ROW as TASKS_STATE
from scoring.forms.tasks import (
    TaskTable,
    task_errors,
    task_table,
    write_tasks,
)
from scoring.forms.totals import (
    FormTotals,
    write_foot,
    write_head,
    write_totals,
)
from scoring.intake.layout import (
    GUIDE,
    INFO,
    REPORT,
    SCORES,
    TASKS,
)
from scoring.rules import YES
from scoring.sheets.form import FormBook, FormSheet


def write_form(
    target: Path | BinaryIO,
    roster: Roster,
    unit: Unit,
    *,
    period: str = "nam",
    filled: Prefill | None = None,
    feedback: Feedback | None = None,
) -> None:
    """Write the form of ``unit`` for ``period``, blank or ``filled`` with what the unit says.

    Only the annual form has scores; those of the other periods carry tasks and report text.
    With ``feedback`` a first sheet lists what has to be mended, and the cells are marked.

    Every formula caches the engine's value, so that an unopened form reads right; the same arguments give
    the same bytes. Raises SetError where a criterion has so many fields that Excel cannot hold its check.
    """
    prefill, criteria = filled or Prefill(), roster.criteria
    with _book(target, criteria, unit, period) as book:
        if feedback:
            write_feedback(book.sheet(FEEDBACK, landscape=True), unit, feedback)
        sheets = {
            name: book.sheet(name, landscape=name in (SCORES, TASKS))
            for name in (GUIDE, INFO, *(SCORES,) * criteria.is_scored(period), TASKS, REPORT)
        }
        write_guide(sheets[GUIDE], criteria, unit, period, continued=bool(prefill.earlier))
        write_info(sheets[INFO], criteria, unit, period, prefill)
        table = task_table(roster, unit, period, prefill)
        write_tasks(sheets[TASKS], unit, table, prefill)
        write_report(sheets[REPORT], criteria, unit, period, prefill)
        if criteria.is_scored(period):
            _write_scores(sheets[SCORES], roster, unit, period, prefill).write(book)
        else:
            _write_state(sheets, table, prefill)
        if feedback:
            mark_cells(sheets.values(), feedback)
        write_stamp(book, roster, unit, period)


def _book(target: Path | BinaryIO, criteria: CriteriaSet, unit: Unit, period: str) -> FormBook:
    return FormBook(
        str(target) if isinstance(target, Path) else target,
        title=f"{form_title(criteria, period)} {criteria.subject} {criteria.year} - {unit.name}",
        day=criteria.period.start,
        company=criteria.issuer,
        banner=criteria.banner,
    )


def _write_state(sheets: Mapping[str, FormSheet], table: TaskTable, prefill: Prefill) -> None:
    criteria, period = table.criteria, table.period
    left = sign_off_errors(prefill, criteria) + task_errors(table, prefill)
    left += report_errors(criteria, period, prefill)
    state = Readiness((checks_span(), table.checks_span, report_checks(criteria, period)), left)
    write_state(sheets[TASKS], TASKS_STATE, (0, 1), (2, 3), state)
    write_state(sheets[REPORT], REPORT_STATE, (0, 0), (1, 1), state)


def _write_scores(sheet: FormSheet, roster: Roster, unit: Unit, period: str, prefill: Prefill) -> Lists:
    """Write the sheet; the lists that its cells choose from are still to be written."""
    plan = FormPlan(roster, unit)
    card = score(roster, unit, prefill.entries)
    declared = {
        c.code: prefill.condition(c.code).entry.answers.get("1") == YES for c in roster.declared(unit)
    }
    write_head(sheet, plan, period)
    rows = ScoreRows(sheet, plan, prefill, card)
    rows.write()
    errors = rows.errors + sign_off_errors(prefill, roster.criteria)
    errors += report_errors(roster.criteria, period, prefill)
    write_totals(sheet, plan, FormTotals(card, classify(roster, unit, card, declared), declared, errors))
    write_foot(sheet, plan, prefill)
    return rows.lists
