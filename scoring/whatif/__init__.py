"""The year's own answers under other cut-offs, weights and cases. Pure: it decides and writes nothing."""
