"""One XML part, parsed under guard: only the standard library's expat, no DOCTYPE, all counted.

Each part is fed in one piece: expat before 2.6 is quadratic on a huge token fed in many.
"""

import re
from functools import lru_cache
from typing import ClassVar, TypeVar
from xml.parsers import expat

from scoring.xlsx import limits
from scoring.xlsx.budget import Budget
from scoring.xlsx.outgoing import calls_out
from scoring.xlsx.refused import Reason, Refused

_ENCODINGS = {"UTF-8", "US-ASCII", "ASCII"}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_NONE: frozenset[str] = frozenset()
_NAMESPACE = re.compile(rb"""xmlns[^=<]*(?:=\s*(?:"[^"]*"?|'[^']*'?)?)?""")
_USUAL_NAMESPACE = 160  # bytes of its declaration: those of Excel have less
_SMALL = 64 * 1024  # bytes: so little is parsed in no time, even if it is hostile

MAIN = frozenset(
    {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    }
)
"""The namespaces of a workbook's own elements: one is Excel's usual one, the other that of "Strict"."""


class PartParser:
    """Parses one part: refuses DOCTYPE, other encodings, depth, too many elements, endless texts.

    ``depth`` is 1 in the outermost element. Comments, CDATA and character references never show: the
    texts given to :meth:`text` are what they mean.

    A kind of part that means something names its ``outermost`` element and the ``namespaces`` it may be in.
    Elements of other namespaces, lists of extensions, and all that stands in them, are then passed over as
    other programs do; but what the reader acts on (``names``) does not stand there, since programs differ
    in whether they unpack it.
    """

    namespaces: ClassVar[frozenset[str]] = _NONE
    outermost: ClassVar[str] = ""
    names: ClassVar[frozenset[str]] = _NONE
    formulas: ClassVar[frozenset[str]] = _NONE
    """Elements whose text is a formula, wherever they stand."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._characters = 0
        self._encodings = _ENCODINGS
        self._namespace: str | None = None
        self._has_long_names = False
        self._aside = 0  # depth of the outermost element that is passed over
        self._extends = False
        self._formula: list[str] = []
        self._formula_depth = 0
        self.depth = 0
        self.calls_out = False

    def feed(self, content: bytes) -> None:
        """Parse the whole part in one piece. Raises :class:`Refused`, and ExpatError where it is no XML."""
        is_utf16 = content[:2] in _UTF16
        if is_utf16:
            content = content.decode("utf-16").encode()
        elif b"\0" in content[:4]:
            raise Refused(Reason.ODD_ENCODING)
        self._encodings = {"UTF-16"} if is_utf16 else _ENCODINGS
        longest = _longest_namespace(content)
        if len(content) > _SMALL:
            _refuse_what_expat_chokes_on(content, longest)
        self._has_long_names = longest > _USUAL_NAMESPACE
        parser = expat.ParserCreate("UTF-8" if is_utf16 else None, " ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.XmlDeclHandler = self._declaration
        parser.StartNamespaceDeclHandler = self._declare
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(content, True)

    def _doctype(self, *_: object) -> None:
        raise Refused(Reason.DOCTYPE)

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.upper() not in self._encodings:
            raise Refused(Reason.ODD_ENCODING)

    def _declare(self, _prefix: str | None, _namespace: str | None) -> None:
        self._budget.take_elements(1)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > limits.DEPTH:
            raise Refused(Reason.DEPTH, allowed=limits.DEPTH)
        extra = len(attributes) - limits.ATTRIBUTES
        self._budget.take_elements(1 if extra < 0 else 1 + extra)
        if self._has_long_names:
            self._budget.take_elements(sum(map(len, attributes), len(name)) // limits.NAMES)
        self._characters = 0
        namespace, _, local = name.rpartition(" ")
        if local in self.formulas and not self._formula_depth:
            self._formula, self._formula_depth = [], self.depth
        is_plain = namespace == self._namespace and not self._aside and local != "extLst"
        if self.namespaces and not is_plain and self._is_aside(namespace, local):
            return
        self.start(local, attributes)

    def _is_aside(self, namespace: str, local: str) -> bool:
        """True where an element is passed over. The outermost decides what the part's own namespace is."""
        is_own = namespace in self.namespaces
        if self.depth == 1:
            if local != self.outermost or not is_own:
                raise Refused(Reason.WRONG_ELEMENT)
            self._namespace = namespace
        elif self._aside:
            if is_own and local in self.names and not self._extends:
                raise Refused(Reason.HIDDEN_DATA)
        elif namespace != self._namespace or local == "extLst":
            if is_own and local in self.names:
                raise Refused(Reason.HIDDEN_DATA)
            self._aside, self._extends = self.depth, is_own
            self.passed_over()
        return self._aside > 0

    def _end(self, name: str) -> None:
        if self.depth == self._formula_depth:
            self._end_formula()
        if not self._aside:
            self.end(name.rpartition(" ")[2])
        elif self.depth == self._aside:
            self._aside = 0
        self.depth -= 1

    def _end_formula(self) -> None:
        formula = "".join(self._formula)
        self._formula_depth = 0
        self._budget.take_formula(len(formula))
        self.calls_out = self.calls_out or calls_out(formula)

    def _text(self, text: str) -> None:
        self._characters += len(text)
        if self._characters > limits.TEXT:
            raise Refused(Reason.TEXT, allowed=limits.TEXT)
        if self._formula_depth:
            self._formula.append(text)
        if not self._aside:
            self.text(text)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; ``name`` is without namespace, attributes of one are ``namespace name``."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Characters of the innermost element."""

    def passed_over(self) -> None:
        """An element of another namespace begins, or a list of extensions; its content is ignored."""


def _longest_namespace(content: bytes) -> int:
    return max((len(declared[0]) for declared in _NAMESPACE.finditer(content)), default=0)


def _refuse_what_expat_chokes_on(content: bytes, longest: int) -> None:
    """Raise :class:`Refused` for what costs expat itself too much, before a handler of ours is called.

    Endless tokens are buffered whole; a ``longest`` namespace of a kilobyte is copied into the name of each
    element and attribute.
    """
    at = 0
    while len(content) - at > limits.TOKEN:
        following = content.rfind(b"<", at + 1, at + limits.TOKEN + 1)
        if following < 0:
            raise Refused(Reason.TOKEN, allowed=limits.TOKEN)
        at = following
    if longest > limits.NAMESPACE:
        raise Refused(Reason.NAMESPACE, allowed=limits.NAMESPACE)


Known = TypeVar("Known", bound=PartParser)


def parsed(kind: type[Known], content: bytes, budget: Budget) -> Known:
    """A part of a kind that nothing but its content decides, parsed; not to be changed by anybody.

    Styles, themes and what else the forms of a set have in common are parsed once a process: the whole
    content is compared, and what it holds counts against every workbook's budget.
    """
    if len(content) > _SMALL:
        large = kind(budget)
        large.feed(content)
        return large
    part, elements, formulas = _parsed(kind, content)  # type: ignore[arg-type]
    budget.take_elements(elements)
    budget.take_formula(formulas)
    return part  # type: ignore[return-value]


def parsed_or_none(kind: type[Known], content: bytes, budget: Budget) -> Known | None:
    """The same; None where the parser would refuse it."""
    try:
        return parsed(kind, content, budget)
    except (Refused, expat.ExpatError):
        return None


@lru_cache(maxsize=128)
def _parsed(kind: type[PartParser], content: bytes) -> tuple[PartParser, int, int]:
    budget = Budget()
    part = kind(budget)
    part.feed(content)
    return part, limits.ELEMENTS - budget.elements, limits.FORMULAS - budget.formulas
