"""What a consolidation tells: on the screen, or as JSON for other programs."""

from collections.abc import Callable

from rich.segment import Segments

from scoring.cli.base import tell, warn_sample
from scoring.cli.echo import echo_json
from scoring.console import show_consolidated, standings
from scoring.pipeline.approvals import approval_lines
from scoring.pipeline.arrivals import arrival_notes, unverified_notes
from scoring.pipeline.consolidation import Consolidated
from scoring.pipeline.frozen import frozen_note
from scoring.pipeline.office import Office
from scoring.standing.run import Consolidation


def ready(office: Office, run: Consolidation, *, as_json: bool) -> Callable[[Consolidated], None]:
    """What shows the run once it is written; the table, which takes longest, is made here."""
    first = () if as_json else standings(office, run)
    return lambda done: _show(office, done, first, as_json=as_json)


def _show(office: Office, done: Consolidated, first: tuple[Segments | str, ...], *, as_json: bool) -> None:
    """Notes go to stderr, the ranking and the verdict, or the JSON, to stdout."""
    tell(f"Bảng Parquet: {path}" for path in done.tables)
    run = done.consolidation
    tell((*arrival_notes(office, run), *unverified_notes(run), *approval_lines(run)))
    if as_json:
        echo_json(done.data.read_text(encoding="utf-8"))
    else:
        warn_sample(office)
        tell(filter(None, [frozen_note(office)]))
        show_consolidated(office, done, first)
