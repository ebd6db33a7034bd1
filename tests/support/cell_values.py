"""What stands in the cells of a saved workbook."""

import warnings
from pathlib import Path
from typing import Any
from unittest.mock import patch

from openpyxl import load_workbook
from openpyxl.worksheet._reader import WorksheetReader


def cell_values(path: Path) -> Any:
    """The workbook with values instead of formulas, for looking only.

    No range is merged: openpyxl draws the frame of each cell by cell, which takes half of the time.
    """
    unmerged = patch.object(WorksheetReader, "bind_merged_cells", lambda _: None)
    with unmerged, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl drops data bars, and says so
        return load_workbook(path, data_only=True)
