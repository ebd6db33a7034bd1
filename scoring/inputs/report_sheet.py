"""The sheet "Báo cáo": free text beside its headings, each part with the cell it begins in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from scoring.findings import Finding, Place, finding
from scoring.inputs import layout, normalise
from scoring.inputs.checks.tasks import eased
from scoring.inputs.copies import counting, told_twice
from scoring.inputs.grid import Address, Sheet
from scoring.inputs.locate import Words, richest
from scoring.inputs.normalise import Asking, is_blank


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """What the unit reports: text and cell of each part that has its heading."""

    parts: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def read_report(book: Sequence[Words], period: str) -> ReportSheet:
    """Every part of the period's report. B06, B09, N10, N11, R06-R08.

    Numbers before a heading and other quotes in it do not matter. A text that goes on in further rows belongs
    to the heading above them.
    """
    titles = dict(layout.report_parts(period))
    found = [words for words in book if 2 * words.count(titles.values()) > len(titles)]
    if not found and not (found := list(filter(None, [richest(book, titles.values())]))):
        return ReportSheet(findings=(finding("B06", expected=layout.REPORT),))
    copies = counting([(words, _Reader(words, titles)) for words in found])
    reader = copies.counts
    findings = eased((*told_twice(copies, layout.REPORT), *reader.findings), period)
    return ReportSheet(reader.parts, reader.places, tuple(findings))


class _Reader:
    """Reads one sheet part by part and gathers the findings on the way."""

    def __init__(self, words: Words, titles: Mapping[str, str]) -> None:
        self._sheet: Sheet = words.sheet
        self._titles = titles
        self._at = {key: at for key, title in titles.items() if (at := words.every_place(title))}
        self._headings = {address for several in self._at.values() for address in several}
        self._column = min((column for _, column in self._headings), default=1)
        self._checks = {column for _, column in words.places(layout.CHECK)}
        self._read: set[Address] = set()
        self.parts: dict[str, str] = {}
        self.places: dict[str, Place] = {}
        self.findings: list[Finding] = []
        for number, key in enumerate(titles):
            if key in self._at:
                self._part(key)
            else:
                self.findings.append(finding("R06", self._where(number), label=titles[key]))
        self.findings += self._strange()

    @property
    def is_filled(self) -> bool:
        """True where anything is written in a part."""
        return any(self.parts.values())

    def _part(self, key: str) -> None:
        """The text beside the first heading that has one."""
        blocks = [self._block(heading) for heading in self._at[key]]
        full = [block for block in blocks if not all(is_blank(self._sheet.cells.get(at)) for at in block)]
        block = (full or blocks)[0]
        self.places[key] = self._sheet.place(block[0])
        self.parts[key] = "\n".join(filter(None, (self._text(at, key) for at in block)))
        self._read.update(*blocks)
        if len(full) > 1:
            cells = ", ".join(self._sheet.place(each[0]).cell for each in full)
            self.findings.append(finding("R07", self.places[key], label=self._titles[key], found=cells))

    def _block(self, heading: Address) -> list[Address]:
        """The cell beside a heading, and those below it in rows without a heading of any kind."""
        merged = self._sheet.merge_at(heading)
        row, column = heading[0], (merged[3] if merged else heading[1]) + 1
        following = min((r for r, _ in self._headings if r > row), default=0)
        block = [(row, column)]
        for below in range(row + 1, following or self._last_row + 1):
            at = (below, column)
            if not is_blank(self._sheet.cells.get((below, heading[1]))):
                break
            if not is_blank(self._sheet.cells.get(at)):
                block.append(at)
            elif not following:
                break  # below the last part, after a blank row, stand the signatures
        return block

    @property
    def _last_row(self) -> int:
        return max(row for row, _ in self._sheet.cells)

    def _text(self, at: Address, key: str) -> str:
        cell = self._sheet.cells.get(at)
        reading = normalise.words(cell, Asking(self._sheet.place(at), self._titles[key]))
        self.findings += reading.findings
        return normalise.paragraphs(cell) if reading.value else ""

    def _where(self, number: int) -> Place:
        """The cell in which the heading of a part should stand, counted from the nearest that is there."""
        rows = {n: self._at[key][0][0] for n, key in enumerate(self._titles) if key in self._at}
        near = min(rows, key=lambda n: abs(n - number))
        return self._sheet.place((max(1, rows[near] + number - near), self._column))

    def _strange(self) -> Iterator[Finding]:
        """R08: words among the parts, or right below them, that no heading claims."""
        rows = [row for row, _ in (*self._headings, *self._read)]
        last = max(rows)
        while any((last + 1, column) in self._sheet.cells for column in (self._column, self._column + 1)):
            last += 1
        for row, column in sorted(self._sheet.cells):
            inside = min(rows) <= row <= last and column > self._column and column not in self._checks
            cell = self._sheet.cells[row, column]
            if inside and (row, column) not in {*self._read, *self._headings} and not is_blank(cell):
                yield finding("R08", self._sheet.place((row, column)), found=normalise.show(cell))
