"""The register on disk, on both databases: whole, append-only, readable, copied."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import psycopg
import pytest

from scoring.errors import UserError
from scoring.register import Action, Draft, Ledger
from scoring.register.store import Register
from scoring.register.tables import COLUMNS, GUARDS
from tests.register.lines import NOON, YEAR, always, draft, received, say
from tests.register.postgresql import PostgreSQL

REFUSED = sqlite3.Error, psycopg.Error


def run_sql(register: Register, *statements: str) -> list[object]:
    """In one transaction, past the program; the first row of what the last one gives."""
    settings = dict(register.place.connects)
    place = register.name
    with closing(psycopg.connect(**settings) if settings else sqlite3.connect(place)) as connection:
        for statement in statements:
            found = connection.execute(statement)
        row = list(found.fetchone() or ()) if found.description else []
        connection.commit()
    return row


def tamper(register: Register, *statements: str) -> None:
    """As somebody does who knows the program: the guards are taken away and put back."""
    if register.kind == "postgresql":
        drops = ["DROP TRIGGER danvan_register_append_only ON danvan_register"]
    else:
        names = ["no_update", "no_delete", "no_replace"]
        drops = [f"DROP TRIGGER danvan_register_{name}" for name in names]
    run_sql(register, *drops, *statements, *GUARDS[register.kind])


def backup(register: Register, target: Path) -> Path:
    with register.snapshot() as seen:
        return seen.copy(target)


@pytest.mark.parametrize("field", ["reason", "document"])
def test_words_that_no_cell_holds_are_refused_and_nothing_is_written(register: Register, field: str) -> None:
    said = {"reason": "vì thế", field: "x" * 32_768}
    with pytest.raises(UserError, match="nhiều nhất là 32767"):
        register.append(
            YEAR, always(Draft(Action.REOPENED, YEAR, "nam", "a", values={"sha256": "0"}, **said))
        )
    assert not register.ledger(YEAR).records


def test_what_is_written_is_read_again(register: Register) -> None:
    wanted = Draft(
        Action.VERIFIED,
        YEAR,
        "nam",
        "tdp-01",
        "1.1",
        {"points": "4.50", "self": "5", "verifier": "to-1"},
        reason="Thiếu biên bản – “mục 2”",
        document="BB 12",
    )
    hanoi = timezone(timedelta(hours=7))
    (record,) = register.append(
        YEAR, always(wanted), "Nguyễn Thị Lan", datetime(2026, 11, 15, 3, tzinfo=hanoi)
    )
    assert register.ledger(YEAR).records == (record,)
    assert (record.seq, record.who, record.draft) == (1, "Nguyễn Thị Lan", wanted)
    assert record.at == datetime(2026, 11, 14, 20, tzinfo=UTC)
    assert record.day.isoformat() == "2026-11-15"


def test_years_and_offices_are_apart_and_numbers_go_on(register: Register, url: str) -> None:
    say(register, draft(), draft(unit="vp"))
    register.append(2027, always(Draft(Action.DISQUALIFIED, 2027, unit="ca")), "Lan", NOON)
    other = Register(url, "phuong-khac")
    say(other, draft())
    assert [r.seq for r in register.ledger(2026).records] == [1, 2]
    assert [r.seq for r in register.ledger(2027).records] == [3]
    assert [r.seq for r in other.ledger(2026).records] == [1]
    assert register.check().lines == 3
    assert other.check().whole


def test_reading_makes_nothing(register: Register, tmp_path: Path) -> None:
    assert register.ledger(YEAR) == Ledger()
    assert not register.exists
    assert register.check().lines == 0
    assert not list(tmp_path.iterdir())
    if register.kind == "postgresql":
        there = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()"
        assert run_sql(register, there) == [0]


def test_nothing_is_written_where_deciding_fails(register: Register) -> None:
    say(register, draft())

    def refuse(ledger: Ledger) -> list[Draft]:
        assert ledger.last == 1
        raise UserError("không được")

    with pytest.raises(UserError, match="không được"):
        register.append(YEAR, refuse)
    assert register.ledger(YEAR).last == 1
    assert register.append(YEAR, always()) == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE danvan_register SET reason = 'khác' WHERE seq = 1",
        "DELETE FROM danvan_register",
        "TRUNCATE danvan_register",
        "INSERT OR REPLACE INTO danvan_register SELECT * FROM danvan_register",
    ],
)
def test_the_database_itself_changes_and_deletes_nothing(register: Register, statement: str) -> None:
    say(register, draft(reason="một"), draft(reason="hai"))
    before = register.ledger(YEAR)
    with pytest.raises(REFUSED):
        run_sql(register, statement)
    assert register.ledger(YEAR) == before


@pytest.mark.parametrize(
    ("tampering", "broken"),
    [
        ("UPDATE danvan_register SET reason = 'khác' WHERE seq = 2", 2),
        ("UPDATE danvan_register SET at = '2026-06-01T00:00:00+00:00' WHERE seq = 1", 1),
        ("DELETE FROM danvan_register WHERE seq = 2", 2),
        ("DELETE FROM danvan_register WHERE seq = 1", 1),
    ],
)
def test_the_chain_shows_where_somebody_changed_a_line(
    register: Register, tampering: str, broken: int
) -> None:
    for reason in ("một", "hai", "ba"):
        say(register, draft(reason=reason))
    assert register.check().whole
    assert register.check().digest == register.ledger(YEAR).digest
    tamper(register, tampering)
    found = register.check()
    assert not found.whole
    assert found.broken == broken


def test_the_last_digest_covers_every_line(register: Register) -> None:
    say(register, draft(reason="một"))
    first = register.ledger(YEAR).digest
    say(register, draft(reason="hai"))
    second = register.ledger(YEAR)
    assert len({first, second.digest, Ledger().digest}) == 3
    assert second.up_to(1).digest == first


def test_a_backup_is_a_register_with_the_same_lines(register: Register, tmp_path: Path) -> None:
    say(register, draft(), received("a" * 64))
    copy = backup(register, tmp_path / "luu" / "ban-sao.sqlite")
    restored = Register(f"sqlite:///{copy}", "phuong")
    assert restored.ledger(YEAR) == register.ledger(YEAR)
    assert restored.check() == register.check()
    say(restored, draft(unit="vp"))
    assert restored.check().whole
    with pytest.raises(REFUSED):
        run_sql(restored, "DELETE FROM danvan_register")
    assert [path.name for path in copy.parent.iterdir()] == ["ban-sao.sqlite"]


def test_a_copy_holds_what_was_looked_through_and_no_later_line(
    postgresql: PostgreSQL, tmp_path: Path
) -> None:
    register = Register(postgresql.url("one_state"), "phuong")
    say(register, draft())
    with register.snapshot() as seen:
        say(register, draft())
        copy = seen.copy(tmp_path / "ban-sao.sqlite")
    assert seen.health.lines == Register.at(copy, "phuong").check().lines == 1
    assert register.check().lines == 2


def test_a_backup_replaces_nothing(register: Register, tmp_path: Path) -> None:
    say(register, draft())
    target = tmp_path / "ban-sao.sqlite"
    target.write_bytes(b"")
    with pytest.raises(UserError, match="Đặt tên khác"):
        backup(register, target)
    assert target.read_bytes() == b""


def test_a_register_that_is_not_there_is_not_copied(register: Register, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"sao lưu"):
        backup(register, tmp_path / "ban-sao.sqlite")
    assert not list(tmp_path.iterdir())


def test_a_newer_layout_is_refused_for_reading_and_for_writing(register: Register) -> None:
    say(register, draft())
    run_sql(register, "INSERT INTO danvan_register_layout VALUES (99)")
    for use in (lambda: register.ledger(YEAR), lambda: say(register, draft()), register.check):
        with pytest.raises(UserError, match="Cập nhật danvan"):
            use()


def test_an_action_of_a_newer_version_is_refused(register: Register) -> None:
    say(register, draft())
    columns = ", ".join(f'"{name}"' for name in COLUMNS)
    taken = columns.replace('"seq"', "2").replace('"action"', "'INVENTED'")
    run_sql(register, f"INSERT INTO danvan_register ({columns}) SELECT {taken} FROM danvan_register")
    with pytest.raises(UserError, match="Cập nhật danvan"):
        register.ledger(YEAR)


def test_the_tables_of_another_program_under_our_name_are_left_alone(register: Register) -> None:
    run_sql(register, "CREATE TABLE danvan_register (x integer)")
    for use in (lambda: register.ledger(YEAR), lambda: say(register, draft())):
        with pytest.raises(UserError, match="không phải là sổ theo dõi"):
            use()


def test_other_tables_of_a_shared_postgresql_do_not_matter(postgresql: PostgreSQL) -> None:
    register = Register(postgresql.url("shared"), "phuong")
    run_sql(register, "CREATE TABLE nhan_su (x integer)")
    assert register.ledger(YEAR) == Ledger()
    assert say(register, draft())[0].seq == 1
