"""A workspace with its criteria set loaded, and how one comes about."""

import os
from collections.abc import Callable, Mapping
from dataclasses import field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.criteria.loader import load_roster, set_hash
from scoring.criteria.units import Roster
from scoring.dataclass import dataclass
from scoring.errors import WorkspaceError
from scoring.example import SET, demo_workspace, example, new_workspace
from scoring.exchange import finish
from scoring.intake.own_cells import first_sheet
from scoring.periods import ANNUAL
from scoring.register.store import Register
from scoring.text import ascii_slug
from scoring.workers.kept_set import kept_or_read
from scoring.workspace import Workspace

if TYPE_CHECKING:
    from scoring.engine.model import Stage
    from scoring.register import Ledger
    from scoring.standing.run import Consolidation

Progress = Callable[[int, int], None]
REGISTER_URL = "DANVAN_REGISTER"


def quiet(done: int, total: int) -> None:
    """No progress shown."""


def meanwhile(progress: Progress, load: Callable[[], object]) -> Progress:
    """The same progress; at its first step ``load`` is called: by then workers have enough to do."""
    waiting = [load]

    def step(done: int, total: int) -> None:
        progress(done, total)
        if waiting:
            waiting.pop()()

    return step


@dataclass(frozen=True, slots=True)
class Office:
    """A workspace with its criteria set loaded: what every command works on.

    ``processes``: how many read files at once, 0 for as many as there are processors. ``use_cache``: a file
    whose very bytes were read before is not read again. ``scheduler``: the address of a Dask cluster that
    reads instead of this machine. ``accepted``: the sha256 of files that the register knows as accepted; they
    stay so although the set has changed since. ``kept``: gives where every unit stands under a register, on
    each stage and (None) as it is consolidated, without starting anew; only a server keeps runs.
    """

    workspace: Workspace
    roster: Roster
    set_hash: str
    period: str = ANNUAL
    processes: int = 0
    use_cache: bool = True
    scheduler: str = ""
    accepted: frozenset[str] = frozenset()
    kept: "Callable[[Office, Ledger], Mapping[Stage | None, Consolidation]] | None" = field(
        default=None, compare=False
    )

    @property
    def is_example(self) -> bool:
        """True for the embedded example, False for every workspace of a user."""
        return self.workspace == example()

    @property
    def cache(self) -> Path | None:
        """Where what is read is kept; None where everything is read anew, or beside the embedded example."""
        return self.workspace.cache if self.use_cache and not self.is_example else None

    @property
    def register(self) -> Register:
        """The register of the workspace's office, or of the database that ``DANVAN_REGISTER`` names."""
        owner = ascii_slug(self.roster.criteria.issuer)
        url = os.environ.get(REGISTER_URL)
        return Register(url, owner) if url else Register.beside(self.workspace.root, owner)

    @property
    def inbox(self) -> Path:
        """Where filled forms of the period arrive."""
        return self.workspace.inbox(self.roster.criteria.year, self.period)

    @property
    def out(self) -> Path:
        """Where results of the period are written."""
        return self.workspace.out(self.roster.criteria.year, self.period)


def open_office(root: Path, wanted_set: str | None = None, period: str = ANNUAL) -> Office:
    """Load the workspace's set for a period; ``nam`` is the scored one, whatever the set calls it.

    Raises WorkspaceError or SetError with Vietnamese messages.
    """
    workspace = Workspace(root)
    folder = workspace.set_folder(wanted_set)
    for written in (folder, *workspace.results):
        finish(written)
    roster = kept_or_read(workspace.cache, folder, partial(load_roster, open_sheet=first_sheet))
    periods = roster.criteria.periods
    if period == ANNUAL and ANNUAL not in periods:
        period = roster.criteria.scored_period
    if period not in periods:
        raise WorkspaceError(f"Không có kỳ báo cáo “{period}”. Các kỳ của bộ tiêu chí: {', '.join(periods)}.")
    return Office(workspace, roster, set_hash(roster.criteria), period)


def open_office_or_example(root: Path, wanted_set: str | None = None, period: str = ANNUAL) -> Office:
    """The workspace's set; outside any workspace the embedded example's, for checking one's own form.

    A form of another set is still refused: the form's stamp names its set.
    """
    inside = wanted_set is not None or bool(Workspace(root).sets)
    return open_office(root if inside else example().root, wanted_set, period)


def init(root: Path, wanted_set: str | None = None) -> Office:
    """Make a new workspace with a shipped set and empty folders, one for what arrives in each period."""
    return with_inboxes(new_workspace(root, wanted_set or SET))


def with_inboxes(workspace: Workspace) -> Office:
    """A new workspace's office; each period has its folder for what arrives."""
    office = open_office(workspace.root)
    criteria = office.roster.criteria
    for period in criteria.periods:
        office.workspace.inbox(criteria.year, period).mkdir(parents=True, exist_ok=True)
    return office


def demo(root: Path) -> Office:
    """The embedded example, copied to ``root`` and ready to be consolidated."""
    return open_office(demo_workspace(root).root)
