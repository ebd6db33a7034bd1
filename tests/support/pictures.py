"""The pictures of the guide: ``python -m tests.support.pictures`` (needs LibreOffice, poppler, ImageMagick).

A picture is the first printed page that holds a given text, trimmed to what is on it.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from scoring import pipeline
from tests.support.libreoffice import LibreOffice

IMAGES = Path(__file__).parents[2] / "docs" / "images"
FORM = "*-tdp-02-*.xlsx"
OF_FORM = {
    "huong-dan": "HƯỚNG DẪN TỰ CHẤM ĐIỂM",
    "thong-tin-don-vi": "Thủ trưởng đơn vị",
    "tu-cham-diem": "BIỂU TỰ CHẤM ĐIỂM",
    "nhiem-vu": "Vai trò",
}
OF_WORKBOOK = {
    "tong-quan": "Số liệu chính",
    "xep-loai": "CỘNG HÒA XÃ HỘI",
    "chi-tiet": "Khối tổ dân phố",
    "loi-va-canh-bao": "Cách sửa",
}


def pages(pdf: Path) -> list[str]:
    """The text of each page."""
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True
    ).stdout
    return text.split("\f")


def draw(pdf: Path, wanted: dict[str, str]) -> None:
    """One trimmed PNG for each wanted text."""
    texts = pages(pdf)
    for name, text in wanted.items():
        page = next(number for number, found in enumerate(texts, 1) if text in found)
        target = IMAGES / name
        subprocess.run(
            [
                "pdftoppm",
                "-r",
                "110",
                "-f",
                str(page),
                "-l",
                str(page),
                "-singlefile",
                "-png",
                str(pdf),
                str(target),
            ],
            check=True,
        )
        png = f"{target}.png"
        subprocess.run(
            [
                "convert",
                png,
                "-trim",
                "-bordercolor",
                "white",
                "-border",
                "18",
                "+dither",
                "-colors",
                "200",
                png,
            ],
            check=True,
        )


def main(home: Path) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    done = pipeline.consolidate(pipeline.demo(home / "demo"))
    form = next((home / "demo" / "inputs" / "2026" / "nam").glob(FORM))
    form_pdf, workbook_pdf = LibreOffice(home).as_pdf([form, done.workbook], home / "pdf")
    draw(form_pdf, OF_FORM)
    draw(workbook_pdf, OF_WORKBOOK)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(main(Path(folder)))
