"""The register: when reports arrived, what was decided, the log, the backup."""

from __future__ import annotations  # types of the pipeline are not asked for while help is printed

import sys
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring import pipeline
from scoring.cli.base import (
    CLEAN,
    FOUND,
    by_option,
    dry_run_option,
    main,
    period_option,
    progress_bar,
    workspace_option,
)
from scoring.cli.echo import echo

if TYPE_CHECKING:
    from scoring.register import Record

reason_option = click.option("--reason", required=True, metavar="LÝ_DO", help="Lý do; bắt buộc.")
document_option = click.option(
    "--document", required=True, metavar="VĂN_BẢN", help="Số, ký hiệu, ngày của văn bản làm căn cứ; bắt buộc."
)
unit_argument = click.argument("unit", metavar="ĐƠN_VỊ")


def _day(_: click.Context, __: click.Parameter, typed: str) -> date:
    try:
        return datetime.strptime(typed.strip(), "%d/%m/%Y").date()  # noqa: DTZ007
    except ValueError as error:
        raise click.BadParameter("viết ngày/tháng/năm, ví dụ 12/11/2026.") from error


def _table(office: pipeline.Office, lines: Iterable[tuple[Record, bool]]) -> None:
    from scoring.cli.log_table import show_log  # rich: only for commands that print a table

    show_log(office, lines)


def _told(office: pipeline.Office, recorded: pipeline.Recorded, next_step: str) -> None:
    """What was written, line by line, then the verdict."""
    for line in recorded.skipped:
        echo(f"Bỏ qua: {line}", err=True)
    lines = recorded.preview.records if recorded.preview else recorded.records
    if lines:
        _table(office, [(record, True) for record in lines])
    if recorded.known:
        echo(f"{recorded.known} mục đã có trong sổ đúng như vậy, không ghi thêm.")
    if recorded.preview:
        _foreseen(recorded.preview)
        return
    done = f"Xong: ghi {len(recorded.records)} dòng vào sổ theo dõi."
    echo(f"{done} {next_step}" if recorded.records else "Không ghi gì mới.")


def _foreseen(found: pipeline.Preview) -> None:
    """What would change, then the verdict: nothing was written."""
    from scoring.cli.effects_table import show_effects

    show_effects(found)
    if found.stages:
        echo(f"Bảng xếp hạng đổi từ “{found.stages[0]}” sang “{found.stages[1]}”.")
    echo(
        f"Xem trước, chưa ghi gì: sẽ ghi {len(found.records)} dòng, {len(found.effects)} đơn vị đổi kết quả. "
        "Ghi thật thì bỏ --dry-run."
    )


AGAIN = "Cập nhật kết quả bằng: danvan consolidate."


@main.command(options_metavar="[TÙY CHỌN]")
@workspace_option
@period_option
@by_option
@dry_run_option
@click.argument("units", nargs=-1, metavar="[ĐƠN_VỊ]...")
@click.option("--on", "day", required=True, metavar="NGÀY", callback=_day, help="Ngày nhận: ngày/tháng/năm.")
@reason_option
@click.option("--all", "with_files", is_flag=True, help="Mọi đơn vị đã có tệp đọc được của kỳ này.")
@click.option("--all-units", "everybody", is_flag=True, help="Mọi đơn vị được đánh giá, kể cả chưa có tệp.")
def receive(
    *,
    workspace: Path,
    wanted_set: str | None,
    period: str,
    who: str | None,
    asks: bool,
    units: tuple[str, ...],
    day: date,
    reason: str,
    with_files: bool,
    everybody: bool,
) -> None:
    """Ghi ngày nhận báo cáo, kể cả báo cáo giấy.

    Ngày ghi ở đây thay cho ngày công cụ thấy tệp lần đầu. Ghi lại lần nữa thì lần sau có giá trị.

    \b
    Ví dụ: danvan receive ca tyt --on 12/11/2026 --reason "Sổ công văn đến số 145"
           danvan receive --all-units -k 6-thang --on 05/06/2026 --reason "Nhận bản giấy"
    """
    office = pipeline.open_desk(workspace, wanted_set, period)
    voice = pipeline.Voice(reason, who=who or "", asks=asks)
    with progress_bar("Đọc biểu") as progress:
        recorded = pipeline.receive(
            office, units, day, voice, with_files=with_files, everybody=everybody, progress=progress
        )
    _told(office, recorded, AGAIN)


@main.group(options_metavar="", subcommand_metavar="LỆNH [TÙY CHỌN]...")
def decide() -> None:
    """Ghi quyết định vào sổ theo dõi; quyết định nào cũng có lý do."""


@decide.command("adopt", options_metavar="[TÙY CHỌN]")
@workspace_option
@by_option
@dry_run_option
@click.argument("unit", metavar="[ĐƠN_VỊ]", required=False)
@click.argument("criteria", nargs=-1, metavar="[TIÊU_CHÍ]...")
@reason_option
@click.option("--all-units", "everybody", is_flag=True, help="Mọi đơn vị có biểu hợp lệ.")
def decide_adopt(
    *,
    workspace: Path,
    wanted_set: str | None,
    who: str | None,
    asks: bool,
    unit: str | None,
    criteria: tuple[str, ...],
    reason: str,
    everybody: bool,
) -> None:
    """Công nhận điểm tự chấm làm điểm chính thức.

    Không ghi tiêu chí: mọi tiêu chí chưa ai thẩm định. Chỉ đúng với biểu hiện có; đơn vị gửi biểu khác thì
    phải công nhận lại. Với --all-units, các chữ ghi thêm đều là mã tiêu chí.

    \b
    Ví dụ: danvan decide adopt tdp-01 --reason "Tổ thẩm định thống nhất, biên bản 05/12"
           danvan decide adopt tdp-01 1.1.2 1.2.2 --reason "Đã đối chiếu hồ sơ"
           danvan decide adopt --all-units --reason "Kết luận họp ngày 05/12/2026"
    """
    office = pipeline.open_desk(workspace, wanted_set)
    named = (unit,) if unit else ()
    if everybody:
        named, criteria = (), (*named, *criteria)
    with progress_bar("Đọc biểu") as progress:
        recorded = pipeline.adopt(
            office,
            named,
            criteria,
            pipeline.Voice(reason, who=who or "", asks=asks),
            everybody=everybody,
            progress=progress,
        )
    _told(office, recorded, AGAIN)
    sys.exit(FOUND if recorded.skipped else CLEAN)


@decide.command("exempt", options_metavar="[TÙY CHỌN]")
@workspace_option
@by_option
@dry_run_option
@unit_argument
@click.argument("criterion", metavar="TIÊU_CHÍ")
@reason_option
@document_option
def decide_exempt(
    *,
    workspace: Path,
    wanted_set: str | None,
    who: str | None,
    asks: bool,
    unit: str,
    criterion: str,
    reason: str,
    document: str,
) -> None:
    """Miễn cho đơn vị một tiêu chí hoặc cả nhóm.

    \b
    Ví dụ: danvan decide exempt tdp-06 3.1.2 --reason "Tổ mới lập" --document "CV 12/UBND ngày 03/02/2026"
    """
    office = pipeline.open_desk(workspace, wanted_set)
    voice = pipeline.Voice(reason, document, who or "", asks=asks)
    _told(office, pipeline.exempt(office, unit, criterion, voice), AGAIN)


@decide.command("disqualify", options_metavar="[TÙY CHỌN]")
@workspace_option
@by_option
@dry_run_option
@unit_argument
@reason_option
@document_option
def decide_disqualify(
    *,
    workspace: Path,
    wanted_set: str | None,
    who: str | None,
    asks: bool,
    unit: str,
    reason: str,
    document: str,
) -> None:
    """Ghi đơn vị không đủ điều kiện xếp loại.

    \b
    Ví dụ: danvan decide disqualify tdp-07 --reason "Có cán bộ bị kỷ luật" --document "QĐ 88/QĐ-UBND"
    """
    office = pipeline.open_desk(workspace, wanted_set)
    voice = pipeline.Voice(reason, document, who or "", asks=asks)
    _told(office, pipeline.disqualify(office, unit, voice), AGAIN)


@decide.command("reopen", options_metavar="[TÙY CHỌN]")
@workspace_option
@period_option
@by_option
@dry_run_option
@unit_argument
@reason_option
def decide_reopen(
    *,
    workspace: Path,
    wanted_set: str | None,
    period: str,
    who: str | None,
    asks: bool,
    unit: str,
    reason: str,
) -> None:
    """Trả biểu hiện có để đơn vị làm lại.

    \b
    Ví dụ: danvan decide reopen thcs --reason "Đơn vị xin bổ sung minh chứng"
    """
    office = pipeline.open_desk(workspace, wanted_set, period)
    with progress_bar("Đọc biểu") as progress:
        recorded = pipeline.reopen(office, unit, pipeline.Voice(reason, who=who or "", asks=asks), progress)
    _told(office, recorded, "Khi có biểu mới, chép vào thư mục nhận rồi gõ: danvan consolidate.")


@decide.command("leave-out", options_metavar="[TÙY CHỌN]")
@workspace_option
@by_option
@dry_run_option
@unit_argument
@reason_option
def decide_leave_out(
    *, workspace: Path, wanted_set: str | None, who: str | None, asks: bool, unit: str, reason: str
) -> None:
    """Không xếp loại đơn vị còn dở dang khi chốt năm.

    \b
    Ví dụ: danvan decide leave-out tdp-14 --reason "Không nộp biểu sau hai lần nhắc"
    """
    office = pipeline.open_desk(workspace, wanted_set)
    _told(office, pipeline.leave_out(office, unit, pipeline.Voice(reason, who=who or "", asks=asks)), AGAIN)


@decide.command("revoke", options_metavar="[TÙY CHỌN]")
@workspace_option
@by_option
@dry_run_option
@click.argument("seq", metavar="SỐ_DÒNG", type=click.IntRange(min=1))
@reason_option
def decide_revoke(
    *, workspace: Path, wanted_set: str | None, who: str | None, asks: bool, seq: int, reason: str
) -> None:
    """Hủy một quyết định theo số dòng trong sổ.

    Dòng cũ vẫn còn trong sổ, chỉ hết hiệu lực. Số dòng xem bằng: danvan register log.

    \b
    Ví dụ: danvan decide revoke 42 --reason "Ghi nhầm đơn vị"
    """
    office = pipeline.open_desk(workspace, wanted_set)
    _told(office, pipeline.revoke(office, seq, pipeline.Voice(reason, who=who or "", asks=asks)), AGAIN)


@main.group(options_metavar="", subcommand_metavar="LỆNH [TÙY CHỌN]...")
def register() -> None:
    """Sổ theo dõi: xem, kiểm tra, sao lưu."""


@register.command("log", options_metavar="[TÙY CHỌN]")
@workspace_option
@click.argument("units", nargs=-1, metavar="[ĐƠN_VỊ]...")
def register_log(workspace: Path, wanted_set: str | None, units: tuple[str, ...]) -> None:
    """In các dòng của sổ: ai ghi gì, lúc nào, vì sao.

    \b
    Ví dụ: danvan register log
           danvan register log tdp-01
    """
    office = pipeline.open_desk(workspace, wanted_set)
    lines = pipeline.register_log(office, units)
    if lines:
        _table(office, lines)
    echo(f"Sổ theo dõi năm {office.roster.criteria.year}: {len(lines)} dòng.")


@register.command("check", options_metavar="[TÙY CHỌN]")
@workspace_option
def register_check(workspace: Path, wanted_set: str | None) -> None:
    """Kiểm tra sổ có nguyên vẹn không.

    \b
    Ví dụ: danvan register check
    """
    health = pipeline.register_check(pipeline.open_desk(workspace, wanted_set))
    if not health.whole:
        echo(
            f"Sổ KHÔNG nguyên vẹn, sai từ dòng {health.broken}. "
            "Khôi phục bản sao lưu gần nhất (sổ này được giữ lại) bằng: danvan register restore."
        )
        sys.exit(FOUND)
    last = f", mã kiểm tra dòng cuối {health.digest[:12]}" if health.lines else ""
    echo(f"Đạt: sổ theo dõi nguyên vẹn, {health.lines} dòng{last}.")


@register.command("backup", options_metavar="[TÙY CHỌN]")
@workspace_option
@click.argument("file", metavar="[TỆP]", required=False, type=click.Path(dir_okay=False, path_type=Path))
def register_backup(workspace: Path, wanted_set: str | None, file: Path | None) -> None:
    """Sao lưu sổ theo dõi; không ghi đè bản cũ.

    Khôi phục bằng: danvan register restore.

    \b
    Ví dụ: danvan register backup
           danvan register backup D:/luu/so-theo-doi-2026.sqlite
    """
    copy, made = pipeline.register_backup(pipeline.open_desk(workspace, wanted_set), file)
    echo(f"Xong: {copy}" if made else f"Sổ chưa đổi từ bản sao lưu {copy}; không ghi thêm.")


@register.command("restore", options_metavar="[TÙY CHỌN]")
@workspace_option
@click.argument(
    "file", metavar="[TỆP]", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--replace",
    is_flag=True,
    help="Thay cả sổ đang nguyên vẹn có dòng mà bản sao lưu không có; sổ ấy được giữ trong sao-luu.",
)
def register_restore(workspace: Path, wanted_set: str | None, file: Path | None, *, replace: bool) -> None:
    """Đưa bản sao lưu trở lại làm sổ theo dõi; sổ đang có được giữ trong sao-luu.

    Không ghi TỆP thì lấy bản sao lưu nguyên vẹn nhiều dòng nhất trong thư mục sao-luu. Lệnh khác đang ghi
    sổ thì chờ; dòng nào chỉ có ở sổ cũ đều được báo.

    \b
    Ví dụ: danvan register restore
           danvan register restore D:/luu/so-theo-doi-2026.sqlite
    """
    done = pipeline.register_restore(pipeline.open_office(workspace, wanted_set), file, replace=replace)
    if not done.changed:
        echo(f"Không đổi gì: sổ đang dùng giống bản sao lưu {done.source}.")
        return
    if done.former:
        echo(f"Sổ cũ được giữ ở {done.former}")
    if done.only_former is None:
        echo("Sổ cũ không đọc hết được nên không biết dòng nào chỉ có ở đó.")
    elif done.only_former[0]:
        number, first, last = done.only_former
        echo(f"{number} dòng (số {first} đến {last}) chỉ có ở sổ cũ; việc nào còn cần thì ghi lại.")
    echo(
        f"Xong: sổ theo dõi nay là bản sao lưu {done.source}, {done.lines} dòng. Những gì ghi sau bản "
        "này phải ghi lại; xem các dòng bằng: danvan register log."
    )
