"""Every form written from the start with xlsxwriter: ``python -m benchmarks.loop WORKSPACE OUT COUNT``."""

import sys
from pathlib import Path

from scoring.forms import write_form
from scoring.pipeline.office import open_office

if __name__ == "__main__":
    office = open_office(Path(sys.argv[1]))
    out = Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    for unit in office.roster.evaluated[-int(sys.argv[3]) :]:
        write_form(out / f"{unit.code}.xlsx", office.roster, unit)
