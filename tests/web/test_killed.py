"""The server dies in the middle of it: nothing that was acknowledged is lost, and work goes on."""

import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from benchmarks.web import children
from tests.support.office_year import with_forms
from tests.web.conftest import reached
from tests.web.killing import Tally, killed_at
from tests.web.rush import official
from tests.web.server import started

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are a matter of POSIX")


def test_killed_at_many_moments_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    tally = Tally()
    for _ in killed_at(tmp_path / "phuong", moments=12, seed=2026, span=0.4, tally=tally):
        pass
    assert tally.moments == 12
    assert len(tally.acknowledged + tally.interrupted) == 9, "every act is met"
    assert tally.acknowledged.total() >= 12 and tally.interrupted.total() >= 12
    assert not tally.refused


def test_a_job_outlives_its_server_and_the_next_one_shows_it(tmp_path: Path) -> None:
    root = with_forms(tmp_path / "phuong")
    with started(root) as server:
        office = official(server)
        office.get("/xep-loai")
        page = office.post("/xep-loai/tong-hop?ky=nam", {}).headers["Location"]
        reached(lambda: ">chờ</span>" not in office.get(page).text)
        helpers = children(server.process.pid)
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait()
        with started(root) as after:
            office.move(after.address)
            reached(lambda: "Đã tổng hợp" in office.get(page).text)
            assert "Nguyễn Thị Lan" in office.get(page).text
        reached(lambda: not any(map(alive, helpers)))
    assert (root / "outputs" / "2026" / "nam" / "tong-hop.xlsx").is_file()


def test_a_reader_that_dies_is_replaced_and_nobody_notices(tmp_path: Path) -> None:
    root = with_forms(tmp_path / "phuong")
    with started(root) as server:
        office = official(server)
        assert office.get("/").status == 200
        for helper in children(server.process.pid):
            with suppress(ProcessLookupError):  # one that read a file, and has ended by itself
                os.kill(helper, signal.SIGKILL)
        (root / "inputs" / "2026" / "nam" / "tu-cham-vhxh.xlsx").touch()
        for _ in range(4):
            assert office.get("/quyet-dinh").status == 200


def alive(pid: int) -> bool:
    """False for a process that nobody has waited for yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
