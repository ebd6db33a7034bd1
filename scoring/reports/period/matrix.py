"""Tiến độ nhiệm vụ: units down, tasks across, one coloured mark a cell: one glance."""

from collections import Counter
from dataclasses import dataclass, field

from scoring.criteria.schema import Block
from scoring.criteria.units import Unit
from scoring.reports.headings import short_block, title_of
from scoring.reports.progress import COLOURS, SHORT, Progress, TaskGroup, colour_marks, shortened
from scoring.reports.run_book import RunBook
from scoring.rules.base import excel_text
from scoring.sheets.address import cell, quoted
from scoring.sheets.look import GREY, INK, TAB_FIGURES
from scoring.sheets.measure import lines_needed
from scoring.sheets.report import FULL_SIZE_WIDTH, ReportSheet
from scoring.standing.run import Consolidation

SHEET = "Tiến độ nhiệm vụ"
GROUP_ROW, CODE_ROW, TEXT_ROW, TOP = 4, 5, 6, 7
LEFT = 1
_NAME, _MARK, _COUNT = 27, 5.2, 8
_TEXT_HEIGHT = 205  # three upright lines of 50 letters: what a task is called in short stands there in full
_LONGEST = 140  # of a plan's own wording
_GROUP_LINES = 3
_SCALE = 80  # percent: marks of 9 points are printed in 7, task names as well
_ACROSS = FULL_SIZE_WIDTH * 100 / _SCALE
_DONE = ("Hoàn thành", "Hoàn thành chậm")


@dataclass(frozen=True)
class Matrix:
    """Where every unit, task and count stands; rows and columns from 0."""

    progress: Progress
    blocks: tuple[tuple[Block, tuple[Unit, ...]], ...]
    rows: dict[str, int] = field(init=False)
    headings: dict[str, int] = field(init=False)

    @classmethod
    def of(cls, run: Consolidation) -> "Matrix":
        """The evaluated units by block, in the order of the roster."""
        roster = run.roster
        blocks = (
            (block, tuple(u for u in roster.evaluated if roster.block(u) == block.code))
            for block in run.criteria.blocks
        )
        return cls(Progress(run), tuple((block, units) for block, units in blocks if units))

    def __post_init__(self) -> None:
        rows: dict[str, int] = {}
        headings: dict[str, int] = {}
        row = TOP
        for block, units in self.blocks:
            headings[block.code] = row
            rows |= {unit.code: row + n for n, unit in enumerate(units, 1)}
            row += 1 + len(units)
        object.__setattr__(self, "rows", rows)
        object.__setattr__(self, "headings", headings)

    @property
    def last_row(self) -> int:
        """The row of the last unit."""
        return max(self.rows.values(), default=TOP)

    @property
    def last_column(self) -> int:
        """The column of the last task."""
        return LEFT + max(len(self.progress.tasks), 1) - 1

    def total_row(self, name: str) -> int:
        """The row that counts a status."""
        return self.last_row + 2 + list(SHORT).index(name)

    def column(self, task: str) -> int:
        """The column of a task."""
        return LEFT + [each.code for each in self.progress.tasks].index(task)

    def count(self, name: str, group: TaskGroup) -> str:
        """A formula of another sheet: how often a status stands in a group's tasks."""
        row = self.total_row(name)
        cells = (f"{quoted(SHEET)}!{cell(row, self.column(task.code))}" for task in group.tasks)
        return f"SUM({','.join(cells)})"


def write(book: RunBook, place: Matrix) -> None:
    """Header, units, counts, legend."""
    tasks = place.progress.tasks
    widths = [_NAME, *[_MARK] * max(len(tasks), 1), _COUNT, _COUNT, _COUNT]
    sheet = book.sheet(SHEET, widths, landscape=True, tab=TAB_FIGURES)
    run = book.run
    sheet.heading(
        f"Tiến độ nhiệm vụ {run.period_words}",
        "Mỗi dòng một đơn vị, mỗi cột một nhiệm vụ của Kế hoạch",
        LEFT,  # the names' column stands on every page, and would cut it there
    )
    _header(sheet, place)
    for block, units in place.blocks:
        sheet.merged(place.headings[block.code], 0, place.last_column + 3, short_block(block.name), "group")
        for unit in units:
            _unit(sheet, place, unit)
    _counts(sheet, place)
    colour_marks(sheet, (TOP, LEFT, place.last_row, place.last_column))
    _legend(sheet, place)
    sheet.raw.freeze_panes(TOP, LEFT)
    sheet.raw.repeat_rows(GROUP_ROW, TEXT_ROW)
    sheet.raw.repeat_columns(0, 0)
    _paged(sheet, place)


def _paged(sheet: ReportSheet, place: Matrix) -> None:
    """One page wide where that stays legible; else cut between groups, the units' names on every page."""
    if sum(sheet.widths) <= _ACROSS:
        sheet.raw.fit_to_pages(1, 0)
        return
    breaks, used = [], float(_NAME)
    parts = [[place.column(task.code) for task in group.tasks] for group in place.progress.groups]
    for part in [*parts, [*range(place.last_column + 1, len(sheet.widths))]]:
        width = sum(sheet.widths[column] for column in part)
        if used + width > _ACROSS and used > _NAME:
            breaks.append(part[0])
            used = _NAME
        used += width
    sheet.raw.set_print_scale(_SCALE)  # Excel heeds no break of fitted pages
    sheet.raw.set_v_pagebreaks(breaks)


def _first_page(sheet: ReportSheet) -> int:
    """The last column that is surely on the first page: a text below the table goes no further."""
    used, last = 0.0, 0
    for column, width in enumerate(sheet.widths):
        used += width
        if used > _ACROSS * 0.7:
            break
        last = column
    return last


def _header(sheet: ReportSheet, place: Matrix) -> None:
    for row in (GROUP_ROW, CODE_ROW, TEXT_ROW):
        sheet.text(row, 0, "Đơn vị" if row == CODE_ROW else "", "header")
    names = _group_names(place.progress)
    lines = max((lines_needed(name, _MARK * len(group.tasks)) for group, name in names.items()), default=1)
    for group, name in names.items():
        columns = [place.column(task.code) for task in group.tasks]
        sheet.merged(GROUP_ROW, columns[0], columns[-1], name, "header", lines=lines, font_size=9)
        for column, task in zip(columns, group.tasks, strict=True):
            sheet.text(CODE_ROW, column, task.code, "header", font_size=8, text_wrap=False, shrink=True)
            sheet.text(TEXT_ROW, column, shortened(task.name, _LONGEST), "header", **_UPRIGHT)
    for n, title in enumerate(("Số nhiệm vụ", "Đã hoàn thành", "Tỷ lệ (%)"), place.last_column + 1):
        sheet.text(GROUP_ROW, n, "", "header")
        sheet.text(CODE_ROW, n, "", "header")
        sheet.text(TEXT_ROW, n, title, "header")
    sheet.raw.set_row(CODE_ROW, 16)
    sheet.raw.set_row(TEXT_ROW, _TEXT_HEIGHT)


def _group_names(progress: Progress) -> dict[TaskGroup, str]:
    """In full where all of them fit above their tasks; else their codes, the names stand below the table."""
    names = {group: title_of(group.name, progress.run.criteria) for group in progress.groups}
    if all(lines_needed(name, _MARK * len(group.tasks)) <= _GROUP_LINES for group, name in names.items()):
        return names
    return {group: f"Nhóm {group.code}" for group in names}


_UPRIGHT = {
    "rotation": 90,
    "bold": False,
    "font_size": 9,
    "align": "center",
    "valign": "bottom",
    "font_color": INK,
}


def _unit(sheet: ReportSheet, place: Matrix, unit: Unit) -> None:
    row = place.rows[unit.code]
    assigned = {task.code: (leads, name) for task, leads, name in place.progress.assigned(unit)}
    sheet.text(row, 0, unit.name)
    sheet.fit(row, {0: unit.name})
    for task in place.progress.tasks:
        column = place.column(task.code)
        if task.code in assigned:
            leads, name = assigned[task.code]
            sheet.text(row, column, SHORT[name], "centre", font_size=9, bold=leads, underline=int(leads))
        else:
            sheet.text(row, column, "", "centre", bg_color=GREY)
    marks = f"{cell(row, LEFT)}:{cell(row, place.last_column)}"
    total, done = len(assigned), sum(name in _DONE for _, name in assigned.values())
    first = place.last_column + 1
    sheet.formula(row, first, f"SUMPRODUCT(--(LEN({marks})>0))", total)
    counted = "+".join(f"COUNTIF({marks},{excel_text(SHORT[name])})" for name in _DONE)
    sheet.formula(row, first + 1, counted, done)
    share = f'IF({cell(row, first)}=0,"",ROUND({cell(row, first + 1)}*100/{cell(row, first)},0))'
    sheet.formula(row, first + 2, share, _percent(done, total) if total else "")


def _percent(part: int, whole: int) -> int:
    """Half-up, as Excel rounds."""
    return (200 * part + whole) // (2 * whole)


def _counts(sheet: ReportSheet, place: Matrix) -> None:
    progress = place.progress
    found = Counter(
        (name, task.code)
        for unit in progress.run.roster.evaluated
        for task, _, name in progress.assigned(unit)
    )
    sheet.merged(place.last_row + 1, 0, place.last_column, "Số đơn vị theo tiến độ", "group")
    for name, mark in SHORT.items():
        row = place.total_row(name)
        sheet.text(row, 0, f"{name} ({mark})", bg_color=COLOURS[name][0])
        for task in progress.tasks:
            column = place.column(task.code)
            marks = f"{cell(TOP, column)}:{cell(place.last_row, column)}"
            sheet.formula(row, column, f"COUNTIF({marks},{excel_text(mark)})", found[name, task.code])


def _legend(sheet: ReportSheet, place: Matrix) -> None:
    marks = "; ".join(f"{mark}: {name.lower()}" for name, mark in SHORT.items())
    words = f"{marks}. Chữ đậm, gạch chân: đơn vị chủ trì. Ô xám: không được giao."
    row, criteria = place.total_row(list(SHORT)[-1]) + 2, place.progress.run.criteria
    last = max(LEFT, _first_page(sheet))  # not below the names, which every page repeats
    sheet.merged(row, LEFT, last, words, "note")
    names = "; ".join(title_of(group.name, criteria) for group in place.progress.groups)
    sheet.merged(row + 1, LEFT, last, f"Nhóm nhiệm vụ: {names}.", "note")
