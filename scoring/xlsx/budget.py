"""What a workbook as a whole may take, counted down while it is read."""

from scoring.xlsx import limits
from scoring.xlsx.refused import Reason, Refused


class Budget:
    """What is left of the limits that hold for a workbook as a whole, or ``times`` as much."""

    def __init__(self, times: int = 1) -> None:
        self.times = times
        self.xml = limits.XML_BYTES * times
        self.elements = limits.ELEMENTS * times
        self.cells = limits.CELLS * times
        self.shown = limits.SHOWN * times
        self.formulas = limits.FORMULAS * times
        self.rows = limits.ROWS * times

    def state(self) -> tuple[int, int, int, int]:
        """What is left now, for :meth:`back_to`."""
        return self.elements, self.cells, self.shown, self.formulas

    def back_to(self, state: tuple[int, int, int, int]) -> None:
        """Undo what was taken since ``state``, where the parser reads a part again that the sweep gave up."""
        self.elements, self.cells, self.shown, self.formulas = state

    def take_row(self, cells: int, shown: int, formulas: int) -> None:
        """Count what is known to fit."""
        self.cells -= cells
        self.shown -= shown
        self.formulas -= formulas

    def take_xml(self, count: int) -> None:
        """Count the bytes of a part to be parsed. Raises :class:`Refused` where there are too many."""
        self.xml -= count
        if self.xml < 0:
            raise Refused(Reason.INFLATED_SIZE, allowed=limits.XML_BYTES * self.times)

    def take_elements(self, count: int) -> None:
        """Count elements. Raises :class:`Refused` where there are too many."""
        self.elements -= count
        if self.elements < 0:
            raise Refused(Reason.ELEMENTS, allowed=limits.ELEMENTS * self.times)

    def take_formula(self, characters: int) -> None:
        """Count a formula's characters. Raises :class:`Refused` where there are too many."""
        self.formulas -= characters
        if self.formulas < 0:
            raise Refused(Reason.FORMULAS, allowed=limits.FORMULAS * self.times)
