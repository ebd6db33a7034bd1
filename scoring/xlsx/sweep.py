"""Cells and texts as Excel, LibreOffice, WPS and our own writer spell them, read in one sweep.

Nine tenths of a form are cells and shared texts, always spelled in the same way. A pattern that knows only
this spelling takes them several times faster than a parser that asks back at every element. It believes
nothing: it covers every character of the element it stands for or declines, and then the parser reads the
part, or refuses it. The rest of the part goes through the parser in any case. What both take, both
understand alike (tests/xlsx/test_sweep.py).
"""

import re
from functools import lru_cache
from typing import NamedTuple

from scoring.xlsx import limits

_IN_UTF8 = re.compile(rb'<\?xml version="1\.0" encoding="UTF-8"(?: standalone="(?:yes|no)")?\?>|<[A-Za-z]')
# Python's own XML writer, and so openpyxl, spells letters beyond ASCII by their number, such as &#7873;. No
# number taken here is that of a control character or of half a character.
_REFERENCE = re.compile(
    r"&(?:#(1[6-9][0-9]|[2-9][0-9]{2}|[1-9][0-9]{3}|[1-4][0-9]{4})|(amp|lt|gt|quot|apos));"
)
_NOT_PLAIN = re.compile(rf"[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]|\]\]>|&(?!{_REFERENCE.pattern[1:]})")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}

_ATTRIBUTE = r' (?!xmlns=)(?:[A-Za-z_][A-Za-z0-9_.-]*|x14ac:dyDescent)="[^"&<>\t\n]*"'
_ATTRIBUTES = re.compile(rf"(?:{_ATTRIBUTE})+")
_SPLIT = re.compile(r' ([^=]+)="([^"]*)"')

PREFIX = b" x14ac:dyDescent="
"""What Excel writes into its rows; the part has to declare it."""

_SOME = r"[^<>]{1,200}?"
_TEXT = r"[^<]*"
_CELL = re.compile(
    rf"({_SOME})(?: ?/>|>"
    rf"(?:(<f)( {_SOME})?(?: ?/>|>({_TEXT})</f>))?"
    rf"(?:(<v)(?: ?/>|>({_TEXT})</v>))?"
    rf'(?:<is><t(?: xml:space="preserve")?>({_TEXT})</t></is>)?'
    rf"</c>)"
)
_ROW = re.compile(rf"<row( {_SOME})(/?)>")
_NUMBER_OF_ROW = re.compile(r"[1-9][0-9]{0,6}")
_STRING = re.compile(rf'<t(?: xml:space="preserve")?>({_TEXT})</t></si>')


class Cell(NamedTuple):
    """A cell as it is spelled.

    ``formula``, ``value`` and ``inline`` are None where the cell has none; ``shared``: the attributes of its
    formula.
    """

    attributes: dict[str, str]
    formula: str | None
    shared: dict[str, str]
    value: str | None
    inline: str | None


def split(content: bytes, element: bytes) -> tuple[bytes, bytes] | None:
    """The part with the one ``element`` emptied, and what stood in it; None where it is not spelled plainly.

    The emptied part still has to show the parser that the element stands where it should: only then was it
    no comment and no text. Should what stood in it hold the element again, no pattern takes it.
    """
    first, last = b"<" + element, b"</" + element + b">"
    begin = content.find(b">", content.find(first)) + 1
    end = content.rfind(last)
    if not 0 < begin <= end or not _IN_UTF8.match(content):
        return None
    around = content[:begin] + content[end:]
    return (around, content[begin:end]) if around.count(first) == 1 == around.count(last) else None


def is_plain(text: str) -> bool:
    """No character that XML does not allow or reads as another, no reference but :func:`resolved`'s."""
    if text.isprintable() and "&" not in text and "]]>" not in text:
        return True  # as most texts are
    return not _NOT_PLAIN.search(text)


def decoded(inside: bytes) -> str | None:
    """The text; None where it is not UTF-8."""
    try:
        return inside.decode()
    except UnicodeDecodeError:
        return None


def elements(inside: bytes) -> int:
    """How many elements stand in what :func:`split` gave."""
    return inside.count(b"<") - inside.count(b"</")


def cell(piece: str) -> Cell | None:
    """What follows the ``<c`` of a cell, up to the next; None where it is not spelled plainly."""
    match = _CELL.fullmatch(piece)
    if not match or not is_plain(piece):
        return None
    named, shared = attributes(match[1]), attributes(match[3]) if match[3] else {}
    if named is None or shared is None:
        return None
    formula = None if match[2] is None else resolved(match[4] or "")
    value = None if match[5] is None else resolved(match[6] or "")
    return Cell(named, formula, shared, value, None if match[7] is None else resolved(match[7]))


def rows(text: str, *, last_is_open: bool) -> list[int] | None:
    """The numbers of rows that end where they begin, but for the last; None if not spelled plainly."""
    numbers: list[int] = []
    at, is_open = 0, False
    while at < len(text):
        match = _ROW.match(text, at)
        number = (attributes(match[1]) or {}).get("r", "") if match and not is_open else ""
        if not match or not _NUMBER_OF_ROW.fullmatch(number):
            return None
        numbers.append(int(number))
        at, is_open = match.end(), not match[2]
    return numbers if is_open is last_is_open and is_plain(text) else None


def string(piece: str) -> str | None:
    """What follows the ``<si>`` of a shared text, up to the next; None where it is spelled in another way."""
    match = _STRING.fullmatch(piece)
    if not match or len(match[1]) > limits.TEXT or not is_plain(piece):
        return None
    return resolved(match[1])


def resolved(text: str) -> str:
    """A text with its references resolved."""
    return _REFERENCE.sub(_meant, text) if "&" in text else text


def _meant(reference: re.Match[str]) -> str:
    return chr(int(reference[1])) if reference[1] else _NAMED[reference[2]]


@lru_cache(maxsize=16_384)  # the cells of all forms of a set begin alike
def attributes(text: str) -> dict[str, str] | None:
    """Attributes by name; None where they are not spelled plainly, or one is given twice."""
    if not _ATTRIBUTES.fullmatch(text):
        return None
    pairs = _SPLIT.findall(text)
    named = dict(pairs)
    return named if len(named) == len(pairs) else None
