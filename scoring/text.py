"""Vietnamese text: one form for comparing, one for showing, one for cells of a workbook; none of it guessed.

Numbers are shown with a decimal comma and dates as dd/mm/yyyy, as Vietnamese offices write them.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_REMEMBERED = 1_000
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_QUOTES = re.compile("['\"`´‘’‚‛“”„‟′″«»]+")
_SIGNS = re.compile(r"([-\"/%():;])")
# Ð (U+00D0) and ð (U+00F0) look like Đ (U+0110) and đ (U+0111). In TCVN3 Ð is é: there it stands beside other
# letters that Unicode Vietnamese does not have, or after a small letter.
_ETH = re.compile("(?<![a-zà-öø-ỹ])Ð|ð")
_OF_OLD_FONTS = re.compile("[µ¶¸¹¨¾Æ©ÇËª®ÎÏÑØÜÞî÷ûþ¬§¡¢£¤¥¦]")

PLACES = 6
"""As many decimals as the numbers of a criteria set may have; nobody reads more."""
_GROUPED_FROM = 1_000_000
_SHOWN_NUMBER = re.compile(r"-?[0-9.]+(,[0-9]+)?")
_ROUNDED_BELOW = Decimal(10) ** 20  # beyond it Decimal's own digits do not do

_NUMBER = re.compile(r"[0-9]+(?:[^\W\d_](?![\w\u0300-\u0323]))?|(?<!\w)[ivx]+(?![\w\u0300-\u0323])")

_DAY_TEXTS = (
    re.compile(r"(?:ngày )?(?P<d>[0-9]{1,2})\s?[/.-]\s?(?P<m>[0-9]{1,2})\s?[/.-]\s?(?P<y>[0-9]{4})"),
    re.compile(r"ngày (?P<d>[0-9]{1,2}) tháng (?P<m>[0-9]{1,2}) năm (?P<y>[0-9]{4})"),
    re.compile(r"(?P<y>[0-9]{4})\s?[/.-]\s?(?P<m>[0-9]{1,2})\s?[/.-]\s?(?P<d>[0-9]{1,2})"),
)
_SHORT_YEAR = re.compile(r"([0-9]{1,2})\s?[/.-]\s?([0-9]{1,2})\s?[/.-]\s?([0-9]{2})")
_YEARS = range(1900, 2101)  # 0026 and 20026 are slips of the hand, whatever the calendar says of them
_LAST_WITH_ZERO = 2  # February
_DAY_SHOWN = 40  # letters of what was typed
CELL_LIMIT = 32_767  # UTF-16 units that Excel keeps in one cell
CUT = "… (đã cắt bớt)"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_DUBIOUS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029")

_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_STEERING_A_SCREEN = re.compile(_STEERING.pattern.replace("\x00-\x1f", "\x00-\x08\x0b-\x1f"))


def clean(text: str) -> str:
    """NFC, invisible characters removed, spaces of every kind folded to one, trimmed; Ð as Đ if certain."""
    return _clean(text) if len(text) <= _REMEMBERED else _clean.__wrapped__(text)


def is_blank(cell: object) -> bool:
    """True of a cell in which nobody wrote anything: spaces and invisible characters are nothing."""
    return cell is None or (isinstance(cell, str) and not clean(cell))


@lru_cache(maxsize=2048)  # the forms of a set hold the same words over and over
def _clean(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    plain = " ".join((composed if composed.isprintable() else _INVISIBLE.sub("", composed)).split())
    if ("Ð" in plain or "ð" in plain) and not _OF_OLD_FONTS.search(plain):
        return _ETH.sub(lambda letter: "Đ" if letter[0] == "Ð" else "đ", plain)
    return plain


def fold(text: str) -> str:
    """A key under which spellings of the same words are equal: Hoà = Hòa, Ủy = Uỷ, NFC = NFD, any case,
    any quotes and dashes, with or without spaces around them.

    The tone mark of each word is moved to its end, since writers differ only in which vowel carries it.
    """
    return _fold(text) if len(text) <= _REMEMBERED else _fold.__wrapped__(text)


@lru_cache(maxsize=2048)
def _fold(text: str) -> str:
    plain = _QUOTES.sub('"', _DASHES.sub("-", clean(text))).replace("Ð", "Đ").replace("ð", "đ").casefold()
    plain = _SIGNS.sub(r" \1 ", plain)
    words = plain.replace(",", " ").split()
    return " ".join(map(_tone_last, words))


@lru_cache(maxsize=8192)  # the language has some 7,000 syllables
def _tone_last(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    bare = "".join(c for c in decomposed if c not in _TONES)
    return unicodedata.normalize("NFC", bare) + "".join(c for c in decomposed if c in _TONES)


def show_number(value: Decimal | None) -> str:
    """``Decimal('86.670')`` -> ``86,67``, 10 : 3 -> ``3,333333``; nothing for None. Never scientific."""
    if value is None:
        return ""
    return _rounded_text(value) if value.is_finite() else show_exactly(value)


@lru_cache(maxsize=4096)  # the same points and counts stand in every form; equal numbers are shown alike
def _rounded_text(value: Decimal) -> str:
    if abs(value) < _ROUNDED_BELOW:
        value = value.quantize(Decimal(1).scaleb(-PLACES), rounding=ROUND_HALF_UP) + 0
    return show_exactly(value)


def show_exactly(value: Decimal) -> str:
    """The same with every digit, where the digits matter."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")


def equal_decimals(shown: Iterable[str]) -> list[str]:
    """The cells of a column as they are shown, its numbers with equal decimals: ``84,9`` and ``87,89`` ->
    ``84,90`` and ``87,89``; other texts stay."""
    cells = list(shown)
    parts = {text: text.partition(",") for text in cells if _SHOWN_NUMBER.fullmatch(text)}
    places = max((len(decimals) for _, _, decimals in parts.values()), default=0)
    padded = {
        text: f"{whole},{decimals:0<{places}}" if places else text
        for text, (whole, _, decimals) in parts.items()
    }
    return [padded.get(text, text) for text in cells]


def show_grouped(value: Decimal) -> str:
    """The same with the thousands apart from a million on, as a number is read: ``1.000.000,5``.

    What is longer than anybody reads is told by the number of its digits.
    """
    if value.is_finite() and abs(value) >= _ROUNDED_BELOW:
        return f"số có {value.adjusted() + 1} chữ số"
    text = show_exactly(value)
    if not value.is_finite() or abs(value) < _GROUPED_FROM:
        return text
    whole, comma, decimals = text.partition(",")
    return f"{int(whole):,}".replace(",", ".") + comma + decimals


def show_date(day: date | None) -> str:
    """dd/mm/yyyy, nothing for None."""
    # Not by strftime: it takes four times as long, and writes early years otherwise on every system.
    return f"{day.day:02}/{day.month:02}/{day.year}" if day else ""


def show_long_date(day: date) -> str:
    """``14 tháng 8 năm 2023``, as a paper writes a date after "ngày"."""
    return long_date(str(day.day), day.month, str(day.year))


def long_date(day: str, month: int, year: str) -> str:
    """``05 tháng 02 năm 2026``: 0 before days below 10, before January and February; a blank day stays blank.

    NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.4.
    """
    told = day.zfill(2) if day.isdigit() else day
    return f"{told} tháng {month if month > _LAST_WITH_ZERO else f'{month:02d}'} năm {year}"


def day_in(typed: str) -> date | None:
    """The day that a text writes out in full; None where it is none: ``20/11/2026`` ``2026-11-20``

    ``20.11.2026`` ``20 - 11 - 2026`` ``ngày 20 tháng 11 năm 2026``. The day stands first or the year does.
    A year that nobody means, such as 0026, makes it none.
    """
    parts = _parts_of_day(typed)
    return date(*parts) if parts and _is_meant(*parts) else None


def why_no_day(typed: str) -> str:
    """How ``11/20/2026`` was read, why that is no day, which one is perhaps meant; nothing for other words.

    ``đọc là ngày 11 tháng 20 năm 2026, lịch không có ngày ấy; có lẽ là 20/11/2026``
    """
    if short := _SHORT_YEAR.fullmatch(clean(typed)):
        day, month, year = map(int, short.groups())
        is_either = "-" in typed and _is_meant(2000 + day, month, year)  # 26-11-20, as programs write days
        return f"ghi năm hai chữ số{'' if is_either else _perhaps(2000 + year, month, day)}"
    parts = _parts_of_day(typed)
    if parts is None:
        return ""
    year, month, day = parts
    if year not in _YEARS:
        says = f"ghi năm {year:04d}, ngoài khoảng từ {_YEARS[0]} đến {_YEARS[-1]}"
        return f"{says}{_perhaps(2000 + year, month, day)}"
    return f"đọc là ngày {day} tháng {month} năm {year}, lịch không có ngày ấy{_perhaps(year, day, month)}"


def no_day(typed: str) -> str:
    """What to say to somebody who typed a text where a day is wanted; a full stop may follow."""
    shown = clean(typed)
    words = why_no_day(shown) or "không phải ngày"
    return f"“{shown[:_DAY_SHOWN]}” {words}; ghi ngày/tháng/năm, ví dụ 25/12/2026"


def _parts_of_day(typed: str) -> tuple[int, int, int] | None:
    """Year, month and day as they are written, a day of the calendar or not."""
    written = clean(typed).casefold().rstrip(".")
    found = next(filter(None, (each.fullmatch(written) for each in _DAY_TEXTS)), None)
    return (int(found["y"]), int(found["m"]), int(found["d"])) if found else None


def _perhaps(year: int, month: int, day: int) -> str:
    return f"; có lẽ là {day:02d}/{month:02d}/{year}" if _is_meant(year, month, day) else ""


def _is_meant(year: int, month: int, day: int) -> bool:
    """True for a day of the calendar in a year that somebody may mean."""
    try:
        return date(year, month, day).year in _YEARS
    except ValueError:
        return False


def decapitalized(text: str) -> str:
    """A sentence's first word as it stands within another sentence; an abbreviation stays: UBND, QĐ."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def ended(text: str) -> str:
    """The words with a full stop where they end without a mark, so that a sentence may follow."""
    return text if not text or text[-1] in ".;:!?…" else f"{text}."


def capitalized(text: str) -> str:
    """The words as a sentence begins with them; what follows stays as it is: UBND, Đảng."""
    return text[:1].upper() + text[1:]


def nearest(word: str, known: Iterable[str], least: int) -> str | None:
    """The most similar of the known words, None where none is alike to ``least`` percent of its letters.

    Case, marks and spaces weigh as in :func:`fold`. Another number is another thing, never a slip of the
    pen: Tổ 30 is not Tổ 3, 1.1.2 is not 1.1.1, Khu II is not Khu III.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - needed only where something is unknown

    numbers = _numbers(word)
    alike = [each for each in known if _numbers(each) == numbers]
    near = process.extractOne(word, alike, processor=fold, scorer=fuzz.ratio, score_cutoff=least)
    return near[0] if near else None


def _numbers(words: str) -> list[str]:
    """The numbers within words, with the letter of 5A, in Roman too; 01 is 1."""
    found: list[str] = _NUMBER.findall(fold(words))
    return [each.lstrip("0") or "0" for each in found]


def ascii_slug(text: str) -> str:
    """Letters, digits and hyphens only, for file names: ``Tổ dân phố số 1`` -> ``to-dan-pho-so-1``."""
    plain = unicodedata.normalize("NFD", clean(text).replace("đ", "d").replace("Đ", "D"))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")


def safe(text: str) -> str:
    """The text in NFC without what XML or Excel refuses; what is too long for a cell is cut, visibly.

    A lone surrogate becomes U+FFFD: it would make the whole workbook fail when it is written. A text
    between ``<r>`` and ``</r>`` gets a space after it: xlsxwriter takes it for ready-made XML.
    """
    # Most texts are fine as they are, which one search shows; this is asked of every cell of a workbook.
    if not text:
        return text
    if len(text) < CELL_LIMIT // 2 and not _DUBIOUS.search(text) and unicodedata.is_normalized("NFC", text):
        return text + " " if text.startswith("<r>") and text.endswith("</r>") else text
    text = _SURROGATES.sub("\ufffd", _LINE_ENDS.sub("\n", text))
    text = unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text))
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "
    if width(text) <= CELL_LIMIT:
        return text
    room = CELL_LIMIT - len(CUT)
    return text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore") + CUT


def width(text: str) -> int:
    """The length of a text as Excel counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def on_one_line(text: str) -> str:
    """A name as it may be shown: U+FFFD for what breaks a line, steers a terminal or turns the writing."""
    return _STEERING.sub("\ufffd", text)


def on_screen(text: str) -> str:
    """The same for what a terminal shows in lines: line breaks and tabs stay."""
    return _STEERING_A_SCREEN.sub("\ufffd", text)


def on_screen_as_json(text: str) -> str:
    """JSON with the same letters escaped: a program reads from it what it read before."""
    return _STEERING_A_SCREEN.sub(lambda letter: f"\\u{ord(letter[0]):04x}", text)
