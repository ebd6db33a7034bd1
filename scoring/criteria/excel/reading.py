"""What was read so far of a workbook: plain data, the place of each value, and what is wrong, by cell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scoring.criteria.excel.layout import SetField, put
from scoring.criteria.messages import one_of, proposal
from scoring.criteria.sheet import Address, Book, Raw
from scoring.criteria.source import Keys
from scoring.criteria.unit_list import cell_name
from scoring.text import clean, fold, is_blank

_HEAD_WITHIN = 20
"""The row of headings is looked for in so many rows from the top."""


@dataclass(frozen=True, slots=True)
class SetRow:
    """One row of a table: the filled cells by title of their column."""

    sheet: "Grid"
    number: int
    cells: Mapping[str, Raw]

    @property
    def place(self) -> str:
        """The row in words."""
        return f"trang “{self.sheet.name}”, dòng {self.number}"

    def at(self, title: str) -> str:
        """The cell in words."""
        address = cell_name(self.number - 1, self.sheet.columns[title] - 1)
        return f"trang “{self.sheet.name}”, cột “{title}” (ô {address})"


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet whose headings were found: title -> column, and the rows below."""

    name: str
    head: int
    columns: Mapping[str, int]
    cells: Mapping[Address, Raw]

    def rows(self) -> Iterator[SetRow]:
        """The rows below the headings that hold anything."""
        titles = {column: title for title, column in self.columns.items()}
        filled: dict[int, dict[str, Raw]] = {}
        for (row, column), raw in sorted(self.cells.items(), key=lambda item: item[0]):
            if row > self.head and column in titles and not is_blank(raw):
                filled.setdefault(row, {})[titles[column]] = raw
        return (SetRow(self, number, cells) for number, cells in filled.items())


@dataclass(slots=True)
class SetReading:
    """Everything known of one workbook so far."""

    file: str
    book: Book
    data: dict[str, Any] = field(default_factory=dict)
    places: dict[Keys, str] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)
    flagged: set[str] = field(default_factory=set)
    torn: bool = False
    """True where a sheet or a column is missing: the rest cannot be judged as a set."""

    def refuse(self, place: str, says: str) -> None:
        """Note what is wrong at a place; the schema's own complaint about it is then left out."""
        self.messages.append(f"{self.file}, {place}: {says}.")
        self.flagged.add(place)

    def lacks(self, name: str) -> bool:
        """True where no sheet is called so, nor by a name that may be this one misspelt."""
        return not any(fold(each) == fold(name) for each in self.book) and not proposal(name, self.book)

    def sheet(self, name: str) -> Mapping[Address, Raw] | None:
        """The cells of a sheet, in any spelling of its name; its absence is noted."""
        found = next((each for each in self.book if fold(each) == fold(name)), None)
        if found is None:
            says = f"thiếu trang “{name}”{proposal(name, self.book)}"
            self.messages.append(f"{self.file}: {says}; tạo bảng Excel mới từ bộ tiêu chí để đối chiếu.")
            self.torn = True
            return None
        return self.book[found]

    def grid(self, name: str, titles: Sequence[str], newer: Sequence[str] = ()) -> Grid | None:
        """A sheet with its headings; None, with the reason noted, where one not ``newer`` is missing."""
        cells = self.sheet(name)
        if cells is None:
            return None
        wanted = {fold(title): title for title in titles}
        counts = dict.fromkeys(range(1, _HEAD_WITHIN + 1), 0)
        for (row, _), raw in cells.items():
            if row in counts and isinstance(raw, str) and fold(raw) in wanted:
                counts[row] += 1
        head = max(counts, key=lambda row: counts[row])
        columns = self._columns(name, {at: raw for at, raw in cells.items() if at[0] == head}, wanted)
        missing = [title for title in titles if title not in columns and title not in newer]
        if missing:
            says = f"không có cột {one_of(missing)} trên dòng tiêu đề"
            self.refuse(f"trang “{name}”", f"{says}; tạo bảng Excel mới từ bộ tiêu chí để đối chiếu")
            self.torn = True
            return None
        grid = Grid(name, head, columns, cells)
        self._refuse_without_heading(grid)
        return grid

    def _columns(self, name: str, heads: Mapping[Address, Raw], wanted: Mapping[str, str]) -> dict[str, int]:
        columns: dict[str, int] = {}
        for (row, column), raw in sorted(heads.items(), key=lambda item: item[0]):
            if is_blank(raw):
                continue
            typed = clean(str(raw)) if isinstance(raw, str) else ""
            place = f"trang “{name}”, ô {cell_name(row - 1, column - 1)}"
            title = wanted.get(fold(typed))
            if title is None:
                self.refuse(
                    place, f"cột lạ “{typed}”{proposal(typed, wanted.values())}; xóa cột này hoặc sửa tên cột"
                )
            elif title in columns:
                self.refuse(place, f"có hai cột “{title}”; chỉ giữ một")
            else:
                columns[title] = column
        return columns

    def _refuse_without_heading(self, grid: Grid) -> None:
        known = {
            column for (row, column), raw in grid.cells.items() if row == grid.head and not is_blank(raw)
        }
        for (row, column), raw in sorted(grid.cells.items(), key=lambda item: item[0]):
            if row > grid.head and column not in known and not is_blank(raw):
                place = f"trang “{grid.name}”, ô {cell_name(row - 1, column - 1)}"
                self.refuse(
                    place, "cột này không có tiêu đề nên không được đọc; chuyển vào đúng cột hoặc xóa"
                )
                return

    def fill(self, item: dict[str, Any], columns: Iterable[SetField], row: SetRow, path: Keys) -> None:
        """Put the row's cells into the item; what cannot be understood is noted and left out."""
        self.places.setdefault(path, row.place)
        for column in columns:
            self.value(item, column, row.cells.get(column.title), row.at(column.title), path)

    def value(self, item: dict[str, Any], column: SetField, raw: Raw | None, place: str, path: Keys) -> None:
        """One cell; ``path`` leads to the item."""
        for length in range(1, len(column.path)):
            self.places.setdefault((*path, *column.path[:length]), place)
        self.places[(*path, *column.path)] = place
        if raw is None or is_blank(raw):
            return
        try:
            put(item, column.path, column.kind.read(raw))
        except ValueError as error:
            self.refuse(place, str(error))
