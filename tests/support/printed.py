"""What LibreOffice prints, as text page by page."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from tools.libreoffice import LibreOffice


def printed(paths: Sequence[Path], libreoffice: LibreOffice) -> list[list[list[str]]]:
    """Of each file, of each page the lines that are not empty."""
    return [_pages(pdf) for pdf in libreoffice.as_pdf(paths, paths[0].parent / "pdf")]


def _pages(pdf: Path) -> list[list[str]]:
    words = ["pdftotext", "-layout", pdf, "-"]
    text = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    pages = [[line.strip() for line in page.splitlines() if line.strip()] for page in text.split("\f")]
    return [page for page in pages if page]
