"""The frozen results of many wards as one: who is in, who is not and why, and the figures that follow."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from pathlib import PurePath

from scoring.criteria.schema import STAGE
from scoring.engine.model import State
from scoring.engine.points import rounded
from scoring.reports.final.frozen import Frozen, FrozenName, FrozenSet, FrozenUnit
from scoring.reports.letterhead import full_name
from scoring.text import clean, fold

REMIND = "Nhắc phường, xã chốt năm rồi gửi thư mục của lần chốt (lan-1, lan-2, …)."
_COMMITTEE = fold(full_name("UBND -")).removesuffix("-")
_NUMBERS = re.compile("([0-9]+)")
_PART = re.compile("lan-[0-9]+|chinh-thuc|nam|[0-9]{4}|outputs")


def ward_key(name: str) -> str:
    """Equal for all spellings of a ward: ``UBND phường Việt Hoà`` = ``Phường Việt Hòa``."""
    return fold(full_name(clean(name))).removeprefix(_COMMITTEE)


def folder_name(folder: PurePath) -> str:
    """What a place is called: its folder, or the first above it that is not named alike in every office."""
    names = [folder.name, *(parent.name for parent in folder.parents)]
    return next((name for name in names if name and not _PART.fullmatch(name)), folder.name)


def by_name(name: str) -> tuple[tuple[int, str], ...]:
    """A key that puts ``Phường 2`` before ``Phường 10``."""
    parts = _NUMBERS.split(ward_key(name))
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)


@dataclass(frozen=True, slots=True)
class Ward:
    """What one ward sent: its frozen results, the folder they lie in, the sha256 of its manifest."""

    name: str
    folder: str
    results: Frozen
    manifest: str

    @property
    def basis(self) -> tuple[object, ...]:
        """What has to be equal for results to be compared; honest files with the same hash have it so."""
        held, results = self.results.set, self.results
        rules = (held.rank_by, held.ties, held.scale, held.highest, held.places, held.bounds)
        return held.shared, rules, results.classes, results.blocks


@dataclass(frozen=True, slots=True)
class RefusedFolder:
    """A folder that does not count, why not, what to do. ``name`` is the folder's where no more is known."""

    name: str
    folder: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A ward of the list that nothing came from; ``proposal`` names a ward that came under a similar name."""

    name: str
    proposal: str = ""

    @property
    def reason(self) -> str:
        """That nothing came, and what may have been meant."""
        near = f" Có lẽ là “{self.proposal}” (đã gửi); nếu đúng, sửa tên trong danh sách."
        return f"Không có thư mục nào của phường, xã này.{near if self.proposal else ''}"


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit with its place among those of its block in all wards."""

    place: int
    ward: Ward
    unit: FrozenUnit


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of some units: evaluated, ranked, ranked by class (in the set's order), mean of the scores."""

    evaluated: int
    ranked: int
    classes: tuple[int, ...]
    mean: Decimal | None

    def share(self, best: int) -> Decimal | None:
        """Percent of the ranked units in the ``best`` best classes; None where nobody is ranked."""
        if not self.ranked:
            return None
        return rounded(Decimal(100 * sum(self.classes[:best])) / self.ranked, 2)


@dataclass(frozen=True)
class Rollup:
    """Comparable results of at least one ward. ``unlisted`` names wards that the list of wards does not."""

    year: int
    version: str
    wards: tuple[Ward, ...]
    refused: tuple[RefusedFolder, ...] = ()
    missing: tuple[Missing, ...] = ()
    unlisted: tuple[str, ...] = ()

    @property
    def set(self) -> FrozenSet:
        """The set as the first ward has it; what is shared of it is the same in all."""
        return self.wards[0].results.set

    @property
    def classes(self) -> tuple[FrozenName, ...]:
        """All classes, best first."""
        return self.wards[0].results.classes

    @cached_property
    def blocks(self) -> tuple[FrozenName, ...]:
        """The blocks in which somebody is evaluated, in the set's order."""
        held = {unit.block for ward in self.wards for unit in ward.results.units if is_evaluated(unit)}
        return tuple(block for block in self.wards[0].results.blocks if block.code in held)

    @property
    def banner(self) -> str:
        """What every sheet shows; empty once the set is issued."""
        return STAGE[self.set.status]

    @property
    def city(self) -> str:
        """Who stands above all these wards, empty where they do not agree."""
        above = {ward.results.issuer_above for ward in self.wards}
        return above.pop() if len(above) == 1 else ""

    @cached_property
    def ranking(self) -> dict[str, tuple[Placed, ...]]:
        """Block -> its ranked units of all wards, best first; equals by ward, as it stands in the list."""
        classes = [each.code for each in self.classes] if self.set.rank_by == "class" else None
        found: dict[str, list[tuple[Ward, FrozenUnit]]] = {block.code: [] for block in self.blocks}
        for ward in self.wards:
            for unit in ward.results.units:
                if unit.final is not None:
                    found[unit.block].append((ward, unit))
        return {code: tuple(_placed(units, classes, self.set.ties)) for code, units in found.items()}

    @cached_property
    def place(self) -> dict[tuple[str, str], int]:
        """(folder of the ward, unit) -> its place among those of its block in all wards."""
        return {
            (placed.ward.folder, placed.unit.code): placed.place
            for several in self.ranking.values()
            for placed in several
        }

    @property
    def not_counted(self) -> list[tuple[str, str, str, str, str]]:
        """Name, folder, state, reason and remedy of everything that does not count."""
        refused = [(each.name, each.folder, "không nhận", each.reason, each.remedy) for each in self.refused]
        missing = [(each.name, "", "còn thiếu", each.reason, REMIND) for each in self.missing]
        return refused + missing

    def summary(self, units: Iterable[FrozenUnit]) -> Summary:
        """The counts of some of the units."""
        evaluated = [unit for unit in units if is_evaluated(unit)]
        scores = [unit.final for unit in evaluated if unit.final is not None]
        classed = Counter(unit.class_.code for unit in evaluated if unit.class_ and unit.final is not None)
        return Summary(
            evaluated=len(evaluated),
            ranked=len(scores),
            classes=tuple(classed[each.code] for each in self.classes),
            mean=rounded(sum(scores, Decimal(0)) / len(scores), 2) if scores else None,
        )


def is_evaluated(unit: FrozenUnit) -> bool:
    """True where the unit belongs to the evaluation, whatever came of it; being left out hides nobody."""
    return unit.state is not State.OUTSIDE


def _placed(
    units: Sequence[tuple[Ward, FrozenUnit]], classes: list[str] | None, ties: str
) -> Iterable[Placed]:
    """Shared (1, 1, 3) or dense (1, 1, 2); a better class comes first where ``classes`` are given."""

    def worth(line: tuple[Ward, FrozenUnit]) -> tuple[int, Decimal]:
        unit = line[1]
        assert unit.final is not None and unit.class_ is not None, "a ranked unit has a score and a class"
        return (classes.index(unit.class_.code or "") if classes else 0, -unit.final)

    place = 1
    for _, tied in groupby(sorted(units, key=worth), key=worth):
        equals = list(tied)
        yield from (Placed(place, ward, unit) for ward, unit in equals)
        place += 1 if ties == "dense" else len(equals)
