"""A sheet of which the workbook has several copies: which one counts, and what is said if that is unclear."""

from collections.abc import Iterator, Sequence
from typing import Generic, Protocol, TypeVar

from scoring.dataclass import dataclass
from scoring.findings import Finding, Place, finding
from scoring.xlsx.grid import Sheet


class _OnSheet(Protocol):
    @property
    def sheet(self) -> Sheet: ...


class _Filled(Protocol):
    @property
    def is_filled(self) -> bool: ...


R = TypeVar("R", bound=_Filled)


@dataclass(frozen=True, slots=True)
class Copies(Generic[R]):
    """What was read from the copy that counts; ``sheets``: all of them where another might count as well."""

    counts: R
    taken: Sheet
    sheets: tuple[Sheet, ...] = ()


def counting(found: Sequence[tuple[_OnSheet, R]]) -> Copies[R]:
    """The copy that counts: the visible one where the others are hidden or empty.

    A hidden copy that is filled, beside an empty one that people see, may be meant: that is not clear.
    """
    filled = [each for each in found if each[1].is_filled]
    seen = [each for each in found if each[0].sheet.state == "visible"]
    seen_filled = [each for each in seen if each[1].is_filled]
    first, read = (seen_filled or filled or seen or found)[0]
    is_clear = len(seen_filled) == 1 or not filled or (not seen and len(filled) == 1)
    return Copies(read, first.sheet, () if is_clear else tuple(each.sheet for each, _ in found))


def told_twice(copies: Copies[R], title: str) -> Iterator[Finding]:
    """B09, which names all copies and says which of them are hidden."""
    if copies.sheets:
        names = ", ".join(f"“{sheet.name}”{_state(sheet)}" for sheet in copies.sheets)
        taken = copies.taken.name
        yield finding("B09", Place(taken), expected=title, found=names, taken=taken)


def _state(sheet: Sheet) -> str:
    return "" if sheet.state == "visible" else " (đang ẩn)"
