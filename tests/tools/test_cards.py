"""The cards: one page each, in the words of the page."""

import re
import subprocess
from pathlib import Path

import pytest

from tools import cards
from tools.asset import ROOT
from tools.libreoffice import LibreOffice

MADE = cards.files()
TEMPLATES = ROOT / "scoring" / "web" / "templates"
OF_FORMS = {
    "Thông tin đơn vị",
    "Tự chấm điểm",
    "Nhiệm vụ",
    "Báo cáo",
    "Kiểm tra",
    "Không phát sinh",
    "Giải trình",
}
SAID = {
    "“Đủ điều kiện gửi”",
    "đường dẫn riêng",
    "số biên nhận",
    "đúng tệp được gửi cho đơn vị mình",
    "biểu phản hồi",
}
"""What is bold and is no name of a page or of a button."""


def test_a_card_is_one_page(libreoffice: LibreOffice, tmp_path: Path) -> None:
    paths = []
    for name, content in MADE.items():
        path = tmp_path / Path(name).name
        path.write_bytes(content)
        paths.append(path)
    for pdf in libreoffice.as_pdf(paths, tmp_path / "pdf"):
        said = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
        assert re.search(r"^Pages: +1$", said, re.M), pdf.name
        assert "A4" in said


@pytest.mark.parametrize(
    "word",
    sorted(
        set(
            re.findall(
                r"\*\*(.+?)\*\*",
                " ".join((ROOT / "tools" / "cards.yaml").read_text(encoding="utf-8").split()),
            )
        )
    ),
)
def test_a_name_in_bold_stands_on_the_page_or_the_form(word: str) -> None:
    shown = " ".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html"))
    assert word in OF_FORMS | SAID or word in shown
