"""The sets at hand: those of the workspace, and those shipped with the tool to begin with."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scoring.criteria.loader import content_of
from scoring.criteria.schema import STAGE
from scoring.criteria.yaml_source import value_of
from scoring.errors import SetError
from scoring.example import shipped_sets
from scoring.workspace import SET_FILE, Workspace


@dataclass(frozen=True, slots=True)
class ListedSet:
    """A set by its folder's name; ``stage`` says that it is not issued, or that it cannot be read."""

    id: str
    name: str
    stage: str


def criteria_list(root: Path) -> tuple[tuple[ListedSet, ...], tuple[ListedSet, ...]]:
    """The sets of the workspace, which may hold none, and the shipped ones."""
    return _listed(Workspace(root).sets), _listed(shipped_sets().values())


def _listed(folders: Iterable[Path]) -> tuple[ListedSet, ...]:
    return tuple(_told(folder) for folder in folders)


def _told(folder: Path) -> ListedSet:
    """Its own words at the head of the file; a set with mistakes is listed too."""
    try:
        content = content_of(folder, SET_FILE)
    except SetError:
        return ListedSet(folder.name, SET_FILE, "không đọc được")
    status = value_of(content, "status")
    return ListedSet(
        folder.name, value_of(content, "name") or SET_FILE, STAGE.get(status, "chưa rõ trạng thái")
    )
