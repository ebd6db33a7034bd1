"""Whether frozen results can be made again from what they were made of, to the byte."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from scoring import __version__
from scoring.errors import Spoken, UserError, WorkspaceError
from scoring.opening.files import sha256_of
from scoring.pipeline.consolidation import check, consolidation, earlier, with_attachments
from scoring.pipeline.edition import Edition, Sources, kept_office, make_edition, sources
from scoring.pipeline.finalize import hashes, held_manifest
from scoring.pipeline.frozen import frozen_line
from scoring.pipeline.office import Office, Progress, quiet
from scoring.register import Ledger
from scoring.register.actions import EditionFrozen
from scoring.reports.final.frozen import MANIFEST
from scoring.reports.final.manifest import (
    Manifest,
    data_changed,
    libraries,
    named,
    register_state,
    rules_changed,
    sha256,
    units_hash,
    versions,
)
from scoring.standing.submissions import under_decisions
from scoring.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FreezeChecked:
    """``differences`` is empty where every byte agrees; ``notes`` change no byte of the results."""

    edition: int
    folder: Path
    files: int
    differences: tuple[str, ...]
    notes: tuple[str, ...] = ()


def verify_freeze(office: Office, edition: int | None = None, progress: Progress = quiet) -> FreezeChecked:
    """Make an edition again (the last where none is named) and compare. Writes nothing.

    Only the inputs that the manifest lists are read; newer ones are named. Raises WorkspaceError where
    there is no such edition.
    """
    year, number = office.roster.criteria.year, _edition(office, edition)
    folder = office.workspace.edition(year, number)
    held = held_manifest(folder)
    if held is None:
        return FreezeChecked(number, folder, 0, (f"{folder / 'manifest.json'} bị thiếu hoặc đã hỏng.",))
    then, templates = _as_kept(replace(office, use_cache=False), folder)
    ledger = then.register.ledger(year)
    found = sources(then)
    now = _now(office, held, found, ledger)
    differences = [
        *_register(then, number, folder),
        *data_changed(held, now),
        *named("Tệp kết quả", held.outputs, hashes(folder)),
    ]
    kept = replace(found, templates=templates)
    if _can_be_made_again(held, _now(then, held, kept, ledger)):
        try:
            made = _again(then, held, kept, ledger, progress).manifest
            differences += _other(held, made)
            if list(held.approvals) != list(made.approvals):
                differences.append("Phê duyệt ghi trong manifest.json khác với sổ theo dõi.")
        except UserError as error:
            differences += error.messages
    else:
        differences.append(NOT_AGAIN)
    notes = (*rules_changed(held, now), *versions(held, now))
    return FreezeChecked(number, folder, len(held.outputs), tuple(differences), notes)


def _edition(office: Office, wanted: int | None) -> int:
    """The edition asked for, or the last one. Raises WorkspaceError where there is none."""
    year = office.roster.criteria.year
    editions = office.workspace.editions(year)
    if not editions or (wanted and wanted not in editions):
        listed = ", ".join(map(str, editions)) or "chưa có"
        none = f"Năm {year} không có lần chốt {wanted or 1}; các lần đã chốt: {listed}."
        raise WorkspaceError(Spoken(f"{none} Chốt kết quả bằng: danvan finalize.", none))
    return wanted or editions[-1]


def _other(held: Manifest, made: Manifest) -> list[str]:
    """The files that came out otherwise than they were frozen."""
    names = sorted(held.outputs.keys() | made.outputs.keys())
    return [
        f"Tính lại ra khác: {name}." for name in names if held.outputs.get(name) != made.outputs.get(name)
    ]


def _as_kept(office: Office, folder: Path) -> tuple[Office, Mapping[str, bytes]]:
    """The office with the set, the units and the templates of the edition; with none where these are lost."""
    try:
        return kept_office(office, folder)
    except (OSError, UserError):
        return office, {}


NOT_AGAIN = "Chưa tính lại được kết quả: khôi phục những gì đã đổi hoặc bị thiếu ở trên rồi chạy lại."


def _now(office: Office, held: Manifest, found: Sources, ledger: Ledger) -> Manifest:
    """The manifest's sources as they are today, the register as of the line at which the year was frozen."""
    return replace(
        held,
        tool=__version__,
        libraries=libraries(),
        set_id=office.roster.criteria.id,
        set_hash=office.set_hash,
        units=units_hash(office.roster.units),
        register=register_state(ledger.up_to(held.register.last)),
        inputs=found.inputs,
        earlier={**_still_there(office, held), **found.earlier},
        templates={name: sha256(content) for name, content in found.templates.items()},
    )


def _still_there(office: Office, held: Manifest) -> dict[str, str]:
    """Earlier years' results that were compared with, also where a newer edition has taken their place."""
    paths = {name: office.workspace.root / name for name in held.earlier}
    return {name: sha256_of(path) for name, path in paths.items() if path.is_file()}


def _register(office: Office, number: int, folder: Path) -> Iterator[str]:
    health = office.register.check()
    if not health.whole:
        yield f"Sổ theo dõi đã bị sửa hoặc hỏng (từ dòng {health.broken})."
    line = frozen_line(office, number)
    if line is None:
        yield f"Sổ theo dõi không có dòng chốt lần {number}. Chốt lần nữa để ghi bổ sung."
    elif EditionFrozen.of(line).manifest != sha256((folder / MANIFEST).read_bytes()):
        yield f"Tệp manifest.json đã đổi: không khớp dòng chốt số {line.seq} của sổ theo dõi."


def _can_be_made_again(held: Manifest, now: Manifest) -> bool:
    """True where everything is there unaltered; what was added since does no harm."""
    return (
        (held.set_id, held.set_hash, held.units, held.register)
        == (now.set_id, now.set_hash, now.units, now.register)
        and held.templates == now.templates
        and held.inputs.items() <= now.inputs.items()
        and held.earlier.items() <= now.earlier.items()
    )


def _again(office: Office, held: Manifest, found: Sources, ledger: Ledger, progress: Progress) -> Edition:
    """The edition made of a copy of the files that the manifest lists."""
    then = ledger.up_to(held.register.last)
    with tempfile.TemporaryDirectory() as folder:
        copy = Workspace(Path(folder))
        for name in held.inputs:
            target = copy.root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(office.workspace.root / name, target)
        decided = replace(office, workspace=copy, roster=under_decisions(office.roster, then))
        receipts = check(decided, [decided.inbox], progress)
        run = replace(
            consolidation(decided, with_attachments(decided, receipts, then), then, "verified"),
            earlier=earlier(decided, then),
        )
    same = Sources(held.inputs, held.earlier, found.templates)
    return make_edition(office, run, same, held.edition, held.reason)
