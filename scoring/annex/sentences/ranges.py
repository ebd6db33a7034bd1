"""Ranges in words: ``từ 80% đến dưới 100%``, ``dưới 5 ngày``, ``≥ 90 điểm``, ``91-100%``."""

import re
from dataclasses import dataclass
from decimal import Decimal

from scoring.annex.figures import NUMBER, number


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers between two bounds, None where it has none; ``rest``: the words around it.

    ``exact``: one number alone, ``đạt 100%``.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    low_counts: bool = True
    high_counts: bool = True
    exact: bool = False
    rest: str = ""


def _patterns(unit: str) -> tuple["re.Pattern[str]", ...]:
    low, high = rf"(?P<low>{NUMBER})\s*(?:{unit})?", rf"(?P<high>{NUMBER})\s*(?:{unit})"
    above = r"(?:trên|hơn|vượt|(?<!không )quá|lớn hơn|>)"
    below = r"(?:dưới|nhỏ hơn|thấp hơn|chưa đạt|không đạt|chưa đến|<)"
    upto = r"(?:đến|tới|-|–|÷)"
    least = r"(?:từ|≥|>=|ít nhất|tối thiểu|đạt từ|bằng hoặc trên)"
    most = r"(?:đến|không quá|≤|<=|tối đa|nhiều nhất|trong vòng)"
    either = rf"(?:(?P<strict_low>{above})|{least})?"
    one = rf"(?P<low>{NUMBER})\s*(?:{unit})"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"{low}\s*(?:(?P<strict_low><(?!=))|≤|<=)\s*[^\W\d_]*(?:\s[^\W\d_]+)*\s*(?:(?P<strict_high><(?!=))|≤|<=)\s*{high}",
            rf"{either}\s*{low}\s*(?:{upto}\s*(?P<strict_high>{below})|{upto}|(?P<strict_too>{below}))\s*{high}",
            rf"(?:{least}|{above})?\s*{one}\s*(?:trở lên|trở đi)",
            rf"(?:{most})?\s*(?P<high>{NUMBER})\s*(?:{unit})\s*trở xuống",
            rf"{least}\s*{one}(?:\s*trở lên|\s*trở đi)?",
            rf"(?P<strict_low>{above})\s*{one}(?:\s*trở lên)?",
            rf"(?P<strict_high>{below})\s*{high}",
            rf"{most}\s*{high}",
            rf"(?P<exact>{NUMBER})\s*(?:{unit})",
        )
    )


_OF = {unit: _patterns(words) for unit, words in (("%", "%"), ("ngày", "ngày"), ("điểm", r"(?:điểm|đ\b|)"))}


_OF_SCALE = re.compile(rf"(?P<points>{NUMBER})\s*/\s*{NUMBER}(?=\s*(?:điểm|đ\b))", re.IGNORECASE)
"""``45/50 điểm``: of a scale."""


def span_in(text: str, unit: str) -> Span | None:
    """The range of this unit (``%``, ``ngày``, ``điểm`` or nothing) that a text names; None for none."""
    if unit == "điểm":
        text = _OF_SCALE.sub(r"\g<points>", text)
    for pattern in _OF[unit]:
        found = pattern.search(text)
        if found:
            return _span(found, text[: found.start()] + " " + text[found.end() :])
    return None


def _span(found: "re.Match[str]", rest: str) -> Span:
    named = found.groupdict()
    if named.get("exact"):
        value = number(named["exact"])
        return Span(value, value, exact=True, rest=rest.strip())
    low, high = named.get("low"), named.get("high")
    return Span(
        number(low) if low else None,
        number(high) if high else None,
        low_counts=not named.get("strict_low"),
        high_counts=not (named.get("strict_high") or named.get("strict_too")),
        rest=rest.strip(),
    )
