"""A criteria set and its units as a workbook that an official can edit. Every cell is text.

The same set gives the same bytes. What Excel cannot hold unchanged is found by reading the workbook back
(see ``pipeline.criteria_to_excel``).
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import BinaryIO

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
    SetField,
    SetTable,
)
from scoring.criteria.excel.texts import texts_of, unit_fields
from scoring.criteria.units import Roster
from scoring.sheets.address import cell, letters
from scoring.sheets.book import A3, Book, BookSheet
from scoring.sheets.look import LINE, MUTED, NAVY, PALE, PALER, TEXT_FORMAT, UNUSED, WHITE
from scoring.sheets.measure import HIGHEST, LINE_POINTS, lines_needed

TITLE_ROW, HINT_ROW, HEAD_ROW, FIRST = 0, 1, 2, 3
_SPARE = 10
"""Empty bordered rows below a table; dropdowns reach further still."""
_REACH = 500
_ON_A4, _ON_A3 = 174, 246
"""Characters across a landscape page whose letters are not under 8 pt."""
_LEGIBLE = 73
"""Percent: letters of 11 pt are printed in 8 pt."""
Rows = Sequence[Sequence[str]]
"""The texts of a sheet, its headings first."""


def write_set_book(stream: BinaryIO, roster: Roster, beside: Callable[[Book], None] = lambda _: None) -> None:
    """Write the workbook of a set and its units; ``beside`` adds sheets of its own, behind the guide."""
    texts = texts_of(roster)
    with Book(stream, title=roster.criteria.name, day=roster.criteria.period.start) as book:
        pen = _Pen(book)
        pen.guide()
        beside(book)
        pen.general(texts[GENERAL_SHEET])
        for table in BEFORE_TREE:
            pen.list_of(table, texts[table.sheet])
        pen.tree(texts[TREE_SHEET])
        for table in AFTER_TREE:
            pen.list_of(table, texts[table.sheet])
        pen.units(texts[UNITS_SHEET])


class _Pen:
    """One workbook being written."""

    def __init__(self, book: Book) -> None:
        self._book = book
        wrapped = {"text_wrap": True, "valign": "top"}
        boxed = {**wrapped, "border": 1, "border_color": LINE}
        self._text = book.format(**wrapped, num_format=TEXT_FORMAT)
        self._cell = book.format(**boxed, num_format=TEXT_FORMAT)
        heading = {**boxed, "bold": True, "font_color": NAVY}
        self._head = book.format(**heading | {"bg_color": PALE, "align": "center", "valign": "vcenter"})
        self._head_left = book.format(**heading, bg_color=PALER)
        self._title = book.format(bold=True, font_size=14, font_color=NAVY)
        self._hint = book.format(italic=True, font_color=MUTED)
        self._note = book.format(**wrapped, italic=True, font_color=MUTED)
        self._step, self._words = book.format(**wrapped, bold=True, font_color=NAVY), book.format(**wrapped)

    def guide(self) -> None:
        """How to edit the workbook and take it back."""
        sheet = self._sheet(GUIDE, "Bộ tiêu chí dạng bảng: cách sửa và đưa trở lại công cụ", "", grid=False)
        sheet.set_widths((26, 100))
        for row, texts in enumerate(guide_lines(), HEAD_ROW):
            for column, (text, style) in enumerate(zip(texts, (self._step, self._words), strict=True)):
                sheet.put(row, column, text, style)
            _fit(sheet, row, texts)

    def general(self, rows: Rows) -> None:
        """The settings of the whole set, one a line."""
        sheet = self._sheet(GENERAL_SHEET, GENERAL_SHEET, "Sửa ở cột Giá trị; không đổi tên các mục.")
        sheet.set_widths((32, 60, 60), self._text)
        for at, title in enumerate(rows[0]):
            sheet.put(HEAD_ROW, at, title, self._head)
        for row, (column, words) in enumerate(zip(GENERAL, rows[1:], strict=True), FIRST):
            styles = (self._head_left, self._cell, self._note)
            for at, (text, style) in enumerate(zip(words, styles, strict=True)):
                sheet.put(row, at, text, style)
            _fit(sheet, row, ("", *words[1:]))
            self._offer(sheet, column, row, row, 1)
        self._finish(sheet, len(GENERAL), 2)

    def list_of(self, table: SetTable, rows: Rows) -> None:
        """A sheet with one row an item."""
        self._table(self._sheet(table.sheet, table.sheet, table.hint), table.columns, rows[1:])

    def tree(self, rows: Rows) -> None:
        """Groups, criteria and what is below them."""
        sheet = self._sheet(TREE_SHEET, "Nhóm, tiêu chí, điểm thưởng, điểm trừ", tree.HINT)
        self._table(sheet, tree.COLUMNS, rows[1:], fixed=4)
        self._shade(sheet, FIRST + len(rows) - 1 + _REACH)

    def units(self, rows: Rows) -> None:
        """The same table as units.xlsx."""
        hint = "Tên gọi khác, Miễn: nhiều mục cách nhau bằng dấu chấm phẩy. Đơn vị minh họa ghi x ở cột Mẫu."
        self._table(self._sheet(UNITS_SHEET, "Danh sách đơn vị", hint), unit_fields(), rows[1:])

    def _sheet(self, name: str, title: str, hint: str, *, grid: bool = True) -> BookSheet:
        sheet = BookSheet(self._book, name, landscape=True, grid=grid)
        sheet.put(TITLE_ROW, 0, title, self._title)
        sheet.put(HINT_ROW, 0, hint, self._hint)
        sheet.raw.fit_to_pages(1, 0)
        return sheet

    def _table(
        self, sheet: BookSheet, columns: Sequence[SetField], rows: Sequence[Sequence[str]], fixed: int = 1
    ) -> None:
        raw, last = sheet.raw, FIRST + len(rows)
        sheet.set_widths([column.width for column in columns], self._text)
        for at, column in enumerate(columns):
            sheet.put(HEAD_ROW, at, column.title, self._head)
            if column.hint:
                raw.write_comment(HEAD_ROW, at, column.hint, {"x_scale": 1.6, "y_scale": 0.6})
            self._offer(sheet, column, FIRST, last + _REACH, at)
        _fit(sheet, HEAD_ROW, [column.title for column in columns], bold=True)
        for row, texts in enumerate(rows, FIRST):
            for at, text in enumerate(texts):
                sheet.put(row, at, text, self._cell)
            _fit(sheet, row, texts)
        for row in range(last, last + _SPARE):
            for at in range(len(columns)):
                sheet.put(row, at, None, self._cell)
        raw.freeze_panes(FIRST, fixed)
        raw.repeat_rows(HEAD_ROW)
        _print(sheet, fixed)
        self._finish(sheet, len(rows) + _REACH, len(columns) - 1)

    def _finish(self, sheet: BookSheet, rows: int, last: int) -> None:
        """No green corners: numbers are kept as text on purpose."""
        sheet.raw.ignore_errors({"number_stored_as_text": f"{cell(FIRST, 0)}:{cell(FIRST + rows, last)}"})

    def _offer(self, sheet: BookSheet, column: SetField, first: int, last: int, at: int) -> None:
        """A dropdown: the words of a choice, or the codes of another sheet."""
        source: object = None
        if isinstance(column.kind, Choice):
            source = list(column.kind.labels.values())
        elif column.choices_in:
            source = f"='{column.choices_in}'!$A${FIRST + 1}:$A${FIRST + _REACH}"
        if source is None:
            return
        sheet.raw.data_validation(
            first, at, last, at,
            {
                "validate": "list",
                "source": source,
                "error_title": column.title[:32],
                "error_message": "Chọn một mục trong danh sách.",
            },
        )  # fmt: skip

    def _shade(self, sheet: BookSheet, last: int) -> None:
        """Groups stand out, details step back, cells that a row does not use are grey; new rows too."""
        rule_at = next(at for at, column in enumerate(tree.COLUMNS) if column.title == tree.RULE)
        row, rule = f"$A{FIRST + 1}", f"${letters(rule_at)}{FIRST + 1}"
        unused = self._book.format(bg_color=UNUSED)
        for at, column in enumerate(tree.COLUMNS):
            used = _used(column.title, row, rule)
            sheet.raw.conditional_format(
                FIRST, at, last, at,
                {
                    "type": "formula",
                    "criteria": f'=AND({row}<>"",NOT({used}))',
                    "format": unused,
                    "stop_if_true": True,
                },
            )  # fmt: skip
        for names, look in (
            (("Nhóm", *tree.EXTRAS.values()), {"bold": True, "bg_color": PALE}),
            (("Tiêu chí",), {"bg_color": WHITE}),
            (tree.DETAILS, {"italic": True, "bg_color": PALER}),
        ):
            sheet.raw.conditional_format(
                FIRST, 0, last, len(tree.COLUMNS) - 1,
                {
                    "type": "formula",
                    "criteria": f"={_is_one(row, names)}",
                    "format": self._book.format(**look),
                },
            )  # fmt: skip


def _print(sheet: BookSheet, fixed: int) -> None:
    """Wide sheets go on A3, the widest across several pages that repeat the first ``fixed`` columns."""
    across = sum(sheet.widths)
    if across > _ON_A4:
        sheet.raw.set_paper(A3)
    if across > _ON_A3:
        sheet.raw.set_print_scale(_LEGIBLE)  # instead of the fit to one page's width
        sheet.raw.repeat_columns(0, fixed - 1)


def _fit(sheet: BookSheet, row: int, texts: Sequence[str], *, bold: bool = False) -> None:
    """A row as high as the longest of its texts."""
    lines = max(map(partial(lines_needed, bold=bold), texts, sheet.widths))
    sheet.raw.set_row(row, min(HIGHEST, lines * LINE_POINTS))


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
