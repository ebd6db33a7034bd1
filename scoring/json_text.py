"""JSON as the program writes it: in files for others, on one line, and as what a hash is made of."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any


def as_json(content: Any, *, sort_keys: bool = False) -> str:
    """A file for others: Vietnamese letters as they are, one value a line, a line break at the end."""
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=sort_keys) + "\n"


def json_line(content: Any, *, sort_keys: bool = False) -> str:
    """One line: without indentation json's fast encoder does the work."""
    return json.dumps(content, ensure_ascii=False, sort_keys=sort_keys)


def canonical_json(content: Any) -> str:
    """Equal content, equal text: what a hash is made of."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def points_json(value: Decimal | None) -> str | None:
    """Points as a decimal string, so that no reader makes a float of them; an absent figure is null."""
    return None if value is None else f"{value:f}"


def plain(content: Any) -> Any:
    """What the program knows as what JSON holds: a dataclass by the names of its fields, days as ISO 8601."""
    match content:
        case None | bool() | int() | Enum():
            return content.value if isinstance(content, Enum) else content
        case str():
            return str(content)
        case Decimal():
            return points_json(content)
        case date():
            return content.isoformat()
        case Path():
            return str(content)
        case Mapping():
            return {str(key): plain(value) for key, value in content.items()}
    if is_dataclass(content):
        return {each.name: plain(getattr(content, each.name)) for each in fields(content)}
    assert isinstance(content, Iterable), type(content)
    return [plain(each) for each in content]
