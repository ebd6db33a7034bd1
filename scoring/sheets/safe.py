"""Text and names that no workbook can choke on, whatever a unit wrote."""

import re

from scoring.text import CELL_LIMIT, CUT, safe

__all__ = ["CELL_LIMIT", "CUT", "SHEET_LIMIT", "safe", "sheet_name"]

SHEET_LIMIT = 31

_SHEET_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


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
    """Cut after a word where that leaves enough to know it by."""
    room = SHEET_LIMIT - len(tail)
    units = base.encode("utf-16-le")
    if len(units) <= 2 * room:
        return base + tail
    cut = units[: 2 * (room - 1)].decode("utf-16-le", "ignore")
    words, _, rest = cut.rpartition(" ")
    whole = words if len(words) > room // 2 and not base.startswith(f"{cut} ") and rest else cut
    return whole.strip(" '") + "…" + tail
