"""One XML part, parsed under guard: only the standard library's expat, no DOCTYPE, UTF-8 only, all counted.

Each part is fed in one piece: expat before 2.6 is quadratic on a huge token fed in many.
"""

from functools import lru_cache
from typing import TypeVar
from xml.parsers import expat

from scoring.inputs import limits
from scoring.inputs.container import Refused

_ENCODINGS = {"UTF-8", "US-ASCII", "ASCII"}


class Budget:
    """What is left of the limits that hold for a workbook as a whole."""

    def __init__(self) -> None:
        self.elements = limits.ELEMENTS
        self.cells = limits.CELLS
        self.shown = limits.SHOWN

    def state(self) -> tuple[int, int, int]:
        """What is left now, for :meth:`back_to`."""
        return self.elements, self.cells, self.shown

    def back_to(self, state: tuple[int, int, int]) -> None:
        """Nothing since ``state`` counts."""
        self.elements, self.cells, self.shown = state

    def take_elements(self, count: int) -> None:
        """Count elements. Raises :class:`Refused` where there are too many."""
        self.elements -= count
        if self.elements < 0:
            raise Refused("T05", "quá nhiều thành phần, định dạng hoặc dòng trống", limits.ELEMENTS)


class Part:
    """Parses one part: refuses DOCTYPE, other encodings, depth, too many elements, endless texts.

    ``depth`` is 1 in the outermost element. Comments, CDATA and character references never show: the
    texts given to :meth:`text` are what they mean.
    """

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._characters = 0
        self.depth = 0

    def feed(self, content: bytes) -> None:
        """Parse the whole part in one piece. Raises :class:`Refused`, and ExpatError where it is no XML."""
        if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:4]:
            raise Refused("T02", "bảng mã chữ lạ")
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.XmlDeclHandler = self._declaration
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(content, True)

    def _doctype(self, *_: object) -> None:
        raise Refused("T02", "có khai báo DOCTYPE")

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.upper() not in _ENCODINGS:
            raise Refused("T02", "bảng mã chữ lạ")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > limits.DEPTH:
            raise Refused("T05", "nội dung lồng nhau quá sâu", limits.DEPTH)
        self._budget.take_elements(1)
        self._characters = 0
        self.start(name.rpartition(":")[2], attributes)

    def _end(self, name: str) -> None:
        self.end(name.rpartition(":")[2])
        self.depth -= 1

    def _text(self, text: str) -> None:
        self._characters += len(text)
        if self._characters > limits.TEXT:
            raise Refused("T05", "một ô có quá nhiều chữ", limits.TEXT)
        self.text(text)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; ``name`` is without prefix."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Characters of the innermost element."""


Known = TypeVar("Known", bound=Part)
_REMEMBERED_BYTES = 64 * 1024


def parsed(kind: type[Known], content: bytes, budget: Budget) -> Known:
    """A part of a kind that nothing but its content decides, parsed; not to be changed by anybody.

    Styles, themes and whatever else the forms of a set have in common is parsed once a process: the whole
    content is compared, and its elements count against every workbook's budget.
    """
    parse = _parsed if len(content) <= _REMEMBERED_BYTES else _parsed.__wrapped__
    part, count = parse(kind, content)  # type: ignore[arg-type]
    budget.take_elements(count)
    return part  # type: ignore[return-value]


def parsed_or_none(kind: type[Known], content: bytes, budget: Budget) -> Known | None:
    """The same; None where the parser would refuse it."""
    try:
        return parsed(kind, content, budget)
    except (Refused, expat.ExpatError):
        return None


@lru_cache(maxsize=128)
def _parsed(kind: type[Part], content: bytes) -> tuple[Part, int]:
    budget = Budget()
    part = kind(budget)
    part.feed(content)
    return part, limits.ELEMENTS - budget.elements
