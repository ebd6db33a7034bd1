"""The head of "Tự chấm điểm": title, totals, class, state; and its foot: the signatures."""

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.criteria.units import Unit
from scoring.engine.classify import ClassPath, class_path
from scoring.engine.conditions import NOBODY, holds
from scoring.engine.model import Scorecard, Standing, Status
from scoring.engine.points import rounded
from scoring.forms import info, report
from scoring.forms.colours import colour_state
from scoring.forms.formulas import Sums
from scoring.forms.plan import (
    APPLICABLE,
    EXACT,
    EXACT_POINTS,
    HEADER,
    INDEX,
    POINTS,
    FormPlan,
    column_of,
)
from scoring.forms.prefill import Prefill
from scoring.forms.signatures import HEIGHT, write_signatures
from scoring.intake.layout import (
    COLUMNS,
    READY,
    TOTAL_APPLICABLE,
    TOTAL_BONUS,
    TOTAL_CLASS,
    TOTAL_MAIN,
    TOTAL_PENALTY,
    TOTAL_SCORE,
    TOTAL_STATE,
)
from scoring.sheets.book import Result
from scoring.sheets.form import FormSheet
from scoring.sheets.look import MUTED, NAVY, PALER, READ_FORMAT
from scoring.sheets.measure import Fitted, row_height

_FORMULA = 10  # size of the letters of how the score is made
_MAIN, _TOP, _BONUS, _PENALTY = "C3", "C4", "G3", "G4"
_SCORE, _CLASS, _STATE = "J3", "J4", "J5"
# In the hidden columns: the unrounded score, the answers still missing, the best class allowed.
_EXACT_SCORE, _MISSING, _HIGHEST = f"{POINTS}3", f"{POINTS}4", f"{POINTS}5"
# The class after what lowers it, where the set has such conditions.
_LOWERED = f"{APPLICABLE}5"


def unit_title(unit: Unit) -> Fitted:
    """The unit's name on the score sheet, in a row that grows with it."""
    return Fitted(unit.name.upper(), COLUMNS[0].width + COLUMNS[1].width, bold=True)


def write_head(sheet: FormSheet, plan: FormPlan, period: str) -> None:
    """Whose form it is, its title, and the titles of the columns."""
    criteria, style = plan.roster.criteria, sheet.style
    for column in COLUMNS:
        sheet.raw.set_column(INDEX[column.key], INDEX[column.key], column.width)
    sheet.raw.set_column(column_of(POINTS), column_of(EXACT_POINTS), 9, None, {"hidden": True})
    small = style(align="center", font_size=10, font_color=MUTED)
    sheet.merge(0, 0, 1, criteria.issuer.upper(), style(align="center", font_color=NAVY))
    named = unit_title(plan.unit)
    sheet.merge(1, 0, 1, named.text, style(align="center", bold=True, font_color=NAVY))
    title = f"BIỂU TỰ CHẤM ĐIỂM {criteria.subject.upper()} NĂM {criteria.year}"
    sheet.merge(0, 2, 10, title, style.title())
    sheet.merge(1, 2, 10, f"{criteria.report(period).name} · {criteria.name}", small)
    left = COLUMNS[0].width + COLUMNS[1].width
    sheet.raw.set_row(0, row_height(Fitted(criteria.issuer.upper(), left), least=22))
    sheet.raw.set_row(1, row_height(named, least=20))
    for column in COLUMNS:
        sheet.put(HEADER - 1, INDEX[column.key], column.title, style.head())
    sheet.raw.set_row(HEADER - 1, row_height(*(Fitted(c.title, c.width, bold=True) for c in COLUMNS)))
    sheet.raw.freeze_panes(HEADER, 2)


@dataclass(frozen=True, slots=True)
class FormTotals:
    """What the formulas of the head give: the engine's values, which the form caches."""

    card: Scorecard
    standing: Standing
    declared: Mapping[str, bool]
    errors: int

    @property
    def missing(self) -> int:
        """Criteria that have no points yet."""
        return sum(mark.status is Status.BLANK for mark in self.card.marks.values())

    @property
    def class_name(self) -> str:
        """The class, nothing while answers are missing."""
        return "" if self.missing else self.standing.name

    @property
    def state(self) -> str:
        """What the form says of itself."""
        return f"Còn {self.errors} dòng có lỗi" if self.errors else READY

    def path(self, plan: FormPlan) -> ClassPath:
        """How points and conditions lead to the class, by numbers."""
        conditions = plan.roster.conditions(plan.unit)
        holding = [c for c in conditions if holds(c, self.card, self.declared, NOBODY)]
        return class_path(plan.roster.criteria, self.card, holding)


def write_totals(sheet: FormSheet, plan: FormPlan, results: FormTotals) -> None:
    """The totals and what follows from them."""
    sums, criteria, card = Sums(plan), plan.roster.criteria, results.card
    others = (info.checks_span(), report.checks_span(criteria, criteria.scored_period))
    lowered = sums.lowered(_HIGHEST)
    standing = sums.standing(_LOWERED if lowered else _HIGHEST, _MISSING, _TOP)
    number = sheet.style.cell(bold=True, align="center", num_format=READ_FORMAT)
    words = sheet.style.cell(bold=True, align="center", font_color=NAVY, num_format=READ_FORMAT)
    for label, first, last, cell, formula, value in (
        (TOTAL_MAIN, 0, 1, _MAIN, sums.main(), card.main),
        (TOTAL_APPLICABLE, 0, 1, _TOP, sums.applicable(), card.applicable),
        (TOTAL_BONUS, 3, 5, _BONUS, sums.extra(criteria.bonus), card.bonus),
        (TOTAL_PENALTY, 3, 5, _PENALTY, sums.extra(criteria.penalty), card.penalty),
        (TOTAL_SCORE, 7, 8, _SCORE, f"ROUND({_EXACT_SCORE},{criteria.rounding.total})", card.shown),
        (TOTAL_CLASS, 7, 8, _CLASS, standing, results.class_name),
        (TOTAL_STATE, 7, 8, _STATE, sums.state(others), results.state),
    ):
        row, column = int(cell[1:]) - 1, column_of(cell[0])
        sheet.merge(row, first, last, label, sheet.style.cell(bg_color=PALER))
        if last == 8:
            sheet.merge(row, column, column + 1, "", words)
        sheet.put_formula(row, column, formula, words if last == 8 else number, value)
        sheet.raw.set_row(row, 20)
    _hidden(sheet, sums, results)
    colour_state(sheet, _STATE)
    _fifth_row(sheet, plan)


def _hidden(sheet: FormSheet, sums: Sums, results: FormTotals) -> None:
    column = column_of(POINTS)
    score = sums.score(_MAIN, _TOP, _BONUS, _PENALTY)
    formulas: tuple[tuple[str, Result], ...] = (
        (score, rounded(results.card.score, EXACT)),
        (sums.missing(), results.missing),
        (sums.highest(_SCORE, _EXACT_SCORE), results.path(sums.plan).highest),
    )
    if lowered := sums.lowered(_HIGHEST):
        place = results.path(sums.plan).lowered
        sheet.put_formula(4, column_of(APPLICABLE), lowered, sheet.style(), place)
    for row, (formula, value) in enumerate(formulas, 2):
        sheet.put_formula(row, column, formula, sheet.style(), value)


def _fifth_row(sheet: FormSheet, plan: FormPlan) -> None:
    style = sheet.style
    sheet.show_banner(INDEX["explanation"])
    how = "Điểm xếp loại = tổng điểm + điểm thưởng - điểm trừ."
    if plan.roster.criteria.score_on == "percent":
        how = "Điểm xếp loại = tổng điểm : điểm tối đa áp dụng × 100 + điểm thưởng - điểm trừ."
    sheet.merge(4, 3, 6, how, style(italic=True, font_size=_FORMULA, font_color=MUTED, align="center"))
    across = sum(column.width for column in COLUMNS[3:7])
    sheet.raw.set_row(4, row_height(Fitted(how, across, _FORMULA), least=28))


def write_foot(sheet: FormSheet, plan: FormPlan, prefill: Prefill) -> None:
    """The signatures, with the names and the day of the other sheet."""
    row = plan.last + 1
    write_signatures(sheet, row, (1, 2), (7, 10), prefill)
    sheet.raw.print_area(0, 0, row + HEIGHT, INDEX["explanation"])
    sheet.raw.repeat_rows(HEADER - 1)
