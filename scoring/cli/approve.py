"""The results are approved, step by step, or sent back."""

import click

from scoring.cli.base import main, progress_bar
from scoring.cli.told import AGAIN, Said, optional_document_option, reason_option, recording, told

step_argument = click.argument("step", metavar="BƯỚC")
block_option = click.option(
    "--block",
    "blocks",
    multiple=True,
    metavar="KHỐI",
    help="Chỉ khối này (mã hoặc tên); ghi được nhiều lần. Không ghi: mọi khối.",
)


@main.command(options_metavar="[TÙY CHỌN]")
@recording()
@step_argument
@block_option
@click.option("--reason", default="", metavar="LÝ_DO", help="Ý kiến kèm theo, nếu có.")
@optional_document_option
def approve(said: Said, *, step: str, blocks: tuple[str, ...]) -> None:
    """Phê duyệt kết quả ở một bước (các bước ghi trong bộ tiêu chí, trang “Phê duyệt”).

    Phê duyệt đúng những gì đang có; điểm, điều kiện hoặc loại của một đơn vị đổi sau đó thì phê duyệt hết
    hiệu lực. Bước sau phê duyệt sau bước trước; bước cuối xong mới chốt được năm.

    \b
    Ví dụ: danvan approve chu-tich --by "Trần Văn Bình" --document "BB 15 ngày 20/12/2026"
           danvan approve to-tham-dinh --block "Khối tổ dân phố" --by "Nguyễn Thị An"
    """
    from scoring.pipeline.approvals import approve

    office = said.office()
    with progress_bar("Đọc biểu") as progress:
        recorded = approve(office, step, blocks, said.voice, progress)
    told(said, office, recorded, AGAIN)


@main.command("send-back", options_metavar="[TÙY CHỌN]")
@recording()
@step_argument
@block_option
@reason_option
@optional_document_option
def send_back(said: Said, *, step: str, blocks: tuple[str, ...]) -> None:
    """Trả kết quả về bước trước, nêu lý do.

    Phê duyệt của bước trước và các bước sau hết hiệu lực; bước trước xem lại rồi phê duyệt lại.

    \b
    Ví dụ: danvan send-back chu-tich --reason "Xem lại điểm khối tổ dân phố" --by "Trần Văn Bình"
    """
    from scoring.pipeline.approvals import send_back

    office = said.office()
    with progress_bar("Đọc biểu") as progress:
        recorded = send_back(office, step, blocks, said.voice, progress)
    told(said, office, recorded, AGAIN)
