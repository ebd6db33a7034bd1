"""What a consolidated run becomes: the workbook, its JSON twin, the tables for analysts."""

from collections.abc import Callable, Mapping
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


def write_outputs(
    run: Consolidation, wanted: Path, processes: int, beside: Callable[[], object], *, parquet: bool
) -> Mapping[Path, Path]:
    """Write the workbook, its JSON twin and what else the run has, together; where each went.

    ``beside`` is done while a copy of this process writes what takes longest.
    """
    data = wanted.with_suffix(".json")
    with exchange(wanted.parent) as made:
        if not run.criteria.is_scored(run.period):
            made.put(wanted, in_memory(write_period, run))
            made.put(data, report_json(run).encode())
            beside()
        else:
            with aside(_longest(run, wanted, made), processes):
                if not is_live(run):
                    made.put(wanted, in_memory(write_consolidated, run))
                made.put(data, (piece.encode() for piece in results_json(run)))
                beside()
        if parquet:
            for name, content in parquet_tables(run).items():
                made.put(wanted.with_name(name), content)
    return made.places


def _longest(run: Consolidation, wanted: Path, made: Exchange) -> Callable[[], None]:
    """What writes the part that takes longest: the live workbook, or the sources of a large run."""
    sources = wanted.with_name(SOURCES_FILE)
    if is_live(run):
        made.clear(sources)  # of a larger run: nothing rests on it any more
    target, write = (wanted, write_consolidated) if is_live(run) else (sources, write_sources)
    draft = made.reserve(target)  # here: what a copy of this process reserves only the copy knows
    return lambda: write_draft(draft, in_memory(write, run))
