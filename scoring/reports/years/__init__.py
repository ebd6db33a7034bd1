"""The same units over the years: tables, sentences, workbook, drawing and JSON of one truth."""
