"""Everything that the office has in one archive, to be kept on another disk."""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from scoring.pipeline.office import Office
from scoring.pipeline.upkeep import lost_register_notes, register_copied
from scoring.register.store import FILE

_PARTS = ("criteria", "inputs", "outputs", "tai-lieu", "dang-dien", "dang-sua", "khong-nhan",
          "phuong-an", "cac-phuong")  # fmt: skip
"""Folders of a workspace; links and passwords lie beside them and are not copied."""


def whole_copy(office: Office, stream: IO[bytes]) -> None:
    """Write a workspace that can be opened as it is: sets, forms, register, evidence, results, drafts.

    The register, once it is begun, is taken as of one moment, also while others write. Raises WorkspaceError
    where it is not whole, OSError where the disk is full.
    """
    root = office.workspace.root
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as packed:
        if office.register.exists or lost_register_notes(office):  # one that is lost is told
            with TemporaryDirectory(prefix="danvan-") as folder:
                packed.write(register_copied(office, Path(folder) / FILE)[0], FILE)
        for path in _files(root):
            packed.write(path, _name(path.relative_to(root)))


def _name(path: Path) -> str:
    """Its name in the archive: bytes of no letter, which no archive takes, are spelled ``%FF``."""
    return "".join(f"%{ord(c) & 0xFF:02X}" if "\udc80" <= c <= "\udcff" else c for c in path.as_posix())


def _files(root: Path) -> Iterator[Path]:
    """What people made or sent, in order: no links, no drafts of a write, nothing kept for speed only."""
    for part in _PARTS:
        for folder, inside, names in os.walk(root / part):
            inside[:] = sorted(name for name in inside if not name.startswith("."))
            paths = (Path(folder) / name for name in sorted(names) if not name.startswith("."))
            yield from (path for path in paths if path.is_file() and not path.is_symlink())
