"""Formulas that fetch or start something outside the workbook, known by their words, never evaluated."""

import re

_CALLS_OUT = re.compile(
    r"\b(?:WEBSERVICE|HYPERLINK|IMAGE|RTD|DDE|CALL|EXEC|REGISTER(?:\.ID)?)\s*\("
    r"|[A-Za-z]\s*\|\s*'|'(?:https?:|ftp:|file:|\\\\)|\bfile:",
    re.IGNORECASE | re.ASCII,
)
_SIGNS = (
    "webservice", "hyperlink", "image", "rtd", "dde", "call", "exec", "register",
    "|", "'http", "'ftp", "file:", "'\\\\",
)  # fmt: skip


def calls_out(formula: str) -> bool:
    """True where a formula fetches or starts something; most are cleared by a look for single words."""
    lower = formula.lower()
    return any(sign in lower for sign in _SIGNS) and bool(_CALLS_OUT.search(formula))
