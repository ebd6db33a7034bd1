"""A whole criteria set as one Excel workbook, for an office that prefers a table, and back."""

from scoring.criteria.excel.cells import Book, Raw, Unusable
from scoring.criteria.excel.reader import read_set_book

__all__ = ["Book", "Raw", "Unusable", "read_set_book"]
