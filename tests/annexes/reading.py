"""Reads a drawn annex the way an office does, and takes the answer apart: the set, and the list of rows."""

from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from scoring.errors import SetError
from scoring.intake.criteria_book import open_set_and_doubts
from scoring.pipeline.from_table import criteria_from_table
from tests.annexes.drawing import draw_excel, draw_word
from tests.annexes.scored import Listed, Score, scored
from tests.annexes.told import Annex

LOOK = "Cần xem"
TITLES = ("Nguồn", "Nội dung đọc được", "Đã hiểu là", "Mức chắc", "Vì sao")
TODAY = date(2026, 11, 29)


def drawn(annex: Annex, folder: Path) -> tuple[Path, ...]:
    """The annex as Word and as Excel, or as the one of them that exists."""
    drawings = {"word": (draw_word, ".docx"), "excel": (draw_excel, ".xlsx")}
    only = annex.said.get("only")
    return tuple(
        draw(annex, folder / f"{annex.name}{ending}")
        for kind, (draw, ending) in drawings.items()
        if only in (None, kind)
    )


def tried(annex: Annex, file: Path) -> Score:
    """What comes out of the file, scored. A workbook that does not hold a set costs every row."""
    try:
        taken = criteria_from_table(file.parent, file, TODAY, file.with_suffix(f"{file.suffix}.bo.xlsx"))
        roster = open_set_and_doubts(taken.written)[0]
    except SetError as broken:
        score = Score(file.name, rows=len(annex.rows))
        score.lost += [f"không thành bộ tiêu chí: {says}" for says in broken.messages[:3]]
        return score
    except Exception as error:  # a fault of the program: told, so that the others are scored all the same
        return Score(file.name, rows=len(annex.rows), lost=[f"lỗi của chương trình: {error!r:.200}"])
    return scored(annex, file.name, roster, listed(taken.written))


def listed(book: Path) -> list[Listed]:
    """The lines of the sheet Cần xem."""
    sheet = load_workbook(book, read_only=True)[LOOK]  # else all eighteen would be drawn up
    rows = [[str(value or "") for value in row] for row in sheet.values]
    at = next(n for n, row in enumerate(rows) if row[0] == TITLES[0])
    columns = [rows[at].index(title) for title in TITLES]
    return [Listed(*(row[column] for column in columns)) for row in rows[at + 1 :] if any(row)]
