"""What is shipped but made by tools/ is what they make today, and an asset says which files are stale."""

import io
import zipfile
from pathlib import Path

import pytest

from tools.asset import Asset, same
from tools.assets import ASSETS
from tools.pictures import OF_EXAMPLE, OF_PAPER, OF_YEAR
from tools.screens import SHOTS

# Every way to make the pictures needs LibreOffice a dozen times and pixels depend on its version.
MADE = [name for name in ASSETS if name not in ("pictures", "example")]


@pytest.mark.parametrize("name", MADE)
def test_what_is_shipped_is_what_is_made(name: str) -> None:
    assert not ASSETS[name].stale(), f"run: python -m tools {name}"


@pytest.mark.usefixtures("libreoffice")
def test_the_example_is_what_is_made() -> None:
    assert not ASSETS["example"].stale(), "run: python -m tools example"


def test_every_picture_wanted_is_there_and_no_other() -> None:
    wanted = {name for group in (OF_EXAMPLE, OF_YEAR, OF_PAPER) for names in group.values() for name in names}
    [folder] = {Path(pattern).parent for pattern in ASSETS["pictures"].owns}
    root = Path(__file__).parents[2]
    assert {path.stem for path in (root / folder).glob("*.png")} == wanted | {*SHOTS}


def asset(**content: bytes) -> Asset:
    return Asset(
        "small", ("out/*",), lambda: {f"out/{name}": made for name, made in content.items()}, ("out/v",)
    )


def test_missing_differing_and_left_over_are_stale(tmp_path: Path) -> None:
    asset(kept=b"1", other=b"1", gone=b"1", v=b"1").renew(tmp_path)
    now = asset(kept=b"1", other=b"2", new=b"1", v=b"2")
    assert now.stale(tmp_path) == ["out/gone", "out/new", "out/other"]
    now.renew(tmp_path)
    assert now.stale(tmp_path) == []


def test_archives_are_compared_by_their_parts() -> None:
    def packed(text: str, how: int) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", how) as archive:
            archive.writestr("a", text)
        return buffer.getvalue()

    assert same(packed("x", zipfile.ZIP_STORED), packed("x", zipfile.ZIP_DEFLATED))
    assert not same(packed("x", zipfile.ZIP_STORED), packed("y", zipfile.ZIP_STORED))
