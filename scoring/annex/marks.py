"""What stands before a line and says where it belongs: ``I.``, ``A``, ``1.1``, ``a)``, ``-``, ``+``."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from scoring.annex.numbering import roman

MarkKind = Literal["upper", "roman", "dots", "lower", "small", "-", "+"]

_ROMANS = {roman(number): number for number in range(1, 40)}
_ALPHABET = "ABCDĐEGHIKLMNOPQRSTUVXY"
_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WORD = r"phần|mục|chương|nhóm|lĩnh vực|tiêu chí|tiêu chuẩn|chỉ tiêu|chỉ số|nội dung|điều|khoản|tc|ct|cs"
_DOTS = r"\d{1,2}(?:\.\d{1,2}){0,4}"
_CAPITALIZED = "|".join(map(str.capitalize, _WORD.split("|")))
_BULLET = "-–—•*+▪●"
_NTH = r"(?:(?:số|thứ)\s+)?"
_ALONE = re.compile(
    rf"\(?(?:(?P<word>{_WORD})\s*{_NTH})?(?P<mark>[IVXL]+|[A-ZĐ]|{_DOTS}|[ivx]+|[a-zđ])\s*[.):/-]*",
    re.IGNORECASE,
)
_CODE = re.compile(
    rf"(?:(?P<word>(?i:{_WORD})|[A-ZĐ]{{2,5}})[\s.-]*)?"
    r"(?P<code>(?:[IVX]+|[A-ZĐ]|\d{1,2})(?:[.-](?:\d{1,2}|[a-zđ])|(?<=[A-ZĐ])\d{1,2}|(?<=\d)[a-zđ])*)[.):]*"
)
"""``CS1.1``, ``TC 1.2``, ``I.1``, ``A1``, ``1.1.a``."""
_LEADING = re.compile(
    rf"(?:(?P<word>{_WORD}|{_WORD.upper()}|{_CAPITALIZED})\s+{_NTH}(?P<named>[IVXL]+|[A-ZĐ]|{_DOTS})"
    r"\s*[.:)–-]\s*"
    r"|(?P<dots>\d{1,2}(?:\.\d{1,2}){1,4})\s*[.):]?\s+"
    r"|(?P<code>(?:[IVX]+|[A-ZĐ])\.\d{1,2}(?:\.(?:\d{1,2}|[a-zđ]))*|(?:\d{1,2}\.)+[a-zđ](?=[.):\s])|"
    r"[A-ZĐ]{2,4}\s?\d{1,2}\.\d{1,2}|[A-ZĐ]{2,4}\s?\d{1,2}(?=[.:)]))\s*[.):]?\s+"
    r"|\(?(?P<mark>[IVXL]+|[A-ZĐ]|\d{1,2}|[ivx]+|[a-zđ])\s*[.):/]\s*(?=[^\d\s.):]|(?<=\s)\d+\s*%)"
    rf"|(?P<bullet>[{re.escape(_BULLET)}])\s*(?=[^\d{re.escape(_BULLET)}]|\d+\s*%))"
)
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/\d{4}")


@dataclass(frozen=True, slots=True)
class LineMark:
    """A mark as printed. ``numbers``: what it counts, one for each dotted part; ``word``: Tiêu chí, Mục."""

    kind: MarkKind
    printed: str
    numbers: tuple[int, ...] = ()
    word: str = ""

    @property
    def style(self) -> str:
        """Marks of one style stand at one depth; 1.1 is deeper than 1."""
        if self.word and len(self.numbers) < 2:
            return self.word
        return f"{self.kind}{len(self.numbers)}" if self.kind == "dots" else self.kind


def marks_of(text: str) -> tuple[LineMark, ...]:
    """What the cell of a column of numbers may mean: ``C`` is the letter or 100; nothing for neither."""
    typed = re.sub(r"\s+", "", text).replace(",", ".")
    if typed and set(typed) <= set(_BULLET):
        return (LineMark("+" if "+" in typed else "-", typed),)
    if found := _DAY.fullmatch(typed):
        day, month = int(found[1]), int(found[2])
        return (LineMark("dots", f"{day}.{month}", (day, month)),)
    typed = re.sub(r"(?<=\d)/(?=\d)", ".", typed)
    found = _ALONE.fullmatch(re.sub(r"\s+", " ", text.strip()).replace(",", ".")) or _ALONE.fullmatch(typed)
    return _meanings(found["mark"], found["word"]) if found else _coded(typed)


def leading(text: str) -> tuple[tuple[LineMark, ...], str]:
    """The marks that a text may begin with, and the text behind them."""
    found = _LEADING.match(text)
    if not found:
        return (), text
    rest = text[found.end() :].strip()
    if found["bullet"]:
        return (LineMark("+" if found["bullet"] == "+" else "-", found["bullet"]),), rest
    if found["code"]:
        return _coded(found["code"]), rest
    return _meanings(found["named"] or found["dots"] or found["mark"], found["word"]), rest


def _coded(text: str) -> tuple[LineMark, ...]:
    """A code of several parts, each counted: ``1.1.a`` stands where 1.1.1 would."""
    found = _CODE.fullmatch(re.sub(r"\s+", "", text))
    if found is None:
        return ()
    word, code = found["word"] or "", found["code"]
    if word in _ROMANS:  # II.1
        word, code = "", f"{word}.{code}"
    parts = re.findall(r"\d+|[A-ZĐ]+|[a-zđ]", code)
    printed = (word if word.isupper() else "") + ".".join(parts)
    return (LineMark("dots", printed, tuple(map(_counted, parts)), word.lower()),)


def _counted(part: str) -> int:
    if part.isdigit():
        return int(part)
    return _ROMANS.get(part) or _ALPHABET.find(part.upper()) + 1


def _meanings(printed: str, word: str | None) -> tuple[LineMark, ...]:
    """The likeliest meaning first."""
    if word:
        return tuple(replace(mark, word=word.lower()) for mark in _meanings(printed, None))
    if printed[0].isdigit():
        numbers = tuple(int(part) for part in printed.split("."))
        return (LineMark("dots", ".".join(map(str, numbers)), numbers),)
    found: list[LineMark] = []
    upper = printed.upper()
    is_upper = printed == upper
    if upper in _ROMANS and not (len(upper) == 1 and upper in "LCDM"):
        found.append(LineMark("roman" if is_upper else "small", printed, (_ROMANS[upper],)))
    if len(printed) == 1:
        for letters in (_ALPHABET, _LATIN):
            if upper in letters:
                mark = LineMark("upper" if is_upper else "lower", printed, (letters.index(upper) + 1,))
                found.append(mark)
    return tuple(dict.fromkeys(found))


def follows(mark: LineMark, earlier: LineMark) -> bool:
    """True where a mark comes right after another of its style."""
    same = mark.style == earlier.style and mark.numbers[:-1] == earlier.numbers[:-1]
    return same and bool(mark.numbers) and mark.numbers[-1] == earlier.numbers[-1] + 1


def mended_tenth(mark: LineMark, earlier: LineMark) -> LineMark:
    """1.10 for the 1.1 behind 1.9: Excel drops the last zero of a number."""
    plain = mark.printed[0].isdigit() and mark.style == earlier.style == "dots2"
    if plain and mark.numbers[0] == earlier.numbers[0]:
        tenth = Decimal(mark.numbers[1]) * 10
        if mark.numbers[1] < earlier.numbers[1] and tenth == earlier.numbers[1] + 1:
            numbers = (mark.numbers[0], int(tenth))
            return LineMark("dots", ".".join(map(str, numbers)), numbers)
    return mark
