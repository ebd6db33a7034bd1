"""Decisions on the conditions of units."""

import click

from scoring.cli.base import progress_bar
from scoring.cli.decide import decide
from scoring.cli.told import AGAIN, Said, document_option, reason_option, recording, told, units_argument


@decide.command("condition", options_metavar="[TÙY CHỌN]")
@recording()
@units_argument
@click.argument("code", metavar="ĐIỀU_KIỆN")
@click.option(
    "--holds/--does-not-hold",
    "holds",
    default=None,
    help="Có hoặc không có điều kiện này; bắt buộc.",
)
@reason_option
@document_option
def decide_condition(said: Said, *, units: tuple[str, ...], code: str, holds: bool | None) -> None:
    """Ghi một điều kiện xếp loại là có hay không với một hoặc nhiều đơn vị.

    Quyết định này thay lời khai của đơn vị và ý kiến thẩm định về điều kiện ấy; hủy thì trở lại như trước.

    \b
    Ví dụ: danvan decide condition vhxh DK1 --holds --reason "Có kỷ luật" --document "QĐ 88/QĐ-UBND"
           danvan decide condition tdp-06 tdp-07 DK2 --does-not-hold --reason "Xác minh" --document "BC 5"
    """
    from scoring.pipeline.conditions import decide_condition

    if holds is None:
        raise click.UsageError("Ghi --holds (có điều kiện này) hoặc --does-not-hold (không có).")
    office = said.office()
    with progress_bar("Đọc biểu") as progress:
        recorded = decide_condition(office, units, code, said.voice, holds=holds, progress=progress)
    told(said, office, recorded, AGAIN)
