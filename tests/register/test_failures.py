"""A register that cannot be used: one Vietnamese sentence with the remedy, nothing overwritten."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from scoring.errors import UserError
from scoring.register import store
from scoring.register.failures import said_plainly
from scoring.register.store import FILE, Register
from tests.register.lines import YEAR, draft, say
from tests.register.postgresql import PostgreSQL
from tests.register.test_store import backup

USES: list[Callable[[Register], object]] = [
    lambda register: register.ledger(YEAR),
    lambda register: say(register, draft()),
    lambda register: register.check(),
    lambda register: backup(register, Path(register.name).with_name("ban-sao.sqlite")),
]


@pytest.fixture
def here(tmp_path: Path) -> Register:
    return Register.beside(tmp_path, "phuong")


@pytest.mark.parametrize("use", USES)
def test_a_file_that_is_no_database(
    here: Register, tmp_path: Path, use: Callable[[Register], object]
) -> None:
    content = "Sổ theo dõi ghi bằng Word. ".encode() * 400
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(UserError, match="không phải là sổ theo dõi"):
        use(here)
    assert (tmp_path / FILE).read_bytes() == content


@pytest.mark.parametrize("use", USES)
def test_a_database_of_another_program(
    here: Register, tmp_path: Path, use: Callable[[Register], object]
) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as other:
        other.execute("CREATE TABLE anh (x)")
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(UserError, match="không phải là sổ theo dõi"):
        use(here)
    assert (tmp_path / FILE).read_bytes() == before


def test_a_damaged_file(here: Register, tmp_path: Path) -> None:
    say(here, *(draft(reason="lý do " * 50) for _ in range(60)))
    content = bytearray((tmp_path / FILE).read_bytes())
    content[4096:-4096] = b"\xff" * (len(content) - 8192)
    (tmp_path / FILE).write_bytes(content)
    for use in (lambda: here.ledger(YEAR), here.check):
        with pytest.raises(UserError, match=r"đã hỏng.*sao lưu"):
            use()


def test_a_register_that_another_command_holds(
    here: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(here, draft())
    monkeypatch.setattr(store, "PATIENCE", 0.05)
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert here.ledger(YEAR).last == 1
        with pytest.raises(UserError, match="một lệnh khác"):
            say(here, draft())
    assert say(here, draft())[0].seq == 2


def test_a_postgresql_table_that_another_command_holds(
    postgresql: PostgreSQL, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = Register(postgresql.url("held"), "phuong")
    say(register, draft())
    monkeypatch.setattr(store, "PATIENCE", 1)
    with closing(psycopg.connect(**dict(register.place.connects))) as other:
        other.execute("LOCK TABLE danvan_register IN EXCLUSIVE MODE")
        assert register.ledger(YEAR).last == 1
        with pytest.raises(UserError, match="một lệnh khác"):
            say(register, draft())


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    register = Register.beside(tmp_path / "khong-co", "phuong")
    assert register.ledger(YEAR).last == 0
    with pytest.raises(UserError, match="không mở được"):
        say(register, draft())
    assert not (tmp_path / "khong-co").exists()


def test_a_file_that_may_only_be_read(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / FILE).close()
    place = f"{(tmp_path / FILE).as_uri()}?mode=ro"
    with (
        pytest.raises(UserError, match=r"chỉ cho đọc.*Read-only"),
        said_plainly("x"),
        closing(sqlite3.connect(place, uri=True)) as connection,
    ):
        connection.execute("CREATE TABLE a (x)")


def test_a_full_disk(tmp_path: Path) -> None:
    with (
        pytest.raises(UserError, match="đĩa đầy"),
        said_plainly("x"),
        closing(sqlite3.connect(tmp_path / FILE)) as connection,
    ):
        connection.execute("PRAGMA max_page_count = 2")
        for name in "abcde":
            connection.execute(f"CREATE TABLE {name} (x)")


def test_a_postgresql_that_only_reads(postgresql: PostgreSQL) -> None:
    url = postgresql.url("standby").replace("options=", "options=-cdefault_transaction_read_only%3Don%20")
    with pytest.raises(UserError, match="chỉ cho đọc"):
        say(Register(url, "phuong"), draft())


def test_a_postgresql_that_does_not_answer_and_a_password_that_is_not_told() -> None:
    register = Register("postgresql://can-bo:bi-mat@127.0.0.1:1/so", "phuong")
    with pytest.raises(UserError, match="không kết nối được") as caught:
        register.ledger(YEAR)
    assert "bi-mat" not in str(caught.value)


@pytest.mark.parametrize("url", ["mysql://a/b", "so-theo-doi", "sqlite://", "", "postgresql://a"])
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(UserError, match="DANVAN_REGISTER"):
        Register(url, "phuong")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://can-bo:S3CRET@127.0.0.1:cong/so",
        "postgresql://can-bo:S3CRET@127.0.0.1:99999/so",
        "postgresql://can-bo:S3CRET@127.0.0.1:-1/so",
        "postgresql://can-bo:S3CRET/so",
        "postgresql:/can-bo:S3CRET@127.0.0.1/so",
        "postgresql//can-bo:S3CRET@127.0.0.1/so",
        "postgersql://can-bo:S3CRET@127.0.0.1/so",
        "postgres://can-bo:S3CRET@127.0.0.1/so",
        "mysql://127.0.0.1/so?password=S3CRET",
        "postgresql://can-bo:x@S3CRET/y@127.0.0.1/so",
        "postgresql://can-bo:x@S3CRET@127.0.0.1:1/so",
        "host=127.0.0.1 user=can-bo password=S3CRET",
        "postgresql://127.0.0.1:1/so?user=can-bo&password=S3CRET",
        "postgresql://127.0.0.1:1/so?passwort=S3CRET",
        "postgresql://127.0.0.1:1/so?sslmode=S3CRET",
        "postgresql://127.0.0.1:1/so?connect_timeout=S3CRET",
        "postgresql://127.0.0.1:1/so?plugin=S3CRET",
        "postgresql://127.0.0.1:1/so?autocommit=S3CRET",
        "postgresql://127.0.0.1/so?port=S3CRET",
        "postgresql://127.0.0.1/so?host=S3CRET@x&host=y",
        "postgresql://can-bo:S3CRET%00@127.0.0.1:1/so",
        "postgresql://can-bo:S3CRET\udcff@127.0.0.1:1/so",
        f"postgresql://can-bo:S3CRET@{'x' * 70}.vn:1/so",
        "postgresql://can-bo:S3CRET@a..b:1/so",
        "sqlite://S3CRET/so.sqlite",
        "sqlite:///so.sqlite?password=S3CRET",
        "sqlite+pysqlcipher://:S3CRET@/so.sqlite",
    ],
)
def test_no_address_ends_in_a_fault_or_shows_its_password(url: str) -> None:
    with pytest.raises(UserError) as caught:
        Register(url, "phuong").ledger(YEAR)
    told = " ".join(caught.value.messages)
    assert "S3CRET" not in told
    assert "DANVAN_REGISTER" in told


@pytest.mark.parametrize(
    "wrong",
    ["dbname=khong-co", "user=khong-co", "options=-cstatement_timeout%3Dabc", "options=-csearch_path%3Dx"],
)
def test_what_a_server_refuses_is_said_in_vietnamese(postgresql: PostgreSQL, wrong: str) -> None:
    url = f"postgresql://danvan@/postgres?host={postgresql.home}&{wrong}"
    with pytest.raises(UserError, match=r"Sổ theo dõi postgresql://.*\."):
        say(Register(url, "phuong"), draft())


def test_an_error_that_nobody_foresaw_names_its_number() -> None:
    error = sqlite3.OperationalError("lạ")
    error.sqlite_errorcode = 20
    with pytest.raises(UserError, match="báo lỗi số 20"), said_plainly("x"):
        raise error


def test_a_path_with_every_odd_sign(tmp_path: Path) -> None:
    folder = tmp_path / "Dân vận 50% #2 (a&b=c)? @x"
    folder.mkdir()
    register = Register.beside(folder, "phuong")
    say(register, draft())
    assert register.ledger(YEAR).last == 1
    assert [path.name for path in folder.iterdir()] == [FILE]
