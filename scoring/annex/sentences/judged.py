"""``Căn cứ mức độ thực hiện để chấm điểm``: somebody judges, so points are typed."""

import re

from scoring.annex.figures import NUMBER, number
from scoring.annex.sentences.direct import direct
from scoring.annex.sentences.reading import Scoring, Sentence, of_top
from scoring.annex.sentences.superior import is_given
from scoring.text import clean

_HOW_WELL = r"(?:mức độ|kết quả|tình hình|chất lượng|thực tế)"
_JUDGED = re.compile(
    rf"chấm(?: điểm)? (?:theo|căn cứ(?: vào)?|dựa (?:vào|trên)) {_HOW_WELL}\b[^.;:\d]*|"
    r"(?:căn cứ|tùy|tuỳ|dựa|theo)(?: vào| theo| trên)? "
    rf"{_HOW_WELL}\b[^.;:\d]*?"
    r"(?:,? ?(?:để|mà) )?(?:chấm|cho)(?: điểm)?(?: phù hợp| tương ứng)?"
    rf"(?:,? (?:từ 0 ?(?:đến|-|–)|tối đa|không quá) ?(?P<most>{NUMBER})(?: điểm)?)?",
    re.IGNORECASE,
)


def read(asked: Sentence) -> Scoring | None:
    """All that is said is that points are given by how well it was done."""
    found = _JUDGED.fullmatch(clean(asked.text).strip(" ."))
    if found is None or asked.top is None or is_given(asked.text):
        return None
    return direct(asked.top, of_top(number(found["most"]), asked) if found["most"] else ())
