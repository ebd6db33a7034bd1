"""Where things lie on disk, and how they are written: whole or not at all."""

import contextlib
import glob
import os
import re
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scoring.errors import WorkspaceError
from scoring.periods import ANNUAL

SET_FILE = "criteria.yaml"
FROZEN_RESULTS, EARLIER_LIST = "ket-qua.json", "ket-qua.xlsx"
_ABANDONED = 3600  # seconds; no write takes an hour


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

    def edition(self, year: int, number: int) -> Path:
        """The folder of an edition of the frozen results."""
        return self.out(year, ANNUAL) / "chinh-thuc" / f"lan-{number}"

    def editions(self, year: int) -> tuple[int, ...]:
        """The numbers of the editions that lie there, oldest first."""
        return editions_in(self.edition(year, 1).parent)

    def earlier(self, year: int) -> dict[int, Path]:
        """The results of earlier years: the last edition's, else a list in Excel; oldest first."""
        folders = (*(self.root / "inputs").glob("*"), *(self.root / "outputs").glob("*"))
        years = {int(path.name) for path in folders if re.fullmatch("[0-9]{4}", path.name)}
        found = {}
        for each in sorted(number for number in years if number < year):
            editions = self.editions(each)
            listed = self.root / "inputs" / str(each) / EARLIER_LIST
            if editions:
                found[each] = self.edition(each, editions[-1]) / FROZEN_RESULTS
            elif listed.is_file():
                found[each] = listed
        return found


def editions_in(folder: Path) -> tuple[int, ...]:
    """The numbers of the editions (``lan-1``, ``lan-2``) that lie in a folder, oldest first."""
    numbers = (path.name.removeprefix("lan-") for path in folder.glob("lan-*") if path.is_dir())
    return tuple(sorted(int(number) for number in numbers if re.fullmatch("[1-9][0-9]*", number)))


@contextlib.contextmanager
def whole_folder(target: Path, files: Mapping[str, bytes]) -> Iterator[Callable[[], None]]:
    """Write ``files`` (by relative name) beside ``target``; the call given makes the folder appear at once.

    Where it is not called nothing is left. Raises OSError where the folder cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target)
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        for name, content in files.items():
            path = draft / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        yield lambda: _appear(draft, target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _appear(draft: Path, target: Path) -> None:
    draft.rename(target)
    with contextlib.suppress(OSError):  # Windows opens no folder
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def write_whole(target: Path, content: bytes | Iterable[bytes]) -> Path:
    """Write ``content`` whole or not at all; where it went.

    What is too large for memory comes piece by piece.

    A target that is open in Excel on Windows cannot be replaced: the result then gets a second name
    with the time, beside the first, so that no run is lost. Raises OSError where the folder cannot be
    written; an old file is then still whole.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target)
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with draft.open("wb") as stream:
            stream.writelines([content] if isinstance(content, bytes) else content)
            stream.flush()
            os.fsync(stream.fileno())
        return _placed(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def _placed(draft: Path, target: Path) -> Path:
    try:
        return draft.replace(target)
    except PermissionError:
        stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H-%M-%S")
        return draft.replace(target.with_name(f"{target.stem} ({stamp}){target.suffix}"))


def _sweep(target: Path) -> None:
    """Drafts of the target that a killed run left behind; a younger one may belong to a run that lives."""
    for draft in target.parent.glob(f".{glob.escape(target.name)}.*.tmp"):
        with contextlib.suppress(OSError):
            if time.time() - draft.stat().st_mtime > _ABANDONED:
                shutil.rmtree(draft) if draft.is_dir() else draft.unlink()
