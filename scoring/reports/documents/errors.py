"""What is wrong with a template, in words that lead to the place in it."""

import re

from scoring.errors import UserError

_LINE_LIMIT = 120
_TAG = re.compile(r"<[^>]*>")


class TemplateError(UserError):
    """A template of the office cannot be used: which, where in it, and how to mend it."""


def at_line(template: str, source: str, line: int | None, what: str) -> TemplateError:
    """The error at a line of the template's inner text; ``line`` counts from 1, None where unknown."""
    lines = source.splitlines()
    text = _TAG.sub("", lines[line - 1]).strip() if line and line <= len(lines) else ""
    if len(text) > _LINE_LIMIT:
        text = f"…{text[-_LINE_LIMIT:]}"
    where = f"Mẫu {template}, tại “{text}”" if text else f"Mẫu {template}"
    return TemplateError(f"{where}: {what}")
