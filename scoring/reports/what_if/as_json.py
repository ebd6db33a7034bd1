"""What was tried, for programs: the tables by name; points are decimal strings, an absent figure is null."""

from decimal import Decimal
from typing import Any

from scoring.json_text import as_json, points_json
from scoring.reports.what_if.tables import tables
from scoring.reports.what_if.tried import Tried
from scoring.reports.what_if.words import sentences

FORMAT = "danvan-what-if-1"


def tried_json(tried: Tried) -> str:
    """The same trial, the same text."""
    run, drawn = tried.run, tried.stability
    content = {
        "format": FORMAT,
        "version": run.version,
        "set": {"id": run.criteria.id, "hash": run.set_hash, "status": run.criteria.status},
        "year": run.criteria.year,
        "stage": run.results.stage,
        "basis": tried.basis,
        "scenarios": [
            each.scenario.model_dump(mode="json", exclude_defaults=True) for each in tried.comparisons
        ],
        "draws": drawn
        and {"kind": drawn.kind, "spread": str(drawn.spread), "number": drawn.draws, "seed": drawn.seed},
        "said": list(sentences(tried)),
        "tables": {
            name: [{key: _plain(value) for key, value in row.items()} for row in table]
            for name, table in tables(tried).items()
        },
    }
    return as_json(content)


def _plain(value: Any) -> Any:
    return points_json(value) if isinstance(value, Decimal) else value
