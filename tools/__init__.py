"""Makes what is shipped but not written by hand: ``python -m tools`` (or ``make assets``)."""
