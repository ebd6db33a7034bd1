"""The texts that cells share, and how Excel writes characters that XML cannot hold.

A text is written once in a table, its cells have its index; it may be cut into runs with fonts of their
own, and carry a phonetic guide (``rPh``), which is no part of it.
"""

import re
from functools import lru_cache

from scoring.xlsx import sweep
from scoring.xlsx.budget import Budget
from scoring.xlsx.formats import add_font
from scoring.xlsx.markup import MAIN, PartParser, parsed_or_none
from scoring.xlsx.refused import Reason, Refused

_LONGEST_REMEMBERED = 500  # characters; longer texts are those of one unit
_ELEMENTS = 2  # of a plain string: <si><t>
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROLS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]+")


def unescape(text: str) -> str:
    """``_x000A_`` -> a line break; what is not :func:`printable` is dropped, a lone surrogate is U+FFFD.

    Excel escapes in this way what XML has no place for, each UTF-16 unit by itself; ``_x005F_`` is the ``_``
    of a text that looks like an escape.
    """
    if "_x" not in text:
        return printable(text)
    clean = printable(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), text))
    return clean.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def printable(text: str) -> str:
    """The text without control characters and noncharacters, which XML forbids and some terminals obey."""
    return text if text.isprintable() else _CONTROLS.sub("", text)


@lru_cache(maxsize=16_384)  # most texts of a form are those of the set
def _plain(piece: str) -> str | None:
    text = sweep.string(piece)
    return None if text is None else unescape(text)


class _Table(PartParser):
    """The table but for its strings: whether it is one, and nothing else."""

    namespaces = MAIN
    outermost = "sst"
    names = frozenset({"si", "t"})

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.is_bare = True

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        """Only the table itself is left."""
        self.is_bare = self.depth == 1

    def passed_over(self) -> None:
        """Nothing else either."""
        self.is_bare = False


class SharedStrings(PartParser):
    """The strings in order, without their phonetic guides, and the fonts of their parts."""

    namespaces = MAIN
    outermost = "sst"
    names = frozenset({"si", "t"})

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.strings: list[str] = []
        self.fonts: dict[int, str] = {}
        self._run_fonts: set[str] = set()
        self._pieces: list[str] = []
        self._in_text = self._in_guide = False

    def feed(self, content: bytes) -> None:
        """Strings without fonts of their own are taken in one sweep, any other table by the parser."""
        halves = sweep.split(content, b"sst")
        if halves is None or not self._feed_plain(*halves):
            super().feed(content)

    def _feed_plain(self, around: bytes, inside: bytes) -> bool:
        before = self._budget.state()
        table = parsed_or_none(_Table, around, self._budget)
        strings = self._plain(inside) if table and table.is_bare else None
        if strings is None:
            self._budget.back_to(before)
            return False
        self.strings = strings
        return True

    def _plain(self, inside: bytes) -> list[str] | None:
        """The strings; None where one is spelled in another way, or there are too many."""
        text = sweep.decoded(inside)
        nothing, *pieces = ["<"] if text is None else text.split("<si>")
        begun = _ELEMENTS * len(pieces)
        if nothing or begun > self._budget.elements:
            return None
        self._budget.take_elements(begun)
        strings: list[str] = []
        for piece in pieces:
            string = (_plain if len(piece) <= _LONGEST_REMEMBERED else _plain.__wrapped__)(piece)
            if string is None:
                return None
            strings.append(string)
        return strings

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Collects the pieces of one string."""
        self.passed_over()
        if self.depth == 2:
            self._pieces, self._run_fonts, self._in_guide = [], set(), False
        elif self.depth == 3 and name == "rPh":
            self._in_guide = True
        elif name == "rFont":
            add_font(self._run_fonts, attributes)
        self._in_text = name == "t" and not self._in_guide and self.depth <= 4

    def passed_over(self) -> None:
        """A text with something else in it is no text."""
        if self._in_text:
            raise Refused(Reason.UNCLEAR_TEXT)

    def end(self, name: str) -> None:
        """A string is whole."""
        self._in_text = False
        if self.depth == 3 and name == "rPh":
            self._in_guide = False
        elif self.depth == 2 and name == "si":
            if self._run_fonts:
                self.fonts[len(self.strings)] = " ".join(sorted(self._run_fonts))
            self.strings.append(unescape("".join(self._pieces)))

    def text(self, text: str) -> None:
        """A piece of the string."""
        if self._in_text:
            self._pieces.append(text)
