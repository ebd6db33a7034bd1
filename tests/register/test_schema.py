"""A register is only believed where its tables are those that the program makes."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from scoring.errors import UserError
from scoring.register import store
from scoring.register.store import FILE, Register
from scoring.register.tables import COLUMNS, LINES
from tests.register.lines import YEAR, draft, say
from tests.register.test_store import run_sql

SWALLOW_SQLITE = (
    "CREATE TRIGGER nuot BEFORE INSERT ON danvan_register "
    "WHEN NEW.unit = 'ca' BEGIN SELECT RAISE(IGNORE); END"
)
SWALLOW_POSTGRESQL = (
    "CREATE FUNCTION nuot() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
    "CREATE TRIGGER nuot BEFORE INSERT ON danvan_register FOR EACH ROW EXECUTE FUNCTION nuot()",
)
ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT"
FACES = ", ".join(
    f'x AS "{name}"' if name in {"seq", "year"} else f"'' || x AS \"{name}\"" for name in COLUMNS
)
AS_VIEW = f"CREATE VIEW danvan_register AS {ENDLESS} {FACES} FROM n"

SQLITE = [
    [SWALLOW_SQLITE],
    ["DROP TRIGGER danvan_register_no_delete"],
    ["ALTER TABLE danvan_register RENAME TO cu", AS_VIEW],
    ["CREATE TABLE khac (x)"],
    [f"CREATE VIEW khac AS {ENDLESS} x FROM n"],
    ["ALTER TABLE danvan_register ADD COLUMN them TEXT GENERATED ALWAYS AS (who || reason)"],
    ["CREATE INDEX khac ON danvan_register (unit)"],
    ["CREATE TRIGGER khac AFTER INSERT ON danvan_register_layout BEGIN SELECT 1; END"],
]
POSTGRESQL = [
    list(SWALLOW_POSTGRESQL),
    ["DROP TRIGGER danvan_register_append_only ON danvan_register"],
    ["ALTER TABLE danvan_register DISABLE TRIGGER ALL"],
    ["ALTER TABLE danvan_register RENAME TO cu", "CREATE VIEW danvan_register AS SELECT * FROM cu"],
    ["CREATE RULE nuot AS ON INSERT TO danvan_register DO INSTEAD NOTHING"],
    ["ALTER TABLE danvan_register ENABLE ROW LEVEL SECURITY"],
    ["ALTER TABLE danvan_register ADD COLUMN them text GENERATED ALWAYS AS (who || reason) STORED"],
    ["ALTER TABLE danvan_register SET UNLOGGED"],
    ["CREATE TABLE con () INHERITS (danvan_register)"],
    ["ALTER TABLE danvan_register DROP CONSTRAINT danvan_register_pkey"],
    ["CREATE OR REPLACE FUNCTION danvan_register_refuse() RETURNS trigger LANGUAGE plpgsql AS "
     "$$ BEGIN RETURN NULL; END $$"],
]  # fmt: skip


@pytest.mark.parametrize("number", range(max(len(SQLITE), len(POSTGRESQL))))
def test_altered_tables_are_refused_at_once_for_every_use(
    register: Register, tmp_path: Path, number: int
) -> None:
    altering = SQLITE if register.kind == "sqlite" else POSTGRESQL
    if number >= len(altering):
        return
    say(register, draft())
    run_sql(register, *altering[number])
    begun = time.monotonic()
    for use in (
        lambda: register.ledger(YEAR),
        lambda: say(register, draft()),
        register.check,
        lambda: register.exists,
    ):
        with pytest.raises(UserError, match="cấu trúc khác sổ do danvan lập"):
            use()
    assert time.monotonic() - begun < 5


def test_statistics_of_the_database_do_not_matter(register: Register) -> None:
    say(register, draft())
    run_sql(register, "ANALYZE")
    assert register.check().lines == 1


def test_a_line_that_the_database_did_not_take_is_not_acknowledged(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever swallows it: here nobody looks at the tables."""
    say(register, draft(unit="vp"))
    if register.kind == "sqlite":
        run_sql(register, SWALLOW_SQLITE)
    else:
        run_sql(register, *SWALLOW_POSTGRESQL)
    monkeypatch.setattr(store, "is_laid_out", lambda *_: True)
    with pytest.raises(UserError, match="không giữ dòng vừa ghi"):
        say(register, draft(), draft())
    assert register.ledger(YEAR).last == 1


@pytest.fixture
def here(tmp_path: Path) -> Register:
    return Register.beside(tmp_path, "phuong")


def test_lines_that_the_index_does_not_know_are_missed(here: Register, tmp_path: Path) -> None:
    """Read by the index there are two lines in good order, in the table three."""
    say(here, draft(), draft())
    with closing(sqlite3.connect(tmp_path / FILE)) as edited:
        edited.execute("PRAGMA writable_schema = ON")
        edited.execute("DELETE FROM sqlite_master WHERE name = 'sqlite_autoindex_danvan_register_1'")
        edited.commit()
    with pytest.raises(UserError, match=r"đã hỏng|cấu trúc khác"):
        here.check()


def test_a_line_beyond_all_measure_is_not_read(here: Register, tmp_path: Path) -> None:
    say(here, draft())
    columns = ", ".join(f'"{name}"' for name in COLUMNS)
    taken = columns.replace('"seq"', "2").replace('"reason"', "CAST(zeroblob(3000000) AS text)")
    with closing(sqlite3.connect(tmp_path / FILE)) as other:
        other.execute(f"INSERT INTO danvan_register ({columns}) SELECT {taken} FROM danvan_register")
        other.commit()
    with pytest.raises(UserError, match="dòng dài khác thường"):
        here.check()


def test_checking_takes_no_memory_for_many_lines(here: Register) -> None:
    import tracemalloc

    for _ in range(4):
        say(here, *(draft(reason="lý do " * 40) for _ in range(5_000)))
    tracemalloc.start()
    assert here.check().lines == 20_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 << 20, "all lines at once take 30 MB"


def test_the_tables_are_compared_with_what_is_really_made(register: Register) -> None:
    """The program's own layout is accepted, after a reconnection as well."""
    say(register, draft())
    assert run_sql(register, f"SELECT count(*) FROM {LINES}") == [1]
    assert register.check().whole
