"""What keeps a unit from a class whatever its points: ``không xếp loại Tốt nếu …``, ``hạ một bậc``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from scoring.text import ascii_slug

_LOWER = re.compile(
    r"\bhạ(?: xuống| đi)? (?:(?P<by>một|1|01|hai|2|02) (?:bậc|mức|loại|hạng)|bậc)\b", re.IGNORECASE
)
_CAP = re.compile(
    r"không (?:được )?(?:xếp|đánh giá|công nhận|xét)\b[^.;\n]{0,20}?(?:\s(?P<beyond>quá|cao hơn|trên))?\s+"
    r"(?:mức|loại|hạng|danh hiệu)?\s*(?:loại\s+)?[“\"]?(?P<name>[^.;,:\n”\"]{2,60})",
    re.IGNORECASE,
)
_BEST_LEFT = re.compile(
    r"(?:(?:xếp )?(?:loại|mức|hạng) cao nhất|tối đa)(?: chỉ)? (?:là|đạt|xếp loại|được xếp loại|ở mức)\s+"
    r"(?:mức|loại|hạng)?\s*[“\"]?(?P<name>[^.;,:\n”\"]{2,60})|"
    r"chỉ (?:được )?(?:xếp|đánh giá)(?: tối đa)?(?: đến)?\s+(?:mức|loại|hạng)(?!\s*(?:cao nhất|tối đa))\s*"
    r"[“\"]?(?P<only>[^.;,:\n”\"]{2,60})",
    re.IGNORECASE,
)
_OUT = re.compile(
    r"(?:không|chưa) (?:được )?(?:(?:đưa vào |đề nghị )?xét(?:,? (?:đề nghị|tặng|công nhận|duyệt))*"
    r"(?: (?:các|và|,))* (?:thi đua|khen thưởng|danh hiệu|công nhận|xếp (?:loại|hạng))|xét công nhận|"
    r"xét tặng|"
    r"xếp (?:loại|hạng)|đánh giá, xếp loại|công nhận|đề nghị (?:xét|công nhận|tặng|khen)|"
    r"bình (?:xét|bầu|chọn)|(?:trao |phong |xét |bình )?tặng|xét (?:đối với|các|những|khi|nếu|cho))\b|"
    r"không đủ (?:điều kiện|tiêu chuẩn) (?:bình xét|xếp loại|xét|công nhận)|"
    r"loại (?:ra )?khỏi(?! (?:tổng|thang))",
    re.IGNORECASE,
)
_TWO = frozenset({"hai", "2", "02"})


@dataclass(frozen=True, slots=True)
class ClassEffect:
    """What follows: ``cap`` with the best class that is left, ``lower`` by classes, or ``disqualify``."""

    effect: Literal["cap", "lower", "disqualify"]
    class_name: str = ""
    lower_by: int = 0


def effect_of(text: str, classes: Sequence[str]) -> ClassEffect | None:
    """What a sentence says happens; ``classes`` from the best down. None for any other sentence."""
    if found := _LOWER.search(text):
        return ClassEffect("lower", lower_by=2 if (found["by"] or "").lower() in _TWO else 1)
    if found := _CAP.search(text):
        said = ascii_slug(found["name"])
        named = [name for name in classes if _begins(said, name)]
        if named:
            at = classes.index(max(named, key=len))
            lower = at if found["beyond"] else at + 1
            return ClassEffect("cap", classes[lower]) if lower < len(classes) else ClassEffect("disqualify")
    if found := _BEST_LEFT.search(text):
        said = ascii_slug(found["name"] or found["only"])
        named = [name for name in classes if _begins(said, name)]
        return ClassEffect("cap", max(named, key=len)) if named else None
    return ClassEffect("disqualify") if _OUT.search(text) else None


def _begins(said: str, name: str) -> bool:
    """True where a text begins with the name of a class: "khác" does not with "khá"."""
    return f"{said}-".startswith(f"{ascii_slug(name).removesuffix('-nhiem-vu')}-")
