"""How high a row has to be for its wrapped text: Excel never fits the rows of a file that a program wrote.

Widths of Times New Roman letters in thousandths of its size (Liberation Serif has the same); an accent
adds nothing. Measured with a little to spare, since every printer breaks lines in its own way.
"""

import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from scoring.sheets.look import SIZE

_WIDTHS = (
    ("ijlt'|!,.:; ", 278),
    ('frI()[]-/“”"', 340),
    ("sJ", 389),
    ("acezy", 444),
    ("bdghknopquvx0123456789ơư", 500),
    ("FPS", 556),
    ("ELTZ", 611),
    ("BCR", 667),
    ("wADGHKNOQUVXYƠƯ", 722),
    ("mM%W", 889),
)
_WIDTH = {letter: width for letters, width in _WIDTHS for letter in letters}
_DEFAULT = 560
_BOLD = 1.07
_SPARE = 1.05
_PADDING = 16
_PIXELS_A_POINT = 4 / 3
_LEADING = 1.2
_MARGIN = 5
HIGHEST = 409.0  # points; Excel refuses more
INDENT = 1.3  # width in digits of one step of indentation
LINE_POINTS = 15.0  # height of a line of a report at SIZE
TALLEST = 180.0  # no row of a report fills a page, however much a unit writes


@cache
def _letter(letter: str) -> int:
    if letter in _WIDTH:
        return _WIDTH[letter]
    return _WIDTH.get(unicodedata.normalize("NFD", letter)[0], _DEFAULT)


def text_width(text: str, size: float = SIZE, bold: bool = False) -> float:
    """The width of a line of text in pixels."""
    thousandths = sum(map(_letter, text)) * (_BOLD if bold else 1)
    return thousandths / 1000 * size * _PIXELS_A_POINT * _SPARE


def lines(text: str, column: float, size: float = SIZE, bold: bool = False) -> int:
    """How many lines ``text`` takes in a column that is ``column`` characters wide."""
    room = column * 7 + 5 - _PADDING
    return sum(_wrapped(paragraph, room, size, bold) for paragraph in text.split("\n"))


@lru_cache(maxsize=16_384)
def lines_needed(text: str, width: float, size: float = SIZE, bold: bool = False) -> int:
    """The same for a report, whose texts repeat; an empty text takes a line."""
    return lines(text, width, size, bold) if text else 1


class _WordWidths(dict[str, float]):
    """Vietnamese is written in short syllables, a few thousand in all: each is measured once."""

    _MOST = 16_384

    def __init__(self, size: float, bold: bool) -> None:
        super().__init__()
        self._size, self._bold = size, bold

    def __missing__(self, word: str) -> float:
        if len(self) >= self._MOST:
            self.clear()
        width = self[word] = text_width(word, self._size, self._bold)
        return width


_word_widths = cache(_WordWidths)
"""Of a size of letters, bold or not: a dozen."""


def _wrapped(paragraph: str, room: float, size: float, bold: bool) -> int:
    count, used = 1, 0.0
    widths = _word_widths(size, bold)
    space = widths[" "]
    for word in paragraph.split(" "):
        width = widths[word]
        if used and used + space + width > room:
            count, used = count + 1, 0.0
        used += width + (space if used else 0)
        while used > room:
            count, used = count + 1, used - room
    return count


class Fitted(NamedTuple):
    """A text in a column so many characters wide."""

    text: str
    width: float
    size: float = SIZE
    bold: bool = False

    @property
    def height(self) -> float:
        """What it needs, in points."""
        return lines(self.text, self.width, self.size, self.bold) * self.size * _LEADING


def row_height(*cells: Fitted, least: float = 18) -> float:
    """The height in points of a row with these texts; Excel allows no more than 409."""
    needed = max((cell.height for cell in cells if cell.text), default=0)
    return min(HIGHEST, max(least, round(needed + _MARGIN, 1)))
