"""What changed between two criteria sets, in words, and whom it touches.

Values are compared by what the workbook shows of them, so both speak the same language.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scoring.criteria.diff_tree import tree_changes
from scoring.criteria.diff_words import before_after, in_words, most
from scoring.criteria.excel.layout import (
    AFTER_TREE,
    BEFORE_TREE,
    GENERAL,
    GENERAL_SHEET,
    UNITS_SHEET,
    VERIFIERS,
    SetField,
    SetTable,
    items_of,
)
from scoring.criteria.unit_list import COLUMNS as UNIT_COLUMNS
from scoring.criteria.unit_list import unit_cells
from scoring.criteria.units import Roster, Unit
from scoring.text import show_number

_SCORING = frozenset({"year", "period", "scale", "score_on", "rounding", "ranking"})
_FOR_ALL = frozenset({"classes", "quota", "reports"})


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: the part of the set, what changed, and the codes of the units it touches."""

    part: str
    says: str
    touched: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every difference between two sets."""

    old: Roster
    new: Roster
    changes: tuple[Change, ...]

    @property
    def identical(self) -> bool:
        """True where not even a word differs."""
        return not self.changes

    def lines(self) -> Iterator[str]:
        """The whole comparison, part by part, with the verdict at the end."""
        part = ""
        for change in self.changes:
            if change.part != part:
                part = change.part
                yield f"{part}:"
            told = change.touched and part != UNITS_SHEET  # there the line names the unit itself
            whom = in_words(change.touched, self.new, self.old) if told else ""
            yield f"- {change.says}." + (f" Ảnh hưởng đến: {whom}." if whom else "")
        totals = list(self._totals())
        if totals:
            yield "Tổng điểm tối đa của đơn vị:"
            yield from totals
        yield self._verdict()

    def _both(self) -> Iterator[tuple[Unit, Decimal, Decimal]]:
        before = {unit.code: unit for unit in self.old.evaluated}
        for unit in self.new.evaluated:
            if unit.code in before:
                yield unit, most(self.old, before[unit.code]), most(self.new, unit)

    def _totals(self) -> Iterator[str]:
        moved: dict[tuple[Decimal, Decimal], list[str]] = {}
        for unit, old, new in self._both():
            if old != new:
                moved.setdefault((old, new), []).append(unit.code)
        for (old, new), codes in moved.items():
            yield f"- {show_number(old)} → {show_number(new)}: {in_words(codes, self.new, self.old)}."

    def _verdict(self) -> str:
        if self.identical:
            return f"Giống hệt nhau: “{self.old.criteria.id}” và “{self.new.criteria.id}”."
        touched = frozenset[str]().union(*(change.touched for change in self.changes))
        moved = sum(old != new for _, old, new in self._both())
        return (
            f"Khác nhau: {len(self.changes)} thay đổi, ảnh hưởng đến {len(touched)} đơn vị; "
            f"{moved} đơn vị đổi tổng điểm tối đa."
        )


def compare(old: Roster, new: Roster) -> Comparison:
    """Everything that differs between two sets and their units."""
    before, after = (roster.criteria.model_dump(mode="json") for roster in (old, new))
    everybody = frozenset(unit.code for unit in new.evaluated)
    changes = [
        Change(GENERAL_SHEET, says, everybody if column.path[0] in _SCORING else frozenset())
        for column in GENERAL
        for says in _altered([column], before, after)
    ]
    for table in BEFORE_TREE:
        changes += _list_changes(table, before, after, old, new)
    changes += [Change(*found) for found in tree_changes(old, new)]
    for table in AFTER_TREE:
        changes += _list_changes(table, before, after, old, new)
    changes += _unit_changes(old, new)
    return Comparison(old, new, tuple(changes))


def _altered(columns: Iterable[SetField], before: Any, after: Any) -> Iterator[str]:
    for column in columns:
        was, now = column.text(before), column.text(after)
        if was != now:
            yield f"{column.title}: {before_after(was, now)}"


def _list_changes(table: SetTable, before: Any, after: Any, old: Roster, new: Roster) -> Iterator[Change]:
    """Items are known by what stands in their first column."""
    was, now = _keyed(table, before), _keyed(table, after)
    for key, item in was.items():
        if key not in now:
            yield Change(table.sheet, f"Bỏ {_named(table, item)}", _touched(table, key, old, new))
    for key, item in now.items():
        if key not in was:
            yield Change(table.sheet, f"Thêm {_named(table, item)}", _touched(table, key, old, new))
            continue
        said = list(_altered(table.columns, was[key], item))
        if said:
            says = f"{table.columns[0].text(item)}: {'; '.join(said)}"
            yield Change(table.sheet, says, _touched(table, key, old, new))
    order = reordered(list(was), list(now))
    if order:
        whom = _handed_over(old, new) if table is VERIFIERS else frozenset()
        yield Change(table.sheet, f"Đổi thứ tự: {', '.join(code for code, _ in order)}", whom)


_Key = tuple[str, int]


def _keyed(table: SetTable, plain: Any) -> dict[_Key, Any]:
    """The items by code and, where a code is used again (tỷ lệ), by its count."""
    keyed: dict[_Key, Any] = {}
    for item in items_of(table, plain):
        code, count = table.columns[0].text(item), 0
        while (code, count) in keyed:
            count += 1
        keyed[code, count] = item
    return keyed


def reordered(was: Sequence[Any], now: Sequence[Any]) -> list[Any]:
    """What both have, in its new order; nothing where that is the old one."""
    common = [key for key in now if key in was]
    return common if common != [key for key in was if key in now] else []


def _named(table: SetTable, item: Any) -> str:
    first, *rest = (f"{column.title} “{column.text(item)}”" for column in table.columns if column.text(item))
    return "; ".join([first.removeprefix(f"{table.columns[0].title} "), *rest])


def _touched(table: SetTable, key: _Key, old: Roster, new: Roster) -> frozenset[str]:
    if table.key in _FOR_ALL:
        return frozenset(unit.code for unit in new.evaluated)
    return frozenset(
        unit.code
        for roster in (old, new)
        for unit in roster.evaluated
        if _is_about(table, key[0], roster, unit)
    )


def _is_about(table: SetTable, code: str, roster: Roster, unit: Unit) -> bool:
    if table.key == "blocks":
        return roster.block(unit) == code
    if table.key == "kinds":
        return unit.kind == code
    if table.key == "tasks":
        return any(task.code == code for task, _ in roster.tasks(unit))
    if table is VERIFIERS:
        return _taker(roster, unit) == code
    return table.key == "conditions" and any(each.code == code for each in roster.conditions(unit))


def _handed_over(old: Roster, new: Roster) -> frozenset[str]:
    """The units that another verifier takes now: the first of the list that may."""
    return frozenset(unit.code for unit in new.evaluated if _taker(old, unit) != _taker(new, unit))


def _taker(roster: Roster, unit: Unit) -> str:
    verifier = roster.verifier(unit)
    return verifier.code if verifier else ""


def _unit_changes(old: Roster, new: Roster) -> Iterator[Change]:
    was, now = ({unit.code: unit for unit in roster.units} for roster in (old, new))
    for code, unit in was.items():
        if code not in now:
            yield Change(UNITS_SHEET, f"Bỏ {unit.name} ({code})", frozenset({code}))
    for code, unit in now.items():
        if code not in was:
            top = f", tổng điểm tối đa {show_number(most(new, unit))}" if unit.evaluated else ""
            yield Change(UNITS_SHEET, f"Thêm {unit.name} ({code}){top}", frozenset({code}))
            continue
        pairs = zip(UNIT_COLUMNS, unit_cells(was[code]), unit_cells(unit), strict=True)
        said = [f"{title}: {before_after(a, b)}" for title, a, b in pairs if a != b]
        if not said and was[code] != unit:
            said = ["tên gọi khác hoặc căn cứ miễn có dấu chấm phẩy, tách thành các mục khác nhau"]
        if said:
            yield Change(UNITS_SHEET, f"{unit.name} ({code}): {'; '.join(said)}", frozenset({code}))
    order = reordered(list(was), list(now))
    if order:
        yield Change(UNITS_SHEET, "Đổi thứ tự các đơn vị")
