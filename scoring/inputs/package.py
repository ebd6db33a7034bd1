"""A workbook's parts, and how they hang together: sheets in order, what they share, what is active.

Every part is looked at before a word is believed; a part that is listed has to be there.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scoring.inputs import limits
from scoring.inputs.container import Refused
from scoring.inputs.formats import Formats
from scoring.inputs.grid import Sheet
from scoring.inputs.markup import Budget, Known, Part, parsed
from scoring.inputs.strings import SharedStrings
from scoring.inputs.worksheet import Shared, Worksheet

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_LOOKED_AT = ("xl/", "_rels/", "docProps/", "[")
_ACTIVE = (
    (re.compile(r"xl/vbaproject\.bin|xl/macrosheets/"), "macro"),
    (re.compile(r"xl/externallinks/"), "liên kết đến tệp khác"),
    (re.compile(r"xl/(embeddings|oleobjects)/"), "đối tượng nhúng (OLE)"),
    (re.compile(r"xl/(activex|ctrlprops)/"), "điều khiển ActiveX"),
    (re.compile(r"xl/connections\.xml|xl/querytables/"), "kết nối dữ liệu"),
    (re.compile(r"customui/|xl/webextensions/"), "phần mở rộng của Excel"),
)


@dataclass(frozen=True, slots=True)
class Package:
    """The worksheets in order, and the kinds of active content in words."""

    sheets: tuple[Sheet, ...]
    active: tuple[str, ...]


def read(parts: Mapping[str, bytes]) -> Package:
    """The workbook that the parts hold. Raises :class:`Refused`, and ExpatError where a part is no XML."""
    if _WORKBOOK not in parts or _RELATIONS not in parts:
        raise Refused("T02", "thiếu phần chính của bảng tính")
    reader = _Reader(parts)
    sheets = tuple(reader.sheets())
    return Package(sheets, (*_active(parts), *reader.leads_out()))


class _Reader:
    """Reads each part once, in the order in which they need one another."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts
        self._budget = Budget()
        self._done: set[str] = set()
        self._calls_out = False
        self._listed = self._parsed(_WORKBOOK, _Workbook)
        self._relations = self._parsed(_RELATIONS, _Relations)

    def _parsed(self, name: str, kind: type[Known]) -> Known:
        self._done.add(name)
        return parsed(kind, self._parts[name], self._budget)

    def _read(self, name: str, part: Part) -> None:
        self._done.add(name)
        part.feed(self._parts[name])

    def sheets(self) -> Iterator[Sheet]:
        """The worksheets in order; chart sheets hold no cells."""
        shared = self._shared()
        for name, relation, state in self._listed.sheets:
            target = self._relations.targets.get(relation)
            if target is None or target not in self._parts or target in self._done:
                raise Refused("T02", f"thiếu nội dung của trang “{name[:40]}”")
            if self._relations.kinds[relation] == "worksheet":
                cells = Worksheet(self._budget, shared)
                self._read(target, cells)
                self._calls_out |= cells.calls_out
                yield Sheet(name, cells.cells, state, tuple(cells.merged), cells.fonts)

    def _shared(self) -> Shared:
        strings, formats = SharedStrings(self._budget), Formats(self._budget)
        target = self._relations.only("sharedStrings")
        if target in self._parts:
            self._read(target, strings)
        target = self._relations.only("styles")
        if target in self._parts:
            formats = self._parsed(target, Formats)
        return Shared(
            strings.strings, formats.kinds(), formats.fonts(), strings.fonts, self._listed.from_1904
        )

    def leads_out(self) -> Iterator[str]:
        """Look at every part not yet read; then what leads out of the file, in words."""
        outside: set[str] = set()
        for name, content in self._parts.items():
            if name.endswith(".rels"):
                outside |= parsed(_Relations, content, self._budget).outside
            elif name not in self._done and name.startswith(_LOOKED_AT) and name.endswith(".xml"):
                parsed(Part, content, self._budget)
        if "hyperlink" in outside:
            yield "liên kết ra ngoài tệp (siêu liên kết)"
        if outside - {"hyperlink"}:
            yield "nội dung lấy từ ngoài tệp"
        if self._calls_out:
            yield "công thức gọi ra ngoài tệp"


def _active(parts: Mapping[str, bytes]) -> Iterator[str]:
    for pattern, words in _ACTIVE:
        if any(pattern.match(name.lower()) for name in parts):
            yield words
    links = (content for name, content in parts.items() if name.lower().startswith("xl/externallinks/"))
    if any(b"ddeLink" in content for content in links):
        yield "liên kết DDE"


class _Workbook(Part):
    """The list of sheets: name, relation, state; and the first day of the calendar."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.sheets: list[tuple[str, str, str]] = []
        self.from_1904 = False
        self._names: set[str] = set()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Sheets in the order of the tabs."""
        if name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "0") in {"1", "true"}
        elif name == "sheet" and self.depth == 3:
            self._add(attributes)

    def _add(self, attributes: dict[str, str]) -> None:
        relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
        name = attributes.get("name", "")
        if name.casefold() in self._names:
            raise Refused("T02", f"hai trang cùng tên “{name[:40]}”")
        self._names.add(name.casefold())
        self.sheets.append((name, relation, attributes.get("state", "visible")))
        if len(self.sheets) > limits.SHEETS:
            raise Refused("T05", "quá nhiều trang", limits.SHEETS)


class _Relations(Part):
    """Where relations lead: to parts by their id, and the kinds of those that lead out of the file."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.targets: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self.outside: set[str] = set()
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """One relation; two of the same id would lead two readers to two parts."""
        if name != "Relationship":
            return
        self._count += 1
        if self._count > limits.RELATIONS:
            raise Refused("T05", "quá nhiều liên kết", limits.RELATIONS)
        relation, kind = attributes.get("Id", ""), attributes.get("Type", "").rpartition("/")[2]
        if attributes.get("TargetMode") == "External":
            self.outside.add(kind)
            return
        target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", ""))).lstrip("/")
        if relation in self.targets and self.targets[relation] != target:
            raise Refused("T02", "hai liên kết cùng tên")
        self.targets[relation], self.kinds[relation] = target, kind

    def only(self, kind: str) -> str:
        """The part of a kind that there is at most one of."""
        found = [relation for relation, each in self.kinds.items() if each == kind]
        if len(found) > 1:
            raise Refused("T02", "bảng tính có hai phần cùng loại")
        return self.targets[found[0]] if found else ""
