"""The command that writes feedback forms."""

from __future__ import annotations  # the types of the pipeline are not loaded to print help

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scoring.cli.base import (
    CLEAN,
    FOUND,
    by_option,
    calendar_day,
    job_bar,
    json_option,
    main,
    period_option,
    units_option,
    warn_sample,
    workspace_option,
    written_down,
)
from scoring.cli.echo import echo, echo_json

if TYPE_CHECKING:
    from scoring.pipeline.feedback import FeedbackWritten


@main.command(options_metavar="[TÙY CHỌN]")
@workspace_option
@period_option
@units_option("Chỉ phản hồi đơn vị này")
@click.option(
    "--until",
    metavar="NGÀY",
    callback=calendar_day,
    help="Hạn gửi lại, ghi ngày/tháng/năm (mặc định: hạn nộp báo cáo của kỳ).",
)
@by_option
@json_option
def feedback(
    workspace: Path,
    wanted_set: str | None,
    period: str,
    units: tuple[str, ...],
    *,
    until: date | None,
    who: str,
    as_json: bool,
) -> None:
    """Tạo biểu phản hồi cho đơn vị: điền sẵn câu trả lời, đánh dấu ô cần sửa.

    \b
    Ví dụ: danvan feedback
           danvan feedback --unit tdp-08 --until 20/11/2026
    """
    from scoring.pipeline.feedback import feedback
    from scoring.pipeline.upkeep import open_desk

    office = open_desk(workspace, wanted_set, period)
    with job_bar(office, "Tạo biểu phản hồi", "Đọc biểu", who) as progress:
        done = feedback(office, units, until, progress, who=who or "")
    if as_json:
        echo_json(_as_json(done))
    else:
        warn_sample(office)
        _tell(done)
    waiting = any(each.told.again for each in done.returned)
    sys.exit(FOUND if waiting or done.strangers or done.unanswered else CLEAN)


def _as_json(done: FeedbackWritten) -> dict[str, Any]:
    """The same for programs."""
    from scoring.reports.results_json import receipt_json

    return {
        "folder": done.folder,
        "returned": [
            {
                "unit": each.unit.code,
                "errors": each.told.errors,
                "warnings": each.told.warnings,
                "restored": each.told.restored,
                "again": each.told.again,
                "form": each.form,
                "letter": each.letter,
            }
            for each in done.returned
        ],
        "fine": [unit.code for unit in done.fine],
        "strangers": [receipt_json(receipt) for receipt in done.strangers],
        "unanswered": [
            {"unit": lost.unit.code, "file": lost.file, "told_in": written_down(lost.fault)}
            for lost in done.unanswered
        ],
        "settled": done.settled,
    }


def _tell(done: FeedbackWritten) -> None:
    """Unit by unit what was returned, then what nobody can be asked about, then the verdict."""
    for each in done.returned:
        told = each.told
        counts = told.counts or "không có lỗi, trả để làm lại"
        asked = "" if told.errors or not told.again else ", phải gửi lại"
        echo(f"- {each.unit.name}: {counts}{asked} → {each.form.name}")
    if done.fine:
        echo(f"Không cần phản hồi ({len(done.fine)}): {'; '.join(unit.name for unit in done.fine)}.")
    for receipt in done.strangers:
        echo(f"Chưa rõ của đơn vị nào: {receipt.file}")
        for found in receipt.findings:
            echo(f"  {found.code} {found.message} {found.remedy}")
    for lost in done.unanswered:
        echo(
            f"Chưa tạo được biểu phản hồi cho {lost.unit.name}: công cụ gặp lỗi với tệp {lost.file}; các đơn "
            "vị khác không bị ảnh hưởng. Đề nghị đơn vị chép câu trả lời sang biểu mới (danvan forms), và "
            f"gửi cho người phụ trách công cụ tệp {written_down(lost.fault)}",
            err=True,
        )
    for path in done.settled:
        echo(f"Đã xong, không còn cần biểu phản hồi cũ: {path}")
    if done.returned:
        echo(f"Xong: {len(done.returned)} biểu phản hồi và lời gửi kèm (.txt) ở {done.folder}.")
    elif not done.unanswered:
        echo("Xong: không có đơn vị nào cần phản hồi.")
