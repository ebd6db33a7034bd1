"""Reading on a cluster: the same results, also when a worker is killed midway or an item kills it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scoring.criteria.loader import load_roster, set_hash
from scoring.errors import WorkspaceError
from scoring.intake.folder import receive
from scoring.workers import cluster as module
from scoring.workers import limits
from scoring.workers.cluster import each_on
from scoring.workers.supervised import Loss
from tests.support.commands import danvan, initialised

distributed = pytest.importorskip("distributed")
ROOT = Path(__file__).parents[2]
FORMS = ("ca", "vhxh", "ktht", "tdp-01", "tdp-02", "tdp-03", "tdp-08")
"""Enough forms of the example to keep more than one worker busy."""


@pytest.fixture(scope="module")
def cluster() -> Iterator["distributed.LocalCluster"]:
    import dask

    settings = {"distributed.scheduler.allowed-failures": 0, "distributed.admin.log-format": "%(message)s"}
    with (
        dask.config.set(settings),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
        ) as made,
    ):
        yield made


def doubled(number: int) -> int:
    time.sleep(0.002)
    return 2 * number


def poisoned(number: int) -> int:
    if number == 40:
        os.abort()
    return 2 * number


def lost(number: int, loss: Loss) -> int:
    assert loss is Loss.DIED
    return -number


def test_a_worker_killed_midway_loses_nothing(cluster: "distributed.LocalCluster") -> None:
    numbers = list(range(400))
    victims = [worker.pid for worker in cluster.workers.values()]
    told: list[int] = []

    def on_done(done: int) -> None:
        if not told:
            os.kill(victims[0], signal.SIGKILL)
        told.append(done)

    assert each_on(cluster.scheduler_address, doubled, numbers, lost, on_done) == [2 * n for n in numbers]
    assert told[-1] == len(numbers)
    assert victims[0] not in [worker.pid for worker in cluster.workers.values()]


def test_an_item_that_kills_its_worker_costs_itself(cluster: "distributed.LocalCluster") -> None:
    numbers = list(range(70))
    found = each_on(cluster.scheduler_address, poisoned, numbers, lost)
    assert found == [-40 if n == 40 else 2 * n for n in numbers]


def test_forms_read_on_the_cluster_are_the_forms_read_here(cluster: "distributed.LocalCluster") -> None:
    roster = load_roster(ROOT / "criteria" / "viet-hoa-2026")
    inbox = ROOT / "inputs" / "2026" / "nam"
    asked = (inbox, roster, set_hash(roster.criteria), "nam")
    assert receive(*asked, scheduler=cluster.scheduler_address) == receive(*asked)


def test_consolidate_reads_on_the_cluster_it_is_told(
    cluster: "distributed.LocalCluster", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the command is typed is not where the workers stand."""
    monkeypatch.chdir(tmp_path)
    initialised(Path("a"), FORMS)
    shutil.copytree("a", "b")
    for name, more in (("a", []), ("b", ["--scheduler", cluster.scheduler_address])):
        assert danvan("consolidate", "--no-cache", "-w", name, *more).exit_code == 1
    out = Path("outputs") / "2026" / "nam" / "tong-hop.json"
    assert ("a" / out).read_bytes() == ("b" / out).read_bytes()


def test_forms_of_a_worker_killed_midway_are_read_by_the_other(
    cluster: "distributed.LocalCluster", tmp_path: Path
) -> None:
    roster = load_roster(ROOT / "criteria" / "viet-hoa-2026")
    for copy in range(4):
        shutil.copytree(ROOT / "inputs" / "2026" / "nam", tmp_path / str(copy))
    asked = (tmp_path, roster, set_hash(roster.criteria), "nam")
    victims = [worker.pid for worker in cluster.workers.values()]

    def on_progress(done: int, total: int) -> None:
        if victims:
            os.kill(victims.pop(), signal.SIGKILL)
            victims.clear()

    assert receive(*asked, on_progress, scheduler=cluster.scheduler_address) == receive(*asked)
    assert not victims


def test_a_cluster_without_workers_is_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "START_SECONDS", 1)
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=":0", silence_logs=50) as empty,
        pytest.raises(WorkspaceError, match="không có máy nào đang chạy"),
    ):
        each_on(empty.scheduler_address, doubled, [1], lost)


def test_workers_of_another_program_are_refused(
    cluster: "distributed.LocalCluster", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "program", lambda: "f" * 64)
    with pytest.raises(WorkspaceError, match="chạy bản khác"):
        each_on(cluster.scheduler_address, doubled, [1], lost)


def test_encryption_without_certificates_is_told_with_the_remedy() -> None:
    with pytest.raises(WorkspaceError, match="tls:// cần chứng thư"):
        each_on("tls://127.0.0.1:1", str, ["a"], lambda item, _: item)


def test_nobody_there_is_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CONNECT_SECONDS", 1)
    with pytest.raises(WorkspaceError, match="Không kết nối được bộ điều phối"):
        each_on("tcp://127.0.0.1:1", doubled, [1], lost)


def test_without_the_extra_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(WorkspaceError, match=r"danvan\[cluster\]"):
        each_on("tcp://127.0.0.1:1", doubled, [1], lost)


def test_a_whole_run_imports_neither_dask_nor_pandas(tmp_path: Path) -> None:
    initialised(tmp_path / "a", FORMS)
    code = (
        "import sys; from click.testing import CliRunner; from scoring.cli import main;"
        f"CliRunner().invoke(main, ['consolidate', '-w', {str(tmp_path / 'a')!r}]);"
        "print({'dask', 'distributed', 'pandas', 'pyarrow'} & set(sys.modules))"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "set()"
    assert (tmp_path / "a" / "outputs" / "2026" / "nam" / "tong-hop.xlsx").exists()
