"""The head and the foot of a table that is signed, laid out as NĐ 30/2020/NĐ-CP wants them."""

from typing import Any

from scoring.reports.letterhead import heading, is_committee, place
from scoring.sheets.look import BLACK
from scoring.sheets.measure import lines_needed
from scoring.sheets.report import ReportSheet
from scoring.standing.run import Consolidation

FOOT_ROWS = 6
ABOVE = 5  # rows that stay above the signatures: nobody signs a page that holds little else


def letterhead(
    sheet: ReportSheet, run: Consolidation, title: str, under: str, *, split: int, last: int
) -> None:
    """Issuer and national title above ``title``, in rows 1 to 7; ``split``: the first column at the right."""
    criteria = run.criteria
    middle: dict[str, Any] = {"align": "center", "valign": "vcenter", "bold": True}
    motto = {**middle, "font_size": 12, "underline": 1}
    above, _, below = heading(criteria.issuer).partition("\n")
    wide = sum(sheet.widths[:split])
    sheet.merged(1, split, last, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "plain", **middle)
    sheet.merged(2, split, last, "Độc lập - Tự do - Hạnh phúc", "plain", **motto)
    for row, name in enumerate((above, below), 1):
        sheet.merged(row, 0, split - 1, name, "plain", lines=lines_needed(name, wide, bold=True), **middle)
    place_and_day = f"{place(criteria.issuer)}, ngày …… tháng …… năm {criteria.year}"
    sheet.merged(3, split, last, place_and_day, "plain", italic=True, align="center")
    sheet.grow(4, 1, 8)
    sheet.merged(5, 0, last, title, "title", lines=2, align="center", font_size=14, font_color=BLACK)
    sheet.merged(6, 0, last, run.period_words.capitalize(), "section", align="center", font_color=BLACK)
    sheet.merged(7, 0, last, under, "subtitle", align="center", text_wrap=True, font_color=BLACK)


def signatures(
    sheet: ReportSheet, run: Consolidation, row: int, *, splits: tuple[int, int], last: int
) -> int:
    """Three blocks from ``row``, the second and third beginning at ``splits``; the row below them."""
    criteria = run.criteria
    sheet.keep(row - ABOVE, row + FOOT_ROWS)
    head = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH" if is_committee(criteria.issuer) else "THỦ TRƯỞNG CƠ QUAN"
    second, third = splits
    kind, _, rest = criteria.office.upper().partition(" ")
    office = f"TRƯỞNG PHÒNG\n{rest}" if kind == "PHÒNG" else f"THỦ TRƯỞNG\n{criteria.office.upper()}"
    signers = (
        (0, second - 1, "NGƯỜI LẬP BIỂU"),
        (second, third - 1, office),
        (third, last, head),
    )
    for first, end, title in signers:
        sheet.merged(row, first, end, title, "plain", bold=True, align="center", lines=2)
        sheet.merged(row + 1, first, end, "(Ký, ghi rõ họ tên)", "plain", italic=True, align="center")
    return row + FOOT_ROWS
