"""Commands at once on one workspace: every acknowledged line is there once, and results are whole."""

import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from scoring.pipeline.consolidation import consolidate
from scoring.pipeline.office import open_office
from tests.support.office_year import CODES, with_forms
from tests.torture.tried import Tried

AT_ONCE = 4
RUN = "import sys; from scoring.cli import main; sys.argv[0] = 'danvan'; main()"


def together(wanted: int, seed: int = 2026) -> Tried:
    """``wanted`` commands, some of which write into the register, some of which write results."""
    told, source = Tried("commands at once"), random.Random(seed)
    with tempfile.TemporaryDirectory() as home:
        root = with_forms(Path(home) / "ward")
        consolidate(open_office(root))
        reasons: list[str] = []
        while told.count < wanted:
            chosen = [
                _command(source, told.count + n, reasons) for n in range(min(AT_ONCE, wanted - told.count))
            ]
            running = [(words, _started(root, words)) for words, _ in chosen]
            for words, process in running:
                said, _ = process.communicate(timeout=300)
                told.count += 1
                told.ended[f"{' '.join(words[:2])} -> {process.returncode}"] += 1
                if process.returncode not in (0, 1) or "Traceback" in said or "không lường" in said:
                    told.found.append(f"{' '.join(words)}: {process.returncode}: {said[-300:]}")
            told.found += _lost(root, reasons)
        told.found += _end(root)
    return told


def _command(source: random.Random, number: int, reasons: list[str]) -> tuple[tuple[str, ...], str]:
    code, reason = source.choice(CODES), f"Lệnh số {number}"
    paper = ("--document", "QĐ 5/QĐ-UBND")
    writing = [
        (
            "receive",
            code,
            "-k",
            source.choice(["6-thang", "9-thang"]),
            "--on",
            "08/06/2026",
            "--reason",
            reason,
        ),
        ("decide", "exempt", code, source.choice(["2.3", "2.5"]), "--reason", reason, *paper),
        ("decide", "disqualify", code, "--reason", reason, *paper),
    ]
    showing = [
        ("consolidate",),
        ("verify", "export"),
        ("register", "backup"),
        ("feedback",),
        ("register", "log"),
    ]
    if source.random() < 0.6:
        reasons.append(reason)
        return source.choice(writing), reason
    return source.choice(showing), ""


def _started(root: Path, words: tuple[str, ...]) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", RUN, *words, "-w", str(root)]
    environment = os.environ | {"PYTHONUTF8": "1"}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    )


def _lost(root: Path, reasons: list[str]) -> list[str]:
    register = open_office(root).register
    there = [line.draft.reason for line in register.ledger(2026).records]
    found = [
        f"“{reason}” stands {there.count(reason)} times" for reason in reasons if there.count(reason) != 1
    ]
    return found if register.check().whole else [*found, "the register is broken"]


def _end(root: Path) -> list[str]:
    """Run once more alone: the results are those of a workspace in which nothing ran at once."""
    office = open_office(root)
    consolidate(office)
    once = (office.out / "tong-hop.json").read_bytes()
    json.loads(once)
    consolidate(office)
    return [] if (office.out / "tong-hop.json").read_bytes() == once else ["the last two runs differ"]
