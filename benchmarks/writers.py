"""Forms as other programs save them: LibreOffice, openpyxl, and one that nobody has seen.

python -m benchmarks.writers FOLDER COUNT TO    # COUNT forms as they are in TO/own, the same in TO/strange
"""

import re
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from tools.libreoffice import LibreOffice

CALL = 100
"""Forms a call of LibreOffice: one that hangs costs no more than these."""

_TAG = re.compile(r"<(/?)(?=[A-Za-z][A-Za-z0-9]*[\s/>])")


def saved_by_libreoffice(forms: Sequence[Path]) -> None:
    """Open, recalculate and save each form in its place."""
    for start in range(0, len(forms), CALL):
        with tempfile.TemporaryDirectory(dir=forms[0].parent) as home:
            into = Path(home) / "saved"
            for saved in LibreOffice(Path(home)).recalculated(forms[start : start + CALL], into):
                saved.replace(forms[0].with_name(saved.name))


def saved_by_openpyxl(form: Path) -> None:
    """Open and save a form in its place; the values of its formulas are lost on the way."""
    load_workbook(form).save(form)


def as_stranger(form: bytes) -> bytes:
    """The form as programs on Microsoft's Open XML SDK write it: every element with a prefix.

    Nothing of it has the bytes that the form had; what it says is the same.
    """
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(form)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in source.infolist():
            content = source.read(member)
            if member.filename.startswith("xl/") and member.filename.endswith(".xml"):
                text = _TAG.sub(r"<\1x:", content.decode())
                content = text.replace(" xmlns=", " xmlns:x=", 1).encode()
            new.writestr(member.filename, content)
    return buffer.getvalue()


def beside(forms: Path, count: int, to: Path) -> None:
    """The first ``count`` forms of a folder as they are, and as a stranger writes them."""
    for name, saved in (("own", bytes), ("strange", as_stranger)):
        folder = to / name
        folder.mkdir(parents=True)
        for path in sorted(forms.glob("*.xlsx"))[:count]:
            (folder / path.name).write_bytes(saved(path.read_bytes()))


if __name__ == "__main__":
    beside(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
