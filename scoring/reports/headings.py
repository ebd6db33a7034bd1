"""The set's names of groups, tasks and criteria, as a sentence of a document writes them."""

import re

from scoring.criteria.schema import CriteriaSet
from scoring.reports.letterhead import BLANK, place
from scoring.text import capitalized

_NAMES = (
    "Ủy ban nhân dân",
    "Hội đồng nhân dân",
    "Mặt trận Tổ quốc Việt Nam",
    "Mặt trận Tổ quốc",
    "Đảng Cộng sản Việt Nam",
    "Hồ Chí Minh",
    "Quốc hội",
    "Chính phủ",
    "Việt Nam",
    "UBND",
    "HĐND",
    "MTTQ",
)
"""What keeps its capitals within a sentence wherever it stands; the set's own names are added."""
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_FIRST_LETTER = re.compile(r"[^\W\d_]")
_ROMAN = re.compile(r"\b(mục|phần|chương|quý|lần thứ|phụ lục) ([ivxlc]+)\b")


def sentence_case(text: str, criteria: CriteriaSet) -> str:
    """``CHẾ ĐỘ BÁO CÁO (MỤC III)`` -> ``Chế độ báo cáo (mục III)``; a text not all in capitals as it is."""
    if not text.isupper():
        return text
    lowered = _ROMAN.sub(lambda found: f"{found[1]} {found[2].upper()}", text.lower())
    for name in sorted({*_NAMES, *_own(criteria)}, key=len, reverse=True):
        lowered = re.sub(rf"\b{re.escape(name.lower())}\b", name, lowered)
    return _FIRST_LETTER.sub(lambda found: found[0].upper(), lowered, count=1)


def short_block(name: str) -> str:
    """``Khối tổ dân phố`` -> ``Tổ dân phố``, where the word "khối" already stands beside it."""
    return capitalized(name.removeprefix("Khối ").strip() or name)


def title_of(text: str, criteria: CriteriaSet) -> str:
    """A group's name as a heading of a report: small letters, without a remark in brackets at its end."""
    return sentence_case(_BRACKETS.sub("", text), criteria)


def _own(criteria: CriteriaSet) -> set[str]:
    issuers = (criteria.issuer, criteria.issuer_above)
    places = {place(name) for name in issuers if name} - {BLANK}
    return {criteria.office, *places}
