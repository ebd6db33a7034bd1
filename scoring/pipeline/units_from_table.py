"""The units of a set from a paper: its own workbook with the new list, and what a person has to look at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from scoring.annex.opening import SECONDS, lost_with, open_paper
from scoring.annex.paper import Paper
from scoring.annex.seen import Certainty, SeenRow
from scoring.annex.text_file import text_paper
from scoring.annex.unit_book import write_units_book
from scoring.annex.unit_list import PRESENT, UnitsRead, counted_names, units_of
from scoring.annex.unit_names import mentions_of
from scoring.criteria.loader import WORKBOOK_BYTES
from scoring.criteria.units import Roster
from scoring.errors import SetError, WorkspaceError
from scoring.exchange import in_memory
from scoring.findings import Finding
from scoring.pipeline.office import Office
from scoring.regular import read_regular
from scoring.workers.supervised import Loss, each
from scoring.workspace import write_whole

_SUFFIX = "-don-vi.xlsx"


@dataclass(frozen=True, slots=True)
class UnitsTaken:
    """The workbook that was written, and what became of every name of the paper."""

    written: Path
    seen: Sequence[SeenRow]

    @property
    def counts(self) -> str:
        """How many names became what."""
        return counted_names(self.seen)

    @property
    def to_look_at(self) -> Sequence[SeenRow]:
        """The names of the paper that are not certain."""
        unsure = (Certainty.UNSURE, Certainty.UNKNOWN)
        return [row for row in self.seen if row.certainty in unsure and row.place != PRESENT]


def units_from_table(
    office: Office, file: Path, out: Path | None = None, replace_it: bool = False
) -> UnitsTaken:
    """Read the units of a paper and write the set's workbook with them.

    Raises SetError where the paper names none, WorkspaceError where another workbook would be overwritten.
    """
    seen, content = _read(office, file, file.name)
    target = out or office.workspace.root / f"{file.stem}{_SUFFIX}"
    if target.exists() and read_regular(target, WORKBOOK_BYTES) != content and not replace_it:
        raise WorkspaceError(
            f"Đã có tệp {target} khác nội dung. Ghi tên khác sau --out, hoặc thêm --replace để ghi đè."
        )
    return UnitsTaken(write_whole(target, content), seen)


def units_workbook(office: Office, path: Path, name: str) -> bytes:
    """The same workbook for the page; ``name`` is what messages call the file. Raises SetError likewise."""
    return _read(office, path, name)[1]


def _read(office: Office, path: Path, name: str) -> tuple[Sequence[SeenRow], bytes]:
    """What became of every name of the paper, and the set's workbook with its units."""
    [read] = each(partial(_units, office.roster), [_paper(path, name)], _lost, seconds=SECONDS)
    if isinstance(read, Finding):
        raise SetError(f"{name}: {read.message} {read.remedy}")
    if not read.units:
        raise SetError(
            f"{name}: không thấy bảng nào có cột tên đơn vị, cũng không thấy mục “Nơi nhận”. "
            "Đặt tên cột ấy là “Tên đơn vị” rồi đưa lại."
        )
    roster = replace(office.roster, units=tuple(read.units))
    return read.seen, in_memory(partial(write_units_book, seen=read.seen), roster)


def _units(roster: Roster, paper: Paper) -> UnitsRead | Finding:
    """What a worker does: a long list of names that are alike takes long to compare."""
    mentions = mentions_of(paper)
    return units_of(mentions, roster) if mentions else UnitsRead()


def _lost(_: Paper, loss: Loss) -> UnitsRead | Finding:
    return lost_with(loss)


def _paper(path: Path, name: str) -> Paper:
    if path.suffix.lower() == ".txt":
        return text_paper(name, read_regular(path, WORKBOOK_BYTES))
    return open_paper(path)
