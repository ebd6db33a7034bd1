"""Which cells of a sheet are computed, and by what; their results are read as any other value."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scoring.xlsx import limits
from scoring.xlsx.addresses import parse_address
from scoring.xlsx.grid import Address, Formula, Range
from scoring.xlsx.refused import Reason, Refused

NORMAL: Mapping[str, str] = {}
SHARED = "shared"
FILLS_OTHERS = frozenset({"array", "dataTable"})
"""Types of formulas: one that was filled down, and those that give the values of other cells too."""


@dataclass(slots=True)
class Computed:
    """The formulas of one sheet, gathered cell by cell."""

    formulas: dict[Address, Formula] = field(default_factory=dict)
    arrays: list[Range] = field(default_factory=list)
    _first: dict[str, Address] = field(default_factory=dict)

    def add(self, at: Address, text: str, attributes: Mapping[str, str]) -> None:
        """Keep a formula, and which cells it fills with its own. Raises :class:`Refused` for too many.

        A formula that was filled down is written once: the first cell has its text and an index ``si``, the
        others the index alone, and mean the same formula shifted as far as they are away. An array and a
        table of what-if values are written in their first cell, with the range ``ref`` that they fill.
        """
        kind, index = attributes.get("t", ""), attributes.get("si", "")
        if kind == SHARED and text:
            self._first[index] = at
        if kind == SHARED and not text and (first := self._first.get(index)):
            shift = at[0] - first[0], at[1] - first[1]
            self.formulas[at] = Formula(self.formulas[first].text, shift)
        else:
            self.formulas[at] = Formula("" if kind == "dataTable" else text)
        if kind in FILLS_OTHERS and "ref" in attributes:
            if len(self.arrays) >= limits.MERGES:
                raise Refused(Reason.ARRAYS, allowed=limits.MERGES)
            begin, _, end = attributes["ref"].partition(":")
            self.arrays.append((*parse_address(begin), *parse_address(end or begin)))
