"""Every word of a sentence is in the rule, in the title, or one that such a rule is always told with.

What is neither was not understood, however well the rest of the sentence was: ``mỗi vụ trừ 1 điểm, riêng vụ
nghiêm trọng trừ gấp đôi`` is no deduction of one point.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scoring.annex.sentences.clauses import clauses, graded
from scoring.annex.sentences.reading import Scoring, Sentence

_WORD = re.compile(r"[^\W\d_]+")
_TOLD = re.compile(
    r"\b(?:x|nhân(?: với)?|của)\s+(?:tổng )?(?:số )?điểm (?:tối đa|chuẩn)\b|"
    r"\bđiểm (?:tối đa|chuẩn)\s+(?:x|nhân(?: với)?)\b|"
    r"\b(?:cho )?(?:đến|tới) (?:khi )?hết(?: (?:số )?điểm)?\b|"
    r"\b(?:điểm )?(?:tối đa|không (?:được )?(?:vượt )?quá|cao nhất(?: là)?|nhiều nhất(?: là)?)\b|"
    r"\bkhông (?:được |có |tính |cho |chấm )*(?:số )?điểm\b|\b(?:đủ|trọn|hết) (?:số )?điểm\b|"
    r"\b(?:thì |sẽ )?(?:được |đạt |bị )?(?:tính|chấm|cho|cộng|hưởng)?(?: thêm)? ?(?:số )?điểm(?: chuẩn)?\b|"
    r"(?<![^\W\d_])đ(?![^\W\d_])|\b(?:thì|được|là|bằng)\b",
    re.IGNORECASE,
)
"""How points are named beside any rule."""
_OF_SHARES = (
    r"t[ỷỉ] lệ(?: %)?|phần trăm|trở (?:lên|xuống|đi)|từ|đến|dưới|trên|thấp hơn|còn lại|đạt|x|nhân|chia|"
    r"(?:tính|chấm|cho|lấy)(?: điểm)?|(?:theo|với|so với|của|trong|tương ứng)|hoặc|và|có|công thức|"
    r"không đạt|(?:không )?đủ|vượt|chỉ tiêu|kế hoạch|dự toán|hoàn thành|[ab]|trong đó|đó|làm tròn|thành|"
    r"thực tế|nhiệm vụ|mức (?:này|đó|ấy)"
)
_EACH = r"mỗi|cứ|một|cho|nhưng|tổng|(?:cộng|trừ|phạt|thưởng|tính)|bị|trên"
_OF_KIND: Mapping[str, "re.Pattern[str]"] = {
    kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for kind, words in {
        "levels": "chấm|cho|tính|đạt",
        "parts": "chấm|cho|tính|đạt",
        "count": f"{_EACH}|cả (?:mục|tiêu chí|nội dung)|nếu có|có|phát động|tổ chức|xây dựng|thực hiện",
        "ratio": _OF_SHARES,
        "best": f"{_OF_SHARES}|khác|các|đơn vị",
        "target": f"{_OF_SHARES}|hơn|ít|đủ|tổ chức|xây dựng|thực hiện",
        "deduction": "trường hợp|(?:của |cho )?(?:tiêu chí|chỉ tiêu|mục)"
        f"(?: này)?|để(?: xảy ra)?|nếu|có|{_EACH}|thì thôi",
        "lateness": "đúng|trước|kịp|thời hạn|hạn|thời gian|ngày|chậm|trễ|muộn|quá|trên|dưới|từ|đến|"
        "trở lên|thành|hoàn thành|không|hoặc|nộp|gửi",
    }.items()
}
_NONE_OF_IT = re.compile(r"^không (?:có|để|bị|vi phạm|xảy ra)\b", re.IGNORECASE)
"""``Không có: 8 điểm; mỗi hồ sơ trừ 2 điểm``: the full points, where nothing is taken off."""
_OF_VOID = re.compile(
    r"\b(?:không (?:có|còn|phát sinh|được giao|thuộc|phải|tổ chức|quản lý|phụ trách|triển khai|diễn ra|"
    r"(?:được )?(?:chấm|tính|đánh giá|xét))|loại (?:trừ|ra )?[^;:]{0,25}?(?:khỏi)?|giảm trừ|trừ khỏi|"
    r"trường hợp|nếu|"
    r"(?:tổng )?điểm (?:quy|tính)(?: đổi)? (?:về|theo)(?: thang(?: điểm)?)?|mỗi|phần này)\b",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"\b(?:điểm )?(?:tối đa|tuyệt đối|chuẩn)\b|\d+(?:[.,]\d+)?\s*(?:điểm|đ\b)|\b(?:đủ|trọn) (?:số )?điểm\b|"
    r"\bkhông (?:được )?(?:tính|chấm|đánh giá|xét)\b|\bloại\b|\bgiảm trừ\b|\btrừ (?:ra )?khỏi\b",
    re.IGNORECASE,
)
_BEHIND = frozenset(
    re.findall(
        r"\w+",
        "tiêu chí chỉtiêu chỉsố nội dung mục phần này đó ấy của theo các còn lại thang điểm tổng quy đổi về "
        "khỏi loại trừ ra tối đa chuẩn chấm tính không đánh giá giảm số đủ",
    )
)
"""Words behind what counts where there was nothing to do."""
_SHARP = frozenset(
    re.findall(
        r"\w+",
        "không chưa trừ nếu riêng trườnghợp ngoài miễn gấp đôi hệsố nửa ngoại khỏi thay hoặc nhưng chỉ",
    )
)
"""Words that change what a sentence says: that the title has them too is no reason why they stand here."""


_JOINED = re.compile(r"\b(chỉ|trường|hệ) (tiêu|số|thị|đạo|hợp)\b")


def left_words(asked: Sentence, way: Scoring) -> tuple[str, ...]:
    """The doubt that words of the text are left over; empty where every one is accounted for."""
    told = _OF_KIND.get(str(way.rule["kind"]))
    if told is None:
        return ()
    text = asked.text.lower() if way.rule["kind"] != "deduction" else _without_full(asked)
    kept = Counter(_words(way.rule))
    title = set(_each(asked.title))
    left = [
        word
        for word in _each(told.sub(" ", _TOLD.sub(" ", text)))
        if not _is_kept(word, kept) and not (word in title and word not in _SHARP)
    ]
    return (f"chưa dùng đến chữ “{' '.join(left)[:60]}”",) if left else ()


def void_words(clause: str) -> tuple[str, ...]:
    """The doubt where a sentence on what did not arise says more than that, and what then counts."""
    found = _THEN.search(clause)
    head, tail = (clause[: found.start()], clause[found.end() :]) if found else (clause, "")
    bare = _TOLD.sub(" ", _OF_VOID.sub(" ", head.lower()))
    left = [word for word in _each(bare) if word in _SHARP]
    left += [word for word in _each(tail) if word not in _BEHIND]
    return (f"“{clause[:60]}” còn chữ “{' '.join(left)}” chưa hiểu",) if left else ()


def _without_full(asked: Sentence) -> str:
    """The text without the clause of the full points: a deduction begins with them, whatever they are for."""
    kept: list[str] = []
    for clause in clauses(asked.text):
        grade = graded(clause)
        is_full = grade is not None and asked.top is not None and grade.worth(asked.top) == asked.top
        plain = grade is not None and not _SHARP & set(_each(_NONE_OF_IT.sub("", grade.when)))
        kept += [] if is_full and plain else [clause]
    return "\n".join(kept).lower()


def _each(text: str) -> list[str]:
    """The words; one of two syllables of which the first alone would be another is one."""
    return _WORD.findall(_JOINED.sub(r"\1\2", text.lower()))


def _is_kept(word: str, kept: Counter[str]) -> bool:
    """True for a word of the rule; one that changes the sense as often as the rule has it."""
    if not kept[word]:
        return False
    kept[word] -= word in _SHARP
    return True


def _words(rule: Any) -> Iterator[str]:
    """The words of a rule's names and levels."""
    if isinstance(rule, Mapping):
        for key, each in rule.items():
            if key != "kind":
                yield from _words(each)
    elif isinstance(rule, str):
        yield from _each(rule)
    elif isinstance(rule, Sequence):
        for each in rule:
            yield from _words(each)
