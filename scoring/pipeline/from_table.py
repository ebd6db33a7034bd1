"""From an official's paper to the workbook of a set, with everything that a person has to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scoring.annex.answer import PaperAnswer, answer
from scoring.annex.opening import open_paper
from scoring.annex.seen import Certainty, SeenRow, counted
from scoring.criteria.loader import WORKBOOK_BYTES
from scoring.errors import WorkspaceError
from scoring.pipeline.office import Office
from scoring.regular import read_regular
from scoring.workspace import write_whole

_SUFFIX = "-bo-tieu-chi.xlsx"


@dataclass(frozen=True, slots=True)
class TableTaken:
    """What was written: where, and what of it a person has to look at."""

    written: Path
    answer: PaperAnswer

    @property
    def counts(self) -> str:
        """How many rows became what."""
        return counted(self.answer.seen)

    @property
    def to_look_at(self) -> Sequence[SeenRow]:
        """The rows that are not certain."""
        return [row for row in self.answer.seen if row.certainty in (Certainty.UNSURE, Certainty.UNKNOWN)]


def criteria_from_table(
    root: Path,
    file: Path,
    today: date,
    out: Path | None = None,
    *,
    sheet: str = "",
    table: int = 0,
    replace: bool = False,
) -> TableTaken:
    """Read a paper and write the answer, beside the workspace's other files where no name is given.

    Raises SetError where the paper cannot be read, WorkspaceError where it would overwrite another workbook.
    """
    made = answer(file.name, open_paper(file), today, sheet=sheet, table=table)
    target = out or root / f"{file.stem}{_SUFFIX}"
    if target.exists() and read_regular(target, WORKBOOK_BYTES) != made.content and not replace:
        raise WorkspaceError(
            f"Đã có tệp {target} khác nội dung. Ghi tên khác sau --out; thêm --replace thì ghi đè, "
            "mất những gì đã chọn, đã sửa trong tệp ấy."
        )
    return TableTaken(write_whole(target, made.content), made)


def paper_workbook(office: Office, path: Path, name: str, today: date) -> bytes:
    """The same for the page: name, units, reports and verifiers stay those of the set that is there.

    ``name`` is what messages call the file. Raises SetError where it gives no criteria.
    """
    return answer(name, open_paper(path), today, beside=office.roster).content
