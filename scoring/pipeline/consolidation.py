"""Forms in: checked, scored again, ranked, written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from scoring import __version__
from scoring.errors import WorkspaceError
from scoring.pipeline.intake import left_out, record_intake, submissions, under_decisions
from scoring.pipeline.office import Office, Progress, quiet
from scoring.register import Ledger
from scoring.workspace import write_whole

if TYPE_CHECKING:
    from scoring.engine.model import Stage
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


def consolidate(
    office: Office, progress: Progress = quiet, who: str = "", now: datetime | None = None
) -> Consolidated:
    """Read every file that arrived, record it, score, rank, and write the workbook and its JSON twin."""
    if not office.inbox.is_dir():
        raise WorkspaceError(
            f"Chưa có thư mục {office.inbox}. Tạo thư mục này, chép các biểu đơn vị gửi vào rồi chạy lại."
        )
    run = gather(office, progress, who, now)
    from scoring.outputs.consolidated import write_consolidated
    from scoring.outputs.results_json import results_json

    buffer = BytesIO()
    write_consolidated(buffer, run)
    wanted = office.out / "tong-hop.xlsx"
    workbook = write_whole(wanted, buffer.getvalue())
    text = results_json(run)
    data = write_whole(office.out / "tong-hop.json", text.encode())
    return Consolidated(run, workbook, data, text, moved=workbook != wanted)


def gather(
    office: Office,
    progress: Progress = quiet,
    who: str = "",
    now: datetime | None = None,
    stage: "Stage" = "self",
) -> "Consolidation":
    """Read every file that arrived, record what is new, score and rank; only the register is written."""
    decided = under_decisions(office.roster, office.register.ledger(office.roster.criteria.year))
    office = replace(office, roster=decided)
    receipts = check(office, [office.inbox], progress)  # before pandas comes with its threads: it may fork
    return consolidation(office, receipts, record_intake(office, receipts, who, now), stage)


def consolidation(
    office: Office, receipts: tuple["Receipt", ...], ledger: Ledger, stage: "Stage" = "self"
) -> "Consolidation":
    """Score and rank what was read, under the decisions of the register."""
    from scoring.engine.results import evaluate
    from scoring.outputs.model import Consolidation

    given = submissions(office.roster, office.period, receipts, ledger)
    return Consolidation(
        roster=office.roster,
        set_hash=office.set_hash,
        period=office.period,
        version=__version__,
        results=evaluate(
            office.roster,
            given,
            stage=stage,
            unusable={r.unit for r in receipts},
            left_out=left_out(ledger),
        ),
        receipts=receipts,
        ledger=ledger,
    )


def errors_to_mend(receipts: Sequence["Receipt"]) -> int:
    """How many errors units still have to mend; what a newer valid form settles does not count."""
    from scoring.inputs.counting import open_errors

    return open_errors(receipts)


def checked_json(receipts: Sequence["Receipt"]) -> str:
    """What ``danvan check --json`` prints."""
    from scoring.outputs.results_json import receipts_json

    return receipts_json(receipts)
