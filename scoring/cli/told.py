"""What the commands that record something share: their options, and what they say at the end."""

from __future__ import annotations  # types of the pipeline are not asked for while help is printed

from collections.abc import Callable, Iterable
from dataclasses import fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scoring.cli.base import by_option, dry_run_option, json_option, period_option, workspace_option
from scoring.cli.echo import echo, echo_json
from scoring.dataclass import dataclass
from scoring.periods import ANNUAL

if TYPE_CHECKING:
    from scoring.pipeline.office import Office
    from scoring.pipeline.preview import Preview
    from scoring.pipeline.records import Recorded, Voice
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


@dataclass(frozen=True, slots=True)
class Said:
    """Options shared by all commands that record something: which office, who, why, by which document."""

    workspace: Path
    wanted_set: str | None
    who: str | None
    asks: bool
    reason: str
    as_json: bool = False
    document: str = ""
    period: str = ANNUAL

    def office(self) -> Office:
        """The office, opened. Raises WorkspaceError where its register is lost."""
        from scoring.pipeline.upkeep import open_desk

        return open_desk(self.workspace, self.wanted_set, self.period)

    @property
    def voice(self) -> Voice:
        """Who speaks, why, and whether it is only a question."""
        from scoring.pipeline.records import Voice

        return Voice(self.reason, self.document, self.who or "", asks=self.asks)


def recording(*, of_period: bool = False) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The options of a command that records something; the command gets what they said as one :class:`Said`.

    ``--reason`` and ``--document`` stand where the command wants them among its own.
    """
    options = (
        workspace_option,
        *((period_option,) if of_period else ()),
        by_option,
        dry_run_option,
        json_option,
    )

    def decorated(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def run(**words: Any) -> None:
            said = {field.name: words.pop(field.name) for field in fields(Said) if field.name in words}
            command(Said(**said), **words)

        for option in reversed(options):
            run = option(run)
        return run

    return decorated


def told(said: Said, office: Office, recorded: Recorded, next_step: str) -> None:
    """What was written, line by line, then the verdict."""
    from scoring.cli.log_table import show_log  # rich: only for commands that print a table
    from scoring.pipeline.register_book import line_words

    records = recorded.preview.records if recorded.preview else recorded.records
    words = line_words(office)
    lines = [(record, True, words.of(record)) for record in records]
    if said.as_json:
        echo_json(_recorded_json(recorded, lines))
        return
    for line in recorded.skipped:
        echo(f"Bỏ qua: {line}", err=True)
    if lines:
        show_log(office, lines)
    if recorded.known:
        echo(f"{recorded.known} mục đã có trong sổ đúng như vậy, không ghi thêm.")
    if recorded.preview:
        foreseen(recorded.preview)
        return
    done = f"Xong: ghi {len(recorded.records)} dòng vào sổ theo dõi."
    echo(f"{done} {next_step}" if recorded.records else "Không ghi gì mới.")


def _recorded_json(recorded: Recorded, lines: Iterable[tuple[Record, bool, str]]) -> dict[str, Any]:
    """What ``--json`` says of a decision: the lines written, or with ``--dry-run`` those that would be."""
    from scoring.cli.log_table import lines_json

    found = recorded.preview
    asked = (
        {"effects": found.effects, "stages": found.stages, "approvals": found.approvals} if found else None
    )
    return {
        "lines": lines_json(lines),
        "known": recorded.known,
        "skipped": recorded.skipped,
        "preview": asked,
    }


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
