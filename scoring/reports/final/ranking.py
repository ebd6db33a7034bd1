"""The ranking as it is signed: values, not formulas, for all units and for every block."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from scoring.criteria.schema import Block
from scoring.engine.model import Scorecard, State, UnitResult
from scoring.reports.consolidated.plan import short_block
from scoring.reports.consolidated.ranking import SMALLER, tie_words
from scoring.reports.consolidated.signing import letterhead, signatures
from scoring.reports.final.pages import Rows, print_upright
from scoring.reports.run_book import RunBook
from scoring.reports.tables import note
from scoring.sheets.look import TAB_RANKING
from scoring.sheets.measure import lines_needed
from scoring.sheets.report import ReportSheet
from scoring.standing.run import Consolidation

OVERALL = "Xếp loại chung"
TOP = 9
NAME = 1
SPLIT = 5  # where the right half of the head begins


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    width: float
    style: str
    figure: Callable[[Scorecard], Decimal]


_FIGURES = (
    _Column("Điểm thẩm định", 7, "points", lambda card: card.main),
    _Column("Tối đa áp dụng", 7, "points", lambda card: card.applicable),
    _Column("Tỷ lệ (%)", 7, "fixed", lambda card: card.percent),
    _Column("Điểm thưởng", 7, "points", lambda card: card.bonus),
    _Column("Điểm trừ", 6.5, "points", lambda card: card.penalty),
    _Column("Điểm xếp loại", 7.5, "strong_fixed", lambda card: card.shown),
)


def write_overall(book: RunBook, edition: int) -> None:
    """All units, best first."""
    run = book.run
    placed = [result for _, results in run.by_block for result in results]
    last = len(placed) + 1
    placed.sort(key=lambda result: result.overall.place if result.overall else last)
    _Writer(book, OVERALL, _title(book), edition, None).write(placed)


def write_block(book: RunBook, name: str, block: Block, edition: int) -> None:
    """The units of one block."""
    title = f"{_title(book)}\n{block.name.upper()}"
    _Writer(book, name, title, edition, block).write(book.run.placed(block.code))


def _title(book: RunBook) -> str:
    return f"BẢNG XẾP LOẠI {book.run.criteria.subject.upper()}"


class _Writer:
    def __init__(self, book: RunBook, name: str, title: str, edition: int, block: Block | None) -> None:
        self.run: Consolidation = book.run
        self.title, self.edition, self.block = title, edition, block
        blocks = () if block else (("Khối", 14.0),)
        own = ("Tự chấm", 7.0)
        self.columns: list[tuple[str, float]] = [
            ("STT", 4.5),
            ("Đơn vị", 24.0 if block else 23.0),
            *blocks,
            own,
            *((each.title, each.width) for each in _FIGURES),
            ("Xếp loại", 11),
            ("Hạng trong khối", 6.5),
            ("Hạng chung", 6.5),
            ("Ghi chú", 20 if block else 18),
        ]
        self.last = len(self.columns) - 1
        self.sheet: ReportSheet = book.sheet(name, [width for _, width in self.columns], tab=TAB_RANKING)

    def write(self, placed: Sequence[UnitResult]) -> None:
        sheet, run = self.sheet, self.run
        under = f"{run.criteria.name} · {run.stage_words}"
        if self.edition > 1:
            under += f" · chốt lần {self.edition}, thay lần {self.edition - 1}"
        letterhead(sheet, run, self.title, under, split=SPLIT, last=self.last)
        sheet.header(TOP - 1, [title for title, _ in self.columns])
        for number, result in enumerate(placed, 1):
            self._row(TOP + number - 1, number, result)
        end = TOP + len(placed) - 1
        if not placed:
            sheet.merged(TOP, 0, self.last, "Không có đơn vị nào được xếp loại.", "text")
            end = TOP
        notes = self._unplaced(end + 2)
        row = self._notes(notes)
        row = signatures(sheet, run, row + 1, splits=(3, self.last - 4), last=self.last)
        raw = sheet.raw
        raw.freeze_panes(TOP, NAME + 1)
        raw.repeat_rows(TOP - 1)
        sheet.print_to(row, self.last)
        print_upright(sheet, Rows(TOP - 1, end + 2, notes, row))

    def _row(self, row: int, number: int, result: UnitResult) -> None:
        sheet, card, standing = self.sheet, result.card, result.standing
        assert card and standing, "placed units have both"
        name, words = self.run.name(result.unit), note(result)
        sheet.number(row, 0, number)
        sheet.text(row, NAME, name)
        if not self.block:
            sheet.text(row, NAME + 1, self._block(result), "centre")
        own = self.last - len(_FIGURES) - 4
        sheet.number(row, own, self.run.self_score(result.unit))
        for column, each in enumerate(_FIGURES, own + 1):
            sheet.number(row, column, each.figure(card), each.style)
        sheet.text(row, self.last - 3, standing.name, "strong")
        for column, rank in ((self.last - 2, result.in_block), (self.last - 1, result.overall)):
            sheet.number(row, column, rank.place if rank else None)
        sheet.text(row, self.last, words, "text", font_size=9)
        widths = sheet.widths
        lines = (
            lines_needed(name, widths[NAME]),
            lines_needed(standing.name, widths[self.last - 3]),
            1 if self.block else lines_needed(self._block(result), widths[NAME + 1]),
            ceil(lines_needed(words, widths[self.last] * SMALLER) / SMALLER),
        )
        sheet.grow(row, max(lines))

    def _block(self, result: UnitResult) -> str:
        return next(short_block(block) for block in self.run.blocks if block.code == result.block)

    def _unplaced(self, row: int) -> int:
        """Units without a place, each with the reason: nobody has 0 points for being left out."""
        rest = [r for r in self.run.results.units if not self.run.is_placed(r)]
        if self.block:
            rest = [r for r in rest if r.block == self.block.code]
        out = [(r, r.standing.reason if r.standing else "") for r in rest if r.state is not State.OUTSIDE]
        outside = [(r, self.run.unit(r.unit).outside) for r in rest if r.state is State.OUTSIDE]
        row = self._list(row, "Không xếp loại ({}):", out)
        return row if self.block else self._list(row, "Không thuộc diện đánh giá ({}):", outside)

    def _list(self, row: int, title: str, units: Sequence[tuple[UnitResult, str]]) -> int:
        if not units:
            return row
        self.sheet.merged(row, 0, self.last, title.format(len(units)), "section")
        for number, (result, why) in enumerate(units, 1):
            row += 1
            name, width = self.run.name(result.unit), sum(self.sheet.widths[NAME + 2 :])
            self.sheet.number(row, 0, number)
            self.sheet.merged(row, NAME, NAME + 1, name, "text")
            self.sheet.merged(row, NAME + 2, self.last, why, "text")
            names = lines_needed(name, sum(self.sheet.widths[NAME : NAME + 2]))
            self.sheet.grow(row, max(names, lines_needed(why, width)))
        return row + 2

    def _notes(self, row: int) -> int:
        for quota in self.run.results.quota_notes:
            if self.block is None or quota.block in ("", self.block.code):
                self.sheet.merged(row, 0, self.last, f"Vượt hạn mức. {quota.text}", "warn")
                row += 1
        self.sheet.merged(row, 0, self.last, tie_words(self.run), "note")
        return row + 1
