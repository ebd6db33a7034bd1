"""The register's database, spoken to through its driver: what SQLite and PostgreSQL both understand.

A statement names its values with a colon (``:owner``); a row is a mapping from the names of its columns.
"""

import os
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from scoring.dataclass import dataclass
from scoring.register.address import Address, Kind
from scoring.register.failures import foreign, said_of_connecting, said_plainly

Row = Mapping[str, Any]
LONGEST = 1 << 20
"""Bytes of a line; the longest reason that a cell of Excel holds has 100,000."""
_AT_ONCE = 1000
_VALUE = re.compile(r":(\w+)")


@dataclass(frozen=True, slots=True)
class Connection:
    """A connection within a transaction. ``raw``: the driver's, for what only one of the two understands."""

    kind: Kind
    raw: Any

    def rows(self, statement: str, **values: object) -> list[Row]:
        """All rows at once."""
        found: list[Row] = self.raw.execute(self._spelled(statement), values).fetchall()
        return found

    def first(self, statement: str, **values: object) -> Row | None:
        """The first row."""
        found: Row | None = self.raw.execute(self._spelled(statement), values).fetchone()
        return found

    def each(self, statement: str, **values: object) -> Iterator[Row]:
        """One row after the other, so that they take no memory."""
        if self.kind == "sqlite":
            yield from self.raw.execute(statement, values)
            return
        with self.raw.cursor(name="danvan_each") as rows:  # one that the server keeps: else all come at once
            rows.itersize = _AT_ONCE
            yield from rows.execute(self._spelled(statement), values)

    def run(self, *statements: str) -> None:
        """Statements without values."""
        for statement in statements:
            self.raw.execute(statement)

    def insert(self, statement: str, rows: Iterable[Row]) -> None:
        """One statement, with the values of each row."""
        self.raw.cursor().executemany(self._spelled(statement), rows)

    def _spelled(self, statement: str) -> str:
        return statement if self.kind == "sqlite" else _VALUE.sub(r"%(\1)s", statement)


@contextmanager
def reading(place: Address, patience: float) -> Iterator[Connection]:
    """A connection that sees one state to the end. ``patience``: seconds to wait for who writes."""
    with _begun(place, patience, "mode=rw", "BEGIN", "REPEATABLE READ") as connection:
        yield connection


@contextmanager
def writing(place: Address, patience: float) -> Iterator[Connection]:
    """A connection whose changes are on the disk once the block is left, and gone where it raises.

    It has to see what came while it waited for a lock. Of SQLite it alone may write; the file is made.
    """
    with _begun(place, patience, "mode=rwc", "BEGIN IMMEDIATE", "READ COMMITTED") as connection:
        if connection.kind == "postgresql":
            connection.run(f"SET LOCAL lock_timeout = '{patience}s'")
        yield connection


@contextmanager
def _begun(place: Address, patience: float, mode: str, begin: str, sees: str) -> Iterator[Connection]:
    with said_of_connecting(place.name):
        raw = _sqlite(place, mode, patience) if place.kind == "sqlite" else _postgresql(place)
    with said_plainly(place.name), closing(raw):  # what is not committed is gone
        raw.execute(begin if place.kind == "sqlite" else f"BEGIN ISOLATION LEVEL {sees}")
        yield Connection(place.kind, raw)
        raw.execute("COMMIT")


def _sqlite(place: Address, mode: str, patience: float) -> sqlite3.Connection:
    file = Path(place.name)
    if file.exists() and not file.is_file():  # a pipe is never read to its end
        raise foreign(place.name)
    path = file.absolute().as_posix()
    # Also right for a share of Windows (//server/folder), of which Path.as_uri makes a host.
    address = f"file://{'' if path.startswith('/') else '/'}{quote(os.fsencode(path))}?{mode}"
    # Without a log beside it (WAL) the register is one file, and holds on a shared drive as well.
    raw = sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None)
    raw.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    raw.row_factory = sqlite3.Row
    raw.execute("PRAGMA synchronous = EXTRA")
    return raw


def _postgresql(place: Address) -> Any:
    import psycopg  # noqa: PLC0415 - optional, and slow to load
    from psycopg.rows import dict_row  # noqa: PLC0415

    settings: dict[str, Any] = dict(place.connects)
    return psycopg.connect(**settings, autocommit=True, row_factory=dict_row)
