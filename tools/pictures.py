"""The pictures of the guide (needs LibreOffice, poppler, ImageMagick and Chromium).

A picture is the first printed page that holds a given text, or several such pages side by side, trimmed to
what is on it. The forms and the consolidated workbook are the example's, the rest is of the guide's year.
Those of the page come from a browser (:mod:`tools.screens`).
"""

import subprocess
import tempfile
from pathlib import Path

from scoring.pipeline.consolidation import consolidate, earlier_offices
from scoring.pipeline.example_year import record_example
from scoring.pipeline.feedback import feedback
from scoring.pipeline.from_table import criteria_from_table
from scoring.pipeline.office import demo
from scoring.pipeline.whatif import Draws, Trial, what_if, write_tried
from tests.annex import papers
from tests.scenarios.the_year import YEAR, live
from tools.libreoffice import LibreOffice
from tools.screens import screens

Wanted = dict[str, tuple[str, ...]]
"""Name of the picture -> a text on each of its pages."""

OF_EXAMPLE: dict[str, Wanted] = {
    "inputs/2026/nam/*-tdp-02-*.xlsx": {
        "huong-dan": ("HƯỚNG DẪN GHI BIỂU TỰ CHẤM ĐIỂM",),
        "thong-tin-don-vi": ("Thủ trưởng đơn vị",),
        "tu-cham-diem": ("Tổng điểm tự chấm",),
        "nhiem-vu": ("Vai trò",),
    },
    "outputs/2026/nam/tong-hop.xlsx": {
        "tong-quan": ("Số liệu chính",),
        "xep-loai": ("CỘNG HÒA XÃ HỘI",),
        "chi-tiet": ("Khối tổ dân phố",),
        "loi-va-luu-y": ("Cách sửa",),
    },
    "outputs/2026/nam/thu-phuong-an.xlsx": {"do-vung": ("Độ vững thứ hạng",)},
    "outputs/2026/nam/phan-hoi/*-tdp-08-*.xlsx": {"can-sua": ("Cách sửa",)},
    "outputs/2026/6-thang/tong-hop.xlsx": {"tien-do-nhiem-vu": ("Tiến độ nhiệm vụ 6 tháng",)},
}
OF_YEAR: dict[str, Wanted] = {
    "tham-dinh/tham-dinh-2026-vhxh.xlsx": {"so-tham-dinh": ("SỔ THẨM ĐỊNH – KHỐI PHÒNG",)},
    "chinh-thuc/lan-1/quyet-dinh.docx": {"quyet-dinh": ("QUYẾT ĐỊNH", "KẾT QUẢ XẾP LOẠI")},
    "chinh-thuc/lan-1/xep-loai.xlsx": {
        "bang-xep-loai": ("BẢNG XẾP LOẠI",),
        "so-voi-nam-truoc": ("So sánh kết quả với các năm trước",),
    },
}
OF_PAPER: dict[str, Wanted] = {"phu-luc-bo-tieu-chi.xlsx": {"can-xem": ("Cần xem:",)}}


LOOK = ("-trim", "-bordercolor", "white", "-border", "18", "+append", "+dither", "-colors", "200")
STEADY = ("-strip", "-define", "png:exclude-chunks=date,time")


def files() -> dict[str, bytes]:
    """All pictures."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        office = LibreOffice(home)
        example = demo(home / "demo")
        record_example(example)
        for before in earlier_offices(example):
            consolidate(before)
        consolidate(example)
        feedback(example)
        write_tried(example, what_if(example, Trial(draws=Draws())))
        year = live(home).root
        made = {
            **drawn(home / "demo", OF_EXAMPLE, office, home / "example"),
            **drawn(year / YEAR, OF_YEAR, office, home / "year"),
            **drawn(paper(home / "phu-luc"), OF_PAPER, office, home / "paper"),
            **screens(home / "demo", year, home),
        }
        return {f"docs/images/{name}.png": content for name, content in made.items()}


def paper(folder: Path) -> Path:
    """A folder with what comes of an official's paper."""
    folder.mkdir()
    (folder / "phu-luc.docx").write_bytes(papers.word(papers.PAPER))
    criteria_from_table(folder, folder / "phu-luc.docx", papers.DAY)
    return folder


def drawn(root: Path, wanted: dict[str, Wanted], office: LibreOffice, into: Path) -> dict[str, bytes]:
    """The pictures of the files that the patterns find below ``root``, by name."""
    made = {}
    for number, (pattern, names) in enumerate(wanted.items()):
        [pdf] = office.as_pdf([next(root.glob(pattern))], into / str(number))
        made |= {name: _picture(pdf, texts) for name, texts in names.items()}
    return made


def _picture(pdf: Path, sought: tuple[str, ...]) -> bytes:
    """The first pages that hold the texts, side by side, trimmed."""
    words = ["pdftotext", "-layout", pdf, "-"]
    text = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    texts = ["".join(page.split()) for page in text.split("\f")]
    spaceless = ["".join(words.split()) for words in sought]
    missing = [words for words in spaceless if not any(words in page for page in texts)]
    assert not missing, f"{pdf.name} has no page with {missing}"
    numbers = [next(n for n, page in enumerate(texts, 1) if words in page) for words in spaceless]
    pages = [_page(pdf, number) for number in numbers]
    return subprocess.run(
        ["convert", *pages, *STEADY, *LOOK, "png:-"], check=True, capture_output=True
    ).stdout


def _page(pdf: Path, number: int) -> Path:
    target = pdf.with_name(f"{pdf.stem}-{number}")
    options = ["-r", "110", "-f", str(number), "-l", str(number), "-singlefile", "-png"]
    subprocess.run(["pdftoppm", *options, pdf, target], check=True)
    return target.with_name(f"{target.name}.png")
