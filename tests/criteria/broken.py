"""A copy of the mini set with something broken in it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from scoring.criteria.loader import SetError, load_roster
from scoring.criteria.units import Roster

MINI = Path(__file__).parent.parent / "sets" / "mini"

Change = tuple[str, str]


class Workshop:
    """A folder in which sets are broken; ``breaks`` gives the messages, ``sound`` the roster."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(MINI, folder, dirs_exist_ok=True)

    def breaks(self, *changes: Change, file: str = "criteria.yaml") -> tuple[str, ...]:
        self._write(changes, file)
        return messages(lambda: load_roster(self.folder))

    def sound(self, *changes: Change, file: str = "criteria.yaml") -> Roster:
        self._write(changes, file)
        return load_roster(self.folder)

    def _write(self, changes: tuple[Change, ...], file: str) -> None:
        text = (MINI / file).read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, f"the mini set no longer holds {old!r}"
            text = text.replace(old, new, 1)
        (self.folder / file).write_text(text, encoding="utf-8")

    def reads(self, content: bytes, file: str = "criteria.yaml") -> tuple[str, ...]:
        (self.folder / file).write_bytes(content)
        return messages(lambda: load_roster(self.folder))


def messages(load: Callable[[], object]) -> tuple[str, ...]:
    with pytest.raises(SetError) as caught:
        load()
    return caught.value.messages
