"""Forms out, forms in, the consolidated workbook."""

from __future__ import annotations  # the types of the pipeline are not loaded to print help

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli.base import (
    CLEAN,
    FOUND,
    job_bar,
    json_option,
    main,
    period_option,
    progress_bar,
    tell,
    units_option,
    warn_sample,
    workspace_option,
)
from scoring.cli.echo import echo, echo_json

if TYPE_CHECKING:
    from scoring.pipeline.consolidation import Consolidated
    from scoring.standing.run import Consolidation


@main.command(options_metavar="[TÙY CHỌN]")
@workspace_option
@period_option
@units_option("Chỉ tạo cho đơn vị này")
@click.option("--replace", is_flag=True, help="Thay cả biểu đã tạo theo bản khác của bộ tiêu chí.")
def forms(
    workspace: Path, wanted_set: str | None, period: str, units: tuple[str, ...], replace: bool
) -> None:
    """Tạo biểu mẫu tự chấm điểm cho từng đơn vị.

    Đã có biểu lập theo bản khác của bộ tiêu chí thì dừng và báo rõ, chỉ thay khi có --replace.

    \b
    Ví dụ: danvan forms
           danvan forms --unit tdp-01
    """
    from scoring.pipeline.forms import CARD, forms
    from scoring.pipeline.office import open_office

    office = open_office(workspace, wanted_set, period)
    with job_bar(office, "Tạo biểu mẫu", "Tạo biểu mẫu") as progress:
        written = forms(office, units, progress, replace=replace)
    warn_sample(office)
    if written.replaced:
        echo(
            f"Đã thay {len(written.replaced)} biểu lập theo bản khác của bộ tiêu chí. Biểu bản ấy đã gửi thì "
            f"không dùng được nữa; gửi lại cho: {', '.join(written.replaced)}.",
            err=True,
        )
    if written.left:
        echo(
            f"Còn {len(written.left)} biểu lập theo bản khác, của: {', '.join(written.left)}. Tạo lại bằng: "
            "danvan forms --replace",
            err=True,
        )
    echo(
        f"Xong: {len(written.files)} biểu mẫu ở {written.folder}. Gửi mỗi đơn vị đúng tệp của mình, "
        f"kèm tờ hướng dẫn {CARD}."
    )


@main.command(options_metavar="[TÙY CHỌN]")
@workspace_option
@period_option
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="TỆP_HOẶC_THƯ_MỤC...",
    type=click.Path(exists=True, path_type=Path),
)
@json_option
def check(
    workspace: Path, wanted_set: str | None, period: str, paths: tuple[Path, ...], as_json: bool
) -> None:
    """Kiểm tra biểu đã điền trước khi gửi hoặc khi nhận.

    \b
    Ví dụ: danvan check tu-cham-2026-vhxh.xlsx
           danvan check inputs/2026/nam
    """
    from scoring.console import show_checked
    from scoring.pipeline.consolidation import check
    from scoring.pipeline.office import open_office_or_example
    from scoring.reports.results_json import receipts_json
    from scoring.standing.which_form import open_errors

    office = replace(open_office_or_example(workspace, wanted_set, period), use_cache=False)
    if office.is_example:
        echo(
            "Kiểm tra theo bộ tiêu chí mẫu kèm theo công cụ vì ở đây không có thư mục criteria. "
            "Phường dùng bộ tiêu chí riêng thì thêm: --workspace THƯ_MỤC.",
            err=True,
        )
    with progress_bar("Kiểm tra") as progress:
        receipts = check(office, paths, progress)
    if as_json:
        echo_json(receipts_json(receipts))
    else:
        show_checked(office, receipts)
    sys.exit(FOUND if open_errors(receipts) else CLEAN)


@main.command(options_metavar="[TÙY CHỌN]")
@workspace_option
@period_option
@json_option
@click.option("--parquet", is_flag=True, help="Ghi thêm bảng Parquet cho người phân tích số liệu.")
@click.option(
    "--processes",
    metavar="SỐ",
    type=click.IntRange(min=0),
    default=0,
    help="Số tiến trình đọc biểu cùng lúc. Mặc định: theo số nhân của máy.",
)
@click.option(
    "--scheduler",
    metavar="ĐỊA_CHỈ",
    default="",
    help="Đọc biểu trên nhiều máy qua bộ điều phối Dask này, ví dụ tcp://10.0.0.5:8786; các máy phải thấy "
    "cùng thư mục biểu.",
)
@click.option(
    "--no-cache",
    is_flag=True,
    help="Đọc lại mọi tệp, kể cả tệp không đổi. Kết quả đọc lưu ở outputs/.cache, xóa lúc nào cũng được.",
)
def consolidate(
    *,
    workspace: Path,
    wanted_set: str | None,
    period: str,
    as_json: bool,
    parquet: bool,
    processes: int,
    scheduler: str,
    no_cache: bool,
) -> None:
    """Đọc biểu đã nhận, chấm lại, xếp loại, ghi bảng tổng hợp.

    \b
    Ví dụ: danvan consolidate
           danvan consolidate -k 6-thang
    """
    from scoring.pipeline.consolidation import consolidate
    from scoring.pipeline.office import open_office
    from scoring.pipeline.upkeep import lost_register_notes

    office = open_office(workspace, wanted_set, period)
    office = replace(office, processes=processes, scheduler=scheduler, use_cache=not no_cache)
    tell(lost_register_notes(office))
    show: list[Callable[[Consolidated], None]] = []

    def prepare(run: Consolidation) -> None:
        from scoring.cli.consolidated import ready

        show.append(ready(office, run, as_json=as_json))

    with job_bar(office, "Tổng hợp", "Đọc biểu") as progress:
        done = consolidate(office, progress, parquet=parquet, beside=prepare)
    show[0](done)
    sys.exit(FOUND if done.consolidation.errors_to_mend else CLEAN)
