"""Text and names that no workbook can choke on, whatever a unit wrote."""

import re
import unicodedata

CELL_LIMIT = 32_767  # UTF-16 units that Excel keeps in one cell
CUT = "… (đã cắt bớt)"
SHEET_LIMIT = 31

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_DUBIOUS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029")
_SHEET_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def safe(text: str) -> str:
    """The text in NFC without what XML or Excel refuses; what is too long for a cell is cut, visibly.

    A lone surrogate becomes U+FFFD: it would make the whole workbook fail when it is written. A text
    between ``<r>`` and ``</r>`` gets a space after it: xlsxwriter takes it for ready-made XML.
    """
    # One look tells that nearly every text is fine as it is; this is asked of every cell of a workbook.
    if len(text) < CELL_LIMIT // 2 and not _DUBIOUS.search(text) and unicodedata.is_normalized("NFC", text):
        return text + " " if text.startswith("<r>") and text.endswith("</r>") else text
    text = _SURROGATES.sub("\ufffd", _LINE_ENDS.sub("\n", text))
    text = unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text))
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "
    if _width(text) <= CELL_LIMIT:
        return text
    room = CELL_LIMIT - len(CUT)
    return text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore") + CUT


def _width(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that Excel accepts and that is not among ``taken`` (in lower case), to which it is added."""
    base = _SHEET_FORBIDDEN.sub(" ", safe(wanted)).replace("\n", " ").strip(" '") or "Trang"
    name, number = _fitting(base, ""), 1
    while name.casefold() in taken:
        number += 1
        name = _fitting(base, f" ({number})")
    taken.add(name.casefold())
    return name


def _fitting(base: str, tail: str) -> str:
    room = SHEET_LIMIT - len(tail)
    return base.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore").strip(" '") + tail
