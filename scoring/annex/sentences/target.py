"""``Từ 5 mô hình trở lên: 10 điểm; thấp hơn tính theo tỷ lệ``: so much of a number that is stated."""

import re

from scoring.annex.figures import NUMBER, number
from scoring.annex.sentences.clauses import clauses, graded
from scoring.annex.sentences.labels import counted
from scoring.annex.sentences.reading import Scoring, Sentence, of_left, plain

LABEL = "Theo chỉ tiêu giao"
_AIM = re.compile(
    rf"(?:(?:đạt|đủ|có|hoàn thành|thực hiện|tổ chức|xây dựng)\s+)*(?:từ\s+|ít nhất\s+)?(?P<aim>{NUMBER})\s+"
    r"(?P<what>[^\W\d_][^%\d]*?)(?:\s+trở lên)?",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"^(?:thấp hơn|ít hơn|dưới|không đạt|không đủ|chưa đạt)\b[^%]*\btheo t[ỷỉ] lệ[^%\d]*$", re.IGNORECASE
)


def read(asked: Sentence) -> Scoring | None:
    """A number of things for the full points, and less of them in proportion."""
    aims: list[re.Match[str]] = []
    left: list[str] = []
    less = 0
    for clause in clauses(asked.text):
        grade = graded(clause)
        found = _AIM.fullmatch(grade.when) if grade and grade.worth(asked.top) == asked.top else None
        if found and number(found["aim"]):
            aims.append(found)
        elif _LESS.match(clause):
            less += 1
        else:
            left.append(clause)
    if len(aims) != 1 or less != 1 or asked.top is None or asked.section:
        return None
    label, aim = counted(aims[0]["what"]), number(aims[0]["aim"])
    return Scoring(LABEL, {"kind": "target", "label": label, "target": plain(aim)}, asked.top, of_left(left))
