"""What was tried: tables, sentences, workbook and JSON of one truth."""
