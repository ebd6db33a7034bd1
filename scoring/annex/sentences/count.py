"""``mỗi mô hình 3 điểm, không quá 6``: so many points for each."""

import re
from decimal import Decimal

from scoring.annex.figures import NUMBER, number
from scoring.annex.sentences.clauses import clauses
from scoring.annex.sentences.labels import counted, of_label
from scoring.annex.sentences.reading import Scoring, Sentence, of_left, of_top, plain

LABEL = "Đếm số lần"
OF_ONE = "điểm ghi là của một lần; văn bản không nói nhiều nhất bao nhiêu"
_EACH = r"(?:mỗi|cứ(?:\s+mỗi)?|một|0?1)"
_CAP = (
    rf"\s*(?:[,.;(]?\s*(?:nhưng\s+)?(?:cả\s+(?:mục|tiêu chí|nội dung)\s+)?(?:tổng\s+)?(?:điểm\s+)?"
    rf"(?:cộng\s+|thưởng\s+|tính\s+)?"
    rf"(?:tối đa|không quá|không vượt quá|nhiều nhất)\s*(?:là\s+|không quá\s+)?:?\s*(?P<most>{NUMBER})\s*"
    rf"(?:điểm|đ\b)?\)?)?"
)
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?:(?P<before>.*?\b)?(?:mỗi|cứ(?:\s+mỗi)?)(?:\s+(?:một|0?1))?|{_EACH})\s+(?P<what>[^\d:;]+?)[\s,:=]*(?:thì\s+)?(?:được\s+)?"
        rf"(?:cộng|tính|chấm|thưởng|cho|được)?(?:\s+thêm)?\s*(?P<points>{NUMBER})\s*(?:điểm|đ\b){_CAP}$",
        rf"^(?P<before>.*?)[\s,:(]*(?:cộng|tính|chấm|thưởng|được)?\s*(?P<points>{NUMBER})\s*(?:điểm|đ\b)\s*"
        rf"(?:/|cho\s+{_EACH}|{_EACH})\s*(?:{_EACH}\s+)?(?P<what>[^\d.;()/]+?)\)?{_CAP}$",
    )
)
_OF_ONE_THING = re.compile(
    rf"^(?P<before>[^\d:;]+?)\s+(?:một|0?1)\s+(?P<what>[^\d:;]+?)\s*:\s*(?P<points>{NUMBER})\s*(?:điểm|đ\b)$",
    re.IGNORECASE,
)
"""``Phát động 01 phong trào: 20 điểm, tối đa 60``: of each, where more points than these may be reached."""
_FAULT = re.compile(
    r"\b(?:trừ|phạt|giảm|thiếu|chậm|trễ|sai|không|chưa|vi phạm|vắng|bị|quá hạn|để)\b", re.IGNORECASE
)
"""``Thiếu 01 nội dung: 5 điểm`` is a level."""
_THERE_IS = re.compile(r"^có\s+(?=0?1\s)", re.IGNORECASE)
"""``Có 01 mô hình cộng 2 điểm`` of a bonus is for each; of the scale it may be one of several levels."""
_OFF = re.compile(r"\btrừ\b", re.IGNORECASE)
_OFF_THE_SCALE = re.compile(rf"\b(?:trừ|phạt|giảm)\b|[-–−]\s*{NUMBER}\s*(?:điểm|đ\b)", re.IGNORECASE)
"""Points that are taken off are counted in the block of penalties only."""
_SUCH = re.compile(
    r"^(?P<one>mỗi [^()]+?)\s*\((?:từ|có|ít nhất|tối thiểu|đạt)\b[^()]*\)|"
    r"^(?P<long>mỗi [^()\d:;,]+?)\s+(?:(?:dài|rộng|có|trị giá)\s+)?từ\s+\d[\d.,]*\s*(?!điểm|đ\b)"
    r"[^()\d:;,]{0,20}?\s*trở lên(?=\s)",
    re.IGNORECASE,
)
"""``Mỗi lớp (từ 15 người trở lên)``, ``mỗi tuyến dài từ 100 m trở lên``: which of them count is asked,
as words and figures left over."""
_ONLY_CAP = re.compile(rf"^{_CAP[:-1]}$", re.IGNORECASE)


def read(asked: Sentence) -> Scoring | None:
    """One sentence with points for each, and how many there may be at most."""
    counts: list[re.Match[str]] = []
    ones: list[re.Match[str]] = []
    left: list[str] = []
    most: Decimal | None = None
    every = clauses(asked.text)
    if asked.section and len(every) == 1:
        every = [_THERE_IS.sub("", every[0])]
    for clause in (_SUCH.sub(lambda found: found["one"] or found["long"], clause) for clause in every):
        found = next(filter(None, (pattern.match(clause) for pattern in _PATTERNS)), None)
        if found and not (_OFF_THE_SCALE if not asked.is_penalty else _OFF).search(clause):
            counts.append(found)
        elif found := _ONLY_CAP.match(clause):
            most = number(found["most"])
        elif (found := _OF_ONE_THING.match(clause)) and not _FAULT.search(clause):
            ones.append(found)
        else:
            left.append(clause)
    if len(ones) == 1 and not counts and most is not None and most > number(ones[0]["points"]):
        counts = ones
    else:
        left += [found[0] for found in ones]
    if len({number(found["points"]) for found in counts} - {Decimal(0)}) != 1:
        return None
    found = max(counts, key=lambda each: bool(each.groupdict().get("most")))
    most = number(found["most"]) if found.groupdict().get("most") else most
    before = (found["before"] or "").strip(" ,(")
    before = "" if before.endswith(":") else before
    what = found["what"].strip()
    label = counted(
        what if len(what.split()) > 1 or not before else f"{what} {before[:1].lower()}{before[1:]}"
    )
    best = most if most is not None else asked.top
    doubts = of_left(left) + of_label(label) + (of_top(best, asked) if best is not None else ())
    each = number(found["points"])
    if most is None and each == asked.top:
        doubts = (*doubts, OF_ONE)
    rule = {"kind": "count", "label": label, "each": plain(each)}
    return Scoring(LABEL, rule, best, doubts)
