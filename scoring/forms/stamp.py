"""The very hidden sheet that says where a form comes from. The reader compares it and trusts nothing."""

from dataclasses import asdict

from scoring.criteria.units import Roster, Unit
from scoring.intake.layout import FORM_FORMAT, STAMP
from scoring.intake.model import Stamp
from scoring.sheets.book import Book


def write_stamp(book: Book, roster: Roster, unit: Unit, period: str) -> None:
    """Write the sheet: a key and a value in each row."""
    criteria, asked = roster.criteria, roster.form_hash(unit, period)
    stamp = Stamp(FORM_FORMAT, criteria.id, asked, str(criteria.year), period, unit.code)
    book.stamp(STAMP, asdict(stamp).items())
