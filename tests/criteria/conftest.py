from pathlib import Path

import pytest

from tests.criteria.broken import Workshop
from tests.support.at_hand import no_workers

__all__ = ["no_workers"]  # a fixture


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)
