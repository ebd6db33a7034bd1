"""The evidence files of units: which lines of the register stand for them, and where each lies."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import PurePosixPath

from scoring.dataclass import dataclass
from scoring.findings import Finding, finding
from scoring.register import Action, Ledger
from scoring.register.actions import Attached
from scoring.text import ascii_slug

FOLDER = "tai-lieu"


@dataclass(frozen=True, slots=True)
class Attachment:
    """An evidence file of a criterion; ``seq``: its line of the register, ``name``: as the unit calls it."""

    seq: int
    unit: str
    criterion: str
    name: str
    sha256: str
    size: int
    suffix: str
    at: datetime

    def place(self, year: int) -> PurePosixPath:
        """Where it lies in the workspace: by its hash, under no name that anybody typed."""
        return place_of(year, self.unit, self.sha256, self.suffix)


def place_of(year: int, unit: str, sha256: str, suffix: str) -> PurePosixPath:
    """Where an evidence file of the unit lies."""
    return PurePosixPath(FOLDER, str(year), ascii_slug(unit), f"{sha256}{suffix}")


def attachments(ledger: Ledger, unit: str | None = None, criterion: str = "") -> Iterator[Attachment]:
    """The files that stand, of a unit and of a criterion where they are given, oldest first."""
    for line in ledger.of(Action.ATTACHED, unit=unit):
        of, said = line.draft, Attached.of(line)
        if criterion in ("", of.criterion):
            yield Attachment(
                line.seq, of.unit, of.criterion, said.name, said.sha256, said.size, said.suffix, line.at
            )


def file_names(ledger: Ledger, unit: str) -> Mapping[str, str]:
    """The names of a unit's files by criterion, as one text each."""
    names: dict[str, str] = {}
    for each in attachments(ledger, unit):
        before = names.get(each.criterion)
        names[each.criterion] = f"{before}, {each.name}" if before else each.name
    return names


def lost(found: Iterable[tuple[Attachment, str | None]]) -> Iterator[Finding]:
    """T14 for a file that is gone, T15 for one that is another now; ``found``: each with what lies there."""
    for each, sha256 in found:
        if sha256 != each.sha256:
            code = "T14" if sha256 is None else "T15"
            yield finding(code, criterion=each.criterion, found=each.name).at(unit=each.unit)
