"""Where things lie on disk, and how they are written: whole or not at all."""

import contextlib
import glob
import os
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scoring.errors import WorkspaceError

SET_FILE = "criteria.yaml"
ANNUAL = "nam"
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

    def inbox(self, year: int, period: str) -> Path:
        """Where filled forms arrive."""
        return self.root / "inputs" / str(year) / period

    def out(self, year: int, period: str) -> Path:
        """Where results of a period are written."""
        return self.root / "outputs" / str(year) / period


def write_whole(target: Path, content: bytes) -> Path:
    """Write ``content`` whole or not at all; where it went.

    A target that is open in Excel on Windows cannot be replaced: the result then gets a second name
    with the time, beside the first, so that no run is lost. Raises OSError where the folder cannot be
    written; an old file is then still whole.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target)
    try:
        return _replace(target, content)
    except PermissionError:
        if not target.exists():
            raise
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H-%M-%S")
    return _replace(target.with_name(f"{target.stem} ({stamp}){target.suffix}"), content)


def _sweep(target: Path) -> None:
    """Drafts of the target that a killed run left behind; a younger one may belong to a run that lives."""
    for draft in target.parent.glob(f".{glob.escape(target.name)}.*.tmp"):
        with contextlib.suppress(OSError):
            if time.time() - draft.stat().st_mtime > _ABANDONED:
                draft.unlink()


def _replace(target: Path, content: bytes) -> Path:
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with draft.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return target
