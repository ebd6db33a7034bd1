"""What would run, fetch or lead elsewhere in Excel, known by a part's name, its relation or its content type.

Any of the three is enough: Excel goes by relations and types, and a part may have any name.
"""

import re
from collections.abc import Iterable
from enum import Enum, auto
from functools import lru_cache

from scoring.xlsx.budget import Budget
from scoring.xlsx.markup import PartParser
from scoring.xlsx.part_names import part_key


class Active(Enum):
    """Kinds of active content, in the order in which they are listed."""

    MACRO = auto()
    OTHER_FILE = auto()
    """A link to another workbook."""
    EMBEDDED = auto()
    """An OLE object."""
    CONTROL = auto()
    """An ActiveX control."""
    CONNECTION = auto()
    EXTENSION = auto()
    DDE = auto()
    """A link to another running program; Excel keeps it among the links to other files."""
    HYPERLINK = auto()
    FETCHED = auto()
    """Anything else that lies outside the file, such as a picture."""
    FORMULA = auto()
    """A formula that fetches or starts something, see :mod:`scoring.xlsx.outgoing`."""


_NAMES = (
    (re.compile(r"xl/vbaproject\.bin|xl/macrosheets/"), Active.MACRO),
    (re.compile(r"xl/externallinks/"), Active.OTHER_FILE),
    (re.compile(r"xl/(embeddings|oleobjects)/"), Active.EMBEDDED),
    (re.compile(r"xl/(activex|ctrlprops)/"), Active.CONTROL),
    (re.compile(r"xl/connections\.xml|xl/querytables/"), Active.CONNECTION),
    (re.compile(r"customui/|xl/webextensions/"), Active.EXTENSION),
)
_RELATIONS = {
    **dict.fromkeys(("vbaproject", "wordvbadata", "xlmacrosheet", "xlintlmacrosheet"), Active.MACRO),
    **dict.fromkeys(("externallink", "externallinkpath", "ddelink"), Active.OTHER_FILE),
    **dict.fromkeys(("oleobject", "package"), Active.EMBEDDED),
    **dict.fromkeys(("control", "activexcontrol", "activexcontrolbinary", "ctrlprop"), Active.CONTROL),
    **dict.fromkeys(("connections", "querytable"), Active.CONNECTION),
    **dict.fromkeys(("extensibility", "webextension", "webextensiontaskpanes"), Active.EXTENSION),
}
_TYPES = (
    (re.compile(r"vbaproject|macrosheet"), Active.MACRO),
    (re.compile(r"externallink|ddelink"), Active.OTHER_FILE),
    (re.compile(r"oleobject|officedocument\.package"), Active.EMBEDDED),
    (re.compile(r"activex|controlproperties"), Active.CONTROL),
    (re.compile(r"\.connections\+|querytable"), Active.CONNECTION),
    (re.compile(r"webextension"), Active.EXTENSION),
)
_MAIN = re.compile(r"(?:spreadsheetml|ms-excel).*\.main\+xml")
_LONGEST = 255  # characters of a content type: none has 120


def active_names(names: Iterable[str]) -> set[Active]:
    """What is active among parts with these keys; nothing for the most part."""
    keys = list(names)
    return {kind for pattern, kind in _NAMES if any(map(pattern.match, keys))}


def active_relation(relation_type: str) -> set[Active]:
    """The same for what a relation leads to: the last word of its type says it."""
    kind = _RELATIONS.get(relation_type.strip().rpartition("/")[2].lower())
    return {kind} if kind else set()


@lru_cache(maxsize=256)  # a workbook's parts are of two dozen types
def _active_type(content_type: str) -> frozenset[Active]:
    lower = content_type.lower()
    return frozenset(kind for pattern, kind in _TYPES if pattern.search(lower))


class ContentTypes(PartParser):
    """What the parts are said to be: what is ``active``, also by suffix where a suffix has a type.

    ``main`` are the parts said to be a workbook.
    """

    namespaces = frozenset({"http://schemas.openxmlformats.org/package/2006/content-types"})
    outermost = "Types"
    names = frozenset({"Override", "Default"})

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.active: set[Active] = set()
        self.main: set[str] = set()
        self._by_suffix: dict[str, frozenset[Active]] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """One part, or all parts with a suffix."""
        content_type = attributes.get("ContentType", "")[:_LONGEST]
        kinds = _active_type(content_type)
        if name == "Override":
            self.active |= kinds
            if _MAIN.search(content_type.lower()):
                self.main.add(part_key(attributes.get("PartName", "")).lstrip("/"))
        elif name == "Default" and kinds:
            self._by_suffix[part_key(attributes.get("Extension", ""))] = kinds

    def active_among(self, names: Iterable[str]) -> set[Active]:
        """What is active among parts with these keys."""
        if not self._by_suffix:
            return self.active
        suffixes = {name.rpartition(".")[2] for name in names}
        return self.active.union(*(self._by_suffix[each] for each in suffixes & self._by_suffix.keys()))
