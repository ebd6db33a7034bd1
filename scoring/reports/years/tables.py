"""The tables of the years, declared once for sheets, screen, page, JSON and Parquet."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from scoring.engine.points import rounded
from scoring.reports.years.joined import HUNDRED, OverYears, Years, key_of, rise
from scoring.sheets.table import Column, Table

NAMES = {"units": "Từng năm", "groups": "Theo nhóm", "changes": "Đổi trong bộ tiêu chí"}


def tables(years: Years) -> dict[str, Table]:
    """By the name that programs know them by."""
    return {"units": units(years), "groups": groups(years), "changes": changes(years)}


def units(years: Years) -> Table:
    """One row a unit and year, units in the order of the last year's places."""
    columns = (
        Column("unit"),
        Column("name", "Đơn vị", 32),
        Column("year", "Năm", 8, "points"),
        Column("score", "Điểm", 10, "fixed"),
        Column("class", "Xếp loại", 20),
        Column("overall", "Hạng chung", 9, "points"),
        Column("block", "Hạng khối", 9, "points"),
        Column("rise", "Lên (+), xuống (-) bậc so với năm trước", 14, "points"),
        Column("note", "Ghi chú", 34),
    )
    return Table(columns, tuple(row for each in years.units for row in _units(years, each)))


def _units(years: Years, each: OverYears) -> Iterator[tuple[object, ...]]:
    before = (None, *each.results)
    for year, was, result in zip(years.years, before, each.results, strict=False):
        if result:
            yield (
                each.unit, each.name, year.year, result.score, result.class_name, result.rank,
                result.in_block, rise(was, result), each.note,
            )  # fmt: skip


def groups(years: Years) -> Table:
    """One row a unit, year and group: the share of what counted for the unit."""
    columns = (
        Column("unit"),
        Column("name", "Đơn vị", 32),
        Column("year", "Năm", 8, "points"),
        Column("code", "Mã", 7),
        Column("group", "Nhóm", 52),
        Column("points", "Điểm", 10, "fixed"),
        Column("top", "Tối đa", 10, "fixed"),
        Column("share", "Tỷ lệ (%)", 9, "share"),
    )
    rows = (
        (
            each.unit, each.name, year.year, group.code, years.group_names[key_of(group)],
            group.points, group.top,
            percent(group.points * HUNDRED / group.top if group.top else None),
        )
        for each in years.units
        for year, result in zip(years.years, each.results, strict=True)
        for group in (result.groups if result else ())
    )  # fmt: skip
    return Table(columns, tuple(rows))


def changes(years: Years) -> Table:
    """What changed in the set from each year to the next, in words."""
    columns = (
        Column("before", "Từ năm", 8, "points"),
        Column("after", "Đến năm", 8, "points"),
        Column("part", "Phần", 24),
        Column("text", "Thay đổi", 84),
    )
    rows = ((each.before, each.after, *line) for each in years.changes for line in each.lines)
    return Table(columns, tuple(rows))


def percent(share: Decimal | None) -> Decimal | None:
    """With one decimal."""
    return None if share is None else rounded(share, 1)


def sentences(years: Years) -> Iterator[str]:
    """What an official says of the years, the comparable first."""
    for before, after in pairwise(range(len(years.years))):
        yield _between(years, before, after)
    for change in years.changes:
        yield f"Bộ tiêu chí từ năm {change.before} đến năm {change.after}: {change.verdict}"
    merged = [each for each in years.units if each.unit and each.note]
    for each in merged:
        yield f"{each.name}: {each.note[:1].lower()}{each.note[1:]}, nên không nối với năm sau."


def _between(years: Years, before: int, after: int) -> str:
    first, then = years.years[before], years.years[after]
    both = [(each, rise(each.results[before], each.results[after])) for each in years.units]
    moved = sorted(((by, each.name) for each, by in both if by is not None), key=lambda pair: pair[0])
    head = f"Từ năm {first.year} đến năm {then.year}"
    if not moved:
        return f"{head}: không có đơn vị nào có hạng ở cả hai năm."
    best, worst = moved[-1], moved[0]
    said = [f"{len(moved)} đơn vị có hạng ở cả hai năm"]
    said += [f"lên nhiều nhất là {best[1]} ({best[0]} bậc)"] if best[0] > 0 else []
    said += [f"xuống nhiều nhất là {worst[1]} ({-worst[0]} bậc)"] if worst[0] < 0 else []
    return f"{head}: {'; '.join(said)}."
