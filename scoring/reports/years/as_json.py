"""The years for programs: the tables by name; points are decimal strings, an absent figure is null."""

from decimal import Decimal
from typing import Any

from scoring.json_text import as_json, points_json
from scoring.reports.years.book import all_sentences
from scoring.reports.years.joined import Years
from scoring.reports.years.tables import tables

FORMAT = "danvan-years-1"


def years_json(years: Years) -> str:
    """The same years, the same text."""
    content = {
        "format": FORMAT,
        "version": years.run.version,
        "years": [
            {
                "year": each.year,
                "closed": each.year in years.closed,
                "source": each.source,
                "set_hash": each.set_hash,
                "scale": points_json(each.scale),
            }
            for each in years.years
        ],
        "said": list(all_sentences(years)),
        "tables": {
            name: [{key: _plain(value) for key, value in row.items()} for row in table]
            for name, table in tables(years).items()
        },
    }
    return as_json(content)


def _plain(value: Any) -> Any:
    return points_json(value) if isinstance(value, Decimal) else value
