"""Copies of the program that tests change: what Python has compiled of it goes along."""

import os
import shutil
from contextlib import suppress
from pathlib import Path


def copied(source: Path, target: Path, *without: str) -> Path:
    """``source`` as ``target``, but for what is named like ``without``.

    The files keep their times, by which Python sees that what it compiled still holds.
    """
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(*without))
    if prefix := os.environ.get("PYTHONPYCACHEPREFIX"):
        ours, theirs = (Path(prefix, *folder.resolve().parts[1:]) for folder in (source, target))
        for compiled in ours.rglob("*.pyc"):
            there = theirs / compiled.relative_to(ours)
            there.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):  # another process was just writing it
                shutil.copy2(compiled, there)
    return target
