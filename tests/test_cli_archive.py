"""The office's work on forms that came in one .zip: the same results as on the files themselves."""

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from scoring.pipeline.office import open_office
from tests.support.commands import ROOT, danvan
from tests.support.office_year import adopted, arrivals, say, superior, with_forms

INBOX = Path("inputs/2026/nam")
OUT = Path("outputs/2026/nam")
PREFIX = "gửi qua Zalo.zip > ".encode()


def packed(folder: Path, name: str = "gửi qua Zalo.zip") -> None:
    """Put everything in a folder into one archive there."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder).as_posix())
    for path in list(folder.iterdir()):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (folder / name).write_bytes(buffer.getvalue())


def results(root: Path) -> dict[str, object]:
    """All that the run found, files called as they are in the archive."""
    told: dict[str, object] = json.loads((root / OUT / "tong-hop.json").read_bytes().replace(PREFIX, b""))
    return told


@pytest.fixture
def both(tmp_path: Path) -> tuple[Path, Path]:
    """The example's inbox as files, and as one archive."""
    for name in ("tệp", "nén"):
        root = tmp_path / name
        assert danvan("init", root).exit_code == 0
        shutil.copytree(ROOT / INBOX, root / INBOX, dirs_exist_ok=True)
    packed(tmp_path / "nén" / INBOX)
    return tmp_path / "tệp", tmp_path / "nén"


def test_consolidate_feedback_and_check_read_an_archive(both: tuple[Path, Path]) -> None:
    files, archive = both
    for root in both:
        assert danvan("consolidate", "-w", root).exit_code == 1
        assert danvan("feedback", "-w", root).exit_code == 1
    assert results(archive) == results(files)
    for root in both:
        assert len(list((root / OUT / "phan-hoi").iterdir())) == 16
    for path in (files / OUT / "phan-hoi").glob("*.xlsx"):
        assert (archive / OUT / "phan-hoi" / path.name).exists()
    told = danvan("check", "-w", archive, archive / INBOX / "gửi qua Zalo.zip")
    assert "gửi qua Zalo.zip > tu-cham-2026-" in told.stdout
    again = danvan("consolidate", "-w", archive)
    assert again.exit_code == 1, "also from the cache"
    assert results(archive) == results(files)


def test_an_edition_made_of_an_archive_can_be_made_again(tmp_path: Path) -> None:
    root = with_forms(tmp_path)
    packed(root / INBOX)
    say(root, *adopted(open_office(root)), *arrivals(), *superior())
    done = danvan("finalize", "-w", root)
    assert done.exit_code == 0, done.output
    manifest = json.loads((root / OUT / "chinh-thuc/lan-1/manifest.json").read_text(encoding="utf-8"))
    assert list(manifest["inputs"]) == ["inputs/2026/nam/gửi qua Zalo.zip"]
    again = danvan("verify-freeze", "-w", root)
    assert again.exit_code == 0, again.output
    path = root / INBOX / "gửi qua Zalo.zip"
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("thêm.txt", b"x")
    assert danvan("verify-freeze", "-w", root).exit_code == 1


def test_half_year_reports_may_come_in_an_archive(tmp_path: Path) -> None:
    root = tmp_path / "phường"
    assert danvan("init", root).exit_code == 0
    assert danvan("forms", "-w", root, "-k", "6-thang").exit_code == 0
    inbox = root / "inputs/2026/6-thang"
    shutil.copytree(root / "outputs/2026/6-thang/bieu-mau", inbox, dirs_exist_ok=True)
    count = len(list(inbox.iterdir()))
    packed(inbox)
    told = danvan("consolidate", "-w", root, "-k", "6-thang", "--json")
    assert (
        len(json.loads((root / "outputs/2026/6-thang/tong-hop.json").read_text(encoding="utf-8"))["files"])
        == count
    )
    assert told.exit_code == 1
