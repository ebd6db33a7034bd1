"""``Có: 2, không: 0``."""

import re

from scoring.annex.figures import NUMBER, number
from scoring.annex.sentences.clauses import all_graded, clauses
from scoring.annex.sentences.reading import Scoring, Sentence, of_left, of_top

LABEL = "Có/Không"
_YES = re.compile(r"^(?:có|đã)\b", re.IGNORECASE)
_EITHER = re.compile(
    r"(?:có|đạt)\s*(?:/|hoặc)\s*(?:không(?: đạt| có)?|chưa(?: đạt)?)"
    rf"(?:\s*[:(]?\s*(?P<points>{NUMBER})\s*/\s*0\s*(?:điểm|đ)?\)?)?\.?",
    re.IGNORECASE,
)
"""``Đạt/Không đạt``, the points in their column."""
_NO = re.compile(r"^(?:không(?: có)?|chưa(?: có)?)\b", re.IGNORECASE)


def read(asked: Sentence) -> Scoring | None:
    """Two clauses, one with Có, one with Không, of which one is worth nothing; or ``Có/Không``."""
    if (either := _EITHER.fullmatch(asked.text.strip())) and asked.top is not None:
        doubts = of_top(number(either["points"]), asked) if either["points"] else ()
        return Scoring(LABEL, {"kind": "yes_no"}, asked.top, doubts)
    grades, left = all_graded(clauses(asked.text))
    if len(grades) != 2:
        return None
    worths = [grade.worth(asked.top) for grade in grades]
    yes = [n for n, grade in enumerate(grades) if _YES.match(grade.when)]
    no = [n for n, grade in enumerate(grades) if _NO.match(grade.when)]
    if len(yes) != 1 or len(no) != 1 or None in worths or min(worths) != 0 or not max(worths):  # type: ignore[type-var]
        return None
    best = max(filter(None, worths))
    good = "Có" if worths[yes[0]] else "Không"
    bare = all(len(grade.when.split()) == 1 for grade in grades)
    if good == "Không" and (asked.is_penalty or not bare):
        return None  # the words that are answered with Không would be lost: levels keep them
    rule = {"kind": "yes_no"} if good == "Có" else {"kind": "yes_no", "good": good}
    return Scoring(LABEL, rule, best, (*of_top(best, asked), *of_left(left)))
