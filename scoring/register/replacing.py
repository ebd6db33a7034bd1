"""One register of SQLite in the place of another, so that no line that was acknowledged is lost.

The file is not exchanged: a command that waits for its lock would go on to write into the old one, which
nobody reads any more. Its content is, in one transaction that alone has the file. Whoever writes at the same
time waits, a kill leaves the old content, and what was there is first copied as it was under that very lock.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from shutil import copyfile

from scoring.register.failures import said_plainly
from scoring.register.store import PATIENCE
from scoring.register.tables import LINES

BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a register while it writes, and leaves there where it is killed."""
_UNUSABLE = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)


@contextmanager
def held(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the register that alone has it until the block is left; makes an empty file of none.

    Waits for who writes or reads. Raises UserError where that takes too long, sqlite3.DatabaseError where
    the file is none that a register can be in (see ``is_unusable``).
    """
    with (
        said_plainly(str(path)),
        closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as connection,
    ):
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("BEGIN EXCLUSIVE")
        # From here on the lock is kept between transactions. Not before: two who wait for it in this mode
        # keep each other from it.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = DELETE")  # of a file that somebody switched to a log
        yield connection


def is_unusable(path: Path) -> bool:
    """True where SQLite takes the file for none of its own: nobody can write a line into it either."""
    with closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.DatabaseError as error:
            return error.sqlite_errorcode & 0xFF in _UNUSABLE
    return False


def empty(path: Path) -> None:
    """Make an unusable file one that can be locked; a copy of it is already kept."""
    with path.open("r+b") as stream:
        stream.truncate()
    for suffix in BESIDE:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def copied(source: sqlite3.Connection, target: Path) -> bool:
    """Copy the locked file page by page, whatever it contains; False where there is nothing in it."""
    with suppress(sqlite3.DatabaseError):  # so damaged that it cannot be asked
        if not source.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return False
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        copy.execute("PRAGMA journal_mode = OFF")
        source.backup(copy)
    return True


def copied_as_it_lies(path: Path, target: Path) -> None:
    """Copy an unusable file with what SQLite left beside it."""
    copyfile(path, target)
    for suffix in BESIDE:
        with suppress(FileNotFoundError):
            copyfile(path.with_name(path.name + suffix), target.with_name(target.name + suffix))


def missing(former: Path, source: Path) -> tuple[int, int, int]:
    """How many lines of ``former``, of any office, ``source`` does not have; the first, the last of them.

    Both have been looked through before.
    """
    wanted = (
        f"SELECT count(*), min(seq), max(seq) FROM main.{LINES} a WHERE NOT EXISTS (SELECT 1 FROM "
        f"other.{LINES} b WHERE b.owner = a.owner AND b.seq = a.seq AND b.digest = a.digest)"
    )
    with said_plainly(str(former)), closing(sqlite3.connect(former)) as connection:
        connection.execute("ATTACH ? AS other", (str(source),))
        count, first, last = connection.execute(wanted).fetchone()
    return count, first or 0, last or 0
