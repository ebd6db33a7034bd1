"""Forms: layout, writer, guarded opening, reader, checks."""
