"""Tables longer than a sheet go on in a further one, and a workbook of values ends with what stands where."""

from collections.abc import Callable

from scoring.dataclass import dataclass
from scoring.reports import limits
from scoring.reports.run_book import RunBook, SheetPart
from scoring.sheets.address import quoted
from scoring.sheets.look import TAB_RECORDS
from scoring.sheets.report import ReportSheet
from scoring.sheets.table import Table

INDEX = "Mục lục"
TOP = 4
COLUMNS = (("Trang", 34), ("Số dòng hoặc cột", 12), ("Từ", 44), ("Đến", 44))


def part_name(name: str, number: int) -> str:
    """``Chi tiết Trường học (2)``; the first part has the plain name."""
    return name if number == 1 else f"{name} ({number})"


def spot(name: str, top: int, number: int) -> tuple[str, int]:
    """The sheet and row of the ``number``-th entry, from 0, of a table whose entries begin at row ``top``."""
    part, below = divmod(number, limits.ROWS - top)
    return part_name(name, part + 1), top + below


class LongTable:
    """The rows of a table, sheet after sheet.

    ``start`` makes the sheet of a name, ``end`` finishes it, given its last row. ``name`` is the first's.
    """

    def __init__(
        self,
        book: RunBook,
        name: str,
        top: int,
        start: Callable[[str], ReportSheet],
        end: Callable[[ReportSheet, int], None],
    ) -> None:
        self.book, self.name, self.top, self.start, self._end = book, name, top, start, end
        self.sheet, self.row, self.count = start(name), top - 1, 0
        self.part = SheetPart(name, 0, "", "")

    def next(self, what: str) -> tuple[ReportSheet, int]:
        """Where the next entry goes, which the index calls ``what``."""
        name, self.row = spot(self.name, self.top, self.count)
        if name != self.part.sheet:
            self._finish(limits.ROWS - 1)
            self.sheet, self.part = self.start(name), SheetPart(name, 0, "", "")
        self.count += 1
        self.part.count += 1
        self.part.first, self.part.last = self.part.first or what, what
        return self.sheet, self.row

    def end(self) -> None:
        """No more entries."""
        self._finish(self.row)

    def _finish(self, last: int) -> None:
        self._end(self.sheet, last)
        self.book.parts.append(self.part)


@dataclass(frozen=True, slots=True)
class Listing:
    """A sheet that is one table, and how it is called.

    ``kept`` columns stay in view; the index of the workbook calls a row by its value under ``named``.
    Without rows, ``none`` stands in place of the table.
    """

    name: str
    title: str
    subtitle: str
    tab: str
    kept: int
    named: str = "name"
    none: str = ""
    top: int = 4

    def write(
        self, book: RunBook, table: Table, after: Callable[[ReportSheet, int], None] | None = None
    ) -> None:
        """Write it; ``after`` is done to every sheet of it, given its last row."""
        key, sentence = table.keys.index(self.named), self.none if not table else ""

        def start(name: str) -> ReportSheet:
            sheet = book.sheet(name, table.widths, landscape=True, tab=self.tab, bulk=True)
            sheet.heading(self.title, self.subtitle)
            if sentence:
                sheet.text(self.top, 0, sentence, "plain", text_wrap=False)
            else:
                sheet.header(self.top - 1, table.titles)
            return sheet

        def end(sheet: ReportSheet, last: int) -> None:
            if after:
                after(sheet, max(last, self.top))
            if sentence:
                sheet.print_to(self.top, table.last)  # of one column alone the words would be cut
                sheet.raw.fit_to_pages(1, 0)
            else:
                table.settle(sheet, self.top, max(last, self.top), kept=self.kept)

        pages = LongTable(book, self.name, self.top, start, end)
        for values in table.rows:
            table.put(*pages.next(values[key]), values)
        pages.end()


def write_index(book: RunBook) -> None:
    """Every table with where it begins and ends; nothing in a live workbook: no table is long there."""
    if book.live:
        return
    sheet = book.sheet(INDEX, [width for _, width in COLUMNS], landscape=True, tab=TAB_RECORDS)
    sheet.heading(INDEX, f"{limits.values_words()} · bảng quá dài hoặc quá rộng được chia thành nhiều trang")
    sheet.header(TOP - 1, [title for title, _ in COLUMNS])
    for row, part in enumerate(book.parts, TOP):
        sheet.link(row, 0, f"{quoted(part.sheet)}!A1", part.sheet)
        sheet.number(row, 1, part.count)
        sheet.text(row, 2, part.first)
        sheet.text(row, 3, part.last)
        sheet.fit(row, {0: part.sheet, 2: part.first, 3: part.last})
    sheet.raw.repeat_rows(TOP - 1)
    sheet.raw.fit_to_pages(1, 0)
