"""Whose form it is, for which year and set: read before a single answer is looked at."""

from collections.abc import Sequence
from dataclasses import fields

from scoring.criteria.units import Roster, Unit
from scoring.dataclass import dataclass
from scoring.intake import layout
from scoring.intake.copies import Copies, counting
from scoring.intake.locate import Header, SheetWords, headers, richest
from scoring.intake.model import Identity, Stamp
from scoring.intake.normalise import is_blank, text_in
from scoring.opening.opened import place_of
from scoring.text import fold

_STAMP_KEYS = tuple(field.name for field in fields(Stamp))
_LEAST_TITLES = 5
INFO_LABELS = (
    layout.INFO_UNIT,
    layout.INFO_CODE,
    layout.INFO_SENDING,
    layout.INFO_PREPARER,
    layout.INFO_HEAD,
    layout.INFO_DAY,
)
_LEAST_LABELS = 5
"""What makes the sheet with the unit's information; the score sheet's foot has one of them too."""

_TITLES = {column.key: column.title for column in layout.COLUMNS}


def identify(book: Sequence[SheetWords]) -> Identity | None:
    """Stamp and written name, None where the workbook is no form at all."""
    stamp = next(filter(None, map(_stamp, book)), None)
    copies = info_sheets(book)
    words = copies.counts.words if copies else None
    if stamp is None and not score_headers(book) and not (words and _is_form(words)):
        return None
    at = words.beside(layout.INFO_UNIT) if words else None
    if words is None or at is None:
        return Identity(stamp)
    name, code = text_in(words.sheet.cells.get(at)), text_in(words.value_beside(layout.INFO_CODE))
    year, period = (text_in(words.value_beside(label)) for label in (layout.INFO_YEAR, layout.INFO_PERIOD))
    return Identity(stamp, name, code, place_of(words.sheet, at), year, period)


@dataclass(frozen=True, slots=True)
class _Info:
    """A sheet that may hold the unit's information."""

    words: SheetWords

    @property
    def is_filled(self) -> bool:
        """True where somebody prepared, signed or dated the form."""
        signed = (layout.INFO_PREPARER, layout.INFO_HEAD, layout.INFO_DAY)
        return any(not is_blank(self.words.value_beside(label)) for label in signed)


def info_sheets(book: Sequence[SheetWords]) -> Copies[_Info] | None:
    """The sheet with the unit's information and its copies, None where there is none at all."""
    found = [words for words in book if words.count(INFO_LABELS) >= _LEAST_LABELS]
    if not found and not (found := list(filter(None, [richest(book, INFO_LABELS)]))):
        return None
    return counting([(words, _Info(words)) for words in found])


def _is_form(words: SheetWords) -> bool:
    """True for the sheet "Thông tin đơn vị", which forms without scores have as well."""
    return words.count(INFO_LABELS) >= _LEAST_LABELS


def score_headers(book: Sequence[SheetWords]) -> list[Header]:
    """The header row of every sheet that looks like the score sheet."""
    return headers(book, _TITLES, _LEAST_TITLES)


def _stamp(words: SheetWords) -> Stamp | None:
    if not words.places("format"):
        return None
    found = {key: text_in(words.value_beside(key)) for key in _STAMP_KEYS}
    return Stamp(**found) if found["format"] and found["set_id"] else None


def whose(identity: Identity, roster: Roster) -> Unit | None:
    """The unit of the roster: the stamp's, else the one whose code or name is written."""
    if identity.stamp and (unit := roster.unit(identity.stamp.unit)):
        return unit
    return roster.unit(identity.code) or named(identity.name, roster)


def named(name: str, roster: Roster) -> Unit | None:
    """The unit known under this name, code or alias."""
    return roster.names.get(fold(name)) if name else None
