"""Some units answer otherwise and send again: ``python -m benchmarks.again WORKSPACE COUNT SEED``."""

import sys
from pathlib import Path

from benchmarks.ward import form_of, name_of
from scoring.pipeline.office import open_office

if __name__ == "__main__":
    office, count, seed = open_office(Path(sys.argv[1])), int(sys.argv[2]), sys.argv[3]
    for number, unit in enumerate(office.roster.evaluated[:count]):
        (office.inbox / name_of(unit)).write_bytes(form_of(office.roster, unit, number, f"lại {seed} "))
