"""Files in, as ``danvan check`` takes them: read, and of each unit the form that counts settled."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from scoring.criteria.units import Roster
from scoring.intake import folder
from scoring.intake.model import Receipt
from scoring.intake.names import printable
from scoring.standing.which_form import settle


def receive(
    source: Path | Iterable[Path], roster: Roster, set_hash: str, period: str, *progress: Any, **more: Any
) -> tuple[Receipt, ...]:
    """:func:`scoring.intake.folder.receive`, then :func:`settle`."""
    receipts = folder.receive(source, roster, set_hash, period, *progress, **more)
    return settle(receipts, roster.criteria.severities)


def receive_one(path: Path, desk: folder.Desk, name: str = "") -> Receipt:
    """One file, without a worker; which form of a unit counts is left open."""
    return folder.receipt_of(folder.opened_at(path), desk, name or printable(path.name))
