"""How a verifier's word is written: points of a criterion, Có or Không of a condition."""

from decimal import Decimal

from scoring.criteria.schema import Criterion
from scoring.intake import normalise
from scoring.intake.layout import AskedCondition
from scoring.intake.normalise import Asking, Reading
from scoring.rules import NO, YES, EntryField
from scoring.text import show_number
from scoring.xlsx.grid import Value


def is_condition(criterion: Criterion) -> bool:
    """True where the row is about a condition: 1 stands for Có, 0 for Không."""
    return isinstance(criterion, AskedCondition)


def cell_of(criterion: Criterion, worth: Decimal | None) -> Decimal | str | None:
    """What a cell of the book holds."""
    if worth is None or not is_condition(criterion):
        return worth
    return YES if worth else NO


def shown(criterion: Criterion, worth: Decimal | None) -> str:
    """The same as text."""
    found = cell_of(criterion, worth)
    return found if isinstance(found, str) else show_number(found)


def words_of(criterion: Criterion, worth: Decimal | None) -> str:
    """The same in a sentence; without a word, that it is taken back."""
    if worth is None:
        return "việc hủy điểm"
    return f"“{shown(criterion, worth)}”" if is_condition(criterion) else f"{shown(criterion, worth)} điểm"


def reading(cell: Value | None, criterion: Criterion, asked: EntryField, asking: Asking) -> Reading[Decimal]:
    """The other way round: what a verifier typed."""
    if not is_condition(criterion):
        return normalise.number(cell, asked, asking)
    chosen = normalise.choice(cell, asked, asking)
    worth = None if chosen.value is None else Decimal(chosen.value == YES)
    return Reading(worth, chosen.findings, chosen.unreadable)
