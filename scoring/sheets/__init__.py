"""The one face to xlsxwriter: book, sheet, styles, row heights, safe text."""
