"""Workspaces as an office has them, and the office that works in them."""

import shutil
from pathlib import Path

from scoring.pipeline.office import Office, open_office
from tests.support.commands import ROOT


def example_office(root: Path, most: int | None = 0) -> Office:
    """The example's set; so many of its annual forms in the inbox, all of them where it is None."""
    shutil.copytree(ROOT / "criteria", root / "criteria")
    office = open_office(root)
    office.inbox.mkdir(parents=True)
    for form in sorted((ROOT / "inputs" / "2026" / "nam").iterdir())[:most]:
        shutil.copy(form, office.inbox)
    return office


def mini_office(root: Path) -> Office:
    """The small set of tests/sets, and nothing else."""
    shutil.copytree(ROOT / "tests" / "sets" / "mini", root / "criteria" / "mini")
    return open_office(root)
