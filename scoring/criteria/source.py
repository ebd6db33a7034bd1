"""Where a set's values were written, so that every error can name file, line and key."""

from dataclasses import field
from typing import Any

from scoring.dataclass import dataclass

Keys = tuple[str | int, ...]
"""The way to a value: ``("groups", 0, "max")``."""

Mistake = tuple[Keys, str]
"""What does not hold together, and the value it is about."""


@dataclass(frozen=True, slots=True)
class Source:
    """The content of one file as plain text, lists and mappings, and the place of each value.

    ``places`` gives words such as ``dòng 12``; a value without a place of its own has its parent's.
    ``keyed`` is True where users write the keys themselves (YAML), so that a message should name them.
    """

    file: str
    data: Any
    places: dict[Keys, str] = field(default_factory=dict)
    keyed: bool = True

    def message(self, path: Keys, says: str) -> str:
        """One error in full: ``criteria.yaml, dòng 12, groups[1] › max: phải là số.``"""
        where = [self.file, self._place(path), self._keys(path) if self.keyed else ""]
        return f"{', '.join(part for part in where if part)}: {says}."

    def _place(self, path: Keys) -> str:
        known = (self.places.get(path[:length]) for length in range(len(path), -1, -1))
        return next((place for place in known if place), "")

    def _keys(self, path: Keys) -> str:
        """The keys in words; items of a list by their code, or by their position where they have none."""
        words: list[str] = []
        here = self.data
        for step in path:
            here = _below(here, step)
            if isinstance(step, int):
                code = here.get("code", here.get("id")) if isinstance(here, dict) else None
                item = code if isinstance(code, str) else f"thứ {step + 1}"
                words[-1:] = [f"{words[-1] if words else ''}[{item}]"]
            else:
                words.append(step)
        return " › ".join(words)


def _below(value: Any, step: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    return value[step] if isinstance(value, list) and isinstance(step, int) and step < len(value) else None
