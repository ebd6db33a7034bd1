"""What came of a city's wards, as tables with the verdict last."""

from rich.table import Table

from scoring.console import screen
from scoring.pipeline.rollup import RolledUp
from scoring.text import equal_decimals, show_number


def show_rollup(done: RolledUp) -> None:
    """The wards with their counts, what does not count and why, then the verdict."""
    made, console = done.rollup, screen()
    table = _table(
        "Phường, xã", "Đơn vị thuộc diện", "Được xếp hạng", "Điểm trung bình", "Lần chốt", "Thư mục"
    )
    found = [made.summary(ward.results.units) for ward in made.wards]
    means = equal_decimals(show_number(figures.mean) for figures in found)
    for ward, figures, mean in zip(made.wards, found, means, strict=True):
        counts = (str(figures.evaluated), str(figures.ranked), mean)
        table.add_row(ward.name, *counts, str(ward.results.edition), ward.folder)
    console.print(table)
    if made.not_counted:
        table = _table(
            "Phường, xã", "Thư mục", "Tình trạng", "Lý do", "Cách xử lý", title="Không nhận, còn thiếu"
        )
        for line in made.not_counted:
            table.add_row(*line)
        console.print(table)
    if made.unlisted:
        console.print(f"Không có trong danh sách phường, xã (vẫn tính): {'; '.join(made.unlisted)}.")
    told = f"{len(made.refused)} thư mục không nhận, {len(made.missing)} phường, xã còn thiếu"
    verdict = "Đủ" if done.all_in else "Chưa đủ"
    console.print(f"{verdict}: {len(made.wards)} phường, xã được tổng hợp năm {made.year}; {told}.")
    if made.banner:
        console.print(f"Bộ tiêu chí: {made.banner}.")
    console.print(f"Bảng tổng hợp: {done.workbook.resolve()}")


def _table(*columns: str, title: str | None = None) -> Table:
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
