"""What a sheet holds that an office typed: cells by address. Whoever opens the file hands them in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


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
