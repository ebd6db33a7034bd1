"""The same units over the years."""

from pathlib import Path

import click

from scoring.cli.base import json_option, main, progress_bar, tell, workspace_option
from scoring.cli.echo import echo, echo_json


@main.command(options_metavar="[TÙY CHỌN]")
@workspace_option
@click.option("--text", "only_text", is_flag=True, help="Chỉ in các câu nhận xét, để chép vào báo cáo.")
@click.option("--parquet", is_flag=True, help="Ghi thêm bảng Parquet cho người phân tích số liệu.")
@json_option
def years(*, workspace: Path, wanted_set: str | None, only_text: bool, parquet: bool, as_json: bool) -> None:
    """So kết quả từng đơn vị qua các năm: điểm, xếp loại, hạng, tỷ lệ điểm từng nhóm.

    Lấy kết quả đã chốt của các năm trước, hoặc danh sách inputs/<năm>/ket-qua.xlsx; năm nay chưa chốt thì lấy
    kết quả hiện nay. Nêu bộ tiêu chí đã đổi gì giữa các năm. Bảng và biểu đồ từng đơn vị ở qua-cac-nam.xlsx
    trong thư mục kết quả; với --json, --text chỉ in ra màn hình.

    \b
    Ví dụ: danvan years
           danvan years --text
    """
    from scoring.pipeline.upkeep import open_desk
    from scoring.pipeline.years import over_years, write_over_years
    from scoring.reports.years.as_json import years_json
    from scoring.reports.years.book import all_sentences

    office = open_desk(workspace, wanted_set)
    with progress_bar("Đọc kết quả") as progress:
        found = over_years(office, progress)
    tell(f"{each.place}: {each.message} {each.remedy}" for year in found.years for each in year.findings)
    printed = as_json or only_text
    places = write_over_years(office, found, parquet=parquet) if parquet or not printed else ()
    tell(f"Bảng Parquet: {path.resolve()}" for path in places[1:])
    if as_json:
        echo_json(years_json(found))
        return
    for line in all_sentences(found):
        echo(line)
    if not only_text:
        echo(f"Bảng và biểu đồ từng đơn vị: {places[0].resolve()}")
