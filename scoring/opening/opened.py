"""A file as opened: its cells, or findings that say why not. Nothing in a file raises past here."""

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from scoring.dataclass import dataclass
from scoring.findings import Finding, Place
from scoring.opening.files import settled_bytes
from scoring.opening.words import refusal, unreadable, warning
from scoring.xlsx.grid import Address, Sheet, Workbook, cell_name
from scoring.xlsx.reader import read_workbook
from scoring.xlsx.refused import Reason, Refused


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as opened: ``workbook`` is None where ``findings`` hold the reason why not.

    ``is_archive``: it is a .zip of files; see :mod:`scoring.intake.archive`.
    """

    sha256: str
    workbook: Workbook | None
    findings: tuple[Finding, ...] = ()
    is_archive: bool = False


def open_workbook(path: Path, opens: Callable[[bytes], Opened] | None = None) -> Opened:
    """Read the file once and work on those bytes. T01-T05, T08, T10 and T11 refuse it, T07 warns.

    ``opens``: what opens the bytes, :func:`open_bytes` where nothing else is said.
    """
    try:
        data = settled_bytes(path)
    except OSError as error:
        return Opened("", None, (unreadable(error),))
    return (opens or open_bytes)(data)


def open_bytes(data: bytes, times: int = 1) -> Opened:
    """The same for bytes at hand; ``times`` as much as a form they may hold, see ``limits.OWN``."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        book = read_workbook(data, times)
    except Refused as refused:
        return Opened(sha256, None, (refusal(refused),), is_archive=refused.reason is Reason.ARCHIVE)
    return Opened(sha256, book, tuple(map(warning, book.active)))


def place_of(sheet: Sheet, address: Address) -> Place:
    """An address as a user knows it."""
    return place_at(sheet.name, address)


@lru_cache(maxsize=16_384)  # the forms of a set have the same rows in the same cells
def place_at(sheet: str, address: Address) -> Place:
    """The same by the sheet's name."""
    return Place(sheet, cell_name(address))
