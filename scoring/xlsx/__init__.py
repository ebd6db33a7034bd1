"""The guarded reader of .xlsx files: bytes to sheets of cells, or a refusal."""
