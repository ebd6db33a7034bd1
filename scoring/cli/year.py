"""Forms out, forms in, the consolidated workbook."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from scoring import pipeline
from scoring.cli.base import (
    CLEAN,
    FOUND,
    console,
    json_option,
    main,
    period_option,
    progress_bar,
    tell,
    warn_sample,
    workspace_option,
)
from scoring.cli.echo import echo, echo_json


@main.command(options_metavar="[TÙY CHỌN]")
@workspace_option
@period_option
@click.option(
    "--unit",
    "units",
    multiple=True,
    metavar="ĐƠN_VỊ",
    help="Chỉ tạo cho đơn vị này (mã hoặc tên); ghi được nhiều lần.",
)
def forms(workspace: Path, wanted_set: str | None, period: str, units: tuple[str, ...]) -> None:
    """Tạo biểu mẫu tự chấm điểm cho từng đơn vị.

    \b
    Ví dụ: danvan forms
           danvan forms --unit tdp-01
    """
    office = pipeline.open_office(workspace, wanted_set, period)
    with progress_bar("Tạo biểu mẫu") as progress:
        written = pipeline.forms(office, units, progress)
    warn_sample(office)
    echo(f"Xong: {len(written.files)} biểu mẫu ở {written.folder}. Gửi mỗi đơn vị đúng tệp của mình.")


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
    office = pipeline.open_office_or_example(workspace, wanted_set, period)
    if office.is_example:
        echo(
            "Kiểm tra theo bộ tiêu chí mẫu kèm theo công cụ vì ở đây không có thư mục criteria. "
            "Phường dùng bộ tiêu chí riêng thì thêm: --workspace THƯ_MỤC.",
            err=True,
        )
    with progress_bar("Kiểm tra") as progress:
        receipts = pipeline.check(office, paths, progress)
    if as_json:
        echo_json(pipeline.checked_json(receipts))
    else:
        console().show_checked(office, receipts)
    sys.exit(FOUND if pipeline.errors_to_mend(receipts) else CLEAN)


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
    office = pipeline.open_office(workspace, wanted_set, period)
    office = replace(office, processes=processes, scheduler=scheduler, use_cache=not no_cache)
    tell(pipeline.lost_register_notes(office))
    with progress_bar("Đọc biểu") as progress:
        done = pipeline.consolidate(office, progress, parquet=parquet)
    for path in done.tables:
        echo(f"Bảng Parquet: {path}", err=True)
    tell(pipeline.arrival_notes(office, done.consolidation))
    tell(pipeline.unverified_notes(done.consolidation))
    tell(pipeline.approval_lines(done.consolidation))
    if as_json:
        echo_json(done.data.read_text(encoding="utf-8"))
    else:
        warn_sample(office)
        if frozen := pipeline.frozen_note(office):
            echo(frozen, err=True)
        console().show_consolidated(office, done)
    sys.exit(FOUND if done.consolidation.errors_to_mend else CLEAN)
