"""Which part of a set a heading names: the scale, the bonus, the penalties."""

import re
import unicodedata

from scoring.annex.marks import leading
from scoring.text import ascii_slug, clean

_BLOCK = (
    r"^(?:bang |phan |muc |cac |nhung |noi dung |tieu chi |tieu chuan |chi tieu |chi so |danh muc |hanh vi |"
    r"truong hop |khung )*"
)
_BONUS = re.compile(
    rf"{_BLOCK}(?:(?:diem|cham)(?: diem)? (?:duoc )?(?:thuong|cong|khuyen khich|uu tien)|"
    r"(?:duoc )?(?:cong|thuong|khuyen khich)(?: them)? diem)\b|"
    rf"{_BLOCK}(?:duoc )?(?:thuong|cong them|khuyen khich|uu tien)$"
)
_PENALTY = re.compile(
    rf"{_BLOCK}(?:diem (?:bi )?(?:tru|phat)|(?:bi )?(?:tru|phat) diem)\b|{_BLOCK}(?:bi )?(?:tru|phat)$"
)
_BRACKET = re.compile(r"\([^()]*\)\s*$")
_BESIDE_SCALE = re.compile(
    r"\b(?:tru|phat|cong(?! lai)|thuong|khuyen khich)\b(?:.* )?diem\b|"
    r"\bdiem\b.*\b(?:tru|phat|cong(?! lai)|thuong|khuyen khich)\b"
)
"""Words of a block that its heading may name in another way than is known."""
_MAIN = re.compile(
    r"^(?:bang |phan |muc )*(?:diem chuan|thang diem|tieu chi (?:chung|chinh)|noi dung cham)|"
    r"^bang (?:cham )?diem$"
)


_TABLE = re.compile(r"^\s*(?:bảng|biểu|phụ lục)\s+(?:số\s+)?[\dIVX]+\s*[.:)–-]\s*", re.IGNORECASE)
_ALIKE = re.compile(r"\b(?:công|cống|phát|phất|thường|thương|thượng|trú|trụ|trù|trữ)\b")
"""Words that only without their marks look like cộng, phạt, thưởng and trừ."""
_LONGEST_HEADING = 80
"""Letters of a heading of a block."""


def names_both(text: str) -> bool:
    """True for a heading above bonus and penalty."""
    return bool(
        re.search(r"\b(?:cong|thuong)\b.*\b(?:tru|phat)\b|\btru\b.*\b(?:cong|thuong)\b", _words(text))
    )


def _words(text: str) -> str:
    """Without marks; "công tác" is no "cộng" and "điểm phát sóng" no "điểm phạt", though they look it."""
    return ascii_slug(_ALIKE.sub("khac", unicodedata.normalize("NFC", text.lower()))).replace("-", " ")


def may_be_a_block(text: str) -> bool:
    """True for a heading that speaks of points more or less, though it is none that is known."""
    return len(text) <= _LONGEST_HEADING and not section_of(text) and bool(_BESIDE_SCALE.search(_words(text)))


def section_of(text: str) -> str:
    """``bonus`` or ``penalty`` where a heading names such a part, ``main`` where it names the scale."""
    words = _words(_BRACKET.sub("", text))
    if names_both(text):
        return ""
    for key, pattern in (("bonus", _BONUS), ("penalty", _PENALTY), ("main", _MAIN)):
        if pattern.search(words):
            return key
    return ""


def announcement(text: str) -> str:
    """A line above a table without its number: ``Bảng 2. Điểm cộng`` -> ``Điểm cộng``."""
    return clean(leading(_TABLE.sub("", text))[1])
