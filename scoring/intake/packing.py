"""Receipts as bytes: sent between processes and kept, small, and read back into nothing but receipts.

Forms of a set have the same rows in the same cells, and most units the same points: thousands of receipts
share one of each in memory.
"""

import io
import pickle
import sys
import zlib
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Any

from scoring.catalogue import Severity
from scoring.engine.model import Mark, Scorecard, Standing, mark_of, mark_told, sum_of
from scoring.findings import Finding, Place
from scoring.intake.model import (
    Evidence,
    FilledForm,
    Outcome,
    Receipt,
    Row,
    RowPlaces,
    SignOff,
    Stamp,
    TaskProgress,
)
from scoring.intake.shown import Shown
from scoring.rules import Entry
from scoring.xlsx.grid import Address

_NONE: frozenset[str] = frozenset()


@lru_cache(maxsize=65_536)
def _place(sheet: str, cell: str) -> Place:
    return Place(sheet, cell)


@lru_cache(maxsize=65_536)
def _places(sheet: str, keys: tuple[str, ...], at: tuple[Address, ...]) -> RowPlaces:
    return RowPlaces(sheet, dict(zip(keys, at, strict=True)))


def _row(
    code: str,
    told: tuple[Any, ...],
    text: str,
    places: tuple[str, tuple[str, ...], tuple[Address, ...]],
    unreadable: tuple[str, ...],
) -> Row:
    entry, evidence, explanation, points, top, shown = told
    kept = frozenset(unreadable) if unreadable else _NONE
    at = _places(*places)
    return Row(sys.intern(code), entry, evidence, explanation, points, top, sys.intern(text), at, kept, shown)


@lru_cache(maxsize=65_536)
def _decimal(text: str) -> Decimal:
    return Decimal(text)


def _card(marks: tuple[Mark, ...], groups: tuple[str, ...], rest: tuple[Any, ...]) -> Scorecard:
    sums = zip(groups[::3], groups[1::3], groups[2::3], strict=True)
    return Scorecard(
        {mark.code: mark for mark in marks}, {sys.intern(code): sum_of(*told) for code, *told in sums}, *rest
    )


class PackedForm(FilledForm):
    """A form as bytes: a province has 7,000, and somebody looks at a few of them.

    It is that very form; what is asked of it is unpacked, and kept while somebody goes on asking. ``beside``:
    what it was compressed beside, see :class:`Press`.
    """

    __slots__ = ("_beside", "_packed")
    __hash__ = FilledForm.__hash__

    def __new__(cls, *packed: bytes, **changed: Any) -> Any:
        """The fields of a form make a form, as ``dataclasses.replace`` expects."""
        return super().__new__(cls) if packed else FilledForm(**changed)

    def __init__(self, packed: bytes, beside: bytes = b"") -> None:
        object.__setattr__(self, "_packed", packed)
        object.__setattr__(self, "_beside", beside)

    def __getattr__(self, name: str) -> Any:  # the slots of a form are empty here
        return getattr(_looked_at(self._packed, self._beside), name)

    def __eq__(self, other: object) -> bool:
        mine, theirs = (
            _looked_at(x._packed, x._beside) if isinstance(x, PackedForm) else x for x in (self, other)
        )
        return mine == theirs

    def __reduce__(self) -> tuple[Any, ...]:
        return PackedForm, (_compressed(self.told),)

    @property
    def told(self) -> bytes:
        """What is compressed."""
        return _unpressed(self._packed, self._beside)


@lru_cache(maxsize=64)
def _looked_at(packed: bytes, beside: bytes) -> FilledForm:
    return _form_told(_unpressed(packed, beside))


def _form(packed: bytes) -> FilledForm:
    return _form_told(zlib.decompress(packed))


def _form_told(told: bytes) -> FilledForm:
    rows, rest = _Unpacker(io.BytesIO(told)).load()
    return FilledForm(rows={row.code: row for row in rows}, **rest)


class Press:
    """Compresses forms beside others of their set, which say most of it already: to a sixth.

    A form of which those say little joins them, as long as there is room.
    """

    _ROOM = 32 * 1024  # as far as zlib looks back

    def __init__(self) -> None:
        self._beside = b""

    def pressed(self, receipt: Receipt) -> Receipt:
        """The receipt with its packed form made smaller."""
        if not isinstance(receipt.form, PackedForm):
            return receipt
        told = receipt.form.told
        press = zlib.compressobj(level=1, zdict=self._beside)
        small = press.compress(told) + press.flush()
        form = PackedForm(small, self._beside)
        if len(small) > len(told) // 5 and len(self._beside) + len(told) <= self._ROOM:
            self._beside += told
        return replace(receipt, form=form)


def _unpressed(packed: bytes, beside: bytes) -> bytes:
    return zlib.decompressobj(zdict=beside).decompress(packed)


def _compressed(told: bytes) -> bytes:
    return zlib.compress(told, 1)


def _of_mark(mark: Mark) -> tuple[Any, ...]:
    return mark_of, mark_told(mark)


def _of_card(card: Scorecard) -> tuple[Any, ...]:
    groups = (word for code, each in card.groups.items() for word in (code, str(each.points), str(each.top)))
    rest = (
        card.main, card.applicable, card.bonus, card.penalty, card.percent, card.score, card.shown,
        card.complete, card.stage,
    )  # fmt: skip
    return _card, (tuple(card.marks.values()), tuple(groups), rest)


def _of_form(form: FilledForm) -> tuple[Any, ...]:
    rest = {field.name: getattr(form, field.name) for field in fields(form) if field.name != "rows"}
    return _form, (_compressed(_pickled((tuple(form.rows.values()), rest))),)


def _of_packed(form: PackedForm) -> tuple[Any, ...]:
    return _form, (_compressed(form.told),)


def _of_place(place: Place) -> tuple[Any, ...]:
    return _place, (place.sheet, place.cell)


def _of_row(row: Row) -> tuple[Any, ...]:
    told = row.entry, row.evidence, row.explanation, row.stated_points, row.stated_top, row.shown
    places = row.places.sheet, tuple(row.places.at), tuple(row.places.at.values())
    return _row, (row.code, told, row.stated_text, places, tuple(sorted(row.unreadable)))


_CLASSES = (
    Evidence, Outcome, Receipt, Shown, SignOff, Stamp, TaskProgress, Standing, Finding, Severity, Entry, date,
)  # fmt: skip
_PLAIN = (Evidence, TaskProgress, Entry, Standing, Finding, SignOff, Stamp, Receipt)
"""Rebuilt by what they were made with: dataclasses with slots take four times as long by themselves."""


def _plainly(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    names = attrgetter(*(field.name for field in fields(kind)))
    return lambda value: (kind, names(value))


_KNOWN: Mapping[tuple[str, str], Any] = {
    **{(kind.__module__, kind.__qualname__): kind for kind in _CLASSES},
    (__name__, "_place"): _place,
    (__name__, "_row"): _row,
    (__name__, "_card"): _card,
    (__name__, "_form"): _form,
    (mark_of.__module__, "mark_of"): mark_of,
    ("decimal", "Decimal"): _decimal,
    ("builtins", "frozenset"): frozenset,
}


class _Packer(pickle.Pickler):
    dispatch_table = {  # noqa: RUF012 - this is how pickle wants it
        Place: _of_place, Row: _of_row, Mark: _of_mark, Scorecard: _of_card,
        FilledForm: _of_form, PackedForm: _of_packed, **{kind: _plainly(kind) for kind in _PLAIN},
    }  # fmt: skip


class _Unpacker(pickle.Unpickler):
    """Makes receipts and what they consist of, and nothing else whatever the bytes say."""

    def find_class(self, module: str, name: str) -> Any:
        """A class that a receipt consists of. Raises UnpicklingError for any other."""
        if (module, name) not in _KNOWN:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a receipt")
        return _KNOWN[module, name]


class _LightUnpacker(_Unpacker):
    def find_class(self, module: str, name: str) -> Any:
        return PackedForm if (module, name) == (__name__, "_form") else super().find_class(module, name)


def _pickled(told: object) -> bytes:
    buffer = io.BytesIO()
    _Packer(buffer, protocol=5).dump(told)
    return buffer.getvalue()


def pack(receipt: Receipt) -> bytes:
    """A receipt as bytes, to be kept or sent between processes. Its form, most of it, is compressed in it."""
    return _pickled(receipt)


def unpack(packed: bytes, *, light: bool = False) -> Receipt:
    """The very receipt, where it is ``light`` with a :class:`PackedForm`.

    Raises UnpicklingError where the bytes name what is no part of a receipt.
    """
    unpacker = _LightUnpacker if light else _Unpacker
    receipt = unpacker(io.BytesIO(packed)).load()
    if not isinstance(receipt, Receipt):
        raise pickle.UnpicklingError("no receipt")
    return receipt
