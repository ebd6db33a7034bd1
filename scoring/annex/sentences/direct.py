"""What no sentence explains: points typed from 0 to the maximum, with the text as the guide."""

from decimal import Decimal

from scoring.annex.sentences.reading import Scoring, plain
from scoring.text import show_number

_STEPS = tuple(map(Decimal, ("0.25", "0.5", "0.1", "0.05", "0.01", "0.001", "0.0001", "0.00001", "0.000001")))


def label(top: Decimal) -> str:
    """``Tự ghi điểm 0…5``."""
    return f"Tự ghi điểm 0…{show_number(top)}"


def direct(top: Decimal, doubts: tuple[str, ...] = ()) -> Scoring:
    """Points from 0 to ``top`` on the widest usual step that divides it."""
    step = next(step for step in _STEPS if top % step == 0)
    return Scoring(label(top), {"kind": "direct", "step": plain(step)}, top, doubts)
