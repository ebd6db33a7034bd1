"""The very hidden sheet that says where a form comes from. The reader compares it and trusts nothing."""

from dataclasses import asdict

from xlsxwriter.workbook import Workbook

from scoring.criteria.units import Roster, Unit
from scoring.intake.layout import FORM_FORMAT, STAMP
from scoring.intake.model import Stamp


def write_stamp(book: Workbook, roster: Roster, unit: Unit, period: str) -> None:
    """Write the sheet: a key and a value in each row."""
    criteria, asked = roster.criteria, roster.form_hash(unit, period)
    sheet = book.add_worksheet(STAMP)
    stamp = Stamp(FORM_FORMAT, criteria.id, asked, str(criteria.year), period, unit.code)
    for row, (key, value) in enumerate(asdict(stamp).items()):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    sheet.protect()
    sheet.very_hidden()
