"""When two names mean the same part of a workbook: "Styles.xml" is "styles.xml", "sheet%201" is "sheet 1".

Excel compares the names of parts without regard to case and with escaped letters decoded (OPC, part 2,
section 6.2.2). A reader that compares letter by letter loses the formats of such a file, and reads a day as a
number.
"""

import posixpath
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

from scoring.xlsx import limits


@lru_cache(maxsize=4096)  # the parts of all forms have the same two dozen names
def part_key(name: str) -> str:
    """What two names that mean the same part have in common."""
    return unicodedata.normalize("NFC", unquote(name)).casefold()


def part_at(folder: str, target: str) -> str:
    """The key of the part that a relation leads to, seen from the folder that the relation starts in."""
    is_short = len(folder) + len(target) < limits.PART_NAME
    return (_part_at if is_short else _part_at.__wrapped__)(folder, target)


@lru_cache(maxsize=4096)
def _part_at(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", part_key(folder), part_key(target))).lstrip("/")


@lru_cache(maxsize=4096)
def is_odd(name: str) -> bool:
    """True for a name that no honest workbook has, or that some programs read as another."""
    steps = name.removesuffix("/").split("/")
    return (
        len(name) > limits.PART_NAME
        or "\\" in name
        or ":" in name
        or any(not step or step[0] == " " or step[-1] in " ." for step in steps)
    )
