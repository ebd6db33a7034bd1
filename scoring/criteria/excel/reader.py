"""From the cells of the workbook to a checked set and its units, or every mistake with sheet and cell."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from scoring.criteria import coherence, membership
from scoring.criteria.excel.choices import with_choices
from scoring.criteria.excel.layout import (
    GENERAL,
    GENERAL_SHEET,
    GENERAL_TITLES,
    SEVERITIES,
    TABLES,
    UNITS_SHEET,
    SetTable,
)
from scoring.criteria.excel.reading import SetReading, SetRow
from scoring.criteria.excel.tree_reader import read_tree
from scoring.criteria.excel.wording import in_columns
from scoring.criteria.messages import in_vietnamese, one_of, proposal
from scoring.criteria.schema import CriteriaSet
from scoring.criteria.sheet import Book, Unusable
from scoring.criteria.source import Source
from scoring.criteria.unit_list import COLUMNS as UNIT_COLUMNS
from scoring.criteria.unit_list import read_unit_rows
from scoring.criteria.units import Roster, UnitList
from scoring.errors import SetError
from scoring.text import clean, fold

_ITEM, _VALUE, _NOTE = GENERAL_TITLES


@dataclass(frozen=True, slots=True)
class TriedSet:
    """What became of a workbook: every mistake that could be found, and the set as far as it could be read.

    ``roster``: None where values are missing or no values; there as well where only its parts do not fit.
    """

    roster: Roster | None
    messages: tuple[str, ...] = ()


def read_set_book(file: str, book: Book) -> Roster:
    """The set and units of a workbook. Raises SetError with every mistake that could be found."""
    tried = try_set_book(file, book)
    if tried.messages or tried.roster is None:
        raise SetError(*tried.messages)
    return tried.roster


def try_set_book(file: str, book: Book) -> TriedSet:
    """The set and units of a workbook, the choices made beside it taken, and what is wrong with them."""
    try:
        reading = SetReading(file, with_choices(file, book))
    except SetError as error:
        return TriedSet(None, error.messages)
    _general(reading)
    for table in TABLES:
        _list(reading, table)
    read_tree(reading)
    units, unit_messages = _unit_source(reading)
    source = Source(file, reading.data, reading.places, keyed=False)
    criteria, set_messages = _validated(reading, source)
    listed, list_messages = _listed(units)
    found = [*reading.messages, *set_messages, *unit_messages, *list_messages]
    if criteria is None or listed is None or units is None:
        return TriedSet(None, tuple(found))
    roster = Roster(criteria, listed.units)
    if found:
        return TriedSet(roster, tuple(found))
    across = membership.misfits(roster, source, units)
    return TriedSet(roster, tuple(in_columns(file, message) for message in across))


def _general(reading: SetReading) -> None:
    grid = reading.grid(GENERAL_SHEET, (_ITEM, _VALUE, _NOTE))
    if grid is None:
        return
    titles = {fold(column.title): column.title for column in GENERAL}
    rows: dict[str, SetRow] = {}
    for row in grid.rows():
        typed = clean(str(row.cells.get(_ITEM, "")))
        title = titles.get(fold(typed))
        if title is None:
            if _VALUE in row.cells or typed:
                says = f"mục lạ “{typed}”{proposal(typed, titles.values())}; sửa tên mục hoặc xóa dòng"
                reading.refuse(row.at(_ITEM), says)
        elif title in rows:
            reading.refuse(row.at(_ITEM), f"mục “{title}” đã có ở dòng {rows[title].number}; chỉ giữ một")
        else:
            rows[title] = row
    missing = [each.title for each in GENERAL if each.title not in rows and not each.newer]
    if missing:
        reading.refuse(f"trang “{GENERAL_SHEET}”", f"thiếu mục {one_of(missing)}")
    for column in GENERAL:
        line = rows.get(column.title)
        sheet = f"trang “{GENERAL_SHEET}”"
        place = f"{sheet}, mục “{column.title}” ({_address(line)})" if line else sheet
        reading.value(reading.data, column, line.cells.get(_VALUE) if line else None, place, ())


def _address(row: SetRow) -> str:
    return row.at(_VALUE).rpartition("(")[2].rstrip(")")


def _list(reading: SetReading, table: SetTable) -> None:
    reading.places[(table.key,)] = f"trang “{table.sheet}”"
    if table.newer and reading.lacks(table.sheet):
        return
    newer = [column.title for column in table.columns if column.newer]
    grid = reading.grid(table.sheet, [column.title for column in table.columns], newer)
    if grid is None:
        return
    columns = [column for column in table.columns if column.title in grid.columns]
    items: list[dict[str, Any]] = []
    for row in grid.rows():
        item: dict[str, Any] = {}
        reading.fill(item, columns, row, (table.key, len(items)))
        items.append(item)
        if table is SEVERITIES:
            _severity(reading, row, item)
    if table is not SEVERITIES:
        reading.data[table.key] = items


def _severity(reading: SetReading, row: SetRow, item: dict[str, Any]) -> None:
    """Severities are a mapping in the set, so a code can stand there once only."""
    code_title, level_title = (column.title for column in SEVERITIES.columns)
    levels = reading.data.setdefault(SEVERITIES.key, {})
    if "code" not in item or "severity" not in item:
        blank = [title for title in (code_title, level_title) if title not in row.cells]
        for title in blank:
            reading.refuse(row.at(title), "thiếu giá trị bắt buộc này")
    elif item["code"] in levels:
        reading.refuse(row.at(code_title), f"mã lỗi “{item['code']}” đã dùng ở trên")
    else:
        levels[item["code"]] = item["severity"]
        reading.places[(SEVERITIES.key, item["code"])] = row.at(code_title)


def _validated(reading: SetReading, source: Source) -> tuple[CriteriaSet | None, list[str]]:
    """The set, or what the schema says of it at places that are not complained about already."""
    if reading.torn:
        return None, []
    try:
        criteria = CriteriaSet.model_validate(reading.data)
    except ValidationError as error:
        return None, list(_fresh(reading, in_vietnamese(error, CriteriaSet, source)))
    if reading.messages:
        return None, []
    flaws = [in_columns(reading.file, source.message(*mistake)) for mistake in coherence.mistakes(criteria)]
    return criteria, flaws


def _fresh(reading: SetReading, messages: Iterator[str]) -> Iterator[str]:
    known = tuple(f"{reading.file}, {place}: " for place in reading.flagged)
    return (in_columns(reading.file, message) for message in messages if not message.startswith(known))


def _unit_source(reading: SetReading) -> tuple[Source | None, tuple[str, ...]]:
    cells = reading.sheet(UNITS_SHEET)
    if cells is None:
        return None, ()
    file = f"{reading.file}, trang “{UNITS_SHEET}”"
    grid = reading.grid(UNITS_SHEET, list(UNIT_COLUMNS))
    if grid is None:
        return None, ()
    for row in grid.rows():
        for title, raw in row.cells.items():
            if isinstance(raw, Unusable):
                reading.refuse(row.at(title), raw.says)
    usable = {address: raw for address, raw in cells.items() if not isinstance(raw, Unusable)}
    try:
        return read_unit_rows(file, usable), ()
    except SetError as error:
        return None, error.messages


def _listed(source: Source | None) -> tuple[UnitList | None, list[str]]:
    if source is None:
        return None, []
    model: type[BaseModel] = UnitList
    try:
        listed = UnitList.model_validate(source.data)
    except ValidationError as error:
        return None, list(in_vietnamese(error, model, source))
    return listed, [source.message(*mistake) for mistake in membership.repeated_units(listed)]
