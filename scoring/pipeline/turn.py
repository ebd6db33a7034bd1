"""One job a workspace writes results at a time, whether asked for on the page or typed as a command.

Results are exchanged whole whoever writes them; the lock keeps two jobs from doing the same work twice on the
same processors, and the later from being replaced by the earlier. Whoever waits is shown for whom.
"""

import contextlib
import getpass
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from scoring.json_text import as_json
from scoring.register import VIETNAM
from scoring.text import on_one_line
from scoring.workspace import Workspace, write_whole

LOCK, _AT_WORK = ".danvan-ghi.lock", ".danvan-ghi.json"
"""The lock, and who has it: Windows lets nobody read a locked file."""


@contextlib.contextmanager
def turn(workspace: Workspace, title: str, who: str, waits: Callable[[str], object]) -> Iterator[None]:
    """Write results alone. ``waits`` gets one sentence where another job is writing.

    ``title`` and ``who`` are shown to those who wait for this one. A file system without locks gives
    none, and results are then written as they are without it: each exchanged whole. Raises OSError where
    nothing can be written in the workspace.
    """
    note = workspace.root / _AT_WORK
    lock = FileLock(workspace.root / LOCK)
    with contextlib.ExitStack() as held:
        with contextlib.suppress(NotImplementedError):
            try:
                held.enter_context(lock.acquire(timeout=0))
            except Timeout:
                waits(_said(note))
                held.enter_context(lock.acquire())
        since = datetime.now(UTC).isoformat()
        at_work = {"title": title, "who": who or getpass.getuser(), "since": since}
        write_whole(note, as_json(at_work).encode())
        held.callback(note.unlink, missing_ok=True)
        yield


def _said(note: Path) -> str:
    """For whom one waits; a note that is missing or not whole is no reason to say nothing."""
    try:
        at_work = json.loads(note.read_text(encoding="utf-8"))
        since = datetime.fromisoformat(at_work["since"]).astimezone(VIETNAM)
        whose = f"“{on_one_line(at_work['title'])}” của {on_one_line(at_work['who'])} (từ {since:%H:%M})"
    except (OSError, ValueError, KeyError, TypeError):
        whose = "một việc khác, ở trang web hoặc ở cửa sổ lệnh,"
    return f"Đang chờ: {whose} đang ghi kết quả trong thư mục này. Việc này tự chạy khi việc ấy xong."
