"""Parquet for analysts: exact decimals, every placed unit and every mark, and what the points are of."""

from decimal import Decimal
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq

from scoring.criteria.units import Roster
from scoring.reports.parquet import parquet
from scoring.reports.tables import marks_table, ranking_table
from tests.reports.runs import typical


def test_the_tables_come_back_as_they_are(mini: Roster) -> None:
    run = typical(mini)
    files = parquet(run)
    for name, table in (("don-vi.parquet", ranking_table(run)), ("diem.parquet", marks_table(run))):
        found = pq.read_table(BytesIO(files[name]))
        assert [tuple(row.values()) for row in found.to_pylist()] == list(table.rows)
        assert tuple(found.column_names) == table.keys
        assert found.num_rows == len(table) > 0


def test_points_stay_exact_decimals(mini: Roster) -> None:
    run = typical(mini)
    units = pq.read_table(BytesIO(parquet(run)["don-vi.parquet"]))
    assert pa.types.is_decimal(units.schema.field("shown").type)
    shown = dict(zip(units["unit"].to_pylist(), units["shown"].to_pylist(), strict=True))
    assert all(Decimal(points) == run.results[unit].card.shown for unit, points in shown.items())


def test_a_file_says_what_its_points_are_of(mini: Roster) -> None:
    run = typical(mini)
    metadata = pq.read_schema(BytesIO(parquet(run)["diem.parquet"])).metadata
    assert metadata[b"set_hash"].decode() == run.set_hash
    assert metadata[b"status"].decode() == run.criteria.status
    assert (metadata[b"period"], metadata[b"stage"]) == (b"nam", b"self")


def test_same_results_same_bytes(mini: Roster) -> None:
    assert parquet(typical(mini)) == parquet(typical(mini))
