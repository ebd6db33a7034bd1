"""The register on disk: SQLite beside the workspace's data, or a PostgreSQL that a province already runs."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import IsolationLevel

from scoring.errors import UserError
from scoring.register.address import address
from scoring.register.failures import (
    damaged,
    foreign,
    newer,
    not_taken,
    said_of_connecting,
    said_plainly,
)
from scoring.register.ledger import Ledger
from scoring.register.lengths import refuse_too_long
from scoring.register.record import Draft, Record, signed_by
from scoring.register.schema import is_laid_out
from scoring.register.tables import LAYOUT, LAYOUTS, LINES, META, digest, record_of, row_of
from scoring.workspace import draft_of, placed

FILE = "so-theo-doi.sqlite"
PATIENCE = 30
"""Seconds that a command waits for another one that is writing."""
LONGEST = 1 << 20
"""Bytes of a line; the longest reason that a cell of Excel holds has 100,000."""
NOTHING = Ledger()
_KNOWN: dict[tuple[str, str, int], Ledger] = {}
"""What this process last read, by register, office and year."""
_AT_ONCE = 1000
_ENGINES = 16
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

    def __init__(self, url: str | sa.URL, owner: str) -> None:
        place = address(url)
        self.url, self.kind = place.url, place.kind
        self.name = place.name  # where the register lies, for messages: without a password
        self.owner = owner

    @classmethod
    def beside(cls, root: Path, owner: str) -> "Register":
        """The workspace's own register: the file ``so-theo-doi.sqlite`` in its folder."""
        return cls.at(root / FILE, owner)

    @classmethod
    def at(cls, file: Path, owner: str) -> "Register":
        """A register, or a backup of one, in a file of SQLite."""
        return cls(sa.URL.create("sqlite", database=str(file)), owner)

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
                connection.execute(sa.insert(LINES), rows)
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

    def _health(self, connection: sa.Connection) -> Health:
        if self.kind == "sqlite":
            told = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
            if told != "ok":
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
        return self.kind == "sqlite" and not Path(str(self.url.database)).exists()

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection | None]:
        """A connection that sees one state of the register; None where the database holds no register."""
        with self._begin("rw", "BEGIN") as connection:
            yield connection if is_laid_out(connection, self.name) else None

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """A connection that alone may write; what it wrote is on the disk when the block is left."""
        with self._begin("rwc", "BEGIN IMMEDIATE") as connection:
            if self.kind == "postgresql":
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
                if not is_laid_out(connection, self.name):
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_CREATING})")
            if not is_laid_out(connection, self.name):
                META.create_all(connection)
                connection.execute(sa.insert(LAYOUTS), {"version": LAYOUT})
            if self.kind == "postgresql":
                connection.exec_driver_sql(f"LOCK TABLE {LINES.name} IN EXCLUSIVE MODE")
            yield connection

    @contextmanager
    def _begin(self, mode: str, begin: str) -> Iterator[sa.Connection]:
        with said_of_connecting(self.name):
            engine = self._engine(mode, begin)
            connection = engine.connect()
        with said_plainly(self.name), connection, connection.begin():
            yield connection

    def _engine(self, mode: str, begin: str) -> sa.Engine:
        if self.kind == "postgresql":
            # A reader sees one state to the end; a writer has to see what came while he waited for the lock.
            sees: IsolationLevel = "REPEATABLE READ" if mode == "rw" else "READ COMMITTED"
            return _postgresql(self.url, sees)
        file = Path(str(self.url.database))
        if file.exists() and not file.is_file():  # a pipe is never read to its end
            raise foreign(self.name)
        path = file.absolute().as_posix()
        # Also right for a share of Windows (//server/folder), of which Path.as_uri makes a host.
        place = f"file://{'' if path.startswith('/') else '/'}{quote(os.fsencode(path))}?mode={mode}"
        return _sqlite(place, begin)

    def _all(self, connection: sa.Connection) -> sa.MappingResult:
        """Every line, oldest first, in partitions that take no memory."""
        wanted = sa.select(LINES).where(LINES.c.owner == self.owner).order_by(LINES.c.seq)
        return connection.execute(wanted, execution_options={"yield_per": _AT_ONCE}).mappings()

    def _refuse_swallowed(self, connection: sa.Connection, before: int, records: Sequence[Record]) -> None:
        """What is acknowledged is there. Raises UserError, and nothing is written then."""
        news = sa.select(sa.func.count()).where(LINES.c.owner == self.owner, LINES.c.seq > before)
        count, last = connection.execute(news).scalar(), self._last(connection)
        if (count, last) != (len(records), (records[-1].seq, records[-1].digest)):
            raise not_taken(self.name)

    def _ledger(self, connection: sa.Connection, year: int) -> Ledger:
        """What is recorded of a year; of what this process knows already, only the last line is read again.

        Its digest vouches for all lines before it.
        """
        place = str(self.url), self.owner, year
        known = _KNOWN.get(place, NOTHING)
        lines = self._lines(connection, year, known.last)
        if known.records and lines and (lines[0].seq, lines[0].digest) == (known.last, known.digest):
            now = known.followed_by(lines[1:]) if lines[1:] else known
        else:
            now = Ledger(self._lines(connection, year) if known.records else lines)
        _KNOWN[place] = now
        return now

    def _lines(self, connection: sa.Connection, year: int, since: int = 0) -> tuple[Record, ...]:
        wanted = sa.select(LINES).where(
            LINES.c.owner == self.owner, LINES.c.year == year, LINES.c.seq >= since
        )
        lines = connection.execute(wanted.order_by(LINES.c.seq)).mappings().all()
        try:
            return tuple(record_of(line) for line in lines)
        except KeyError as error:
            raise newer(self.name) from error  # an action that this version does not know
        except ValueError as error:
            raise damaged(self.name) from error

    def _last(self, connection: sa.Connection) -> tuple[int, str]:
        wanted = sa.select(LINES.c.seq, LINES.c.digest).where(LINES.c.owner == self.owner)
        last = connection.execute(wanted.order_by(LINES.c.seq.desc()).limit(1)).first()
        return (last.seq, last.digest) if last else (0, "")


# An engine holds no connection (NullPool), only the statements that it has compiled: those are kept.


@lru_cache(maxsize=_ENGINES)
def _postgresql(url: sa.URL, sees: IsolationLevel) -> sa.Engine:
    return sa.create_engine(url, poolclass=sa.NullPool, isolation_level=sees)


@lru_cache(maxsize=_ENGINES)
def _sqlite(place: str, begin: str) -> sa.Engine:
    def connect() -> sqlite3.Connection:
        # Without a log beside it (WAL) the register is one file, and holds on a shared drive as well.
        connection = sqlite3.connect(place, uri=True, timeout=PATIENCE, isolation_level=None)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
        connection.execute("PRAGMA synchronous = EXTRA")
        return connection

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.NullPool)
    # SQLite's module would begin a transaction only at the first write, after what it decides upon.
    sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A register looked through, the connection that sees it, its lines; none where nothing is recorded."""

    health: Health
    connection: sa.Connection | None = None
    lines: Callable[[], sa.MappingResult] | None = None

    def copy(self, target: Path) -> Path:
        """Write the lines as a register in a file of SQLite, whole; where it lies.

        Raises UserError where ``target`` exists or nothing is recorded.
        """
        if self.connection is None:
            raise UserError("Chưa có sổ theo dõi để sao lưu: sổ được lập ở lần danvan consolidate đầu tiên.")
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
        source = self.connection.connection.driver_connection
        if isinstance(source, sqlite3.Connection):
            source.backup(copy)
            return
        engine = sa.create_engine("sqlite://", creator=lambda: copy, poolclass=sa.StaticPool)
        with engine.begin() as connection:
            META.create_all(connection)
            connection.execute(sa.insert(LAYOUTS), {"version": LAYOUT})
            self.pour_lines(connection)

    def pour_lines(self, into: sa.Connection) -> None:
        """Write every line of the office into a register without lines."""
        assert self.lines is not None
        for lines in self.lines().partitions():
            into.execute(sa.insert(LINES), [dict(line) for line in lines])
