"""How to begin: a workspace of one's own, and the main job on the embedded example."""

from pathlib import Path

import click

from scoring.cli.base import json_option, main, new_folder_option, one_folder, progress_bar, warn_sample
from scoring.cli.echo import echo, echo_json
from scoring.proposed import quoted


@main.command(options_metavar="[TÙY CHỌN]")
@new_folder_option
@click.option("--set", "wanted_set", metavar="TÊN_BỘ", help="Bộ tiêu chí kèm theo để bắt đầu.")
def init(folder: Path | None, workspace: Path | None, wanted_set: str | None) -> None:
    """Tạo thư mục làm việc mới với một bộ tiêu chí kèm theo công cụ.

    Mỗi việc xếp loại dùng một thư mục làm việc; bộ của năm sau (criteria new-year) ở cùng thư mục ấy.
    Các bộ kèm theo: danvan criteria list.

    \b
    Ví dụ: danvan init dan-van-2026
           danvan init xep-loai-2026 --set nd-335-xa-2026
    """
    from scoring.pipeline.office import init

    root = one_folder(folder, workspace)
    office = init(root, wanted_set)
    echo(f"Đã tạo thư mục làm việc {root}.")
    echo(
        f"- Bộ tiêu chí ({office.roster.criteria.banner or 'đã ban hành'}): "
        f"{office.workspace.set_folder()} – sửa theo văn bản của địa phương."
    )
    echo(f"- Biểu đơn vị gửi về chép vào: {office.inbox.parent}, mỗi kỳ báo cáo một thư mục")
    here = quoted(root)
    echo(f"Xong. Việc tiếp theo: danvan criteria check -w {here}, rồi danvan forms -w {here}.")


@main.command(options_metavar="[TÙY CHỌN]")
@new_folder_option
@json_option
def demo(folder: Path | None, workspace: Path | None, *, as_json: bool) -> None:
    """Chạy thử trên ví dụ phường Việt Hoà 2026 (số liệu giả định).

    \b
    Ví dụ: danvan demo
    """
    from scoring.console import show_consolidated
    from scoring.pipeline.consolidation import consolidate, earlier_offices
    from scoring.pipeline.example_year import record_example
    from scoring.pipeline.office import demo

    office = demo(one_folder(folder, workspace, usual=Path("danvan-demo")))
    record_example(office)
    for before in earlier_offices(office):
        consolidate(before)
    with progress_bar("Đọc biểu") as progress:
        done = consolidate(office, progress)
    if as_json:
        echo_json(done.data.read_text(encoding="utf-8"))
        return
    warn_sample(office)
    show_consolidated(office, done)
    echo(f"Xem và làm tiếp trên trang web: danvan web --workspace {quoted(office.workspace.root)}")
