"""What the zip for Windows holds: programs of cmd, texts that they show, the cards, the wheelhouse.

The programs are ASCII, whatever code page the machine is set to; their Vietnamese words lie in texts of UTF-8
that they show with ``type`` once ``chcp 65001`` is set. All of them end their lines as Windows does.
"""

import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from scoring import __version__
from tools.asset import ROOT
from tools.windows.wheels import PINS

FILES = Path(__file__).with_name("files")
WHEELHOUSE, CARDS = "wheelhouse", "to-huong-dan"
READ_FIRST = "DOC-TRUOC.txt"
_DAY = (2026, 1, 1, 0, 0, 0)
"""The same files make the same zip."""


def archive_name() -> str:
    """The file name of the zip of this version."""
    return f"danvan-{__version__}-windows.zip"


def archive(wheels: Iterable[Path]) -> bytes:
    """The zip, everything in one folder: the same for every version, so that a new one lies over the old."""
    top = "danvan"
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for path in sorted(FILES.rglob("*.*")):
            name = path.relative_to(FILES).as_posix()
            _put(made, f"{top}/{name}", on_windows(path), zipfile.ZIP_DEFLATED)
        _put(made, f"{top}/{PINS.name}", on_windows(PINS), zipfile.ZIP_DEFLATED)
        for card in sorted((ROOT / "docs").glob("the-*.docx")):
            _put(made, f"{top}/{CARDS}/{card.name}", card.read_bytes(), zipfile.ZIP_DEFLATED)
        for wheel in wheels:
            _put(made, f"{top}/{WHEELHOUSE}/{wheel.name}", wheel.read_bytes(), zipfile.ZIP_STORED)
    return buffer.getvalue()


def on_windows(path: Path) -> bytes:
    """A text with the line ends of Windows; what a person opens with Notepad bears the mark of UTF-8."""
    text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
    return text.encode("utf-8-sig" if path.name == READ_FIRST else "utf-8")


def _put(made: zipfile.ZipFile, name: str, content: bytes, how: int) -> None:
    info = zipfile.ZipInfo(name, _DAY)
    info.external_attr = 0o644 << 16
    made.writestr(info, content, how)
