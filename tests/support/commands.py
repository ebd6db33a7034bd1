"""The commands as a user types them, run in this process."""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from click.testing import CliRunner, Result

from scoring.cli import main

ROOT = Path(__file__).parents[2]
ENGLISH = re.compile(
    r"\b(Usage|Options|Commands|Error|Missing|Invalid|No such|Try|Show|exit|required|default|unexpected)\b"
    r"|Traceback"
)
"""Words that no user may see."""


def danvan(*words: object) -> Result:
    """What a command says and how it ends; an exception that would show as a traceback fails the test."""
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def lying(root: Path) -> list[Path]:
    """All that lies below, but for what was read and is kept for speed."""
    return sorted(path for path in root.rglob("*") if ".cache" not in path.parts)


def initialised(root: Path, codes: Iterable[str]) -> Path:
    """What ``danvan init`` makes, and in its inbox the example's forms of these units."""
    assert danvan("init", root).exit_code == 0
    for code in codes:
        [form] = (ROOT / "inputs" / "2026" / "nam").glob(f"*-{code}-*")
        shutil.copy(form, root / "inputs" / "2026" / "nam")
    return root
