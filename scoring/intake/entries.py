"""What lies in the folders that are asked for. Nothing there raises and nothing is gone round in circles."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from scoring.intake.names import named

DEEPEST = 32
"""So many folders within one another are entered: a loop that nobody can see ends there."""

_SHEET_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
_LEFTOVERS = frozenset({"thumbs.db", "desktop.ini", "readme.md"})
A_LINK = "liên kết, không phải tệp"
_JUNCTION = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT, which Python names on Windows only


def files(folder: Path) -> dict[str, Path]:
    """Every entry of a folder by the name that results give it."""
    return dict(named(entries([folder])))


def readable_files(folder: Path) -> list[Path]:
    """The files below a folder that would be opened, in name order; none where it is missing."""
    found = ((path, _about(path)) for _, path in _below(folder))
    return [path for path, about in found if about and stat.S_ISREG(about.st_mode) and not why_skipped(path)]


def entries(sources: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """Each entry of the folders and files given once, with its path below the folder asked for."""
    sources = [*sources]
    if len(sources) == 1:  # nothing is found twice in one folder
        yield from _at(sources[0])
        return
    seen: set[str] = set()
    for source in sources:
        for name, path in _at(source):
            place = os.path.normcase(path.absolute())
            if place not in seen:
                seen.add(place)
                yield name, path


def _at(source: Path) -> Iterable[tuple[str, Path]]:
    is_folder = os.path.isdir(source)  # noqa: PTH112 - a link is followed here, and nothing raises
    return _below(source) if is_folder else [(source.name, source)]


def _below(folder: Path) -> Iterator[tuple[str, Path]]:
    """In name order, each with its path below the folder, written with / on every system.

    A folder that cannot be entered is an entry itself, by its own name: it gets a receipt that says so.
    """
    waiting = [("", folder, True, 0)]
    while waiting:
        name, path, is_folder, depth = waiting.pop()
        inside = _inside(path) if depth == 0 or (is_folder and not why_skipped(path)) else None
        if inside is None or depth > DEEPEST:
            yield (name if depth else folder.name), path
        else:
            above = f"{name}/" if name else ""
            waiting += ((above + each.name, each, folds, depth + 1) for each, folds in reversed(inside))


def _inside(folder: Path) -> list[tuple[Path, bool]] | None:
    """What a folder holds, each with whether it is a folder; None where it cannot be entered."""
    try:
        os.stat(os.path.join(folder, "."))  # noqa: PTH116, PTH118 - it may be listed and yet not be entered
        with os.scandir(folder) as listed:
            folders = {each.name for each in listed if each.is_dir(follow_symlinks=False)}
        there = sorted(folder.iterdir(), key=lambda path: os.path.normcase(path.name))
        return [(path, path.name in folders) for path in there]
    except OSError:
        return None


def _is_folder(path: Path) -> bool:
    about = _about(path)
    return about is not None and stat.S_ISDIR(about.st_mode)


def _about(path: Path) -> os.stat_result | None:
    """What the system says of a path itself; None where only opening it shows why."""
    try:
        return path.lstat()
    except (OSError, ValueError):
        return None


def why_skipped(path: Path) -> str:
    """Why an entry is no file that a unit sent; nothing where it may be one."""
    if reason := why_name_skipped(path.name):
        return reason
    about = _about(path)
    if about is None or stat.S_ISREG(about.st_mode):
        return ""
    if _is_link(about):
        return A_LINK
    if stat.S_ISDIR(about.st_mode):
        return "thư mục" if path.suffix.lower() in _SHEET_SUFFIXES else ""
    return "không phải tệp thường"


def why_name_skipped(name: str) -> str:
    """The same for what the name alone shows, on a disk as in an archive."""
    if name.startswith("~$"):
        return "tệp tạm của Excel"
    if name.startswith("."):
        return "tệp ẩn"
    return "tệp của hệ thống" if name.casefold() in _LEFTOVERS else ""


def _is_link(about: os.stat_result) -> bool:
    """Also what Windows calls a junction: a folder that is another folder."""
    return stat.S_ISLNK(about.st_mode) or getattr(about, "st_reparse_tag", 0) == _JUNCTION


def why_not_entered(path: Path) -> str:
    """Why a folder stands among the files; nothing for what is no folder."""
    if not _is_folder(path):
        return ""
    if _inside(path) is None:
        return "không vào được thư mục"
    return f"thư mục nằm sâu quá {DEEPEST} tầng; chuyển biểu trong đó ra ngoài"
