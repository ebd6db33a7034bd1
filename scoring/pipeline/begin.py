"""A workspace begun on the page: with a shipped set, or with a set that the office has in Excel."""

from pathlib import Path
from tempfile import TemporaryDirectory

from scoring.example import workspace_of
from scoring.intake.criteria_book import open_set_and_doubts
from scoring.pipeline.criteria import take_set
from scoring.pipeline.office import Office, with_inboxes
from scoring.pipeline.set_edit import set_edit_from_book
from scoring.register.store import FILE

_PARTS = ("criteria", "inputs", "outputs", FILE)


def may_begin(root: Path) -> bool:
    """True for a folder that is there and in which nothing of a workspace lies.

    Where only the sets are missing they were lost, or the share is not there: nothing is begun anew.
    """
    return root.is_dir() and not any((root / part).exists() for part in _PARTS)


def begin_with_book(_example: Office, root: Path, path: Path, who: str) -> bool:
    """Make a workspace with the set of a workbook.

    Where rows of a paper that were in doubt still stand as they were proposed, a draft keeps them in mind;
    then it returns True. It is asked of the example's office, since there is no other one yet. Raises
    SetError with every mistake by sheet and cell, WorkspaceError where the folder is a workspace already.
    """
    roster, left = open_set_and_doubts(path)
    with TemporaryDirectory(prefix="danvan-") as folder:
        office = with_inboxes(workspace_of(root, take_set(Path(folder), roster).folder))
    if left:
        set_edit_from_book(office, path, who)
    return bool(left)
