"""From a set's folder to a checked set, its units and both together.

Whatever is wrong ends in one SetError with every message that could be found, each with file and line.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from scoring.criteria import coherence, membership
from scoring.criteria.hashes import set_hash, shared_hash
from scoring.criteria.messages import in_vietnamese
from scoring.criteria.schema import CriteriaSet
from scoring.criteria.sheet import Cells, OpenSheet
from scoring.criteria.source import Mistake, Source
from scoring.criteria.unit_list import read_unit_rows
from scoring.criteria.units import Roster, Unit, UnitList
from scoring.criteria.yaml_source import read_yaml
from scoring.errors import SetError
from scoring.regular import MEGABYTE, IrregularError, Why, read_regular

__all__ = ["SetError", "content_of", "load_roster", "load_set", "load_units", "set_hash", "shared_hash"]

SET_FILE, UNITS_FILE, UNITS_WORKBOOK = "criteria.yaml", "units.yaml", "units.xlsx"
YAML_BYTES, WORKBOOK_BYTES = 2 * MEGABYTE, 20 * MEGABYTE
"""The sample's set has 80 kB. Reading YAML takes seconds a megabyte: thousands of units belong in Excel."""

Model = TypeVar("Model", bound=BaseModel)


def nobody_opens(file: str, content: bytes) -> Cells:
    """In the place of an :data:`OpenSheet` where the units are known to stand in units.yaml."""
    raise NotImplementedError(f"{file}: nobody was named who opens workbooks")


def load_roster(folder: Path, open_sheet: OpenSheet = nobody_opens) -> Roster:
    """The set and units of a folder, checked alone and against each other. Raises SetError.

    ``open_sheet`` opens units.xlsx: this room reads no workbooks, and the one above it does so under guard.
    """
    try:
        criteria, set_source = _read_set(folder)
    except SetError as broken:
        raise SetError(*broken.messages, *_messages_of_units(folder, open_sheet)) from None
    units, unit_source = _read_units(folder, open_sheet)
    roster = Roster(criteria, units)
    _refuse(membership.misfits(roster, set_source, unit_source))
    return roster


def load_set(folder: Path) -> CriteriaSet:
    """The criteria set of a folder, checked. Raises SetError."""
    return _read_set(folder)[0]


def load_units(folder: Path, open_sheet: OpenSheet = nobody_opens) -> tuple[Unit, ...]:
    """The units of a folder, from units.yaml or units.xlsx. Raises SetError.

    What depends on the set (kinds, blocks, exemptions) is checked by :func:`load_roster`.
    """
    return _read_units(folder, open_sheet)[0]


def _read_set(folder: Path) -> tuple[CriteriaSet, Source]:
    source = read_yaml(SET_FILE, content_of(folder, SET_FILE))
    return _checked(CriteriaSet, source, coherence.mistakes), source


def _read_units(folder: Path, open_sheet: OpenSheet) -> tuple[tuple[Unit, ...], Source]:
    if (folder / UNITS_WORKBOOK).exists():
        if (folder / UNITS_FILE).exists():
            both = f"{folder}: có cả {UNITS_FILE} và {UNITS_WORKBOOK}; chỉ giữ một danh sách đơn vị."
            raise SetError(both)
        content = content_of(folder, UNITS_WORKBOOK)
        source = read_unit_rows(UNITS_WORKBOOK, open_sheet(UNITS_WORKBOOK, content))
    else:
        source = read_yaml(UNITS_FILE, content_of(folder, UNITS_FILE))
    return _checked(UnitList, source, membership.repeated_units).units, source


def _checked(model: type[Model], source: Source, mistakes: Callable[[Model], Iterable[Mistake]]) -> Model:
    try:
        value = model.model_validate(source.data)
    except ValidationError as error:
        raise SetError(*in_vietnamese(error, model, source)) from None
    _refuse([source.message(*mistake) for mistake in mistakes(value)])
    return value


def _refuse(messages: list[str]) -> None:
    if messages:
        raise SetError(*messages)


def _messages_of_units(folder: Path, open_sheet: OpenSheet) -> tuple[str, ...]:
    try:
        _read_units(folder, open_sheet)
    except SetError as broken:
        return broken.messages
    return ()


def content_of(folder: Path, name: str) -> bytes:
    """The bytes of a file of a set's folder. Raises SetError where they cannot be read or are too many."""
    workbook = name == UNITS_WORKBOOK
    try:
        return read_regular(folder / name, WORKBOOK_BYTES if workbook else YAML_BYTES)
    except FileNotFoundError:
        says = f"{folder}: không có tệp {name}; thư mục của bộ tiêu chí cần {SET_FILE} và {UNITS_FILE}"
        raise SetError(f"{says} (hoặc {UNITS_WORKBOOK}).") from None
    except IrregularError as odd:
        raise SetError(f"{folder / name}: {odd.why}; {_remedy(odd.why, workbook)}.") from None
    except OSError:
        says = "không mở được tệp; đóng tệp nếu đang mở, kiểm tra quyền đọc"
        raise SetError(f"{folder / name}: {says}.") from None


def _remedy(why: Why, workbook: bool) -> str:
    if why is Why.KIND:
        return "thay bằng chính tệp ấy rồi chạy lại"
    if why is Why.MOVING:
        return "lưu xong rồi chạy lại"
    if workbook:
        return f"cho phép {WORKBOOK_BYTES // MEGABYTE} MB; chỉ để danh sách đơn vị"
    return f"cho phép {YAML_BYTES // MEGABYTE} MB; danh sách đơn vị dài thì ghi ở {UNITS_WORKBOOK}"
