"""What the server knows: the workspace, who may come in, the processes that work for it."""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from scoring.example import example
from scoring.periods import ANNUAL
from scoring.pipeline.kept_runs import FolderListing, KeptRuns
from scoring.pipeline.office import Office
from scoring.pipeline.upkeep import refuse_lost
from scoring.register import VIETNAM, Ledger
from scoring.reports.final.still_open import OpenMatter, still_open
from scoring.standing.approvals import StepState, approval_states
from scoring.verification.contents import UnitTally, tallies
from scoring.web.accounts import Accounts
from scoring.web.desk import Readers, Where
from scoring.web.guard import Served, Throttle
from scoring.web.heap import give_back, keep
from scoring.web.jobs import Jobs
from scoring.web.looks import Looks

if TYPE_CHECKING:
    from scoring.pipeline.consolidation import Stages
    from scoring.standing.run import Consolidation

T = TypeVar("T")
P = ParamSpec("P")
_Basis = tuple[Where, str, int]
"""The set and the list of units, the last line of the register, the files: what a run rests on."""


@dataclass
class Site:
    """A workspace on the web. Set and units are opened again when their files change."""

    root: Path
    wanted_set: str | None
    served: Served
    accounts: Accounts
    desk: Readers = field(default_factory=Readers)
    throttle: Throttle = field(default_factory=Throttle)
    launch_token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    jobs: Jobs = field(init=False)
    _runs: dict[str, tuple[_Basis, "Stages"]] = field(default_factory=dict)
    _kept: dict[str, KeptRuns] = field(default_factory=dict)
    _made: dict[Callable[..., Any], tuple["Consolidation", Any]] = field(default_factory=dict)
    looks: Looks = field(default_factory=Looks)
    seen: Callable[[], dict[str, "Stages"] | None] = lambda: None
    """What whoever asks has seen for the page that is being made, by period; None where he may write as well.

    A page is made of one state, and looked for once.
    """
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.jobs = Jobs(self.root)

    def choose(self, name: str) -> None:
        """Show another set of the workspace from now on, to everybody."""
        self.accounts.choose_set(name)
        self.wanted_set = name

    def where(self, period: str = ANNUAL) -> Where:
        """The office of a period, as it is passed to the processes."""
        return Where(self.root, self.wanted_set, period, self._state_of_set())

    def office(self, period: str = ANNUAL) -> Office:
        """The office of a period."""
        return self.where(period).office()

    def ledger(self) -> Ledger:
        """What the register says of the year; its connection is closed before a page is made of it.

        Raises RegisterError where it is lost: nothing would look as if nothing had ever been recorded.
        """
        office = self.office()
        ledger = office.register.ledger(office.roster.criteria.year)
        if not ledger.records:
            refuse_lost(office)
        return ledger

    def run(self, period: str = ANNUAL) -> "Consolidation":
        """Where every unit stands, read again only when a file, the register or the set has changed."""
        return self._read(period)[None]

    def verified_run(self) -> "Consolidation":
        """The same for the year, ranked on verified scores alone: what freezing looks at."""
        return self._read(ANNUAL)["verified"]

    def tallies(self) -> tuple[UnitTally, ...]:
        """What there is to verify in the year's run."""
        return self._once(self.run(ANNUAL), tallies)

    def matters(self) -> tuple[OpenMatter, ...]:
        """What keeps the year from being frozen."""
        return self._once(self.verified_run(), _matters)

    def steps(self) -> tuple[StepState, ...]:
        """Where the approvals of the year stand."""
        return self._once(self.verified_run(), approval_states)

    def _once(self, run: "Consolidation", make: Callable[["Consolidation"], T]) -> T:
        """What is made of a run, once for all who look; of an older run it is forgotten."""
        known, files = self._made.get(make), len(run.receipts)
        while known is None or known[0] is not run:  # who waited with others may get what they asked for
            known = self.looks.of(make, lambda: self._remade(run, make), lambda: (files, files))
        made: T = known[1]
        return made

    def _remade(
        self, run: "Consolidation", make: Callable[["Consolidation"], T]
    ) -> "tuple[Consolidation, T]":
        known = self._made.get(make)
        if known is None or known[0] is not run:
            known = self._made[make] = run, make(run)
        return known

    def _read(self, period: str) -> "Stages":
        kept, seen = self._kept_of(period), self.seen()
        if seen is not None and period in seen:
            return seen[period]
        found = self.looks.of(period, lambda: self._looked(period), lambda: kept.progress)
        if seen is not None:
            seen[period] = found
        return found

    def _looked(self, period: str) -> "Stages":
        where, ledger = self.where(period), self.ledger()
        there = FolderListing.of(where.office().inbox)
        basis = where, ledger.digest, hash(there.states)
        known = self._runs.get(period)
        if known and known[0] == basis:
            return known[1]
        runs = self._kept_of(period).runs(where.office(), ledger, there)
        if not known or known[1][None].memory is not runs[None].memory:
            keep()  # begun anew: the first look, or another set
        give_back()
        self._runs[period] = basis, runs
        return runs

    def _kept_of(self, period: str) -> KeptRuns:
        with self._lock:
            read = partial(self.ask, period, "read_files")
            return self._kept.setdefault(period, KeptRuns(read, self.looks.give_way))

    def on_kept(
        self, function: Callable[Concatenate[Office, P], T], *words: P.args, **options: P.kwargs
    ) -> T:
        """A pipeline function on the year's office, here: what rests on where every unit stands.

        It opens no file of a stranger; the warm processes read what is new for it.
        """
        self.run()  # who cannot wait for thousands of files is told how far they are read
        office = replace(self.office(), kept=self._kept_of(ANNUAL).runs)
        done = function(office, *words, **options)
        give_back()
        return done

    def ask_example(self, name: str, *words: Any) -> Any:
        """The same on the embedded example's office, where the workspace has none yet."""
        return self.desk.ask(Where(example().root, None, ANNUAL), name, *words)

    def ask(self, period: str, name: str, *words: Any, **options: Any) -> Any:
        """A pipeline function on the office of a period, in one of the warm processes."""
        return self.desk.ask(self.where(period), name, *words, **options)

    def spend_launch(self, token: str) -> bool:
        """True once, for the token that the server printed at its start."""
        with self._lock:
            if not (self.launch_token and secrets.compare_digest(token.encode(), self.launch_token.encode())):
                return False
            self.launch_token = ""
            return True

    def is_launch(self, token: str) -> bool:
        """To look spends nothing."""
        return bool(self.launch_token) and secrets.compare_digest(token.encode(), self.launch_token.encode())

    @property
    def today(self) -> date:
        """The day in Việt Nam."""
        return datetime.now(UTC).astimezone(VIETNAM).date()

    def _state_of_set(self) -> str:
        folder = self.root / "criteria"
        return _listed(folder)


def _matters(run: "Consolidation") -> tuple[OpenMatter, ...]:
    return tuple(still_open(run))


def _listed(folder: Path) -> str:
    """Changes when a file below the folder comes, goes or changes."""
    found = []
    for path, _, files in os.walk(folder):
        for name in files:
            file = os.path.join(path, name)  # noqa: PTH118 - asked at every view, of thousands of files
            try:
                about = os.stat(file)  # noqa: PTH116
            except OSError:
                continue
            found.append(f"{file} {about.st_size} {about.st_mtime_ns}")
    return str(hash(tuple(sorted(found))))
