"""Numbers and points as Vietnamese papers write them: ``7,5``, ``07 điểm``, ``10đ``, ``5 đ/lần``."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from scoring.text import clean

NUMBER = r"(?:[1-9]\d{0,2}(?:\.\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?)"
"""A number without a sign; three digits behind a point are thousands, but behind a zero: ``0.125``."""
WORTH = r"(?:điểm|đ(?![\w]))"
"""The unit of points."""

_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_BROKEN = re.compile(r"(?<=\d)\s*([.,])\s+(?=\d)|(?<=\d)\s+([.,])\s*(?=\d)")
_MOST = r"(?:tối đa|không quá|cao nhất|đến|≤|<=)"
_ALONE = re.compile(
    rf"\(?\s*(?P<sign>[-–−+])?\s*(?:{_MOST}\s*:?\s*)?(?P<number>{NUMBER})\s*(?:{WORTH})?\.?\s*\)?\s*[*]*"
    r"(?:\s*(?:/|trên|cho|mỗi)\s*(?P<per>(?:1 |01 |một )?[^\d/].*))?",
    re.IGNORECASE,
)  # fmt: skip
_TOGETHER = re.compile(
    rf"^(?P<each>.+?)[\s,;(]+(?:nhưng )?(?:tổng )?(?:cộng |trừ )?(?:tối đa|không (?:vượt )?quá|nhiều nhất)"
    rf"(?: là)?\s*:?\s*(?P<most>{NUMBER})\s*{WORTH}?\s*\)?$",
    re.IGNORECASE,
)
"""``2 điểm/công trình, tối đa 6``."""
_RANGE = re.compile(
    rf"(?:từ\s*)?(?P<low>{NUMBER})\s*(?:{WORTH})?\s*(?:-|–|đến|÷)\s*(?P<high>{NUMBER})\s*(?:{WORTH})?",
    re.IGNORECASE,
)
_EACH = re.compile(
    rf"(?:mỗi|01|1|một)\s+(?P<per>[^\d:]+?)\s*:?\s*(?:được|cộng|trừ|tính)?\s*(?P<number>{NUMBER})\s*{WORTH}",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(
    rf"[(\[]\s*(?:{_MOST}|điểm|tổng điểm)?\s*:?\s*(?P<number>{NUMBER})\s*{WORTH}\s*[)\]]", re.IGNORECASE
)
_NAMED = re.compile(
    rf"\s*(?:[(\[]|[,:;–-]|\s)\s*(?:tổng )?(?:số )?điểm (?:tối đa|chuẩn)\s*:?\s*(?P<number>{NUMBER})"
    rf"\s*{WORTH}?\s*[)\]]?\s*\.?$",
    re.IGNORECASE,
)
"""``(điểm tối đa 35)``: without the word behind the number."""
_OF_ALL = re.compile(rf"(?P<number>{NUMBER})\s*{WORTH}|[:=]\s*(?P<bare>{NUMBER})\s*$", re.IGNORECASE)
_AT_THE_END = re.compile(
    rf"\s*(?:(?<!\d),|[:;–-])\s*(?:được\s*)?(?:{_MOST})?\s*(?P<number>{NUMBER})\s*{WORTH}\s*\.?$",
    re.IGNORECASE,
)


def number(text: str) -> Decimal:
    """The value of a :data:`NUMBER`."""
    if _GROUPED.fullmatch(text):
        text = text.replace(".", "")
    return Decimal(text.replace(",", ".")) + 0


@dataclass(frozen=True, slots=True)
class Worth:
    """Points as a cell states them.

    ``low``: the least, where it gives a range. ``per``: of what each brings so many, ``most`` of them
    together where that is stated. ``taken``: they are taken off (a minus). ``rest``: the text without them,
    where they were found in a text.
    """

    points: Decimal
    per: str = ""
    low: Decimal | None = None
    taken: bool = False
    rest: str = ""
    most: Decimal | None = None

    @property
    def top(self) -> Decimal | None:
        """The maximum that is stated."""
        return self.most if self.per else self.points


_PIECES = re.compile(r"[\dlIO]+(?:\s+[\dlIO]+)*(?:\s*[.,]\s*[\dlIO]+)?")
_MISREAD = str.maketrans("lIO", "110")
_TORN = re.compile(r"(?<=\d)[ \t]*([.,])[ \t]*\n[ \t]*(?=\d)")
_WRAP = re.compile(r"(?<!;)(?<!\.)(?<!điểm)(?<!đ)[ \t]*\n[ \t]*(?=[a-zà-ỹđ](?!\))|[%,;]|\d(?!\s*[.)]\s))")


def pieced(text: str) -> str:
    """A number that a scan tore apart or misread: ``1\\n0``, ``3 0``, ``l0``; empty for any other text."""
    if not _PIECES.fullmatch(text.strip()) or not any(map(str.isdigit, text)):
        return ""
    return re.sub(r"\s+", "", text).translate(_MISREAD)


def unwrapped(text: str) -> str:
    """A text whose lines a narrow cell broke: a line that goes on small or with a figure is none of its own.

    After ``điểm``, a semicolon or a full stop it is.
    """
    return _WRAP.sub(" ", _TORN.sub(r"\1", text))


def mended(text: str) -> str:
    """A number that was broken over two lines, joined: ``7,\\n5`` -> ``7,5``."""
    return _BROKEN.sub(lambda found: found[1] or found[2], text)


def worth_of(text: str) -> Worth | None:
    """The points of a cell that holds nothing else; None where there are none, or more than one."""
    typed = clean(mended(text))
    if (whole := _TOGETHER.match(typed)) and (each := worth_of(whole["each"])) and each.per:
        return replace(each, most=number(whole["most"]))
    if found := _ALONE.fullmatch(typed):
        per = (found["per"] or "").strip()
        taken = found["sign"] in ("-", "–", "−")
        return Worth(number(found["number"]), per, taken=taken)
    if found := _RANGE.fullmatch(typed):
        low, high = number(found["low"]), number(found["high"])
        return Worth(max(low, high), low=min(low, high))
    if found := _EACH.fullmatch(typed):
        return Worth(number(found["number"]), found["per"].strip())
    return None


def worth_in(text: str) -> Worth | None:
    """The points that a title states of itself: ``Kế hoạch (5 điểm)``, ``Kế hoạch: 5 điểm``."""
    patterns = (_IN_BRACKETS, _NAMED, _AT_THE_END)
    found = next(filter(None, (list(pattern.finditer(text)) for pattern in patterns)), [])
    if len(found) != 1:
        return None
    rest = (text[: found[0].start()] + text[found[0].end() :]).strip(" \n:;,-–")
    return Worth(number(found[0]["number"]), rest=rest)


def total_in(text: str) -> Worth | None:
    """The points in the words of a line of totals: ``TỔNG CỘNG: 100 ĐIỂM``."""
    found = _OF_ALL.search(text)
    return Worth(number(found["number"] or found["bare"])) if found else None
