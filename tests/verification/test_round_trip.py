"""What is typed into a book is what the register then holds, whoever saved the file in between."""

from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook

from scoring.criteria.schema import Criterion
from scoring.intake.layout import verifiable
from scoring.verification.book import parts
from scoring.verification.judgement import Judgement, Key
from scoring.verification.layout import field_of
from scoring.verification.worth import cell_of
from tests.verification.books import (
    Cells,
    after,
    changed,
    codes,
    columns,
    exported,
    filled,
    fresh,
    received,
    run,
    taken,
)
from tools.libreoffice import LibreOffice

WORDS = (
    "Thiếu tài liệu kiểm chứng",
    "=1+1",
    "Số liệu “chưa khớp” – 12/KH-UBND",
    "http://x.vn",
    "Hoà/Hòa 4,5",
)
KEYS = ("points1", "reason1", "reply", "points2", "reason2")


def typed(seed: int) -> dict[Key, Judgement]:
    """What a verifier may say of every row that is verified; some stay blank."""
    random, said = Random(seed), {}
    for part in parts(run()):
        for line in part.lines:
            if line.item is None or random.random() < 0.2:
                continue
            limits = field_of(line.criterion, "points1", 2)
            steps = int((limits.high or Decimal(0)) / (limits.step or 1))

            if limits.choices:
                steps = 1

            def points(step: Decimal = limits.step or Decimal(1), most: int = steps) -> Decimal:
                return step * random.randint(0, most)

            first = line.item.own if line.item.own is not None and random.random() < 0.5 else points()
            row = Judgement(first, random.choice(WORDS[:1] + WORDS[2:]), random.choice(("", *WORDS[2:])))
            if random.random() < 0.3:
                row = Judgement(row.points1, row.reason1, row.reply, points(), random.choice(WORDS[2:]))
            said[line.item.key] = row
    return said


def cells(said: dict[Key, Judgement]) -> Cells:
    asked = verifiable(run().criteria)
    return {
        (unit, code, key): _typed(asked[code], getattr(row, key))
        for (unit, code), row in said.items()
        for key in KEYS
    }


def _typed(criterion: Criterion, value: Decimal | str | None) -> Decimal | str | None:
    return (value or None) if isinstance(value, str) else cell_of(criterion, value)


@pytest.mark.parametrize("seed", range(3))
def test_the_register_holds_what_was_typed_and_the_next_book_shows_it(seed: int, tmp_path: Path) -> None:
    said = typed(seed)
    book = filled(fresh(), cells(said))
    decided = taken(run(), tmp_path, book)
    assert codes(decided) == []
    later = after(run(), decided.drafts)
    assert {key: Judgement.of(verdict) for key, verdict in later.ledger.verdicts().items()} == said
    assert taken(later, tmp_path, book).drafts == ()
    [again] = received(later, tmp_path, exported(later))
    assert {row.item.key: row.judgement for row in again.rows if row.judgement} == said
    assert taken(later, tmp_path, exported(later)).drafts == ()


def shuffled(book: Workbook) -> None:
    """Rows in another order with a new one between, a column moved aside, sheets in another order."""
    for sheet in book.worksheets[1:-1]:
        head, column = columns(sheet)
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=head + 1)]
        Random(3).shuffle(rows)
        for number, values in enumerate(rows, head + 3):
            for index, value in enumerate(values, 1):
                sheet.cell(number, index).value = value
        for index, _ in enumerate(rows[0], 1):
            sheet.cell(head + 1, index).value = sheet.cell(head + 2, index).value = None
        for row in range(head, sheet.max_row + 1):
            sheet.cell(row, 30).value = sheet.cell(row, column["reason1"]).value
            sheet.cell(row, column["reason1"]).value = None
    book.move_sheet(book.worksheets[1], 1)


def test_rows_sorted_and_columns_moved_still_read(tmp_path: Path) -> None:
    book = filled(fresh(), cells(typed(5)))
    straight, moved = received(run(), tmp_path, book, changed(book, shuffled))
    assert moved.findings == straight.findings == ()
    assert {r.item.key: r.judgement for r in moved.rows} == {r.item.key: r.judgement for r in straight.rows}


def by_points(book: Workbook) -> None:
    """All rows of a sheet in the order of their points, as a program sorts them once it may."""
    for sheet in book.worksheets[1:-1]:
        head, column = columns(sheet)
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        at = column["points1"] - 1
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=head + 1)]
        rows.sort(key=lambda row: (isinstance(row[at], int | float), str(row[at])), reverse=True)
        for number, values in enumerate(rows, head + 1):
            for index, value in enumerate(values, 1):
                sheet.cell(number, index).value = value


def test_rows_sorted_by_points_go_to_their_unit_and_criterion(tmp_path: Path) -> None:
    said = typed(7)
    book = filled(fresh(), cells(said))
    sorted_ = changed(book, by_points)
    assert sorted_ != book
    decided = taken(run(), tmp_path, sorted_)
    assert codes(decided) == []
    held = after(run(), decided.drafts).ledger.verdicts()
    assert {key: Judgement.of(verdict) for key, verdict in held.items()} == said


def test_saved_by_libreoffice_it_reads_the_same(tmp_path: Path, libreoffice: LibreOffice) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(filled(fresh(), cells(typed(6))))
    [saved] = libreoffice.recalculated([path], tmp_path / "saved")
    before, again = received(run(), tmp_path, path.read_bytes(), saved.read_bytes())
    assert again.findings == ()
    assert again.stamp == before.stamp
    assert {r.item.key: r.judgement for r in again.rows} == {r.item.key: r.judgement for r in before.rows}
