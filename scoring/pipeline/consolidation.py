"""Forms in: checked, scored again, ranked, written."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from scoring import __version__
from scoring.errors import WorkspaceError
from scoring.pipeline.office import Office, Progress, quiet
from scoring.workspace import write_whole

if TYPE_CHECKING:
    from scoring.inputs.model import Receipt
    from scoring.outputs.model import Consolidation


def check(office: Office, paths: Sequence[Path], progress: Progress = quiet) -> tuple["Receipt", ...]:
    """Check files or folders as consolidation would, and write nothing."""
    from scoring.inputs.folder import receive

    return receive(paths, office.roster, office.set_hash, office.period, progress)


@dataclass(frozen=True, slots=True)
class Consolidated:
    """The consolidated run and where its workbook and JSON lie."""

    consolidation: "Consolidation"
    workbook: Path
    data: Path
    json: str
    moved: bool


def consolidate(office: Office, progress: Progress = quiet) -> Consolidated:
    """Read every file that arrived, score, rank, and write the workbook and its JSON twin."""
    if not office.inbox.is_dir():
        raise WorkspaceError(
            f"Chưa có thư mục {office.inbox}. Tạo thư mục này, chép các biểu đơn vị gửi vào rồi chạy lại."
        )
    receipts = check(office, [office.inbox], progress)  # before pandas comes with its threads: it may fork
    from scoring.outputs.consolidated import write_consolidated
    from scoring.outputs.results_json import results_json

    run = _consolidation(office, receipts)
    buffer = BytesIO()
    write_consolidated(buffer, run)
    wanted = office.out / "tong-hop.xlsx"
    workbook = write_whole(wanted, buffer.getvalue())
    text = results_json(run)
    data = write_whole(office.out / "tong-hop.json", text.encode())
    return Consolidated(run, workbook, data, text, moved=workbook != wanted)


def _consolidation(office: Office, receipts: tuple["Receipt", ...]) -> "Consolidation":
    from scoring.engine.results import Submission, evaluate
    from scoring.outputs.model import Consolidation

    submissions = [
        Submission(
            unit=receipt.unit,
            entries=receipt.form.entries,
            declared=receipt.form.declared,
            valid=not any(finding.is_error for finding in receipt.findings),
        )
        for receipt in receipts
        if receipt.counted and receipt.form
    ]
    return Consolidation(
        roster=office.roster,
        set_hash=office.set_hash,
        period=office.period,
        version=__version__,
        results=evaluate(office.roster, submissions, unusable={receipt.unit for receipt in receipts}),
        receipts=receipts,
    )


def errors_to_mend(receipts: Sequence["Receipt"]) -> int:
    """How many errors units still have to mend; what a newer valid form settles does not count."""
    from scoring.inputs.counting import open_errors

    return open_errors(receipts)


def checked_json(receipts: Sequence["Receipt"]) -> str:
    """What ``danvan check --json`` prints."""
    from scoring.outputs.results_json import receipts_json

    return receipts_json(receipts)
