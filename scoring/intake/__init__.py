"""From an opened workbook to a checked submission: locate, bind, normalise, check."""
