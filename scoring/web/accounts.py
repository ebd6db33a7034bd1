"""Who may come in: links of units, passwords, sessions.

They lie in a file of their own beside the register, whose lines are for ever. Of a link and of a session only
the hash is kept, of a password what scrypt makes of it: who copies the file can come in as nobody.
"""

import hashlib
import hmac
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scoring.errors import UserError
from scoring.web.roles import Role

FILE = "truy-cap.sqlite"
SHORTEST = 10
"""Characters of a password."""
LASTS = timedelta(hours=12)
"""Of a session, from the login."""
WORK = 1 << 14
"""How often scrypt turns (its ``n``): a guess of a password costs some 50 ms and 16 MB."""
_TABLES = """
CREATE TABLE IF NOT EXISTS people (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, roles TEXT NOT NULL, salt BLOB, secret BLOB,
  made TEXT NOT NULL, revoked TEXT, verifies TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS links (
  id INTEGER PRIMARY KEY, unit TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, made TEXT NOT NULL,
  revoked TEXT, used TEXT);
CREATE TABLE IF NOT EXISTS sessions (
  hash TEXT PRIMARY KEY, person INTEGER, link INTEGER, made TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS chosen (only INTEGER PRIMARY KEY CHECK (only = 1), criteria TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who sends a request.

    ``who`` is what the register records; ``unit`` the code of the unit of a link; ``verifies`` the verifier
    of the set as whom somebody verifies, ``TEAM`` for the whole team.
    """

    who: str = ""
    roles: frozenset[Role] = frozenset()
    unit: str = ""
    verifies: str = ""


NOBODY = Visitor()
TEAM = "*"
"""Verifies every unit, each as the verifier that the set names for it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a name and a password; one who only ever came by the launch address has none."""

    id: int
    name: str
    roles: frozenset[Role]
    has_password: bool
    made: datetime
    verifies: str = ""


@dataclass(frozen=True, slots=True)
class UnitLink:
    """The standing link of a unit; ``used`` is when somebody last came in by it."""

    unit: str
    made: datetime
    used: datetime | None


class Accounts:
    """The file of a workspace. Each method is a transaction of its own connection: threads may share it."""

    def __init__(self, root: Path) -> None:
        self._file = root / FILE
        if not self._file.exists():
            self._file.touch(mode=0o600)
        with self._open() as base:
            base.executescript(_TABLES)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._file, timeout=30)) as base:
            base.execute("PRAGMA synchronous = FULL")
            with base:
                yield base

    @property
    def chosen_set(self) -> str | None:
        """The set that the page shows where the workspace has several; None where nobody chose."""
        with self._open() as base:
            row = base.execute("SELECT criteria FROM chosen").fetchone()
        return row[0] if row else None

    def choose_set(self, name: str) -> None:
        """Keep which set the page shows, also after it is started again."""
        with self._open() as base:
            base.execute("INSERT OR REPLACE INTO chosen VALUES (1, ?)", (name,))

    # Sessions

    def visitor(self, token: str) -> Visitor:
        """Who the session belongs to; nobody where it is unknown, too old, or its owner lost access."""
        asked = (
            "SELECT s.made, p.name, p.roles, l.unit, p.verifies FROM sessions s"
            " LEFT JOIN people p ON p.id = s.person AND p.revoked IS NULL"
            " LEFT JOIN links l ON l.id = s.link AND l.revoked IS NULL WHERE s.hash = ?"
        )
        with self._open() as base:
            row = base.execute(asked, (_hash(token),)).fetchone()
        if row is None or _now() - datetime.fromisoformat(row[0]) > LASTS:
            return NOBODY
        _, name, roles, unit, verifies = row
        if name:
            return Visitor(name, _roles(roles), verifies=verifies)
        return Visitor(roles=frozenset({Role.UNIT}), unit=unit) if unit else NOBODY

    def leave(self, token: str) -> None:
        """End a session."""
        with self._open() as base:
            base.execute("DELETE FROM sessions WHERE hash = ?", (_hash(token),))

    def _enter(self, base: sqlite3.Connection, person: int | None, link: int | None) -> str:
        token = secrets.token_urlsafe(32)
        oldest = (_now() - LASTS).isoformat()
        base.execute("DELETE FROM sessions WHERE made < ?", (oldest,))
        base.execute("INSERT INTO sessions VALUES (?, ?, ?, ?)", (_hash(token), person, link, _stamp()))
        return token

    # People

    def people(self) -> list[Person]:
        """Everybody who may come in by a name, by name."""
        with self._open() as base:
            rows = base.execute(
                "SELECT id, name, roles, secret IS NOT NULL, made, verifies FROM people"
                " WHERE revoked IS NULL ORDER BY name"
            ).fetchall()
        return [Person(i, n, _roles(r), bool(s), datetime.fromisoformat(m), v) for i, n, r, s, m, v in rows]

    def enter_at_launch(self, name: str) -> str:
        """A session for whoever started the page on the workspace's own machine: office and administrator."""
        roles = _packed(frozenset({Role.OFFICE, Role.ADMIN}))
        with self._open() as base:
            base.execute(
                "INSERT INTO people (name, roles, made) VALUES (?, ?, ?) ON CONFLICT (name)"
                " DO UPDATE SET revoked = NULL, roles = excluded.roles",
                (name, roles, _stamp()),
            )
            (person,) = base.execute("SELECT id FROM people WHERE name = ?", (name,)).fetchone()
            return self._enter(base, person, None)

    def set_password(self, name: str, roles: frozenset[Role], password: str, verifies: str = "") -> None:
        """Make or change an account; sessions of before end. Raises UserError for a password too short.

        A verifier without ``verifies`` would be let in to nothing, and is refused.
        """
        if (Role.VERIFIER in roles) != bool(verifies):
            raise UserError("Người thẩm định phải có phạm vi. Chọn vai trò và phạm vi thẩm định cùng nhau.")
        if len(password) < SHORTEST:
            raise UserError(f"Mật khẩu phải có ít nhất {SHORTEST} ký tự. Đặt mật khẩu dài hơn.")
        if not name:
            raise UserError("Chưa ghi họ tên. Họ tên được ghi vào sổ theo dõi ở mỗi việc người này làm.")
        salt = os.urandom(16)
        with self._open() as base:
            base.execute(
                "INSERT INTO people (name, roles, salt, secret, made, verifies) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (name) DO UPDATE SET roles = excluded.roles, salt = excluded.salt,"
                " secret = excluded.secret, verifies = excluded.verifies, revoked = NULL",
                (name, _packed(roles), salt, _scrypt(password, salt), _stamp(), verifies),
            )
            self._end_sessions_of(base, name)

    def enter_by_password(self, name: str, password: str) -> str | None:
        """A new session, None where name or password are wrong: both take as long as each other."""
        with self._open() as base:
            row = base.execute(
                "SELECT id, salt, secret FROM people WHERE name = ? AND revoked IS NULL"
                " AND secret IS NOT NULL",
                (name,),
            ).fetchone()
        person, salt, secret = row or (None, b"\0" * 16, b"\0" * 64)
        if not hmac.compare_digest(_scrypt(password, salt), secret) or person is None:
            return None
        with self._open() as base:
            return self._enter(base, person, None)

    def revoke_person(self, person: int) -> None:
        """Nobody comes in by this name any more, and who is in is out."""
        with self._open() as base:
            base.execute("UPDATE people SET revoked = ?, secret = NULL WHERE id = ?", (_stamp(), person))
            base.execute("DELETE FROM sessions WHERE person = ?", (person,))

    @staticmethod
    def _end_sessions_of(base: sqlite3.Connection, name: str) -> None:
        base.execute("DELETE FROM sessions WHERE person = (SELECT id FROM people WHERE name = ?)", (name,))

    # Links

    def links(self) -> dict[str, UnitLink]:
        """The standing link of each unit that has one."""
        with self._open() as base:
            rows = base.execute("SELECT unit, made, used FROM links WHERE revoked IS NULL").fetchall()
        return {
            unit: UnitLink(unit, datetime.fromisoformat(made), datetime.fromisoformat(used) if used else None)
            for unit, made, used in rows
        }

    def make_link(self, unit: str) -> str:
        """A new link of a unit, shown this once; the former one ends."""
        token = secrets.token_urlsafe(24)
        with self._open() as base:
            self._revoke_link(base, unit)
            base.execute(
                "INSERT INTO links (unit, hash, made) VALUES (?, ?, ?)", (unit, _hash(token), _stamp())
            )
        return token

    def revoke_link(self, unit: str) -> None:
        """The unit's link ends, and so do its sessions."""
        with self._open() as base:
            self._revoke_link(base, unit)

    @staticmethod
    def _revoke_link(base: sqlite3.Connection, unit: str) -> None:
        ended = "SELECT id FROM links WHERE unit = ? AND revoked IS NULL"
        base.execute(f"DELETE FROM sessions WHERE link IN ({ended})", (unit,))
        base.execute("UPDATE links SET revoked = ? WHERE unit = ? AND revoked IS NULL", (_stamp(), unit))

    def unit_of_link(self, token: str) -> str | None:
        """Whose link it is. To look spends nothing."""
        with self._open() as base:
            row = base.execute(
                "SELECT unit FROM links WHERE hash = ? AND revoked IS NULL", (_hash(token),)
            ).fetchone()
        return row[0] if row else None

    def enter_by_link(self, token: str) -> str | None:
        """A new session for the link's unit, None where the link does not hold."""
        with self._open() as base:
            row = base.execute(
                "SELECT id FROM links WHERE hash = ? AND revoked IS NULL", (_hash(token),)
            ).fetchone()
            if row is None:
                return None
            base.execute("UPDATE links SET used = ? WHERE id = ?", (_stamp(), row[0]))
            return self._enter(base, None, row[0])


def _hash(token: str) -> str:
    """Tokens are random and long: nothing slower is needed."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _scrypt(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        password.encode("utf-8", "replace"), salt=salt, n=WORK, r=8, p=1, maxmem=64 << 20, dklen=64
    )


def _packed(roles: frozenset[Role]) -> str:
    return ",".join(sorted(role.name for role in roles))


def _roles(packed: str) -> frozenset[Role]:
    return frozenset(Role[name] for name in packed.split(",") if name)


def _now() -> datetime:
    return datetime.now(UTC)


def _stamp() -> str:
    return _now().isoformat()
