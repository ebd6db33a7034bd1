"""Results for analysts."""

from collections.abc import Mapping
from importlib.util import find_spec

from scoring.errors import WorkspaceError
from scoring.pipeline.office import Office
from scoring.reports.parquet import parquet
from scoring.standing.run import Consolidation


def refuse_parquet(office: Office) -> None:
    """Raises WorkspaceError where no Parquet can be made, before anything is done."""

    if not office.roster.criteria.is_scored(office.period):
        raise WorkspaceError("Kỳ báo cáo này không chấm điểm nên không có bảng Parquet. Bỏ --parquet.")
    if find_spec("pyarrow") is None:
        raise WorkspaceError(
            "Máy này chưa cài phần ghi Parquet. Cài bằng: pip install 'danvan[parquet]', hoặc bỏ --parquet."
        )


def tables(run: Consolidation) -> Mapping[str, bytes]:
    """The results as Parquet, by the names of the files."""
    return parquet(run)
