"""Making rules and entries in one line."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter, ValidationError

from scoring.rules import AnyRule, Entry, Rule

_ADAPTER: TypeAdapter[Rule] = TypeAdapter(AnyRule)


def rule(kind: str, **settings: Any) -> Rule:
    """The rule as a criteria set would write it: numbers as text."""
    return _ADAPTER.validate_python({"kind": kind, **settings})


def refused(kind: str, **settings: Any) -> str:
    """Why the settings are refused; empty where they are not."""
    try:
        rule(kind, **settings)
    except ValidationError as error:
        return "; ".join(each["msg"] for each in error.errors())
    return ""


def entry(*answers: str | int | Decimal) -> Entry:
    """The answers of the fields 1, 2, …: text stays text, numbers become Decimal."""
    return Entry({str(n): a if isinstance(a, str) else Decimal(a) for n, a in enumerate(answers, 1)})


def points(each: Rule, top: str, *answers: str | int | Decimal) -> Decimal:
    """The exact points; the entry has to be one that the fields allow."""
    return each.points(entry(*answers), Decimal(top))


def labels(each: Rule, top: str = "10") -> Sequence[str]:
    """What the unit is asked for."""
    return [field.label for field in each.fields(Decimal(top))]
