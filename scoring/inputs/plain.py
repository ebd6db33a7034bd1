"""Cells and texts as Excel, LibreOffice, WPS and our own writer spell them, read in one sweep.

Nine tenths of a form are cells and shared texts, always spelled in the same way. A pattern that knows only
this spelling takes them several times faster than a parser that asks back at every element. It believes
nothing: it covers every character of the element it stands for or declines, and then the parser reads the
part, or refuses it. The rest of the part goes through the parser in any case. What both take, both
understand alike (tests/inputs/test_plain.py).
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from xml.sax.saxutils import unescape

from scoring.inputs import limits

_IN_UTF8 = re.compile(rb'<\?xml version="1\.0" encoding="UTF-8"(?: standalone="(?:yes|no)")?\?>|<[A-Za-z]')
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n")
_NOT_IN_XML = (b"]]>", b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_OTHER_REFERENCE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)")
_QUOTES = {"&quot;": '"', "&apos;": "'"}

_ATTRIBUTE = r' [A-Za-z_][A-Za-z0-9_.:-]*="[^"&<>\t\n]*"'
_ATTRIBUTES = re.compile(rf"(?:{_ATTRIBUTE})+")
_SPLIT = re.compile(r' ([^=]+)="([^"]*)"')

_SOME = r"[^<>]{1,200}?"
_TEXT = r"[^<]*"
_CELLS = re.compile(
    rf"<c( {_SOME})(?: ?/>|>"
    rf"(<f(?: {_SOME})?(?: ?/>|>{_TEXT}</f>))?"
    rf"(<v(?: ?/>|>{_TEXT}</v>))?"
    rf'(<is><t(?: xml:space="preserve")?>{_TEXT}</t></is>)?'
    rf"</c>)|<row( {_SOME})(/?)>|(</row>)|(.+)",
    re.DOTALL,
)
_STRINGS = re.compile(rf'<si><t(?: xml:space="preserve")?>({_TEXT})</t></si>|(.+)', re.DOTALL)

CellToken = tuple[str, str, str, str, str, str, str, str]
"""Attributes of a cell; its formula, value and inline text, tags included; attributes of a row and ``/``
where it is empty; the end of a row; from there on what is none of these, which makes the whole not plain."""


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
    inside = content[begin:end]
    return (content[:begin] + content[end:], inside) if _is_plain(inside) else None


def _is_plain(content: bytes) -> bool:
    """No character that XML does not allow or reads as another, no reference but the five that have names."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return not (
        len(content.translate(None, _CONTROLS)) != len(content)
        or any(each in content for each in _NOT_IN_XML)
        or _OTHER_REFERENCE.search(content)
    )


def elements(inside: bytes) -> int:
    """How many elements stand in what :func:`split` gave."""
    return inside.count(b"<") - inside.count(b"</")


def cells(inside: bytes) -> Sequence[CellToken]:
    """Everything that stands in a sheet's data, in order."""
    return _CELLS.findall(inside.decode())


def strings(inside: bytes) -> list[str] | None:
    """The shared texts, None where one is spelled in another way."""
    found = _STRINGS.findall(inside.decode())
    if any(odd or len(text) > limits.TEXT for text, odd in found):
        return None
    return [meant(text) for text, _ in found]


def meant(text: str) -> str:
    """A text with its references resolved."""
    return unescape(text, _QUOTES) if "&" in text else text


@lru_cache(maxsize=16_384)  # the cells of all forms of a set begin alike
def attributes(text: str) -> dict[str, str] | None:
    """Attributes by name; None where they are not spelled plainly, or one is given twice."""
    if not _ATTRIBUTES.fullmatch(text):
        return None
    found = _SPLIT.findall(text)
    named = dict(found)
    return named if len(named) == len(found) else None
