"""The cards: a printed page for a unit and one for the leader, of the words in cards.yaml.

What differs between wards stands in blanks that are filled in by hand.
"""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.document import Document as Word
from docx.shared import Mm
from ruamel.yaml import YAML

from tools import word_layout as lay
from tools.word_layout import LEFT, line
from tools.word_templates import steady

_WORDS = Path(__file__).with_suffix(".yaml")
_SIZE, _HANGING = 14, 7


def files() -> dict[str, bytes]:
    """Every card of cards.yaml."""
    cards = YAML(typ="safe").load(_WORDS.read_text(encoding="utf-8"))
    return {f"docs/{name}.docx": _bytes(_written(card)) for name, card in cards.items()}


def _written(card: Any) -> Word:
    word = _page(card["title"])
    line(word, card["title"], 20, bold=True)
    line(word, card["reader"], _SIZE, italic=True, after=8)
    blanks = card["blanks"]
    table = lay.columns(word, (45, 129), rows=len(blanks), style="Table Grid")
    for number, blank in enumerate(blanks):
        lay.put(table, number, (f"<{blank}", ""), _SIZE, before=5, after=5)
    for part in card["parts"]:
        line(word, part["heading"], 16, bold=True, align=LEFT, before=12, after=3, keep=True)
        steps = part.get("steps", ())
        _sentences(word, ((f"{number}.", said) for number, said in enumerate(steps, 1)))
        _sentences(word, (("–", said) for said in part.get("points", ())))
    return word


def _page(title: str) -> Word:
    word = lay.new(title)
    section = word.sections[0]
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(14)
    section.different_first_page_header_footer = False
    for paragraph in (*section.header.paragraphs, *section.first_page_header.paragraphs):
        paragraph.clear()
    return word


def _sentences(word: Word, marked: Iterable[tuple[str, str]]) -> None:
    for mark, sentence in marked:
        shape = line(word, f"{mark}\t{sentence}", _SIZE, align=LEFT, after=4).paragraph_format
        shape.left_indent, shape.first_line_indent = Mm(_HANGING), Mm(-_HANGING)
        shape.tab_stops.add_tab_stop(Mm(_HANGING))


def _bytes(word: Word) -> bytes:
    into = BytesIO()
    word.save(into)
    return steady(into.getvalue())
