"""Fixtures every room shares. Where LibreOffice is missing, its checks are named as not run."""

import gc
import os
import shutil
import tempfile
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
from tests.support.made import MADE
from tools.libreoffice import SOFFICE, LibreOffice

SETS = Path(__file__).parent / "sets"
# Property tests draw the same cases in every CI run; at a desk they go on looking for new ones.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


MEMORY = Path("/dev/shm")
ROOM = 8 << 30
"""Bytes: a run leaves half a gigabyte behind, and the three before it are kept."""


def is_roomy(folder: Path) -> bool:
    """True where it takes what a run writes, and starts programs."""
    return (
        os.access(folder, os.W_OK)
        and shutil.disk_usage(folder).free > ROOM
        and not os.statvfs(folder).f_flag & os.ST_NOEXEC
    )


def pytest_configure(config: pytest.Config) -> None:
    """What tests write lies in memory where there is room, and the processes of a run share what is dear.

    Each line of a register waits until it is on the disk, 5 to 15 ms. Tests kill processes, of which memory
    loses as little as a disk; no test takes the power away.
    """
    if "TMPDIR" not in os.environ and is_roomy(MEMORY):
        os.environ["TMPDIR"], tempfile.tempdir = str(MEMORY), None
    share(config)


def share(config: pytest.Config) -> None:
    """The processes of a run share what is dear to make, and the program compiled.

    The latter also where nothing is written beside sources.
    """
    shared = [MADE]
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        shared.append("PYTHONPYCACHEPREFIX")
    for name in shared:
        if name not in os.environ:
            folder = TemporaryDirectory()
            config.add_cleanup(folder.cleanup)
            os.environ[name] = folder.name


DEAR_FIRST = ("year", "chromium", "server")
"""Fixtures whose tests are run first, in this order.

No other worker then steals a test for which it would play the year of the guide again, and what is left for
the end are tests that take no time, so that no worker waits minutes for another.
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def turn(item: pytest.Item) -> int:
        names = getattr(item, "fixturenames", ())
        return next((n for n, name in enumerate(DEAR_FIRST) if name in names), len(DEAR_FIRST))

    items.sort(key=turn)


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
