"""The texts that cells share, and how Excel writes characters that XML cannot hold."""

import re

from scoring.inputs import plain
from scoring.inputs.markup import Budget, Part, parsed_or_none

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n\r"}


def unescape(text: str) -> str:
    """``_x000A_`` -> a line break. Control characters are dropped, a lone surrogate becomes U+FFFD."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text).translate(_CONTROLS)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class _Table(Part):
    """The table but for its strings: whether it is one, and nothing else."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.is_bare = False

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        """Only the table itself is left."""
        self.is_bare = self.depth == 1 and name == "sst"


class SharedStrings(Part):
    """The strings in order, without their phonetic guides, and the fonts of their parts."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.strings: list[str] = []
        self.fonts: dict[int, set[str]] = {}
        self._pieces: list[str] = []
        self._in_text = self._in_guide = False

    def feed(self, content: bytes) -> None:
        """Strings without fonts of their own are taken in one sweep, any other table by the parser."""
        halves = plain.split(content, b"sst")
        if halves is None or not self._feed_plain(*halves):
            super().feed(content)

    def _feed_plain(self, around: bytes, inside: bytes) -> bool:
        before = self._budget.state()
        table, begun = parsed_or_none(_Table, around, self._budget), plain.elements(inside)
        fits = table and table.is_bare and begun <= self._budget.elements
        strings = plain.strings(inside) if fits else None
        if strings is None:
            self._budget.back_to(before)
            return False
        self._budget.take_elements(begun)
        self.strings = [unescape(text) for text in strings]
        return True

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Collects the pieces of one string."""
        if self.depth == 2:
            self._pieces, self._in_guide = [], False
        elif self.depth == 3 and name == "rPh":
            self._in_guide = True
        elif name == "rFont":
            self.fonts.setdefault(len(self.strings), set()).add(attributes.get("val", ""))
        self._in_text = name == "t" and not self._in_guide and self.depth <= 4

    def end(self, name: str) -> None:
        """A string is whole."""
        self._in_text = False
        if self.depth == 3 and name == "rPh":
            self._in_guide = False
        elif self.depth == 2 and name == "si":
            self.strings.append(unescape("".join(self._pieces)))

    def text(self, text: str) -> None:
        """A piece of the string."""
        if self._in_text:
            self._pieces.append(text)
