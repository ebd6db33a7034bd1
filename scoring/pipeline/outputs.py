"""What a consolidated run becomes: the workbook, its JSON twin, the tables for analysts."""

from collections.abc import Mapping
from pathlib import Path

from scoring.exchange import Exchange, exchange, in_memory
from scoring.reports.consolidated import write_consolidated, write_sources
from scoring.reports.limits import SOURCES_FILE, is_live
from scoring.reports.parquet import parquet as parquet_tables
from scoring.reports.period import report_json, write_period
from scoring.reports.results_json import results_json
from scoring.standing.run import Consolidation
from scoring.workers.aside import aside
from scoring.workspace import write_draft


def write_outputs(run: Consolidation, wanted: Path, processes: int, *, parquet: bool) -> Mapping[Path, Path]:
    """Write the workbook, its JSON twin and what else the run has, together; where each went."""
    sources = wanted.with_name(SOURCES_FILE)
    with exchange(wanted.parent) as made:
        if not run.criteria.is_scored(run.period):
            made.put(wanted, in_memory(write_period, run))
            made.put(wanted.with_suffix(".json"), report_json(run).encode())
        elif is_live(run):  # a copy of this process would cost as much as its JSON
            made.clear(sources)  # of a larger run: nothing rests on it any more
            _results(run, wanted, made)
        else:
            draft = made.reserve(sources)  # here: what the copy of this process reserves only the copy knows
            with aside(lambda: write_draft(draft, in_memory(write_sources, run)), processes):
                _results(run, wanted, made)
        if parquet:
            for name, content in parquet_tables(run).items():
                made.put(wanted.with_name(name), content)
    return made.places


def _results(run: Consolidation, wanted: Path, made: Exchange) -> None:
    made.put(wanted, in_memory(write_consolidated, run))
    made.put(wanted.with_suffix(".json"), (piece.encode() for piece in results_json(run)))
