"""The verification book: what each unit says of each criterion, and room for the verifiers' points."""

from typing import BinaryIO

from scoring.sheets.book import WINDOW
from scoring.sheets.form import FormBook
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
    book = FormBook(
        target,
        title=f"Sổ thẩm định {run.criteria.subject} {run.period_words}",
        day=run.criteria.period.end,
        company=run.criteria.issuer,
        banner=run.criteria.banner,
    )
    with book:
        book.file.set_size(*WINDOW)
        cover = book.sheet(COVER, landscape=False)
        blocks = [
            BlockSheet(book.sheet(plan.sheets[block.code], landscape=True), plan, block, here)
            for block, here in plan.by_block
        ]
        for each in blocks:
            each.write()
        write_cover(cover, plan, blocks)
        book.stamp(STAMP, stamp_rows(plan.stamp))
