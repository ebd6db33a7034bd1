"""A small office before and after its year is closed; each test gets a copy."""

import shutil
from pathlib import Path

import pytest

from scoring.pipeline.finalize import finalize
from scoring.pipeline.office import open_office
from tests.support.at_hand import at_hand, no_workers
from tests.support.office_year import (
    LATER,
    settled,
)

__all__ = ["no_workers"]  # a fixture


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return settled(tmp_path_factory.mktemp("ready") / "phuong")


@pytest.fixture(scope="session")
def closed(ready: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = shutil.copytree(ready, tmp_path_factory.mktemp("closed") / "phuong")
    with at_hand():
        finalize(open_office(root), who="Lê Thị Hoa", now=LATER)
    return root


@pytest.fixture
def workspace(ready: Path, tmp_path: Path) -> Path:
    return shutil.copytree(ready, tmp_path / "phuong")


@pytest.fixture
def frozen(closed: Path, tmp_path: Path) -> Path:
    return shutil.copytree(closed, tmp_path / "phuong")
