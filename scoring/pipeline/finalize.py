"""The year is closed: results frozen in an edition that appears at once, or not at all."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from scoring.errors import Spoken, WorkspaceError
from scoring.findings import Finding
from scoring.intake.archive import hashes_in
from scoring.pipeline.attach import lost_evidence
from scoring.pipeline.consolidation import gather
from scoring.pipeline.edition import Edition, Sources, borrowed_templates, make_edition, sources
from scoring.pipeline.frozen import frozen_line
from scoring.pipeline.office import Office, Progress, quiet
from scoring.register import Draft, Ledger
from scoring.register.actions import EditionFrozen
from scoring.register.failures import RESTORE_ON_PAGE
from scoring.reports.final.frozen import MANIFEST
from scoring.reports.final.manifest import (
    Manifest,
    before_freezing,
    differences,
    named,
    read_manifest,
    register_state,
    sha256,
    versions,
)
from scoring.reports.final.still_open import still_open
from scoring.standing.run import Consolidation
from scoring.workspace import whole_folder

AGAIN = Spoken(
    'Nếu cần chốt lại, giữ nguyên lần trước: danvan finalize --again --reason "LÝ DO".',
    "Nếu cần chốt lại, giữ nguyên lần trước: mở “Chốt lại khi có thay đổi” ở trang Chốt, ghi lý do.",
)


@dataclass(frozen=True, slots=True)
class Finalized:
    """What became of the year: ``frozen`` now, ``unchanged`` since the edition, or its line ``recorded``.

    ``borrowed`` names the Word templates that the office does not have: the tool's own were taken. ``lost``:
    evidence files that are no longer as the units sent them.
    """

    outcome: Literal["frozen", "unchanged", "recorded"]
    edition: int
    folder: Path
    files: tuple[str, ...]
    warnings: tuple[Finding, ...]
    consolidation: Consolidation
    borrowed: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Signer:
    """Who freezes, and when (None: now): for the register's line."""

    who: str
    now: datetime | None


def finalize(
    office: Office,
    progress: Progress = quiet,
    who: str = "",
    now: datetime | None = None,
    *,
    again: bool = False,
    reason: str = "",
) -> Finalized:
    """Freeze the verified results of the year.

    Raises WorkspaceError while something is open, where results were frozen before and something changed
    since (``again`` with a ``reason`` makes another edition), TemplateError where a template does not hold;
    nothing is written then.
    """
    if again and not reason:
        said = 'Chốt lại cần ghi lý do: danvan finalize --again --reason "LÝ DO".'
        raise WorkspaceError(Spoken(said, "Chốt lại cần ghi lý do ở ô “Vì sao chốt lại”."))
    _refuse_broken(office)
    signer = _Signer(who, now)
    run = _settled(office, gather(office, progress, who, now, "verified"))
    found = sources(office)
    _refuse_moving(office, run, found)
    editions = office.workspace.editions(office.roster.criteria.year)
    if editions:
        known = _known(office, run, found, editions[-1], signer)
        if isinstance(known, Finalized):
            return known
        if not again:
            raise WorkspaceError(*known, AGAIN)
    elif again:
        none = "Chưa có lần chốt nào để chốt lại."
        raise WorkspaceError(Spoken(f"{none} Chạy: danvan finalize.", f"{none} Bấm Chốt ở trang Chốt."))
    number = editions[-1] + 1 if editions else 1
    made = make_edition(office, run, found, number, reason if again else "")
    folder = _write(office, made, signer)
    borrowed = borrowed_templates(office)
    return Finalized(
        "frozen", number, folder, tuple(made.whole), made.warnings, run, borrowed, lost_evidence(run)
    )


def _refuse_broken(office: Office) -> None:
    """Raises WorkspaceError where the register is not as it was written."""
    health = office.register.check()
    if not health.whole:
        broken = f"Sổ theo dõi {office.register.name} đã bị sửa hoặc hỏng từ dòng {health.broken}."
        command = f"{broken} Khôi phục từ bản sao lưu bằng danvan register restore rồi chạy lại."
        raise WorkspaceError(Spoken(command, f"{broken} {RESTORE_ON_PAGE}"))


def _settled(office: Office, run: Consolidation) -> Consolidation:
    """The run, its register cut before any freezing. Raises WorkspaceError with all that is open."""
    waiting = tuple(Spoken(str(each), each.head or each.what) for each in still_open(run))
    if waiting:
        raise WorkspaceError(*waiting, f"Chưa chốt được năm {run.criteria.year}: còn {len(waiting)} việc.")
    if not any(result.ranked for result in run.results.units):
        raise WorkspaceError(f"Chưa có đơn vị nào được xếp hạng; không có gì để chốt ở {office.inbox}.")
    return replace(run, ledger=before_freezing(run.ledger))


def _refuse_moving(office: Office, run: Consolidation, found: Sources) -> None:
    """What was scored has to be what the manifest will list."""
    root = office.workspace.root
    inbox = office.inbox.relative_to(root).as_posix()
    files = {root / name: sha for name, sha in found.inputs.items() if name.startswith(f"{inbox}/")}
    here = sorted(each for path, sha in files.items() for each in hashes_in(path, sha))
    if here != sorted(receipt.sha256 for receipt in run.receipts if receipt.sha256):
        raise WorkspaceError(f"Tệp trong {office.inbox} thay đổi trong lúc chốt. Chạy lại.")


def _known(
    office: Office, run: Consolidation, found: Sources, number: int, signer: _Signer
) -> Finalized | tuple[str, ...]:
    """The last edition where nothing changed since, recorded if a crash prevented that; else what changed."""
    folder = office.workspace.edition(run.criteria.year, number)
    held = held_manifest(folder)
    recorded = frozen_line(office, number) is not None
    changed: list[str] = ["manifest.json không đọc được."]
    if held:
        made = make_edition(office, run, found, number, held.reason)
        altered = named("Tệp kết quả", held.outputs, hashes(folder))
        changed = [*differences(held, made.manifest), *versions(held, made.manifest), *altered]
        if not changed and made.whole[MANIFEST] == (folder / MANIFEST).read_bytes():
            if not recorded:
                _record(office, made, signer)
            outcome: Literal["unchanged", "recorded"] = "unchanged" if recorded else "recorded"
            return Finalized(outcome, number, folder, tuple(made.whole), made.warnings, run)
    if not recorded:
        raise WorkspaceError(
            *changed,
            f"Thư mục {folder} chưa được ghi vào sổ theo dõi (lần chạy trước dừng giữa chừng) và không còn "
            "khớp với dữ liệu. Xóa hoặc đổi tên thư mục này rồi chốt lại.",
        )
    return (f"Năm {run.criteria.year} đã chốt (lần {number}) và có thay đổi sau khi chốt:", *changed)


def held_manifest(folder: Path) -> Manifest | None:
    """The manifest of an edition's folder, None where it is missing or damaged."""
    path = folder / MANIFEST
    return read_manifest(path.read_bytes()) if path.is_file() else None


def hashes(folder: Path) -> dict[str, str]:
    """The sha256 of an edition's files by relative name, without the manifest."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: sha256(path.read_bytes()) for name, path in sorted(files.items()) if name != MANIFEST}


def _write(office: Office, made: Edition, signer: _Signer) -> Path:
    """The folder and its line in the register, together; a crash in between is mended by the next run."""
    manifest = made.manifest
    folder = office.workspace.edition(manifest.year, manifest.edition)
    with whole_folder(folder, made.whole) as appear:

        def decide(ledger: Ledger) -> Iterator[Draft]:
            _refuse_news(ledger, made)
            if folder.exists():
                raise WorkspaceError(f"Đã có thư mục {folder}: một lệnh chốt khác vừa chạy xong. Chạy lại.")
            appear()
            yield _line(made)

        office.register.append(manifest.year, decide, signer.who, signer.now)
    return folder


def _record(office: Office, made: Edition, signer: _Signer) -> None:
    def decide(ledger: Ledger) -> Iterator[Draft]:
        _refuse_news(ledger, made)
        yield _line(made)

    office.register.append(made.manifest.year, decide, signer.who, signer.now)


def _line(made: Edition) -> Draft:
    manifest = made.manifest
    frozen = EditionFrozen(manifest.edition, sha256(made.whole[MANIFEST]))
    return frozen.draft(manifest.year, reason=manifest.reason)


def _refuse_news(ledger: Ledger, made: Edition) -> None:
    if register_state(before_freezing(ledger)) != made.manifest.register:
        raise WorkspaceError("Sổ theo dõi vừa có dòng mới trong lúc chốt. Chạy lại.")
