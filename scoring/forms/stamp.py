"""The very hidden sheet that says where a form comes from. The reader compares it and trusts nothing."""

from dataclasses import asdict

from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Unit
from scoring.intake.layout import FORM_FORMAT, STAMP
from scoring.intake.model import Stamp
from scoring.sheets.book import Book


def write_stamp(book: Book, criteria: CriteriaSet, unit: Unit, set_hash: str, period: str) -> None:
    """Write the sheet: a key and a value in each row."""
    stamp = Stamp(FORM_FORMAT, criteria.id, set_hash, str(criteria.year), period, unit.code)
    book.stamp(STAMP, asdict(stamp).items())
