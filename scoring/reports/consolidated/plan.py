"""Where everything stands, settled before anything is written, so that sheets can point at each other."""

from collections.abc import Iterator
from dataclasses import field
from functools import cached_property
from typing import Literal

from scoring.criteria.schema import Block, CriteriaSet, Criterion, Extra, Group
from scoring.criteria.tally import group_title
from scoring.dataclass import dataclass
from scoring.engine.model import UnitResult
from scoring.engine.needs import rounding
from scoring.reports import limits
from scoring.reports.consolidated.parts import INDEX, part_name, spot
from scoring.sheets.address import cell, fixed, quoted
from scoring.sheets.safe import sheet_name
from scoring.standing.run import Consolidation

OVERVIEW, RANKING, GROUPS, COMPARED, STATISTICS, YEAR_TASKS, SUBMISSION, PROBLEMS, SOURCES, LOG = (
    "Tổng quan",
    "Xếp loại",
    "Điểm theo nhóm",
    "Tự chấm và thẩm định",
    "Thống kê tiêu chí",
    "Nhiệm vụ trong năm",
    "Tình trạng nộp",
    "Lỗi và lưu ý",
    "Nguồn điểm",
    "Nhật ký",
)
DETAIL_TOP, DETAIL_LEFT = 7, 3  # first row of points, first column of units
DETAIL_NAMES = DETAIL_TOP - 3  # the row of the units' names, the first of three header rows
RANKING_TOP = 10
SOURCES_TOP = 4

LineKind = Literal[
    "group",
    "leaf",
    "bonus",
    "penalty",
    "heading",
    "condition",
    "result",
    "helper",
    "relative",
    "best",
    "lost",
    "figure",
]

RESULTS = (
    ("main", "Tổng điểm chấm"),
    ("applicable", "Điểm tối đa áp dụng"),
    ("percent", "Tỷ lệ (%)"),
    ("score", "Điểm xếp loại (chưa làm tròn)"),
    ("shown", "Điểm xếp loại"),
    ("missing", "Số tiêu chí chưa có điểm"),
    ("class", "Xếp loại"),
    ("in_block", "Hạng trong khối"),
    ("overall", "Hạng chung"),
)
COMPUTED = ("computed", "Xếp loại theo điểm, điều kiện")
"""A result line, before the class, where a person decided the class of a unit of the block."""
HELPERS = (("by_points", "Bậc loại theo điểm (1 là cao nhất)"), ("final", "Bậc loại sau điều kiện"))


@dataclass(frozen=True, slots=True)
class DetailLine:
    """One row of a detail sheet; ``kind`` and ``code`` find it again.

    ``block``: the code by which the set names its bonus or penalty block. Of what classes need, a ``lost``
    line holds what rounding took from the points of an item, a ``figure`` line the figure that was entered.
    """

    kind: LineKind
    code: str
    text: str
    depth: int = 0
    criterion: Criterion | None = None
    group: Group | None = None
    block: str = ""


@dataclass(frozen=True)
class Detail:
    """The detail sheet of one block: criteria down, units across.

    A block of more units than a sheet has columns has several; ``before`` units stand on the earlier ones.
    """

    sheet: str
    block: Block
    units: tuple[UnitResult, ...]
    lines: tuple[DetailLine, ...]
    before: int = 0
    _row: dict[tuple[str, str], int] = field(init=False)
    _column: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        rows = {(line.kind, line.code): DETAIL_TOP + n for n, line in enumerate(self.lines)}
        columns = {result.unit: DETAIL_LEFT + n for n, result in enumerate(self.units)}
        object.__setattr__(self, "_row", rows)
        object.__setattr__(self, "_column", columns)

    def row(self, kind: LineKind, code: str) -> int | None:
        """The zero-based row of a line, None where the block has none."""
        return self._row.get((kind, code))

    def column(self, unit: str) -> int:
        """The zero-based column of a unit."""
        return self._column[unit]

    def at(self, unit: str, kind: LineKind, code: str) -> str | None:
        """``E12``: the unit's cell in a line, None where the block has no such line."""
        row = self.row(kind, code)
        return None if row is None else cell(row, self.column(unit))

    def away(self, unit: str, kind: LineKind, code: str) -> str | None:
        """The same, as another sheet writes it."""
        row = self.row(kind, code)
        return None if row is None else f"{quoted(self.sheet)}!{fixed(row, self.column(unit))}"

    def address(self, unit: str, kind: LineKind, code: str) -> str:
        """:meth:`away` of a line that the block has."""
        found = self.away(unit, kind, code)
        assert found, f"{self.sheet} has no line {kind} {code}"
        return found

    def name(self, unit: str) -> str:
        """The cell that holds the unit's name, as another sheet writes it."""
        return f"{quoted(self.sheet)}!{fixed(DETAIL_NAMES, self.column(unit))}"

    def item_away(self, unit: str, code: str) -> str | None:
        """:meth:`item`, as another sheet writes it."""
        return self.away(unit, *self._line_of(code))

    def item(self, unit: str, code: str) -> str | None:
        """The unit's points of a group, a criterion or a bonus block."""
        return self.at(unit, *self._line_of(code))

    def _line_of(self, code: str) -> tuple[LineKind, str]:
        block = next((line for line in self.lines if line.block and line.block == code), None)
        if block:
            return block.kind, block.code
        return ("group" if ("group", code) in self._row else "leaf"), code


@dataclass(frozen=True)
class Plan:
    """All addresses of a workbook. ``details``: by block, further sheets of a block under ``block (2)``."""

    run: Consolidation
    details: dict[str, Detail]
    ranking: dict[str, int]
    sources: dict[str, int]

    def detail(self, result: UnitResult) -> Detail:
        """The detail sheet a unit stands on. Raises KeyError where it has no points."""
        return self._detail[result.unit]

    @cached_property
    def _detail(self) -> dict[str, Detail]:
        return {result.unit: detail for detail in self.details.values() for result in detail.units}

    def ranked(self, unit: str, column: int) -> str:
        """A cell of the unit's row of the ranking table, as another sheet writes it."""
        sheet, row = spot(RANKING, RANKING_TOP, self.ranking[unit] - RANKING_TOP)
        return f"{quoted(sheet)}!{fixed(row, column)}"

    def source(self, unit: str) -> tuple[str, int]:
        """The sheet and row on which the sources of the unit's points begin."""
        return spot(SOURCES, SOURCES_TOP, self.sources[unit] - SOURCES_TOP)

    @property
    def ranking_rows(self) -> tuple[int, int] | None:
        """First and last row of the ranking table, None where nobody stands in it."""
        rows = self.ranking.values()
        return (min(rows), max(rows)) if rows else None


def make_plan(run: Consolidation) -> Plan:
    """Settle sheets, rows and columns for a run."""
    fixed = (OVERVIEW, RANKING, GROUPS, COMPARED, STATISTICS, YEAR_TASKS, SUBMISSION, PROBLEMS, SOURCES, LOG)
    taken = {name.casefold() for name in (*fixed, INDEX)}
    details = {}
    for block in run.blocks:
        units, room = run.scored(block.code), limits.COLUMNS - DETAIL_LEFT
        lines = tuple(_lines(run, units))
        for number, first in enumerate(range(0, len(units), room), 1):
            name = sheet_name(f"Chi tiết {short_block(block)}", taken)
            part = units[first : first + room]
            details[part_name(block.code, number)] = Detail(name, block, part, lines, first)
    placed = [result.unit for _, results in run.by_block for result in results]
    ranking = {unit: RANKING_TOP + n for n, unit in enumerate(placed)}
    return Plan(run, details, ranking, _source_rows(run))


def _source_rows(run: Consolidation) -> dict[str, int]:
    rows, row = {}, SOURCES_TOP
    for result in run.results.units:
        if result.card:
            rows[result.unit] = row
            row += len(result.card.marks) + len(run.roster.conditions(run.unit(result.unit)))
    return rows


def short_block(block: Block) -> str:
    """The block's name where the word "khối" already stands beside it."""
    name = block.name.removeprefix("Khối ").strip() or block.name
    return name[:1].upper() + name[1:]


def _lines(run: Consolidation, units: tuple[UnitResult, ...]) -> Iterator[DetailLine]:
    criteria = run.criteria
    wanted = {code for result in units if result.card for code in result.card.marks}
    for group in criteria.groups:
        yield from _group(criteria, group, wanted, 0)
    extras: tuple[tuple[LineKind, Extra | None], ...] = (
        ("bonus", criteria.bonus),
        ("penalty", criteria.penalty),
    )
    for kind, extra in extras:
        if extra and any(c.code in wanted for c in extra.criteria):
            yield DetailLine(kind, "", extra.text, block=extra.code or "")
            own = (c for c in extra.criteria if c.code in wanted and c.beside is None)
            yield from (DetailLine("leaf", c.code, c.text, 1, c) for c in own)
    held = {c.code for result in units for c in run.roster.conditions(run.unit(result.unit))}
    if held:
        yield DetailLine("heading", "conditions", "ĐIỀU KIỆN XẾP LOẠI")
        yield from (DetailLine("condition", c.code, c.text) for c in criteria.conditions if c.code in held)
    yield DetailLine("heading", "results", "KẾT QUẢ")
    decided = any(result.standing and result.standing.computed for result in units)
    for key, label in RESULTS:
        if key == "class" and decided:
            yield DetailLine("result", *COMPUTED)
        yield DetailLine("result", key, label)
    yield DetailLine(
        "heading", "helpers", "Phần phụ để tính, không in: điểm tối đa áp dụng từng mục và bậc loại"
    )
    yield from (DetailLine("helper", code, f"Tối đa áp dụng: {code}") for code in _items(run, wanted))
    for criterion in criteria.criteria.values():
        if criterion.code in wanted and criterion.rule.relative:
            yield DetailLine("relative", criterion.code, f"Số liệu: {criterion.code}", criterion=criterion)
            yield DetailLine("best", criterion.code, f"Số liệu cao nhất của khối: {criterion.code}")
    yield from _needed(run, units, wanted)
    if decided:
        yield DetailLine("helper", "computed", "Bậc loại theo điểm, điều kiện")
    for key, label in HELPERS:
        if key == "final" and any(c.lower_by for c in criteria.conditions if c.code in held):
            yield DetailLine("helper", "reached", "Bậc loại sau điều kiện, trước khi hạ loại")
        yield DetailLine("helper", key, label)


def _needed(run: Consolidation, units: tuple[UnitResult, ...], wanted: set[str]) -> Iterator[DetailLine]:
    """What the needs of classes look at beside points: figures, and what rounding took from a share."""
    criteria = run.criteria
    needs = [need for each in criteria.classes for need in each.needs]
    cards = [result.card for result in units if result.card]
    for code in dict.fromkeys(need.code for need in needs if need.at_least is not None):
        if code in wanted:
            yield DetailLine("figure", code, f"Số liệu để xét loại: {code}")
    for code in dict.fromkeys(need.code for need in needs if need.at_least is None):
        if any(rounding(criteria, code, card) for card in cards):
            yield DetailLine("lost", code, f"Điểm trước trừ điểm sau khi làm tròn: {code}")


def _group(criteria: CriteriaSet, group: Group, wanted: set[str], depth: int) -> Iterator[DetailLine]:
    if not any(leaf.code in wanted for leaf in group.leaves()):
        return
    yield DetailLine("group", group.code, group_title(group), depth, group=group)
    for child in group.children:
        if isinstance(child, Group):
            yield from _group(criteria, child, wanted, depth + 1)
        elif child.code in wanted:
            for each in (child, *criteria.bonus_beside(child.code)):
                yield DetailLine("leaf", each.code, each.text, depth + 1 + (each is not child), each)


def _items(run: Consolidation, wanted: set[str]) -> list[str]:
    """Groups and criteria whose applicable maximum somebody needs: sums, class needs, tie-breaks."""
    criteria = run.criteria
    named = [group.code for group in criteria.groups]
    named += [need.code for each in criteria.classes for need in each.needs]
    named += criteria.ranking.break_by
    return [code for code in dict.fromkeys(named) if wanted & set(criteria.leaves_below.get(code, ()))]
