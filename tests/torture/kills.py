"""Commands killed at random moments: afterwards the old or the new is there, whole, and nothing is lost."""

import json
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scoring.pipeline.consolidation import consolidate
from scoring.pipeline.office import open_office
from scoring.pipeline.records import Voice, disqualify
from scoring.pipeline.upkeep import register_backup
from scoring.pipeline.verify import verify_export
from scoring.pipeline.verify_freeze import verify_freeze
from scoring.register import Action
from scoring.register.store import FILE
from tests.hostile.test_kill import self_scores
from tests.support.killing import ended, killed_after, ready
from tests.support.office_year import settled, with_forms
from tests.torture.tried import Tried
from tests.verification.books import filled

Faults = Iterator[str]


@dataclass(frozen=True)
class Command:
    """A command, the workspace it starts in, and what has to hold however it ends."""

    name: str
    root: Path
    words: tuple[str, ...]
    holds: Callable[[Path], Faults]
    ends: tuple[int, ...] = (0,)


def kills(wanted: int, seed: int = 2026) -> Tried:
    """``wanted`` kills spread over all commands; each time from the same workspace."""
    told, source = Tried("kill -9"), random.Random(seed)
    with tempfile.TemporaryDirectory() as home:
        commands = made(Path(home))
        ready()
        whole = {command.name: _whole(command, Path(home) / "once") for command in commands}
        for number in range(wanted):
            command = commands[number % len(commands)]
            root = Path(home) / "again"
            shutil.copytree(command.root, root)
            killed = killed_after(
                open_office(root), source.uniform(0, 1.05) * whole[command.name], *_here(command, root)
            )
            told.count += 1
            told.ended[f"{command.name} {'killed' if killed else 'finished first'}"] += 1
            told.found += [f"{command.name}: {fault}" for fault in command.holds(root)]
            end = ended(open_office(root), *_here(command, root))
            if end not in command.ends:
                told.found.append(f"{command.name}: the next run ends with {end}")
            told.found += [f"{command.name}, next run: {fault}" for fault in command.holds(root)]
            shutil.rmtree(root)
    return told


def _here(command: Command, root: Path) -> tuple[str, ...]:
    return tuple(word.replace(str(command.root), str(root)) for word in command.words)


def _whole(command: Command, root: Path) -> float:
    """How long the command takes when nobody stops it."""
    shutil.copytree(command.root, root)
    begun = time.monotonic()
    assert ended(open_office(root), *_here(command, root)) in command.ends, command.name
    took = time.monotonic() - begun
    shutil.rmtree(root)
    return took


def made(home: Path) -> list[Command]:
    return [_consolidate(home), _import(home), _finalize(home), _restore(home)]


def _register(root: Path) -> Faults:
    health = open_office(root).register.check()
    if not health.whole:
        yield f"the register is broken from line {health.broken}"


def _consolidate(home: Path) -> Command:
    root = with_forms(home / "consolidate")
    consolidate(open_office(root))
    old = _results(root)
    disqualify(open_office(root), "ktht", Voice("Kỷ luật"))
    twin = home / "consolidated"
    shutil.copytree(root, twin)
    consolidate(open_office(twin))
    new = _results(twin)

    def holds(here: Path) -> Faults:
        yield from _register(here)
        if _results(here) not in (old, new):
            yield "the results of two runs lie beside each other, or are torn"

    return Command("consolidate", root, ("consolidate",), holds)


def _results(root: Path) -> tuple[bytes, ...]:
    out = open_office(root).out
    return tuple((out / name).read_bytes() for name in ("tong-hop.xlsx", "tong-hop.json"))


def _import(home: Path) -> Command:
    root = with_forms(home / "import")
    office = open_office(root)
    [book] = verify_export(office).files
    typed = self_scores(office)
    book.write_bytes(filled(book.read_bytes(), typed))

    def holds(here: Path) -> Faults:
        yield from _register(here)
        lines = sum(1 for _ in open_office(here).register.ledger(2026).of(Action.VERIFIED))
        if lines not in (0, len(typed)):
            yield f"{lines} of {len(typed)} points were taken"

    return Command("verify import", root, ("verify", "import", str(book)), holds)


def _finalize(home: Path) -> Command:
    root = settled(home / "finalize")
    consolidate(open_office(root))

    def holds(here: Path) -> Faults:
        yield from _register(here)
        office = open_office(here)
        editions = office.workspace.editions(2026)
        if editions and any(office.register.ledger(2026).of(Action.FROZEN)):
            yield from verify_freeze(office).differences
        for edition in editions:
            folder = office.workspace.edition(2026, edition)
            manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            yield from (f"{name} is missing" for name in manifest["outputs"] if not (folder / name).is_file())

    return Command("finalize", root, ("finalize",), holds)


def _restore(home: Path) -> Command:
    root = settled(home / "restore")
    office = open_office(root)
    backup = register_backup(office).place
    lines = office.register.check().lines
    (root / FILE).write_bytes((root / FILE).read_bytes()[:5000])

    def holds(here: Path) -> Faults:
        if not (here / "sao-luu" / backup.name).is_file():
            yield "the backup is gone"
        content = (here / FILE).read_bytes() if (here / FILE).exists() else b""
        if content != (root / FILE).read_bytes() and open_office(here).register.check().lines != lines:
            yield "the register is neither the old one nor the backup"

    return Command("register restore", root, ("register", "restore"), holds)
