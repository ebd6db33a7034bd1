"""What the office records: when reports arrived, and its decisions. Nothing is recorded without a reason."""

import sys
from datetime import date

import click

from scoring.cli.base import CLEAN, FOUND, calendar_day, main, progress_bar
from scoring.cli.told import (
    AGAIN,
    Said,
    document_option,
    optional_document_option,
    reason_option,
    recording,
    told,
    unit_argument,
    units_argument,
)


@main.command(options_metavar="[TÙY CHỌN]")
@recording(of_period=True)
@click.argument("units", nargs=-1, metavar="[ĐƠN_VỊ]...")
@click.option(
    "--on", "day", required=True, metavar="NGÀY", callback=calendar_day, help="Ngày nhận: ngày/tháng/năm."
)
@reason_option
@click.option("--all", "with_files", is_flag=True, help="Mọi đơn vị đã có tệp đọc được của kỳ này.")
@click.option("--all-units", "everybody", is_flag=True, help="Mọi đơn vị được đánh giá, kể cả chưa có tệp.")
def receive(said: Said, *, units: tuple[str, ...], day: date, with_files: bool, everybody: bool) -> None:
    """Ghi ngày nhận báo cáo, kể cả báo cáo giấy.

    Ngày ghi ở đây thay cho ngày công cụ thấy tệp lần đầu. Ghi lại lần nữa thì lần sau có giá trị.

    \b
    Ví dụ: danvan receive ca tyt --on 13/11/2026 --reason "Sổ công văn đến số 145"
           danvan receive --all-units -k 6-thang --on 25/06/2026 --reason "Nhận bản giấy"
    """
    from scoring.pipeline.records import receive

    office = said.office()
    with progress_bar("Đọc biểu") as progress:
        recorded = receive(
            office, units, day, said.voice, with_files=with_files, everybody=everybody, progress=progress
        )
    told(said, office, recorded, AGAIN)


@main.group(options_metavar="", subcommand_metavar="LỆNH [TÙY CHỌN]...")
def decide() -> None:
    """Ghi quyết định vào sổ theo dõi; quyết định nào cũng có lý do."""


@decide.command("adopt", options_metavar="[TÙY CHỌN]")
@recording()
@click.argument("words", nargs=-1, metavar="[ĐƠN_VỊ]... [TIÊU_CHÍ]...")
@reason_option
@optional_document_option
@click.option("--all-units", "everybody", is_flag=True, help="Mọi đơn vị có biểu hợp lệ.")
def decide_adopt(said: Said, *, words: tuple[str, ...], everybody: bool) -> None:
    """Công nhận điểm tự chấm làm điểm chính thức, của một hoặc nhiều đơn vị.

    Không ghi tiêu chí: mọi tiêu chí chưa ai thẩm định. Chỉ đúng với biểu hiện có; đơn vị gửi biểu khác thì
    phải công nhận lại. Một đơn vị chưa công nhận được thì không ghi cho đơn vị nào. Với --all-units, các chữ
    ghi thêm đều là mã tiêu chí.

    \b
    Ví dụ: danvan decide adopt tdp-01 tdp-02 --reason "Tổ thẩm định thống nhất, biên bản 25/12"
           danvan decide adopt tdp-01 1.1.2 1.2.2 --reason "Đã đối chiếu hồ sơ"
           danvan decide adopt --all-units --reason "Kết luận họp ngày 25/12/2026"
    """
    from scoring.pipeline.records import adopt, units_and_criteria

    office = said.office()
    units, criteria = ((), words) if everybody else units_and_criteria(office, words)
    with progress_bar("Đọc biểu") as progress:
        recorded = adopt(office, units, criteria, said.voice, everybody=everybody, progress=progress)
    told(said, office, recorded, AGAIN)
    sys.exit(FOUND if recorded.skipped else CLEAN)


@decide.command("exempt", options_metavar="[TÙY CHỌN]")
@recording()
@units_argument
@click.argument("criterion", metavar="TIÊU_CHÍ")
@reason_option
@document_option
def decide_exempt(said: Said, *, units: tuple[str, ...], criterion: str) -> None:
    """Miễn một tiêu chí hoặc cả nhóm cho một hoặc nhiều đơn vị.

    Điểm đã thẩm định của tiêu chí ấy được để riêng; hủy quyết định miễn thì điểm này được tính lại.

    \b
    Ví dụ: danvan decide exempt tdp-06 3.1.2 --reason "Tổ mới lập" --document "CV 12/UBND ngày 23/02/2026"
           danvan decide exempt tdp-06 tdp-07 3.1.2 --reason "Tổ mới lập" --document "CV 12/UBND"
    """
    from scoring.pipeline.records import exempt

    office = said.office()
    told(said, office, exempt(office, units, criterion, said.voice), AGAIN)


@decide.command("disqualify", options_metavar="[TÙY CHỌN]")
@recording()
@unit_argument
@reason_option
@document_option
def decide_disqualify(said: Said, *, unit: str) -> None:
    """Ghi đơn vị không đủ điều kiện xếp loại.

    \b
    Ví dụ: danvan decide disqualify tdp-07 --reason "Có cán bộ bị kỷ luật" --document "QĐ 88/QĐ-UBND"
    """
    from scoring.pipeline.records import disqualify

    office = said.office()
    told(said, office, disqualify(office, unit, said.voice), AGAIN)


@decide.command("reopen", options_metavar="[TÙY CHỌN]")
@recording(of_period=True)
@unit_argument
@reason_option
def decide_reopen(said: Said, *, unit: str) -> None:
    """Trả biểu hiện có để đơn vị làm lại.

    \b
    Ví dụ: danvan decide reopen thcs --reason "Đơn vị xin bổ sung tài liệu kiểm chứng"
    """
    from scoring.pipeline.records import reopen

    office = said.office()
    with progress_bar("Đọc biểu") as progress:
        recorded = reopen(office, unit, said.voice, progress)
    told(said, office, recorded, "Khi có biểu mới, chép vào thư mục nhận rồi gõ: danvan consolidate.")


@decide.command("leave-out", options_metavar="[TÙY CHỌN]")
@recording()
@units_argument
@reason_option
@optional_document_option
@click.option("--although-verified", is_flag=True, help="Cả đơn vị đã thẩm định xong; không ghi thì từ chối.")
def decide_leave_out(said: Said, *, units: tuple[str, ...], although_verified: bool) -> None:
    """Không xếp loại một hoặc nhiều đơn vị còn dở dang khi chốt năm.

    \b
    Ví dụ: danvan decide leave-out tdp-14 --reason "Không nộp biểu sau hai lần nhắc"
           danvan decide leave-out tdp-13 tdp-14 --reason "Sáp nhập" --document "NQ 5/NQ-HĐND"
    """
    from scoring.pipeline.records import leave_out

    office = said.office()
    with progress_bar("Đọc biểu") as progress:
        recorded = leave_out(
            office, units, said.voice, although_verified=although_verified, progress=progress
        )
    told(said, office, recorded, AGAIN)


@decide.command("revoke", options_metavar="[TÙY CHỌN]")
@recording()
@click.argument("seq", metavar="SỐ_DÒNG", type=click.IntRange(min=1))
@reason_option
def decide_revoke(said: Said, *, seq: int) -> None:
    """Hủy một quyết định theo số dòng trong sổ.

    Dòng cũ vẫn còn trong sổ, chỉ hết hiệu lực. Số dòng xem bằng: danvan register log.

    \b
    Ví dụ: danvan decide revoke 42 --reason "Ghi nhầm đơn vị"
    """
    from scoring.pipeline.records import revoke

    office = said.office()
    told(said, office, revoke(office, seq, said.voice), AGAIN)
