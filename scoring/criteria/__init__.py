"""Criteria sets and units: schema, loader, coherence, Excel lists."""
