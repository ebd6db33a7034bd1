"""Below which nothing goes: inflating the parts that are needed, and nothing else. ``... FOLDER``."""

import sys
import zipfile
from pathlib import Path

NEEDED = ("xl/worksheets/", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml")

if __name__ == "__main__":
    total = 0
    for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
        with zipfile.ZipFile(path) as archive:
            total += sum(len(archive.read(n)) for n in archive.namelist() if n.startswith(NEEDED))
    print(total)
