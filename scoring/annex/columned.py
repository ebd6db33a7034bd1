"""What columns beside the name say: one for each level, one that nobody knows."""

import re
from collections.abc import Iterator

from scoring.annex.figures import NUMBER, worth_of
from scoring.annex.headings import Columns, Holds, levels_in
from scoring.annex.paper import PaperRow
from scoring.text import ascii_slug, clean, show_number

_HARMLESS_COLUMN = re.compile(
    r"(?:thoi (?:han|gian|diem)|ngay|han|dvt|don vi tinh|nguon|so lieu|can bo|nguoi|"
    r"co quan|ma|tan suat|ky|dieu|khoan|phu trach|theo doi|tham muu|don vi tham muu|bo phan)\b"
)
"""Columns that say nothing of points."""
_BOUNDED = re.compile(rf"(?P<points>{NUMBER})\s*\((?P<when>[^()]+)\)")
"""``10 (≥ 90%)`` in the column of a level."""
_IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*$")


def of_levels(row: PaperRow, columns: Columns) -> Iterator[str]:
    """A column for each level as clauses: ``Tốt: 6 điểm``, ``Đủ hồ sơ: 100% số điểm``."""
    if alone_in_levels(row, columns):
        return
    if _is_to_tick(row, columns):
        yield "Có/Không"
    for column in columns.of(Holds.LEVEL):
        told, name = clean(row.own(column)), columns.levels.get(column, "")
        share = _IN_BRACKETS.search(name)
        named = _IN_BRACKETS.sub("", name)
        if not any(map(str.isalnum, told)):  # "-": there is no such level
            continue
        bounded = _BOUNDED.fullmatch(told)
        if worth := worth_of(told):
            yield f"{named}: {show_number(worth.points)} điểm"
        elif bounded and (worth := worth_of(bounded["points"])):
            when = bounded["when"] if "%" in bounded["when"] else f"{named}, {bounded['when']}"
            yield f"{when}: {show_number(worth.points)} điểm"
        elif share and not says_points(told):
            yield f"{told}: {share[1]}"
        else:
            yield told


def _is_to_tick(row: PaperRow, columns: Columns) -> bool:
    """Points, and two free columns, Có and Không, to put a cross in."""
    levels = columns.of(Holds.LEVEL)
    names = {columns.levels.get(column, "").lower() for column in levels}
    free = names == {"có", "không"} and not any(row.own(column) for column in levels)
    return free and any(row.own(column) for column in columns.of(Holds.POINTS))


def of_slashes(row: PaperRow, columns: Columns) -> Iterator[str]:
    """``5/4/2/0`` under ``Điểm theo mức Tốt/Khá/Trung bình/Yếu``, a clause for each level that there is."""
    for column in columns.of(Holds.GRADE):
        told = clean(row.own(column))
        names = levels_in(columns.headings.get(column, ""))
        worths = [each.strip() for each in told.split("/")]
        if not names or not told:
            continue
        if len(worths) != len(names):
            yield told
            continue
        for name, each in zip(names, worths, strict=True):
            if any(map(str.isalnum, each)):
                worth = worth_of(each)
                yield f"{name}: {show_number(worth.points)} điểm" if worth else f"{name}: {each}"


def alone_in_levels(row: PaperRow, columns: Columns) -> str:
    """The points of a group where no other column has them: alone in the column of the best level."""
    filled = [text for column in columns.of(Holds.LEVEL) if (text := clean(row.own(column)))]
    return filled[0] if len(filled) == 1 and worth_of(filled[0]) and not columns.of(Holds.POINTS) else ""


def in_unknown(row: PaperRow, columns: Columns) -> Iterator[str]:
    """The doubt where a column of which nobody knows what it holds says something: a name, a weight."""
    for column in columns.of(Holds.OTHER):
        heading, told = clean(columns.headings.get(column, "")), clean(_down(row, column))
        known = _HARMLESS_COLUMN.match(ascii_slug(heading).replace("-", " "))
        if heading and not known and any(map(str.isalnum, told)):
            yield f"cột “{heading[:30]}” chưa hiểu, ghi “{told[:30]}”"


def _down(row: PaperRow, column: int) -> str:
    """The text of a cell, also where it is merged with the one above."""
    cell = row.cells[column] if column < len(row.cells) else None
    return cell.text if cell and cell.part_of != "left" else ""


def says_points(text: str) -> bool:
    """True for words that give points or a share."""
    return bool(re.search(rf"{NUMBER}\s*(?:điểm|đ\b|%)|:\s*{NUMBER}", text, re.IGNORECASE))
