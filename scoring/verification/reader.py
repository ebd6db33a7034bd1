"""From files to what the verifiers typed in them. Nothing in a file raises; every entry keeps its cell."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, partial
from pathlib import Path

from scoring.criteria.schema import CriteriaSet, Criterion, Verifier
from scoring.criteria.units import Roster, Unit
from scoring.findings import Finding, Place, finding
from scoring.intake import normalise
from scoring.intake.folder import Desk
from scoring.intake.layout import verifiable
from scoring.intake.locate import (
    Header,
    SheetWords,
    all_words,
    headers,
    words_of,
)
from scoring.intake.names import Entry, named
from scoring.intake.normalise import (
    Asking,
    show,
    text_in,
)
from scoring.intake.origin import Origins
from scoring.intake.score_sheet import stated_number
from scoring.opening.files import sha256_of
from scoring.opening.opened import open_workbook, place_of
from scoring.text import fold, is_blank
from scoring.verification.checks import Judged, percent
from scoring.verification.judgement import UNTOUCHED, Item, Judgement, Key
from scoring.verification.layout import (
    ENTRIES,
    NEEDED,
    POINTS,
    TITLE,
    Round,
    field_of,
)
from scoring.verification.stamp import BookStamp, code_in, read_stamp
from scoring.verification.worth import is_condition, reading, shown
from scoring.workers.supervised import Loss, each
from scoring.xlsx.formats import is_percent
from scoring.xlsx.grid import Value, range_name

_LEAST_TITLES = 6


@dataclass(frozen=True, slots=True)
class BookRow:
    """One row as the verifier left it; ``places`` gives the cell of each column's key.

    ``reviewed``: marked as looked at again after the unit's answer changed. A row that is not ``readable``
    says nothing: a finding says what is wrong with it.
    """

    item: Item
    judgement: Judgement
    reviewed: bool
    places: Mapping[str, Place]
    readable: bool = True


@dataclass(frozen=True, slots=True)
class BookReading:
    """A file as read: nothing of it counts where a finding is an error."""

    file: str
    sha256: str
    stamp: BookStamp | None = None
    rows: tuple[BookRow, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def errors(self) -> int:
        """How many findings keep it from being taken."""
        return sum(found.is_error for found in self.findings)


def receive_books(
    paths: Iterable[Path], desk: Desk, on_progress: Callable[[int, int], None] | None = None
) -> tuple[BookReading, ...]:
    """Read each file once, in worker processes under the same guards as forms, in the order given."""
    entries = _named(paths)

    def tell(done: int) -> None:
        if on_progress:
            on_progress(done, len(entries))

    return tuple(each(partial(_receive, desk), entries, _lost, tell))


def _named(paths: Iterable[Path]) -> list[Entry]:
    """Each path once, in the order given, with the name that findings give it."""
    once = list({path.absolute(): path for path in paths}.values())
    called = {path: name for name, path in named((path.name, path) for path in once)}
    return [(called[path], path) for path in once]


def _lost(entry: Entry, loss: Loss) -> BookReading:
    name, path = entry
    return BookReading(name, sha256_of(path), findings=(finding("T09", found=loss).at(file=name),))


def _receive(desk: Desk, entry: Entry) -> BookReading:
    name, path = entry
    opened = open_workbook(path)
    found = list(opened.findings)
    stamp: BookStamp | None = None
    rows: tuple[BookRow, ...] = ()
    if opened.workbook:
        stamp = read_stamp(opened.workbook.sheets)
        refused = tuple(_refusals(stamp, desk))
        found += refused
        if stamp and not refused:
            reader = _Reader(desk, stamp, all_words(opened.workbook))
            rows = reader.read()
            found += reader.findings
    told = tuple(each.at(file=name) for each in found)
    return BookReading(name, opened.sha256, stamp, rows, told)


def _refusals(stamp: BookStamp | None, desk: Desk) -> Iterator[Finding]:
    if stamp is None:
        yield finding("V01")
        return
    criteria = desk.roster.criteria
    theirs = (stamp.year, stamp.period, stamp.set_id)
    ours = (str(criteria.year), desk.period, criteria.id)
    if theirs != ours:
        yield finding("V02", found=_origin(criteria, *theirs), expected=_origin(criteria, *ours))
    elif stamp.set_hash != desk.set_hash:
        yield finding("V03", found=stamp.set_hash[:12], expected=desk.set_hash[:12])


def _origin(criteria: CriteriaSet, year: str, period: str, set_id: str) -> str:
    return f"năm {show(year)} ({show(criteria.report(period).name)}), bộ “{show(set_id)}”"


def may_verify(stamp: BookStamp, roster: Roster, unit: Unit) -> Verifier | None:
    """Who verified the unit in this book: its verifier, or whom the set names in a book of the team.

    None where the set does not allow it. A set without verifiers allows the team everything: see
    :func:`verifier_code`.
    """
    if not stamp.verifier:
        return roster.verifier(unit)
    named = next((each for each in roster.criteria.verifiers if each.code == stamp.verifier), None)
    return named if named and unit.code not in named.never else None


def others_verify(name: str, roster: Roster, unit: Unit) -> tuple[str, str]:
    """Of somebody who does not verify the unit: whose points they would judge, and who does, in words."""
    own = roster.verifier(unit)
    whom, this = (unit.name, "đơn vị này") if name != unit.name else ("điểm của mình", "điểm này")
    return whom, f"{this} do {own.name} thẩm định" if own else f"{this} chưa phân công ai thẩm định"


def verifier_code(stamp: BookStamp, roster: Roster, unit: Unit) -> str:
    """What the register records as the verifier, nothing where the set names none."""
    verifier = may_verify(stamp, roster, unit)
    return verifier.code if verifier else ""


@dataclass
class _Reader:
    """Reads the sheets of one book and gathers the findings on the way."""

    desk: Desk
    stamp: BookStamp
    book: Sequence[SheetWords]
    findings: list[Finding] = field(default_factory=list)

    @cached_property
    def _origins(self) -> Origins:
        return Origins(words.sheet for words in self.book)

    @cached_property
    def _asked(self) -> Mapping[str, Criterion]:
        return verifiable(self.desk.roster.criteria)

    def _asking(self, key: str, place: Place, criterion: str = "") -> Asking:
        return Asking(place, TITLE[key], criterion, self._origins.of(place))

    def read(self) -> tuple[BookRow, ...]:
        """Every row that the stamp knows, once."""
        found = headers(self.book, TITLE, _LEAST_TITLES)
        if not found:
            self.findings.append(finding("V04", expected=TITLE["points1"]))
            return ()
        lacking = [each for header in found for each in _lacking(header)]
        self.findings += lacking
        if lacking:
            return ()
        at = self._located(found)
        self._missing(at)
        return tuple(self._row(self.stamp.items[key], *places[0]) for key, places in at.items())

    def _located(self, found: Sequence[Header]) -> dict[Key, list[tuple[Header, int]]]:
        keys = _Keys(self.stamp.items, self._asked)
        at: dict[Key, list[tuple[Header, int]]] = {}
        for header in found:
            for row in sorted({row for row, _ in header.sheet.cells if row > header.row}):
                if key := keys.at(header, row):
                    at.setdefault(key, []).append((header, row))
                elif any(not is_blank(header.cell(row, entry)) for entry in ENTRIES):
                    words = (text_in(header.cell(row, key)) for key in ("unit", "code"))
                    place = place_of(header.sheet, (row, header.columns["unit"]))
                    name = show(" ".join(filter(None, words))) or str(row)
                    self.findings.append(finding("V08", place, found=name))
        return at

    def _name(self, code: str) -> str:
        unit = self.desk.roster.unit(code)
        return unit.name if unit else code

    def _missing(self, at: Mapping[Key, list[tuple[Header, int]]]) -> None:
        """V06 once a unit, V07 for each doubled row."""
        lost: dict[str, list[str]] = {}
        for unit, code in self.stamp.items:
            if (unit, code) not in at and self.desk.roster.unit(unit):
                lost.setdefault(unit, []).append(code)
        for unit, codes in lost.items():
            place = Place(self._sheet_of(unit, at))
            told = finding("V06", place, unit_name=self._name(unit), expected=", ".join(codes))
            self.findings.append(told.at(unit=unit))
        for (unit, code), places in at.items():
            if len(places) > 1:
                cells = [place_of(header.sheet, (row, header.columns["code"])) for header, row in places]
                told = finding(
                    "V07",
                    cells[1],
                    criterion=code,
                    unit_name=self._name(unit),
                    expected=code,
                    found="; ".join(map(str, cells)),
                )
                self.findings.append(told.at(unit=unit))

    def _sheet_of(self, unit: str, at: Mapping[Key, list[tuple[Header, int]]]) -> str:
        """Where other rows of the unit stand, or of units of its block; nothing where none are left."""
        near = [key for key in at if key[0] == unit] or [
            key for key in at if self._block(key[0]) == self._block(unit)
        ]
        return at[near[0]][0][0].sheet.name if near else ""

    def _block(self, code: str) -> str:
        unit = self.desk.roster.unit(code)
        return self.desk.roster.block(unit) if unit else ""

    def _row(self, item: Item, header: Header, row: int) -> BookRow:
        places = {key: place_of(header.sheet, (row, column)) for key, column in header.columns.items()}
        said, found = self._judgement(item, header, row, places)
        found += self._altered(item, header.cell(row, "own"), places["own"])
        self.findings += (each.at(unit=item.unit) for each in found)
        reviewed = self._asking("reviewed", places["reviewed"])
        marked = normalise.tick(header.cell(row, "reviewed"), reviewed)
        return BookRow(item, said or UNTOUCHED, bool(marked.value), places, readable=said is not None)

    def _altered(self, item: Item, stated: Value | None, place: Place) -> Iterator[Finding]:
        """V15, V24: what the unit says of itself is not what the book was exported with."""
        criterion = self._asked[item.criterion]
        right, declared = shown(criterion, item.own), is_condition(criterion)
        same = fold(show(stated)) == fold(right) if declared else stated_number(stated) == item.own
        if not same:
            told, wanted = show(stated) or "để trống", right or "để trống"
            code = "V24" if declared else "V15"
            yield finding(code, place, criterion=item.criterion, found=told, expected=wanted)

    def _judgement(
        self, item: Item, header: Header, row: int, places: Mapping[str, Place]
    ) -> tuple[Judgement | None, list[Finding]]:
        """What is typed in the row, None where a cell cannot be read, and what is wrong with its cells."""
        criterion = self._asked[item.criterion]
        decimals = self.desk.roster.criteria.rounding.points
        found: list[Finding] = [*self._merges(item, header, row)]
        broken = bool(found)

        def points(turn: Round) -> Decimal | None:
            nonlocal broken
            key = POINTS[turn]
            typed = header.cell(row, key)
            share = is_percent(header.format(row, key)) and not is_condition(criterion)
            if share and isinstance(typed, Decimal):
                broken = True
                found.append(percent(Judged(criterion, item, decimals), turn, typed, places[key]))
                return None
            asking = self._asking(key, places[key], item.criterion)
            said = reading(typed, criterion, field_of(criterion, key, decimals), asking)
            broken = broken or said.unreadable
            found.extend(said.findings)
            return said.value

        def words(key: str) -> str:
            nonlocal broken
            asking = self._asking(key, places[key], item.criterion)
            reading = normalise.words(header.cell(row, key), asking)
            broken = broken or reading.unreadable
            found.extend(reading.findings)
            return reading.value or ""

        said = Judgement(points(1), words("reason1"), words("reply"), points(2), words("reason2"))
        return None if broken else said, found

    def _merges(self, item: Item, header: Header, row: int) -> Iterator[Finding]:
        for key in ENTRIES:
            address = (row, header.columns[key])
            if area := header.sheet.merge_at(address):
                place = place_of(header.sheet, address)
                yield finding("C06", place, criterion=item.criterion, found=range_name(area))


class _Keys:
    """Whose row a row is: by unit and criterion code, also where a program stored a code as a number."""

    def __init__(self, items: Iterable[Key], asked: Mapping[str, Criterion]) -> None:
        self._asked = asked
        self._known = {(words_of(u), words_of(c)): (u, c) for u, c in items if c in asked}
        self._of_unit: dict[str, list[Key]] = {}
        for (unit, _), key in self._known.items():
            self._of_unit.setdefault(unit, []).append(key)

    def at(self, header: Header, row: int) -> Key | None:
        """The row's unit and criterion, None where none or two of them match."""
        unit, code = words_of(code_in(header.cell(row, "unit"))), header.cell(row, "code")
        if not isinstance(code, Decimal):
            return self._known.get((unit, words_of(text_in(code))))
        same = [key for key in self._of_unit.get(unit, ()) if _spells(key[1], code)]
        if len(same) > 1:  # 2.1 and 2.10 are one number: the text beside it decides
            text = words_of(text_in(header.cell(row, "text")))
            same = [key for key in same if words_of(self._asked[key[1]].text) == text]
        return same[0] if len(same) == 1 else None


_NUMERIC = re.compile(r"[0-9]+(\.[0-9]+)?")


def _spells(code: str, number: Decimal) -> bool:
    return _NUMERIC.fullmatch(code) is not None and Decimal(code) == number


def _lacking(header: Header) -> Iterator[Finding]:
    place = Place(header.sheet.name)
    for key in NEEDED:
        if key not in header.columns:
            yield finding("V04", place, expected=TITLE[key])
        elif key in header.doubled:
            cells = (place_of(header.sheet, (header.row, column)).cell for column in header.doubled[key])
            yield finding("V05", place, expected=TITLE[key], found=", ".join(cells))
