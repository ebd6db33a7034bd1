"""A workbook's parts, and how they hang together: sheets in order, what they share, what is active.

Every part is looked at before a word is believed; a part that is listed has to be there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scoring.inputs import limits
from scoring.inputs.active import OTHER_FILE, WORDS, ContentTypes, words_for_names
from scoring.inputs.budget import Budget
from scoring.inputs.container import Refused
from scoring.inputs.formats import Formats
from scoring.inputs.grid import Sheet
from scoring.inputs.markup import MAIN, Known, Part, parsed
from scoring.inputs.relations import OFFICE, Relation, Relations
from scoring.inputs.strings import SharedStrings, printable
from scoring.inputs.worksheet import Shared, Worksheet

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_ROOT = "_rels/.rels"
_TYPES = "[Content_Types].xml"
_LOOKED_AT = ("xl/", "_rels/", "docprops/", "[")


@dataclass(frozen=True, slots=True)
class Package:
    """The worksheets in order, and the kinds of active content in words."""

    sheets: tuple[Sheet, ...]
    active: tuple[str, ...]


def read(parts: Mapping[str, bytes], times: int = 1) -> Package:
    """The workbook that the parts hold. Raises :class:`Refused`, and ExpatError where a part is no XML."""
    if not {_WORKBOOK, _RELATIONS, _ROOT, _TYPES} <= parts.keys():
        raise Refused("T02", "thiếu phần chính của bảng tính")
    reader = _Reader(parts, times)
    sheets = tuple(reader.sheets())
    return Package(sheets, tuple(reader.active()))


class _Reader:
    """Reads each part once, in the order in which they need one another."""

    def __init__(self, parts: Mapping[str, bytes], times: int) -> None:
        self._parts = parts
        self._budget = Budget(times)
        self._done: set[str] = set()
        root, self._types = self._parsed(_ROOT, Relations), self._parsed(_TYPES, ContentTypes)
        _refuse_another_main_part(root, self._types)
        self._listed = self._parsed(_WORKBOOK, _Workbook)
        self._relations = self._parsed(_RELATIONS, Relations)
        self._all_relations = [root, self._relations]
        self._calls_out = self._listed.calls_out

    def _taken(self, name: str) -> bytes:
        self._done.add(name)
        content = self._parts[name]
        self._budget.take_xml(len(content))
        return content

    def _parsed(self, name: str, kind: type[Known]) -> Known:
        return parsed(kind, self._taken(name), self._budget)

    def sheets(self) -> Iterator[Sheet]:
        """The worksheets in order; chart sheets hold no cells."""
        shared = self._shared()
        for name, identity, state in self._listed.sheets:
            relation = self._relations.inside.get(identity)
            target = self._part(relation)
            if relation is None or target not in self._parts or target in self._done:
                raise Refused("T02", f"thiếu nội dung của trang “{name[:40]}”")
            if relation.kind == "worksheet":
                cells = Worksheet(self._budget, shared)
                cells.feed(self._taken(target))
                self._calls_out |= cells.calls_out
                yield Sheet(
                    name,
                    cells.cells,
                    state,
                    tuple(cells.merged),
                    cells.fonts,
                    cells.formats,
                    cells.computed.formulas,
                    tuple(cells.computed.arrays),
                )

    def _part(self, relation: Relation | None) -> str:
        """The part that a relation of the workbook leads to, empty for none."""
        return relation.leads_to("xl") if relation else ""

    def _shared(self) -> Shared:
        strings, formats = SharedStrings(self._budget), Formats(self._budget)
        target = self._part(self._relations.only("sharedStrings"))
        if target in self._parts:
            strings.feed(self._taken(target))
        target = self._part(self._relations.only("styles"))
        if target in self._parts:
            formats = self._parsed(target, Formats)
        return Shared(
            strings.strings,
            formats.kinds(),
            formats.fonts(),
            strings.fonts,
            self._listed.from_1904,
            formats.codes(),
        )

    def active(self) -> Iterator[str]:
        """Look at every part not yet read; then what is active or leads out of the file, in words."""
        self._look_at_the_rest()
        outside: set[str] = set().union(*(relations.outside for relations in self._all_relations))
        found = words_for_names(self._parts) | self._types.words_for(self._parts)
        found.update(*(relations.active for relations in self._all_relations))
        yield from (words for words in WORDS if words in found)
        if OTHER_FILE in found and any(b"ddeLink" in content for content in self._parts.values()):
            yield "liên kết DDE"
        if "hyperlink" in outside:
            yield "liên kết ra ngoài tệp (siêu liên kết)"
        if outside - {"hyperlink"}:
            yield "nội dung lấy từ ngoài tệp"
        if self._calls_out:
            yield "công thức gọi ra ngoài tệp"

    def _look_at_the_rest(self) -> None:
        for name in [name for name in self._parts if name not in self._done]:
            lower = name.lower()
            if lower.endswith(".rels"):
                self._all_relations.append(self._parsed(name, Relations))
            elif lower.startswith(_LOOKED_AT) and lower.endswith(".xml"):
                self._parsed(name, Part)


def _refuse_another_main_part(root: Relations, types: ContentTypes) -> None:
    """Programs find the workbook by the relation or by the type: both say it is the one read here."""
    mains = [each for each in root.inside.values() if each.kind == "officeDocument"]
    if [each.leads_to("") for each in mains] != [_WORKBOOK] or types.main - {_WORKBOOK}:
        raise Refused("T02", "không rõ phần chính của bảng tính")


class _Workbook(Part):
    """The list of sheets: name, relation, state; and the first day of the calendar."""

    namespaces = MAIN
    outermost = "workbook"
    names = frozenset({"workbookPr", "sheets", "sheet"})
    formulas = frozenset({"definedName"})

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.sheets: list[tuple[str, str, str]] = []
        self.from_1904 = False
        self._names: set[str] = set()
        self._section = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Sheets in the order of the tabs."""
        if self.depth == 2:
            self._section = name
        if name == "workbookPr" and self.depth == 2:
            self.from_1904 = attributes.get("date1904", "0") in {"1", "true"}
        elif name == "sheet" and self.depth == 3 and self._section == "sheets":
            self._add(attributes)

    def _add(self, attributes: dict[str, str]) -> None:
        relations = [attributes[key] for space in OFFICE if (key := f"{space} id") in attributes]
        name = printable(attributes.get("name", ""))
        if len(name) > limits.SHEET_NAME or len(relations) != 1:
            raise Refused("T02", f"trang “{name[:40]}” ghi không rõ ràng")
        if name.casefold() in self._names:
            raise Refused("T02", f"hai trang cùng tên “{name[:40]}”")
        self._names.add(name.casefold())
        self.sheets.append((name, relations[0], attributes.get("state", "visible")))
        if len(self.sheets) > limits.SHEETS:
            raise Refused("T05", "quá nhiều trang", limits.SHEETS)
