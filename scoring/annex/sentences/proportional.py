"""``tỷ lệ x điểm tối đa``: points by the share itself."""

import re

from scoring.annex.figures import NUMBER, number
from scoring.annex.sentences.clauses import clauses, graded
from scoring.annex.sentences.labels import ratio_labels
from scoring.annex.sentences.ranges import span_in
from scoring.annex.sentences.reading import Scoring, Sentence, of_left, of_top, plain

LABEL = "Theo tỷ lệ"
_TIMES = re.compile(
    rf"(?:x|×|\*|nhân(?: với)?)\s*(?:100\s*%?\s*(?:x|×|\*)\s*)?(?:(?P<points>{NUMBER})\s*(?:điểm|đ\b)?\)?$|"
    r"(?:số |thang )?điểm(?: tối đa| chuẩn| quy định)?)",
    re.IGNORECASE,
)
_BY_SHARE = re.compile(
    r"(?:theo|tương ứng(?: với)?|tỷ lệ thuận)(?: với)? (?:t[ỷỉ] lệ|phần trăm|% )", re.IGNORECASE
)
_ROUNDED = re.compile(
    rf"làm tròn (?:đến |tới )?(?:bội (?:số )?(?:gần nhất )?của )?(?P<step>{NUMBER})", re.IGNORECASE
)
_DEFINED = re.compile(r"t[ỷỉ] lệ\s*(?:%|phần trăm)?\s*=.*(?:x|×|\*|nhân(?: với)?)\s*100\s*%?$", re.IGNORECASE)
"""What the share is, not what it brings."""
_IS_RATIO = re.compile(r"t[ỷỉ] lệ|/|phần trăm|%", re.IGNORECASE)


def read(asked: Sentence) -> Scoring | None:
    """A product with the maximum, or "theo tỷ lệ"; the full points may come from a share below 100 %."""
    said: list[str] = []
    left: list[str] = []
    doubts: list[str] = []
    full_at = round_to = None
    for clause in clauses(asked.text):
        if _DEFINED.match(clause):
            continue
        grade = graded(clause)
        span = span_in(grade.when, "%") if grade else None
        if (_TIMES.search(clause) and _IS_RATIO.search(clause)) or _BY_SHARE.search(clause):
            said.append(clause)
            doubts += _other_maximum(clause, asked)
        elif grade and span and grade.worth(asked.top) == asked.top is not None:
            full_at = span.low
        elif grade and span and not grade.worth(asked.top):
            doubts.append(f"“{clause[:60]}” không có trong cách chấm theo tỷ lệ")
        elif found := _ROUNDED.search(clause):
            round_to = number(found["step"])
        else:
            left.append(clause)
    if len(said) != 1:
        return None
    labels = ratio_labels(*said, asked.title, asked.text)
    if labels is None:
        doubts.append("văn bản không nói tỷ lệ của số nào trên số nào")
    top_label, bottom_label = labels or ("Số đã thực hiện", "Tổng số phải thực hiện")
    rule = {"kind": "ratio", "top_label": top_label, "bottom_label": bottom_label}
    if round_to:
        rule["round_to"] = plain(round_to)
    if full_at is not None and full_at < 100:
        rule["full_at"] = plain(full_at)
        doubts.append("dưới mức ấy tính theo tỷ lệ so với mức, không phải so với 100%")
    return Scoring(LABEL, rule, asked.top, (*doubts, *of_left(left)))


def _other_maximum(clause: str, asked: Sentence) -> tuple[str, ...]:
    found = _TIMES.search(clause)
    return of_top(number(found["points"]), asked) if found and found["points"] else ()
