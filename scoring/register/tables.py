"""The register's tables, the same on SQLite and PostgreSQL; the database itself keeps them append-only."""

import json
from datetime import datetime
from hashlib import sha256
from sys import intern

import sqlalchemy as sa
from sqlalchemy.engine import RowMapping

from scoring.json_text import canonical_json, json_line
from scoring.register.record import Action, Draft, Record

LAYOUT = 1

META = sa.MetaData()
LINES = sa.Table(
    "danvan_register",
    META,
    sa.Column("owner", sa.Text, primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("criterion", sa.Text, nullable=False),
    sa.Column("values", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
)
LAYOUTS = sa.Table("danvan_register_layout", META, sa.Column("version", sa.Integer, primary_key=True))

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
for _dialect, _guards in GUARDS.items():
    for _guard in _guards:
        _ddl = sa.DDL(_guard)  # type: ignore[no-untyped-call]
        sa.event.listen(LINES, "after_create", _ddl.execute_if(dialect=_dialect))


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


def record_of(line: RowMapping) -> Record:
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
