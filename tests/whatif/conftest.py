"""A workspace with three of the example's forms, read once for the module."""

from pathlib import Path

import pytest

from tests.support.commands import initialised

FORMS = ("tdp-01", "tdp-02", "tyt")


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return initialised(tmp_path_factory.mktemp("thu") / "phuong", FORMS)
