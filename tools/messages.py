"""Compile click's words in Vietnamese, scoring/locale/**/messages.po, to .mo.

The .mo format is GNU gettext's: a header, two tables of lengths and offsets, the strings.
"""

import ast
import re
import struct

from tools.asset import ROOT

MO = "scoring/locale/vi/LC_MESSAGES/messages.mo"

_LINE = re.compile(r'^(msgid|msgid_plural|msgstr(?:\[0\])?) (".*")$', re.MULTILINE)


def entries(po: str) -> dict[str, str]:
    """Original -> translation; the two numbers of a plural share one original, separated by a NUL."""
    found: dict[str, str] = {}
    key = ""
    for kind, quoted in _LINE.findall(po):
        text = ast.literal_eval(quoted)
        if kind == "msgid":
            key = text
        elif kind == "msgid_plural":
            key += "\0" + text
        else:
            found[key] = text
    return found


def compiled(po: str) -> bytes:
    """The .mo file of a .po file."""
    pairs = sorted((k.encode(), v.encode()) for k, v in entries(po).items())
    start = 28 + 16 * len(pairs)
    tables, strings = [], b""
    for column in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[column]), start + len(strings)))
            strings += pair[column] + b"\0"
    header = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return header + b"".join(tables) + strings


def files() -> dict[str, bytes]:
    """The .mo beside its .po."""
    return {MO: compiled((ROOT / MO).with_suffix(".po").read_text(encoding="utf-8"))}
