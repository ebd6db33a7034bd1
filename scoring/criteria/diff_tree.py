"""Groups and criteria of two sets side by side: added, removed, moved, renumbered, changed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scoring.criteria.coherence import nodes
from scoring.criteria.diff_words import asked, before_after, difference, in_words
from scoring.criteria.excel import tree
from scoring.criteria.excel.layout import TREE_SHEET, SetField
from scoring.criteria.schema import CriteriaSet, Criterion, Group
from scoring.criteria.tally import group_words
from scoring.criteria.units import Roster
from scoring.text import decapitalized, fold, show_number

_MAXIMUM = "Điểm tối đa"

Found = tuple[str, str, frozenset[str]]
"""Part of the set, what changed, the units touched."""


@dataclass(frozen=True, slots=True)
class _Node:
    """A group or criterion with its place: the code of its group, or the name of its block."""

    node: Group | Criterion
    parent: str
    scale: bool
    """True where its points count into the total maximum."""

    @property
    def is_group(self) -> bool:
        return isinstance(self.node, Group)

    @property
    def name(self) -> str:
        return f"{'Nhóm' if self.is_group else 'Tiêu chí'} {self.node.code} “{_short(self.node.text)}”"


def tree_changes(old: Roster, new: Roster) -> Iterator[Found]:
    """What differs between the trees, bonus and penalty included, in the order of the new set."""
    return _Comparison(old, new).changes()


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:59].rstrip()}…"


def _placed(criteria: CriteriaSet) -> dict[str, _Node]:
    found: dict[str, _Node] = {}
    ways: dict[tuple[Any, ...], str] = {}
    for keys, node in nodes(criteria):
        ways[keys] = node.code
        block, parent = tree.EXTRAS.get(str(keys[0])), ways.get(keys[:-2], "")
        added = parent not in found or (found[parent].scale and not _is_odd(found[parent].node))
        found[node.code] = _Node(node, block or parent, block is None and added)
    return found


def _is_odd(node: Group | Criterion) -> bool:
    """True for a group whose maximum is not the sum of what stands below it."""
    return isinstance(node, Group) and (node.cap is not None or node.only_one)


class _Comparison:
    """Two trees, with the codes of the new one for those of the old one."""

    def __init__(self, old: Roster, new: Roster) -> None:
        self._old, self._new = old, new
        self._was, self._now = _placed(old.criteria), _placed(new.criteria)
        self._renamed = self._renumbered()

    def _renumbered(self) -> dict[str, str]:
        """Old code -> new code: the same code, or the same words where only one of each has them."""
        same = {c: c for c in self._was if c in self._now and self._was[c].is_group == self._now[c].is_group}
        gone = [c for c in self._was if c not in same]
        come = [c for c in self._now if c not in same.values()]
        words_gone, words_come = (
            Counter((fold(side[c].node.text), side[c].is_group) for c in codes)
            for side, codes in ((self._was, gone), (self._now, come))
        )
        for code in gone:
            key = (fold(self._was[code].node.text), self._was[code].is_group)
            if words_gone[key] == words_come[key] == 1:
                same[code] = next(
                    c for c in come if (fold(self._now[c].node.text), self._now[c].is_group) == key
                )
        return same

    def changes(self) -> Iterator[Found]:
        for key, name in tree.EXTRAS.items():
            yield from self._extra(key, name)
        for code, node in self._was.items():
            if code not in self._renamed:
                yield self._one_sided("Bỏ", node, self._old, -1)
        before = {new: old for old, new in self._renamed.items()}
        for code, node in self._now.items():
            if code in before:
                yield from self._pair(before[code], self._was[before[code]], node)
            else:
                yield self._one_sided("Thêm", node, self._new, 1)
        yield from self._orders()

    def _extra(self, key: str, name: str) -> Iterator[Found]:
        was, now = (getattr(roster.criteria, key) for roster in (self._old, self._new))
        before, after = (extra.model_dump(mode="json") if extra else {} for extra in (was, now))
        texts = [(column, column.text(before), column.text(after)) for column in tree.EXTRA]
        said = [f"{_title(column)}: {before_after(a, b)}" for column, a, b in texts if a != b]
        if said:
            everybody = frozenset(unit.code for unit in self._new.evaluated)
            yield TREE_SHEET, f"{name}: {'; '.join(said)}", everybody

    def _one_sided(self, verb: str, node: _Node, roster: Roster, sign: int) -> Found:
        name = f"{verb} {decapitalized(node.name)}"
        if isinstance(node.node, Group):
            said = group_words(node.node)
            return TREE_SHEET, f"{name}, {said}" if said else name, frozenset()
        points = f", tối đa {show_number(node.node.max)} điểm, {node.node.rule.guide(node.node.max)}".rstrip(
            "."
        )
        effect = self._effect(Decimal(0), sign * node.node.max) if node.scale else ""
        return TREE_SHEET, f"{name}{points}{effect}", asked(roster, node.node)

    def _effect(self, old: Decimal, new: Decimal) -> str:
        return f"; tổng điểm tối đa của đơn vị phải chấm {difference(old, new)}"

    def _pair(self, code: str, was: _Node, now: _Node) -> Iterator[Found]:
        said: list[str] = []
        if code != now.node.code:
            said.append(f"đổi mã {code} → {now.node.code}")
        if self._renamed.get(was.parent, was.parent) != now.parent:
            said.append(f"chuyển từ {_inside(was.parent)} sang {_inside(now.parent)}")
        columns = tree.GROUP if now.is_group else tree.CRITERION
        before, after = (each.node.model_dump(mode="json") for each in (was, now))
        for column in columns:
            a, b = column.text(before), column.text(after)
            if a != b and column is not tree.CODE:
                said.append(f"{_title(column)}: {before_after(a, b)}")
        touched: frozenset[str] = frozenset()
        if isinstance(was.node, Criterion) and isinstance(now.node, Criterion):
            said += _rule_changes(was.node, now.node, before, after)
            if was.scale and now.scale and was.node.max != now.node.max:
                said[-1] += self._effect(was.node.max, now.node.max)
            old_units, new_units = asked(self._old, was.node), asked(self._new, now.node)
            said += self._moved_units(old_units, new_units)
            touched = old_units | new_units
        if said:
            yield TREE_SHEET, f"{now.name}: {'; '.join(said)}", touched

    def _moved_units(self, old: frozenset[str], new: frozenset[str]) -> Iterator[str]:
        """Units of both lists only: a unit that was added or removed is listed once, under Đơn vị."""
        stay = {unit.code for unit in self._old.evaluated} & {unit.code for unit in self._new.evaluated}
        for verb, codes in (("thêm đơn vị phải chấm", new - old), ("bớt đơn vị phải chấm", old - new)):
            if codes := codes & stay:
                yield f"{verb}: {in_words(codes, self._new, self._old)}"

    def _orders(self) -> Iterator[Found]:
        """Where the children of a group, or the groups themselves, stand in another order."""
        for parent in dict.fromkeys(node.parent for node in self._now.values()):
            now = [code for code, node in self._now.items() if node.parent == parent]
            was = [
                self._renamed[code]
                for code, node in self._was.items()
                if code in self._renamed and self._renamed.get(node.parent, node.parent) == parent
            ]
            now = [code for code in now if code in was]
            was = [code for code in was if code in now]
            if now != was:
                yield TREE_SHEET, f"Đổi thứ tự trong {_inside(parent)}: {', '.join(now)}", frozenset()


def _inside(parent: str) -> str:
    if not parent:
        return "cấp cao nhất"
    return f"phần “{parent}”" if parent in tree.EXTRAS.values() else f"nhóm {parent}"


def _title(column: SetField) -> str:
    return _MAXIMUM if column.title == tree.MAXIMUM.title else column.title


def _rule_changes(was: Criterion, now: Criterion, before: Any, after: Any) -> Iterator[str]:
    """The rule's settings; its details (mức, việc) in the words of the form."""
    old_rule, new_rule = before["rule"], after["rule"]
    old_guide, new_guide = was.rule.guide(was.max), now.rule.guide(now.max)
    if old_rule["kind"] != new_rule["kind"]:
        kinds = before_after(tree.RULES.show(old_rule["kind"]), tree.RULES.show(new_rule["kind"]))
        yield f"{tree.RULE}: {kinds} ({new_guide.rstrip('.')})"
        return
    for column in tree.PARAMETERS[new_rule["kind"]]:
        a, b = column.text(old_rule), column.text(new_rule)
        if a != b:
            yield f"{column.title}: {before_after(a, b)}"
    below = tree.BELOW.get(new_rule["kind"])
    if below and old_rule[below.key] != new_rule[below.key]:
        same = old_guide == new_guide
        yield (
            "cách ghi các mức, điểm không đổi"
            if same
            else f"{tree.RULE}: {before_after(old_guide, new_guide)}"
        )
