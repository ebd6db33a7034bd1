"""Texts as they were typed before Unicode: the letters of .VnTime (TCVN3) and of VNI-Times."""

import re
import unicodedata
from dataclasses import dataclass

_TCVN3 = dict(
    zip(
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢£¤¥¦§",
        strict=True,
    )
)
_MARK = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_HAT = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_BOWL = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_WHOLE = {"đ": "ñ", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "ơ": "ô", "ư": "ö", "í": "í", "ì": "ì"}


@dataclass(frozen=True, slots=True)
class Typed:
    """A text as it lies in the file, and the font that makes it readable."""

    text: str
    font: str = ""


def typed_in(font: str, text: str) -> Typed:
    """The text in ``tcvn3`` or ``vni``; itself where no old font is asked for."""
    whole = unicodedata.normalize("NFC", text)
    if font == "tcvn3":
        # .VnTimeH shows the letters of small ones as capitals, which have none of their own.
        capitals = whole.isupper()
        letters = whole.lower() if capitals else whole
        return Typed(
            "".join(_TCVN3.get(each, each) for each in letters), ".VnTimeH" if capitals else ".VnTime"
        )
    if font == "vni":
        return Typed("".join(map(_vni, whole)), "VNI-Times")
    return Typed(text)


def _vni(letter: str) -> str:
    small = letter.lower()
    typed = _WHOLE.get(small) or _vni_marks(small)
    return typed.upper() if letter != small else typed


def _vni_marks(letter: str) -> str:
    base, *marks = unicodedata.normalize("NFD", letter)
    if not marks or not re.match("[aeiouy]", base):
        return letter
    tone = next((mark for mark in marks if mark in _MARK), "")
    if "\u0302" in marks:
        return base + _HAT[tone]
    if "\u0306" in marks:
        return base + _BOWL[tone]
    base = {"o": "ô", "u": "ö"}[base] if "\u031b" in marks else base
    return base + _MARK[tone] if tone else base
