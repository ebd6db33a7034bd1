"""A whole criteria set as one Excel workbook, for an office that prefers a table, and back."""

from scoring.criteria.excel.reader import read_set_book

__all__ = ["read_set_book"]
