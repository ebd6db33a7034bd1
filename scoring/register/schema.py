"""Whether a database is laid out as this program lays it out, asked of its catalogue alone.

A trigger, a view or a rule swallows lines that were acknowledged, a view may never come to an end, and what
is computed was never written. So nothing is read from a register, or written to it, before its tables are
compared with those that :mod:`scoring.register.tables` makes. What that finds is named for the user.
"""

import re
from functools import cache

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from scoring.register.failures import altered, foreign, newer
from scoring.register.tables import (
    APPEND_ONLY,
    GUARDS,
    LAYOUT,
    LAYOUTS,
    LINES,
    META,
    REFUSAL,
    REFUSAL_BODY,
)

_STATISTICS = ("sqlite_stat1", "sqlite_stat4")  # ANALYZE leaves them; nothing is read from them


def is_laid_out(connection: sa.Connection, name: str) -> bool:
    """False in a database without a register.

    Raises UserError where the tables are another program's, a later version's, or altered.
    """
    odd = _odd_in_sqlite if connection.dialect.name == "sqlite" else _odd_in_postgresql
    found = odd(connection)
    if found is None:
        return False
    if LAYOUTS.name in found:
        raise foreign(name)
    version = connection.execute(sa.select(sa.func.max(LAYOUTS.c.version))).scalar()
    if version != LAYOUT:
        raise newer(name)
    if found:
        raise altered(name, ", ".join(sorted(found)[:3]))
    return True


def _odd_in_sqlite(connection: sa.Connection) -> set[str] | None:
    """What differs, by name; nothing (None) where there is nothing at all."""
    rows = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master").all()
    there = {(row.name, row.tbl_name, _plain(row.sql)) for row in rows if row.name not in _STATISTICS}
    if not there:
        return None
    return {str(name) for name, _, _ in there ^ _made_in_sqlite()}


@cache
def _made_in_sqlite() -> frozenset[tuple[str, str, str]]:
    tables = {(each.name, each.name, _plain(_ddl(each))) for each in META.sorted_tables}
    key = (f"sqlite_autoindex_{LINES.name}_1", LINES.name, "")
    guards = {(_named(guard), LINES.name, _plain(guard)) for guard in GUARDS["sqlite"]}
    return frozenset({*tables, key, *guards})


def _ddl(table: sa.Table) -> str:
    return str(CreateTable(table).compile(dialect=sqlite.dialect()))


def _named(guard: str) -> str:
    return guard.split()[2]


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


def _odd_in_postgresql(connection: sa.Connection) -> set[str] | None:
    """The same; what else lies in a shared database does not matter."""
    rows = connection.exec_driver_sql(_RELATIONS, (LINES.name, LAYOUTS.name)).all()
    if not rows:
        return None
    oids = {row.relname: row.oid for row in rows}
    odd = {row.relname for row in rows if not row.plain} | {LINES.name, LAYOUTS.name} - oids.keys()
    for table in META.sorted_tables:
        if table.name in oids and not _is_made(connection, table, oids[table.name]):
            odd.add(table.name)
    for table, guards in ((LINES, [_append_only()]), (LAYOUTS, [])):
        if table.name in oids:
            found = connection.exec_driver_sql(_TRIGGERS, (oids[table.name],)).all()
            odd |= {str(row[0]) for row in {tuple(row) for row in found} ^ set(guards)}
    return odd


def _is_made(connection: sa.Connection, table: sa.Table, oid: int) -> bool:
    """True where the columns and the key are those of the program."""
    columns = [tuple(row) for row in connection.exec_driver_sql(_COLUMNS, (oid,))]
    wanted = [(each.name, str(each.type).lower(), not each.nullable, False) for each in table.columns]
    key = ", ".join(column.name for column in table.primary_key.columns)
    keys = list(connection.exec_driver_sql(_KEYS, (oid,)).scalars())
    return columns == wanted and keys == [f"PRIMARY KEY ({key})"]


def _append_only() -> tuple[str, int, str, str, str]:
    return (APPEND_ONLY, _BEFORE_UPDATE_DELETE_TRUNCATE, "O", REFUSAL, REFUSAL_BODY)
