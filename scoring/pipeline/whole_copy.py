"""Everything that the office has in one archive, to be kept on another disk."""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from scoring.pipeline.office import Office
from scoring.pipeline.upkeep import register_copied
from scoring.register.store import FILE, Health

_PARTS = ("criteria", "inputs", "outputs", "tai-lieu", "dang-dien", "dang-sua", "phuong-an", "cac-phuong")
"""Folders of a workspace; links and passwords lie beside them and are not copied."""


def whole_copy(office: Office, stream: IO[bytes]) -> None:
    """Write a workspace that can be opened as it is: sets, forms, register, evidence, results, drafts.

    The register is taken as of one moment, also while others write; before its first line there is none.
    Raises WorkspaceError where it is not whole, OSError where the disk is full.
    """
    root = office.workspace.root
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        if office.register.check() != Health(0):
            with TemporaryDirectory(prefix="danvan-") as folder:
                packed.write(register_copied(office, Path(folder) / FILE)[0], FILE)
        for path in _files(root):
            packed.write(path, path.relative_to(root).as_posix())


def _files(root: Path) -> Iterator[Path]:
    """What people made or sent, in order: no links, no drafts of a write, nothing kept for speed only."""
    for part in _PARTS:
        for folder, inside, names in os.walk(root / part):
            inside[:] = sorted(name for name in inside if not name.startswith("."))
            paths = (Path(folder) / name for name in sorted(names) if not name.startswith("."))
            yield from (path for path in paths if path.is_file() and not path.is_symlink())
