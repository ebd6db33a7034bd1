"""``UBND phường chấm``: points that somebody else gives."""

import re

from scoring.annex.sentences.clauses import as_label
from scoring.annex.sentences.reading import Scoring, Sentence
from scoring.text import clean

LABEL = "Cấp trên chấm"
_BODY = (
    r"\b(?:ban chỉ đạo|hội đồng|UBND|ủy ban|tổ(?! chức)|đoàn|phòng|sở|ban|hệ thống|phần mềm|phường|xã|"
    r"cơ quan|thường trực|(?:(?:thành|tỉnh|quận|huyện|trung ương) )?hội(?! (?:viên|nghị|thảo|trường|thi))) "
)
_LOOKS = r"(?:,?\s*(?:xem xét|đánh giá|khảo sát|thẩm định))*,?\s?"
_DECIDES = r"quyết định(?: số| mức)? điểm"
_GIVEN = re.compile(
    r"\bdo (?P<who>[^.;:,\n]{3,60}?) (?:chấm|đánh giá|cho điểm|thẩm định)|"
    r"(?:theo|căn cứ|từ) kết quả (?:khảo sát|đánh giá|chấm điểm|chấm|thẩm định|xếp loại|công bố) "
    r"(?:điểm )?của (?P<by>[^.;:,\n]{2,60})|"
    rf"(?P<body>{_BODY}[^.;:,\n]{{0,50}}?){_LOOKS}(?:chấm|cho điểm|{_DECIDES})\b|"
    r"(?P<survey>điều tra xã hội học|khảo sát (?:mức độ|sự) hài lòng)",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"(?:do )?{_BODY}[^.;:,\n\d]{{0,50}}?{_LOOKS}(?:chấm(?: điểm)?|cho điểm|{_DECIDES})"
    r"(?: (?:qua|bằng) [^.;:\n\d]*)?\.?",
    re.IGNORECASE,
)


def is_given(text: str) -> bool:
    """True where a text names somebody who gives the points."""
    return bool(_GIVEN.search(text))


def read(asked: Sentence) -> Scoring | None:
    """Certain where it is all that is said; else it may only say who looks at it later."""
    found = _GIVEN.search(f"{asked.text}\n{asked.title}")
    if found is None:
        return None
    who = as_label(found["who"] or found["by"] or found["body"] or "Kết quả khảo sát")
    doubts = () if _ALONE.fullmatch(clean(asked.text)) else (f"hiểu là điểm do {who} cho",)
    return Scoring(LABEL, {"kind": "superior", "who": who}, asked.top, doubts)
