"""Write the embedded example: ``python -m tests.example [FOLDER]`` (needs LibreOffice for one file).

FOLDER gets a folder a period, as inputs/2026 has them.
"""

import sys
import tempfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from scoring.forms import Prefill, write_form
from scoring.intake.layout import INFO
from scoring.pipeline import Office, form_name, open_office
from tests.example.answers import prefill
from tests.example.mishaps import MISHAPS, Sent
from tests.example.periods import HALVES, Half, earlier, half_year
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
    filled = replace(prefill(roster, unit, story), earlier=earlier(roster, unit))

    def write(wanted: Prefill) -> bytes:
        buffer = BytesIO()
        write_form(buffer, roster, unit, filled=wanted)
        return buffer.getvalue()

    def write_blank_of(other: str, wanted: Prefill) -> bytes:
        neighbour = roster.unit(other)
        assert neighbour is not None
        buffer = BytesIO()
        write_form(buffer, roster, neighbour, filled=wanted)
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
    """All files of the example below ``folder``, whose periods are emptied of forms first."""
    office = open_office(ROOT)
    annual = _emptied(folder / office.period)
    for story in STORIES:
        for name, content in arrived(office, story).items():
            (annual / name).write_bytes(content)
    (annual / "Báo cáo tổ dân phố 13.xlsx").write_text(LETTER, encoding="utf-8")
    _save_by_libreoffice(annual, [s.unit for s in STORIES if s.mishap == "luu-bang-libreoffice"])
    for half in HALVES:
        _build_half(replace(office, period=half.period), _emptied(folder / half.period), half)


def _emptied(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.xlsx"):
        old.unlink()
    return folder


def _build_half(office: Office, folder: Path, half: Half) -> None:
    for unit in office.roster.evaluated:
        if unit.code not in half.missing:
            filled = half_year(office.roster, unit, half)
            path = folder / form_name(office, unit)
            write_form(path, office.roster, unit, period=half.period, filled=filled)


def _save_by_libreoffice(folder: Path, units: list[str]) -> None:
    files = [path for path in folder.glob("*.xlsx") if any(f"-2026-{unit}-" in path.name for unit in units)]
    with tempfile.TemporaryDirectory() as home:
        for saved in LibreOffice(Path(home)).recalculated(files, Path(home) / "saved"):
            saved.replace(folder / saved.name)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "inputs" / "2026")
