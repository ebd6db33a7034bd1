"""The files of the embedded example, inputs/2026 (needs LibreOffice for one of them)."""

import tempfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from scoring.forms import Prefill, write_form
from scoring.intake.layout import INFO
from scoring.pipeline.forms import form_name
from scoring.pipeline.office import Office, open_office
from tools.asset import ROOT
from tools.example.answers import prefill
from tools.example.mishaps import MISHAPS, Sent
from tools.example.periods import HALVES, Half, earlier, half_year
from tools.example.units import BY_LIBREOFFICE, STORIES, Story
from tools.libreoffice import LibreOffice

FOLDER = "inputs/2026"
STRAY = "Báo cáo tổ dân phố 13.xlsx"
LETTER = """Kính gửi Phòng Văn hóa - Xã hội,
Tổ dân phố số 13 gửi báo cáo bằng văn bản, xin nộp biểu Excel sau.
(Tệp minh họa: không phải bảng tính, dù có đuôi .xlsx. Số liệu giả định.)
"""


def arrived(office: Office, story: Story) -> dict[str, bytes]:
    """What a unit sends, by file name."""
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


def files() -> dict[str, bytes]:
    """All files of the example."""
    office = open_office(ROOT)
    annual = {name: content for story in STORIES for name, content in arrived(office, story).items()}
    [saved] = [name for name in annual if f"-2026-{BY_LIBREOFFICE}-" in name]
    annual |= {STRAY: LETTER.encode(), saved: _saved_by_libreoffice(saved, annual[saved])}
    made = {office.period: annual}
    for half in HALVES:
        made[half.period] = half_of_year(replace(office, period=half.period), half)
    return {f"{FOLDER}/{period}/{name}": forms[name] for period, forms in made.items() for name in forms}


def half_of_year(office: Office, half: Half) -> dict[str, bytes]:
    """The reports of 6 or 9 months, by file name."""
    made = {}
    for unit in office.roster.evaluated:
        if unit.code not in half.missing:
            buffer, filled = BytesIO(), half_year(office.roster, unit, half)
            write_form(buffer, office.roster, unit, period=half.period, filled=filled)
            made[form_name(office, unit)] = buffer.getvalue()
    return made


def _saved_by_libreoffice(name: str, form: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as home:
        file = Path(home, name)
        file.write_bytes(form)
        [saved] = LibreOffice(Path(home)).recalculated([file], Path(home) / "saved")
        return saved.read_bytes()
