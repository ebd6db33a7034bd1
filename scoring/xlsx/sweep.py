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
from xml.sax.saxutils import unescape

from scoring.xlsx import limits

_IN_UTF8 = re.compile(rb'<\?xml version="1\.0" encoding="UTF-8"(?: standalone="(?:yes|no)")?\?>|<[A-Za-z]')
_NOT_PLAIN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]|\\]\\]>|&(?!(?:amp|lt|gt|quot|apos);)")
_QUOTES = {"&quot;": '"', "&apos;": "'"}

_ATTRIBUTE = r' (?!xmlns=)(?:[A-Za-z_][A-Za-z0-9_.-]*|x14ac:dyDescent)="[^"&<>\t\n]*"'
_ATTRIBUTES = re.compile(rf"(?:{_ATTRIBUTE})+")
_SPLIT = re.compile(r' ([^=]+)="([^"]*)"')

_SOME = r"[^<>]{1,200}?"
_TEXT = r"[^<]*"
_CELL = re.compile(
    rf"({_SOME})(?: ?/>|>"
    rf"(?:(<f)( {_SOME})?(?: ?/>|>({_TEXT})</f>))?"
    rf"(?:(<v)(?: ?/>|>({_TEXT})</v>))?"
    rf'(?:<is><t(?: xml:space="preserve")?>({_TEXT})</t></is>)?'
    rf"</c>)"
)
_ROW = re.compile(rf"<row( {_SOME})(/?)>|</row>")
_NUMBER_OF_ROW = re.compile(r"[1-9][0-9]{0,6}")
_ROW_ENDS = 0
_STRINGS = re.compile(rf'<si><t(?: xml:space="preserve")?>({_TEXT})</t></si>|(.+)', re.DOTALL)


class Cell(NamedTuple):
    """A cell as it is spelled, and how rows end and begin between it and the next: see :func:`rows`.

    ``formula``, ``value`` and ``inline`` are None where the cell has none; ``shared``: the attributes of its
    formula.
    """

    attributes: dict[str, str]
    formula: str | None
    shared: dict[str, str]
    value: str | None
    inline: str | None
    then: tuple[int, ...]


def split(content: bytes, element: bytes) -> tuple[bytes, bytes] | None:
    """The part with the one ``element`` emptied, and what stood in it; None where it is not spelled plainly.

    The emptied part still has to show the parser that the element stands where it should: only then was it
    no comment and no text.
    """
    first, last = b"<" + element, b"</" + element + b">"
    once = content.count(first) == 1 == content.count(last)
    begin = content.find(b">", content.find(first)) + 1
    end = content.find(last)
    if not once or not 0 < begin <= end or not _IN_UTF8.match(content):
        return None
    return content[:begin] + content[end:], content[begin:end]


def knows_prefixes(inside: bytes, around: bytes) -> bool:
    """False where rows have Excel's ``x14ac:dyDescent`` and the part does not declare that prefix."""
    return b" xmlns:x14ac=" in around or b" x14ac:dyDescent=" not in inside


def is_plain(text: str) -> bool:
    """No character that XML does not allow or reads as another, no reference but the five that have names."""
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


def pieces(inside: bytes) -> list[str]:
    """What stands in a sheet's data: what is before the first cell, then a piece for each cell.

    A sign of its own begins every cell and no text can hold it, so that nothing is cut apart. Where it is
    not UTF-8 there is one piece, which is none.
    """
    text = decoded(inside)
    return ["<"] if text is None else text.split("<c ")


def cell(piece: str) -> Cell | None:
    """A piece of :func:`pieces` but the first; None where it is not spelled plainly."""
    match = _CELL.match(" " + piece)
    if not match or not is_plain(piece):
        return None
    named, then = attributes(match[1]), rows(piece[match.end() - 1 :])
    shared = attributes(match[3]) if match[3] else {}
    if named is None or then is None or shared is None:
        return None
    formula = None if match[2] is None else resolved(match[4] or "")
    value = None if match[5] is None else resolved(match[6] or "")
    return Cell(named, formula, shared, value, None if match[7] is None else resolved(match[7]), then)


def rows(text: str) -> tuple[int, ...] | None:
    """Rows between two cells: 0 where one ends, its number where one begins; None if not spelled plainly."""
    if not is_plain(text):
        return None
    moves: list[int] = []
    at = 0
    while at < len(text):
        match = _ROW.match(text, at)
        if not match:
            return None
        at = match.end()
        if match[1] is None:
            moves.append(_ROW_ENDS)
            continue
        number = (attributes(match[1]) or {}).get("r", "")
        if not _NUMBER_OF_ROW.fullmatch(number):
            return None
        moves += (int(number), _ROW_ENDS) if match[2] else (int(number),)
    return tuple(moves)


def strings(inside: bytes) -> list[str] | None:
    """The shared texts, None where one is spelled in another way."""
    table = decoded(inside)
    if table is None or not is_plain(table):
        return None
    texts = _STRINGS.findall(table)
    if any(odd or len(text) > limits.TEXT for text, odd in texts):
        return None
    return [resolved(text) for text, _ in texts]


def resolved(text: str) -> str:
    """A text with its references resolved."""
    return unescape(text, _QUOTES) if "&" in text else text


@lru_cache(maxsize=16_384)  # the cells of all forms of a set begin alike
def attributes(text: str) -> dict[str, str] | None:
    """Attributes by name; None where they are not spelled plainly, or one is given twice."""
    if not _ATTRIBUTES.fullmatch(text):
        return None
    pairs = _SPLIT.findall(text)
    named = dict(pairs)
    return named if len(named) == len(pairs) else None
