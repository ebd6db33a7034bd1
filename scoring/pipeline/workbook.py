"""A workbook of tables beside the results of the period, and on demand its tables as Parquet."""

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

from scoring.exchange import exchange, in_memory
from scoring.pipeline.consolidation import refuse_parquet
from scoring.pipeline.office import Office
from scoring.reports.parquet import parquet_file
from scoring.sheets.table import Table
from scoring.standing.run import Consolidation
from scoring.text import ascii_slug


def write_workbook(
    office: Office,
    name: str,
    write: Callable[[BytesIO], None],
    run: Consolidation,
    tables: Mapping[str, Table],
    *,
    parquet: bool,
) -> tuple[Path, ...]:
    """Where the workbook is, and each of its tables (by their titles) where ``parquet`` is wanted.

    Raises WorkspaceError where Parquet cannot be written.
    """
    if parquet:
        refuse_parquet(office)
    wanted = office.out / name
    with exchange(office.out) as made:
        made.put(wanted, in_memory(write))
        for title, table in tables.items() if parquet else ():
            file = wanted.with_name(f"{wanted.stem}-{ascii_slug(title)}.parquet")
            made.put(file, parquet_file(table, run))
    return tuple(made.places.values())
