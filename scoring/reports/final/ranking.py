"""The ranking as it is signed: values, not formulas, for all units and for every block."""

from collections.abc import Sequence

from scoring.criteria.schema import Block
from scoring.engine.model import State, UnitResult
from scoring.reports.approved import approved
from scoring.reports.consolidated.signing import letterhead, signatures
from scoring.reports.final.pages import Rows, print_signed
from scoring.reports.headings import short_block
from scoring.reports.run_book import RunBook
from scoring.reports.tables import order_words, reached, reached_words, remark, unplaced_reason
from scoring.sheets.look import BLACK, TAB_RANKING
from scoring.sheets.measure import INDENT, lines_needed
from scoring.sheets.report import ReportSheet
from scoring.standing.run import Consolidation

OVERALL = "Xếp loại chung"
TOP = 9
NAME = 1
TITLE_LINES = 4
RIGHT = 8  # columns below the right half of the head: those of figures, class and places

FIGURES = (
    ("Tự chấm (1)", 6.2),
    ("Thẩm định (2)", 6.2),
    ("Điểm thưởng", 6.7),
    ("Điểm trừ", 5.3),
    ("Điểm xếp loại (3)", 6.2),
)
"""Before and after verification in one unit, and what becomes of it."""
MEANING = (
    "(1), (2) {what}, chưa tính điểm thưởng, điểm trừ; (1) theo biểu đơn vị tự chấm, chưa gồm tiêu chí do cơ "
    "quan có thẩm quyền chấm hoặc tính theo sổ theo dõi. (3) Thẩm định cộng điểm thưởng, trừ điểm trừ."
)


def write_overall(book: RunBook) -> None:
    """All units, best first."""
    run = book.run
    placed = [result for _, results in run.by_block for result in results]
    last = len(placed) + 1
    placed.sort(key=lambda result: result.overall.place if result.overall else last)
    _Writer(book, OVERALL, _title(book), None).write(placed)


def write_block(book: RunBook, name: str, block: Block) -> None:
    """The units of one block."""
    title = f"{_title(book)}\n{block.name.upper()}"
    _Writer(book, name, title, block).write(book.run.placed(block.code))


def _title(book: RunBook) -> str:
    return f"BẢNG XẾP LOẠI {book.run.criteria.subject.upper()}"


class _Writer:
    def __init__(self, book: RunBook, name: str, title: str, block: Block | None) -> None:
        self.run: Consolidation = book.run
        self.title, self.block = title, block
        blocks = () if block else (("Khối", 10.5),)
        self.columns: list[tuple[str, float]] = [
            ("STT", 3.6),
            ("Đơn vị", 26.0 if block else 21.4),
            *blocks,
            *FIGURES,
            ("Xếp loại", 9.0 if block else 8.0),  # Xuất sắc on one line
            ("Hạng trong khối", 5.2),
            ("Hạng chung", 5.2),
        ]
        self.last = len(self.columns) - 1
        widths = [width for _, width in self.columns]
        self.sheet: ReportSheet = book.sheet(name, widths, tab=TAB_RANKING)

    def write(self, placed: Sequence[UnitResult]) -> None:
        sheet, run = self.sheet, self.run
        under = f"{run.criteria.name} · {run.stage_words}"
        letterhead(sheet, run, self.title, under, split=len(self.columns) - RIGHT, last=self.last)
        sheet.header(TOP - 1, [title for title, _ in self.columns], font_color=BLACK)
        sheet.grow(TOP - 1, TITLE_LINES)
        for number, result in enumerate(placed, 1):
            self._row(TOP + number - 1, number, result)
        end = TOP + len(placed) - 1
        if not placed:
            sheet.merged(TOP, 0, self.last, "Không có đơn vị nào được xếp loại.", "text")
            end = TOP
        row = self._notes(self._unplaced(self._remarks(end + 2, placed)))
        row = signatures(sheet, run, row + 1, splits=(2, self.last - 4), last=self.last)
        sheet.raw.freeze_panes(TOP, NAME + 1)
        sheet.print_to(row, self.last)
        print_signed(sheet, Rows(TOP - 1, end + 2, row))

    def _row(self, row: int, number: int, result: UnitResult) -> None:
        sheet, card, standing, run = self.sheet, result.card, result.standing, self.run
        assert card and standing, "placed units have both"
        words = {NAME: run.name(result.unit)}
        if not self.block:
            words[NAME + 1] = self._block(result)
        sheet.number(row, 0, number)
        for column, text in words.items():
            sheet.text(row, column, text, "text" if column == NAME else "centre")
        own = run.self_card(result.unit)
        figures = (reached(run.criteria, own), reached(run.criteria, card), card.bonus, card.penalty)
        first = self.last - len(FIGURES) - 2
        for column, figure in enumerate(figures, first):
            sheet.number(row, column, figure, "fixed")
        sheet.number(row, first + len(figures), card.shown, "strong_fixed")
        sheet.text(row, self.last - 2, standing.name, "strong")
        for column, rank in ((self.last - 1, result.in_block), (self.last, result.overall)):
            sheet.number(row, column, rank.place if rank else None)
        words[self.last - 2] = standing.name
        sheet.grow(row, max(lines_needed(text, self._room(column)) for column, text in words.items()))

    def _room(self, column: int) -> float:
        """How wide a text may be: only names are indented."""
        return self.sheet.widths[column] + (0 if column == NAME else INDENT)

    def _block(self, result: UnitResult) -> str:
        return next(short_block(block.name) for block in self.run.blocks if block.code == result.block)

    def _remarks(self, row: int, placed: Sequence[UnitResult]) -> int:
        """What has to be said of some units stands below the table: beside the figures is no room."""
        said = ((number, result.unit, remark(self.run, result)) for number, result in enumerate(placed, 1))
        return self._list(row, "Ghi chú:", [each for each in said if each[2]])

    def _unplaced(self, row: int) -> int:
        """Units without a place, each with the reason: nobody has 0 points for being left out."""
        rest = [r for r in self.run.results.units if not self.run.is_placed(r)]
        if self.block:
            rest = [r for r in rest if r.block == self.block.code]
        out = [(r.unit, unplaced_reason(r)) for r in rest if r.state is not State.OUTSIDE]
        outside = [(r.unit, self.run.unit(r.unit).outside) for r in rest if r.state is State.OUTSIDE]
        row = self._list(row, f"Không xếp loại ({len(out)}):", _counted(out))
        if self.block:
            return row
        return self._list(row, f"Không thuộc diện đánh giá ({len(outside)}):", _counted(outside))

    def _list(self, row: int, title: str, units: Sequence[tuple[int, str, str]]) -> int:
        """A title, then of each unit its number, its name and a text; the row for what follows."""
        if not units:
            return row
        self.sheet.merged(row, 0, self.last, title, "section", font_color=BLACK)
        for number, unit, why in units:
            row += 1
            name, width = self.run.name(unit), sum(self.sheet.widths[NAME + 2 :])
            self.sheet.number(row, 0, number)
            self.sheet.merged(row, NAME, NAME + 1, name, "text")
            self.sheet.merged(row, NAME + 2, self.last, why, "text")
            names = lines_needed(name, sum(self.sheet.widths[NAME : NAME + 2]))
            self.sheet.grow(row, max(names, lines_needed(why, width)))
        return row + 2

    def _notes(self, row: int) -> int:
        for quota in self.run.results.quota_notes:
            if self.block is None or quota.block in ("", self.block.code):
                open_words = "" if quota.accepted else "Vượt hạn mức. "
                style = "note" if quota.accepted else "warn"
                self.sheet.merged(row, 0, self.last, f"{open_words}{quota.text}", style)
                row += 1
        approvals = [str(each["cau"]) for each in approved(self.run)]
        if approvals:
            self.sheet.merged(
                row, 0, self.last, f"Đã phê duyệt: {'; '.join(approvals)}.", "note", font_color=BLACK
            )
            row += 1
        meaning = MEANING.format(what=reached_words(self.run.criteria))
        for text in (meaning, order_words(self.run.criteria)):
            self.sheet.merged(row, 0, self.last, text, "note", font_color=BLACK)
            row += 1
        return row


def _counted(units: Sequence[tuple[str, str]]) -> list[tuple[int, str, str]]:
    return [(number, unit, why) for number, (unit, why) in enumerate(units, 1)]
