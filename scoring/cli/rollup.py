"""A city: the frozen results of its wards as one."""

import sys
from pathlib import Path

import click

from scoring.cli.base import CLEAN, FOUND, json_option, main, progress_bar
from scoring.cli.echo import echo_json

LEAST = 6  # characters of a set's hash


@main.command(options_metavar="[TÙY CHỌN]")
@click.argument(
    "folders",
    nargs=-1,
    required=True,
    metavar="THƯ_MỤC...",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@click.option(
    "--expect",
    metavar="TỆP",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Danh sách phường, xã phải có: tệp .txt mỗi dòng một phường, xã, hoặc một cột của tệp .xlsx.",
)
@click.option(
    "--year",
    metavar="NĂM",
    type=click.IntRange(2000, 2100),
    help="Năm tổng hợp. Mặc định: năm mà nhiều phường, xã chốt mới nhất.",
)
@click.option(
    "--set-hash",
    metavar="BẢN",
    default="",
    help=f"Bản bộ tiêu chí được tính (ít nhất {LEAST} ký tự). Mặc định: bản nhiều phường, xã dùng nhất.",
)
@click.option(
    "--out",
    metavar="THƯ_MỤC",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("tong-hop-cac-phuong"),
    show_default=True,
    help="Nơi ghi bảng tổng hợp.",
)
@json_option
def rollup(
    *,
    folders: tuple[Path, ...],
    expect: Path | None,
    year: int | None,
    set_hash: str,
    out: Path,
    as_json: bool,
) -> None:
    """Thành phố: tổng hợp kết quả đã chốt của nhiều phường, xếp hạng theo khối.

    THƯ_MỤC là thư mục làm việc của phường, xã, thư mục của một lần chốt (lan-1, lan-2, …), hoặc thư mục chứa
    nhiều thư mục như vậy. Lấy lần chốt mới nhất. Chỉ đọc, không sửa gì của phường, xã.

    Mã kết thúc: 0 đủ, 1 có thư mục không nhận hoặc phường, xã còn thiếu, 2 không có kết quả nào dùng được.

    \b
    Ví dụ: danvan rollup cac-phuong --expect danh-sach-phuong.txt
    """
    from scoring.cli.rollup_table import show_rollup  # rich: only for commands that print a table
    from scoring.pipeline.rollup import rollup
    from scoring.reports.rollup.as_json import rollup_json

    if set_hash and len(set_hash) < LEAST:
        raise click.UsageError(f"--set-hash cần ít nhất {LEAST} ký tự.")
    with progress_bar("Đọc kết quả các phường, xã") as progress:
        done = rollup(folders, out, expect=expect, year=year, set_hash=set_hash, progress=progress)
    if as_json:
        echo_json(rollup_json(done.rollup))
    else:
        show_rollup(done)
    sys.exit(CLEAN if done.all_in else FOUND)
