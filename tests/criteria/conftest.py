from pathlib import Path

import pytest

from tests.criteria.broken import Workshop


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)
