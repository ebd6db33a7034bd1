"""The outline as groups and criteria: which rows are criteria, which only levels of the one above them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from scoring.annex.figures import worth_of
from scoring.annex.how import How, how_scored, says_how
from scoring.annex.lines import Line
from scoring.annex.outline import OutlineItem
from scoring.annex.sections import section_of
from scoring.annex.sentences import levels
from scoring.annex.sentences.clauses import Graded, all_graded, clauses, telling
from scoring.annex.sentences.ranges import span_in
from scoring.annex.sentences.reading import Sentence
from scoring.annex.sentences.superior import is_given
from scoring.annex.totals import points_in_words
from scoring.text import clean, show_number

_GRADE = re.compile(
    r"^(?:đạt|không|hoàn thành|chưa|có|tốt|khá|trung bình|yếu|kém|xuất sắc|đúng hạn|chậm|quá hạn|đầy đủ|"
    r"thiếu|mức \d|loại [a-d]\b|từ \d|trên \d|dưới \d|>|<|≥|≤|\d+\s*%|kịp thời|còn lại|thực hiện)",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"chỉ (?:được )?(?:chọn|tính|chấm|lấy|cộng)(?: điểm)? (?:một|1|01|mức|điểm cao)", re.IGNORECASE
)
_AT_MOST = re.compile(r"(?:không|chẳng) (?:vượt )?quá|tối đa|nhiều nhất", re.IGNORECASE)
_CAP = re.compile(
    r"(?:(?:tối đa|không (?:vượt )?quá)\s*:?\s*(?:cộng |trừ |thưởng )?)+"
    r"(?P<most>\d+(?:[.,]\d+)?)\s*(?:điểm|đ\b)",
    re.IGNORECASE,
)


_PLANNED = re.compile(r"\b(?:chỉ tiêu|kế hoạch|yêu cầu|định mức)\b", re.IGNORECASE)
_NO_NAME = "(chưa có tên)"
_ASKED = re.compile(r"điều tra|khảo sát", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Node:
    """A group (with ``children``) or a criterion (with ``how``), or a row that is neither yet (no maximum).

    ``details``: the lines that say how it is scored. ``stated``: the points that the paper gives it.
    """

    text: str
    item: OutlineItem
    children: list["Node"] = field(default_factory=list)
    details: list[Line] = field(default_factory=list)
    stated: Decimal | None = None
    how: How | None = None
    doubts: list[str] = field(default_factory=list)
    section: str = ""
    guide: str = ""
    code: str = ""

    @property
    def line(self) -> Line | None:
        """The row that it stands in; None where a column on the left holds it."""
        return self.item.line

    @property
    def is_group(self) -> bool:
        """True where criteria stand below it."""
        return bool(self.children)

    @property
    def top(self) -> Decimal | None:
        """The maximum: of a group what its criteria make together."""
        if self.children:
            return self.stated if self.limit else self.sum
        if self.stated is not None:
            return self.stated
        return self.how.taken.top if self.how else None

    @property
    def sum(self) -> Decimal:
        """What its criteria make together."""
        return sum((child.top or Decimal(0) for child in self.children), Decimal(0))

    @property
    def limit(self) -> Literal["", "cap", "only_one"]:
        """Why a group brings less than its criteria together, where its own words say so."""
        if self.stated is None or self.stated >= self.sum:
            return ""
        alone = not any(child.children for child in self.children)
        if alone and _ONE.search(self.text) and self.stated == max(child.top or 0 for child in self.children):
            return "only_one"
        return "cap" if self.stated and _AT_MOST.search(self.text) else ""

    def leaves(self) -> Iterator["Node"]:
        """The criteria below it, itself where it is one."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    def everything(self) -> Iterator["Node"]:
        """Itself and all below it."""
        yield self
        for child in self.children:
            yield from child.everything()


def nodes_of(items: Sequence[OutlineItem]) -> list[Node]:
    """The tree of groups and criteria."""
    return [_node(item, item.section) for item in items]


def _node(item: OutlineItem, section: str) -> Node:
    found = section_of(item.text)
    section = ("" if found == "main" else found) or section
    line = item.line
    node = Node(_named(item), item, section=section, doubts=[*item.doubts, *(line.doubts if line else ())])
    worth = line.worth if line else item.worth
    if worth:
        node.stated = worth.top
    kids, rows = _parted(item)
    if doubt := points_in_words(node.text, node.stated, bool(kids)):
        node.doubts.append(doubt)
    node.details = [child.line for child in rows if child.line]
    if kids:
        if node.stated is None and _falls(kids):
            node.doubts.append("các dòng bên dưới có thể là mức của một tiêu chí")
        node.children = [_node(kid, section) for kid in kids]
        node.guide = "\n".join(line.text for line in node.details)
    else:
        _score(node, rows)
    return node


def _named(item: OutlineItem) -> str:
    """The name, with what is to be reached where a column of its own has that."""
    text = item.text or _NO_NAME
    return f"{text} (yêu cầu: {clean(item.line.aim)})" if item.line and item.line.aim else text


def _of_aim(line: Line) -> Iterator[str]:
    """The doubt where nothing says how points follow from what is to be reached."""
    used = set(re.findall(r"\d+(?:[.,]\d+)?", line.aim)) <= set(re.findall(r"\d+(?:[.,]\d+)?", line.how))
    if line.aim and not (line.how and (used or _PLANNED.search(line.how))):
        yield f"chưa dùng đến cột yêu cầu: “{clean(line.aim)[:60]}”"


def _falls(kids: Sequence[OutlineItem]) -> bool:
    """True for rows without numbers whose points fall from row to row, as those of levels do."""
    worths = [kid.line.worth.points for kid in kids if kid.line and kid.line.worth and kid.is_detail]
    return 1 < len(worths) == len(kids) and all(above > below for above, below in pairwise(worths))


def _parted(item: OutlineItem) -> tuple[list[OutlineItem], list[OutlineItem]]:
    """What of the items below is a group or criterion of its own, and what says how this one is scored."""
    children = _with_shared(item.children)
    plain = [child for child in children if _is_plain(child)]
    graded = [child for child in plain if child.line and child.line.worth]
    silent = [child for child in children if child not in graded and _is_silent(child, item)]
    others = [child for child in children if child not in graded and child not in silent]
    if not others and (not graded or _are_levels(item, graded)):
        return [], children
    if section_of(item.text) in ("bonus", "penalty") or item.section:
        return children, []
    return [child for child in children if child in others or child in graded], silent


def _with_shared(children: Sequence[OutlineItem]) -> list[OutlineItem]:
    """A row whose points are those of the merged cell above belongs to the row above."""
    kept: list[OutlineItem] = []
    for child in children:
        line = child.line
        if line and line.shares_points and not line.worth and not child.children and kept and kept[-1].line:
            kept[-1].children.append(child)
            kept[-1].doubts.append("ô điểm gộp với dòng dưới; hiểu là một tiêu chí")
        else:
            kept.append(child)
    return kept


def _is_plain(child: OutlineItem) -> bool:
    """A row that says nothing of its own scoring, with nothing below it but words without a number.

    Such words behind the last level are of the criterion: "Không phát sinh thì được điểm tối đa".
    """
    line = child.line
    below = all(each.is_detail and each.line and not each.line.worth for each in child.children)
    return line is not None and below and not line.how and not line.evidence and not says_how(line.note)


def _is_silent(child: OutlineItem, item: OutlineItem) -> bool:
    """A row that only says more of the one above: no points, no number or points of that one."""
    if child.line is None or child.children or child.line.worth:
        return False
    return child.is_detail or (_is_plain(child) and _stated(item) is not None)


def _stated(item: OutlineItem) -> Decimal | None:
    return item.line.worth.points if item.line and item.line.worth else None


def _are_levels(item: OutlineItem, graded: Sequence[OutlineItem]) -> bool:
    """Levels of one criterion: the best of them has its maximum, or all are graded by their words."""
    worths = [child.line.worth.points for child in graded if child.line and child.line.worth]
    named = all(span_in(child.text, "%") or _GRADE.match(child.text) for child in graded)
    top = _stated(item)
    best = max((each.points or Decimal(0) for each in _grades_in(item)), default=None)
    if top is not None and best == top:
        return True
    if top is not None and all(child.is_detail for child in graded) and sum(worths) != top:
        return True
    if len(graded) < 2:
        return top is not None and all(child.is_detail for child in graded)
    if top is None:
        shares = all(span_in(child.text, "%") for child in graded)
        detailed = all(child.is_detail for child in graded)
        return item.line is not None and (shares or (0 in worths and (named or detailed)))
    if sum(worths) == top and max(worths) != top:
        return _are_parts(item, graded)
    return max(worths) == top or named


def _grades_in(item: OutlineItem) -> list[Graded]:
    return all_graded(clauses(item.line.how))[0] if item.line else []


def _are_parts(item: OutlineItem, graded: Sequence[OutlineItem]) -> bool:
    """Points in the words of the rows, where those of the criterion have a column: parts, no criteria."""
    return not (item.line and item.line.in_text) and all(
        child.line and child.line.in_text for child in graded
    )


def score_as(node: Node, top: Decimal, doubt: str) -> None:
    """Give a criterion a maximum that the paper does not state beside it."""
    node.stated = top
    node.doubts.append(doubt)
    _score(node, [child for child in node.item.children if child.line])


def _score(node: Node, rows: Sequence[OutlineItem]) -> None:
    """The ways to score a criterion, from its cells and the rows below it."""
    line = node.line
    if line is None:
        return
    per = _of_points(line)
    if node.stated is None and line.worth:
        node.stated = line.worth.top
    own = line.how
    if rows and own and line.worth and not telling([own]) and all(c.line and c.line.worth for c in rows):
        own = f"{own}: {show_number(line.worth.points)} điểm"  # the first of the levels that follow
    text = "\n".join(filter(None, (per, own, *(_row_text(child) for child in rows))))
    alone = not text and is_given(line.note)
    if line.note and (alone or _CAP.search(line.note) or says_how(line.note)):
        text = f"{text}\n{line.note}".strip()
    elif telling([line.note]) or _ASKED.search(line.note):
        node.doubts.append(f"đọc thêm cột ghi chú: “{line.note[:60]}”")
    node.doubts += _of_aim(line)
    if says_how(line.other):
        node.doubts.append(f"cột chưa đọc ghi “{line.other[:60]}”")
    numbered = [child for child in rows if not child.is_detail]
    if numbered and not all(child.line and child.line.worth for child in numbered):
        node.doubts.append("các dòng đánh số bên dưới không có điểm; hiểu là cách chấm")
    asked = Sentence(node.text, text, node.stated, node.section)
    if line.worth and line.worth.low is not None:
        node.doubts.append(f"điểm ghi từ {show_number(line.worth.low)} đến {show_number(line.worth.points)}")
    if line.points and line.worth is None:
        node.doubts.append(f"không hiểu ô điểm “{line.points[:40]}”")
    node.how = how_scored(asked)
    graded = [
        Graded(child.text, child.line.worth.points) for child in rows if child.line and child.line.worth
    ]
    if graded and len(graded) == len(rows) and node.how is None:
        way = levels.of_grades(graded, [], asked)
        node.how = How((way,)) if way else None
    node.guide = "\n".join(filter(None, (line.how, *(child.text for child in rows))))


def _row_text(child: OutlineItem) -> str:
    """A row of a level as a sentence."""
    line = child.line
    deeper = [_row_text(each) for each in child.children]
    if line is None:
        return "\n".join(deeper)
    said = line.text
    if line.worth and line.worth.taken:
        said = f"{line.text} trừ {show_number(line.worth.points)} điểm"
    elif line.worth and line.worth.per:
        said = f"{line.text}: mỗi {line.worth.per} {show_number(line.worth.points)} điểm"
    elif line.worth:
        said = f"{line.text}: {show_number(line.worth.points)} điểm"
    return "\n".join(filter(None, (said, line.how, *deeper)))


def _of_points(line: Line) -> str:
    """What the cell of points says beyond a maximum: ``5 đ/lần``, or one number for each line of the way."""
    if line.worth and line.worth.per:
        verb = "trừ " if line.section == "penalty" else ""
        most = f", tối đa {show_number(line.worth.most)} điểm" if line.worth.most is not None else ""
        return f"mỗi {line.worth.per.removeprefix('mỗi ')} {verb}{show_number(line.worth.points)} điểm{most}"
    if line.worth is None and "\n" in line.points:
        numbers = [worth_of(each) for each in line.points.split("\n")]
        told = [each for each in line.how.split("\n") if each.strip()]
        if all(numbers) and len(numbers) == len(told):
            pairs = zip(told, numbers, strict=True)
            line.worth = max(filter(None, numbers), key=lambda worth: worth.points)
            line.how = "\n".join(
                f"{each}: {show_number(worth.points)} điểm" for each, worth in pairs if worth
            )
    return ""


def cap_in(text: str) -> Decimal | None:
    """``tối đa 10 điểm`` of a heading."""
    found = _CAP.search(text)
    worth = worth_of(found["most"]) if found else None
    return worth.points if worth else None
