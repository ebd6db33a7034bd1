"""A register of the workspace moves to PostgreSQL: every line as it is, once, and only where none is."""

import shutil
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
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Register:
    """The register of a workspace, with a line."""
    monkeypatch.delenv("DANVAN_REGISTER", raising=False)
    shutil.copytree(SETS / "mini", tmp_path / "criteria" / "mini")
    register = open_office(tmp_path).register
    say(register, draft(reason="một"))
    return register


@pytest.fixture
def moved(own: Register, postgresql: PostgreSQL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The same office with its register in a new database."""
    monkeypatch.setenv("DANVAN_REGISTER", postgresql.url(f"t{uuid4().hex}"))
    return open_office(tmp_path)


def test_every_line_moves_as_it_is_and_the_chain_goes_on(own: Register, moved: Office) -> None:
    done = register_restore(moved)
    assert (done.source, done.lines) == (moved.workspace.root / FILE, 1)
    assert moved.register.ledger(YEAR).records == own.ledger(YEAR).records
    assert moved.register.check() == own.check()
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
