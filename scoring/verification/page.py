"""What verifiers type on the page, as the book that it might have been: one set of rules for both."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.criteria.units import Roster
from scoring.findings import Finding, Place
from scoring.intake import normalise
from scoring.intake.layout import verifiable
from scoring.intake.normalise import Asking
from scoring.verification.judgement import UNTOUCHED, Item, Judgement
from scoring.verification.layout import PAGE_FORMAT, POINTS, TITLE, Round, field_of
from scoring.verification.reader import BookReading, BookRow
from scoring.verification.stamp import BookStamp
from scoring.verification.worth import reading

NAME = "trang thẩm định"
"""What stands for the name of the file in findings."""
_PLACES = dict.fromkeys(TITLE, Place())


@dataclass(frozen=True, slots=True)
class TypedRow:
    """The entries of one row as text; ``item`` is what the page showed of it.

    ``reviewed``: ticked as looked at again after the unit's answer changed.
    """

    item: Item
    points1: str = ""
    reason1: str = ""
    reply: str = ""
    points2: str = ""
    reason2: str = ""
    reviewed: bool = False


def page_book(
    rows: Iterable[TypedRow], roster: Roster, *, set_hash: str, period: str, seen: int, verifier: str = ""
) -> BookReading:
    """The rows of a page as a book; ``seen`` is the last line of the register that the page knew.

    ``verifier``: the code of the verifier who typed, nothing for the whole team. The readings of points and
    their findings are those of a book's cells that hold text.
    """
    criteria = roster.criteria
    stamp = BookStamp(PAGE_FORMAT, criteria.id, set_hash, str(criteria.year), period, verifier, str(seen))
    read, findings = list[BookRow](), list[Finding]()
    for row in rows:
        said, found = _judgement(row, roster)
        findings += (each.at(file=NAME, unit=row.item.unit) for each in found)
        read.append(BookRow(row.item, said or UNTOUCHED, row.reviewed, _PLACES, readable=said is not None))
    return BookReading(NAME, "", stamp, tuple(read), tuple(findings))


def _judgement(row: TypedRow, roster: Roster) -> tuple[Judgement | None, Sequence[Finding]]:
    """What the row says, None where its points cannot be read, and what is wrong with it."""
    criterion, decimals = verifiable(roster.criteria)[row.item.criterion], roster.criteria.rounding.points
    found, broken = list[Finding](), False

    def points(turn: Round, typed: str) -> Decimal | None:
        nonlocal broken
        key = POINTS[turn]
        asking, asked = Asking(Place(), TITLE[key], row.item.criterion), field_of(criterion, key, decimals)
        said = reading(typed, criterion, asked, asking)
        broken = broken or said.unreadable
        found.extend(each for each in said.findings if each.is_error)  # that it is text says nothing here
        return said.value

    first, second = points(1, row.points1), points(2, row.points2)
    reasons = (normalise.text_in(each) for each in (row.reason1, row.reply, row.reason2))
    why1, reply, why2 = reasons
    return (None if broken else Judgement(first, why1, reply, second, why2)), found
