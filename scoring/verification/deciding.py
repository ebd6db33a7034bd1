"""What verification books add to the register: decided from the books and the register alone.

Imported only where books are read: it brings the criteria set's schema with it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scoring.criteria.schema import Criterion
from scoring.criteria.units import Roster, Unit
from scoring.findings import Finding, finding
from scoring.intake.normalise import show
from scoring.register import Action, Draft, Ledger, Revoked, Verdict
from scoring.text import show_number
from scoring.verification.checks import Judged, check, review
from scoring.verification.model import (
    UNTOUCHED,
    BookReading,
    BookRow,
    BookStamp,
    Item,
    Judgement,
    Key,
)
from scoring.verification.reader import may_verify, verifier_code

Prints = Callable[[str, str], str]
"""Unit and criterion -> the fingerprint of the answer that counts today."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The books with all their findings, and what is to be recorded: nothing where one has an error."""

    books: tuple[BookReading, ...]
    drafts: tuple[Draft, ...]

    @property
    def errors(self) -> int:
        """How many findings keep the books from being taken."""
        return sum(book.errors for book in self.books)


@dataclass(frozen=True, slots=True)
class _News:
    """A row that says something the register does not, and whether a later line has to be respected.

    ``item``: the answer that its points are for. ``revokes``: the line that a blank row, marked as looked
    at again, takes back.
    """

    book: BookReading
    row: BookRow
    item: Item
    crossed: Judgement | None = None
    revokes: int = 0


def decide(
    books: Sequence[BookReading], roster: Roster, period: str, ledger: Ledger, prints: Prints
) -> Decided:
    """Compare every row with the register.

    A book may change only what it has seen: where points came in after it was exported it may complete
    them (a second round), and to contradict them takes a new book (V13). A row as it was exported says
    nothing; a blank takes nothing back (V17).
    """
    comparison, told = _Comparison(ledger, prints, roster.criteria.criteria), list[Finding]()
    news: dict[Key, list[_News]] = {}
    for book in books:
        told += _wrong(book, roster, comparison)
        for row in book.rows:
            if adds := comparison.news(book, row):
                news.setdefault(row.item.key, []).append(adds)
    told += comparison.findings
    taken = []
    for found in news.values():
        told += _disagreements(found, roster)
        told += _crossed(found)
        best = next((n for n in found if n.item.answer == prints(*n.item.key)), found[0])
        told += _remarks(best, roster, prints)
        taken.append(best)
    whole = tuple(_with(book, told) for book in books)
    if any(book.errors for book in whole):
        return Decided(whole, ())
    return Decided(whole, tuple(_draft(each, roster, period) for each in taken))


def _with(book: BookReading, told: Sequence[Finding]) -> BookReading:
    return replace(book, findings=(*book.findings, *(each for each in told if each.file == book.file)))


class _Comparison:
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

    def news(self, book: BookReading, row: BookRow) -> _News | None:
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
        if not moved or (held and said != shown and said.completes(held)):
            return _News(book, row, self._answer(book, row, then))
        return None if said == shown else _News(book, row, row.item, crossed=held)

    def _emptied(self, book: BookReading, row: BookRow, verdict: Verdict) -> _News | None:
        """A blank takes nothing back, unless it is the answer to "cần xem lại"."""
        if row.reviewed and self._is_replaced(verdict, row.item):
            return _News(book, row, row.item, revokes=verdict.record.seq)
        self._tell(book, row, "V17", expected=_words(_held(verdict)))
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
    ) -> _News | None:
        """The same points for another answer count once somebody has looked at that answer."""
        item = row.item
        if not self._is_replaced(verdict, item):
            return None
        if row.reviewed or not prefilled:
            return _News(book, row, item)
        self._look(book, row, verdict)
        return None

    def _look(self, book: BookReading, row: BookRow, verdict: Verdict) -> None:
        found = review(row.item, verdict.own, row.places["points1"])
        self.findings.append(found.at(file=book.file, unit=row.item.unit))

    def _is_replaced(self, verdict: Verdict, item: Item) -> bool:
        """True where the verdict is on another answer than the book showed, and today's is the book's."""
        by_unit = self._asked[item.criterion].by_unit
        return by_unit and verdict.answer != item.answer == self._prints(*item.key)

    def _tell(self, book: BookReading, row: BookRow, code: str, **slots: object) -> None:
        self.findings.append(_finding(book, row, code, **slots))


def _wrong(book: BookReading, roster: Roster, comparison: _Comparison) -> Iterator[Finding]:
    """What is wrong with the rows in which somebody wrote; what a row was exported with is no entry."""
    criteria, refused = roster.criteria, set[str]()
    for row in book.rows:
        item, said = row.item, row.judgement
        if not comparison.is_entry(book, row):
            continue
        unit = roster.unit(item.unit)
        if unit is None:
            said_of = f"{item.unit} {item.criterion}"
            gone = finding("V08", row.places["unit"], criterion=item.criterion, found=said_of)
            yield gone.at(file=book.file, unit=item.unit)
            continue
        judged = Judged(criteria.criteria[item.criterion], item, criteria.rounding.points)
        shown = comparison.shown(book, row)
        for found in check(judged, said, row.places, shown=shown, reviewed=row.reviewed):
            yield found.at(file=book.file, unit=item.unit)
        if said and unit.code not in refused and (who := _stranger(book, roster, unit)):
            refused.add(unit.code)
            yield _finding(book, row, "V14", verifier=who, unit_name=unit.name)


def _stranger(book: BookReading, roster: Roster, unit: Unit) -> str:
    """Whose book it is, where they may not verify the unit; nothing where they may."""
    if not (book.stamp and roster.criteria.verifiers) or may_verify(book.stamp, roster, unit):
        return ""
    return _verifier(roster, book.stamp)


def _verifier(roster: Roster, stamp: BookStamp) -> str:
    names = {each.code: each.name for each in roster.criteria.verifiers}
    return names.get(stamp.verifier, show(stamp.verifier) or "Tổ thẩm định")


def _finding(book: BookReading, row: BookRow, code: str, **slots: object) -> Finding:
    key = f"points{row.judgement.round}"
    told = finding(code, row.places[key], criterion=row.item.criterion, **slots)
    return told.at(file=book.file, unit=row.item.unit)


def _seen(book: BookReading) -> int:
    return int(book.stamp.seen) if book.stamp else 0


def _points(said: Judgement) -> tuple[Decimal | None, Decimal | None]:
    return said.points1, said.points2


def _held(verdict: Verdict | None) -> Judgement:
    return Judgement.of(verdict) if verdict else UNTOUCHED


def _words(said: Judgement) -> str:
    points = show_number(said.points)
    return f"{points} điểm" if points else "việc hủy điểm"


def _disagreements(found: Sequence[_News], roster: Roster) -> Iterator[Finding]:
    """V12 in both books, each naming the other's cell."""
    for one in found:
        other = next((each for each in found if each.row.judgement != one.row.judgement), None)
        if other:
            key = f"points{other.row.judgement.round}"
            yield _finding(
                one.book,
                one.row,
                "V12",
                unit_name=_name(roster, one.row.item.unit),
                found=_words(one.row.judgement),
                expected=_words(other.row.judgement),
                other=f"{other.book.file}, {other.row.places[key]}",
            )


def _crossed(found: Sequence[_News]) -> Iterator[Finding]:
    """V13: since this book was exported, another one's points were recorded."""
    for each in found:
        if each.crossed is not None:
            said, held = _words(each.row.judgement), _words(each.crossed)
            yield _finding(each.book, each.row, "V13", found=said, expected=held)


def _remarks(news: _News, roster: Roster, prints: Prints) -> Iterator[Finding]:
    """V19, V16: what is recorded of the row and does not count, or not yet."""
    item, unit = news.row.item, roster.unit(news.row.item.unit)
    if unit is None:
        return
    if roster.exemption(unit, item.criterion):
        yield _finding(news.book, news.row, "V19", unit_name=unit.name, found="được miễn tiêu chí này")
    elif item.criterion not in {each.code for each in roster.asked(unit)}:
        yield _finding(news.book, news.row, "V19", unit_name=unit.name, found="không còn tiêu chí này")
    elif roster.criteria.criteria[item.criterion].by_unit and item.answer != prints(*item.key):
        yield _finding(news.book, news.row, "V16", unit_name=unit.name)


def _name(roster: Roster, code: str) -> str:
    unit = roster.unit(code)
    return unit.name if unit else code


def _draft(news: _News, roster: Roster, period: str) -> Draft:
    item, said, stamp = news.item, news.row.judgement, news.book.stamp
    unit = roster.unit(item.unit)
    if stamp is None or unit is None:
        raise ValueError(f"{item.key}: a row without a book or a unit")
    if news.revokes:
        why = "Sổ thẩm định để trống điểm, đã xem lại câu trả lời mới của đơn vị"
        revoked = Revoked(news.revokes)
        return revoked.draft(roster.criteria.year, period, item.unit, item.criterion, reason=why)
    verified = said.verified(item, verifier_code(stamp, roster, unit), news.book.sha256)
    return verified.draft(roster.criteria.year, period, item.unit, item.criterion, reason=said.reason)
