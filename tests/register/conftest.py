"""Every test of the register runs on both databases. Where PostgreSQL is missing, it is named as not run."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from scoring.register.store import FILE, Register
from tests.register.postgresql import BIN, PostgreSQL

REQUIRED = os.environ.get("DANVAN_REQUIRE_POSTGRESQL") == "1"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    if BIN is None:
        message = "PostgreSQL không có trên máy: phép thử này KHÔNG chạy (PostgreSQL is missing, not run)"
        pytest.fail(message) if REQUIRED else pytest.skip(message)
    server = PostgreSQL()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a place where no register is yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / FILE}"
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return server.url(f"t{uuid4().hex}")


@pytest.fixture
def register(url: str) -> Register:
    return Register(url, "phuong")
