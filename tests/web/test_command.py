"""``danvan web``: what it takes, and what it refuses before anything is opened."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from scoring.errors import UserError
from scoring.web.accounts import Accounts
from scoring.web.serve import Listening, addresses, chosen
from tests.test_cli import danvan
from tests.web.conftest import ROOT


def test_every_command_runs_by_python_too() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "scoring", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert shown.stdout.startswith("Cách dùng: danvan ")
    assert "\n  web " in shown.stdout


def test_a_folder_that_lost_its_set_is_refused(tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    result = danvan("web", "-w", tmp_path, "--no-open", "--port", "0")
    assert result.exit_code == 2
    assert "không có bộ tiêu chí" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["inputs"]


@pytest.mark.parametrize(
    ("today", "name"),
    [
        (date(2026, 11, 29), "viet-hoa-2026"),
        (date(2027, 1, 2), "viet-hoa-2027"),
        (date(2025, 6, 1), "viet-hoa-2027"),
    ],
)
def test_of_two_sets_the_latest_begun_is_opened(tmp_path: Path, today: date, name: str) -> None:
    """A double click cannot say --set; what was chosen on the page goes first."""
    assert danvan("init", tmp_path / "phuong").exit_code == 0
    assert chosen(tmp_path / "phuong", today) is None
    assert danvan("criteria", "new-year", "2027", "-w", tmp_path / "phuong").exit_code == 0
    assert chosen(tmp_path / "phuong", today) == name
    Accounts(tmp_path / "phuong").choose_set("viet-hoa-2026")
    assert chosen(tmp_path / "phuong", today) == "viet-hoa-2026"


def test_a_key_without_a_certificate_is_refused(tmp_path: Path) -> None:
    assert danvan("web", "-w", tmp_path, "--keyfile", "k.pem").exit_code == 2


def test_only_the_machine_itself_is_served_unless_asked() -> None:
    served, shown = addresses(Listening(), 8765)
    assert served.hosts == {"127.0.0.1:8765", "localhost:8765"}
    assert shown == ["http://127.0.0.1:8765"]


def test_behind_a_proxy_only_its_address_is_served() -> None:
    served, shown = addresses(Listening(behind="https://danvan.phuong.vn"), 8765)
    assert (served.scheme, served.hosts, shown) == (
        "https",
        {"danvan.phuong.vn"},
        ["https://danvan.phuong.vn"],
    )


@pytest.mark.parametrize("address", ["danvan.phuong.vn", "ftp://x.vn", "https://", "https://x.vn/danvan"])
def test_a_proxy_that_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(UserError, match="--behind-proxy https://"):
        addresses(Listening(behind=address), 8765)
