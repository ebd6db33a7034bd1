"""A criteria set and its units as a workbook that an official can edit. Every cell is text.

The same set gives the same bytes. What Excel cannot hold unchanged is found by reading the workbook back
(see ``pipeline.criteria_to_excel``); nothing is cut or altered here.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from math import ceil
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

from scoring.criteria.excel import tree
from scoring.criteria.excel.cells import Choice
from scoring.criteria.excel.guide import guide_lines
from scoring.criteria.excel.layout import (
    AFTER_TREE,
    BEFORE_TREE,
    GENERAL,
    GENERAL_SHEET,
    GUIDE,
    TREE_SHEET,
    UNITS_SHEET,
    Column,
    Table,
    items_of,
)
from scoring.criteria.unit_list import COLUMNS as UNIT_COLUMNS
from scoring.criteria.unit_list import unit_cells
from scoring.criteria.units import Roster

TITLE_ROW, HINT_ROW, HEAD_ROW, FIRST = 0, 1, 2, 3
_SPARE = 10
"""Empty bordered rows below a table; dropdowns reach further still."""
_REACH = 500
_LINE_HEIGHT, _LETTER = 15, 0.95
"""Points a line of text takes, and how much of a column a letter takes, word breaks included."""
_A3 = 8
_NAVY, _PALE, _PALER, _LINE, _MUTED = "#1F3864", "#DCE6F1", "#EEF3F9", "#A6A6A6", "#6B6B6B"

_UNIT_WIDTHS = (12, 44, 14, 14, 44, 30, 8, 36, 40)
_UNIT_SOURCES = {"Loại": "Loại đơn vị", "Khối": "Khối"}


def write_set_book(stream: BinaryIO, roster: Roster) -> None:
    """Write the workbook of a set and its units."""
    plain = roster.criteria.model_dump(mode="json")
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(
        {
            "title": roster.criteria.name,
            "created": datetime.combine(roster.criteria.period.start, time()),
        }
    )
    pen = _Pen(book)
    pen.guide()
    pen.general([(column, column.text(plain)) for column in GENERAL])
    for table in BEFORE_TREE:
        pen.list_of(table, plain)
    pen.tree(list(tree.lines(plain)))
    for table in AFTER_TREE:
        pen.list_of(table, plain)
    pen.units(roster)
    book.close()


class _Pen:
    """One workbook being written."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._text = self._format(num_format="@", valign="top")
        self._cell = self._format(num_format="@", valign="top", border=1, border_color=_LINE)
        self._head = self._format(
            bold=True,
            bg_color=_PALE,
            font_color=_NAVY,
            align="center",
            valign="vcenter",
            border=1,
            border_color=_LINE,
        )
        self._title = self._format(bold=True, font_size=14, font_color=_NAVY, text_wrap=False)
        self._hint = self._format(italic=True, font_color=_MUTED, text_wrap=False)
        self._note = self._format(italic=True, font_color=_MUTED, valign="top")

    def _format(self, **look: object) -> Format:
        base = {"font_name": "Times New Roman", "font_size": 11, "text_wrap": True}
        return self._book.add_format(base | look)

    def guide(self) -> None:
        """How to edit the workbook and take it back."""
        sheet = self._sheet(GUIDE, "Bộ tiêu chí dạng bảng: cách sửa và đưa trở lại công cụ", "")
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 26, self._format(valign="top", bold=True, font_color=_NAVY))
        sheet.set_column(1, 1, 100, self._format(valign="top"))
        for row, (left, right) in enumerate(guide_lines(), HEAD_ROW):
            sheet.set_row(row, _height([(left, 26), (right, 100)]))
            sheet.write_string(row, 0, left)
            sheet.write_string(row, 1, right)

    def general(self, values: Sequence[tuple[Column, str]]) -> None:
        """The settings of the whole set, one a line."""
        sheet = self._sheet(GENERAL_SHEET, GENERAL_SHEET, "Sửa ở cột Giá trị; không đổi tên các mục.")
        for at, (title, width) in enumerate((("Mục", 32), ("Giá trị", 60), ("Ghi chú", 60))):
            sheet.set_column(at, at, width, self._text)
            sheet.write_string(HEAD_ROW, at, title, self._head)
        for row, (column, text) in enumerate(values, FIRST):
            sheet.set_row(row, _height([(text, 60), (column.hint, 60)]))
            sheet.write_string(row, 0, column.title, self._head_left)
            sheet.write_string(row, 1, text, self._cell)
            sheet.write_string(row, 2, column.hint, self._note)
            self._offer(sheet, column, row, row, 1)
        self._finish(sheet, len(values), 2)

    def list_of(self, table: Table, plain: dict[str, object]) -> None:
        """A sheet with one row an item."""
        rows = [[column.text(item) for column in table.columns] for item in items_of(table, plain)]
        self._table(self._sheet(table.sheet, table.sheet, table.hint), table.columns, rows)

    def tree(self, lines: Sequence[tree.Line]) -> None:
        """Groups, criteria and what is below them."""
        sheet = self._sheet(TREE_SHEET, "Nhóm, tiêu chí, điểm thưởng, điểm trừ", tree.HINT)
        rows = [[line.cells.get(column.title, "") for column in tree.COLUMNS] for line in lines]
        sheet.set_paper(_A3)
        self._table(sheet, tree.COLUMNS, rows, fixed=4)
        self._shade(sheet, FIRST + len(rows) + _REACH)

    def units(self, roster: Roster) -> None:
        """The same table as units.xlsx."""
        hint = "Tên gọi khác, Miễn: nhiều mục cách nhau bằng dấu chấm phẩy. Đơn vị minh họa ghi x ở cột Mẫu."
        columns = [
            Column(title, (), width=width, choices_in=_UNIT_SOURCES.get(title, ""))
            for title, width in zip(UNIT_COLUMNS, _UNIT_WIDTHS, strict=True)
        ]
        rows = [unit_cells(unit) for unit in roster.units]
        self._table(self._sheet(UNITS_SHEET, "Danh sách đơn vị", hint), columns, rows)

    @property
    def _head_left(self) -> Format:
        return self._format(
            bold=True, font_color=_NAVY, bg_color=_PALER, valign="top", border=1, border_color=_LINE
        )

    def _sheet(self, name: str, title: str, hint: str) -> Worksheet:
        sheet = self._book.add_worksheet(name)
        sheet.write_string(TITLE_ROW, 0, title, self._title)
        sheet.write_string(HINT_ROW, 0, hint, self._hint)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def _table(
        self, sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Sequence[str]], fixed: int = 1
    ) -> None:
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width, self._text)
            sheet.write_string(HEAD_ROW, at, column.title, self._head)
            if column.hint:
                sheet.write_comment(HEAD_ROW, at, column.hint, {"x_scale": 1.6, "y_scale": 0.6})
            self._offer(sheet, column, FIRST, FIRST + len(rows) + _REACH, at)
        widths = [column.width for column in columns]
        sheet.set_row(
            HEAD_ROW, _height(zip((column.title.upper() for column in columns), widths, strict=True))
        )
        for row, texts in enumerate(rows, FIRST):
            sheet.set_row(row, _height(zip(texts, widths, strict=True)))
            for at, text in enumerate(texts):
                self._put(sheet, row, at, text)
        for row in range(FIRST + len(rows), FIRST + len(rows) + _SPARE):
            for at in range(len(columns)):
                sheet.write_blank(row, at, None, self._cell)
        sheet.freeze_panes(FIRST, fixed)
        sheet.repeat_rows(HEAD_ROW)
        self._finish(sheet, len(rows) + _REACH, len(columns) - 1)

    def _put(self, sheet: Worksheet, row: int, at: int, text: str) -> None:
        if text:
            sheet.write_string(row, at, text, self._cell)
        else:
            sheet.write_blank(row, at, None, self._cell)

    def _finish(self, sheet: Worksheet, rows: int, last: int) -> None:
        """No green corners: numbers are kept as text on purpose."""
        sheet.ignore_errors({"number_stored_as_text": xl_range(FIRST, 0, FIRST + rows, last)})

    def _offer(self, sheet: Worksheet, column: Column, first: int, last: int, at: int) -> None:
        """A dropdown: the words of a choice, or the codes of another sheet."""
        source: object = None
        if isinstance(column.kind, Choice):
            source = list(column.kind.labels.values())
        elif column.choices_in:
            source = f"='{column.choices_in}'!$A${FIRST + 1}:$A${FIRST + _REACH}"
        if source is None:
            return
        sheet.data_validation(
            first, at, last, at,
            {
                "validate": "list",
                "source": source,
                "error_title": column.title[:32],
                "error_message": "Chọn một mục trong danh sách.",
            },
        )  # fmt: skip

    def _shade(self, sheet: Worksheet, last: int) -> None:
        """Groups stand out, details step back, cells that a row does not use are grey; new rows too."""
        rule_at = next(at for at, column in enumerate(tree.COLUMNS) if column.title == tree.RULE)
        row, rule = f"$A{FIRST + 1}", f"${xl_col_to_name(rule_at)}{FIRST + 1}"
        unused = self._book.add_format({"bg_color": "#E7E6E6"})
        for at, column in enumerate(tree.COLUMNS):
            used = _used(column.title, row, rule)
            sheet.conditional_format(
                FIRST, at, last, at,
                {
                    "type": "formula",
                    "criteria": f'=AND({row}<>"",NOT({used}))',
                    "format": unused,
                    "stop_if_true": True,
                },
            )  # fmt: skip
        for names, look in (
            (("Nhóm", *tree.EXTRAS.values()), {"bold": True, "bg_color": _PALE}),
            (("Tiêu chí",), {"bg_color": "#FFFFFF"}),
            (tree.DETAILS, {"italic": True, "bg_color": _PALER}),
        ):
            sheet.conditional_format(
                FIRST, 0, last, len(tree.COLUMNS) - 1,
                {
                    "type": "formula",
                    "criteria": f"={_is_one(row, names)}",
                    "format": self._book.add_format(look),
                },
            )  # fmt: skip


def _height(cells: Iterable[tuple[str, int]]) -> float:
    """A row as high as the longest of its texts, each in a column so wide."""
    lines = (sum(max(1, ceil(len(p) * _LETTER / width)) for p in text.split("\n")) for text, width in cells)
    return max(lines) * _LINE_HEIGHT


def _used(title: str, row: str, rule: str) -> str:
    """An Excel condition: the kind of row, and for a criterion its rule, uses the column."""
    rows = [
        tree.ROWS.labels[kind]
        for kind in tree.ROWS.labels
        if kind != "criterion" and title in tree.titles_of(kind)
    ]
    if title in tree.titles_of("criterion"):
        return _is_one(row, [*rows, tree.ROWS.labels["criterion"]])
    rules = [
        tree.RULES.labels[kind] for kind in tree.RULES.labels if title in tree.titles_of("criterion", kind)
    ]
    of_rule = f'AND({row}="{tree.ROWS.labels["criterion"]}",{_is_one(rule, rules)})' if rules else "FALSE"
    return f"OR({of_rule},{_is_one(row, rows)})" if rows else of_rule


def _is_one(cell: str, words: Iterable[str]) -> str:
    same = ",".join(f'{cell}="{word}"' for word in words)
    return f"OR({same})"
