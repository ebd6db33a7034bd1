"""The annexes as data: what stands in each row, and what has to come out of it.

``tables/*.yaml``; the keys of a row are explained in README.md beside this file. Every value is text here.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

TABLES = Path(__file__).parent / "tables"
HELD_OUT = "giu-lai-"
"""Files of this name are for the proof only: no pattern is written for them."""

MERGED = "^"
"""A cell that is merged with the one above."""

Way = tuple[Any, ...]
"""A rule in one line: its name and its numbers, such as ``("count", Decimal(2))``."""

_CELLS = ("n", "t", "m", "h", "e", "o", "k", "v", "p", "b")
_KINDS = {"g": "group", "c": "criterion", "x": "block", "l": "line", "s": "skipped", "page": "page"}
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A row of a table; ``parent`` is the row it belongs below, None at the top of its block."""

    kind: str
    depth: int
    cells: Mapping[str, str]
    said: Mapping[str, Any]
    block: str = "main"
    parent: "ToldRow | None" = None

    @property
    def name(self) -> str:
        """What the group or criterion is called in the set."""
        return plain(self.said.get("name", self.cells["t"]))

    @property
    def top(self) -> Decimal:
        """The maximum that a person reads there."""
        number = _NUMBER.search(self.said.get("max", self.cells["m"] or self.cells["b"]))
        assert number, f"{self.cells['t']}: no maximum"
        return Decimal(number[0].replace(",", "."))

    @property
    def ways(self) -> tuple[Way, ...]:
        """The rules that give the right points, the best one first."""
        wanted = [self.said.get("is", "direct"), *self.said.get("or", ())]
        return tuple(way for each in wanted for way in _equal(_way(each), self.top))

    @property
    def policies(self) -> tuple[str, ...]:
        """What the criterion may say of "không phát sinh"."""
        stated = self.said.get("na", "refused")
        return ("refused", "full", "excluded") if stated == "any" else (stated,)

    @property
    def unsure(self) -> bool:
        """True where the document is at odds with itself: somebody has to be asked."""
        return self.said.get("unsure") == "true"

    @property
    def aside(self) -> bool:
        """True for a group that has no row of its own: it stands in a merged cell beside its criteria."""
        return self.said.get("aside") == "true"

    @property
    def beside(self) -> Decimal | None:
        """The bonus beside the criterion."""
        return Decimal(self.said["beside"]) if "beside" in self.said else None


@dataclass(frozen=True, slots=True)
class ToldTable:
    """One table: what stands above it, its columns (title and pattern of the cells) and its rows."""

    above: Sequence[str]
    columns: Sequence[tuple[str, str]]
    rows: Sequence[ToldRow]
    font: str = ""
    over: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Annex:
    """A document with its tables, and what it says of classes, quota and conditions."""

    name: str
    said: Mapping[str, Any]

    @property
    def held_out(self) -> bool:
        return self.name.startswith(HELD_OUT)

    @property
    def wave(self) -> int:
        """Which time annexes were held out: ``giu-lai-2-…`` the second time; 0 for those never held out."""
        number = self.name.removeprefix(HELD_OUT).partition("-")[0]
        return int(number) if self.held_out and number.isdigit() else int(self.held_out)

    @property
    def below(self) -> Sequence[str]:
        return tuple(self.said.get("below", ()))

    @property
    def classes(self) -> tuple[tuple[str, Decimal], ...]:
        """Name and lower bound of each class, where the document says so."""
        return tuple((name, Decimal(bound)) for name, bound in self.said.get("classes", {}).items())

    def flag(self, key: str) -> bool:
        """A setting of the whole document."""
        return self.said.get(key) == "true"

    @cached_property
    def tables(self) -> tuple[ToldTable, ...]:
        """The tables in the order of the document."""
        tables = self.said.get("tables", [{**self.said, "above": ()}])
        return tuple(
            ToldTable(
                above=table.get("above", ()),
                columns=[(title, pattern) for title, pattern in table["columns"]],
                rows=tuple(_rows(table["rows"], table.get("block", "main"))),
                font=table.get("font", self.said.get("font", "")),
                over=table.get("over", {}),
            )
            for table in tables
        )

    @property
    def rows(self) -> tuple[ToldRow, ...]:
        """Every row that is to be found on the list of what was read."""
        return tuple(row for table in self.tables for row in table.rows if row.kind != "page")


def annexes() -> tuple[Annex, ...]:
    """All annexes, in the order of their names."""
    files = sorted(TABLES.glob("*.yaml"))
    return tuple(Annex(path.stem, yaml.load(path.read_bytes(), Loader=_Texts)) for path in files)


class _Texts(yaml.CBaseLoader):  # type: ignore[misc]
    """libyaml, fifteen times faster than ruamel.yaml; a key that is there twice is refused as there."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[str, Any]:
        keys = Counter(key.value for key, _ in node.value)
        assert all(times == 1 for times in keys.values()), f"{keys.most_common(1)} {node.start_mark}"
        found: dict[str, Any] = super().construct_mapping(node, deep=deep)
        return found


def plain(text: str) -> str:
    """The words without line breaks and doubled spaces."""
    return " ".join(text.split())


def _rows(said: Iterable[Mapping[str, Any]], block: str) -> Iterator[ToldRow]:
    above: dict[int, ToldRow] = {}
    last: ToldRow | None = None
    for item in said:
        kind, depth = next((name, item[key]) for key, name in _KINDS.items() if key in item)
        if kind == "block":
            block = item["x"]
            above = {}
        level = int(depth) if kind in ("group", "criterion") else 0
        parent = next((above[n] for n in range(level - 1, 0, -1) if n in above), None)
        cells = {key: item.get(key, "") for key in _CELLS}
        last = ToldRow(kind, level, cells, item, item.get("block", block), last if kind == "line" else parent)
        if kind == "line" and last.parent and last.parent.kind == "line":
            last = ToldRow(kind, level, cells, item, last.block, last.parent.parent)
        if kind == "group":
            above = {n: row for n, row in above.items() if n < level} | {level: last}
        yield last


def _way(stated: Any) -> Way:
    """``{count: 2}`` as the tuple that :func:`tests.annexes.scored.way_of` makes of a rule."""
    if isinstance(stated, str):
        return (stated, "Có") if stated == "yes_no" else (stated,)
    [(name, value)] = ((key, value) for key, value in stated.items() if key not in ("floor", "round"))
    if name in ("bands", "low_bands", "late"):
        return (name, *((Decimal(bound), Decimal(points)) for bound, points in value.items()))
    if name in ("levels", "parts"):
        return (name, *map(Decimal, value))
    if name == "target":
        return (name, None if value == "~" else Decimal(value))
    if name == "yes_no":
        return (name, None if value == "~" else value)
    extra = {"deduct": "floor", "linear": "round"}.get(name)
    more = (Decimal(stated.get(extra, 0)),) if extra else ()
    return (name, Decimal(value), *more)


def _equal(way: Way, top: Decimal) -> tuple[Way, ...]:
    """The same points by another rule: the unit picks the level that the figures would give."""
    name, *numbers = way
    nothing = Decimal(0)
    if name == "yes_no":
        return (way, ("levels", top, nothing))
    if name == "levels" and numbers == [top, nothing]:
        return (way, ("yes_no", "Có"))
    if name in ("bands", "low_bands"):
        return (way, ("levels", *(points for _, points in numbers)))
    if name == "late":
        return (way, ("levels", top, *(points for _, points in numbers if points), nothing))
    return (way,)
