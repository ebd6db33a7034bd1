"""The oracle recalculates: a value that a file holds is never taken for what LibreOffice found."""

from pathlib import Path

from openpyxl import load_workbook
from xlsxwriter import Workbook

from tools.libreoffice import LibreOffice


def test_a_wrong_cached_value_is_calculated_anew(libreoffice: LibreOffice, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.xlsx" for number in range(2)]
    for path in paths:
        with Workbook(path) as book:
            book.add_worksheet().write_formula(0, 0, "=1+1", None, 3)
    for path in paths:  # one call each: the second is handed to the same LibreOffice
        assert load_workbook(path, data_only=True).active["A1"].value == 3
        [saved] = libreoffice.recalculated([path], tmp_path / "saved")
        assert load_workbook(saved, data_only=True).active["A1"].value == 2
