"""A workspace with three of the example's forms, read once for the module."""

from pathlib import Path

import pytest

from tests.support.at_hand import no_workers
from tests.support.commands import danvan, initialised
from tests.support.office_year import settled

__all__ = ["no_workers"]  # a fixture
FORMS = ("tdp-01", "tdp-02", "tyt")


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return initialised(tmp_path_factory.mktemp("thu") / "phuong", FORMS)


@pytest.fixture(scope="module")
def verified(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three units verified to the last point; the class of tdp-1 was decided by a person."""
    root = settled(tmp_path_factory.mktemp("final") / "phuong")
    done = danvan(
        "decide", "class", "tdp-1", "yeu", "--reason", "Kết luận thanh tra", "--document", "KL 1", "-w", root
    )
    assert done.exit_code == 0, done.output
    return root
