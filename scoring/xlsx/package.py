"""A workbook's parts, and how they hang together: sheets in order, what they share, what is active.

Every part is looked at before a word is believed; a part that is listed has to be there.
"""

import re
from collections.abc import Iterator, Mapping

from scoring.xlsx import limits
from scoring.xlsx.active import Active, ContentTypes, active_names
from scoring.xlsx.budget import Budget
from scoring.xlsx.formats import Formats
from scoring.xlsx.grid import Sheet, Workbook
from scoring.xlsx.markup import MAIN, Known, PartParser, parsed
from scoring.xlsx.part_names import part_at
from scoring.xlsx.refused import Reason, Refused
from scoring.xlsx.relations import OFFICE, Relation, Relations
from scoring.xlsx.strings import SharedStrings, printable
from scoring.xlsx.styling import Styling, styling_of
from scoring.xlsx.worksheet import Shared, Worksheet

_USUAL_MAIN = "xl/workbook.xml"
_ROOT = "_rels/.rels"
_TYPES = "[content_types].xml"
_BOOLEANS = {"1": True, "true": True, "0": False, "false": False}
_LOOKED_AT = ("xl/", "_rels/", "docprops/", "[")
_SHOWN = 40  # characters of a name that a refusal repeats: a stranger chose it
_DDE = re.compile(b"d\0?d\0?e\0?L\0?i\0?n\0?k")  # in whichever encoding XML has


def read(parts: Mapping[str, bytes], times: int = 1) -> Workbook:
    """The workbook that the parts (by key) hold. Raises :class:`Refused`, and ExpatError for no XML."""
    reader = _Reader(parts, times)
    return Workbook(tuple(reader.sheets()), tuple(reader.active()))


class _Reader:
    """Reads each part once, in the order in which they need one another."""

    def __init__(self, parts: Mapping[str, bytes], times: int) -> None:
        self._parts = parts
        self._budget = Budget(times)
        self._done: set[str] = set()
        root, self._types = self._parsed(_ROOT, Relations), self._parsed(_TYPES, ContentTypes)
        main = self._main_part(root)
        self._folder, _, name = main.rpartition("/")
        self._listed = self._parsed(main, _Workbook)
        self._relations = self._parsed(part_at(self._folder, f"_rels/{name}.rels"), Relations)
        self._all_relations = [root, self._relations]
        self._calls_out = self._listed.calls_out

    def _taken(self, name: str) -> bytes:
        if name not in self._parts:
            raise Refused(Reason.MISSING_PART, name[:_SHOWN])
        self._done.add(name)
        content = self._parts[name]
        self._budget.take_xml(len(content))
        return content

    def _parsed(self, name: str, kind: type[Known]) -> Known:
        return parsed(kind, self._taken(name), self._budget)

    def _main_part(self, root: Relations) -> str:
        """Programs find the workbook by the relation, the type or its usual name: all three say the same."""
        relation = root.only("officeDocument")
        if relation is None:
            raise Refused(Reason.NO_MAIN_PART)
        main = relation.leads_to("")
        if self._types.main - {main} or (main != _USUAL_MAIN and _USUAL_MAIN in self._parts):
            raise Refused(Reason.UNCLEAR_MAIN_PART)
        return main

    def sheets(self) -> Iterator[Sheet]:
        """The worksheets in order: chart sheets hold no cells, a macro's module has no relation at all."""
        shared = self._shared()
        for name, identity, state in self._listed.sheets:
            if not identity:
                continue
            relation = self._relations.inside.get(identity)
            if relation and relation.kind != "worksheet":
                continue
            target = self._part(relation) if relation else ""
            if target not in self._parts or target in self._done:
                raise Refused(Reason.MISSING_SHEET, name[:_SHOWN])
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

    def _part(self, relation: Relation) -> str:
        """The part that a relation of the workbook leads to."""
        return relation.leads_to(self._folder)

    def _shared(self) -> Shared:
        strings, styling = SharedStrings(self._budget), Styling(from_1904=self._listed.from_1904)
        texts, styles = self._relations.only("sharedStrings"), self._relations.only("styles")
        if texts:
            strings.feed(self._taken(self._part(texts)))
        if styles:
            content = self._taken(self._part(styles))
            formats = parsed(Formats, content, self._budget)
            styling = styling_of(formats, content, from_1904=self._listed.from_1904)
        return Shared(strings.strings, strings.fonts, styling)

    def active(self) -> list[Active]:
        """Look at every part not yet read; then what is active or leads out of the file."""
        self._look_at_the_rest()
        outside: set[str] = set().union(*(relations.outside for relations in self._all_relations))
        active = active_names(self._parts) | self._types.active_among(self._parts)
        active.update(*(relations.active for relations in self._all_relations))
        if Active.OTHER_FILE in active and any(map(_DDE.search, self._parts.values())):
            active.add(Active.DDE)
        if "hyperlink" in outside:
            active.add(Active.HYPERLINK)
        if outside - {"hyperlink"}:
            active.add(Active.FETCHED)
        if self._calls_out:
            active.add(Active.FORMULA)
        return [each for each in Active if each in active]

    def _look_at_the_rest(self) -> None:
        for name in [name for name in self._parts if name not in self._done]:
            if not self._parts[name]:
                continue
            if name.endswith(".rels"):
                self._all_relations.append(self._parsed(name, Relations))
            elif name.startswith((*_LOOKED_AT, self._folder)) and name.endswith(".xml"):
                self._parsed(name, PartParser)


class _Workbook(PartParser):
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
            self.from_1904 = self._is_true(attributes.get("date1904", "0"))
        elif name == "sheet" and self.depth == 3 and self._section == "sheets":
            self._add(attributes)

    def _is_true(self, text: str) -> bool:
        if text not in _BOOLEANS:
            raise Refused(Reason.UNCLEAR_CALENDAR)
        return _BOOLEANS[text]

    def _add(self, attributes: dict[str, str]) -> None:
        relations = [attributes[key] for space in OFFICE if (key := f"{space} id") in attributes]
        name = printable(attributes.get("name", ""))
        if len(name) > limits.SHEET_NAME or len(relations) != 1:
            raise Refused(Reason.UNCLEAR_SHEET, name[:_SHOWN])
        if name.casefold() in self._names:
            raise Refused(Reason.SAME_SHEET, name[:_SHOWN])
        self._names.add(name.casefold())
        self.sheets.append((name, relations[0], attributes.get("state", "visible")))
        if len(self.sheets) > limits.SHEETS:
            raise Refused(Reason.SHEETS, allowed=limits.SHEETS)
