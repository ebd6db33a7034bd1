"""``Đơn vị cao nhất được 5 điểm, các đơn vị khác tính theo tỷ lệ so với đơn vị cao nhất``."""

import re

from scoring.annex.figures import NUMBER, number
from scoring.annex.sentences.clauses import WHO
from scoring.annex.sentences.labels import counted
from scoring.annex.sentences.reading import Scoring, Sentence, of_top
from scoring.text import clean

LABEL = "So với đơn vị cao nhất khối"
_BEST = re.compile(
    rf"(?:{WHO} )?(?:nào )?(?:có |đạt )?(?P<what>[^.;,:\n]*?) ?(?:cao|nhiều|lớn) nhất[^.;,:\n]*?[\s:]*"
    rf"(?:được|đạt|tính|chấm)? ?(?:điểm tối đa|tối đa|(?P<points>{NUMBER}) ?(?:điểm|đ))(?: điểm)? ?[,;.] ?"
    rf"(?:các |những )?(?:{WHO})?\s*(?:khác|còn lại|thấp hơn|tiếp theo)\b[^\n;]*(?:t[ỷỉ] lệ|/|chia)[^\n;]*",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    rf"{WHO}\b[^.;\n]*\b(?:cao|nhiều|lớn|thấp|ít) nhất|(?:cao|nhiều|lớn) nhất (?:khối|cụm|toàn|trong)|"
    r"\b(?:xếp|đứng) thứ\b",
    re.IGNORECASE,
)


def is_compared(text: str) -> bool:
    """True where the points depend on what other units reach."""
    return bool(_COMPARED.search(text))


def read(asked: Sentence) -> Scoring | None:
    """The best has the maximum, the others their share of its figure; nothing else may be said."""
    found = _BEST.fullmatch(clean(asked.text).strip(" .;"))
    if found is None or asked.section:
        return None
    label = counted(found["what"] or asked.title)
    doubts = of_top(number(found["points"]), asked) if found["points"] else ()
    return Scoring(LABEL, {"kind": "best", "label": label}, asked.top, doubts)
