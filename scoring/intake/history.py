"""An earlier year's results as a list in Excel or Word: a row a unit, columns found by their titles.

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
from scoring.intake.normalise import Asking, Reading, number, show, text_in
from scoring.intake.result_titles import NEEDED, TITLES, Titles, same_titles, titles_of
from scoring.opening.opened import place_of
from scoring.rules import EntryField, valid
from scoring.text import fold, nearest
from scoring.workers.own import open_own
from scoring.xlsx.grid import Sheet, Workbook

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
    told = tuple(each.at(file=path.name) for each in opened.findings)
    if opened.workbook is None:
        return EarlierYear(year, path.name, (), findings=told)
    found = history_of(opened.workbook, path.name, year, roster)
    return replace(found, findings=(*told, *found.findings))


def history_of(book: Workbook, name: str, year: int, roster: Roster) -> EarlierYear:
    """The same from sheets of cells that were read already; ``name`` is what messages call the file."""
    found = _read(book, EarlierYear(year, name, ()), roster)
    return replace(found, findings=tuple(told.at(file=name) for told in found.findings))


def _read(book: Workbook, year: EarlierYear, roster: Roster) -> EarlierYear:
    found = [titles for sheet in book.sheets if (titles := titles_of(sheet))]
    best = max(found, key=lambda each: len(each.columns), default=None)
    missing = [TITLES[key][0] for key in NEEDED if best is None or key not in best.columns]
    unclear = best.findings if best else ()
    asked = {told.expected for told in unclear if told.code == "L06"}
    if best is None or missing:
        told = (finding("L01", expected=title) for title in missing if title not in asked)
        return replace(year, findings=(*told, *(each for each in unclear if each.code == "L06")))
    tables = (best, *same_titles(best, book.sheets))
    rows = tuple(row for table in tables for row in _rows(table, roster))
    results = _once(rows)
    counted = "rank" not in best.columns
    return replace(
        year,
        results=tuple(_ranked(results) if counted else results),
        ranks_counted=counted,
        findings=(*unclear, *(told for row in rows for told in row.findings), *_repeated(rows)),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    place: Place
    result: EarlierResult
    findings: tuple[Finding, ...]

    @property
    def key(self) -> str:
        return self.result.unit or fold(self.result.name)


def _rows(header: Titles, roster: Roster) -> Iterator[_Row]:
    sheet, columns = header.sheet, header.columns
    last = max((row for row, _ in sheet.cells), default=header.row)
    for row in range(header.row + 1, last + 1):
        at = {key: (row, column) for key, column in columns.items()}
        name = text_in(sheet.cells.get(at["unit"]))
        unit = roster.names.get(fold(name))
        place = place_of(sheet, at["unit"])
        score, odd_score = _number(sheet, at["score"], _SCORE)
        if not name or (unit is None and score.value is None):
            continue  # a heading, a sum, a signature
        rank, odd_rank = _number(sheet, at["rank"], _RANK) if "rank" in at else (Reading(), [])
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


def _number(sheet: Sheet, at: tuple[int, int], field: EntryField) -> tuple[Reading[Decimal], list[Finding]]:
    """The number in a cell, and what is wrong with it."""
    asking = Asking(place_of(sheet, at), field.label)
    reading = number(sheet.cells.get(at), field, asking)
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
