"""What verifiers type on the page, as the book that it might have been: one set of rules for both."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scoring.criteria.units import Roster
from scoring.findings import Finding, Place, finding
from scoring.intake import normalise
from scoring.intake.layout import verifiable
from scoring.intake.normalise import Asking
from scoring.text import CELL_LIMIT, width
from scoring.verification.judgement import UNTOUCHED, Item, Judgement
from scoring.verification.layout import PAGE_FORMAT, POINTS, TITLE, Round, field_of
from scoring.verification.reader import BookReading, BookRow
from scoring.verification.stamp import BookStamp
from scoring.verification.worth import reading

NAME = "trang thẩm định"
"""What stands for the name of the file in findings."""
_TICK = "“Đã xem lại, giữ điểm”"
_REMEDIES = {
    "V09": "Ghi lý do ngay cạnh điểm rồi bấm Lưu.",
    "V21": "Ghi lý do ngay cạnh ý kiến rồi bấm Lưu.",
    "V22": f"Đối chiếu lời khai mới: giữ ý kiến thì đánh dấu {_TICK}, không thì chọn lại.",
    "V14": "Người được phân công đăng nhập để ghi; phân công ở trang Bộ tiêu chí, phần Thẩm định.",
    "V16": f"Mở lại trang, đối chiếu câu trả lời mới: giữ điểm thì đánh dấu {_TICK}, không thì ghi điểm mới.",
    "V18": f"Đối chiếu câu trả lời mới: giữ điểm thì đánh dấu {_TICK}, không thì ghi điểm mới; bỏ điểm thì "
    "xóa ô điểm và đánh dấu.",
}
_SINCE = ("sau khi xuất sổ", "trong lúc trang này mở")
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


def on_page(found: Finding) -> Finding:
    """The same finding for whoever works on the page: no book, no column and no command is spoken of."""
    remedy = _REMEDIES.get(found.code, found.remedy)
    return replace(found, message=found.message.replace(*_SINCE), remedy=remedy)


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
    texts = {"reason1": row.reason1, "reply": row.reply, "reason2": row.reason2}
    why1, reply, why2 = (normalise.text_in(each) for each in texts.values())
    for key, text in texts.items():
        if width(text) > CELL_LIMIT:
            broken = True
            found.append(
                finding(
                    "V31",
                    criterion=row.item.criterion,
                    label=TITLE[key],
                    found=width(text),
                    expected=CELL_LIMIT,
                )
            )
    return (None if broken else Judgement(first, why1, reply, second, why2)), found
