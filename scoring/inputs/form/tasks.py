"""The sheet "Nhiệm vụ": the plan's tasks that the unit leads or coordinates, how far, with what result."""

from scoring.criteria.units import Roster, Unit
from scoring.inputs.form import limits
from scoring.inputs.form.measure import Fitted, row_height
from scoring.inputs.form.prefill import Prefill
from scoring.inputs.form.sheet import Sheet
from scoring.inputs.form.styles import MUTED
from scoring.inputs.layout import COORDINATES, LEADS, TASK_COLUMNS, TASK_PROGRESS
from scoring.inputs.model import TaskProgress

_WIDTHS = (6, 58, 11, 20, 17, 50)
_HEADER = 3


def write_tasks(sheet: Sheet, roster: Roster, unit: Unit, prefill: Prefill) -> None:
    """Write the sheet."""
    style = sheet.style
    last = len(_WIDTHS) - 1
    for column, width in enumerate(_WIDTHS):
        sheet.sheet.set_column(column, column, width)
    sheet.merge(0, 0, last, "NHIỆM VỤ THEO KẾ HOẠCH", style.title())
    sheet.sheet.set_row(0, 26)
    sheet.merge(1, 0, last, unit.name, style(align="center", bold=True))
    if sheet.banner:
        sheet.merge(2, 0, last, sheet.banner, style.banner())
        sheet.sheet.set_row(2, 22)
    for column, title in enumerate(TASK_COLUMNS):
        sheet.put(_HEADER, column, title, style.head())
    sheet.sheet.set_row(_HEADER, 24)
    said = {task.code: task for task in prefill.tasks}
    tasks = roster.tasks(unit)
    for row, (task, leads) in enumerate(tasks, _HEADER + 1):
        progress = said.get(task.code, TaskProgress(task.code))
        sheet.put(row, 0, task.code, style.cell(align="center"))
        sheet.put(row, 1, task.text, style.cell())
        sheet.put(row, 2, LEADS if leads else COORDINATES, style.cell(align="center", bold=leads))
        sheet.put(row, 3, task.time, style.cell(align="center"))
        sheet.put(row, 4, progress.progress, style.entry(align="center"))
        sheet.put(row, 5, progress.result, style.entry())
        texts = map(Fitted, (task.text, task.time, progress.result), (_WIDTHS[1], _WIDTHS[3], _WIDTHS[5]))
        sheet.sheet.set_row(row, row_height(*texts, least=34))
        sheet.sheet.data_validation(row, 4, row, 4, limits.choice(TASK_COLUMNS[4], list(TASK_PROGRESS)))
    if not tasks:
        note = "Kế hoạch không giao nhiệm vụ riêng cho đơn vị; bỏ qua trang này."
        sheet.merge(_HEADER + 1, 0, last, note, style(italic=True, font_color=MUTED, align="center"))
    sheet.sheet.freeze_panes(_HEADER + 1, 0)
    sheet.sheet.repeat_rows(_HEADER)
