"""Everything that the office has in one archive, to be kept on another disk."""

import os
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from scoring.pipeline.office import Office, Progress, quiet
from scoring.pipeline.upkeep import lost_register_notes, register_copied
from scoring.register.store import FILE
from scoring.workspace import draft_of, placed

_PARTS = ("criteria", "inputs", "outputs", "tai-lieu", "dang-dien", "dang-sua", "khong-nhan",
          "phuong-an", "cac-phuong")  # fmt: skip
"""Folders of a workspace; links and passwords lie beside them and are not copied."""


@dataclass(frozen=True, slots=True)
class WholeCopy:
    """What was written: how many files, and the bytes of the archive."""

    files: int
    size: int


def copy_place(root: Path) -> Path:
    """Where the archive lies until the next one replaces it; no copy has it in it."""
    return root / "outputs" / ".viec" / "toan-bo.zip"


def save_whole_copy(office: Office, progress: Progress = quiet) -> WholeCopy:
    """Write a workspace that can be opened as it is: sets, forms, register, evidence, results, drafts.

    The register, once it is begun, is taken as of one moment, also while others write. Raises WorkspaceError
    where it is not whole, OSError where the disk is full; the archive before it is then still there.
    """
    target = copy_place(office.workspace.root)
    draft = draft_of(target)
    try:
        with draft.open("wb") as stream:
            files = _whole(office, stream, progress)
        return WholeCopy(files, placed(draft, target).stat().st_size)
    finally:
        draft.unlink(missing_ok=True)


def _whole(office: Office, stream: IO[bytes], progress: Progress) -> int:
    root = office.workspace.root
    found = list(_found(root))
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as packed:
        if office.register.exists or lost_register_notes(office):  # one that is lost is told
            with TemporaryDirectory(prefix="danvan-") as folder:
                packed.write(register_copied(office, Path(folder) / FILE)[0], FILE)
        for done, path in enumerate(found, 1):
            with suppress(FileNotFoundError):  # gone meanwhile: a draft that was handed in
                packed.write(path, _name(path.relative_to(root)))
            progress(done, len(found))
        return sum(not name.endswith("/") for name in packed.namelist())


def _name(path: Path) -> str:
    """Its name in the archive: bytes of no letter, which no archive takes, are spelled ``%FF``."""
    return "".join(f"%{ord(c) & 0xFF:02X}" if "\udc80" <= c <= "\udcff" else c for c in path.as_posix())


def _found(root: Path) -> Iterator[Path]:
    """What people made or sent, in order: no links, no drafts of a write, nothing kept for speed only.

    A folder without anything in it is one of them: somebody may be about to copy forms into it.
    """
    for part in _PARTS:
        for folder, inside, names in os.walk(root / part):
            links = [name for name in inside if (Path(folder) / name).is_symlink()]
            inside[:] = sorted(name for name in inside if not name.startswith(".") and name not in links)
            paths = (Path(folder) / name for name in sorted(names) if not name.startswith("."))
            files = [path for path in paths if path.is_file() and not path.is_symlink()]
            yield from files or ([] if inside else [Path(folder)])
