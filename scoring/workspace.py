"""Where things lie on disk, and how they are written: whole or not at all."""

import contextlib
import glob
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import count
from pathlib import Path

from scoring.dataclass import dataclass
from scoring.errors import WorkspaceError
from scoring.periods import ANNUAL

SET_FILE = "criteria.yaml"
FROZEN_RESULTS, EARLIER_LISTS = "ket-qua.json", ("ket-qua.xlsx", "ket-qua.docx")
_ABANDONED = 3600  # seconds; no write takes an hour
_TOKEN = re.compile(r"\.[0-9a-f]+\.tmp$")  # of a draft; earlier versions put the number of the process there


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with ``criteria/``, ``inputs/`` and ``outputs/``."""

    root: Path

    @property
    def sets(self) -> tuple[Path, ...]:
        """The folders of all criteria sets, by name."""
        return tuple(sorted(path.parent for path in (self.root / "criteria").glob(f"*/{SET_FILE}")))

    def set_folder(self, wanted: str | None = None) -> Path:
        """The folder of the wanted set, or of the only one. Never picks among several by itself."""
        names = ", ".join(folder.name for folder in self.sets)
        if not self.sets:
            raise WorkspaceError(
                f"Thư mục {self.root.resolve()} không có bộ tiêu chí (criteria/<tên bộ>/{SET_FILE}). "
                "Tạo thư mục làm việc mới bằng: danvan init THƯ_MỤC, hoặc chỉ đúng thư mục bằng --workspace."
            )
        if wanted is None and len(self.sets) > 1:
            raise WorkspaceError(f"Có nhiều bộ tiêu chí ({names}). Chọn một bộ bằng --set TÊN_BỘ.")
        found = [folder for folder in self.sets if wanted in (None, folder.name)]
        if not found:
            raise WorkspaceError(f"Không có bộ tiêu chí “{wanted}”. Các bộ hiện có: {names}.")
        return found[0]

    @property
    def templates(self) -> Path:
        """Where the Word templates lie that the office may edit."""
        return self.root / "criteria" / "mau-van-ban"

    @property
    def cache(self) -> Path:
        """Where what was read is kept; it may be deleted at any time."""
        return self.root / "outputs" / ".cache"

    def inbox(self, year: int, period: str) -> Path:
        """Where filled forms arrive."""
        return self.root / "inputs" / str(year) / period

    def out(self, year: int, period: str) -> Path:
        """Where results of a period are written."""
        return self.root / "outputs" / str(year) / period

    @property
    def results(self) -> tuple[Path, ...]:
        """The folders that hold results, of every year and period."""
        found = (path for depth in ("*/*", "*/*/*") for path in (self.root / "outputs").glob(depth))
        return tuple(path for path in found if path.is_dir())

    def edition(self, year: int, number: int) -> Path:
        """The folder of an edition of the frozen results."""
        return self.out(year, ANNUAL) / "chinh-thuc" / f"lan-{number}"

    def editions(self, year: int) -> tuple[int, ...]:
        """The numbers of the editions that lie there, oldest first."""
        return editions_in(self.edition(year, 1).parent)

    def earlier(self, year: int) -> dict[int, Path]:
        """The results of earlier years: the last edition's, else a list in Excel or Word; oldest first.

        Raises WorkspaceError where a year has two lists.
        """
        folders = (*(self.root / "inputs").glob("*"), *(self.root / "outputs").glob("*"))
        years = {int(path.name) for path in folders if re.fullmatch("[0-9]{4}", path.name)}
        found = {}
        for each in sorted(number for number in years if number < year):
            editions = self.editions(each)
            listed = self._listed(each)
            if editions:
                found[each] = self.edition(each, editions[-1]) / FROZEN_RESULTS
            elif listed:
                found[each] = listed
        return found

    def _listed(self, year: int) -> Path | None:
        folder = self.root / "inputs" / str(year)
        there = [folder / name for name in EARLIER_LISTS if (folder / name).is_file()]
        if len(there) > 1:
            names = " và ".join(EARLIER_LISTS)
            raise WorkspaceError(f"Thư mục {folder} có cả {names}; chỉ giữ một danh sách kết quả.")
        return there[0] if there else None


def editions_in(folder: Path) -> tuple[int, ...]:
    """The numbers of the editions (``lan-1``, ``lan-2``) that lie in a folder, oldest first."""
    numbers = (path.name.removeprefix("lan-") for path in folder.glob("lan-*") if path.is_dir())
    return tuple(sorted(int(number) for number in numbers if re.fullmatch("[1-9][0-9]*", number)))


@contextlib.contextmanager
def whole_folder(target: Path, files: Mapping[str, bytes]) -> Iterator[Callable[[], None]]:
    """Write ``files`` (by relative name) beside ``target``; the call given makes the folder appear at once.

    Where it is not called nothing is left. Raises OSError where the folder cannot be written.
    """
    draft = draft_of(target)
    try:
        for name, content in files.items():
            path = draft / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write_draft(path, content)
        yield lambda: _appear(draft, target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _appear(draft: Path, target: Path) -> None:
    draft.rename(target)
    keep_names(target.parent)


def write_whole(target: Path, content: bytes | Iterable[bytes]) -> Path:
    """Write ``content`` whole or not at all; where it went.

    What is too large for memory comes piece by piece. Threads and processes may write the same target at
    once: the last one stays, and a reader sees one of them.

    A target that is open in Excel on Windows cannot be replaced: the result then gets a second name
    with the time, beside the first, so that no run is lost. Raises OSError where the folder cannot be
    written; an old file is then still whole.
    """
    draft = draft_of(target)
    try:
        write_draft(draft, content)
        return placed(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def draft_of(target: Path) -> Path:
    """A draft's name, after what killed runs left of the target's drafts was taken away."""
    target.parent.mkdir(parents=True, exist_ok=True)
    sweep(target.parent, target.name)
    return draft_name(target)


def draft_name(target: Path) -> Path:
    """A name beside ``target`` that no other writer has: no thread, no process, no machine on the share."""
    return target.with_name(f".{target.name}.{secrets.token_hex(6)}.tmp")


def write_draft(draft: Path, content: bytes | Iterable[bytes]) -> None:
    """Write ``content`` and wait until the disk has it."""
    with draft.open("wb") as stream:
        stream.writelines([content] if isinstance(content, bytes) else content)
        stream.flush()
        os.fsync(stream.fileno())


def placed(draft: Path, target: Path) -> Path:
    """Put the draft in the place of its target, beside it where that is open in Excel; where it went."""
    try:
        return draft.replace(target)
    except PermissionError:
        return draft.replace(second_name(target))


def second_name(target: Path) -> Path:
    """A dated name beside ``target`` that is free."""
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H-%M-%S")
    stems = (f"{target.stem} ({stamp}{f' {number}' if number else ''})" for number in count())
    return next(name for stem in stems if not (name := target.with_name(f"{stem}{target.suffix}")).exists())


def keep_names(folder: Path) -> None:
    """Wait until the disk has the names of what was put into the folder."""
    with contextlib.suppress(OSError):  # Windows opens no folder
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def sweep(folder: Path, name: str = "") -> None:
    """Drafts that a killed run left behind, of one target or of all in the folder.

    A younger one may belong to a run that lives.
    """
    for draft in folder.glob(f".{glob.escape(name) or '*'}.*.tmp"):
        with contextlib.suppress(OSError):
            if _TOKEN.search(draft.name) and time.time() - draft.stat().st_mtime > _ABANDONED:
                shutil.rmtree(draft) if draft.is_dir() else draft.unlink()
