"""The sheet "Thông tin đơn vị": whose form it is, and who answers for it."""

from dataclasses import dataclass

from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Unit
from scoring.forms import limits
from scoring.forms.colours import colour_checks
from scoring.forms.formulas import check, told
from scoring.forms.prefill import Prefill
from scoring.intake.checks.sign_off import SIGN_OFF_CHECKS
from scoring.intake.days import of_signing
from scoring.intake.layout import (
    CHECK,
    CLEAN,
    INFO,
    INFO_CODE,
    INFO_DAY,
    INFO_HEAD,
    INFO_PERIOD,
    INFO_PHONE,
    INFO_PREPARER,
    INFO_SENDING,
    INFO_UNIT,
    INFO_YEAR,
)
from scoring.sheets.book import Cell
from scoring.sheets.form import FormSheet
from scoring.sheets.look import DAY_FORMAT, GREY, TEXT_FORMAT
from scoring.sheets.measure import Fitted, row_height

_WIDTHS = (25, 45, 36)
_FIRST = 4


@dataclass(frozen=True, slots=True)
class InfoLine:
    """One label with its value, and the validation where the unit fills it."""

    key: str
    label: str
    value: Cell
    limit: limits.Rule | None = None


def _lines(criteria: CriteriaSet, unit: Unit, period: str, prefill: Prefill) -> tuple[InfoLine, ...]:
    signed = prefill.sign_off
    return (
        InfoLine("unit", INFO_UNIT, unit.name),
        InfoLine("code", INFO_CODE, unit.code),
        InfoLine("year", INFO_YEAR, str(criteria.year)),
        InfoLine("period", INFO_PERIOD, criteria.report(period).name),
        InfoLine("sending", INFO_SENDING, signed.sending, limits.sending()),
        InfoLine(
            "preparer", INFO_PREPARER, signed.preparer, limits.words(INFO_PREPARER, "Ghi họ và tên, chức vụ.")
        ),
        InfoLine(
            "phone", INFO_PHONE, signed.phone, limits.words(INFO_PHONE, "Để liên hệ khi cần làm rõ số liệu.")
        ),
        InfoLine(
            "head", INFO_HEAD, signed.head, limits.words(INFO_HEAD, "Ghi họ và tên người duyệt, ký biểu.")
        ),
        InfoLine(
            "day",
            INFO_DAY,
            signed.day or prefill.unread.get(("", "day")),
            limits.day(INFO_DAY, of_signing(criteria.period), criteria.period.end),
        ),
    )


ORDER = ("unit", "code", "year", "period", "sending", "preparer", "phone", "head", "day")


def value_cell(key: str) -> str:
    """The absolute address of a value, for formulas of other sheets."""
    return f"'{INFO}'!$B${_FIRST + 1 + ORDER.index(key)}"


def checks_span() -> str:
    """The column of checks, for formulas of other sheets."""
    return f"'{INFO}'!$C${_FIRST + 1}:$C${_FIRST + len(ORDER)}"


def check_cell(cell: str) -> str:
    """The check beside the value in ``cell`` (B10 -> C10)."""
    return f"C{cell.lstrip('B')}"


def sign_off_errors(prefill: Prefill, criteria: CriteriaSet) -> int:
    """How many parts of the sign-off are wrong, as the form itself counts them."""
    found = (each.findings(prefill.signed, criteria) for each in SIGN_OFF_CHECKS)
    return sum(bool(each and each[0].is_error) for each in found)


def beside(text: str) -> Fitted:
    """A value beside its label, in a row that grows with it."""
    return Fitted(text, _WIDTHS[1])


def write_info(sheet: FormSheet, criteria: CriteriaSet, unit: Unit, period: str, prefill: Prefill) -> None:
    """Write the sheet."""
    style = sheet.style
    sheet.set_widths(_WIDTHS)
    sheet.heading("THÔNG TIN ĐƠN VỊ", 2)
    sheet.show_banner(2)
    sheet.header(_FIRST - 1, ("Mục", "Nội dung", CHECK), 24)
    checks = {each.key: each for each in SIGN_OFF_CHECKS}
    for row, line in enumerate(_lines(criteria, unit, period, prefill), _FIRST):
        sheet.raw.set_row(row, row_height(beside(str(line.value or "")), least=26))
        sheet.put(row, 0, line.label, style.cell(bold=True))
        _value(sheet, row, line)
        sheet.put(row, 2, None, style.cell())
        if each := checks.get(line.key):
            found = each.findings(prefill.signed, criteria)
            shown = told(found[0]) if found else CLEAN
            sheet.put_formula(row, 2, check(each.live(f"B{row + 1}", criteria)), style.cell(), shown)
    colour_checks(sheet, f"C{_FIRST + 1}:C{_FIRST + len(ORDER)}")
    sheet.raw.set_selection(_row("preparer") - 1, 1, _row("preparer") - 1, 1)


def _row(key: str) -> int:
    return _FIRST + 1 + ORDER.index(key)


def _value(sheet: FormSheet, row: int, line: InfoLine) -> None:
    style = sheet.style
    if line.limit is None:
        sheet.put(row, 1, line.value, style.cell(bg_color=GREY))
        return
    shown = {"day": DAY_FORMAT, "sending": "0"}.get(line.key, TEXT_FORMAT)
    sheet.put(row, 1, line.value, style.entry(num_format=shown))
    sheet.raw.data_validation(row, 1, row, 1, line.limit)
