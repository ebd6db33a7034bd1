"""A register of the workspace moves to PostgreSQL: every line as it is, once, and only where none is."""

import shutil
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from scoring.errors import WorkspaceError
from scoring.pipeline.office import Office, open_office
from scoring.pipeline.restore import register_restore
from scoring.register.store import FILE, Register
from tests.conftest import SETS
from tests.register.lines import YEAR, draft, say
from tests.register.postgresql import PostgreSQL


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office with a line in its own register."""
    monkeypatch.delenv("DANVAN_REGISTER", raising=False)
    shutil.copytree(SETS / "mini", tmp_path / "criteria" / "mini")
    made = open_office(tmp_path)
    say(made.register, draft(reason="một"))
    return made


@pytest.fixture
def moved(office: Office, postgresql: PostgreSQL) -> Office:
    """The same office with its register in a new database."""
    return replace(office, register=Register(postgresql.url(f"t{uuid4().hex}"), office.register.owner))


def test_every_line_moves_as_it_is_and_the_chain_goes_on(office: Office, moved: Office) -> None:
    done = register_restore(moved)
    assert (done.source, done.lines) == (office.workspace.root / FILE, 1)
    assert moved.register.ledger(YEAR).records == office.register.ledger(YEAR).records
    assert moved.register.check() == office.register.check()
    say(moved.register, draft(reason="hai"))
    assert (moved.register.check().lines, moved.register.check().whole) == (2, True)


def test_a_database_with_lines_takes_none_over(moved: Office) -> None:
    register_restore(moved)
    before = moved.register.check()
    with pytest.raises(WorkspaceError, match="đã có dòng"):
        register_restore(moved)
    assert moved.register.check() == before


def test_a_file_that_is_no_register_moves_nothing(moved: Office, tmp_path: Path) -> None:
    wrong = tmp_path / "khac.sqlite"
    wrong.write_bytes(b"x")
    with pytest.raises(WorkspaceError, match="không phải sổ theo dõi nguyên vẹn"):
        register_restore(moved, wrong)
    assert moved.register.check().lines == 0
