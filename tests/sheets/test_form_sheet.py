"""Whatever a unit wrote can be written into its form, and the form still opens."""

from dataclasses import replace

import pytest

from scoring.opening.opened import open_bytes
from scoring.text import CELL_LIMIT, CUT
from tests.intake.forms import sound, with_row, written

WORDS = [
    ("a\uffffb", "ab"),
    ("a\ufffeb", "ab"),
    ("a\x00\x1b[31m\x9bb", "a[31mb"),
    ("a\ud800b", "a\ufffdb"),
    ("<r>x</r>", "<r>x</r>"),
    ("😀" * 20_000, "😀" * ((CELL_LIMIT - len(CUT)) // 2) + CUT),
]


@pytest.mark.parametrize(("words", "kept"), WORDS, ids=[ascii(words)[:20] for words, _ in WORDS])
def test_any_words_are_written_and_read_back(words: str, kept: str) -> None:
    filled = with_row(sound(), "2.3", explanation=words)
    filled = replace(filled, sign_off=replace(filled.sign_off, preparer=words), report={"results": words})
    opened = open_bytes(written(filled))
    assert opened.workbook is not None
    texts = [value for sheet in opened.workbook.sheets for value in sheet.cells.values()]
    assert sum(isinstance(text, str) and text.strip() == kept for text in texts) >= 2
