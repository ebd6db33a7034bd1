"""Vietnamese text: one form for comparing, one for showing, none of it guessed.

Numbers are shown with a decimal comma and dates as dd/mm/yyyy, as Vietnamese offices write them.
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import lru_cache

_SPACES = re.compile(r"[\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = dict.fromkeys(
    map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e")
)
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_REMEMBERED = 1_000
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")


def clean(text: str) -> str:
    """NFC, invisible characters removed, spaces of every kind folded to one, trimmed."""
    return _clean(text) if len(text) <= _REMEMBERED else _clean.__wrapped__(text)


@lru_cache(maxsize=8192)  # the forms of a set hold the same words over and over
def _clean(text: str) -> str:
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text).translate(_INVISIBLE)).strip()


def fold(text: str) -> str:
    """A key under which spellings of the same words are equal: Hoà = Hòa, Ủy = Uỷ, NFC = NFD, any case.

    The tone mark of each word is moved to its end, since writers differ only in which vowel carries it.
    """
    return _fold(text) if len(text) <= _REMEMBERED else _fold.__wrapped__(text)


@lru_cache(maxsize=8192)
def _fold(text: str) -> str:
    plain = _DASHES.sub("-", clean(text)).casefold()
    return " ".join(_tone_last(word) for word in plain.replace(",", " ").split())


def _tone_last(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    bare = "".join(c for c in decomposed if c not in _TONES)
    return unicodedata.normalize("NFC", bare) + "".join(c for c in decomposed if c in _TONES)


def show_number(value: Decimal | None) -> str:
    """``Decimal('86.670')`` -> ``86,67``; nothing for None. Never scientific."""
    if value is None:
        return ""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")


def show_date(day: date | None) -> str:
    """dd/mm/yyyy, nothing for None."""
    return f"{day:%d/%m/%Y}" if day else ""


def ascii_slug(text: str) -> str:
    """Letters, digits and hyphens only, for file names: ``Tổ dân phố số 1`` -> ``to-dan-pho-so-1``."""
    plain = unicodedata.normalize("NFD", clean(text).replace("đ", "d").replace("Đ", "D"))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")
