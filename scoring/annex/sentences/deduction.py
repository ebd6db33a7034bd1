"""``chậm báo cáo trừ 0,5 điểm/lần, tối đa 2``: points taken off for each occurrence."""

import re
from decimal import Decimal

from scoring.annex.figures import NUMBER, number
from scoring.annex.sentences.clauses import clauses, graded
from scoring.annex.sentences.count import OF_ONE
from scoring.annex.sentences.labels import counted, of_label
from scoring.annex.sentences.reading import Scoring, Sentence, of_left, of_top, plain
from scoring.annex.sentences.yes_no import LABEL as YES_NO
from scoring.text import show_number

LABEL = "Trừ theo số lần"
PENALTY_LABEL = "Trừ mỗi lần"
ONCE_OR_EACH = "không nói trừ một lần hay mỗi lần; hiểu là mỗi lần"
_EACH = r"(?:mỗi|một|0?1|cứ)"
_OFF = (
    r"(?:(?:trừ|phạt|giảm(?: trừ)?)(?:\s+(?:đi|điểm))?\s*:?\s+|"
    r"(?<![\d%])\s*[-–−](?=\d)|(?<=[:=])\s*[-–−]\s*)"
)
"""A minus stands before its number or behind a colon; ``01 sáng kiến - 1 điểm`` has none."""
_TAKEN = re.compile(
    rf"^(?P<what>.*?)[\s,:(]*(?:thì\s+)?(?:bị\s+|sẽ\s+)*{_OFF}(?P<points>{NUMBER})\s*"
    rf"(?:(?P<share>%)\s*(?:tổng\s+)?(?:số\s+)?điểm(?:\s+tối đa|\s+chuẩn)?"
    rf"(?:\s+của\s+(?:tiêu chí|nội dung|mục)(?:\s+(?:này|ấy|đó))?)?|(?:điểm|đ\b)?)\s*"
    rf"(?:(?:/|cho\s+{_EACH}|{_EACH}|trên)\s*(?:{_EACH}\s+)?(?P<per>[^,.;()\d]+?))?\)?\s*"
    rf"(?:\s*[,.(]?\s*(?:nhưng\s+)?(?:trừ\s+)?(?:tối đa|không quá|nhiều nhất|tổng trừ không quá)\s*"
    rf"(?:trừ\s+)?(?:không quá\s+|là\s+)?(?P<most>{NUMBER})\s*(?:điểm|đ\b)?\)?)?$",
    re.IGNORECASE,
)
_MOST = re.compile(
    rf"^(?:nhưng\s+)?(?:tổng\s+)?(?:(?:điểm\s+)?(?:bị\s+)?trừ\s+)?(?:tối đa|không quá|nhiều nhất)\s*"
    rf"(?:là\s+)?(?:trừ\s+)?(?:không quá\s+)?(?P<most>{NUMBER})\s*(?:điểm|đ\b)?$",
    re.IGNORECASE,
)
_TO_THE_END = re.compile(
    r"[,;]?\s*(?:trừ\s+)?(?:cho\s+)?(?:đến|tới)\s+(?:khi\s+)?hết(?:\s+(?:số\s+)?điểm.*)?$", re.IGNORECASE
)
_VERB_FIRST = re.compile(
    rf"^(?P<off>(?:bị )?trừ {NUMBER} điểm) (?:nếu|khi|đối với|cho)(?: đơn vị)? "
    r"(?!mỗi|một|0?1\b)(?P<what>.+)$",
    re.IGNORECASE,
)
"""``Trừ 2 điểm nếu có đơn thư vượt cấp``."""
_PER_CENT = re.compile(r"(?:cứ|mỗi|giảm|thấp hơn|thiếu)\s(?:[^;\d]*)(?!0?1\s*%)\d+\s*%", re.IGNORECASE)
_TWO = re.compile(rf"\b(?:trừ|phạt)\s+{NUMBER}", re.IGNORECASE)
"""Two deductions in one sentence."""
_REPEATED = re.compile(rf"\b{_EACH}\b", re.IGNORECASE)


def read(asked: Sentence) -> Scoring | None:
    """One sentence of taking off; beside it the full points, and how much may be taken off at most."""
    taken: list[re.Match[str]] = []
    left: list[str] = []
    most: Decimal | None = None
    for clause in (_VERB_FIRST.sub(r"\g<what> \g<off>", _TO_THE_END.sub("", c)) for c in clauses(asked.text)):
        if found := _MOST.match(clause):
            most = number(found["most"])
        elif found := _TAKEN.match(clause):
            taken.append(found)
        elif not _is_full(clause, asked):
            left.append(clause)
    if len(taken) != 1 or _PER_CENT.search(taken[0]["what"]) or _TWO.search(taken[0]["what"]):
        return None
    [found] = taken
    if not number(found["points"]):
        return None
    most = number(found["most"]) if found["most"] else most
    doubts = list(of_left(left))
    if not found["per"] and not _REPEATED.search(found["what"]):
        doubts.append(ONCE_OR_EACH)
    label = _label(found["what"], (found["per"] or "").strip())
    doubts += of_label(label)
    each = number(found["points"])
    if asked.is_penalty and found["what"].strip(" :,").lower() == "có":
        return Scoring(YES_NO, {"kind": "yes_no"}, each, of_left(left))
    if asked.is_penalty:
        return _as_count(asked, found, label, each, most, doubts)
    floor = Decimal(0)
    if most is not None and asked.top is not None:
        if most > asked.top:
            doubts.append(f"trừ tối đa {show_number(most)}, nhiều hơn điểm tối đa {show_number(asked.top)}")
        floor = max(Decimal(0), asked.top - most)
    key = "each_percent" if found["share"] else "each"
    rule = {"kind": "deduction", "label": label, key: plain(each)}
    if floor:
        rule["floor"] = plain(floor)
    return Scoring(LABEL, rule, asked.top, tuple(doubts))


def _as_count(
    asked: Sentence,
    found: "re.Match[str]",
    label: str,
    each: Decimal,
    most: Decimal | None,
    doubts: list[str],
) -> Scoring | None:
    """In a block of penalties points are counted, not taken off a maximum."""
    if found["share"]:
        return None
    best = most if most is not None else asked.top
    if most is None and asked.top == each:
        doubts.append(OF_ONE)
    elif best is not None and asked.top != each:
        doubts += of_top(best, asked)
    rule = {"kind": "count", "label": label, "each": plain(each)}
    return Scoring(PENALTY_LABEL, rule, best, tuple(doubts))


def _is_full(clause: str, asked: Sentence) -> bool:
    """``Đúng hạn: 5 điểm``: what is left where nothing is taken off."""
    grade = graded(clause)
    return grade is not None and asked.top is not None and grade.worth(asked.top) == asked.top


def _label(what: str, per: str) -> str:
    """``chậm báo cáo`` and ``lần`` -> ``Số lần chậm báo cáo``."""
    bare = what.strip(" ,:.;(-–")
    if not bare:
        return counted(per)
    named = counted(bare)
    if per and per.lower() not in named.lower():
        return counted(f"{per} {bare[:1].lower()}{bare[1:]}")
    return named
