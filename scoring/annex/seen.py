"""What became of every row of the tables, as an official reads it on the sheet Cần xem."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from scoring.annex.paper import PaperRow

TAKE_IN = (
    "đưa vào: trên trang web, mục “Đưa bảng Excel đã sửa vào”; hoặc gõ: danvan criteria from-excel TỆP.xlsx"
)
"""What follows once a workbook was looked through, for the page and for the command line."""


class Certainty(StrEnum):
    """How sure a row was understood."""

    SURE = "Chắc chắn"
    UNSURE = "Chưa chắc"
    UNKNOWN = "Không hiểu"
    SKIPPED = "Bỏ qua"


@dataclass(frozen=True, slots=True)
class SeenRow:
    """One row: what was read, what it became and why; ``choices`` are what an official may pick instead."""

    place: str
    read: str
    became: str
    certainty: Certainty
    why: str = ""
    choices: tuple[str, ...] = ()


def as_read(row: PaperRow) -> str:
    """The cells of a row side by side, each once."""
    return " | ".join(cell.own for cell in row.cells if cell.own)


def counted(rows: Sequence[SeenRow]) -> str:
    """``12 dòng: 8 vào bộ tiêu chí, 2 trong danh sách cần xem, 2 bỏ qua``."""
    how = Counter(row.certainty for row in rows)
    looked_at = how[Certainty.UNSURE] + how[Certainty.UNKNOWN]
    return (
        f"{len(rows)} dòng: {how[Certainty.SURE]} vào bộ tiêu chí, {looked_at} trong danh sách cần xem, "
        f"{how[Certainty.SKIPPED]} bỏ qua"
    )
