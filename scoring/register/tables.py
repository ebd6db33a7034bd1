"""The register's tables, the same on SQLite and PostgreSQL; the database itself keeps them append-only."""

import json
from datetime import datetime
from hashlib import sha256
from sys import intern

from scoring.json_text import canonical_json, json_line
from scoring.register.database import Row
from scoring.register.record import Action, Draft, Record

LAYOUT = 1

LINES, LAYOUTS = "danvan_register", "danvan_register_layout"
COLUMNS = {
    name: "INTEGER" if name in {"seq", "year"} else "TEXT"
    for name in (
        "owner", "seq", "at", "who", "action", "year", "period", "unit", "criterion", "values", "reason",
        "document", "digest",
    )
}  # fmt: skip
"""The columns of a line, none of which is ever empty (NULL), and their types."""
NAMES = ", ".join(f'"{name}"' if name == "values" else name for name in COLUMNS)
"""``values`` is a word of the language itself."""

_FILLED = (f"{name} {kind} NOT NULL" for name, kind in zip(NAMES.split(", "), COLUMNS.values(), strict=True))
_MADE = f"CREATE TABLE {LINES} ({', '.join(_FILLED)}, PRIMARY KEY (owner, seq))"
TABLES = {
    "sqlite": (_MADE, f"CREATE TABLE {LAYOUTS} (version INTEGER NOT NULL, PRIMARY KEY (version))"),
    "postgresql": (_MADE, f"CREATE TABLE {LAYOUTS} (version SERIAL NOT NULL, PRIMARY KEY (version))"),
}
"""Older registers have the same words, otherwise spaced."""
INSERT = f"INSERT INTO {LINES} ({NAMES}) VALUES ({', '.join(f':{name}' for name in COLUMNS)})"
VERSION = f"INSERT INTO {LAYOUTS} (version) VALUES ({LAYOUT})"

# An insert that replaces fires no delete trigger in SQLite, so a taken number is refused as well.
_SQLITE_GUARDS = (
    "CREATE TRIGGER danvan_register_no_update BEFORE UPDATE ON danvan_register "
    "BEGIN SELECT RAISE(ABORT, 'danvan_register is append-only'); END",
    "CREATE TRIGGER danvan_register_no_delete BEFORE DELETE ON danvan_register "
    "BEGIN SELECT RAISE(ABORT, 'danvan_register is append-only'); END",
    "CREATE TRIGGER danvan_register_no_replace BEFORE INSERT ON danvan_register "
    "WHEN EXISTS (SELECT 1 FROM danvan_register WHERE owner = NEW.owner AND seq = NEW.seq) "
    "BEGIN SELECT RAISE(ABORT, 'danvan_register is append-only'); END",
)
APPEND_ONLY, REFUSAL = "danvan_register_append_only", "danvan_register_refuse"
REFUSAL_BODY = " BEGIN RAISE EXCEPTION 'danvan_register is append-only'; END "
_POSTGRESQL_GUARDS = (
    f"CREATE OR REPLACE FUNCTION {REFUSAL}() RETURNS trigger LANGUAGE plpgsql AS $${REFUSAL_BODY}$$",
    f"CREATE TRIGGER {APPEND_ONLY} BEFORE UPDATE OR DELETE OR TRUNCATE ON danvan_register "
    f"FOR EACH STATEMENT EXECUTE FUNCTION {REFUSAL}()",
)
GUARDS = {"sqlite": _SQLITE_GUARDS, "postgresql": _POSTGRESQL_GUARDS}


def row_of(owner: str, record: Record) -> dict[str, object]:
    """The record as it is written, without its digest."""
    draft = record.draft
    return {
        "owner": owner,
        "seq": record.seq,
        "at": record.at.isoformat(),
        "who": record.who,
        "action": draft.action.name,
        "year": draft.year,
        "period": draft.period,
        "unit": draft.unit,
        "criterion": draft.criterion,
        "values": json_line(dict(draft.values), sort_keys=True),
        "reason": draft.reason,
        "document": draft.document,
    }


def digest(previous: str, row: dict[str, object]) -> str:
    """The link of the chain: sha256 of the previous line's digest and of this line's own content."""
    return sha256(f"{previous}\n{canonical_json(row)}".encode()).hexdigest()


def record_of(line: Row) -> Record:
    """The record as it was written.

    Thousands of lines share most of their words: each is in memory once.
    """
    values = {intern(key): value for key, value in json.loads(line["values"]).items()}
    draft = Draft(
        action=Action[line["action"]],
        year=line["year"],
        period=intern(line["period"]),
        unit=intern(line["unit"]),
        criterion=intern(line["criterion"]),
        values=values,
        reason=intern(line["reason"]),
        document=intern(line["document"]),
    )
    at = datetime.fromisoformat(line["at"])
    return Record(line["seq"], at, intern(line["who"]), draft, line["digest"])
