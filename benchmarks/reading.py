"""The reading alone, all guards and checks on: ``python -m benchmarks.reading WORKSPACE PROCESSES``."""

import sys
from dataclasses import replace
from pathlib import Path

from scoring.pipeline.consolidation import check
from scoring.pipeline.office import open_office

if __name__ == "__main__":
    office = replace(open_office(Path(sys.argv[1])), processes=int(sys.argv[2]))
    receipts = check(office, [office.inbox])
    print(sum(receipt.counted for receipt in receipts))
