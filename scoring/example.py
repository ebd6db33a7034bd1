"""What is shipped with the program: the example's workspace, further sets, the guide and the cards.

The example is phường Việt Hoà 2026, with synthetic filled forms.

Beside the example's own set others are shipped, each the beginning of a workspace: the library. It lies a
folder deeper than the sets of a workspace, so that none of them is taken for one in use.
"""

import shutil
from datetime import date
from pathlib import Path

from scoring.errors import WorkspaceError
from scoring.workspace import SET_FILE, Workspace, draft_name

SET = "viet-hoa-2026"
LIBRARY = "thu-vien"
RECEIVED = {"6-thang": date(2026, 6, 8), "9-thang": date(2026, 9, 12), "nam": date(2026, 11, 12)}
"""The day on which the example's forms of each period were first seen, whenever the example is run."""
LATE = {"bchqs": date(2026, 11, 18)}
"""Units whose report of the year came late, by the word of the example's official."""
_INSTALLED = Path(__file__).parent / "_example"
_DOCUMENTS = Path(__file__).parent / "_docs"
_CHECKOUT = Path(__file__).parents[1]


def documents() -> Path:
    """The folder of the guide and of the cards, in the installed package or in the checkout."""
    return _DOCUMENTS if _DOCUMENTS.is_dir() else _CHECKOUT / "docs"


def example() -> Workspace:
    """The example as it lies in the installed package, or in the checkout while developing."""
    return Workspace(_INSTALLED if _INSTALLED.is_dir() else _CHECKOUT)


def shipped_sets() -> dict[str, Path]:
    """The folders of the sets that a workspace can begin with, the example's own first."""
    criteria = example().root / "criteria"
    library = sorted(path.parent for path in (criteria / LIBRARY).glob(f"*/{SET_FILE}"))
    return {folder.name: folder for folder in (criteria / SET, *library)}


def new_workspace(root: Path, wanted: str = SET) -> Workspace:
    """A workspace with one of the shipped sets and empty folders. Nothing that exists is overwritten.

    Raises WorkspaceError where ``root`` already holds criteria, or no such set is shipped.
    """
    if wanted not in shipped_sets():
        raise WorkspaceError(
            f"Không có bộ “{wanted}” kèm theo công cụ. Các bộ kèm theo: {', '.join(shipped_sets())}. "
            "Xem tên từng bộ: danvan criteria list."
        )
    return workspace_of(root, shipped_sets()[wanted])


def workspace_of(root: Path, folder: Path) -> Workspace:
    """The same with the set that lies in ``folder``, whoever wrote it."""
    if (root / "criteria").exists():
        raise _is_one_already(root)
    _copy_criteria(root, folder)
    for part in ("inputs", "outputs"):
        (root / part).mkdir(parents=True, exist_ok=True)
    return Workspace(root)


def demo_workspace(root: Path) -> Workspace:
    """The whole example copied to ``root``; an earlier copy is used again.

    Raises WorkspaceError where ``root`` holds something else.
    """
    made = Workspace(root)
    ours = (root / "criteria" / SET).is_dir()
    if root.exists() and any(root.iterdir()) and not ours:
        raise WorkspaceError(f"Thư mục {root} đã có nội dung khác. Chọn thư mục trống: danvan demo THƯ_MỤC.")
    if not ours:
        draft = draft_name(root / "inputs")
        shutil.copytree(example().root / "inputs", draft)
        draft.rename(root / "inputs")
        _copy_criteria(root, shipped_sets()[SET])
    return made


def _copy_criteria(root: Path, folder: Path) -> None:
    """The set with what belongs to all, at once: half of it would look like a workspace in use."""
    target = root / "criteria"
    draft = draft_name(target)
    try:
        shutil.copytree(example().root / "criteria", draft, ignore=shutil.ignore_patterns(LIBRARY, SET))
        shutil.copytree(folder, draft / folder.name)
        draft.rename(target)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
        if target.exists():  # somebody else was first
            raise _is_one_already(root) from None
        raise


def _is_one_already(root: Path) -> WorkspaceError:
    return WorkspaceError(f"{root} đã là một thư mục làm việc (có criteria/). Chọn thư mục khác.")
