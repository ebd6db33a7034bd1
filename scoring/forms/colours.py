"""The colours of what a form says of itself: red to mend, amber to look at, green well."""

from scoring.intake.layout import CLEAN, READY, WARNING
from scoring.rules.base import excel_text
from scoring.sheets.form import FormSheet


def colour_checks(sheet: FormSheet, span: str) -> None:
    """Colour a column of checks."""
    first, style = span.partition(":")[0], sheet.style
    sheet.colour(
        span,
        (f"{first}={excel_text(CLEAN)}", style.clean()),
        (f"LEFT({first},{len(WARNING)})={excel_text(WARNING)}", style.warning()),
        (f"LEN({first})>0", style.problem()),
    )


def colour_state(sheet: FormSheet, cell: str) -> None:
    """Colour the state of the form: green where it may be sent, red otherwise."""
    style = sheet.style
    sheet.colour(cell, (f"{cell}={excel_text(READY)}", style.clean()), (f"LEN({cell})>0", style.problem()))
