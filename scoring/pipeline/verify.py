"""Verification: books out to the verifiers, their points back into the register."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.errors import WorkspaceError
from scoring.pipeline.consolidation import gather
from scoring.pipeline.forms import named
from scoring.pipeline.office import Office, Progress, quiet
from scoring.text import ascii_slug
from scoring.workspace import write_whole

if TYPE_CHECKING:
    from scoring.criteria.schema import Verifier
    from scoring.outputs.model import Consolidation
    from scoring.outputs.verification import BookPlan

FOLDER = "tham-dinh"


@dataclass(frozen=True, slots=True)
class BooksWritten:
    """The verification books and what they could not hold: units without points or without a verifier."""

    files: tuple[Path, ...]
    units: int
    waiting: tuple[str, ...]
    unassigned: tuple[str, ...]


def verify_export(
    office: Office,
    *,
    by_verifier: bool = False,
    verifier: str | None = None,
    units: Sequence[str] = (),
    progress: Progress = quiet,
    who: str = "",
    now: datetime | None = None,
) -> BooksWritten:
    """Write one book for the team, or one a verifier, of all units or of those named.

    Raises WorkspaceError where nothing can be verified, and where a book with entries that the register
    does not have would be replaced.
    """
    from scoring.engine.model import State
    from scoring.outputs.verification import has_verifier, write_verification

    wanted = {unit.code for unit in named(office.roster, units)} if units else set()
    taking = _verifiers(office, by_verifier, verifier)
    run = gather(office, progress, who, now)
    plans = [plan for each in taking for plan in _plans(run, each, wanted)]
    if not plans:
        raise WorkspaceError(
            "Chưa có gì để thẩm định: chưa đơn vị nào trong phạm vi này có biểu đọc được. "
            "Xem tình trạng nộp bằng: danvan consolidate."
        )
    files = []
    for plan in plans:
        buffer = BytesIO()
        write_verification(buffer, plan)
        files.append(write_whole(office.out / FOLDER / book_name(plan, wanted), buffer.getvalue()))
    missing = [r for r in run.results.units if r.card is None and r.state is not State.OUTSIDE]
    return BooksWritten(
        tuple(files),
        units=len({part.unit.code for plan in plans for part in plan.parts}),
        waiting=tuple(run.name(result.unit) for result in missing),
        unassigned=tuple(unit.name for unit in run.roster.evaluated if not has_verifier(run, unit)),
    )


def _verifiers(office: Office, by_verifier: bool, verifier: str | None) -> "tuple[Verifier | None, ...]":
    """Whose books are wanted; None is the whole team."""
    known = office.roster.criteria.verifiers
    if not (by_verifier or verifier):
        return (None,)
    found = tuple(each for each in known if verifier in (None, each.code))
    if not found:
        listed = "; ".join(f"{each.code} ({each.name})" for each in known) or "chưa khai ai"
        asked = f"Không có người thẩm định “{verifier}”. " if verifier else ""
        raise WorkspaceError(f"{asked}Người thẩm định ghi ở mục verifiers của bộ tiêu chí: {listed}.")
    return found


def _plans(run: "Consolidation", verifier: "Verifier | None", wanted: set[str]) -> "tuple[BookPlan, ...]":
    from scoring.outputs.verification import books, parts

    found = [part for part in parts(run, wanted) if verifier in (None, part.verifier)]
    return books(run, found, verifier)


def book_name(plan: "BookPlan", wanted: set[str]) -> str:
    """``tham-dinh-2026-vp-ktht-phan-2.xlsx``: year, verifier, the units asked for, which of several."""
    names = ["tham-dinh", str(plan.run.criteria.year)]
    names += [ascii_slug(plan.verifier.code)] if plan.verifier else []
    names += [ascii_slug(code) for code in sorted(wanted)][:5]
    names += [f"phan-{plan.number}"] if plan.of > 1 else []
    return "-".join(names) + ".xlsx"
