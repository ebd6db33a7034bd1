"""Close the year; compare a closed year with what it was made of."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scoring.cli.base import (
    CLEAN,
    FOUND,
    by_option,
    job_bar,
    json_option,
    main,
    progress_bar,
    warn_sample,
    workspace_option,
)
from scoring.cli.echo import echo, echo_json

if TYPE_CHECKING:
    from scoring.pipeline.finalize import Finalized
    from scoring.pipeline.office import Office


@main.command(options_metavar="[TÙY CHỌN]")
@workspace_option
@by_option
@click.option("--again", is_flag=True, help="Chốt lại thành lần mới; các lần trước được giữ nguyên.")
@click.option("--reason", default="", metavar="LÝ_DO", help="Vì sao chốt lại; cần có khi dùng --again.")
@click.option("--dry-run", "asks", is_flag=True, help="Xem trước sẽ chốt gì, còn việc gì; không ghi gì.")
@json_option
def finalize(
    *,
    workspace: Path,
    wanted_set: str | None,
    who: str | None,
    again: bool,
    reason: str,
    asks: bool,
    as_json: bool,
) -> None:
    """Chốt kết quả năm: bảng xếp loại, báo cáo, quyết định.

    \b
    Ví dụ: danvan finalize --dry-run
           danvan finalize
           danvan finalize --again --reason "Bổ sung điểm của Trạm Y tế"
    """
    from scoring.pipeline.finalize import finalize
    from scoring.pipeline.upkeep import open_desk

    office = open_desk(workspace, wanted_set)
    if asks:
        sys.exit(_foreseen(office, as_json=as_json))
    with job_bar(office, "Chốt năm", "Đọc biểu", who or "") as progress:
        done = finalize(office, progress, who or "", again=again, reason=reason.strip())
    if as_json:
        echo_json(_frozen_json(done))
    else:
        _frozen(office, done)


def _frozen_json(done: "Finalized") -> dict[str, Any]:
    """What was frozen, for programs."""
    from scoring.reports.results_json import finding_json

    return {
        "outcome": done.outcome,
        "edition": done.edition,
        "folder": done.folder,
        "files": done.files,
        "warnings": [finding_json(each) for each in done.warnings],
        "borrowed": done.borrowed,
        "ranked": sum(result.ranked for result in done.consolidation.results.units),
    }


def _frozen(office: "Office", done: "Finalized") -> None:
    """Tell what was frozen."""
    warn_sample(office)
    warnings = (f"{told.file}, {told.place}: {told.message} {told.remedy}" for told in done.warnings)
    for line in (*warnings, *done.lost):
        echo(f"Lưu ý: {line}", err=True)
    if done.borrowed:
        lacking = ", ".join(done.borrowed)
        echo(f"Lưu ý: criteria/mau-van-ban không có {lacking}; đã dùng mẫu kèm theo công cụ.", err=True)
    results = done.consolidation.results
    ranked = sum(result.ranked for result in results.units)
    for note in results.quota_notes:
        echo(f"Vượt hạn mức. {note.text}")
    echo(f"Thư mục kết quả: {done.folder.resolve()} ({len(done.files)} tệp)")
    year = office.roster.criteria.year
    echo(
        {
            "frozen": f"Đã chốt năm {year}, lần {done.edition}: {ranked} đơn vị được xếp loại. "
            "Kiểm tra lại bất cứ lúc nào bằng: danvan verify-freeze.",
            "unchanged": f"Không đổi: năm {year} đã chốt lần {done.edition}, mọi dữ liệu còn nguyên.",
            "recorded": f"Đã ghi bổ sung dòng chốt lần {done.edition} của năm {year} vào sổ theo dõi; "
            "các tệp kết quả giữ nguyên.",
        }[done.outcome]
    )


def _foreseen(office: "Office", *, as_json: bool) -> int:
    """Print what would be frozen; return the exit code."""
    from scoring.pipeline.foresee import foresee

    with progress_bar("Đọc biểu") as progress:
        found = foresee(office, progress)
    if as_json:
        echo_json(found)
        return FOUND if found.open or not found.ranked else CLEAN
    warn_sample(office)
    echo(f"Xem trước, chưa ghi gì: năm {office.roster.criteria.year}, lần {found.edition}.")
    for folder, count in sorted(found.inputs.items()):
        echo(f"Dữ liệu: {count} tệp trong {folder}")
    notices = [name for name in found.files if name.startswith("thong-bao/")]
    for name in found.files:
        if name not in notices:
            echo(f"Kết quả: {name}")
    echo(f"Kết quả: thong-bao/ ({len(notices)} thông báo, mỗi đơn vị một tệp)")
    for lacking in found.borrowed:
        echo(f"Lưu ý: criteria/mau-van-ban không có {lacking}; sẽ dùng mẫu kèm theo công cụ.", err=True)
    for line in found.lost:
        echo(f"Lưu ý: {line}", err=True)
    for line in found.changed or ():
        echo(f"Đổi so với lần chốt trước: {line}")
    for matter in found.open:
        echo(f"Việc còn lại: {matter}")
    if found.open or not found.ranked:
        echo(f"Chưa chốt được: còn {len(found.open)} việc, {found.ranked} đơn vị được xếp hạng.")
        return FOUND
    again = "" if found.changed is None else ' --again --reason "LÝ DO"'
    told = f"Chốt được: {len(found.files)} tệp, {found.ranked} đơn vị được xếp hạng."
    echo(f"{told} Chốt: danvan finalize{again}.")
    return CLEAN


@main.command("verify-freeze", options_metavar="[TÙY CHỌN]")
@workspace_option
@click.argument("edition", metavar="[LẦN]", required=False, type=click.IntRange(min=1))
@json_option
def verify_freeze(workspace: Path, wanted_set: str | None, edition: int | None, *, as_json: bool) -> None:
    """Tính lại kết quả đã chốt từ dữ liệu gốc và so với các tệp đã chốt.

    \b
    Ví dụ: danvan verify-freeze
           danvan verify-freeze 1
    """
    from scoring.pipeline.upkeep import open_desk
    from scoring.pipeline.verify_freeze import verify_freeze

    office = open_desk(workspace, wanted_set)
    with progress_bar("Đọc biểu") as progress:
        done = verify_freeze(office, edition, progress)
    if as_json:
        echo_json(done)
        sys.exit(FOUND if done.differences else CLEAN)
    for line in (*done.differences, *done.notes):
        echo(f"- {line}")
    where = f"lần chốt {done.edition} của năm {office.roster.criteria.year}"
    if done.differences:
        echo(f"Không khớp: {where} có {len(done.differences)} chỗ khác.")
    else:
        echo(f"Khớp: {where}, {done.files} tệp tính lại giống hệt.")
    sys.exit(FOUND if done.differences else CLEAN)
