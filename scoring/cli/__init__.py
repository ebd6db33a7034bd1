"""The command line: parse, call one pipeline function, print. Exit 0 clean, 1 errors found, 2 usage.

To print help loads click and these modules: a command imports what it works with when it runs.
"""

import gettext
import os
from pathlib import Path

# Click takes its own words from gettext; they have to be bound before it is asked for any.
gettext.bindtextdomain("messages", str(Path(__file__).parents[1] / "locale"))
os.environ["LANGUAGE"] = "vi"


from scoring.cli.base import main  # noqa: E402

# In the order of the office's day, which is the order of `danvan --help`.
from scoring.cli import start, criteria, year, feedback, decide, classes, conditions, approve  # noqa: E402, F401  isort: skip
from scoring.cli import register  # noqa: E402, F401  isort: skip
from scoring.cli import verify, trail, what_if, finalize, years, rollup, web  # noqa: E402, F401  isort: skip

__all__ = ["main"]
