"""Letters that are not what they look like: fonts of before Unicode, and Cyrillic or Greek twins.

With a font such as .VnTime (TCVN3) or VNI-Times the file holds other letters than people see: "Phßng" is
shown as "Phòng". Pure: a text goes in, what it was probably meant to be comes out.
"""

import re
import unicodedata
from collections.abc import Iterable

from scoring.dataclass import dataclass

_TCVN3_LETTERS = (
    "µà¶ả·ã¸á¹ạ¨ă»ằ¼ẳ½ẵ¾ắÆặ©âÇầÈẩÉẫÊấËậ®đÌèÎẻÏẽÐéÑẹªêÒềÓểÔễÕếÖệ×ìØỉÜĩÝíÞịßòáỏâõãóäọ«ôåồæổçỗèốéộ"
    "¬ơêờëởìỡíớîợïùñủòũóúôụ\xadưõừöử÷ữøứùựúỳûỷüỹýýþỵ¡Ă¢Â£Ê¤Ô¥Ơ¦Ư§Đ"
)
_TCVN3 = str.maketrans(dict(zip(_TCVN3_LETTERS[::2], _TCVN3_LETTERS[1::2], strict=True)))

_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_HATS = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BOWLS = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    table = dict(_ALONE)
    for vowel in "aeouyôö":
        base = _ALONE.get(vowel, vowel)
        table |= {vowel + mark: base + tone for mark, tone in _TONES.items()}
    for vowel in "aeo":
        table |= {vowel + mark: f"{vowel}\u0302{tone}" for mark, tone in _HATS.items()}
    table |= {"a" + mark: f"a\u0306{tone}" for mark, tone in _BOWLS.items()}
    table |= {key.upper(): value.upper() for key, value in table.items()}
    return {key: unicodedata.normalize("NFC", value) for key, value in table.items()}


_VNI = _vni_table()
_VNI_LETTER = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)), re.IGNORECASE)

# What neither Vietnamese in Unicode nor a name such as Müller has within a word: old texts are known by it.
_TCVN3_MARK = re.compile("[µ¶¸¹¨¾Æ©ÇËª®ÎÏÐÑØÜÞî÷ûþ¬§](?:(?<=[A-Za-z][^§])|(?<=[®§¨©])(?=[a-z]))")
# The rarer letter of each pair is looked for first, in both cases: so a text is looked through in one go.
_VNI_MARK = re.compile(
    "[ùøûïåäëüâêñÙØÛÏÅÄËÜÂÊÑ]"
    "(?:(?<=[aeouyôöAEOUYÔÖ][ùøûïåäëüÙØÛÏÅÄËÜ])|(?<=[aeoAEO][âÂ])|(?<=[aA][êÊ])|(?<=[ñÑ])(?=[aeiouyAEIOUY]))"
)
_LEAST_MARKS = 2
_FONTS = (
    (re.compile(r"(^| )\.vn", re.IGNORECASE), "TCVN3"),
    (re.compile(r"(^| )vni-", re.IGNORECASE), "VNI"),
)


@dataclass(frozen=True, slots=True)
class Legacy:
    """The encoding a text was typed in, and the text as its writer saw it."""

    encoding: str
    meant: str


def legacy(text: str, font: str = "") -> Legacy | None:
    """What a text of an old font meant; None for a text in Unicode.

    Known by the font's name and one letter beyond ASCII, or by two marks that Unicode texts do not have.
    """
    if text.isascii():
        return None
    encoding = next((name for pattern, name in _FONTS if pattern.search(font)), "") or _by_marks(text)
    if encoding == "TCVN3":
        meant = text.translate(_TCVN3)
    elif encoding == "VNI":
        meant = _VNI_LETTER.sub(lambda match: _as_typed(match[0]), text)
    else:
        return None
    return Legacy(encoding, meant) if meant != text else None


def all_sound(texts: Iterable[str], fonts: Iterable[str]) -> bool:
    """True where nothing below finds anything in any of the texts: they are looked through at once.

    A mark is known by the letters beside it, and none is beside the end of a line.
    """
    if any(pattern.search(font) for font in fonts for pattern, _ in _FONTS):
        return False
    together = unicodedata.normalize("NFC", "\n".join(texts))
    return not (_TCVN3_MARK.search(together) or _VNI_MARK.search(together) or _TWIN.search(together))


def _by_marks(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    tcvn3, vni = len(_TCVN3_MARK.findall(composed)), len(_VNI_MARK.findall(composed))
    if max(tcvn3, vni) < _LEAST_MARKS:
        return ""
    return "VNI" if vni >= tcvn3 else "TCVN3"


def _as_typed(letters: str) -> str:
    """A letter and its mark may be of different case: "Phoøng", "PHOØNG", "Oâ"."""
    if letters in _VNI:
        return _VNI[letters]
    found = _VNI.get(letters.lower(), letters)
    return found.upper() if letters[0].isupper() else found


_TWIN_LETTERS = "АВЕЅІЈКМНОРСТУХасеіјорѕухԁΑΒΕΖΗΙΚΜΝΟΡΤΥΧον"
_TWINS = str.maketrans(_TWIN_LETTERS, "ABESIJKMHOPCTYXaceijopsyxdABEZHIKMNOPTYXov")
_TWIN = re.compile(f"[{_TWIN_LETTERS}Ðð]")


def with_dyet(text: str) -> str:
    """The text with Đ for the Icelandic Ð that looks the same."""
    return text.replace("Ð", "Đ").replace("ð", "đ")


def untwinned(text: str) -> str:
    """The text with Latin letters for the Cyrillic and Greek ones that look the same."""
    return text.translate(_TWINS)
