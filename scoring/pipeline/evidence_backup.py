"""Evidence files beside a backup of the register, and back again.

An evidence file is called by its hash, so a copy proves itself: only what is what its name says is copied, in
either direction, and what lies there already is not written again.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from scoring.opening.files import sha256_of
from scoring.standing.attachments import FOLDER
from scoring.workspace import keep_names, write_whole

_NAME = re.compile(r"[0-9a-f]{64}[.][a-z]{3,4}")
_REPLACED = "bi-thay-"
"""Before the name of a file that was another than its name says, once the right one came back."""


def save_evidence(root: Path, beside: Path) -> tuple[int, int]:
    """Copy the evidence files of the workspace into ``beside``: how many are safe there, how many damaged."""
    safe = damaged = 0
    for path in _named(root):
        if _is_whole(path):
            _copy(path, beside / path.relative_to(root))
            safe += 1
        else:
            damaged += 1
    return safe, damaged


def bring_evidence_back(root: Path, beside: Path) -> int:
    """Copy what the workspace lacks, or has damaged, from ``beside``; how many came back.

    A damaged file is kept under another name.
    """
    back = 0
    for path in _named(beside):
        target = root / path.relative_to(beside)
        if _is_whole(path) and not _is_whole(target):
            if target.exists():
                target.replace(target.with_name(_REPLACED + target.name))
            _copy(path, target)
            back += 1
    return back


def _named(root: Path) -> Iterator[Path]:
    """The files by year and unit that are called as evidence files are."""
    return (path for path in sorted((root / FOLDER).glob("*/*/*")) if _NAME.fullmatch(path.name))


def _is_whole(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and sha256_of(path) == path.stem


def _copy(path: Path, target: Path) -> None:
    if not _is_whole(target):
        write_whole(target, path.read_bytes())
        keep_names(target.parent)
