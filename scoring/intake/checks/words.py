"""How checks call a field, the same in the form and in the tool."""

from scoring.findings import Finding, finding
from scoring.intake.checks.base import Asked, place
from scoring.intake.model import Row
from scoring.rules import EntryField

LONGEST = 60
"""Labels longer than this are shortened: the column "Kiểm tra" is narrow, a formula's text limited."""


def short(label: str) -> str:
    """The label, cut at a word where it is long."""
    if len(label) <= LONGEST:
        return label
    return label[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;") + "…"


def tell(code: str, asked: Asked, row: Row | None = None, key: str = "", /, **slots: object) -> Finding:
    """The finding of a row, at the part ``key`` of it; without ``row`` the same words for a live test."""
    return finding(code, place(row, key) if row else None, criterion=asked.criterion.code, **slots)


def of_field(
    code: str, asked: Asked, field: EntryField, row: Row | None = None, /, **slots: object
) -> Finding:
    """The finding of one field."""
    return tell(code, asked, row, field.key, label=short(field.label), **slots)


def fields(asked: Asked) -> tuple[EntryField, ...]:
    """The fields of the criterion."""
    return asked.criterion.fields


def numbers(asked: Asked) -> tuple[EntryField, ...]:
    """The fields that take a number."""
    return asked.criterion.numbers


def arose(row: Row, asked: Asked) -> bool:
    """True where there are points and the unit does not say that the matter did not arise.

    Only then evidence and explanation can be asked for.
    """
    if asked.points is None or row.entry.not_applicable:
        return False
    criterion = asked.criterion
    return criterion.not_applicable == "refused" or not criterion.rule.void(row.entry)
