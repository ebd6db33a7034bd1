"""The command line: parse, call one pipeline function, print. Exit 0 clean, 1 errors found, 2 usage."""

import gettext
import os
import sys
from importlib.util import LazyLoader, find_spec, module_from_spec
from pathlib import Path

import scoring

# Click takes its own words from gettext; they have to be bound before it is asked for any.
gettext.bindtextdomain("messages", str(Path(__file__).parents[1] / "locale"))
os.environ["LANGUAGE"] = "vi"


def _when_asked(part: str) -> None:
    """Import a part of the program when something of it is first asked for: to print help needs nothing."""
    spec = find_spec(f"scoring.{part}")
    if spec and spec.loader and spec.name not in sys.modules:
        spec.loader = LazyLoader(spec.loader)
        module = sys.modules[spec.name] = module_from_spec(spec)
        setattr(scoring, part, module)
        spec.loader.exec_module(module)


_when_asked("pipeline")
_when_asked("text")

from scoring.cli.base import main  # noqa: E402

# In the order of the office's day, which is the order of `danvan --help`.
from scoring.cli import start, criteria, year, feedback, decide, classes, approve  # noqa: E402, F401  isort: skip
from scoring.cli import register  # noqa: E402, F401  isort: skip
from scoring.cli import verify, trail, finalize, rollup, web  # noqa: E402, F401  isort: skip

__all__ = ["main"]
