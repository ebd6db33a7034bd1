"""What would run, fetch or lead elsewhere in Excel, known by a part's name, its relation or its content type.

Any of the three is enough: Excel goes by relations and types, and a part may have any name.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from scoring.xlsx.budget import Budget
from scoring.xlsx.markup import Part
from scoring.xlsx.part_names import part_key

MACRO = "macro"
OTHER_FILE = "liên kết đến tệp khác"
EMBEDDED = "đối tượng nhúng (OLE)"
CONTROL = "điều khiển ActiveX"
CONNECTION = "kết nối dữ liệu"
EXTENSION = "phần mở rộng của Excel"
WORDS = (MACRO, OTHER_FILE, EMBEDDED, CONTROL, CONNECTION, EXTENSION)
"""In the order in which they are told."""

_NAMES = (
    (re.compile(r"xl/vbaproject\.bin|xl/macrosheets/"), MACRO),
    (re.compile(r"xl/externallinks/"), OTHER_FILE),
    (re.compile(r"xl/(embeddings|oleobjects)/"), EMBEDDED),
    (re.compile(r"xl/(activex|ctrlprops)/"), CONTROL),
    (re.compile(r"xl/connections\.xml|xl/querytables/"), CONNECTION),
    (re.compile(r"customui/|xl/webextensions/"), EXTENSION),
)
_RELATIONS = {
    **dict.fromkeys(("vbaproject", "wordvbadata", "xlmacrosheet", "xlintlmacrosheet"), MACRO),
    **dict.fromkeys(("externallink", "externallinkpath", "ddelink"), OTHER_FILE),
    **dict.fromkeys(("oleobject", "package"), EMBEDDED),
    **dict.fromkeys(("control", "activexcontrol", "activexcontrolbinary", "ctrlprop"), CONTROL),
    **dict.fromkeys(("connections", "querytable"), CONNECTION),
    **dict.fromkeys(("extensibility", "webextension", "webextensiontaskpanes"), EXTENSION),
}
_TYPES = (
    (re.compile(r"vbaproject|macrosheet"), MACRO),
    (re.compile(r"externallink|ddelink"), OTHER_FILE),
    (re.compile(r"oleobject|officedocument\.package"), EMBEDDED),
    (re.compile(r"activex|controlproperties"), CONTROL),
    (re.compile(r"\.connections\+|querytable"), CONNECTION),
    (re.compile(r"webextension"), EXTENSION),
)
_MAIN = re.compile(r"(?:spreadsheetml|ms-excel).*\.main\+xml")
_LONGEST = 255  # characters of a content type: none has 120


def words_for_names(names: Iterable[str]) -> set[str]:
    """What the parts with these keys are, in words; empty for the most part."""
    keys = list(names)
    return {words for pattern, words in _NAMES if any(map(pattern.match, keys))}


def words_for_relation(kind: str) -> set[str]:
    """The same for what a relation of a type leads to: the last word of a type says it."""
    words = _RELATIONS.get(kind.strip().rpartition("/")[2].lower())
    return {words} if words else set()


@lru_cache(maxsize=256)  # a workbook's parts are of two dozen types
def _words_for_type(content_type: str) -> frozenset[str]:
    lower = content_type.lower()
    return frozenset(words for pattern, words in _TYPES if pattern.search(lower))


class ContentTypes(Part):
    """What the parts are said to be: ``active`` in words, also by suffix where a suffix has a type.

    ``main`` are the parts said to be a workbook.
    """

    namespaces = frozenset({"http://schemas.openxmlformats.org/package/2006/content-types"})
    outermost = "Types"
    names = frozenset({"Override", "Default"})

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.active: set[str] = set()
        self.main: set[str] = set()
        self._by_suffix: dict[str, frozenset[str]] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """One part, or all parts with a suffix."""
        content_type = attributes.get("ContentType", "")[:_LONGEST]
        words = _words_for_type(content_type)
        if name == "Override":
            self.active |= words
            if _MAIN.search(content_type.lower()):
                self.main.add(part_key(attributes.get("PartName", "")).lstrip("/"))
        elif name == "Default" and words:
            self._by_suffix[part_key(attributes.get("Extension", ""))] = words

    def words_for(self, names: Iterable[str]) -> set[str]:
        """What is active among parts with these keys."""
        if not self._by_suffix:
            return self.active
        suffixes = {name.rpartition(".")[2] for name in names}
        return self.active.union(*(self._by_suffix[each] for each in suffixes & self._by_suffix.keys()))
