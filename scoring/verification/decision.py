"""What verification books add to the register: decided from the books and the register alone.

Imported only where books are read: it brings the criteria set's schema with it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scoring.criteria.units import Roster, Unit
from scoring.findings import Finding, finding
from scoring.intake.layout import verifiable
from scoring.intake.normalise import show
from scoring.register import Draft, Ledger
from scoring.register.actions import Revoked
from scoring.verification.checks import Judged, check
from scoring.verification.comparison import News, Prints, RowComparison, at_points
from scoring.verification.judgement import Key
from scoring.verification.layout import PAGE_FORMAT
from scoring.verification.reader import BookReading, may_verify, others_verify, verifier_code
from scoring.verification.stamp import BookStamp
from scoring.verification.worth import is_condition, words_of


@dataclass(frozen=True, slots=True)
class Decided:
    """The books with all their findings, and what is to be recorded: nothing where one has an error."""

    books: tuple[BookReading, ...]
    drafts: tuple[Draft, ...]

    @property
    def errors(self) -> int:
        """How many findings keep the books from being taken."""
        return sum(book.errors for book in self.books)


def decide(
    books: Sequence[BookReading], roster: Roster, period: str, ledger: Ledger, prints: Prints
) -> Decided:
    """Compare every row with the register.

    A book may change only what it has seen: where points came in after it was exported it may complete
    them (a second round), and to contradict them takes a new book (V13). A row as it was exported says
    nothing; a blank takes nothing back (V17).
    """
    asked = verifiable(roster.criteria)
    comparison, told = RowComparison(ledger, prints, asked), list[Finding]()
    news: dict[Key, list[News]] = {}
    for book in books:
        told += _wrong(book, roster, comparison)
        for row in book.rows:
            if adds := comparison.news(book, row):
                news.setdefault(row.item.key, []).append(adds)
    told += comparison.findings
    taken = []
    for found in news.values():
        told += _disagreements(found, roster)
        told += _crossed(found, roster)
        best = next((n for n in found if n.item.answer == prints(*n.item.key)), found[0])
        told += _remarks(best, roster, ledger, prints)
        taken.append(best)
    told += _rivals(taken, roster, ledger)
    whole = tuple(_with(book, told) for book in books)
    if any(book.errors for book in whole):
        return Decided(whole, ())
    return Decided(whole, tuple(_draft(each, roster, period) for each in taken))


def _with(book: BookReading, told: Sequence[Finding]) -> BookReading:
    return replace(book, findings=(*book.findings, *(each for each in told if each.file == book.file)))


def _wrong(book: BookReading, roster: Roster, comparison: RowComparison) -> Iterator[Finding]:
    """What is wrong with the rows in which somebody wrote; what a row was exported with is no entry."""
    asked, refused = verifiable(roster.criteria), set[str]()
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
        judged = Judged(asked[item.criterion], item, roster.criteria.rounding.points)
        shown = comparison.shown(book, row)
        for found in check(judged, said, row.places, shown=shown, reviewed=row.reviewed):
            yield found.at(file=book.file, unit=item.unit)
        if said and unit.code not in refused and (who := _stranger(book, roster, unit)):
            refused.add(unit.code)
            whom, does = others_verify(who, roster, unit)
            yield at_points(book, row, "V14", verifier=who, whom=whom, does=does)


def _stranger(book: BookReading, roster: Roster, unit: Unit) -> str:
    """Whose book it is, where they may not verify the unit; nothing where they may."""
    if not (book.stamp and roster.criteria.verifiers) or may_verify(book.stamp, roster, unit):
        return ""
    return _verifier(roster, book.stamp)


def _verifier(roster: Roster, stamp: BookStamp) -> str:
    names = {each.code: each.name for each in roster.criteria.verifiers}
    return names.get(stamp.verifier, show(stamp.verifier) or "Tổ thẩm định")


def _disagreements(found: Sequence[News], roster: Roster) -> Iterator[Finding]:
    """V12 in both books, each naming the other's cell."""
    asked = verifiable(roster.criteria)
    for one in found:
        criterion = asked[one.row.item.criterion]
        other = next((each for each in found if each.row.judgement != one.row.judgement), None)
        if other:
            key = f"points{other.row.judgement.round}"
            yield at_points(
                one.book,
                one.row,
                "V12",
                unit_name=_name(roster, one.row.item.unit),
                found=words_of(criterion, one.row.judgement.points),
                expected=words_of(criterion, other.row.judgement.points),
                other=f"{other.book.file}, {other.row.places[key]}",
            )


def _crossed(found: Sequence[News], roster: Roster) -> Iterator[Finding]:
    """V13, on the page V30: since this book was exported, another one's points were recorded."""
    asked = verifiable(roster.criteria)
    for each in found:
        if each.crossed is not None:
            criterion = asked[each.row.item.criterion]
            on_page = each.book.stamp is not None and each.book.stamp.format == PAGE_FORMAT
            said, held = (words_of(criterion, one.points) for one in (each.row.judgement, each.crossed))
            yield at_points(each.book, each.row, "V30" if on_page else "V13", found=said, expected=held)


def _remarks(news: News, roster: Roster, ledger: Ledger, prints: Prints) -> Iterator[Finding]:
    """V26, V19, V16: what is recorded of the row goes before a decision, does not count, or not yet."""
    item, unit = news.row.item, roster.unit(news.row.item.unit)
    if unit is None:
        return
    if news.adopted is not None:
        criterion = verifiable(roster.criteria)[item.criterion]
        said, held = (words_of(criterion, one.points) for one in (news.row.judgement, news.adopted))
        yield at_points(news.book, news.row, "V26", unit_name=unit.name, found=said, expected=held)
    asked = {each.code for each in roster.asked(unit)} | {each.code for each in roster.conditions(unit)}
    if item.key in ledger.ruled:
        why = "đã có quyết định về điều kiện này"
        yield at_points(news.book, news.row, "V19", unit_name=unit.name, found=why)
    elif roster.exemption(unit, item.criterion):
        yield at_points(news.book, news.row, "V19", unit_name=unit.name, found="được miễn tiêu chí này")
    elif item.criterion not in asked:
        yield at_points(news.book, news.row, "V19", unit_name=unit.name, found="không còn tiêu chí này")
    elif verifiable(roster.criteria)[item.criterion].by_unit and item.answer != prints(*item.key):
        yield at_points(news.book, news.row, "V16", unit_name=unit.name)


def _rivals(taken: Sequence[News], roster: Roster, ledger: Ledger) -> Iterator[Finding]:
    """V25: points for several criteria of which one counts; with them those that were recorded before."""
    worth: dict[Key, Decimal | None] = {key: verdict.points for key, verdict in ledger.verdicts().items()}
    worth |= {each.item.key: each.row.judgement.points for each in taken}
    for each in taken:
        unit = each.item.unit
        rivals = roster.criteria.rivals.get(each.item.criterion, ())
        given = [code for code in rivals if worth.get((unit, code))]
        if len(given) > 1 and each.item.criterion in given:
            words = {"found": ", ".join(given), "expected": ", ".join(rivals)}
            yield at_points(each.book, each.row, "V25", unit_name=_name(roster, unit), **words)


def _name(roster: Roster, code: str) -> str:
    unit = roster.unit(code)
    return unit.name if unit else code


def _draft(news: News, roster: Roster, period: str) -> Draft:
    item, said, stamp = news.item, news.row.judgement, news.book.stamp
    unit = roster.unit(item.unit)
    if stamp is None or unit is None:
        raise ValueError(f"{item.key}: a row without a book or a unit")
    if news.revokes:
        why = "Sổ thẩm định để trống điểm, đã xem lại câu trả lời mới của đơn vị"
        revoked = Revoked(news.revokes)
        return revoked.draft(roster.criteria.year, period, item.unit, item.criterion, reason=why)
    condition = is_condition(verifiable(roster.criteria)[item.criterion])
    verified = said.verified(item, verifier_code(stamp, roster, unit), news.book.sha256, condition=condition)
    return verified.draft(roster.criteria.year, period, item.unit, item.criterion, reason=said.reason)
