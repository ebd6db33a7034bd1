"""Results as Parquet, for analysts: one row a unit, one row a unit and criterion. Points are exact decimals.

Optional: ``pip install 'danvan[parquet]'``.
"""

from collections.abc import Mapping
from io import BytesIO

from scoring.reports.tables import marks_table, ranking_table
from scoring.sheets.table import Table
from scoring.standing.run import Consolidation


def parquet(run: Consolidation) -> Mapping[str, bytes]:
    """File name -> content: ``don-vi.parquet`` (ranking) and ``diem.parquet`` (marks, long form).

    The file's own metadata says which set, period and stage the points are of.
    """
    return {
        "don-vi.parquet": parquet_file(ranking_table(run), run),
        "diem.parquet": parquet_file(marks_table(run), run),
    }


def parquet_file(table: Table, run: Consolidation) -> bytes:
    """The table as a file of its own, with what it is of in its metadata. The same table, the same bytes."""
    import pandas as pd  # noqa: PLC0415 - slow to load, and needed here only
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    frame = pd.DataFrame(table.rows, columns=table.keys, dtype=object)
    arrow = pa.Table.from_pandas(frame, preserve_index=False)
    told = {
        "set": run.criteria.id,
        "set_hash": run.set_hash,
        "status": run.criteria.status,
        "year": str(run.criteria.year),
        "period": run.period,
        "stage": run.results.stage,
    }
    buffer = BytesIO()
    pq.write_table(arrow.replace_schema_metadata(told), buffer, compression="zstd")
    return buffer.getvalue()
