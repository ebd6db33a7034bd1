"""The verification book: what each unit says of each criterion, and room for the verifiers' points."""

from datetime import datetime, time
from typing import BinaryIO

from xlsxwriter.workbook import Workbook

from scoring.sheets.form_sheet import Sheet
from scoring.sheets.form_styles import (
    FONT,
    SIZE,
    Styles,
    book_options,
)
from scoring.sheets.safe import safe
from scoring.verification.block_sheet import BlockSheet
from scoring.verification.contents import (
    BookPlan,
    books,
    has_verifier,
    parts,
)
from scoring.verification.cover import write_cover
from scoring.verification.layout import COVER, STAMP
from scoring.verification.stamp import stamp_rows

__all__ = ["BookPlan", "books", "has_verifier", "parts", "write_verification"]


def write_verification(target: BinaryIO, plan: BookPlan) -> None:
    """Write the book; the same run gives the same bytes, and every formula caches the engine's value."""
    run = plan.run
    with Workbook(target, book_options(FONT, SIZE)) as book:
        book.set_properties(
            {
                "title": safe(f"Sổ thẩm định công tác dân vận {run.period_words}"),
                "company": safe(run.criteria.issuer),
                "comments": run.criteria.banner,
                "created": datetime.combine(run.criteria.period.end, time()),
            }
        )
        book.set_size(24_000, 14_000)
        styles = Styles(book)
        cover = Sheet(book, styles, COVER, run.criteria.banner, landscape=False)
        blocks = [
            BlockSheet(
                Sheet(book, styles, plan.sheets[block.code], run.criteria.banner, landscape=True),
                plan,
                block,
                here,
            )
            for block, here in plan.by_block
        ]
        for each in blocks:
            each.write()
        write_cover(cover, plan, blocks)
        stamp = book.add_worksheet(STAMP)
        for row, (key, value) in enumerate(stamp_rows(plan.stamp)):
            stamp.write_string(row, 0, key)
            stamp.write_string(row, 1, value)
        stamp.protect()
        stamp.very_hidden()
