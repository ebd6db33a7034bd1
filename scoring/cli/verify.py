"""Verification: books out, points in."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli.base import (
    CLEAN,
    FOUND,
    by_option,
    job_bar,
    json_option,
    main,
    period_option,
    progress_bar,
    tell,
    units_option,
    warn_sample,
    workspace_option,
)
from scoring.cli.echo import echo, echo_json
from scoring.proposed import quoted

if TYPE_CHECKING:
    from scoring.pipeline.verify import BooksWritten


@main.group(options_metavar="", subcommand_metavar="LỆNH [TÙY CHỌN]...")
def verify() -> None:
    """Thẩm định điểm tự chấm: xuất sổ, nhập sổ."""


@verify.command("export", options_metavar="[TÙY CHỌN]")
@workspace_option
@period_option
@by_option
@click.option(
    "--by-verifier", is_flag=True, help="Mỗi người thẩm định một sổ (mục verifiers của bộ tiêu chí)."
)
@click.option("--verifier", metavar="MÃ", help="Chỉ sổ của người thẩm định có mã này.")
@units_option("Chỉ đơn vị này")
@json_option
def verify_export(
    *,
    workspace: Path,
    wanted_set: str | None,
    period: str,
    who: str | None,
    by_verifier: bool,
    verifier: str | None,
    units: tuple[str, ...],
    as_json: bool,
) -> None:
    """Ghi sổ thẩm định: điểm tự chấm, tài liệu, và ô ghi điểm thẩm định.

    \b
    Ví dụ: danvan verify export
           danvan verify export --by-verifier
    """
    from scoring.pipeline.upkeep import open_desk
    from scoring.pipeline.verify import verify_export

    office = open_desk(workspace, wanted_set, period)
    with job_bar(office, "Xuất sổ thẩm định", "Đọc biểu", who or "") as progress:
        done = verify_export(
            office, by_verifier=by_verifier, verifier=verifier, units=units, progress=progress, who=who or ""
        )
    if as_json:
        echo_json(done)
        return
    warn_sample(office)
    _exported(done)


def _exported(done: "BooksWritten") -> None:
    if done.waiting:
        echo(f"Chưa có biểu để thẩm định ({len(done.waiting)}): {'; '.join(done.waiting)}.")
    unassigned = "; ".join(done.unassigned)
    tell([f"Chưa ai được thẩm định, sửa mục verifiers của bộ tiêu chí: {unassigned}."] * bool(unassigned))
    tell(done.refused)
    for file in done.files:
        echo(f"Sổ thẩm định: {file.resolve()}")
    echo(
        f"Xong: {len(done.files)} sổ, {done.units} đơn vị. Ghi điểm vào ô nền vàng, lưu rồi nhập bằng: "
        f"danvan verify import {' '.join(map(quoted, done.files))}"
    )


@verify.command("import", options_metavar="[TÙY CHỌN]")
@workspace_option
@period_option
@by_option
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="TỆP...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@json_option
def verify_import(
    *,
    workspace: Path,
    wanted_set: str | None,
    period: str,
    who: str | None,
    files: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Nhập điểm từ sổ thẩm định vào sổ theo dõi.

    Có một lỗi thì không nhập gì của mọi sổ trong lệnh. Nhập lại sổ đã nhập không đổi gì.

    \b
    Ví dụ: danvan verify import outputs/2026/nam/tham-dinh/tham-dinh-2026.xlsx
    """
    from scoring.console import show_verification, verification_json
    from scoring.pipeline.upkeep import open_desk
    from scoring.pipeline.verify import verify_import

    office = open_desk(workspace, wanted_set, period)
    with progress_bar("Đọc biểu") as progress:
        done = verify_import(office, files, progress, who or "")
    if as_json:
        echo_json(verification_json(done))
    else:
        show_verification(office, done)
    sys.exit(FOUND if done.errors else CLEAN)
