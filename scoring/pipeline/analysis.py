"""Results for analysts."""

from pathlib import Path
from typing import TYPE_CHECKING

from scoring.pipeline.office import Office
from scoring.workspace import write_whole

if TYPE_CHECKING:
    from scoring.outputs.model import Consolidation


def to_parquet(office: Office, run: "Consolidation") -> tuple[Path, ...]:
    """Write the results as Parquet beside the workbook; where they lie."""
    from scoring.outputs.parquet import parquet

    return tuple(write_whole(office.out / name, content) for name, content in parquet(run).items())
