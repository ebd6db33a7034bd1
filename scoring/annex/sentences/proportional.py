"""``tỷ lệ x điểm tối đa``: points by the share itself."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from scoring.annex.figures import NUMBER, number
from scoring.annex.sentences.clauses import clauses, graded
from scoring.annex.sentences.labels import ratio_names, spelled_out
from scoring.annex.sentences.ranges import span_in
from scoring.annex.sentences.reading import Scoring, Sentence, of_left, of_top, plain

LABEL = "Tỷ lệ"
_X = r"(?:x|×|\*|nhân(?: với)?)"
_TIMES = re.compile(
    rf"{_X}\s*(?:100\s*%?\s*{_X}\s*)?(?:(?P<points>{NUMBER})\s*(?:điểm|đ\b)?\s*\)?\s*(?:/\s*100\s*%?)?$|"
    r"(?:số |thang )?điểm(?: tối đa| chuẩn| quy định)?)",
    re.IGNORECASE,
)
_POINTS_FIRST = re.compile(rf"(?:^|=\s*)(?P<points>{NUMBER})\s*(?:điểm|đ\b)?\s*{_X}\s", re.IGNORECASE)
_DIVIDED = re.compile(rf"(?:/|:|chia(?: cho)?)\s*(?P<full>{NUMBER})\s*%", re.IGNORECASE)
"""``Tỷ lệ/80% x 5``: the share from which the points are full."""
_BY_SHARE = re.compile(
    r"(?:theo|tương ứng(?: với)?|tỷ lệ thuận)(?: với)? (?:t[ỷỉ] lệ|phần trăm|% )", re.IGNORECASE
)
_ROUNDED = re.compile(
    rf"làm tròn (?:đến |tới )?(?:bội (?:số )?(?:gần nhất )?của )?(?P<step>{NUMBER})", re.IGNORECASE
)
_DEFINED = re.compile(
    r"t[ỷỉ] lệ\s*(?:%|phần trăm)?\s*=(?:[^;\n]*(?:x|×|\*|nhân(?: với)?)\s*100\s*%?|[^;\n*×]*/[^;\n*×]*)$",
    re.IGNORECASE,
)
"""What the share is, not what it brings."""
_IS_RATIO = re.compile(r"t[ỷỉ] lệ|/|phần trăm|%|chỉ số", re.IGNORECASE)
_AT_MOST = re.compile(
    rf",?\s*\(?(?:nhưng\s+)?(?:tối đa|không (?:vượt )?quá)\s+(?P<most>{NUMBER})\s*(?:điểm|đ\b)\)?$",
    re.IGNORECASE,
)
_PLAN_DONE = re.compile(r"chỉ tiêu|kế hoạch|dự toán", re.IGNORECASE)
_HUNDRED = Decimal(100)


@dataclass
class _Said:
    """What the clauses say together."""

    products: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    full_at: Decimal | None = None
    divided: Decimal | None = None
    round_to: Decimal | None = None

    def add(self, clause: str, asked: Sentence) -> None:
        """Take one clause in."""
        most = _AT_MOST.search(clause)
        bare = clause[: most.start()] if most else clause
        grade = graded(clause)
        span = span_in(grade.when, "%") if grade else None
        is_full = grade is not None and grade.worth(asked.top) == asked.top is not None
        if _is_product(bare):
            self.products.append(bare)
            self.doubts += _other_maximum(bare, asked)
            self.doubts += of_top(number(most["most"]), asked) if most else ()
            if divided := _DIVIDED.search(bare):
                self.divided = number(divided["full"])
        elif is_full and span:
            self.full_at = span.low
        elif is_full and grade and _PLAN_DONE.search(grade.when) and not re.search(r"\d", grade.when):
            self.full_at = _HUNDRED
        elif grade and span and not grade.worth(asked.top):
            self.doubts.append(f"“{clause[:60]}” không có trong cách chấm theo tỷ lệ")
        elif found := _ROUNDED.search(clause):
            self.round_to = number(found["step"])
        else:
            self.left.append(clause)


def read(asked: Sentence) -> Scoring | None:
    """A product with the maximum, or "theo tỷ lệ"; the full points may come from a share below 100 %."""
    said = _Said()
    for clause in clauses(spelled_out(asked.text)):
        if not _DEFINED.match(clause):
            said.add(clause, asked)
    if len(said.products) != 1:
        return None
    names = ratio_names(asked, spelled_out(said.products[0]))
    rule: dict[str, object] = {"kind": "ratio", **names.keys}
    if said.round_to:
        rule["round_to"] = plain(said.round_to)
    full_at = said.full_at if said.divided in (None, _HUNDRED) else said.divided
    if full_at is not None and full_at < _HUNDRED:
        rule["full_at"] = plain(full_at)
        if said.divided is None:
            said.doubts.append("dưới mức ấy tính theo tỷ lệ so với mức, không phải so với 100%")
    if said.divided and said.full_at and said.divided not in (said.full_at, _HUNDRED):
        said.doubts.append("tỷ lệ chia cho mức khác với mức được điểm tối đa")
    doubts = (*said.doubts, *of_left(said.left))
    return Scoring(LABEL, rule, asked.top, doubts, remarks=names.remarks)


def _is_product(clause: str) -> bool:
    times = _TIMES.search(clause) or _POINTS_FIRST.search(clause)
    return bool((times and _IS_RATIO.search(clause)) or _BY_SHARE.search(clause))


def _other_maximum(clause: str, asked: Sentence) -> tuple[str, ...]:
    found = _TIMES.search(clause)
    if not found or not found["points"]:
        found = _POINTS_FIRST.search(clause)
    return of_top(number(found["points"]), asked) if found and found["points"] else ()
