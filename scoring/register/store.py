"""The register on disk: SQLite beside the workspace's data, or a PostgreSQL that a province already runs."""

import getpass
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa

from scoring.errors import UserError
from scoring.register.failures import damaged, foreign, newer, no_driver, no_such_database, said_plainly
from scoring.register.ledger import Ledger
from scoring.register.record import Draft, Record
from scoring.register.tables import LAYOUT, LAYOUTS, LINES, META, digest, record_of, row_of
from scoring.workspace import write_whole

FILE = "so-theo-doi.sqlite"
PATIENCE = 30
"""Seconds that a command waits for another one that is writing."""
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
        try:
            self.url = sa.make_url(url)
            self.kind = self.url.get_backend_name()
        except sa.exc.ArgumentError as error:
            raise no_such_database(str(url)) from error
        if self.kind not in ("sqlite", "postgresql") or not self.url.database:
            raise no_such_database(self.url.render_as_string())
        if self.kind == "postgresql":
            self.url = self.url.set(drivername="postgresql+psycopg")
            if find_spec("psycopg") is None:
                raise no_driver()
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
    def name(self) -> str:
        """Where the register lies, without a password."""
        return str(self.url.database) if self.kind == "sqlite" else self.url.render_as_string()

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
            return Ledger()
        with self._reading() as connection:
            return Ledger(self._lines(connection, year)) if connection else Ledger()

    def append(
        self,
        year: int,
        decide: Callable[[Ledger], Iterable[Draft]],
        who: str = "",
        now: datetime | None = None,
    ) -> tuple[Record, ...]:
        """Read, decide and write in one transaction; nothing is written where nothing is decided.

        ``now`` must be aware; it is kept in UTC. Two commands at once wait for each other.
        """
        at = (now or datetime.now(UTC)).astimezone(UTC)
        with self._writing() as connection:
            drafts = tuple(decide(Ledger(self._lines(connection, year))))
            seq, last = self._last(connection)
            records = []
            for number, draft in enumerate(drafts, seq + 1):
                record = Record(number, at, who or getpass.getuser(), draft)
                last = digest(last, row_of(self.owner, record))
                records.append(replace(record, digest=last))
            if records:
                rows = [{**row_of(self.owner, record), "digest": record.digest} for record in records]
                connection.execute(sa.insert(LINES), rows)
        return tuple(records)

    def check(self) -> Health:
        """Whether every line is as it was written. What is cut off at the end only a manifest can tell.

        Raises UserError where the file cannot be read through.
        """
        if self._is_missing():
            return Health(0)
        with self._reading() as connection:
            if connection is None:
                return Health(0)
            last, seq = "", 0
            for seq, line in enumerate(self._all(connection), 1):
                row = dict(line)
                written = row.pop("digest")
                last = digest(last, row)
                if row["seq"] != seq or written != last:
                    return Health(seq - 1, broken=seq)
            return Health(seq, last)

    def backup(self, target: Path) -> Path:
        """A copy that is a register itself, as a SQLite file, written whole; where it lies.

        Other commands may go on writing. Raises UserError where ``target`` exists or nothing is recorded.
        """
        if target.exists():
            raise UserError(f"Đã có tệp {target}. Đặt tên khác cho bản sao lưu; bản cũ được giữ nguyên.")
        if self._is_missing():
            raise UserError("Chưa có sổ theo dõi để sao lưu: sổ được lập ở lần danvan consolidate đầu tiên.")
        with self._reading() as connection, closing(sqlite3.connect(":memory:")) as copy:
            if connection is None:
                raise UserError(f"Sổ theo dõi {self.name} chưa có dòng nào để sao lưu.")
            if self.kind == "sqlite":
                source = connection.connection.driver_connection
                assert isinstance(source, sqlite3.Connection)
                source.backup(copy)
            else:
                _fill(copy, self._all(connection))
            return write_whole(target, copy.serialize())

    def _is_missing(self) -> bool:
        return self.kind == "sqlite" and not Path(str(self.url.database)).exists()

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection | None]:
        """A connection that sees one state of the register; None where the database holds no register."""
        with self._begin("rw", "BEGIN") as connection:
            yield connection if self._is_laid_out(connection) else None

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """A connection that alone may write; what it wrote is on the disk when the block is left."""
        with self._begin("rwc", "BEGIN IMMEDIATE") as connection:
            if self.kind == "postgresql":
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
                if not self._is_laid_out(connection):
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_CREATING})")
            if not self._is_laid_out(connection):
                META.create_all(connection)
                connection.execute(sa.insert(LAYOUTS), {"version": LAYOUT})
            if self.kind == "postgresql":
                connection.exec_driver_sql(f"LOCK TABLE {LINES.name} IN EXCLUSIVE MODE")
            yield connection

    @contextmanager
    def _begin(self, mode: str, begin: str) -> Iterator[sa.Connection]:
        engine = self._engine(mode, begin)
        try:
            with said_plainly(self.name), engine.begin() as connection:
                yield connection
        finally:
            engine.dispose()

    def _engine(self, mode: str, begin: str) -> sa.Engine:
        if self.kind == "postgresql":
            return sa.create_engine(self.url, poolclass=sa.NullPool)
        path = Path(str(self.url.database)).absolute().as_posix()
        # Also right for a share of Windows (//server/folder), of which Path.as_uri makes a host.
        place = f"file://{'' if path.startswith('/') else '/'}{quote(os.fsencode(path))}?mode={mode}"

        def connect() -> sqlite3.Connection:
            # Without a log beside it (WAL) the register is one file, and holds on a shared drive as well.
            connection = sqlite3.connect(place, uri=True, timeout=PATIENCE, isolation_level=None)
            connection.execute("PRAGMA synchronous = EXTRA")
            return connection

        engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.NullPool)
        # SQLite's module would begin a transaction only at the first write, after what it decides upon.
        sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
        return engine

    def _is_laid_out(self, connection: sa.Connection) -> bool:
        """False in a database without a register. Raises UserError where it is another program's."""
        tables = set(sa.inspect(connection).get_table_names())
        if LAYOUTS.name not in tables:
            if LINES.name in tables or (self.kind == "sqlite" and tables):
                raise foreign(self.name)
            return False
        version = connection.execute(sa.select(sa.func.max(LAYOUTS.c.version))).scalar()
        if version != LAYOUT:
            raise newer(self.name)
        return True

    def _all(self, connection: sa.Connection) -> Sequence[sa.RowMapping]:
        wanted = sa.select(LINES).where(LINES.c.owner == self.owner).order_by(LINES.c.seq)
        return connection.execute(wanted).mappings().all()

    def _lines(self, connection: sa.Connection, year: int) -> tuple[Record, ...]:
        wanted = (
            sa.select(LINES).where(LINES.c.owner == self.owner, LINES.c.year == year).order_by(LINES.c.seq)
        )
        lines = connection.execute(wanted).mappings().all()
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


def _fill(copy: sqlite3.Connection, lines: Sequence[sa.RowMapping]) -> None:
    """The same lines in a new SQLite register."""
    engine = sa.create_engine("sqlite://", creator=lambda: copy, poolclass=sa.StaticPool)
    with engine.begin() as connection:
        META.create_all(connection)
        connection.execute(sa.insert(LAYOUTS), {"version": LAYOUT})
        if lines:
            connection.execute(sa.insert(LINES), [dict(line) for line in lines])
