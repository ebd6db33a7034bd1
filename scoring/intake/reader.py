"""From an opened workbook to a filled form: sheets found by their words, answers with their cells."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from scoring.criteria.units import Roster, Unit
from scoring.findings import Finding, Place, finding
from scoring.intake import layout, normalise
from scoring.intake.binding import known_form
from scoring.intake.copies import counting, told_twice
from scoring.intake.identity import info_sheets, score_headers
from scoring.intake.locate import SheetWords
from scoring.intake.model import FilledForm, SignOff, Stamp
from scoring.intake.normalise import Asking, Cell, Reading
from scoring.intake.origin import Origins
from scoring.intake.papers import day
from scoring.intake.report_sheet import read_report
from scoring.intake.score_sheet import read_scores, stated_number
from scoring.intake.task_sheet import read_tasks
from scoring.opening.opened import place_of
from scoring.xlsx.grid import Address, Sheet

T = TypeVar("T")


def read_form(
    book: Sequence[SheetWords], roster: Roster, unit: Unit, stamp: Stamp | None, period: str
) -> FilledForm | tuple[Finding, ...]:
    """The unit's answers, or what keeps the form from being read at all (B06)."""
    if not roster.criteria.is_scored(period):
        return _reported(book, roster, unit, stamp, period)
    found = score_headers(book)
    if not found:
        return (finding("B06", expected=layout.SCORES),)
    plan, known, origins = layout.rows(roster, unit), known_form(roster.criteria).scores, _origins(book)
    copies = counting([(header, read_scores(header, plan, known, origins)) for header in found])
    scores = copies.counts
    total, grade = _stated_cells(next(words for words in book if words.sheet is copies.taken))
    sheet = copies.taken
    form = _reported(book, roster, unit, stamp, period)
    return replace(
        form,
        rows=scores.rows,
        declared=scores.declared,
        stated_total=stated_number(sheet.cells.get(total)) if total and not scores.asks_more else None,
        stated_class=sheet.text(grade) if grade and not scores.asks_more else "",
        stated_places={**form.stated_places, **_places(sheet, {"total": total, "class": grade})},
        findings=(*told_twice(copies, layout.SCORES), *scores.findings, *form.findings),
    )


def _reported(
    book: Sequence[SheetWords], roster: Roster, unit: Unit, stamp: Stamp | None, period: str
) -> FilledForm:
    """What the forms of all periods have: sign-off, tasks, report."""
    origins = _origins(book)
    sign_off, signing = _sign_off(book, origins)
    report = read_report(book, roster.criteria, period, origins)
    plan, known = layout.task_rows(roster, unit), known_form(roster.criteria).tasks
    tasks = read_tasks(book, plan, known, origins, scored=roster.criteria.is_scored(period))
    return FilledForm(
        unit=unit.code,
        stamp=stamp,
        rows={},
        declared={},
        sign_off=sign_off,
        tasks=tasks.tasks,
        report=report.parts,
        stated_places={**report.places, **tasks.places},
        findings=(*signing, *tasks.findings, *report.findings),
    )


def _origins(book: Sequence[SheetWords]) -> Origins:
    return Origins(words.sheet for words in book)


def _sign_off(book: Sequence[SheetWords], origins: Origins) -> tuple[SignOff, list[Finding]]:
    copies = info_sheets(book)
    words = copies.counts.words if copies else None
    if copies is None or words is None or not words.places(layout.INFO_DAY):
        told = SignOff(unreadable=frozenset({"preparer", "head", "day"}))
        return told, [finding("B06", expected=layout.INFO)]
    reader = _InfoReader(words, origins)
    return reader.sign_off(), [*told_twice(copies, layout.INFO), *reader.findings]


class _InfoReader:
    """The sheet that says who prepared the form, who signed it and when, which submission it is."""

    def __init__(self, words: SheetWords, origins: Origins) -> None:
        self._words, self._origins = words, origins
        self._places: dict[str, Place] = {}
        self._unreadable: set[str] = set()
        self.findings: list[Finding] = []

    def sign_off(self) -> SignOff:
        """All of it, with the cells."""
        return SignOff(
            preparer=self._take("preparer", layout.INFO_PREPARER, normalise.words) or "",
            head=self._take("head", layout.INFO_HEAD, normalise.words) or "",
            day=self._take("day", layout.INFO_DAY, lambda cell, asking: day(cell, "K05", asking)),
            sending=self._take("sending", layout.INFO_SENDING, normalise.sending) or 1,
            places=self._places,
            unreadable=frozenset(self._unreadable),
            phone=normalise.text_in(self._words.value_beside(layout.INFO_PHONE)),
        )

    def _take(self, key: str, label: str, read: Callable[[Cell, Asking], Reading[T]]) -> T | None:
        sheet, at = self._words.sheet, self._words.beside(label)
        self._places[key] = place_of(sheet, at) if at else Place(sheet.name)
        asking = Asking(self._places[key], label, origin=self._origins.of(self._places[key]))
        reading = read(sheet.cells.get(at) if at else None, asking)
        self.findings += reading.findings
        if reading.unreadable:
            self._unreadable.add(key)
        return reading.value


def _stated_cells(words: SheetWords) -> tuple[Address | None, Address | None]:
    """Where the form states its total and its class."""
    return words.next_filled(layout.TOTAL_SCORE), words.next_filled(layout.TOTAL_CLASS)


def _places(sheet: Sheet, found: Mapping[str, Address | None]) -> dict[str, Place]:
    return {key: place_of(sheet, at) for key, at in found.items() if at}
