"""``UBND phường chấm``: points that somebody else gives."""

import re

from scoring.annex.sentences.clauses import as_label
from scoring.annex.sentences.reading import Scoring, Sentence

LABEL = "Cơ quan khác chấm"
_GIVEN = re.compile(
    r"\bdo (?P<who>[^.;:,\n]{3,60}?) (?:chấm|đánh giá|cho điểm|thẩm định)|"
    r"(?P<body>\b(?:ban chỉ đạo|hội đồng|ubnd|ủy ban|tổ(?! chức)|đoàn|phòng|sở|ban|hệ thống|phần mềm) "
    r"[^.;:,\n]{0,50}?)"
    r"(?:,?\s*(?:xem xét|đánh giá))?,?\s?(?:chấm|cho điểm)\b|(?P<survey>điều tra xã hội học|"
    r"khảo sát (?:mức độ|sự) hài lòng)",
    re.IGNORECASE,
)


def is_given(text: str) -> bool:
    """True where a text names somebody who gives the points."""
    return bool(_GIVEN.search(text))


def read(asked: Sentence) -> Scoring | None:
    """Never certain: it may only say who looks at it later."""
    found = _GIVEN.search(f"{asked.text}\n{asked.title}")
    if found is None or asked.section:
        return None
    who = as_label(found["who"] or found["body"] or "Kết quả khảo sát")
    return Scoring(LABEL, {"kind": "superior", "who": who}, asked.top, (f"hiểu là điểm do {who} cho",))
