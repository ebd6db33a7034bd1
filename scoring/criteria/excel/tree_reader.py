"""The rows of the sheet Tiêu chí back into the tree of groups and criteria."""

from dataclasses import dataclass, field
from typing import Any

from scoring.criteria.excel import tree
from scoring.criteria.excel.cells import text_of
from scoring.criteria.excel.layout import TREE_SHEET
from scoring.criteria.excel.reading import SetReading, SetRow
from scoring.criteria.messages import one_of, unknown
from scoring.criteria.source import Keys
from scoring.rules.in_excel import SetRows
from scoring.text import fold

_GROUP, _CRITERION = "group", "criterion"
_EXTRAS = {fold(name): key for key, name in tree.EXTRAS.items()}


def read_tree(reading: SetReading) -> None:
    """Read groups, bonus and penalty into the data of ``reading``."""
    reading.places[("groups",)] = f"trang “{TREE_SHEET}”"
    grid = reading.grid(TREE_SHEET, [column.title for column in tree.COLUMNS])
    if grid is None:
        return
    reading.data["groups"] = []
    walk = _Walk(reading)
    for row in grid.rows():
        walk.take(row)
    walk.close()


@dataclass(slots=True)
class _Open:
    """The criterion whose details are being read; ``below`` says which, if its rule has any."""

    rule: dict[str, Any]
    below: SetRows | None
    path: Keys
    place: str


@dataclass(slots=True)
class _Walk:
    """The way down the sheet."""

    reading: SetReading
    groups: dict[str, tuple[dict[str, Any], Keys]] = field(default_factory=dict)
    blocks: dict[str, int] = field(default_factory=dict)
    open: _Open | None = None
    lost: bool = False
    """True below a criterion that could not be understood: its details are not to blame."""

    def take(self, row: SetRow) -> None:
        """One row."""
        kind = self._kind(row)
        if kind is None:
            self.close(lost=True)
        elif kind in tree.DETAILS:
            self._detail(kind, row)
        elif kind == _CRITERION:
            self.close()
            self._criterion(row)
        else:
            self.close()
            self._refuse_unused(row, kind)
            if kind == _GROUP:
                self._group(row)
            else:
                self._block(kind, row)

    def _kind(self, row: SetRow) -> str | None:
        raw = row.cells.get(tree.ROW)
        if raw is None:
            words = one_of(tree.ROWS.labels.values())
            self.reading.refuse(row.at(tree.ROW), f"chưa ghi loại dòng; chọn một trong: {words}")
            return None
        try:
            return str(tree.ROWS.read(raw))
        except ValueError as error:
            self.reading.refuse(row.at(tree.ROW), str(error))
            return None

    def close(self, lost: bool = False) -> None:
        """The details of the criterion above are complete."""
        below = self.open.below if self.open else None
        if self.open and below and tree.is_needed(self.open.rule["kind"]) and not self.open.rule[below.key]:
            says = f"cách chấm này cần các dòng “{below.title}” ngay dưới tiêu chí"
            self.reading.refuse(self.open.place, says)
        self.open, self.lost = None, lost

    def _group(self, row: SetRow) -> None:
        group: dict[str, Any] = {}
        siblings, path = self._siblings(row, _GROUP)
        self.reading.fill(group, tree.GROUP, row, path)
        group["children"] = []
        siblings.append(group)
        if "code" in group:
            self.groups.setdefault(group["code"], (group, path))

    def _block(self, kind: str, row: SetRow) -> None:
        """The heading of the bonus or penalty block, of which a set has one each."""
        if kind in self.blocks:
            name = tree.ROWS.labels[kind]
            says = f"dòng “{name}” đã có ở dòng {self.blocks[kind]}; chỉ giữ một, các tiêu chí ghi “{name}”"
            self.reading.refuse(row.at(tree.ROW), f"{says} ở cột “{tree.PARENT}”")
            return
        self.blocks[kind] = row.number
        extra = self._extra(kind)
        self.reading.places[(kind,)] = row.place
        self.reading.fill(extra, tree.EXTRA, row, (kind,))

    def _criterion(self, row: SetRow) -> None:
        criterion: dict[str, Any] = {}
        siblings, path = self._siblings(row, _CRITERION)
        self.reading.fill(criterion, tree.CRITERION, row, path)
        siblings.append(criterion)
        place = row.at(tree.RULE)
        self.reading.places[(*path, "rule")] = place
        kind = self._rule(row, place)
        if kind is None:
            self.lost = True
            return
        self._refuse_unused(row, _CRITERION, kind)
        rule: dict[str, Any] = {"kind": kind}
        self.reading.fill(rule, tree.PARAMETERS[kind], row, (*path, "rule"))
        criterion["rule"] = rule
        below = tree.BELOW.get(kind)
        if below:
            rule[below.key] = []
        self.open = _Open(rule, below, (*path, "rule"), place)

    def _rule(self, row: SetRow, place: str) -> str | None:
        raw = row.cells.get(tree.RULE)
        if raw is None:
            self.reading.refuse(
                place, f"chưa ghi cách chấm; chọn một trong: {one_of(tree.RULES.labels.values())}"
            )
            return None
        try:
            return str(tree.RULES.read(raw))
        except ValueError as error:
            self.reading.refuse(place, str(error))
            return None

    def _detail(self, kind: str, row: SetRow) -> None:
        if self.lost:
            return
        below = self.open.below if self.open else None
        if self.open is None or below is None or below.title != kind:
            rules = [tree.RULES.labels[rule] for rule, rows in tree.BELOW.items() if rows.title == kind]
            says = f"dòng “{kind}” phải ở ngay dưới một tiêu chí có cách chấm {one_of(rules)}"
            self.reading.refuse(row.at(tree.ROW), says)
            return
        rule = self.open.rule
        self._refuse_unused(row, kind, rule["kind"])
        items, item = rule[below.key], dict[str, Any]()
        self.reading.fill(item, tree.DETAIL[rule["kind"]], row, (*self.open.path, below.key, len(items)))
        items.append(item)

    def _refuse_unused(self, row: SetRow, kind: str, rule: str = "") -> None:
        used = tree.titles_of(kind, rule)
        by_rule = kind == _CRITERION and rule
        here = f"cách chấm “{tree.RULES.labels[rule]}”" if by_rule else f"dòng “{tree.ROWS.labels[kind]}”"
        for title in row.cells:
            if title not in used:
                self.reading.refuse(row.at(title), f"{here} không dùng cột này; để trống")

    def _siblings(self, row: SetRow, kind: str) -> tuple[list[Any], Keys]:
        """The list the row belongs to and its way; a list thrown away where its group is not known."""
        found = self._parent(row, kind)
        if found is None:
            return [], ("lost", row.number)
        siblings, path = found
        return siblings, (*path, len(siblings))

    def _parent(self, row: SetRow, kind: str) -> tuple[list[Any], Keys] | None:
        place = row.at(tree.PARENT)
        raw = row.cells.get(tree.PARENT)
        if raw is None:
            if kind == _GROUP:
                return self.reading.data["groups"], ("groups",)
            self.reading.refuse(place, "chưa ghi tiêu chí thuộc nhóm nào; ghi mã nhóm ở trên")
            return None
        try:
            code = text_of(raw)
        except ValueError as error:
            self.reading.refuse(place, str(error))
            return None
        if kind == _CRITERION and fold(code) in _EXTRAS:
            key = _EXTRAS[fold(code)]
            return self._extra(key)["criteria"], (key, "criteria")
        if code not in self.groups:
            self.reading.refuse(place, f"{unknown('nhóm', code, self.groups)}; nhóm phải ở dòng trên")
            return None
        group, path = self.groups[code]
        return group["children"], (*path, "children")

    def _extra(self, key: str) -> dict[str, Any]:
        self.reading.places.setdefault((key,), f"trang “{TREE_SHEET}”, dòng “{tree.EXTRAS[key]}”")
        found: dict[str, Any] = self.reading.data.setdefault(key, {"criteria": []})
        return found
