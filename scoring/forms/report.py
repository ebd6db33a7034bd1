"""The sheet "Báo cáo": results, difficulties, proposals, in the unit's own words."""

from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Unit
from scoring.forms.colours import colour_checks
from scoring.forms.formulas import check, told
from scoring.forms.prefill import Prefill
from scoring.forms.signatures import HEIGHT, write_signatures
from scoring.intake.checks import broken_cell, report_blank, report_empty
from scoring.intake.checks.base import Live
from scoring.intake.checks.rows import weighed
from scoring.intake.layout import (
    CHECK,
    CLEAN,
    REPORT,
    report_parts,
)
from scoring.sheets.form import FormSheet
from scoring.sheets.look import MUTED, TEXT_FORMAT
from scoring.sheets.measure import Fitted, row_height

_WIDTHS = (26, 74, 24)
_ROOMY, _LESS_ROOMY = 120, 100  # in points; the latter leaves room for the signatures
_FIRST = 4
STATE_ROW = _FIRST
"""Where a form without scores says what is left to do; its parts begin a row lower."""


def _first(criteria: CriteriaSet, period: str) -> int:
    return _FIRST if criteria.is_scored(period) else _FIRST + 1


def checks_span(criteria: CriteriaSet, period: str) -> str:
    """The column of checks, for formulas of other sheets."""
    first = _first(criteria, period) + 1
    return f"'{REPORT}'!$C${first}:$C${first + len(report_parts(criteria.report(period))) - 1}"


def _tests(criteria: CriteriaSet, period: str) -> list[list[Live]]:
    """The live tests of each part."""
    first, parts = _first(criteria, period) + 1, report_parts(criteria.report(period))
    cells = [f"B{first + n}" for n in range(len(parts))]
    tests = [
        [broken_cell.of_cell(cell, title), report_blank.live(cell, title)]
        for cell, (_, title) in zip(cells, parts, strict=True)
    ]
    if not criteria.is_scored(period):
        tests[0].insert(0, report_empty.live(cells))
    return [weighed(each, criteria.severities) for each in tests]


def _held(criteria: CriteriaSet, period: str, prefill: Prefill) -> list[Live | None]:
    """The test of each part that holds as the form is filled, which it caches."""
    filled = [bool(prefill.report.get(key, "").strip()) for key, _ in report_parts(criteria.report(period))]
    tests = _tests(criteria, period)
    held = [None if full else each[-1] for full, each in zip(filled, tests, strict=True)]
    if not any(filled) and not criteria.is_scored(period):
        held[0] = tests[0][0]
    return held


def report_errors(criteria: CriteriaSet, period: str, prefill: Prefill) -> int:
    """How many parts keep the form from being sent, as the form itself counts them."""
    return sum(test.finding.is_error for test in _held(criteria, period, prefill) if test)


def write_report(sheet: FormSheet, criteria: CriteriaSet, unit: Unit, period: str, prefill: Prefill) -> None:
    """Write the sheet: one roomy cell for each part; signatures where no other sheet has them."""
    style, first = sheet.style, _first(criteria, period)
    sheet.set_widths(_WIDTHS)
    sheet.heading(_title(criteria, period), 1)
    sheet.merge(1, 0, 1, unit.name, style(align="center", bold=True))
    sheet.show_banner(1)
    hint = "Ghi ngắn gọn; xuống dòng trong ô bằng Alt + Enter; không có thì ghi “Không”."
    sheet.merge(3, 0, 1, hint, style(italic=True, font_color=MUTED, font_size=10))
    sheet.put(3, 2, CHECK, style.head())
    tests, held = _tests(criteria, period), _held(criteria, period, prefill)
    parts, roomy = (
        report_parts(criteria.report(period)),
        _ROOMY if criteria.is_scored(period) else _LESS_ROOMY,
    )
    for n, (key, title) in enumerate(parts):
        row, text = first + n, prefill.report.get(key, "")
        sheet.put(row, 0, title, style.cell(bold=True, valign="top", align="left", indent=1))
        sheet.put(row, 1, text, style.entry(num_format=TEXT_FORMAT, valign="top", align="left", indent=1))
        told_of = held[n]
        sheet.put_formula(row, 2, check(tests[n]), style.cell(), told(told_of.finding) if told_of else CLEAN)
        sheet.raw.set_row(row, row_height(Fitted(text, _WIDTHS[1]), least=roomy))
    colour_checks(sheet, f"C{first + 1}:C{first + len(parts)}")
    last = first + len(parts) - 1
    if not criteria.is_scored(period):
        write_signatures(sheet, last + 2, (0, 0), (1, 1), prefill)
        last += 2 + HEIGHT
    sheet.raw.print_area(0, 0, last, 1)


def _title(criteria: CriteriaSet, period: str) -> str:
    subject = criteria.subject.upper()
    return (
        f"BÁO CÁO TỰ ĐÁNH GIÁ {subject}"
        if criteria.is_scored(period)
        else f"BÁO CÁO KẾT QUẢ {subject} {criteria.report(period).short_name.upper()} NĂM {criteria.year}"
    )
