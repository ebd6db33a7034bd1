"""Results for analysts."""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.errors import WorkspaceError
from scoring.pipeline.office import Office
from scoring.workspace import write_whole

if TYPE_CHECKING:
    from scoring.outputs.model import Consolidation


def refuse_parquet(office: Office) -> None:
    """Raises WorkspaceError where no Parquet can be made, before anything is done."""
    from scoring.inputs.layout import is_scored

    if not is_scored(office.period):
        raise WorkspaceError("Kỳ báo cáo này không chấm điểm nên không có bảng Parquet. Bỏ --parquet.")
    if find_spec("pyarrow") is None:
        raise WorkspaceError(
            "Máy này chưa cài phần ghi Parquet. Cài bằng: pip install 'danvan[parquet]', hoặc bỏ --parquet."
        )


def to_parquet(office: Office, run: "Consolidation") -> tuple[Path, ...]:
    """Write the results as Parquet beside the workbook; where they lie."""
    from scoring.outputs.parquet import parquet

    return tuple(write_whole(office.out / name, content) for name, content in parquet(run).items())
