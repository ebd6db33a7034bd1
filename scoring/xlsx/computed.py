"""Which cells of a sheet are computed, and by what; their results are read as any other value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from scoring.xlsx import limits
from scoring.xlsx.container import Refused
from scoring.xlsx.grid import Address, Formula, Range

NORMAL: Mapping[str, str] = {}
_FILLS_OTHERS = {"array", "dataTable"}


@dataclass(slots=True)
class Computed:
    """The formulas of one sheet, gathered cell by cell. ``address``: how an address is read."""

    address: Callable[[str], Address]
    formulas: dict[Address, Formula] = field(default_factory=dict)
    arrays: list[Range] = field(default_factory=list)
    _first: dict[str, Address] = field(default_factory=dict)

    def add(self, at: Address, text: str, attributes: Mapping[str, str]) -> None:
        """Keep a formula, and which cells it fills with its own. Raises :class:`Refused` for too many."""
        kind, index = attributes.get("t", ""), attributes.get("si", "")
        if kind == "shared" and text:
            self._first[index] = at
        if kind == "shared" and not text and (first := self._first.get(index)):
            shift = at[0] - first[0], at[1] - first[1]
            self.formulas[at] = Formula(self.formulas[first].text, shift)
        else:
            self.formulas[at] = Formula("" if kind == "dataTable" else text)
        if kind in _FILLS_OTHERS and "ref" in attributes:
            if len(self.arrays) >= limits.MERGES:
                raise Refused("T05", "quá nhiều công thức mảng", limits.MERGES)
            begin, _, end = attributes["ref"].partition(":")
            self.arrays.append((*self.address(begin), *self.address(end or begin)))
