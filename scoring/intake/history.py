"""An earlier year's results as a list in Excel: a row a unit, columns found by their titles.

For years before the tool. Years frozen with it become the same :class:`EarlierYear` elsewhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from scoring.criteria.units import Roster
from scoring.findings import Finding, Place, finding
from scoring.intake.checks.unknown_unit import NEAR
from scoring.intake.locate import Header, all_words, headers
from scoring.intake.normalise import Asking, Reading, number, show, text_in
from scoring.opening.opened import place_of
from scoring.rules import EntryField, valid
from scoring.text import fold, nearest
from scoring.workers.own import open_own
from scoring.xlsx.grid import Workbook

TITLES = {
    "unit": ("Đơn vị", "Tên đơn vị"),
    "score": ("Điểm", "Điểm xếp loại", "Tổng điểm"),
    "class": ("Xếp loại", "Loại"),
    "rank": ("Hạng", "Hạng chung", "Thứ hạng"),
}
"""The titles a column may have; the first is the one that messages name."""

NEEDED = ("unit", "score")
_SCORE = EntryField("score", TITLES["score"][0], "points")
_RANK = EntryField("rank", TITLES["rank"][0], "points", low=Decimal(1), step=Decimal(1))


@dataclass(frozen=True, slots=True)
class EarlierGroup:
    """Points of a group of the scale, known by code and name, and the most that counted for the unit."""

    code: str
    name: str
    points: Decimal
    top: Decimal


@dataclass(frozen=True, slots=True)
class EarlierResult:
    """What a unit reached; ``unit`` is its code of today, empty where it is no longer in the list.

    ``in_block`` and ``groups``: not known from a list in Excel.
    """

    name: str
    unit: str
    score: Decimal | None
    class_name: str = ""
    rank: int | None = None
    in_block: int | None = None
    groups: tuple[EarlierGroup, ...] = ()


@dataclass(frozen=True)
class EarlierYear:
    """The results of one earlier year; ``source`` is the file they come from, as the sheet names it.

    ``set_name``, ``set_hash`` and ``scale`` are empty where nobody knows them: a list in Excel has none.
    ``ranks_counted``: the ranks follow from the scores, since the list gives none.
    """

    year: int
    source: str
    results: tuple[EarlierResult, ...]
    set_name: str = ""
    set_hash: str = ""
    scale: Decimal | None = None
    ranks_counted: bool = False
    findings: tuple[Finding, ...] = ()

    def of(self, unit: str) -> EarlierResult | None:
        """The result of a unit of today by its code; None where several of that year became the one unit."""
        found = self.all_of(unit)
        return found[0] if len(found) == 1 else None

    def all_of(self, unit: str) -> tuple[EarlierResult, ...]:
        """All results of what is this unit today: more than one where units were merged."""
        return self._by_unit.get(unit, ())

    @cached_property
    def _by_unit(self) -> Mapping[str, tuple[EarlierResult, ...]]:
        found: dict[str, tuple[EarlierResult, ...]] = {}
        for result in self.results:
            if result.unit:
                found[result.unit] = (*found.get(result.unit, ()), result)
        return found


def read_history(path: Path, year: int, roster: Roster) -> EarlierYear:
    """The results of ``year`` in the workbook at ``path``. Whatever is wrong with it is a finding."""
    opened = open_own(path)
    if opened.workbook is None:
        found = EarlierYear(year, path.name, (), findings=opened.findings)
    else:
        found = _read(opened.workbook, EarlierYear(year, path.name, ()), roster)
        found = replace(found, findings=(*opened.findings, *found.findings))
    return replace(found, findings=tuple(told.at(file=path.name) for told in found.findings))


def _read(book: Workbook, year: EarlierYear, roster: Roster) -> EarlierYear:
    titles = {title: title for several in TITLES.values() for title in several}
    found = headers(all_words(book), titles, 1)
    header = max(found, key=lambda each: len(each.columns), default=None)
    columns = _columns(header) if header else {}
    missing = [TITLES[key][0] for key in NEEDED if key not in columns]
    if header is None or missing:
        return replace(year, findings=tuple(finding("L01", expected=title) for title in missing))
    doubled = tuple(
        finding("L02", place_of(header.sheet, (header.row, at[1])), expected=title)
        for title, at in header.doubled.items()
    )
    rows = tuple(_rows(header, columns, roster))
    results = _once(rows)
    counted = "rank" not in columns
    return replace(
        year,
        results=tuple(_ranked(results) if counted else results),
        ranks_counted=counted,
        findings=(*doubled, *(told for row in rows for told in row.findings), *_repeated(rows)),
    )


def _columns(header: Header) -> dict[str, int]:
    """Key -> column: the first of its titles that stands in the header row."""
    found = {}
    for key, titles in TITLES.items():
        here = [header.columns[title] for title in titles if title in header.columns]
        if here:
            found[key] = here[0]
    return found


@dataclass(frozen=True, slots=True)
class _Row:
    place: Place
    result: EarlierResult
    findings: tuple[Finding, ...]

    @property
    def key(self) -> str:
        return self.result.unit or fold(self.result.name)


def _rows(header: Header, columns: dict[str, int], roster: Roster) -> Iterator[_Row]:
    sheet = header.sheet
    last = max((row for row, _ in sheet.cells), default=header.row)
    for row in range(header.row + 1, last + 1):
        at = {key: (row, column) for key, column in columns.items()}
        name = text_in(sheet.cells.get(at["unit"]))
        unit = roster.names.get(fold(name))
        place = place_of(sheet, at["unit"])
        score, odd_score = _number(header, at["score"], _SCORE)
        if not name or (unit is None and score.value is None):
            continue  # a heading, a sum, a signature
        rank, odd_rank = _number(header, at["rank"], _RANK) if "rank" in at else (Reading(), [])
        told = [*odd_score, *odd_rank]
        if unit is None:
            told.append(finding("L03", place, found=show(name), proposal=_proposal(name, roster)))
        elif score.value is None and not score.unreadable:
            told.append(finding("L05", place_of(sheet, at["score"]), found=unit.name))
        result = EarlierResult(
            name=unit.name if unit else name,
            unit=unit.code if unit else "",
            score=score.value,
            class_name=text_in(sheet.cells.get(at["class"])) if "class" in at else "",
            rank=int(rank.value) if rank.value is not None else None,
        )
        yield _Row(place, result, tuple(told))


def _number(header: Header, at: tuple[int, int], field: EntryField) -> tuple[Reading[Decimal], list[Finding]]:
    """The number in a cell, and what is wrong with it."""
    asking = Asking(place_of(header.sheet, at), field.label)
    reading = number(header.sheet.cells.get(at), field, asking)
    odd = list(reading.findings)
    if reading.value is not None and not valid(field, reading.value):
        odd.append(asking.says("N04", expected=field.limits, found=show(reading.value)))
    return reading, odd


def _proposal(name: str, roster: Roster) -> str:
    near = nearest(fold(name), roster.names, NEAR)
    if near:
        return f"Có lẽ là “{roster.names[near].name}”; nếu đúng, ghi lại tên này rồi chạy lại."
    return "Không cần làm gì nếu đơn vị không còn; nếu đã đổi tên, ghi tên hiện nay."


def _repeated(rows: tuple[_Row, ...]) -> Iterator[Finding]:
    first: dict[str, _Row] = {}
    for row in rows:
        earlier = first.setdefault(row.key, row)
        if earlier is not row:
            yield finding("L04", row.place, found=row.result.name, expected=earlier.place.cell)


def _once(rows: tuple[_Row, ...]) -> list[EarlierResult]:
    first: dict[str, EarlierResult] = {}
    for row in rows:
        first.setdefault(row.key, row.result)
    return list(first.values())


def _ranked(results: list[EarlierResult]) -> Iterator[EarlierResult]:
    """Places that follow from the scores, shared by equal ones (1, 1, 3)."""
    scores = [result.score for result in results if result.score is not None]
    for result in results:
        own = result.score
        yield result if own is None else replace(result, rank=1 + sum(score > own for score in scores))
