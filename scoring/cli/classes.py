"""Decisions on classes: that of a unit, and the excess of a quota."""

import click

from scoring.cli.base import progress_bar
from scoring.cli.decide import decide
from scoring.cli.told import AGAIN, Said, document_option, reason_option, recording, told, unit_argument


@decide.command("class", options_metavar="[TÙY CHỌN]")
@recording()
@unit_argument
@click.argument("code", metavar="LOẠI")
@reason_option
@document_option
def decide_class(said: Said, *, unit: str, code: str) -> None:
    """Ghi loại của đơn vị theo quyết định của người có thẩm quyền.

    Dùng khi hạ một mức, khi chọn đơn vị giữ loại trong hạn mức, khi quy định chưa xếp được. Loại tính theo
    điểm và điều kiện vẫn được ghi bên cạnh. LOẠI là mã hoặc tên loại.

    \b
    Ví dụ: danvan decide class tdp-02 tot --reason "Hạ một mức" --document "QĐ 90/QĐ-UBND"
    """
    from scoring.pipeline.classes import decide_class

    office = said.office()
    with progress_bar("Đọc biểu") as progress:
        recorded = decide_class(office, unit, code, said.voice, progress)
    told(said, office, recorded, AGAIN)


@decide.command("quota", options_metavar="[TÙY CHỌN]")
@recording()
@click.argument("code", metavar="LOẠI")
@click.option("--accept", is_flag=True, help="Chấp nhận số đơn vị đang có loại này; bắt buộc.")
@click.option("--block", default="", metavar="KHỐI", help="Khối, khi hạn mức tính theo từng khối.")
@reason_option
@document_option
def decide_quota(said: Said, *, code: str, accept: bool, block: str) -> None:
    """Chấp nhận số đơn vị xếp một loại vượt hạn mức.

    Chỉ chấp nhận số đơn vị đang có; thêm đơn vị nữa thì phải quyết định lại. Muốn bớt đơn vị: danvan decide
    class.

    \b
    Ví dụ: danvan decide quota xuat-sac --accept --reason "Tỷ lệ 25% theo NĐ 335" --document "TB 9/TB-UBND"
    """
    from scoring.pipeline.classes import accept_quota

    if not accept:
        raise click.UsageError("Thêm --accept nếu chấp nhận vượt hạn mức; bớt đơn vị: danvan decide class.")
    office = said.office()
    with progress_bar("Đọc biểu") as progress:
        recorded = accept_quota(office, code, block, said.voice, progress)
    told(said, office, recorded, AGAIN)
