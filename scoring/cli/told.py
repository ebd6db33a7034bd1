"""What the commands that record something share: their options, and what they say at the end."""

from __future__ import annotations  # types of the pipeline are not asked for while help is printed

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from scoring.cli.echo import echo

if TYPE_CHECKING:
    from scoring.pipeline.office import Office
    from scoring.pipeline.preview import Preview
    from scoring.pipeline.records import Recorded
    from scoring.register import Record

reason_option = click.option("--reason", required=True, metavar="LÝ_DO", help="Lý do; bắt buộc.")
document_option = click.option(
    "--document", required=True, metavar="VĂN_BẢN", help="Số, ký hiệu, ngày của văn bản làm căn cứ; bắt buộc."
)
optional_document_option = click.option(
    "--document", default="", metavar="VĂN_BẢN", help="Số, ký hiệu, ngày của văn bản làm căn cứ, nếu có."
)
unit_argument = click.argument("unit", metavar="ĐƠN_VỊ")
units_argument = click.argument("units", nargs=-1, required=True, metavar="ĐƠN_VỊ...")


def table(office: Office, lines: Iterable[tuple[Record, bool]]) -> None:
    """The lines of the register, each with whether it holds."""
    from scoring.cli.log_table import show_log  # rich: only for commands that print a table

    show_log(office, lines)


def told(office: Office, recorded: Recorded, next_step: str) -> None:
    """What was written, line by line, then the verdict."""
    for line in recorded.skipped:
        echo(f"Bỏ qua: {line}", err=True)
    lines = recorded.preview.records if recorded.preview else recorded.records
    if lines:
        table(office, [(record, True) for record in lines])
    if recorded.known:
        echo(f"{recorded.known} mục đã có trong sổ đúng như vậy, không ghi thêm.")
    if recorded.preview:
        foreseen(recorded.preview)
        return
    done = f"Xong: ghi {len(recorded.records)} dòng vào sổ theo dõi."
    echo(f"{done} {next_step}" if recorded.records else "Không ghi gì mới.")


def foreseen(found: Preview) -> None:
    """What would change, then the verdict: nothing was written."""
    from scoring.cli.effects_table import show_effects

    show_effects(found)
    if found.stages:
        echo(f"Bảng xếp hạng đổi từ “{found.stages[0]}” sang “{found.stages[1]}”.")
    for line in found.approvals:
        echo(f"Phê duyệt: {line}.")
    echo(
        f"Xem trước, chưa ghi gì: sẽ ghi {len(found.records)} dòng, {len(found.effects)} đơn vị đổi kết quả. "
        "Ghi thật thì bỏ --dry-run."
    )


AGAIN = "Cập nhật kết quả bằng: danvan consolidate."
