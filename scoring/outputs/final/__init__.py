"""What the year ends with: the frozen results, the ranking workbook ready to sign, year on year."""
