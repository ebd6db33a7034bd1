"""A unit's years as a drawing: total and groups in percent over the years, as lines in a box.

The page shows it as SVG; coordinates are in units of its view box.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from scoring.reports.years.joined import GroupKey, OverYears, Years, group_share, share
from scoring.reports.years.tables import percent
from scoring.sheets.look import LINES

WIDTH, HEIGHT = 640, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 16, 14, 30
TOTAL = "Điểm (% thang)"


@dataclass(frozen=True, slots=True)
class Series:
    """A line: its name, a short one for legends, its colour, and for every year the percent or None."""

    name: str
    short: str
    colour: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A value at its place in the box."""

    x: int
    y: int
    year: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A series as drawn; ``runs`` are the stretches without a gap, as points of a polyline."""

    series: Series
    dots: tuple[Dot, ...]
    runs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Lines, the years below them and the percent beside them, each with its place."""

    lines: tuple[DrawnLine, ...]
    years: tuple[tuple[int, int], ...]
    marks: tuple[tuple[int, int], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT


def series(years: Years, unit: OverYears) -> tuple[Series, ...]:
    """The total first, then the groups that the unit was asked in some year."""
    pairs = tuple(zip(years.years, unit.results, strict=True))
    total = tuple(percent(share(result.score if result else None, year)) for year, result in pairs)
    found = [(TOTAL, TOTAL, total)]
    found += [
        (f"{code}. {name}", f"Nhóm {code}", _of_group(unit, (code, folded)))
        for (code, folded), name in ((key, years.group_names[key]) for key in years.groups)
    ]
    asked = [each for each in found if any(value is not None for value in each[2])]
    return tuple(
        Series(name, short, LINES[n % len(LINES)], values) for n, (name, short, values) in enumerate(asked)
    )


def _of_group(unit: OverYears, key: GroupKey) -> tuple[Decimal | None, ...]:
    return tuple(percent(group_share(result, key)) for result in unit.results)


def drawing(years: Years, unit: OverYears) -> Drawing:
    """The lines of the unit; the box ends at 100, or above where a bonus or an unknown scale goes further."""
    found = series(years, unit)
    highest = max((value for each in found for value in each.values if value is not None), default=Decimal(0))
    top = max(100, int(-(-highest // 20)) * 20)
    across = [_across(n, len(years.years)) for n in range(len(years.years))]
    numbers = [year.year for year in years.years]
    return Drawing(
        lines=tuple(_line(each, across, numbers, top) for each in found),
        years=tuple(zip(across, numbers, strict=True)),
        marks=tuple((_down(Decimal(mark), top), mark) for mark in range(0, top + 1, top // 5)),
    )


def _line(each: Series, across: list[int], numbers: list[int], top: int) -> DrawnLine:
    dots = tuple(
        Dot(x, _down(value, top), year, value)
        for x, year, value in zip(across, numbers, each.values, strict=True)
        if value is not None
    )
    return DrawnLine(each, dots, tuple(_runs(each, across, top)))


def _runs(each: Series, across: list[int], top: int) -> Iterator[str]:
    run: list[str] = []
    for x, value in zip((*across, 0), (*each.values, None), strict=True):
        if value is not None:
            run.append(f"{x},{_down(value, top)}")
            continue
        if len(run) > 1:
            yield " ".join(run)
        run = []


def _across(number: int, count: int) -> int:
    room = WIDTH - _LEFT - _RIGHT
    return _LEFT + room * (2 * number + 1) // (2 * count)


def _down(value: Decimal, top: int) -> int:
    room = HEIGHT - _TOP - _BOTTOM
    return _TOP + int(room - room * value / top)
