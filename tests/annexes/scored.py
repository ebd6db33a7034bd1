"""How much of an annex came out right: place, maximum and rule of each row, and whether faults are listed."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from typing import TypeVar

from scoring.criteria.schema import CriteriaSet, Criterion, Extra, Group
from scoring.criteria.units import Roster
from scoring.rules.base import Rule
from scoring.rules.count import Count
from scoring.rules.deduction import Deduction
from scoring.rules.lateness import Lateness
from scoring.rules.levels import Levels
from scoring.rules.parts import Parts
from scoring.rules.ratio import Ratio
from scoring.rules.target import Target
from scoring.rules.yes_no import YesNo
from scoring.text import fold
from tests.annexes.told import MERGED, Annex, ToldRow, Way

_BLOCKS = {"bonus": "điểm thưởng", "penalty": "điểm trừ"}
SURE, SKIPPED = "Chắc chắn", "Bỏ qua"

Left, Right = TypeVar("Left"), TypeVar("Right")


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the sheet Cần xem: what was read, what it became, how sure."""

    source: str
    read: str
    meant: str
    sure: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A group, criterion or block of the set; ``parent`` is the text of what it hangs below."""

    item: Group | Criterion | Extra
    block: str
    parent: str = ""

    @property
    def name(self) -> str:
        return squeezed(self.item.text)

    @property
    def top(self) -> Decimal:
        """Its maximum: a group's follows from what is below where it is not stated."""
        return maximum(self.item)


@dataclass(slots=True)
class Score:
    """What became of one file. Each fault is a line that says which row, what was wanted, what came."""

    file: str
    rows: int = 0
    placed: int = 0
    criteria: int = 0
    ruled: int = 0
    facts: int = 0
    known: int = 0
    sure: int = 0
    faults: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def wrong(self, what: str, line: Listed | None) -> None:
        """A fault; one that nobody is asked about unless its line says so."""
        self.faults.append(f"{what} [{line.sure if line else 'không có dòng'}]")
        if line is None or line.sure == SURE:
            self.unlisted.append(what)


def squeezed(text: str) -> str:
    """Letters and digits only, so that spaces, line breaks and signs make no difference."""
    return re.sub(r"[\W_]", "", fold(text))


def maximum(item: Group | Criterion | Extra) -> Decimal:
    """The most points of a part of the set."""
    if isinstance(item, Criterion):
        return item.max
    if isinstance(item, Extra):
        return item.cap
    tops = [maximum(child) for child in item.children]
    return item.cap or item.max or (max(tops) if item.only_one else sum(tops, Decimal(0)))


def nodes_of(criteria: CriteriaSet) -> list[Node]:
    """Everything of the set in the order of a form."""
    found: list[Node] = []

    def below(item: Group | Criterion, parent: str) -> None:
        found.append(Node(item, "main", parent))
        for child in item.children if isinstance(item, Group) else ():
            below(child, squeezed(item.text))

    for group in criteria.groups:
        below(group, "")
    for block, extra in criteria.blocks_beside:
        found.append(Node(extra, block))
        found += [Node(each, block) for each in extra.criteria]
    return found


def way_of(rule: Rule, top: Decimal) -> Way:
    """The rule's name and numbers, as :mod:`tests.annexes.told` writes them."""
    match rule:
        case YesNo():
            return ("yes_no", rule.good)
        case Levels():
            return ("levels", *(level.worth(top) for level in rule.levels))
        case Parts():
            return ("parts", *(part.points for part in rule.parts))
        case Ratio(bands=()):
            return ("linear", rule.full_at, rule.round_to or Decimal(0))
        case Ratio():
            low = rule.bands[0].at_most is not None
            return ("low_bands" if low else "bands", *((band.bound, band.points) for band in rule.bands))
        case Count():
            return ("count", rule.each)
        case Deduction(each=None):
            return ("deduct_percent", rule.each_percent)
        case Deduction():
            return ("deduct", rule.each, rule.floor)
        case Lateness():
            return ("late", *((step.days, step.points) for step in rule.steps))
        case Target():
            return ("target", rule.target)
    return (rule.kind,)


def aligned(
    left: Sequence[Left], right: Sequence[Right], same: Callable[[Left, Right], bool]
) -> dict[int, Right]:
    """The most pairs that can be made without changing the order of either side."""
    best = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    equal = {(i, j) for i, j in product(range(len(left)), range(len(right))) if same(left[i], right[j])}
    for i in reversed(range(len(left))):
        for j in reversed(range(len(right))):
            taken = best[i + 1][j + 1] + 1 if (i, j) in equal else 0
            best[i][j] = max(taken, best[i + 1][j], best[i][j + 1])
    pairs: dict[int, Right] = {}
    i = j = 0
    while i < len(left) and j < len(right):
        if (i, j) in equal and best[i][j] == best[i + 1][j + 1] + 1:
            pairs[i] = right[j]
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def words(row: ToldRow) -> str:
    """What the row's line on the list has to show."""
    text = row.cells["t"] if row.cells["t"] not in ("", MERGED) else row.cells["v"]
    return squeezed(text)[:80]


def scored(annex: Annex, file: str, roster: Roster, listed: Sequence[Listed]) -> Score:
    """Holds a set and its list against what the annex says."""
    score = Score(file, rows=len(annex.rows))
    lines = aligned(annex.rows, listed, _shows)
    lines |= dict(_beside(annex.rows, listed, lines))
    nodes = nodes_of(roster.criteria)
    wanted = [row for row in annex.rows if row.kind in ("group", "criterion", "block")]
    there = aligned(wanted, nodes, _is_it)
    by_row = {id(row): there.get(n) for n, row in enumerate(wanted)}
    used = {id(node) for node in there.values()}
    spare = [node for node in nodes if id(node) not in used and not _goes_beside(node)]
    for n, row in enumerate(annex.rows):
        line = lines.get(n)
        score.sure += line is not None and line.sure in (SURE, SKIPPED)
        label = f"{n + 1}. {row.cells['n']} {row.cells['t']}".replace("\n", " ")[:70]
        if line is None:
            score.lost.append(label)
        _score_row(score, row, by_row.get(id(row)), roster.criteria, spare, label, line)
    for node in spare:
        score.wrong(f"không có trong văn bản: {node.item.text[:60]}", _about(node, listed))
    _facts(score, annex, roster.criteria, listed)
    return score


def _shows(row: ToldRow, line: Listed) -> bool:
    """True for the row's line; a group or criterion that is passed over has none."""
    kept = line.sure != SKIPPED or row.kind not in ("group", "criterion")
    return kept and not row.aside and words(row) in squeezed(line.read)


def _beside(
    rows: Sequence[ToldRow], listed: Sequence[Listed], lines: Mapping[int, Listed]
) -> Iterator[tuple[int, Listed]]:
    """The line of a group that has no row: its own where there is one, or that of the row it stands in."""
    used = {id(line) for line in lines.values()}
    for n, row in enumerate(rows):
        if row.aside:
            own = (each for each in listed if id(each) not in used and words(row) in squeezed(each.read))
            line = next(own, lines.get(n + 1))
            if line:
                yield n, line


def _is_it(row: ToldRow, node: Node) -> bool:
    if row.block != node.block or (row.kind == "block") != isinstance(node.item, Extra):
        return False
    if row.kind == "block":
        return True
    return isinstance(node.item, Group) == (row.kind == "group") and _called(row, node.name)


def _called(row: ToldRow, name: str) -> bool:
    """True where the name is the row's, with what else its cell holds or without."""
    return name.startswith((squeezed(row.name), squeezed(row.cells["t"])))


def _goes_beside(node: Node) -> bool:
    """A bonus beside a criterion, and the block that only such bonuses make."""
    if isinstance(node.item, Criterion):
        return node.item.beside is not None
    return isinstance(node.item, Extra)


def _about(node: Node, listed: Sequence[Listed]) -> Listed | None:
    return next((line for line in listed if node.name[:60] in squeezed(f"{line.read} {line.why}")), None)


def _score_row(
    score: Score,
    row: ToldRow,
    node: Node | None,
    criteria: CriteriaSet,
    spare: Sequence[Node],
    label: str,
    line: Listed | None,
) -> None:
    if row.kind in ("line", "skipped"):
        score.placed += all(words(row) != each.name[:80] for each in spare)
        return
    score.criteria += row.kind == "criterion"
    if node is None:
        score.wrong(f"{label}: không thấy ở phần {row.block}", line)
        return
    odd = list(_misplaced(row, node, criteria))
    if odd:
        score.wrong(f"{label}: {'; '.join(odd)}", line)
    elif row.unsure and line and line.sure == SURE:
        score.wrong(f"{label}: văn bản không rõ mà ghi {SURE}", line)
    else:
        score.placed += 1
    if row.kind == "criterion":
        amiss = _misruled(row, node)
        score.ruled += not amiss
        if amiss:
            score.wrong(f"{label}: {amiss}", line)


def _misplaced(row: ToldRow, node: Node, criteria: CriteriaSet) -> Iterator[str]:
    if row.block == "main" and not (_called(row.parent, node.parent) if row.parent else not node.parent):
        yield f"nằm dưới “{node.parent[:30]}”"
    tops = {row.top, Decimal(row.said["sum"])} if "sum" in row.said else {row.top}
    if node.top not in tops:
        yield f"điểm tối đa {node.top}, đúng là {row.top}"
    if "cap" in row.said and not (isinstance(node.item, Group) and node.item.cap == row.top):
        yield "thiếu mức trần của nhóm"
    if "one" in row.said and not (isinstance(node.item, Group) and node.item.only_one):
        yield "thiếu “chỉ chọn một”"
    if row.kind == "criterion" and isinstance(node.item, Criterion):
        beside = [each.max for each in criteria.bonus_beside(node.item.code)]
        if beside != ([row.beside] if row.beside else []):
            yield f"điểm thưởng đi kèm {list(map(str, beside))}"


def _misruled(row: ToldRow, node: Node) -> str:
    criterion = node.item
    assert isinstance(criterion, Criterion)
    way = way_of(criterion.rule, criterion.max)
    if way not in row.ways:
        return f"cách chấm {_told(way)}, đúng là {_told(row.ways[0])}"
    if criterion.not_applicable not in row.policies:
        return f"không phát sinh: {criterion.not_applicable}, đúng là {row.policies[0]}"
    if isinstance(criterion.rule, Levels) and not _in_order(row, criterion.rule):
        return "tên mức không theo thứ tự của văn bản"
    return ""


def _in_order(row: ToldRow, rule: Levels) -> bool:
    """Levels whose words stand in the text stand there in this order."""
    source, at = squeezed(f"{row.cells['h']} {row.cells['t']}"), 0
    for level in rule.levels:
        text = squeezed(level.text)
        found = source.find(text, at)
        if found < 0 and text in source:
            return False
        at = max(at, found)
    return True


def _told(way: Way) -> str:
    name, *numbers = way
    shown = ", ".join(f"{each[0]}: {each[1]}" if isinstance(each, tuple) else str(each) for each in numbers)
    return f"{name} ({shown})" if numbers else str(name)


def _facts(score: Score, annex: Annex, criteria: CriteriaSet, listed: Sequence[Listed]) -> None:
    """Classes, quota, conditions and the caps of blocks, where the document states them."""
    classes = {squeezed(each.name): each.at_least for each in criteria.classes}
    names = {each.code: squeezed(each.name) for each in criteria.classes}
    quota = {names[each.code]: each.percent for each in criteria.quota}
    effects = {squeezed(each.text): each.effect for each in criteria.conditions}
    wanted: list[tuple[str, object, object]] = []
    if annex.classes:
        stated = {squeezed(name): bound for name, bound in annex.classes}
        wanted.append(("xếp loại", classes, stated))
    for name, percent in annex.said.get("quota", {}).items():
        wanted.append((f"tỷ lệ {name}", quota.get(squeezed(name)), Decimal(percent)))
    for text, effect in annex.said.get("conditions", {}).items():
        wanted.append((text, effects.get(squeezed(text)), effect))
    for table in annex.said.get("tables", ()):
        if "cap" in table:
            extra = criteria.bonus if table["block"] == "bonus" else criteria.penalty
            wanted.append((_BLOCKS[table["block"]], extra and extra.cap, Decimal(table["cap"])))
    for what, came, right in wanted:
        score.facts += 1
        score.known += came == right
        if came != right:
            asked = next((line for line in listed if _is_asked(line) and _speaks_of(line, what)), None)
            score.wrong(f"{what}: {came}, đúng là {right}", asked)


def _is_asked(line: Listed) -> bool:
    return line.sure not in (SURE, SKIPPED)


def _speaks_of(line: Listed, what: str) -> bool:
    said = squeezed(f"{line.read} {line.meant} {line.why}")
    return any(squeezed(each) in said for each in (what, what.removeprefix("tỷ lệ ")))
