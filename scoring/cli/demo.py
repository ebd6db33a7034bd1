"""The main job on the embedded example."""

from pathlib import Path

from scoring import pipeline
from scoring.cli.base import console, main, new_folder_option, one_folder, progress_bar, warn_sample


@main.command(options_metavar="[TÙY CHỌN]")
@new_folder_option
def demo(folder: Path | None, workspace: Path | None) -> None:
    """Chạy thử trên ví dụ phường Việt Hoà 2026 (số liệu giả định).

    \b
    Ví dụ: danvan demo
    """
    office = pipeline.demo(one_folder(folder, workspace, usual=Path("danvan-demo")))
    pipeline.record_example(office)
    for before in pipeline.earlier_offices(office):
        pipeline.consolidate(before)
    with progress_bar("Đọc biểu") as progress:
        done = pipeline.consolidate(office, progress)
    warn_sample(office)
    console().show_consolidated(office, done)
