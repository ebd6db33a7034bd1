"""A disk that is full costs nothing but the run: old results stay whole and the message says what to do."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result

from scoring.pipeline.office import Office, open_office
from tests.hostile.test_kill import FORMS, lose_a_form, results, soon, written
from tests.support.commands import danvan
from tests.support.offices import example_office

MEGABYTE = 1 << 20


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 24 MB, where the machine lets us mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    wanted = [mount or "", "-t", "tmpfs", "-o", f"size={24 * MEGABYTE}", "tmpfs", str(disk)]
    if not mount or subprocess.run(wanted, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can only be mounted as root: the full disk was NOT tried")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ward with results, feedback and verification books, made once and copied to each small disk."""
    root = tmp_path_factory.mktemp("ward") / "ward"
    example_office(root, FORMS)
    for words in (("consolidate",), ("feedback",), ("verify", "export")):
        assert ran(root, *words).exit_code in (0, 1)
    return root


def on(disk: Path, ward: Path) -> Office:
    return open_office(shutil.copytree(ward, disk / "ward"))


def ran(root: Path, *words: str) -> Result:
    return danvan(*words, "-w", root)


@pytest.mark.parametrize("left", [0, 40_000, 60_000, 80_000])
@pytest.mark.parametrize("change", ["a new file, which the register records", "a file is gone"])
def test_a_full_disk_keeps_old_results_and_says_so(
    small_disk: Path, ward: Path, left: int, change: str
) -> None:
    office = on(small_disk, ward)
    old = results(office)
    lines = office.register.ledger(2026).records
    names = {path.name for path in office.out.iterdir()}
    first = sorted(office.inbox.iterdir())[0]
    if change == "a file is gone":
        first.unlink()
    else:
        first.with_name("ban-sao.xlsx").write_bytes(first.read_bytes() + b"khong phai bieu")
    fill(small_disk, left)

    run = ran(office.workspace.root, "consolidate")
    assert run.exit_code == 2
    assert "chỗ trống" in run.output
    assert results(office) == old
    assert {path.name for path in office.out.iterdir()} == names

    (small_disk / "ballast").unlink()
    assert ran(office.workspace.root, "consolidate").exit_code in (0, 1)
    assert results(office) != old
    assert office.register.ledger(2026).records[: len(lines)] == lines


@pytest.mark.parametrize("left", [0, 10_000, 60_000])
@pytest.mark.parametrize(
    ("words", "folder"), [(("feedback",), "phan-hoi"), (("verify", "export"), "tham-dinh")]
)
def test_forms_and_books_on_a_full_disk_stay_as_they_were(
    small_disk: Path, ward: Path, words: tuple[str, ...], folder: str, left: int
) -> None:
    """All of them, also those that still would have found room; drafts are taken away."""
    office = on(small_disk, ward)
    old = written(office, folder)
    later = (*words, "--until", soon()) if words == ("feedback",) else words
    if words != ("feedback",):
        lose_a_form(office)
    fill(small_disk, left)

    run = ran(office.workspace.root, *later)
    assert run.exit_code == 2
    assert "chỗ trống" in run.output
    assert {path.name for path in (office.out / folder).iterdir()} == set(old)
    assert written(office, folder) == old

    (small_disk / "ballast").unlink()
    assert ran(office.workspace.root, *later).exit_code in (0, 1)
    assert written(office, folder) != old


def fill(disk: Path, left: int) -> None:
    """Nothing but ``left`` bytes stay free."""
    with (disk / "ballast").open("wb", buffering=0) as ballast:
        try:
            while True:
                ballast.write(b"\0" * 4096)
        except OSError:
            size = (disk / "ballast").stat().st_size
        ballast.truncate(max(0, size - left))
