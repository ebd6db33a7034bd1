"""Words for a refused number: what its cell shows, what it holds, what was probably meant."""

from decimal import Decimal

from scoring.intake.shown import Shown
from scoring.rules import EntryField, valid
from scoring.text import show_exactly, show_grouped, show_number

UNSEEN = {"proposal": ""}
"""The slot where nothing is known of the cell."""

_CLOSE = Decimal("0.001")


def seen(field: EntryField, value: Decimal, shown: Shown | None = None) -> dict[str, str]:
    """The slots of N04 and N05."""
    held = show_grouped(value)
    words = f"ô hiện “{shown.words}”, giữ số {held}" if shown else f"ô đang ghi {held}"
    meant = _meant(field, value, shown)
    likely = f", có lẽ là {show_number(meant)}" if meant else ""
    return {"found": show_exactly(value), "proposal": f"{likely} ({words})"}


def _meant(field: EntryField, value: Decimal, shown: Shown | None) -> Decimal | None:
    """The number that is seen, or the next one on the step, where it is hardly another."""
    candidates = [shown.number] if shown else []
    if field.step and abs(value) < 10**9:
        near = (value / field.step).quantize(Decimal(1)) * field.step
        candidates += [near] if abs(near - value) <= _CLOSE else []
    return next((each for each in candidates if valid(field, each)), None)
