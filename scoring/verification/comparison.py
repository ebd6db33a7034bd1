"""The rows of a book against the register: as it is, and as it was when the book was exported."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from scoring.criteria.schema import Criterion
from scoring.findings import Finding, finding
from scoring.register import Action, Ledger, Verdict
from scoring.verification.checks import review
from scoring.verification.judgement import UNTOUCHED, Item, Judgement, Key
from scoring.verification.layout import PAGE_FORMAT
from scoring.verification.reader import BookReading, BookRow
from scoring.verification.worth import is_condition, words_of

Prints = Callable[[str, str], str]
"""Unit and criterion -> the fingerprint of the answer that counts today."""


@dataclass(frozen=True, slots=True)
class News:
    """A row that says something the register does not, and whether a later line has to be respected.

    ``item``: the answer that its points are for. ``revokes``: the line that a blank row, marked as looked
    at again, takes back. ``adopted``: the self score that a decision made final since, and that these points
    go before.
    """

    book: BookReading
    row: BookRow
    item: Item
    crossed: Judgement | None = None
    revokes: int = 0
    adopted: Judgement | None = None


class RowComparison:
    """Rows against the register as it is, and as it was when their book was exported."""

    def __init__(self, ledger: Ledger, prints: Prints, asked: Mapping[str, Criterion]) -> None:
        self._ledger, self._prints, self._asked = ledger, prints, asked
        self._now = ledger.verdicts()
        self._then: dict[int, dict[Key, Verdict]] = {}
        self._touched = {
            (record.draft.unit, record.draft.criterion): record.seq
            for record in ledger.records
            if record.draft.action is Action.VERIFIED
        }
        self.findings: list[Finding] = []

    def shown(self, book: BookReading, row: BookRow) -> Judgement:
        """What the row was exported with."""
        return _held(self._at(_seen(book)).get(row.item.key))

    def is_entry(self, book: BookReading, row: BookRow) -> bool:
        """True where somebody wrote in the row what neither the exported book nor the register says."""
        held = _held(self._now.get(row.item.key))
        if not row.readable:
            return False
        return row.reviewed or row.judgement not in (held, self.shown(book, row))

    def news(self, book: BookReading, row: BookRow) -> News | None:
        """What the row adds, None where it says what the register or the exported book says."""
        if not row.readable:
            return None
        said, key, seen = row.judgement, row.item.key, _seen(book)
        now, then = self._now.get(key), self._at(seen).get(key)
        held, shown = _held(now), _held(then)
        moved = held != shown or self._touched.get(key, 0) > seen
        if not said:
            return self._emptied(book, row, now) if now and not moved else None
        if said == held and now:
            return self._looked_again(book, row, now, prefilled=bool(then))
        adopted = self._adopted_since(book, row, now)
        if adopted and said.points == adopted.points:
            adopted = None
        if adopted and _is_page(book):
            return News(book, row, row.item, crossed=adopted)
        if not moved or (held and said != shown and said.completes(held)):
            return News(book, row, self._answer(book, row, then), adopted=adopted)
        return None if said == shown else News(book, row, row.item, crossed=held)

    def _adopted_since(self, book: BookReading, row: BookRow, now: Verdict | None) -> Judgement | None:
        """The self score that the office adopted since the page was opened or the book exported."""
        if now or row.item.own is None:
            return None
        lines = self._ledger.of(Action.ADOPTED, unit=row.item.unit)
        codes = {line.draft.criterion for line in lines if line.seq > _seen(book)}
        return replace(UNTOUCHED, points1=row.item.own) if codes & {"", row.item.criterion} else None

    def _emptied(self, book: BookReading, row: BookRow, verdict: Verdict) -> News | None:
        """A blank takes nothing back, unless it is the answer to "cần xem lại"."""
        if row.reviewed and self._is_replaced(verdict, row.item):
            return News(book, row, row.item, revokes=verdict.record.seq)
        criterion = self._asked[row.item.criterion]
        code = "V23" if is_condition(criterion) else "V17"
        self._tell(book, row, code, expected=words_of(criterion, _held(verdict).points))
        return None

    def _answer(self, book: BookReading, row: BookRow, then: Verdict | None) -> Item:
        """The answer that the row's points are for: other words beside the same points are no second look."""
        said, item = row.judgement, row.item
        same = then and _points(said) == _points(_held(then))
        if not (then and same) or row.reviewed or not self._is_replaced(then, item):
            return item
        self._look(book, row, then)
        return replace(item, answer=then.answer, own=then.own)

    def _at(self, seen: int) -> dict[Key, Verdict]:
        if seen not in self._then:
            self._then[seen] = self._ledger.up_to(seen).verdicts()
        return self._then[seen]

    def _looked_again(
        self, book: BookReading, row: BookRow, verdict: Verdict, *, prefilled: bool
    ) -> News | None:
        """The same points for another answer count once somebody has looked at that answer."""
        item = row.item
        if not self._is_replaced(verdict, item):
            return None
        if row.reviewed or not prefilled:
            return News(book, row, item)
        self._look(book, row, verdict)
        return None

    def _look(self, book: BookReading, row: BookRow, verdict: Verdict) -> None:
        found = review(self._asked[row.item.criterion], verdict.own, row.places["points1"])
        self.findings.append(found.at(file=book.file, unit=row.item.unit))

    def _is_replaced(self, verdict: Verdict, item: Item) -> bool:
        """True where the verdict is on another answer than the book showed, and today's is the book's."""
        by_unit = self._asked[item.criterion].by_unit
        return by_unit and verdict.answer != item.answer == self._prints(*item.key)

    def _tell(self, book: BookReading, row: BookRow, code: str, **slots: object) -> None:
        self.findings.append(at_points(book, row, code, **slots))


def at_points(book: BookReading, row: BookRow, code: str, **slots: object) -> Finding:
    """A finding at the points that the row is about."""
    key = f"points{row.judgement.round}"
    said = finding(code, row.places[key], criterion=row.item.criterion, **slots)
    return said.at(file=book.file, unit=row.item.unit)


def _is_page(book: BookReading) -> bool:
    return book.stamp is not None and book.stamp.format == PAGE_FORMAT


def _seen(book: BookReading) -> int:
    return int(book.stamp.seen) if book.stamp else 0


def _points(said: Judgement) -> tuple[Decimal | None, Decimal | None]:
    return said.points1, said.points2


def _held(verdict: Verdict | None) -> Judgement:
    return Judgement.of(verdict) if verdict else UNTOUCHED
