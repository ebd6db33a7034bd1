"""Where every unit stands, kept between looks: a new file or a new line costs only the unit that it is about.

Three things are kept: what was read of each file, as long as the file is the same; what was worked out of
each unit, as long as its files and its lines in the register are the same (see the memory of the engine);
what lies where evidence files are recorded. Classes are counted, and places given, anew each time. See
docs/decisions/0022.
"""

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock

from scoring.criteria.units import Exemption, Roster
from scoring.engine.memory import Memory
from scoring.intake.archive import Inside, Member
from scoring.intake.entries import entries
from scoring.intake.file_names import FileNames
from scoring.intake.folder import Desk, FileReader, Item, Named, Packed, Told, received
from scoring.intake.model import Receipt
from scoring.intake.names import Entry, named
from scoring.intake.packing import Press
from scoring.pipeline.attach import lying
from scoring.pipeline.consolidation import Stages, consolidation, with_attachments
from scoring.pipeline.office import Office
from scoring.register import Ledger
from scoring.standing.submissions import Exemptions, exemptions, with_exemptions
from scoring.standing.which_form import settle

FileState = tuple[str, Member | None, int, int, int, int, int]
"""Place, member of an archive, kind, size, both times, number on the disk.

Another file, or another content, has another.
"""
_AT_ONCE = 250
ReadFiles = Callable[[Sequence[Item], Exemptions], Sequence[Told]]


def read_files(office: Office, items: Sequence[Item], decided: Exemptions) -> list[Told]:
    """What :class:`KeptRuns` does not know: read under supervision, or as the cache has it."""
    desk = Desk(with_exemptions(office.roster, decided), office.set_hash, office.period, office.accepted)
    reader = FileReader(desk, cache=office.cache)
    told = reader.packed(items)
    reader.keep()
    return told


@dataclass(frozen=True, slots=True)
class FolderListing:
    """What lies in a folder, under the names that results give it; with equal states nothing has changed."""

    items: tuple[Entry, ...]
    states: tuple[FileState, ...]

    @classmethod
    def of(cls, folder: Path) -> "FolderListing":
        """What lies there now."""
        items = named(entries([folder])) if folder.is_dir() else ()
        return cls(tuple(items), tuple(_state(path) for _, path in items))


@dataclass(frozen=True, slots=True)
class _FileRead:
    """What was read of a file in this state, when its unit was exempt from this."""

    state: FileState
    exempt: tuple[Exemption, ...]
    told: Named


@dataclass
class KeptRuns:
    """The runs of one period. ``read`` reads files elsewhere: nothing of a stranger is opened here.

    ``pause``: see :class:`Memory`.
    ``progress``: how many files are read, of how many that this look or the last one had to read.
    """

    read: ReadFiles
    pause: Callable[[], object] = lambda: None
    progress: tuple[int, int] = (0, 0)
    _of: tuple[Roster, str, str] | None = None
    _memory: Memory = field(default_factory=Memory)
    _press: Press = field(default_factory=Press)
    _files: dict[str, _FileRead] = field(default_factory=dict)
    _evidence: dict[Path, tuple[FileState, str | None]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def runs(self, office: Office, ledger: Ledger, there: FolderListing | None = None) -> Stages:
        """Where every unit stands by this register, on each stage; see ``kept`` of the office.

        The same as from scratch, whatever was kept. ``there``: what lies in the inbox, listed just now.
        """
        with self._lock:
            self.progress = 0, 0
            of = office.roster, office.set_hash, office.period
            if self._of is None or self._of[0] is not of[0] or self._of[1:] != of[1:]:
                self._of, self._memory = of, Memory(self.pause)
                self._press, self._files = Press(), {}
            decided = exemptions(ledger)
            roster = self._memory.of(with_exemptions, "", (decided,), office.roster, decided)
            here = replace(office, roster=roster, kept=None)
            came = self._receipts(here, decided, there or FolderListing.of(office.inbox))
            receipts = settle(came, roster.criteria.severities, self._memory)
            told = with_attachments(here, receipts, ledger, self._lying)
            run = consolidation(here, told, ledger, memory=self._memory)
            self.progress = 0, 0
            return Stages(here, run)

    def _receipts(self, office: Office, decided: Exemptions, there: FolderListing) -> tuple[Receipt, ...]:
        """Every file has its receipt; those that did not change have the one that they had."""
        names = self._memory.of(FileNames, "", (), office.roster)
        known, kept = self._files, dict[str, _FileRead]()

        def read(items: Sequence[Item]) -> list[Named]:
            states = there.states if items is there.items else [_state(where) for _, where in items]
            told: list[Named | None] = []
            for (name, _), state in zip(items, states, strict=True):
                before = known.get(name)
                if before and before.state == state and before.exempt == _exempt(office.roster, before.told):
                    kept[name] = before
                    told.append(before.told)
                else:
                    told.append(None)
            news = [number for number, each in enumerate(told) if each is None]
            for number, came in zip(news, self._read([items[n] for n in news], decided), strict=True):
                name, state = items[number][0], states[number]
                each, lasts = self._called(came, name, names)
                told[number] = each
                if lasts and _is_plain(state):
                    kept[name] = _FileRead(state, _exempt(office.roster, each), each)
            return [each for each in told if each is not None]

        receipts = received(there.items, read)
        self._files = kept
        return receipts

    def _called(self, came: Told, name: str, names: FileNames) -> tuple[Named, bool]:
        """What was read of a file under its name, and whether the same bytes are read so again."""
        if isinstance(came, Packed):
            return self._press.pressed(came.called(name, names, light=True)), bool(came.lasts)
        return came, True

    def _read(self, items: Sequence[Item], decided: Exemptions) -> Iterator[Told]:
        """A part after the other, so that thousands of files are never in memory as they came."""
        for first in range(0, len(items), _AT_ONCE):
            self.progress = first, len(items)
            yield from self.read(items[first : first + _AT_ONCE], decided)
        self.progress = len(items), len(items)

    def _lying(self, path: Path) -> str | None:
        """The hash of what lies there, hashed again where it is another file."""
        state = _state(path)
        if not _is_plain(state):
            return lying(path)
        known = self._evidence.get(path)
        if known is None or known[0] != state:
            known = self._evidence[path] = state, lying(path)
        return known[1]


def _exempt(roster: Roster, told: Named) -> tuple[Exemption, ...]:
    """What the unit of a receipt is exempt from; nobody else's exemptions matter to it."""
    unit = roster.unit(told.unit) if isinstance(told, Receipt) else None
    return unit.exempt if unit else ()


def _state(where: Path | Inside) -> FileState:
    path, member = (where.archive, where.member) if isinstance(where, Inside) else (where, None)
    place = str(path)
    try:
        about = os.lstat(place)
    except (OSError, ValueError):
        return place, member, 0, 0, 0, 0, 0
    kind = stat.S_IFMT(about.st_mode)
    return place, member, kind, about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino


def _is_plain(state: FileState) -> bool:
    """False for a folder, a link, what is gone: what is said of it is found out again."""
    return state[2] == stat.S_IFREG
