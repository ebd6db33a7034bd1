"""Fixtures every room shares. Where LibreOffice is missing, its checks are named as not run."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings

from scoring.criteria.loader import load_roster
from scoring.criteria.units import Roster
from scoring.standing.run import Consolidation
from tests.reports.runs import typical
from tests.reports.workbooks import written
from tests.support.commands import initialised
from tools.libreoffice import SOFFICE, LibreOffice

SETS = Path(__file__).parent / "sets"
# Property tests draw the same cases in every CI run; at a desk they go on looking for new ones.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


def pytest_configure(config: pytest.Config) -> None:
    """Processes that tests start find the program compiled, also where nothing is written beside sources."""
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", "") and "PYTHONPYCACHEPREFIX" not in os.environ:
        compiled = TemporaryDirectory()
        config.add_cleanup(compiled.cleanup)
        os.environ["PYTHONPYCACHEPREFIX"] = compiled.name


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The year of the guide first: no other worker then steals a test for which it would play it again."""
    items.sort(key=lambda item: "year" not in getattr(item, "fixturenames", ()))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector need not look at it again and again, nor in every worker."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


REQUIRED = os.environ.get("DANVAN_REQUIRE_LIBREOFFICE") == "1"


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibreOffice]:
    if SOFFICE is None:
        message = "LibreOffice không có trên máy: phép thử này KHÔNG chạy (LibreOffice is missing, not run)"
        pytest.fail(message) if REQUIRED else pytest.skip(message)
    office = LibreOffice(tmp_path_factory.mktemp("libreoffice"))
    with office.kept_open():
        yield office


@pytest.fixture(scope="session")
def mini() -> Roster:
    return load_roster(SETS / "mini")


@pytest.fixture(scope="session")
def run(mini: Roster) -> Consolidation:
    """A consolidation of the mini set with typical units."""
    return typical(mini)


@pytest.fixture(scope="session")
def workbook(run: Consolidation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The consolidated workbook of ``run``."""
    return written(run, tmp_path_factory.mktemp("consolidated") / "tong-hop.xlsx")


@pytest.fixture
def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A new workspace with the example's forms of the units that the module names in ``FORMS``."""
    return initialised(tmp_path / "phuong", request.module.FORMS)
