"""Some units answer otherwise and send again: ``python -m benchmarks.again WORKSPACE COUNT SEED``."""

import sys
from dataclasses import replace
from pathlib import Path

from scoring.forms import FormMaker
from scoring.pipeline.office import open_office
from tools.example.answers import prefill
from tools.example.units import STORIES

if __name__ == "__main__":
    office, count, seed = open_office(Path(sys.argv[1])), int(sys.argv[2]), sys.argv[3]
    for unit in office.roster.evaluated[:count]:
        filled = prefill(office.roster, unit, replace(STORIES[0], like=f"lại {seed}"))
        form = FormMaker(office.roster, filled=filled).form(unit)
        (office.inbox / f"tu-cham-{unit.code}.xlsx").write_bytes(form)
