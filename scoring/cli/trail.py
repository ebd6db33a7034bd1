"""Where a point comes from."""

from pathlib import Path

import click

from scoring.cli.base import json_option, main, progress_bar, workspace_option
from scoring.cli.echo import echo, echo_json


@main.command(options_metavar="[TÙY CHỌN]")
@workspace_option
@click.argument("unit", metavar="ĐƠN_VỊ")
@click.argument("criterion", metavar="MÃ_TIÊU_CHÍ")
@json_option
def trail(workspace: Path, wanted_set: str | None, unit: str, criterion: str, as_json: bool) -> None:
    """Truy một điểm: câu trả lời, tệp, ô, cách chấm, người thẩm định, lý do.

    ĐƠN_VỊ là mã hoặc tên. Chỉ đọc, không ghi gì.

    \b
    Ví dụ: danvan trail tdp-01 3.1.1
    """
    from scoring.pipeline.trail import trail, trail_json, trail_lines
    from scoring.pipeline.upkeep import open_desk

    office = open_desk(workspace, wanted_set)
    with progress_bar("Đọc biểu") as progress:
        found, path = trail(office, unit, criterion, progress)
    if as_json:
        echo_json(trail_json(found, path))
        return
    for label, words in trail_lines(found, path):
        echo(f"{label}: {words}")
