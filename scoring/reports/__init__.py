"""What the tool writes for the office: the consolidated workbook and its JSON twin."""
