"""calamine reads every sheet of every form, and nothing is done with it: ``... FOLDER``."""

import sys
from pathlib import Path

from python_calamine import CalamineWorkbook

if __name__ == "__main__":
    total = 0
    for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
        book = CalamineWorkbook.from_path(path)
        total += sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)
    print(total)
