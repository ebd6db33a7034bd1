"""Filled forms of 6 tháng and 9 tháng for tests: a sound one, and the same after somebody worked on it."""

from datetime import date
from pathlib import Path

from scoring.forms import Prefill
from scoring.intake.folder import Desk
from scoring.intake.layout import REPORT_PARTS
from scoring.intake.model import Receipt, SignOff, TaskProgress
from tests.intake.forms import (
    Change,
    changed,
    mini,
    mini_hash,
    unit,
    written,
)
from tests.support.receiving import receive_one

PERIOD = "6-thang"


def reported(code: str = "ktht", progress: str = "Đang thực hiện", period: str = PERIOD) -> Prefill:
    """A complete form without a finding."""
    tasks = (TaskProgress(task.code, progress, "Đã họp dân hai lần.") for task, _ in mini().tasks(unit(code)))
    return Prefill(
        sign_off=SignOff("Nguyễn Thị An", "Trần Văn Bình", date(2026, 6, 5)),
        tasks=tuple(tasks),
        report=dict.fromkeys(REPORT_PARTS, "Đã thực hiện theo kế hoạch."),
    )


def form(filled: Prefill | None = None, change: Change | None = None, period: str = PERIOD) -> bytes:
    content = written(filled or reported(period=period), period=period)
    return changed(change, content) if change else content


def received(content: bytes, folder: Path, period: str = PERIOD) -> Receipt:
    path = folder / "bieu.xlsx"
    path.write_bytes(content)
    return receive_one(path, Desk(mini(), mini_hash(), period))
