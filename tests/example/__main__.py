"""Write the embedded example: ``python -m tests.example [FOLDER]`` (needs LibreOffice for one file)."""

import sys
import tempfile
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from scoring.inputs.form import Prefill, write_form
from scoring.inputs.layout import INFO
from scoring.pipeline import Office, form_name, open_office
from tests.example.answers import prefill
from tests.example.mishaps import MISHAPS, Sent
from tests.example.units import STORIES, Story
from tests.support.libreoffice import LibreOffice

ROOT = Path(__file__).parents[2]
LETTER = """Kính gửi Phòng Văn hóa - Xã hội,
Tổ dân phố số 13 gửi báo cáo bằng văn bản, xin nộp biểu Excel sau.
(Tệp minh họa: không phải bảng tính, dù có đuôi .xlsx. Số liệu giả định.)
"""


def arrived(office: Office, story: Story) -> dict[str, bytes]:
    roster = office.roster
    unit = roster.unit(story.unit)
    assert unit is not None
    filled = prefill(roster, unit, story)

    def write(wanted: Prefill) -> bytes:
        buffer = BytesIO()
        write_form(buffer, roster, unit, set_hash=office.set_hash, filled=wanted)
        return buffer.getvalue()

    def write_blank_of(other: str, wanted: Prefill) -> bytes:
        neighbour = roster.unit(other)
        assert neighbour is not None
        buffer = BytesIO()
        write_form(buffer, roster, neighbour, set_hash=office.set_hash, filled=wanted)
        book = load_workbook(BytesIO(buffer.getvalue()))
        for row in book[INFO].iter_rows():
            for cell in row:
                if cell.value == neighbour.name:
                    cell.value = unit.name
        edited = BytesIO()
        book.save(edited)
        return edited.getvalue()

    sent = Sent(form_name(office, unit), write(filled), filled, write, write_blank_of)
    return MISHAPS[story.mishap](sent)


def build(folder: Path) -> None:
    """All files of the example in ``folder``, which is emptied of forms first."""
    office = open_office(ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.xlsx"):
        old.unlink()
    for story in STORIES:
        for name, content in arrived(office, story).items():
            (folder / name).write_bytes(content)
    (folder / "Báo cáo tổ dân phố 13.xlsx").write_text(LETTER, encoding="utf-8")
    _save_by_libreoffice(folder, [s.unit for s in STORIES if s.mishap == "luu-bang-libreoffice"])


def _save_by_libreoffice(folder: Path, units: list[str]) -> None:
    files = [path for path in folder.glob("*.xlsx") if any(f"-2026-{unit}-" in path.name for unit in units)]
    with tempfile.TemporaryDirectory() as home:
        for saved in LibreOffice(Path(home)).recalculated(files, Path(home) / "saved"):
            saved.replace(folder / saved.name)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "inputs" / "2026" / "nam")
