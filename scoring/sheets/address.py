"""Addresses as formulas write them. Rows and columns count from 0."""

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell


def quoted(sheet: str) -> str:
    """A sheet's name as a formula writes it."""
    return "'" + sheet.replace("'", "''") + "'"


def letters(column: int) -> str:
    """``E``: a column by its letters."""
    return str(xl_col_to_name(column))


def cell(row: int, column: int) -> str:
    """``E12``."""
    return str(xl_rowcol_to_cell(row, column))


def fixed(row: int, column: int) -> str:
    """``$E$12``: stays the same cell when rows are sorted."""
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))


def span(first_row: int, last_row: int, column: int) -> str:
    """``$E$12:$E$20``."""
    return f"{fixed(first_row, column)}:{fixed(last_row, column)}"
