"""The embedded example: the workspace of phường Việt Hoà 2026, with synthetic filled forms."""

import shutil
from datetime import date
from pathlib import Path

from scoring.errors import WorkspaceError
from scoring.workspace import Workspace, draft_name

SET = "viet-hoa-2026"
RECEIVED = {"6-thang": date(2026, 6, 8), "9-thang": date(2026, 9, 12), "nam": date(2026, 11, 12)}
"""The day on which the example's forms of each period were first seen, whenever the example is run."""
LATE = {"bchqs": date(2026, 11, 18)}
"""Units whose report of the year came late, by the word of the example's official."""
_INSTALLED = Path(__file__).parent / "_example"
_CHECKOUT = Path(__file__).parents[1]


def example() -> Workspace:
    """The example as it lies in the installed package, or in the checkout while developing."""
    return Workspace(_INSTALLED if _INSTALLED.is_dir() else _CHECKOUT)


def new_workspace(root: Path) -> Workspace:
    """A workspace with the sample set and empty folders. Nothing that exists is overwritten.

    Raises WorkspaceError where ``root`` already holds criteria.
    """
    made = Workspace(root)
    if (root / "criteria").exists():
        raise WorkspaceError(f"{root} đã là một thư mục làm việc (có criteria/). Chọn thư mục khác.")
    _copy(Path("criteria"), made)
    for part in ("inputs", "outputs"):
        (root / part).mkdir(parents=True, exist_ok=True)
    return made


def demo_workspace(root: Path) -> Workspace:
    """The whole example copied to ``root``; an earlier copy is used again.

    Raises WorkspaceError where ``root`` holds something else.
    """
    made = Workspace(root)
    ours = (root / "criteria" / SET).is_dir()
    if root.exists() and any(root.iterdir()) and not ours:
        raise WorkspaceError(f"Thư mục {root} đã có nội dung khác. Chọn thư mục trống: danvan demo THƯ_MỤC.")
    if not ours:
        _copy(Path("inputs"), made)
        _copy(Path("criteria"), made)
    return made


def _copy(part: Path, into: Workspace) -> None:
    """The part appears at once: half of it would be refused as somebody's workspace ever after."""
    draft = draft_name(into.root / part)
    shutil.copytree(example().root / part, draft)
    draft.rename(into.root / part)
