"""The reading alone, all guards and checks on: ``... WORKSPACE PROCESSES [FOLDER]``."""

import sys
from dataclasses import replace
from pathlib import Path

from scoring.pipeline.consolidation import check
from scoring.pipeline.office import open_office

if __name__ == "__main__":
    office = replace(open_office(Path(sys.argv[1])), processes=int(sys.argv[2]))
    receipts = check(office, [Path(sys.argv[3]) if len(sys.argv) > 3 else office.inbox])
    print(sum(receipt.counted for receipt in receipts))
