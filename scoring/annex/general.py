"""What a paper says once for many criteria: ``mỗi tiêu chí đầy đủ được điểm tối đa, một phần được 1/2``.

A criterion that says nothing of its own is never certain beside such a sentence; where the sentence is
understood, what it says is what the criterion is taken for.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from scoring.annex.headings import Columns
from scoring.annex.how import How, how_scored
from scoring.annex.named import without_names
from scoring.annex.nodes import Node
from scoring.annex.sentences.reading import Scoring, Sentence
from scoring.annex.sentences.superior import is_given
from scoring.text import clean

_POINTS = re.compile(r"\b(?:điểm|chấm|trừ|cộng|làm tròn|thập phân|hệ số|nhân đôi)\b|\d\s*đ\b", re.IGNORECASE)
_RULES = re.compile(
    r"\b(?:được|đạt|không|chưa|thì|nếu|khi|mỗi|cứ|trừ|làm tròn|tối đa|tối thiểu|một phần|nửa|từ|tính|"
    r"lấy|hệ số|quy đổi|mức độ|tỷ lệ|bình quân|thập phân)\b|\d",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"\b(?:mỗi|từng|các|mọi|những|tất cả(?: các)?)\s+(?:tiêu chí|nội dung|mục|chỉ tiêu|chỉ số|tiêu chuẩn)\b",
    re.IGNORECASE,
)
_NOT_ARISEN = re.compile(
    r"\b(?:tiêu chí|nội dung|mục|chỉ tiêu|chỉ số|tiêu chuẩn|nhiệm vụ|phần việc|đơn vị)\b[^.;]*"
    r"\bkhông (?:có |được )?(?:phát sinh|được giao|có nhiệm vụ|áp dụng)\b",
    re.IGNORECASE,
)
"""What counts where there was nothing to do, for all of them."""
_OF_THE_WHOLE = re.compile(
    r"\b(?:xếp (?:loại|hạng)|phân loại|công nhận|danh hiệu|tổng (?:số )?điểm|thang điểm|thi đua|khen)\b|"
    r"\b(?:gửi|nộp)\b.*\b(?:trước|chậm nhất|hạn)\b",
    re.IGNORECASE,
)
"""Of what comes of all points together, or when to send them."""
_PROOF = re.compile(
    r"(?:không (?:có|kèm|gửi)|thiếu)[^.;]*(?:tài liệu|minh chứng|kiểm chứng|hồ sơ)[^.;]*"
    r"không (?:được )?(?:chấm|tính|cho)(?: điểm)?",
    re.IGNORECASE,
)
"""Without evidence no points: that says nothing of how many there are with it."""
_ROUNDS = re.compile(r"làm tròn|thập phân|số lẻ|điểm lẻ", re.IGNORECASE)
_TWO_PLACES = re.compile(r"(?:hai|2|02) (?:chữ số|số)(?: lẻ)?(?: sau dấu phẩy| thập phân|$)", re.IGNORECASE)
"""As every set rounds."""
_INTRODUCED = re.compile(
    r"^(?:[*(\d)\s]*)(?:ghi chú|lưu ý|chú ý|chú thích|nguyên tắc|quy định chung|"
    r"(?:cách|phương pháp|hướng dẫn|quy tắc)(?: thức)? ?"
    r"(?:chấm|tính|cho|đánh giá)?(?: điểm)?(?: chung)?)[^:.;,]{0,30}:\s*",
    re.IGNORECASE,
)
_EXCEPTED = re.compile(r"\s*\((?:trừ|ngoại trừ|riêng|không kể)\b[^()]*\)", re.IGNORECASE)
_OF_EACH = re.compile(
    r"\b(?:(?:trong|đối với|với|ở)\s+)?(?:mỗi|từng|các|mọi|những|tất cả(?: các)?)?\s*"
    r"(?:tiêu chí|nội dung|mục|chỉ tiêu|chỉ số|tiêu chuẩn)(?: thành phần)?(?: chấm điểm)?"
    r"(?:\s+(?:nào|đó|ấy|này|nêu trên|dưới đây|không có (?:quy định|cách chấm) riêng))*"
    r"(?:\s+(?:được )?(?:chấm|tính)(?: điểm)? (?:như sau|theo \w+ mức))?\s*[:,]?\s*",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\(([^()]{8,})\)")
_RULED = re.compile(r"\b(?:mỗi|cứ|không|nếu|thì|một phần|nửa|đạt|được|chưa|thiếu|trừ)\b", re.IGNORECASE)
"""What brackets behind the name of a group have that say more than its points."""
_SOME = re.compile(
    r"\b(?:mục|phần|nhóm|tiêu chí|tiêu chuẩn|nội dung)\s+(?:số\s+)?(?:[IVX]+|[A-H]|\d[\d.]*)\b"
)
"""It is of some of them only."""


def concerns_criteria(text: str) -> bool:
    """True for a sentence that may say how criteria are scored that say nothing themselves."""
    if _NOT_ARISEN.search(text):
        return True
    if _PROOF.search(text) or not (_POINTS.search(text) and (_RULES.search(text) or is_given(text))):
        return False
    return not _OF_THE_WHOLE.search(text) or bool(_EACH.search(text))


@dataclass(slots=True)
class General:
    """A sentence for many criteria: where it stands, what it says, and what it changed."""

    place: str
    text: str
    used: list[str]
    doubted: list[str]

    @property
    def words(self) -> list[str]:
        """What became of it, where it was understood."""
        if _TWO_PLACES.search(self.text):
            return ["Làm tròn hai chữ số, như bộ tiêu chí"]
        return (
            [f"Cách chấm chung, dùng cho {len(self.used)} tiêu chí: {_some(self.used)}"] if self.used else []
        )

    @property
    def doubts(self) -> list[str]:
        """What is to be looked at."""
        if _TWO_PLACES.search(self.text):
            return []
        if self.used:
            return ["xem câu này áp dụng cho những tiêu chí nào"]
        where = f"; xem {len(self.doubted)} tiêu chí: {_some(self.doubted)}" if self.doubted else ""
        return [f"nói về cách chấm, ngoài các tiêu chí; chưa đưa vào bộ{where}"]


def apply(place: str, text: str, nodes: Iterable[Node]) -> General:
    """Give the criteria that say nothing of their own what the sentence says, or the doubt."""
    told = General(place, clean(text), [], [])
    for node in nodes:
        if node.how is not None and node.section == "":
            _apply_to(node, told)
    return told


def apply_to_named(place: str, text: str, nodes: Iterable[Node]) -> None:
    """The same of a sentence that names the criteria which it is of; groups get the doubt alone."""
    told = General(place, clean(text), [], [])
    for node in nodes:
        found = node.how and how_scored(Sentence(node.text, without_names(text), node.top))
        if found and node.how and found.void != "refused" == node.how.void and node.section != "penalty":
            node.how = replace(node.how, void=found.void)
            node.doubts.append(_cited("không phát sinh: theo câu ở", told))
        else:
            node.doubts.append(_cited("có câu nói riêng về mục này ở", told))


def _some(codes: Sequence[str]) -> str:
    return ", ".join(codes[:8]) + ("…" if codes[8:] else "")


def _apply_to(node: Node, told: General) -> None:
    assert node.how
    if _ROUNDS.search(told.text):
        if not _TWO_PLACES.search(told.text) and _is_a_share(node.how):
            _doubt(node, told)
        return
    found = _meant(told.text, node)
    if found and found.void != "refused" and node.how.void == "refused":
        node.how = replace(node.how, void=found.void)
        node.doubts.append(_cited("không phát sinh: theo câu chung ở", told))
        told.used.append(node.code)
    elif _NOT_ARISEN.search(told.text) and node.how.void == "refused":
        _doubt(node, told)
        return
    if not _is_silent(node):
        return
    way = found.taken if found else None
    if way is None or not _is_understood(way):
        if not (found and found.void != "refused"):
            _doubt(node, told)
        return
    proposed = replace(way, doubts=(_cited("chấm theo câu chung ở", told),))
    others = tuple(way for way in node.how.ways if way.label != proposed.label)
    node.how = replace(node.how, ways=(proposed, *others))
    told.used.append(node.code)


def _is_understood(way: Scoring) -> bool:
    return way.rule["kind"] not in ("direct", "superior") and not way.doubts


def _doubt(node: Node, told: General) -> None:
    node.doubts.append(_cited("văn bản có câu chung ở", told))
    told.doubted.append(node.code)


def _cited(how: str, told: General) -> str:
    return f"{how} {told.place}: “{told.text[:80]}”"


def _is_silent(node: Node) -> bool:
    """True where the points are typed, with nothing that says so for certain."""
    assert node.how
    return node.how.taken.rule["kind"] == "direct" and not node.how.said


def _is_a_share(how: How) -> bool:
    rule = how.taken.rule
    return rule["kind"] in ("ratio", "best", "target") and not rule.get("bands") and not rule.get("round_to")


def _meant(text: str, node: Node) -> How | None:
    """What the sentence would mean in the cell of this criterion; None where it is of some criteria only."""
    if _SOME.search(text):
        return None
    bare = _EXCEPTED.sub("", _INTRODUCED.sub("", text))
    return how_scored(Sentence(node.text, _OF_EACH.sub(" ", bare).strip(), node.top))


def apply_in_groups(groups: Iterable[Node]) -> None:
    """The same of what groups say of the criteria below them: in cells, in rows, in brackets."""
    for group in groups:
        for node in group.everything():
            for place, text, is_own in _said_of(node) if node.is_group else ():
                told = apply(place, text, node.leaves()) if concerns_criteria(text) else None
                if told and is_own and (told.used or told.doubted):
                    node.doubts.append(
                        f"lời của nhóm nói về cách chấm các tiêu chí bên dưới: “{told.text[:60]}”"
                    )


def said_in_heading(columns: Columns) -> list[str]:
    """``Điểm tối đa (không đạt: 0 điểm)``: what a heading says of all rows below it."""
    return [
        said for text in columns.headings.values() for said in _in_brackets(text) if concerns_criteria(said)
    ]


def _said_of(node: Node) -> Iterator[tuple[str, str, bool]]:
    """Place and text of each, and whether it stands in the row of the group."""
    if node.line:
        own = (node.line.how, *([] if node.limit else _in_brackets(node.text)))
        yield from ((node.line.place, text, True) for text in own if text)
    yield from ((line.place, "\n".join(filter(None, (line.text, line.how))), False) for line in node.details)


def _in_brackets(text: str) -> list[str]:
    return [said for said in _BRACKETS.findall(text) if _RULED.search(said)]
