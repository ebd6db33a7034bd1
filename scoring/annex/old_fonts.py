"""Text typed in a font of before Unicode (.VnTime, VNI-Times) as its reader saw it."""

import unicodedata
from collections.abc import Iterable
from itertools import groupby

from scoring.intake.lookalikes import legacy
from scoring.text import clean

_CAPITALS = "H"
""".VnTimeH shows small letters as capitals."""

Run = tuple[str, str]
"""A piece of text and the name of its font, empty where not known."""


def as_seen(runs: Iterable[Run]) -> tuple[str, str]:
    """The text of the pieces in NFC, and the encodings of old that were converted (empty for none).

    Pieces of one font are looked at together: a letter and its mark may stand in two of them.
    """
    found: list[str] = []
    encodings: set[str] = set()
    for font, pieces in groupby(runs, key=lambda run: run[1]):
        text = "".join(piece for piece, _ in pieces)
        old = legacy(text, font)
        if old:
            encodings.add(old.encoding)
            text = old.meant
        if font.lower().startswith(".vn") and font.endswith(_CAPITALS):
            text = text.upper()
        found.append(text)
    text = unicodedata.normalize("NFC", "".join(found))
    return "\n".join(map(clean, text.splitlines())).strip("\n"), ", ".join(sorted(encodings))
