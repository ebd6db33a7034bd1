"""What a sheet holds that an office typed: cells by address. Whoever opens the file hands them in."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from scoring.dataclass import dataclass
from scoring.text import clean


@dataclass(frozen=True, slots=True)
class Unusable:
    """A cell without a value that anybody typed; ``says`` gives the reason, with its remedy."""

    says: str


Raw = str | Decimal | bool | date | Unusable
Address = tuple[int, int]
"""Row and column, both from 1."""

Cells = Mapping[Address, Raw]
"""The filled cells of one sheet."""

Book = Mapping[str, Cells]
"""The filled cells of each sheet."""

OpenSheet = Callable[[str, bytes], Cells]
"""Opens a workbook under guard: from its name and its bytes to its first sheet. Raises SetError."""


def is_blank(raw: Raw | None) -> bool:
    """True where nobody wrote anything."""
    return raw is None or (isinstance(raw, str) and not clean(raw))
