"""The register on disk: SQLite beside the workspace's data, or a PostgreSQL that a province already runs."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path

from scoring.dataclass import dataclass
from scoring.errors import UserError
from scoring.register.address import Address, address, in_file
from scoring.register.database import Connection, Row, reading, writing
from scoring.register.failures import damaged, newer, not_taken
from scoring.register.ledger import Ledger
from scoring.register.lengths import refuse_too_long
from scoring.register.record import Draft, Record, signed_by
from scoring.register.schema import is_laid_out
from scoring.register.tables import GUARDS, INSERT, LINES, NAMES, TABLES, VERSION, digest, record_of, row_of
from scoring.workspace import draft_of, placed

FILE = "so-theo-doi.sqlite"
PATIENCE = 30
"""Seconds that a command waits for another one that is writing."""
NOTHING = Ledger()
_KNOWN: dict[tuple[Address, str, int], Ledger] = {}
"""What this process last read, by register, office and year."""
_AT_ONCE = 1000
_CREATING = 0x64616E76616E  # "danvan": the key of the advisory lock under which PostgreSQL makes the tables


@dataclass(frozen=True, slots=True)
class Health:
    """What :meth:`Register.check` found: how many lines, the last digest, the first line that is wrong."""

    lines: int
    digest: str = ""
    broken: int | None = None

    @property
    def whole(self) -> bool:
        """True where every line is as it was written and follows the line before it."""
        return self.broken is None


class Register:
    """The lines of one office. ``owner`` keeps offices apart that share one database."""

    def __init__(self, place: str | Address, owner: str) -> None:
        self.place = place if isinstance(place, Address) else address(place)
        self.kind = self.place.kind
        self.name = self.place.name  # where the register lies, for messages: without a password
        self.owner = owner

    @classmethod
    def beside(cls, root: Path, owner: str) -> "Register":
        """The workspace's own register: the file ``so-theo-doi.sqlite`` in its folder."""
        return cls.at(root / FILE, owner)

    @classmethod
    def at(cls, file: Path, owner: str) -> "Register":
        """A register, or a backup of one, in a file of SQLite."""
        return cls(in_file(file), owner)

    @property
    def exists(self) -> bool:
        """False where nothing has ever been recorded, or the file is gone. Makes no file."""
        if self._is_missing():
            return False
        with self._reading() as connection:
            return connection is not None

    def ledger(self, year: int) -> Ledger:
        """What is recorded of a year. Reading makes no file."""
        if self._is_missing():
            return NOTHING
        with self._reading() as connection:
            return self._ledger(connection, year) if connection else NOTHING

    def append(
        self,
        year: int,
        decide: Callable[[Ledger], Iterable[Draft]],
        who: str = "",
        now: datetime | None = None,
    ) -> tuple[Record, ...]:
        """Read, decide and write in one transaction; nothing is written where nothing is decided.

        ``now`` must be aware; it is kept in UTC. Two commands at once wait for each other. Raises UserError,
        and writes nothing, where a text is longer than a cell of Excel holds.
        """
        at = (now or datetime.now(UTC)).astimezone(UTC)
        with self._writing() as connection:
            drafts = tuple(decide(self._ledger(connection, year)))
            refuse_too_long(drafts)
            seq, last = self._last(connection)
            records = []
            for number, draft in enumerate(drafts, seq + 1):
                record = Record(number, at, signed_by(who), draft)
                last = digest(last, row_of(self.owner, record))
                records.append(replace(record, digest=last))
            if records:
                rows = [{**row_of(self.owner, record), "digest": record.digest} for record in records]
                connection.insert(INSERT, rows)
                self._refuse_swallowed(connection, seq, records)
        return tuple(records)

    def take_over(self, seen: "Snapshot") -> bool:
        """Begin with the lines of another register; False, and nothing is written, where there are lines."""
        with self._writing() as connection:
            if self._last(connection)[0]:
                return False
            seen.pour_lines(connection)
            if self._health(connection) != seen.health:
                raise not_taken(self.name)
            return True

    def check(self) -> Health:
        """Whether every line is as it was written. Only a manifest shows lines missing at the end.

        Raises UserError where the file cannot be read through.
        """
        with self.snapshot() as seen:
            return seen.health

    @contextmanager
    def snapshot(self) -> Iterator["Snapshot"]:
        """One state of the register, looked through and ready to be copied; writers wait meanwhile.

        Line by line, so that it takes no memory; the first line that is wrong ends it. Raises UserError where
        the file cannot be read through.
        """
        if self._is_missing():
            yield Snapshot(Health(0))
            return
        with self._reading() as connection:
            if connection is None:
                yield Snapshot(Health(0))
            else:
                yield Snapshot(self._health(connection), connection, partial(self._all, connection))

    def _health(self, connection: Connection) -> Health:
        if self.kind == "sqlite":
            told = connection.first("PRAGMA integrity_check(1)")
            if told is None or tuple(told) != ("ok",):
                raise damaged(self.name)
        last, seq = "", 0
        for seq, line in enumerate(self._all(connection), 1):
            row = dict(line)
            written = row.pop("digest")
            last = digest(last, row)
            if row["seq"] != seq or written != last:
                return Health(seq - 1, broken=seq)
        return Health(seq, last)

    def _is_missing(self) -> bool:
        return self.kind == "sqlite" and not Path(self.name).exists()

    @contextmanager
    def _reading(self) -> Iterator[Connection | None]:
        """A connection that sees one state of the register; None where the database holds no register."""
        with reading(self.place, PATIENCE) as connection:
            yield connection if is_laid_out(connection, self.name) else None

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A connection that alone may write; what it wrote is on the disk when the block is left."""
        with writing(self.place, PATIENCE) as connection:
            if self.kind == "postgresql" and not is_laid_out(connection, self.name):
                connection.run(f"SELECT pg_advisory_xact_lock({_CREATING})")
            if not is_laid_out(connection, self.name):
                _lay_out(connection)
            if self.kind == "postgresql":
                connection.run(f"LOCK TABLE {LINES} IN EXCLUSIVE MODE")
            yield connection

    def _all(self, connection: Connection) -> Iterator[Row]:
        """Every line, oldest first, so that they take no memory."""
        return connection.each(
            f"SELECT {NAMES} FROM {LINES} WHERE owner = :owner ORDER BY seq", owner=self.owner
        )

    def _refuse_swallowed(self, connection: Connection, before: int, records: Sequence[Record]) -> None:
        """What is acknowledged is there. Raises UserError, and nothing is written then."""
        wanted = f"SELECT count(*) AS lines FROM {LINES} WHERE owner = :owner AND seq > :before"
        news, last = connection.first(wanted, owner=self.owner, before=before), self._last(connection)
        written = news and (news["lines"], last)
        if written != (len(records), (records[-1].seq, records[-1].digest)):
            raise not_taken(self.name)

    def _ledger(self, connection: Connection, year: int) -> Ledger:
        """What is recorded of a year; of what this process knows already, only the last line is read again.

        Its digest vouches for all lines before it.
        """
        place = self.place, self.owner, year
        known = _KNOWN.get(place, NOTHING)
        lines = self._lines(connection, year, known.last)
        if known.records and lines and (lines[0].seq, lines[0].digest) == (known.last, known.digest):
            now = known.followed_by(lines[1:]) if lines[1:] else known
        else:
            now = Ledger(self._lines(connection, year) if known.records else lines)
        _KNOWN[place] = now
        return now

    def _lines(self, connection: Connection, year: int, since: int = 0) -> tuple[Record, ...]:
        these = "owner = :owner AND year = :year AND seq >= :since"
        wanted = f"SELECT {NAMES} FROM {LINES} WHERE {these} ORDER BY seq"
        lines = connection.rows(wanted, owner=self.owner, year=year, since=since)
        try:
            return tuple(record_of(line) for line in lines)
        except KeyError as error:
            raise newer(self.name) from error  # an action that this version does not know
        except ValueError as error:
            raise damaged(self.name) from error

    def _last(self, connection: Connection) -> tuple[int, str]:
        wanted = f"SELECT seq, digest FROM {LINES} WHERE owner = :owner ORDER BY seq DESC LIMIT 1"
        last = connection.first(wanted, owner=self.owner)
        return (last["seq"], last["digest"]) if last else (0, "")


def _lay_out(connection: Connection) -> None:
    """Make the tables of a register and what keeps them append-only."""
    connection.run(*TABLES[connection.kind], *GUARDS[connection.kind], VERSION)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A register looked through, the connection that sees it, its lines; none where nothing is recorded."""

    health: Health
    connection: Connection | None = None
    lines: Callable[[], Iterator[Row]] | None = None

    def copy(self, target: Path) -> Path:
        """Write the lines as a register in a file of SQLite, whole; where it lies.

        Raises UserError where ``target`` exists or nothing is recorded.
        """
        if self.connection is None:
            raise UserError("Chưa có sổ theo dõi để sao lưu: sổ được lập khi nhận biểu đầu tiên.")
        if target.exists():
            raise UserError(f"Đã có tệp {target}. Đặt tên khác cho bản sao lưu; bản cũ được giữ nguyên.")
        draft = draft_of(target)
        try:
            with closing(sqlite3.connect(draft, isolation_level=None)) as copy:
                copy.execute("PRAGMA journal_mode = OFF")  # what is half done is thrown away
                self.pour(copy)
            return placed(draft, target)
        finally:
            draft.unlink(missing_ok=True)

    def pour(self, copy: sqlite3.Connection) -> None:
        """Make another database hold what this one does, and nothing else."""
        assert self.connection is not None
        if self.connection.kind == "sqlite":
            self.connection.raw.backup(copy)
            return
        target = Connection("sqlite", copy)
        target.run("BEGIN")
        _lay_out(target)
        self.pour_lines(target)
        target.run("COMMIT")

    def pour_lines(self, into: Connection) -> None:
        """Write every line of the office into a register without lines."""
        assert self.lines is not None
        lines = self.lines()
        while handful := [dict(line) for line in islice(lines, _AT_ONCE)]:
            into.insert(INSERT, handful)
