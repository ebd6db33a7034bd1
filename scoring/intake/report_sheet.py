"""The sheet "Báo cáo": free text beside its headings, each part with the cell it begins in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from scoring.criteria.schema import CriteriaSet
from scoring.dataclass import dataclass
from scoring.findings import Finding, Place, finding
from scoring.intake import layout, normalise
from scoring.intake.checks.tasks import eased
from scoring.intake.copies import counting, told_twice
from scoring.intake.locate import SheetWords, richest
from scoring.intake.normalise import Asking, is_blank
from scoring.intake.origin import Origins
from scoring.opening.opened import place_of
from scoring.xlsx.grid import Address, Sheet


@dataclass(frozen=True, slots=True)
class ReportedTexts:
    """What the unit reports: text and cell of each part that has its heading."""

    parts: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def read_report(
    book: Sequence[SheetWords], criteria: CriteriaSet, period: str, origins: Origins
) -> ReportedTexts:
    """Every part of the period's report. B06, B09, N as found, R06-R08.

    Numbers before a heading and other quotes in it do not matter. A text that goes on in further rows belongs
    to the heading above them, and so does one under a heading that has nothing beside it.
    """
    titles = dict(layout.report_parts(criteria.report(period)))
    found = [words for words in book if 2 * words.count(titles.values()) > len(titles)]
    if not found and not (found := list(filter(None, [richest(book, titles.values())]))):
        return ReportedTexts(findings=(finding("B06", expected=layout.REPORT),))
    copies = counting([(words, _Reader(words, titles, origins)) for words in found])
    reader = copies.counts
    outline = (*told_twice(copies, layout.REPORT), *reader.outline)
    findings = (*eased(outline, scored=criteria.is_scored(period)), *reader.findings)
    return ReportedTexts(reader.parts, reader.places, tuple(findings))


class _Reader:
    """Reads one sheet part by part. ``outline``: findings on its headings; ``findings``: on its cells."""

    def __init__(self, words: SheetWords, titles: Mapping[str, str], origins: Origins) -> None:
        self._sheet: Sheet = words.sheet
        self._titles, self._origins = titles, origins
        self._at = {key: at for key, title in titles.items() if (at := words.every_place(title))}
        self._headings = {address for several in self._at.values() for address in several}
        self._column = min((column for _, column in self._headings), default=1)
        self._checks = {column for _, column in words.places(layout.CHECK)}
        self._read: set[Address] = set()
        self.parts: dict[str, str] = {}
        self.places: dict[str, Place] = {}
        self.outline: list[Finding] = []
        self.findings: list[Finding] = []
        for number, key in enumerate(titles):
            if key in self._at:
                self._part(key)
            else:
                self.outline.append(finding("R06", self._where(number), label=titles[key]))
        self.outline += self._strange()

    @property
    def is_filled(self) -> bool:
        """True where anything is written in a part."""
        return any(self.parts.values())

    def _part(self, key: str) -> None:
        """The text beside the first heading that has one."""
        blocks = [self._block(heading) for heading in self._at[key]]
        full = [block for block in blocks if any(map(self._is_filled, block))]
        full = full or list(filter(None, map(self._below, self._at[key])))
        block = (full or blocks)[0]
        self.places[key] = place_of(self._sheet, block[0])
        self.parts[key] = "\n".join(filter(None, (self._text(at, key) for at in block)))
        self._read.update(*blocks, *full)
        if len(full) > 1:
            cells = ", ".join(place_of(self._sheet, each[0]).cell for each in full)
            self.outline.append(finding("R07", self.places[key], label=self._titles[key], found=cells))

    def _block(self, heading: Address) -> list[Address]:
        """The cell beside a heading, and those below it in rows without a heading of any kind."""
        merged = self._sheet.merge_at(heading)
        column = (merged[3] if merged else heading[1]) + 1
        column = heading[1] + 1 if column in self._checks else column
        found = [(heading[0], column)]
        for row in self._rows_below(heading):
            if self._is_filled((row, heading[1])):
                break
            if self._is_filled((row, column)):
                found.append((row, column))
        return found

    def _below(self, heading: Address) -> list[Address]:
        """The cells under a heading that has nothing beside it; none where some heading is gone.

        What stands under a heading may then be one that somebody reworded.
        """
        if len(self._at) < len(self._titles):
            return []
        own = heading[1]
        return [(row, own) for row in self._rows_below(heading) if self._is_filled((row, own))]

    def _rows_below(self, heading: Address) -> Iterator[int]:
        """The rows up to the next heading; below the last part up to a blank row: signatures follow."""
        following = min((row for row, _ in self._headings if row > heading[0]), default=0)
        for row in range(heading[0] + 1, following or max(row for row, _ in self._sheet.cells) + 1):
            if not following and not any(self._is_filled((row, heading[1] + n)) for n in (0, 1)):
                return
            yield row

    def _is_filled(self, at: Address) -> bool:
        return not is_blank(self._sheet.cells.get(at))

    def _text(self, at: Address, key: str) -> str:
        cell = self._sheet.cells.get(at)
        place = place_of(self._sheet, at)
        reading = normalise.words(cell, Asking(place, self._titles[key], origin=self._origins.of(place)))
        self.findings += reading.findings
        return normalise.paragraphs(cell) if reading.value else ""

    def _where(self, number: int) -> Place:
        """The cell in which the heading of a part should stand, counted from the nearest that is there."""
        rows = {n: self._at[key][0][0] for n, key in enumerate(self._titles) if key in self._at}
        near = min(rows, key=lambda n: abs(n - number))
        return place_of(self._sheet, (max(1, rows[near] + number - near), self._column))

    def _strange(self) -> Iterator[Finding]:
        """R08: words among the parts, or right below them, that no heading claims."""
        rows = [row for row, _ in (*self._headings, *self._read)]
        last = max(rows)
        while any((last + 1, column) in self._sheet.cells for column in (self._column, self._column + 1)):
            last += 1
        claimed = {*self._read, *self._headings}
        for row, column in sorted(self._sheet.cells):
            inside = min(rows) <= row <= last and column > self._column and column not in self._checks
            cell = self._sheet.cells[row, column]
            if inside and (row, column) not in claimed and not is_blank(cell):
                yield finding("R08", place_of(self._sheet, (row, column)), found=normalise.show(cell))
