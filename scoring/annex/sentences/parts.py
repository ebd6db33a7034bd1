"""``Có kế hoạch: 2 điểm; có sơ kết: 3 điểm`` of 5: things that are done or not, each for itself."""

import re
from decimal import Decimal

from scoring.annex.sentences.clauses import all_graded, clauses
from scoring.annex.sentences.ranges import span_in
from scoring.annex.sentences.reading import Scoring, Sentence, of_left, plain
from scoring.text import capitalized, fold

_NOTHING = re.compile(r"^không(?: có| thực hiện)?\b", re.IGNORECASE)
_A_GRADE = re.compile(
    r"(?:.*\s)?(?:xuất sắc|tốt|khá|trung bình|yếu|kém|đúng hạn|chậm|muộn|đạt)", re.IGNORECASE
)
LABEL = "Cộng các việc"
_ONE_OF_SOME = re.compile(r"\b0?1\s+[^\W\d]|\bmột\b", re.IGNORECASE)
_OR_EACH = "văn bản không nói tính một lần hay mỗi cái"
_OR_ONE = "văn bản không nói cộng lại hay tính một mức"


def read(asked: Sentence) -> Scoring | None:
    """Clauses whose points make the maximum together; none of them gives it alone."""
    found, left = all_graded(clauses(asked.text))
    grades = [grade for grade in found if grade.worth(asked.top) or not _NOTHING.match(grade.when)]
    worths = [grade.points for grade in grades if grade.points]
    if len(worths) < 2 or len(worths) < len(grades) or sum(worths) != asked.top:
        return None
    if all(span_in(grade.when, "%") for grade in grades) or len({fold(g.when) for g in grades}) < len(grades):
        return None
    parts = [
        {"text": capitalized(grade.when), "points": plain(grade.points or Decimal(0))} for grade in grades
    ]
    graded = all(_A_GRADE.fullmatch(grade.when) for grade in grades)
    counted = any(_ONE_OF_SOME.search(grade.when) for grade in grades)
    doubts = (_OR_ONE,) if graded else (_OR_EACH,) if counted else ()
    return Scoring(LABEL, {"kind": "parts", "parts": parts}, asked.top, (*doubts, *of_left(left)))
