"""What is odd about the columns of a table that is read row by row: gone, doubled, cells merged."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from scoring.findings import Finding, Place, finding
from scoring.intake.locate import Header
from scoring.opening.opened import place_of
from scoring.xlsx.grid import Range, range_name


def lacking(
    header: Header, titles: Mapping[str, str], needed: Collection[str], single: Collection[str]
) -> Iterator[Finding]:
    """B07 for each ``needed`` column that is gone, B08 for each ``single`` one that stands there twice."""
    place = Place(header.sheet.name)
    for key in needed:
        if key not in header.columns:
            yield finding("B07", place, expected=titles[key])
    for key, columns in header.doubled.items():
        if key in single:
            cells = ", ".join(place_of(header.sheet, (header.row, column)).cell for column in columns)
            yield finding("B08", place, expected=titles[key], found=cells)


@dataclass
class Merges:
    """Looks for merged entry cells; each range is said once (C06), among the ``findings`` of the reader."""

    header: Header
    findings: list[Finding]
    _said: set[Range] = field(default_factory=set)

    def covers(self, row: int, key: str, criterion: str = "") -> bool:
        """True where the cell of a column is merged with others."""
        sheet, column = self.header.sheet, self.header.columns.get(key)
        area = sheet.merge_at((row, column)) if column else None
        if area is None:
            return False
        if area not in self._said:
            self._said.add(area)
            place = place_of(sheet, area[:2])
            self.findings.append(finding("C06", place, criterion=criterion, found=range_name(area)))
        return True
