"""The units of a set from a paper: its own workbook with the new list, and what a person has to look at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from scoring.annex.opening import open_paper
from scoring.annex.paper import Paper
from scoring.annex.seen import Certainty, SeenRow
from scoring.annex.text_file import text_paper
from scoring.annex.unit_book import write_units_book
from scoring.annex.unit_list import PRESENT, counted_names, units_of
from scoring.annex.unit_names import mentions_of
from scoring.criteria.loader import WORKBOOK_BYTES
from scoring.errors import SetError, WorkspaceError
from scoring.exchange import in_memory
from scoring.pipeline.office import Office
from scoring.regular import read_regular
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
    mentions = mentions_of(_paper(file))
    if not mentions:
        raise SetError(
            f"{file.name}: không thấy bảng nào có cột tên đơn vị, cũng không thấy mục “Nơi nhận”. "
            "Đặt tên cột ấy là “Tên đơn vị” rồi đưa lại."
        )
    read = units_of(mentions, office.roster)
    roster = replace(office.roster, units=tuple(read.units))
    content = in_memory(partial(write_units_book, seen=read.seen), roster)
    target = out or office.workspace.root / f"{file.stem}{_SUFFIX}"
    if target.exists() and read_regular(target, WORKBOOK_BYTES) != content and not replace_it:
        raise WorkspaceError(
            f"Đã có tệp {target} khác nội dung. Ghi tên khác sau --out, hoặc thêm --replace để ghi đè."
        )
    return UnitsTaken(write_whole(target, content), read.seen)


def _paper(file: Path) -> Paper:
    if file.suffix.lower() == ".txt":
        return text_paper(file.name, read_regular(file, WORKBOOK_BYTES))
    return open_paper(file)
