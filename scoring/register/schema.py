"""Whether a database is laid out as this program lays it out, asked of its catalogue alone.

A trigger, a view or a rule swallows lines that were acknowledged, a view may never come to an end, and what
is computed was never written. So nothing is read from a register, or written to it, before its tables are
compared with those that :mod:`scoring.register.tables` makes. What that finds is named for the user.
"""

import re
from functools import cache
from typing import Any

from scoring.register.database import Connection
from scoring.register.failures import altered, foreign, newer
from scoring.register.tables import (
    APPEND_ONLY,
    COLUMNS,
    GUARDS,
    LAYOUT,
    LAYOUTS,
    LINES,
    REFUSAL,
    REFUSAL_BODY,
    TABLES,
)

_STATISTICS = ("sqlite_stat1", "sqlite_stat4")  # ANALYZE leaves them; nothing is read from them


def is_laid_out(connection: Connection, name: str) -> bool:
    """False in a database without a register.

    Raises UserError where the tables are another program's, a later version's, or altered.
    """
    odd = _odd_in_sqlite if connection.kind == "sqlite" else _odd_in_postgresql
    found = odd(connection)
    if found is None:
        return False
    if LAYOUTS in found:
        raise foreign(name)
    version = connection.first(f"SELECT max(version) AS latest FROM {LAYOUTS}")
    if version is None or version["latest"] != LAYOUT:
        raise newer(name)
    if found:
        raise altered(name, ", ".join(sorted(found)[:3]))
    return True


def _odd_in_sqlite(connection: Connection) -> set[str] | None:
    """What differs, by name; nothing (None) where there is nothing at all."""
    rows = [tuple(row) for row in connection.rows("SELECT name, tbl_name, sql FROM sqlite_master")]
    there = {(name, table, _plain(sql)) for name, table, sql in rows if name not in _STATISTICS}
    if not there:
        return None
    return {str(name) for name, _, _ in there ^ _made_in_sqlite()}


@cache
def _made_in_sqlite() -> frozenset[tuple[str, str, str]]:
    made = {_named(table): table for table in TABLES["sqlite"]}
    tables = {(name, name, _plain(table)) for name, table in made.items()}
    key = (f"sqlite_autoindex_{LINES}_1", LINES, "")
    guards = {(_named(guard), LINES, _plain(guard)) for guard in GUARDS["sqlite"]}
    return frozenset({*tables, key, *guards})


def _named(statement: str) -> str:
    """What a statement makes: the name behind ``CREATE TABLE``."""
    return statement.split()[2]


def _plain(sql: str | None) -> str:
    """The same for any layout of the words."""
    return re.sub(r"\s*([(),])\s*", r"\1", " ".join((sql or "").split()))


_RELATIONS = """
SELECT c.oid, c.relname,
  c.relkind = 'r' AND c.relpersistence = 'p' AND NOT c.relrowsecurity AND NOT c.relispartition
  AND NOT EXISTS (SELECT FROM pg_rewrite r WHERE r.ev_class = c.oid)
  AND NOT EXISTS (SELECT FROM pg_inherits i WHERE c.oid IN (i.inhparent, i.inhrelid)) AS plain
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relname IN (%s, %s)
"""
_COLUMNS = """
SELECT attname, format_type(atttypid, atttypmod) AS kind, attnotnull AS filled,
  attgenerated <> '' OR attidentity <> '' AS computed
FROM pg_attribute WHERE attrelid = %s AND attnum > 0 AND NOT attisdropped ORDER BY attnum
"""
_TRIGGERS = """
SELECT t.tgname, t.tgtype, t.tgenabled::text AS enabled, p.proname, p.prosrc
FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgrelid = %s AND NOT t.tgisinternal
"""
_KEYS = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s AND contype = 'p'"
_BEFORE_UPDATE_DELETE_TRUNCATE = 2 + 16 + 8 + 32  # bits of tgtype; a trigger for each statement has none more


def _odd_in_postgresql(connection: Connection) -> set[str] | None:
    """The same; what else lies in a shared database does not matter."""
    rows = _catalogue(connection, _RELATIONS, LINES, LAYOUTS)
    if not rows:
        return None
    oids = {name: oid for oid, name, _ in rows}
    odd = {name for _, name, is_plain in rows if not is_plain} | {LINES, LAYOUTS} - oids.keys()
    kinds: dict[str, dict[str, str]] = {LINES: COLUMNS, LAYOUTS: {"version": "INTEGER"}}
    for table, key in ((LINES, "owner, seq"), (LAYOUTS, "version")):
        if table in oids and not _is_made(connection, oids[table], kinds[table], key):
            odd.add(table)
    for table, guards in ((LINES, [_append_only()]), (LAYOUTS, [])):
        if table in oids:
            odd |= {str(row[0]) for row in set(_catalogue(connection, _TRIGGERS, oids[table])) ^ set(guards)}
    return odd


def _is_made(connection: Connection, oid: int, kinds: dict[str, str], key: str) -> bool:
    """True where the columns and the key are those of the program."""
    wanted = [(name, kind.lower(), True, False) for name, kind in kinds.items()]
    keys = _catalogue(connection, _KEYS, oid)
    return _catalogue(connection, _COLUMNS, oid) == wanted and keys == [(f"PRIMARY KEY ({key})",)]


def _catalogue(connection: Connection, statement: str, *values: str | int) -> list[tuple[Any, ...]]:
    """What PostgreSQL says of itself: its own dialect, values by their place."""
    return [tuple(row.values()) for row in connection.raw.execute(statement, values)]


def _append_only() -> tuple[str, int, str, str, str]:
    return (APPEND_ONLY, _BEFORE_UPDATE_DELETE_TRUNCATE, "O", REFUSAL, REFUSAL_BODY)
