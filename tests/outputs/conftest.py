from pathlib import Path

import pytest

from scoring.criteria.units import Roster
from scoring.outputs.model import Consolidation
from tests.outputs.runs import typical
from tests.outputs.workbooks import written


@pytest.fixture(scope="session")
def run(mini: Roster) -> Consolidation:
    return typical(mini)


@pytest.fixture(scope="session")
def workbook(run: Consolidation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(run, tmp_path_factory.mktemp("consolidated") / "tong-hop.xlsx")
