"""How one criterion is scored: every way that its words may be understood, the likeliest first."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from scoring.annex.figures import NUMBER, number
from scoring.annex.sentences import SENTENCES, best, count, one_level, superior, yes_no
from scoring.annex.sentences.accounted import void_words
from scoring.annex.sentences.clauses import WHO, clauses, graded, mixed
from scoring.annex.sentences.direct import direct
from scoring.annex.sentences.reading import Scoring, Sentence, plain
from scoring.annex.sentences.unused import unused
from scoring.text import show_number

_VOID = re.compile(r"không (?:có )?phát sinh", re.IGNORECASE)
_FOR_EACH = re.compile(r"\b(?:mỗi|cứ|trừ)\b|\d\s*(?:điểm|đ)\s*/", re.IGNORECASE)
_SOMEBODY = rf"(?:{WHO}|địa bàn)(?: nào)?"
_WHERE = rf"^(?:(?:nếu|trường hợp|đối với|trong năm|trong kỳ|năm|những|các|{_SOMEBODY}) )*"
_NONE = re.compile(
    rf"^(?:trong |những )?năm (?:nào )?không (?:tổ chức|triển khai|diễn ra) |{_WHERE}không (?:có|"
    rf"còn|nhận được) |{_WHERE}{_SOMEBODY} không (?:tổ chức|quản lý|phụ trách) ",
    re.IGNORECASE,
)
"""There was nothing to do."""
_NOT_ASKED = re.compile(
    rf"^không áp dụng\b|"
    rf"{_WHERE}không (?:được (?:giao|phân công|bố trí)|thuộc (?:diện|đối tượng|địa bàn|phạm vi|nhiệm vụ)|"
    r"phải thực hiện|có (?:chức năng|nhiệm vụ|đối tượng|chỉ tiêu)) ",
    re.IGNORECASE,
)
"""It was none of this unit's work."""
_NOTHING_AROSE = re.compile(rf"^{_SOMEBODY} không (?:xảy ra|phát sinh|có|tổ chức) ", re.IGNORECASE)
_OF_SOMEBODY = re.compile(rf"\b{_SOMEBODY} không (?:có|còn)\b", re.IGNORECASE)
_OUT_OF_TOTAL = re.compile(r"loại (?:khỏi|ra khỏi|trừ khỏi) (?:tổng|thang) điểm", re.IGNORECASE)
"""The criterion does not count; "không tính" alone may also mean 0 points."""
_FAULT = re.compile(
    r"vi phạm|sai|chậm|trễ|quá hạn|phản ánh|khiếu|kỷ luật|tồn đọng|thiếu|tội phạm|cháy|nổ|tai nạn|ngộ độc|"
    r"tệ nạn|hạn chế|lấn chiếm",
    re.IGNORECASE,
)
"""Where there was none of it, that is the best that can be reached."""
_FULL = re.compile(
    r"(?:điểm |điểm số )?(?:tối đa|tuyệt đối)|đủ (?:số )?điểm|trọn điểm|điểm chuẩn", re.IGNORECASE
)
_OFF_THE_TOP = re.compile(
    r"(?:giảm trừ|loại trừ|trừ|loại|bớt|giảm)(?: đi| ra)?(?: khỏi)? (?:tổng |thang |số |mức )*"
    r"điểm (?:tối đa|chuẩn)|"
    r"(?:tổng |thang )*điểm (?:tối đa|chuẩn)(?: của \w+)? (?:chỉ )?còn(?: lại)?(?: là)? \d",
    re.IGNORECASE,
)
"""``Giảm trừ điểm tối đa``, ``điểm tối đa còn 96`` give nobody the maximum."""
_EXCLUDED = re.compile(
    r"không (?:tính|chấm|đánh giá|xét)|loại (?:trừ|ra|khỏi)|trừ (?:ra )?khỏi|giảm trừ", re.IGNORECASE
)
_THIS_OUT = re.compile(
    r"(?:không (?:tính|chấm|đánh giá|xét)(?: điểm)?|loại (?:trừ|ra|khỏi)|trừ (?:ra )?khỏi|giảm trừ)\b.*\b"
    r"(?:tiêu chí|chỉ tiêu|chỉ số|nội dung|mục|thang|tổng)\b",
    re.IGNORECASE,
)
"""``Không tính điểm`` alone may mean 0 points."""
_JUST_OUT = re.compile(r"[:,]\s*(?:thì )?không (?:đánh giá|chấm|xét)(?: điểm)?$", re.IGNORECASE)
"""``Địa bàn không có hộ kinh doanh: không đánh giá``: likely so, and asked."""
_UP_TO_TOP = re.compile(
    r"[\s,;.(]*(?:nhưng )?(?:tối đa|không (?:vượt )?quá) (?:bằng |mức |số |tổng |thang )*điểm "
    r"(?:tối đa|chuẩn|quy định|của (?:tiêu chí|chỉ tiêu|nội dung|mục|chỉ số))"
    r"(?: này| của tiêu chí| của mục)*\)?",
    re.IGNORECASE,
)
"""A cap that is the maximum says nothing new."""
_DIVIDED = re.compile(r"\s+chia (?:cho )?(?=tổng |số )", re.IGNORECASE)
_THEN_TIMES = re.compile(r"[,;]\s+(?:rồi )?(?=nhân với\b)", re.IGNORECASE)
_LETTERED = re.compile(r"^\s*(?:[A-HĐ]\.\s+(?=\S)|\((?i:chọn một)\)[ \t]*\n)", re.MULTILINE)
"""``A. Có - 4 điểm``: the letter of an answer."""
_KEEPS_ALL = re.compile(
    rf"(?P<before>^|[\s:,])(?:được )?giữ (?:nguyên )?(?:đủ )?(?P<points>{NUMBER}) điểm\b", re.IGNORECASE
)
_HALF_OFF = re.compile(r"trừ (?:1/2|một nửa|½) (?:tổng )?số điểm(?=\s*/)", re.IGNORECASE)
_SO_MANY = re.compile(
    rf"(?P<each>\b(?P<points>{NUMBER})\s*(?:điểm|đ)\b[^.;,\n]{{0,30}}?)[,;]\s*(?:chỉ )?tính (?:tối đa|"
    r"không quá|nhiều nhất)\s*(?P<n>\d{1,2})\s+(?!điểm)[^\W\d_]+(?: [^\W\d_]+){0,3}(?=[.;\n]|$)",
    re.IGNORECASE,
)
"""How many of them count: so many times the points of each."""
_EVIDENCE = re.compile(
    r"^(?:tài liệu (?:kiểm chứng|minh chứng|chứng minh)|minh chứng|hồ sơ (?:kiểm chứng|minh chứng)|"
    r"căn cứ chấm)\s*:?\s*(?P<what>.+)$",
    re.IGNORECASE,
)
_GIVEN = r"\b(?:trừ|mỗi|cứ|chấm(?! dứt))\b|\d\s*(?:điểm|đ\b)"
_SAYS_HOW = re.compile(rf"{_GIVEN}|t[ỷỉ] lệ.+(?:x|×|\*)", re.IGNORECASE)

_NOTHING_BESIDE = re.compile(
    r",\s*(?:(?:nếu|trường hợp|riêng) )*không (?:có|còn|phát sinh)\b[^,;]*\b(?:điểm|đ)\b", re.IGNORECASE
)
"""What counts where there was nothing to do, in one sentence with how it is scored."""

_MAY_SAY = re.compile(rf"{_GIVEN}|\d\s*%|\b(?:cộng|thưởng)\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]{8,})\)")

_SHARED = re.compile(r"t[ỷỉ] lệ|%|công thức|/", re.IGNORECASE)

Void = Literal["refused", "full", "excluded"]


@dataclass(frozen=True, slots=True)
class How:
    """The ways to understand a criterion (the first is taken), what else its text says of it.

    ``said``: False where the paper says nothing of how it is scored.
    """

    ways: tuple[Scoring, ...]
    void: Void = "refused"
    evidence: str = ""
    said: bool = True

    @property
    def taken(self) -> Scoring:
        """The way that the set has."""
        return self.ways[0]


def how_scored(asked: Sentence) -> How | None:
    """The ways, direct points the last of them; None where no maximum is known nor follows."""
    said = _plainly(asked.text)
    asked, void, evidence, doubts = _beside_points(
        replace(asked, text=_UP_TO_TOP.sub("", said)), _best(asked)
    )
    exceptions = mixed(said, [each for each in clauses(said) if each not in asked.text])
    found = _how_scored(asked, void, evidence, exceptions)
    if not found:
        return found
    ways = (replace(way, doubts=(*way.doubts, *doubts, *unused(asked, way))) for way in found.ways)
    return replace(found, ways=tuple(ways))


def _plainly(text: str) -> str:
    """``chia cho tổng số`` as ``/``, ``mỗi cuộc 2 điểm, tính không quá 3 cuộc`` as ``tối đa 6 điểm``."""
    text = _THEN_TIMES.sub(" ", _DIVIDED.sub(" / ", _LETTERED.sub("", text)))
    text = _HALF_OFF.sub("trừ 50% số điểm", _KEEPS_ALL.sub(r"\g<before>\g<points> điểm", text))
    return _SO_MANY.sub(
        lambda found: (
            f"{found['each']}, tối đa {show_number(number(found['points']) * int(found['n']))} điểm"
        ),
        text,
    )


def says_how(text: str) -> bool:
    """True for a remark that says how points are given, or what counts where nothing arose."""
    nothing = _VOID.search(text) or _NONE.search(text)
    given = _FULL.search(text) or _EXCLUDED.search(text)
    return bool(_SAYS_HOW.search(text) or (nothing and given))


def _how_scored(asked: Sentence, void: Void, evidence: str, exceptions: tuple[str, ...]) -> How | None:
    said = bool(asked.text)
    if not said:
        asked = replace(asked, text=_how_in(asked.title))
    ways = [way for read in SENTENCES if (way := read(asked))] if asked.text or said else []
    if best.is_compared(asked.text):
        exceptions = (*exceptions, "điểm tùy kết quả của đơn vị khác")
    ways = [replace(w, doubts=(*w.doubts, *(() if w.label == best.LABEL else exceptions))) for w in ways]
    ways.sort(key=lambda way: (way.leaves, way.near, _contradicts(way, asked.top)))
    top = asked.top if asked.top is not None else next((way.top for way in ways if way.top), None)
    if top is None:
        return How((*ways,), void, evidence, said) if ways else None
    if asked.section and (not asked.text or (ways and ways[0].label == one_level.LABEL)):
        return _of_a_bare_worth(asked, top, void, evidence)
    said = said or bool(asked.text)
    if ways and _contradicts(ways[0], asked.top):
        return How((direct(top, ways[0].doubts), *ways), void, evidence, said)
    last = direct(top, ("không hiểu cách chấm",)) if said else _unsaid(asked, top)
    return How((*_with_others(ways), last, *_usual(top, ways)), void, evidence, said)


def _unsaid(asked: Sentence, top: Decimal) -> Scoring:
    """Typed points are what is left where nothing is said; a title with a percentage may say something."""
    says = ("văn bản không nêu cách chấm",)
    return direct(top, says) if _MAY_SAY.search(asked.title) else replace(direct(top), remarks=says)


def _how_in(title: str) -> str:
    """What a title says of its own scoring: a remark in brackets, else all of it where it says any."""
    remarks = [remark for remark in _BRACKETS.findall(title) if _SAYS_HOW.search(remark)]
    if remarks:
        return "\n".join(remarks)
    name, _, behind = title.partition(": ")
    is_name = not _SAYS_HOW.search(name) and _SAYS_HOW.search(behind)
    if is_name and not re.match(rf"\s*(?:được |tính )?{NUMBER} ?(?:điểm|đ\b)", behind):
        return behind
    return title if _SAYS_HOW.search(title) else ""


def _usual(top: Decimal, ways: list[Scoring]) -> list[Scoring]:
    """What may be picked where the paper explains nothing."""
    if ways:
        return []
    return [
        Scoring(yes_no.LABEL, {"kind": "yes_no"}, top),
        Scoring(superior.LABEL, {"kind": "superior", "who": "Cơ quan chấm (ghi tên)"}, top),
    ]


def _of_a_bare_worth(asked: Sentence, top: Decimal, void: Void, evidence: str) -> How:
    """A bonus or a penalty with nothing but its points: once, each time, or up to these?

    Without a word the points are typed; ``Được tặng: 3 điểm`` says that it is so or not.
    """
    doubt = ("văn bản không nói một lần hay mỗi lần",)
    each = {"kind": "count", "label": "Số lần", "each": plain(top)}
    once = Scoring(yes_no.LABEL, {"kind": "yes_no"}, top, doubt)
    counted = Scoring(count.LABEL, each, asked.top, doubt)
    typed = direct(top, doubt)
    said = bool(asked.text)
    return How((once, counted, typed) if said else (typed, once, counted), void, evidence, said)


def _contradicts(way: Scoring, top: Decimal | None) -> bool:
    return top is not None and way.top is not None and way.top != top


def _with_others(ways: list[Scoring]) -> list[Scoring]:
    """The levels in the paper's words stand in for a ratio that comes near to them, which may be picked."""
    if ways and not ways[0].doubts and any(way.near for way in ways[1:]):
        return [replace(ways[0], remarks=("cũng có thể chấm theo tỷ lệ %",)), *ways[1:]]
    return ways


def _best(asked: Sentence) -> Decimal | None:
    """The maximum: stated, or what the best of the levels brings."""
    return asked.top if asked.top is not None else max(_worths(asked), default=None)


def _worths(asked: Sentence) -> list[Decimal]:
    return [each.points for each in map(graded, clauses(asked.text)) if each and each.points]


def _beside_points(asked: Sentence, top: Decimal | None) -> tuple[Sentence, Void, str, tuple[str, ...]]:
    """Take out of the text what does not say how points are given."""
    void: Void = "refused"
    doubts: tuple[str, ...] = ()
    evidence: list[str] = []
    kept: list[str] = []
    is_told = asked.top is not None or _worths(asked).count(top or Decimal(0)) > 1
    for clause in clauses(_NOTHING_BESIDE.sub(lambda found: f"\n{found[0].lstrip(', ')}", asked.text)):
        is_full = _gives_all(_OFF_THE_TOP.sub("", clause), top if is_told else None)
        if is_full and _EXCLUDED.search(clause) and _says_it_did_not_arise(clause):
            doubts = (*doubts, f"“{clause[:60]}” nói cả điểm tối đa và không tính: hiểu là được điểm tối đa")
        if told := _void_of(clause, is_full, replace(asked, top=top)):
            if void not in ("refused", told[0]):
                doubts = (*doubts, "hai câu nói khác nhau về khi không phát sinh")
            void, doubts = told[0], (*doubts, *told[1], *void_words(clause))
        elif found := _EVIDENCE.match(clause):
            evidence.append(found["what"])
        else:
            kept.append(clause)
    return replace(asked, text="\n".join(kept)), void, "; ".join(evidence), doubts


def _void_of(clause: str, is_full: bool, asked: Sentence) -> tuple[Void, tuple[str, ...]] | None:
    """What counts where there was nothing to do, and what of it is not certain; None where it says none."""
    void: Void = "full" if is_full else "excluded"
    doubt = (f"“{clause[:60]}” hiểu là không tính tiêu chí này",)
    if _VOID.search(clause) and (is_full or _EXCLUDED.search(clause)):
        return void, (() if is_full or _THIS_OUT.search(clause) else doubt)
    if not _says_nothing_was(clause):
        return None
    if _THIS_OUT.search(clause) or (is_full and _is_exception(clause, asked)):
        sure = is_full or _NOT_ASKED.search(clause) or _OUT_OF_TOTAL.search(clause)
        return void, (doubt if not sure and _OF_SOMEBODY.search(clause) else ())
    if is_full and (_is_beside_each(clause, asked) or _is_second_best(clause, asked)):
        return void, (f"“{clause[:60]}” hiểu là khi không phát sinh",)
    return ("excluded", doubt) if _JUST_OUT.search(clause) else None


def _says_it_did_not_arise(clause: str) -> bool:
    return bool(_VOID.search(clause)) or _says_nothing_was(clause)


def _says_nothing_was(clause: str) -> bool:
    found = _NONE.search(clause) or _NOT_ASKED.search(clause) or _NOTHING_AROSE.search(clause)
    return bool(found)


def _gives_all(clause: str, top: Decimal | None) -> bool:
    grade = graded(clause)
    return bool(_FULL.search(clause)) or (grade is not None and top is not None and grade.points == top)


def _is_exception(clause: str, asked: Sentence) -> bool:
    """True where the full points of this clause are those of a unit that had nothing to do."""
    every = clauses(asked.text)
    then = re.search(r"\bthì\b", clause) and not _FAULT.search(clause)
    others_off = _OF_SOMEBODY.search(clause) and all(
        "trừ" in each.lower() for each in every if each != clause
    )
    return bool(then and (len(every) == 1 or others_off)) or _is_more_said(clause, asked)


def _is_beside_each(clause: str, asked: Sentence) -> bool:
    """``Mỗi đơn quá hạn trừ 1 điểm; không có đơn thư được 5 điểm``: no fault, but nothing to do."""
    others = [each for each in clauses(asked.text) if each != clause]
    return bool(others) and not _FAULT.search(clause) and all(map(_FOR_EACH.search, others))


def _is_second_best(clause: str, asked: Sentence) -> bool:
    """``Từ 85%: 10 điểm; …; địa bàn không có vụ án được 10 điểm``: the best level is there already."""
    others = [each for each in clauses(asked.text) if each != clause]
    several = sum(map(bool, map(graded, others))) > 1
    return several and any(_gives_all(each, asked.top) for each in others)


def _is_more_said(clause: str, asked: Sentence) -> bool:
    """True where another clause gives the full points for something that was done, or a share of them."""
    others = [each for each in clauses(asked.text) if each != clause and "trừ" not in each.lower()]
    shared = not _FAULT.search(clause) and any(map(_SHARED.search, others))
    return shared or any(_gives_all(each, asked.top) for each in others)
