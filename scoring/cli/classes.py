"""Decisions on classes: that of a unit, and the excess of a quota."""

from pathlib import Path

import click

from scoring.cli.base import by_option, dry_run_option, progress_bar, workspace_option
from scoring.cli.decide import decide
from scoring.cli.told import AGAIN, document_option, reason_option, told, unit_argument


@decide.command("class", options_metavar="[TÙY CHỌN]")
@workspace_option
@by_option
@dry_run_option
@unit_argument
@click.argument("code", metavar="LOẠI")
@reason_option
@document_option
def decide_class(
    *,
    workspace: Path,
    wanted_set: str | None,
    who: str | None,
    asks: bool,
    unit: str,
    code: str,
    reason: str,
    document: str,
) -> None:
    """Ghi loại của đơn vị theo quyết định của người có thẩm quyền.

    Dùng khi hạ một mức, khi chọn đơn vị giữ loại trong hạn mức, khi quy định chưa xếp được. Loại tính theo
    điểm và điều kiện vẫn được ghi bên cạnh. LOẠI là mã hoặc tên loại.

    \b
    Ví dụ: danvan decide class tdp-02 tot --reason "Hạ một mức" --document "QĐ 90/QĐ-UBND"
    """
    from scoring.pipeline.classes import decide_class
    from scoring.pipeline.records import Voice
    from scoring.pipeline.upkeep import open_desk

    office = open_desk(workspace, wanted_set)
    voice = Voice(reason, document, who or "", asks=asks)
    with progress_bar("Đọc biểu") as progress:
        recorded = decide_class(office, unit, code, voice, progress)
    told(office, recorded, AGAIN)


@decide.command("quota", options_metavar="[TÙY CHỌN]")
@workspace_option
@by_option
@dry_run_option
@click.argument("code", metavar="LOẠI")
@click.option("--accept", is_flag=True, help="Chấp nhận số đơn vị đang có loại này; bắt buộc.")
@click.option("--block", default="", metavar="KHỐI", help="Khối, khi hạn mức tính theo từng khối.")
@reason_option
@document_option
def decide_quota(
    *,
    workspace: Path,
    wanted_set: str | None,
    who: str | None,
    asks: bool,
    code: str,
    accept: bool,
    block: str,
    reason: str,
    document: str,
) -> None:
    """Chấp nhận số đơn vị xếp một loại vượt hạn mức.

    Chỉ chấp nhận số đơn vị đang có; thêm đơn vị nữa thì phải quyết định lại. Muốn bớt đơn vị: danvan decide
    class.

    \b
    Ví dụ: danvan decide quota xuat-sac --accept --reason "Tỷ lệ 25% theo NĐ 335" --document "TB 9/TB-UBND"
    """
    from scoring.pipeline.classes import accept_quota
    from scoring.pipeline.records import Voice
    from scoring.pipeline.upkeep import open_desk

    if not accept:
        raise click.UsageError("Thêm --accept nếu chấp nhận vượt hạn mức; bớt đơn vị: danvan decide class.")
    office = open_desk(workspace, wanted_set)
    voice = Voice(reason, document, who or "", asks=asks)
    with progress_bar("Đọc biểu") as progress:
        recorded = accept_quota(office, code, block, voice, progress)
    told(office, recorded, AGAIN)
