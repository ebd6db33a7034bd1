"""The unit's own answers for the fresh form, those that nobody understood included, as they were written."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from scoring.findings import Place
from scoring.forms import Prefill
from scoring.intake.model import Evidence, FilledForm, Row
from scoring.intake.normalise import (
    Asking,
    paragraphs,
    text_in,
    tick,
)
from scoring.intake.origin import Origins
from scoring.intake.papers import EARLIEST
from scoring.rules import Answer, Entry
from scoring.rules.values import LARGEST
from scoring.xlsx.grid import (
    ErrorCell,
    Uncalculated,
    Value,
    Workbook,
    address_of,
)

_WORDS = ("number", "summary", "explanation")
_LARGEST_SENDING = 99


def carried(form: FilledForm, sent: Workbook, sending: int) -> Prefill:
    """What the fresh form is filled with; its sending is one more than ``sending``.

    An error value and a formula that has no result, or none that is certain, are no words of the unit: their
    cells stay blank.
    """
    raw = _Raw(sent)
    unread: dict[tuple[str, str], str] = {}
    rows = {code: _row(row, raw, unread) for code, row in form.rows.items()}
    signed = form.sign_off
    day = raw.value(signed.places, "day") if "day" in signed.unreadable else None
    if day is not None:
        unread["", "day"] = text_in(day)
    return replace(
        Prefill.of(form),
        rows=rows,
        sign_off=replace(signed, sending=min(sending + 1, _LARGEST_SENDING)),
        unread=unread,
    )


class _Raw:
    """The cells of the sent file as they stood."""

    def __init__(self, book: Workbook) -> None:
        self._sheets = {sheet.name: sheet.cells for sheet in book.sheets}
        self._origins = Origins(book.sheets)

    def value(self, places: Mapping[str, Place], key: str) -> Value | None:
        """What stood in a part's cell, None where nothing can be carried over."""
        place = places.get(key)
        if place is None or not place.cell:
            return None
        origin = self._origins.of(place)
        if origin and not origin.is_sure:
            return None
        value = self._sheets.get(place.sheet, {}).get(address_of(place.cell))
        return None if isinstance(value, ErrorCell | Uncalculated) else value


def _row(row: Row, raw: _Raw, unread: dict[tuple[str, str], str]) -> Row:
    if not row.unreadable:
        return row
    found = {key: value for key in row.unreadable if (value := raw.value(row.places, key)) is not None}
    words = {key: paragraphs(found.pop(key)) for key in _WORDS if key in found}
    day, mark = found.pop("day", None), found.pop("not_applicable", None)
    excused = row.entry.not_applicable or tick(mark, Asking(Place(), "")).value is True
    kept = day if isinstance(day, date) and day >= EARLIEST else None  # no cell holds a day before 1900
    if day is not None and kept is None:
        unread[row.code, "day"] = text_in(day)
    if mark is not None and not excused:
        unread[row.code, "not_applicable"] = text_in(mark)
    evidence = Evidence(
        words.get("number", row.evidence.number),
        kept or row.evidence.day,
        words.get("summary", row.evidence.summary),
    )
    answers = {**row.entry.answers, **{key: _answer(value) for key, value in found.items()}}
    return replace(
        row,
        entry=Entry(answers, excused),
        evidence=evidence,
        explanation=words.get("explanation", row.explanation),
        unreadable=frozenset(key for code, key in unread if code == row.code) | words.keys() & {"number"},
    )


def _answer(value: Value) -> Answer:
    """Numbers as numbers, anything else as a text that the form itself refuses."""
    return value if isinstance(value, Decimal) and abs(value) <= LARGEST else text_in(value)
