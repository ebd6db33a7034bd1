"""What a cell means for the field it answers. Pure: a value goes in, a reading comes out.

A meaning is taken only where it is certain. What people type although it is not a number is accepted with a
word of warning (N03); what could be read in two ways, or in none, is a finding that proposes what to type.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from functools import lru_cache, wraps
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar

from scoring.findings import Finding, Place, finding
from scoring.intake import layout
from scoring.intake.checks.out_of_range import WITHIN_REASON
from scoring.intake.origin import Origin
from scoring.intake.shown import Shown
from scoring.rules import NO, YES, EntryField, valid
from scoring.rules.values import LARGEST
from scoring.text import ascii_slug, clean, fold, is_blank, nearest, show_date, show_grouped, show_number
from scoring.xlsx.grid import ErrorCell, Uncalculated, Value

T = TypeVar("T")
P = ParamSpec("P")
Cell = Value | None


class Reading(NamedTuple, Generic[T]):
    """What a cell was understood as; ``unreadable`` where it is filled and a finding says what is wrong."""

    value: T | None = None
    findings: tuple[Finding, ...] = ()
    unreadable: bool = False


class Asking(NamedTuple):
    """Which cell is read: where it stands, for which criterion, under which label; what computes it, and what
    it shows where that is another number.
    """

    place: Place
    label: str
    criterion: str = ""
    origin: Origin | None = None
    shown: Shown | None = None

    def says(self, code: str, **slots: object) -> Finding:
        """A finding of this cell."""
        return finding(code, self.place, criterion=self.criterion, **{"label": self.label, **slots})

    def refuses(self, code: str, **slots: object) -> Reading[Any]:
        """An unreadable cell."""
        return Reading(findings=(self.says(code, **slots),), unreadable=True)


def show(cell: Cell) -> str:
    """A cell as its writer saw it, short enough for a message."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, Decimal):
        text = show_number(cell)
    elif isinstance(cell, date):
        text = show_date(cell)
    elif isinstance(cell, ErrorCell):
        text = cell.text
    else:
        text = "" if cell is None or isinstance(cell, Uncalculated) else clean(str(cell))
    return text if len(text) <= 60 else f"{text[:59]}…"


def _broken(cell: object, asking: Asking) -> Reading[Any] | None:
    """The refusal of a cell that holds no value at all."""
    if isinstance(cell, ErrorCell):
        return asking.refuses("N10", found=cell.text)
    if isinstance(cell, Uncalculated):
        return asking.refuses("N11")
    return None


def answered(read: Callable[P, Reading[T]]) -> Callable[P, Reading[T]]:
    """A cell without any value is refused (N10, N11) before it is read. An answer is typed: a formula in its
    cell is said (N17), or refused (N18-N20) where it is not certain.

    The cell is the first argument of ``read``, the asking its last.
    """

    @wraps(read)
    def mindful(*args: P.args, **kwargs: P.kwargs) -> Reading[T]:
        cell, asking = args[0], args[-1]
        assert isinstance(asking, Asking)
        if refused := _broken(cell, asking):
            return refused
        if asking.origin is None:
            return read(*args, **kwargs)
        found, formula = show(cell), asking.origin.formula  # type: ignore[arg-type]
        if not asking.origin.is_sure:
            expected = show(asking.origin.gives) or "ô trống"
            return asking.refuses(asking.origin.code, found=found, formula=formula, expected=expected)
        reading = read(*args, **kwargs)
        told = asking.says("N17", found=found or "ô trống", formula=formula)
        return reading._replace(findings=(*reading.findings, told))

    return mindful


# Numbers

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_NUMBER = re.compile(r"([+-]?)([0-9][0-9., ]*|[.,][0-9]+)\s*(.*)", re.DOTALL)
_OUT_OF = re.compile(r"/\s*([0-9]+)\s*(.*)", re.DOTALL)
_POINT_WORDS = {fold("điểm"), "đ"}
_NOTHING = {fold(words) for words in ("-", "--", "không", "không có", "ko", "chưa có")}
_LONGEST = 40
_TYPED_LIKE_DIGITS = str.maketrans("OolI", "0011")


@answered
def number(cell: Cell, field: EntryField, asking: Asking) -> Reading[Decimal]:
    """The number a cell means for ``field``; N02, N09-N13 where it means none, N03 where it was text."""
    if is_blank(cell):
        return Reading()
    if isinstance(cell, bool):
        return asking.refuses("N12", found=show(cell))
    if isinstance(cell, Decimal):
        return _as_seen(_within_reason(cell, asking), field, asking)
    if isinstance(cell, date | time | timedelta):
        return asking.refuses("N09", found=_when(cell), proposal=_meant(cell, field))
    return _from_text(str(cell), field, asking)


def _within_reason(value: Decimal, asking: Asking) -> Reading[Decimal]:
    """No figure of this field is larger; far beyond it arithmetic itself gives up."""
    if abs(value) <= LARGEST:
        return Reading(value)
    found = show_grouped(value)
    return asking.refuses("N04", expected=WITHIN_REASON, found=found, proposal=f" (ô đang ghi {found})")


def _as_seen(reading: Reading[Decimal], field: EntryField, asking: Asking) -> Reading[Decimal]:
    """N21 where a valid number is not the one that the cell shows; of others the checks say so (N04, N05)."""
    if asking.shown is None or reading.value is None or not valid(field, reading.value):
        return reading
    told = asking.says("N21", found=asking.shown.words, expected=show_number(reading.value))
    return Reading(reading.value, (told,))


def _from_text(cell: str, field: EntryField, asking: Asking) -> Reading[Decimal]:
    readings = numbers_in(cell, field)
    possible = [value for value in readings if valid(field, value)]
    if len(readings) == 1 or len(possible) == 1:
        value = (possible or readings)[0]
        if abs(value) > LARGEST:
            return _within_reason(value, asking)
        warning = asking.says("N03", found=show(cell), expected=show_number(value))
        return Reading(value, (warning,))
    if readings:
        both = " hoặc ".join(show_number(value) for value in readings)
        return asking.refuses("N13", found=show(cell), expected=both)
    return asking.refuses("N02", found=show(cell), proposal=_proposal(cell, field))


def numbers_in(text: str, field: EntryField) -> list[Decimal]:
    """Every number that ``text`` may mean: none, one, or two ("1.000" is a thousand or one)."""
    plain = clean(text.translate(FULL_WIDTH)).lstrip("'").replace("−", "-").replace("–", "-")
    match = _NUMBER.fullmatch(plain)
    if not match or len(plain) > _LONGEST:
        return []
    sign, digits, rest = match.groups()
    out_of = _OUT_OF.fullmatch(rest)
    if out_of:
        if field.high is None or Decimal(out_of[1]) != field.high:
            return []
        rest = out_of[2]
    if not _is_unit(rest, field):
        return []
    return [-value if sign == "-" else value for value in _values(digits.strip())]


def _is_unit(words: str, field: EntryField) -> bool:
    """True for nothing, "điểm", or words of the label: "3 cuộc" for "Số cuộc đối thoại"."""
    wanted = fold(words.rstrip(".; ")).split()
    if not wanted or (field.kind == "points" and set(wanted) <= _POINT_WORDS):
        return True
    return field.kind == "number" and set(wanted) <= set(fold(field.label).split())


def _values(digits: str) -> list[Decimal]:
    """``4,5`` ``1.234,5`` ``1,234.5`` ``1 234``; two values where three digits follow a lone separator."""
    digits = digits.rstrip(".,")
    spaced = digits.split(" ")
    if len(spaced) > 1:
        grouped = re.fullmatch(r"[0-9]{1,3}( [0-9]{3})+([.,][0-9]+)?", digits)
        return _values(digits.replace(" ", "")) if grouped else []
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return [Decimal(digits)]
    whole, decimals, mark = digits[:last], digits[last + 1 :], digits[last]
    separators = {c for c in whole if c in ".,"}
    as_decimal = Decimal(f"{_ungrouped(whole) or '0'}.{decimals}")
    if separators == {mark}:
        return [Decimal(_ungrouped(digits))] if _is_grouped(digits, mark) else []
    if separators:
        return [as_decimal] if len(separators) == 1 and _is_grouped(whole, separators.pop()) else []
    if len(decimals) == 3 and re.fullmatch(r"[1-9][0-9]{0,2}", whole):
        return [Decimal(whole + decimals), as_decimal]
    return [as_decimal]


def _ungrouped(digits: str) -> str:
    return digits.replace(".", "").replace(",", "")


def _is_grouped(digits: str, mark: str) -> bool:
    return re.fullmatch(rf"[1-9][0-9]{{0,2}}(\{mark}[0-9]{{3}})+", digits) is not None


def _proposal(cell: str, field: EntryField) -> str:
    text = fold(cell)
    if text in _NOTHING:
        return "; nếu không có thì ghi 0"
    if text in _TICKS:
        return "; nếu “x” là đạt thì ghi số điểm hoặc số lượng đạt được"
    retyped = numbers_in(cell.translate(_TYPED_LIKE_DIGITS), field)
    if len(retyped) == 1:
        return f", ví dụ {show_number(retyped[0])}"
    digits = re.findall(r"[0-9]+(?:[.,][0-9]+)?", cell)
    if len(digits) == 1 and (found := numbers_in(digits[0], field)):
        return f", ví dụ {show_number(found[0])}"
    return ""


# A number that a spreadsheet turned into a date

_SERIALS_END = 1900


def _when(moment: date | time | timedelta) -> str:
    return show_date(moment) if isinstance(moment, date) else str(moment)


def _meant(moment: date | time | timedelta, field: EntryField) -> str:
    """What was probably typed: 4 May was "4.5" (or "5.4" where the month comes first)."""
    if not isinstance(moment, date):
        return ""
    if moment.year == _SERIALS_END:
        first = date(1899, 12, 30 if moment >= date(1900, 3, 1) else 31)  # Excel counts a 29/02/1900
        candidates = [Decimal((moment - first).days)]
    else:
        candidates = [_with_decimals(moment.day, moment.month), _with_decimals(moment.month, moment.day)]
    possible = [c for c in dict.fromkeys(candidates) if field.kind != "choice" and valid(field, c)]
    if not possible:
        return ""
    return f", có lẽ đã gõ {' hoặc '.join(show_number(value) for value in possible)}"


def _with_decimals(whole: int, decimals: int) -> Decimal:
    return Decimal(f"{whole}.{decimals}")


# Choices and ticks

_NEAR = 80
_TICKS = frozenset(map(fold, layout.TICKS))
_TICK_WORDS = frozenset(map(fold, layout.TICK_WORDS))


@answered
def choice(cell: Cell, field: EntryField, asking: Asking) -> Reading[str]:
    """The item of the list that a cell names, however its letters are composed; N08 for anything else.

    ``x``, TRUE and FALSE are no answers to Có/Không: an x may cross out as well as tick.
    """
    if is_blank(cell):
        return Reading()
    item = _named(field.choices, cell if isinstance(cell, str) else show(cell))
    if item is not None:
        return Reading(item)
    listed = ", ".join(field.choices)
    return asking.refuses("N08", found=show(cell), expected=listed, proposal=_item_meant(cell, field.choices))


def _named(choices: tuple[str, ...], written: str) -> str | None:
    """The item of a list that somebody wrote."""
    return (_item if len(written) <= _LONGEST else _item.__wrapped__)(choices, written)


@lru_cache(maxsize=4_096)  # everybody chooses among a few items
def _item(choices: tuple[str, ...], written: str) -> str | None:
    key = fold(written.rstrip(".; "))
    return next((item for item in choices if fold(item.rstrip(".; ")) == key), None)


def _item_meant(cell: Cell, choices: Sequence[str]) -> str:
    written = show(cell)
    if tuple(choices) == (YES, NO):
        if fold(written) in _TICKS or cell is True:
            return f" (nếu “{written}” là có thì chọn “{YES}”)"
        if cell is False:
            return f" (nếu “{written}” là không thì chọn “{NO}”)"
    near = [item for item in choices if ascii_slug(item) == ascii_slug(written)]
    if not near:
        best = nearest(written, choices, _NEAR)
        near = [best] if best else []
    return f" (có lẽ là “{near[0]}”)" if len(near) == 1 else ""


@answered
def tick(cell: Cell, asking: Asking) -> Reading[bool]:
    """Whether "Không phát sinh" is marked; P03 where the mark may mean either ("-", "không", "0").

    A check box saved as TRUE or FALSE is certain.
    """
    if is_blank(cell):
        return Reading(False)
    if isinstance(cell, bool):
        return Reading(cell)
    if fold(show(cell).rstrip(".; ")) in _TICKS | _TICK_WORDS:
        return Reading(True)
    return asking.refuses("P03", found=show(cell))


# Words


@answered
def words(cell: Cell, asking: Asking) -> Reading[str]:  # noqa: ARG001 - what `answered` speaks of
    """A cell as text on one line; numbers and dates are shown as Vietnamese offices write them."""
    return Reading(text_in(cell))


def text_in(cell: Cell) -> str:
    """A text in full on one line, anything else as shown."""
    return clean(cell) if isinstance(cell, str) else show(cell)


def paragraphs(cell: Cell) -> str:
    """Free text with its line breaks kept."""
    lines = str(cell).splitlines() if isinstance(cell, str) else [show(cell)]
    return "\n".join(filter(None, map(clean, lines)))


_SENDING = re.compile(r"(?:lần (?:thứ )?)?([1-9][0-9]?)")


@answered
def sending(cell: Cell, asking: Asking) -> Reading[int]:
    """The submission number: 1 where nothing is said, "2" and "lần 2" alike, K06 for anything else."""
    if is_blank(cell):
        return Reading(1)
    match = _SENDING.fullmatch(show(cell).casefold()) if isinstance(cell, Decimal | str) else None
    return Reading(int(match[1])) if match else asking.refuses("K06", found=show(cell))
