"""Folders that may not be written: what only reads works, what writes says so and changes nothing."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.powerless import powerless
from tests.support.commands import danvan
from tests.support.offices import example_office

FORMS = 8
pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")


def content(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def folders(root: Path) -> list[Path]:
    return [root, *(path for path in root.rglob("*") if path.is_dir())]


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A ward with results of every kind, in which nothing may be written any more."""
    root = example_office(tmp_path_factory.mktemp("ward") / "phường", FORMS).workspace.root
    for words in (["consolidate"], ["verify", "export"], ["feedback"]):
        assert danvan(*words, "-w", root).exit_code in (0, 1)
    for folder in folders(root):
        folder.chmod(0o555)
    yield root
    for folder in folders(root):
        folder.chmod(0o755)


@pytest.mark.parametrize("words", [["consolidate"], ["feedback"], ["verify", "export"], ["forms"]])
def test_what_cannot_be_written_is_told_and_the_old_is_whole(ward: Path, words: list[str]) -> None:
    old = content(ward)
    with powerless():
        told = danvan(*words, "-w", ward)
    assert told.exit_code == 2
    assert "quyền" in told.stderr
    assert "Traceback" not in told.output
    assert content(ward) == old


@pytest.mark.parametrize(
    "words", [["check", "inputs/2026/nam"], ["criteria", "check"], ["register", "check"]], ids="-".join
)
def test_what_only_reads_works(ward: Path, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    old = content(ward)
    monkeypatch.chdir(ward)
    with powerless():
        told = danvan(*words)
    assert told.exit_code in (0, 1), told.output
    assert content(ward) == old


def test_a_folder_of_forms_may_be_read_only(tmp_path: Path) -> None:
    office = example_office(tmp_path / "phường", FORMS)
    for folder in folders(office.workspace.root / "inputs"):
        folder.chmod(0o555)
    try:
        with powerless():
            assert danvan("consolidate", "-w", office.workspace.root).exit_code in (0, 1)
    finally:
        for folder in folders(office.workspace.root / "inputs"):
            folder.chmod(0o755)
    assert (office.out / "tong-hop.xlsx").is_file()
