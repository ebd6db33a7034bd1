"""The register: the log, whether it is whole, the backup."""

import sys
from datetime import date
from pathlib import Path

import click

from scoring.cli.base import FOUND, calendar_day, json_option, main, workspace_option
from scoring.cli.echo import echo, echo_json


@main.group(options_metavar="", subcommand_metavar="LỆNH [TÙY CHỌN]...")
def register() -> None:
    """Sổ theo dõi: xem, kiểm tra, sao lưu."""


@register.command("log", options_metavar="[TÙY CHỌN]")
@workspace_option
@click.argument("units", nargs=-1, metavar="[ĐƠN_VỊ]...")
@click.option("--action", metavar="VIỆC", help="Chỉ một việc, ghi như ở cột Việc, ví dụ “miễn tiêu chí”.")
@click.option("--from", "first", metavar="NGÀY", callback=calendar_day, help="Từ ngày này.")
@click.option("--to", "last", metavar="NGÀY", callback=calendar_day, help="Đến hết ngày này.")
@click.option("--find", "words", metavar="CHỮ", default="", help="Chỉ dòng có chữ này.")
@click.option(
    "--xlsx",
    "workbook",
    metavar="TỆP",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Ghi các dòng này ra tệp Excel thay cho in.",
)
@json_option
def register_log(
    *,
    workspace: Path,
    wanted_set: str | None,
    units: tuple[str, ...],
    action: str | None,
    first: date | None,
    last: date | None,
    words: str,
    workbook: Path | None,
    as_json: bool,
) -> None:
    """In các dòng của sổ: ai ghi gì, lúc nào, vì sao.

    \b
    Ví dụ: danvan register log tdp-01
           danvan register log --action "miễn tiêu chí" --from 25/11/2026
           danvan register log --xlsx so-theo-doi-2026.xlsx
    """
    from scoring.cli.log_table import lines_json, show_log
    from scoring.pipeline.register_book import Sought, action_named, register_lines, save_register_book
    from scoring.pipeline.upkeep import open_desk

    office = open_desk(workspace, wanted_set)
    sought = Sought(units, action_named(action) if action else None, words, first, last)
    lines = register_lines(office, sought)
    if workbook:
        echo(f"Xong: {len(lines)} dòng ở {save_register_book(office, sought, workbook)}")
    elif as_json:
        echo_json(lines_json(lines))
    else:
        if lines:
            show_log(office, lines)
        echo(f"Sổ theo dõi năm {office.roster.criteria.year}: {len(lines)} dòng.")


@register.command("check", options_metavar="[TÙY CHỌN]")
@workspace_option
def register_check(workspace: Path, wanted_set: str | None) -> None:
    """Kiểm tra sổ có nguyên vẹn không.

    \b
    Ví dụ: danvan register check
    """
    from scoring.pipeline.upkeep import open_desk, register_check

    health = register_check(open_desk(workspace, wanted_set))
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
    """Sao lưu sổ theo dõi và tài liệu kiểm chứng; không ghi đè bản cũ.

    Tài liệu kiểm chứng được chép vào thư mục tai-lieu bên cạnh bản sao lưu.
    Khôi phục bằng: danvan register restore.

    \b
    Ví dụ: danvan register backup
           danvan register backup D:/luu/so-theo-doi-2026.sqlite
    """
    from scoring.pipeline.upkeep import open_desk, register_backup

    done = register_backup(open_desk(workspace, wanted_set), file)
    if done.files:
        echo(f"Tài liệu kiểm chứng: {done.files} tệp ở {done.place.parent / 'tai-lieu'}")
    if done.damaged:
        echo(
            f"{done.damaged} tệp tài liệu kiểm chứng không còn như khi đơn vị gửi nên không được sao lưu. "
            "Chép lại từ bản sao lưu cũ, hoặc đề nghị đơn vị gửi lại."
        )
    echo(f"Xong: {done.place}" if done.made else f"Sổ chưa đổi từ bản sao lưu {done.place}; không ghi thêm.")


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
    """Đưa bản sao lưu trở lại làm sổ theo dõi, kèm tài liệu kiểm chứng; sổ đang có được giữ trong sao-luu.

    Không ghi TỆP thì lấy bản sao lưu nguyên vẹn nhiều dòng nhất trong thư mục sao-luu. Lệnh khác đang ghi
    sổ thì chờ; dòng nào chỉ có ở sổ cũ đều được báo.

    \b
    Ví dụ: danvan register restore
           danvan register restore D:/luu/so-theo-doi-2026.sqlite
    """
    from scoring.pipeline.office import open_office
    from scoring.pipeline.restore import register_restore

    done = register_restore(open_office(workspace, wanted_set), file, replace=replace)
    if done.files:
        echo(f"{done.files} tệp tài liệu kiểm chứng bị mất hoặc bị thay đã được chép lại.")
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
