"""The sheet "Báo cáo": results, difficulties, proposals, in the unit's own words."""

from scoring.criteria.units import Unit
from scoring.inputs.form.measure import Fitted, row_height
from scoring.inputs.form.prefill import Prefill
from scoring.inputs.form.sheet import Sheet
from scoring.inputs.form.styles import MUTED
from scoring.inputs.layout import REPORT_PARTS

_WIDTHS = (26, 74)
_ROOMY = 120
_FIRST = 4


def write_report(sheet: Sheet, unit: Unit, prefill: Prefill) -> None:
    """Write the sheet: one roomy cell for each part."""
    style = sheet.style
    for column, width in enumerate(_WIDTHS):
        sheet.sheet.set_column(column, column, width)
    sheet.merge(0, 0, 1, "BÁO CÁO KẾT QUẢ CÔNG TÁC DÂN VẬN CHÍNH QUYỀN", style.title())
    sheet.sheet.set_row(0, 26)
    sheet.merge(1, 0, 1, unit.name, style(align="center", bold=True))
    if sheet.banner:
        sheet.merge(2, 0, 1, sheet.banner, style.banner())
        sheet.sheet.set_row(2, 22)
    hint = "Ghi ngắn gọn; xuống dòng trong ô bằng Alt + Enter; không có thì ghi “Không”."
    sheet.merge(3, 0, 1, hint, style(italic=True, font_color=MUTED, font_size=10))
    for row, (key, title) in enumerate(REPORT_PARTS, _FIRST):
        text = prefill.report.get(key, "")
        sheet.put(row, 0, title, style.cell(bold=True, valign="top", align="left", indent=1))
        sheet.put(row, 1, text, style.entry(valign="top", align="left", indent=1))
        sheet.sheet.set_row(row, row_height(Fitted(text, _WIDTHS[1]), least=_ROOMY))
