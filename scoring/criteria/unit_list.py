"""The list of units kept in Excel: the same as units.yaml, for an office that prefers a table.

One row a unit on the first sheet, below a row of headings; titles above the headings do no harm.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from scoring.criteria.messages import proposal
from scoring.criteria.sheet import Cells, Raw, Unusable
from scoring.criteria.source import Keys, Source
from scoring.criteria.units import Unit
from scoring.errors import SetError
from scoring.text import clean, fold, is_blank, show_number

COLUMNS = {
    "Mã": "code",
    "Tên đơn vị": "name",
    "Loại": "kind",
    "Khối": "block",
    "Tên gọi khác": "aliases",
    "Không thuộc diện": "outside",
    "Mẫu": "sample",
    "Miễn": "exempt",
    "Chỉ tiêu": "targets",
    "Ghi chú": "note",
}
"""Heading (what follows in brackets is free) and the key of units.yaml it stands for."""

NEEDED = ("Mã", "Tên đơn vị", "Loại")
_IGNORED = "STT"
_YES = frozenset(map(fold, ("x", "Có", "Mẫu", "TRUE")))
_NO = frozenset(map(fold, ("", "Không", "FALSE")))

Row = Mapping[int, Raw]
"""The filled cells of a row by column, from 1."""


def read_unit_rows(file: str, cells: Cells) -> Source:
    """The rows as the plain data that units.yaml would give. Raises SetError with row and column."""
    rows: dict[int, dict[int, Raw]] = {}
    for (row, column), raw in sorted(cells.items(), key=lambda cell: cell[0]):
        rows.setdefault(row, {})[column] = raw
    top = next((n for n, row in rows.items() if _is_heading(row)), None)
    if top is None:
        raise SetError(f"{file}: không tìm thấy dòng tiêu đề có các cột {', '.join(NEEDED)}.")
    reading = _Reading(file, _columns(file, top, rows[top]))
    for n, below in rows.items():
        if n > top:
            reading.take(n, below)
    if reading.mistakes:
        raise SetError(*reading.mistakes)
    return Source(file, {"units": reading.units}, reading.places, keyed=False)


def unit_cells(unit: Unit) -> list[str]:
    """One row of the table, in the order of :data:`COLUMNS`: what :func:`read_unit_rows` reads back."""
    return [
        unit.code,
        unit.name,
        unit.kind,
        unit.block or "",
        "; ".join(unit.aliases),
        unit.outside,
        "x" if unit.sample else "",
        "; ".join(f"{exemption.code}: {exemption.basis}" for exemption in unit.exempt),
        "; ".join(f"{target.code}: {show_number(target.number)}" for target in unit.targets),
        unit.note,
    ]


def _heading(raw: Raw) -> str:
    return "" if isinstance(raw, Unusable) else fold(str(raw).split("(", maxsplit=1)[0])


_KEYS = {fold(title): key for title, key in COLUMNS.items()}
_TITLES = {key: title for title, key in COLUMNS.items()}


def _is_heading(row: Row) -> bool:
    return {fold(title) for title in NEEDED} <= set(map(_heading, row.values()))


def _columns(file: str, top: int, row: Row) -> dict[str, int]:
    """Key -> column number. Unknown and repeated headings are refused: nothing is lost in silence."""
    columns: dict[str, int] = {}
    for n, value in row.items():
        title = _heading(value)
        if title in ("", fold(_IGNORED)):
            continue
        where = f"{file}, dòng {top} (ô {cell_name(top - 1, n - 1)})"
        if title not in _KEYS:
            says = f"cột lạ “{clean(str(value))}”{proposal(clean(str(value)), COLUMNS)}"
            raise SetError(f"{where}: {says}; các cột được dùng: {', '.join(COLUMNS)}.")
        if _KEYS[title] in columns:
            raise SetError(f"{where}: có hai cột “{clean(str(value))}”; chỉ giữ một.")
        columns[_KEYS[title]] = n
    return columns


@dataclass(slots=True)
class _Reading:
    """The rows read so far."""

    file: str
    columns: dict[str, int]
    units: list[dict[str, Any]] = field(default_factory=list)
    places: dict[Keys, str] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)

    def take(self, n: int, row: Row) -> None:
        """One row of the sheet; a blank one is passed over."""
        if all(is_blank(row.get(column)) for column in self.columns.values()):
            return
        unit: dict[str, Any] = {}
        path: Keys = ("units", len(self.units))
        self.places[path] = f"dòng {n}"
        for key, column in self.columns.items():
            place = f"dòng {n}, cột “{_TITLES[key]}” (ô {cell_name(n - 1, column - 1)})"
            self.places[(*path, key)] = place
            try:
                value = _value(key, row.get(column, ""))
            except ValueError as error:
                self.mistakes.append(f"{self.file}, {place}: {error}.")
                continue
            if value not in ("", []):
                unit[key] = value
        self.units.append(unit)


def _value(key: str, cell: Raw) -> Any:
    """The cell as units.yaml would hold it. Raises ValueError with a Vietnamese sentence."""
    text = _text(cell)
    if key == "sample":
        return _flag(text)
    if key == "aliases":
        return list(_parts(text))
    if key == "exempt":
        return [_exemption(part) for part in _parts(text)]
    if key == "targets":
        return [_target(part) for part in _parts(text)]
    return text


def _text(cell: Raw) -> str:
    """Excel turns codes typed as numbers into figures: 1 is safe to read back, 1.1 may have been 1.10."""
    if isinstance(cell, Unusable):
        raise ValueError(cell.says)
    if isinstance(cell, str | bool):
        return clean(str(cell))
    if isinstance(cell, Decimal) and cell == cell.to_integral_value():
        return f"{cell:.0f}"
    raise ValueError("Excel đã đổi ô này thành số lẻ hoặc ngày; định dạng ô là Text rồi nhập lại")


def _flag(text: str) -> str:
    if fold(text) in _YES:
        return "true"
    if fold(text) in _NO:
        return ""
    raise ValueError(f"“{text}” không rõ ý; ghi x nếu là đơn vị mẫu, không thì để trống")


def _parts(text: str) -> Iterator[str]:
    return (part.strip() for part in text.split(";") if part.strip())


def _exemption(text: str) -> dict[str, str]:
    code, colon, basis = text.partition(":")
    if not colon:
        raise ValueError(f"“{text}” cần ghi mã, dấu hai chấm, căn cứ; nhiều mục ngăn cách bằng dấu chấm phẩy")
    return {"code": code.strip(), "basis": basis.strip()}


def _target(text: str) -> dict[str, str]:
    code, colon, number = text.partition(":")
    if not colon:
        raise ValueError(
            f"“{text}” cần ghi mã tiêu chí, dấu hai chấm, chỉ tiêu, ví dụ 2.3: 5; cách nhau bằng ;"
        )
    return {"code": code.strip(), "number": number.strip().replace(",", ".")}


def cell_name(row: int, column: int) -> str:
    """Numbers from 0 to an address: (0, 27) is ``AB1``."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"
