"""Classes and cut-offs, quotas and deadlines: in a table of their own, or in a sentence of the paper."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from scoring.annex.figures import NUMBER, number
from scoring.annex.marks import leading
from scoring.annex.sentences.ranges import Span, span_in
from scoring.text import capitalized, clean, fold, show_number

_NAME = (
    r"(?:(?:không |chưa )?hoàn thành(?: xuất sắc| tốt| khá)?(?: (?:chức trách, )?nhiệm vụ)?|xuất sắc|"
    r"(?:loại )?tốt|(?:loại )?khá|trung bình(?: khá)?|yếu|kém|"
    r"(?:không |chưa )?đạt(?: chuẩn| yêu cầu| danh hiệu)?|"
    r"(?:loại|hạng|mức) [A-D1-5I]+)"
)
_NAMED = re.compile(rf"(?:xếp |đạt )?(?:loại |mức |hạng )?[“\"]?(?P<name>{_NAME})[”\"]?", re.IGNORECASE)
_FILLER = re.compile(
    r"\b(?:xếp|loại|mức|hạng|danh hiệu|đơn vị|có|tổng|số|điểm|đạt|được|là|khi|nếu|kết quả|chấm|thì|những|các)"
    r"\b|\b[a-zđ]\)|[:;,()“”\"–=.-]",
    re.IGNORECASE,
)
_CLASSED = re.compile(r"(?:xếp|phân|đạt)\s+(?:loại|mức|hạng)\s*[“\"]?$", re.IGNORECASE)
"""``Khu dân cư đạt từ 90 điểm trở lên xếp loại``: whoever it is, what follows is a class."""
_CUT = re.compile(r"\n|;|\.\s+(?=[-+A-ZĐ]|[a-zđ]\))")
_COMMA = re.compile(r",\s+")
_CALLED = re.compile(
    r"(?<!không )(?<!chưa )(?:(?:xếp|phân) (?:loại|hạng|mức)|danh hiệu|công nhận(?: là)?|"
    r"đạt (?:loại|mức|hạng))|\blà\b|:",
    re.IGNORECASE,
)
"""What follows is the name of a class."""
CLASS_HEADING = re.compile(
    r"(?:các |mức |khung |tiêu chuẩn |cách |kết quả )*(?:xếp|phân) (?:loại|hạng)[^.;]{0,40}$", re.IGNORECASE
)
"""``PHÂN LOẠI CHI HỘI`` above classes."""
_LONGEST_NAME = 40
_DEGREE = re.compile(r"\b(?:mức|loại|hạng|cấp|bậc)(?: độ)? \d\b", re.IGNORECASE)
"""``Trường học hạnh phúc mức 3``: the figure that a name may have."""
_NOT = re.compile(r"^(?:không|chưa)\s+", re.IGNORECASE)
_QUOTA = re.compile(
    rf"(?P<before>[^.;\n]*?)không (?:quá|vượt quá)\s+(?P<percent>{NUMBER})\s*%(?P<after>[^.;\n]*)",
    re.IGNORECASE,
)
_WORD = re.compile(
    r"(?:không |chưa )?(?:đạt|hoàn thành)|tốt|khá|trung bình(?: khá)?|yếu|kém|xuất sắc", re.IGNORECASE
)
"""Names of classes that are verbs and adjectives too."""
_BEHIND = re.compile(r"\b(?:loại|mức|hạng|danh hiệu|xếp)\s*[“\"]?\s*$|[“\"]$", re.IGNORECASE)
"""What stands before the name of a class."""
_DUE = re.compile(
    r"(?P<what>báo cáo[^.;\n]{0,80}?)\s*(?:\(?\s*)(?P<how>trước|chậm nhất|muộn nhất|đến hết|hạn(?: cuối)?)\s*"
    r"(?:là\s+)?"
    r"(?:ngày\s+)?(?P<day>\d{1,2})\s*(?:/|-|tháng)\s*(?P<month>\d{1,2})(?:\s*(?:/|-|năm)\s*(?P<year>\d{4}))?",
    re.IGNORECASE,
)


_SENT = re.compile(r",? *(?:gửi|nộp|hoàn thành|báo cáo)(?: về [^,;]*)?$", re.IGNORECASE)
_PERIODS = {
    "6-thang": re.compile(
        r"^báo cáo (?:sơ kết |công tác |định kỳ )*(?:6|sáu) tháng(?: đầu năm)?$", re.IGNORECASE
    ),
    "9-thang": re.compile(r"^báo cáo (?:sơ kết |công tác |định kỳ )*(?:9|chín) tháng$", re.IGNORECASE),
    "nam": re.compile(
        r"^báo cáo (?:tổng kết |công tác |tự chấm điểm |định kỳ )*(?:cả )?năm(?: \d{4})?$", re.IGNORECASE
    ),
}
"""The periods of which a deadline is certain: the codes are those of danvan."""


@dataclass(frozen=True, slots=True)
class ClassRead:
    """A class as a paper names it, with the points from which it holds; ``doubt`` where that is not exact."""

    name: str
    low: Decimal
    high: Decimal | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class QuotaRead:
    """At most so many percent of the units may have a class; ``of``: of which other class."""

    name: str
    percent: Decimal
    of: str
    text: str


@dataclass(frozen=True, slots=True)
class DueRead:
    """A report and its day; ``before``: that day is late already."""

    what: str
    day: int
    month: int
    before: bool
    text: str
    code: str = ""
    year: int = 0


def classes_in(text: str) -> list[ClassRead]:
    """The classes that a sentence gives points for: ``Xuất sắc: từ 90 điểm trở lên``.

    Names that are not in use elsewhere are taken, with a doubt, where the points go on from class to class.
    """
    clauses = [piece for clause in _CUT.split(text) for piece in _at_commas(clean(clause))]
    found = [each for clause in clauses if (each := _class(clause))]
    other = [each for clause in clauses if (each := _class(clause) or _newly_named(clause))]
    return other if len(other) > len(found) and _go_on(other) else found


def classes_left_in(text: str) -> list[str]:
    """The doubt of a sentence with classes of which a part with points is none."""
    if not classes_in(text):
        return []
    pieces = [piece for clause in _CUT.split(text) for piece in _at_commas(clean(clause))]
    left = [each for each in pieces if _class(each) is None and _newly_named(each) is None]
    return [f"chưa hiểu “{each[:60]}”" for each in left if re.search(r"\d", each) and _NAMED.search(each)]


def speaks_of_classes(text: str) -> bool:
    """True for a sentence with a range of points, which may be that of a class."""
    return any(span and not span.exact for span in map(_range_in, _CUT.split(text)))


def _range_in(clause: str) -> Span | None:
    """The points of a clause; ``tối đa 5 điểm`` is no range."""
    span = span_in(clean(clause), "điểm") if "điểm" in clause.lower() else None
    bounded = span and (span.low is not None or re.search(r"\b(?:dưới|thấp hơn)\b|<", clause, re.IGNORECASE))
    return span if bounded else None


def _at_commas(clause: str) -> list[str]:
    """``Tốt (từ 80 điểm), Khá (từ 65 điểm)``: cut where every piece but the first has points of its own."""
    first, *more = _COMMA.split(clause)
    pieces = [first]
    for piece in more:
        span = span_in(piece, "điểm")
        if span and not span.exact and span_in(pieces[-1], "điểm"):
            pieces.append(piece)
        else:
            pieces[-1] = f"{pieces[-1]}, {piece}"
    return pieces


def classes_in_lines(texts: Sequence[str]) -> list[list[ClassRead]]:
    """The classes of each line: of one that states some, or of lines one below the other with one each."""
    found = [classes_in(text) for text in texts]
    at = 0
    while at < len(texts):
        end = at
        while end < len(texts) and speaks_of_classes(texts[end]):
            end += 1
        if end - at > 1:
            stretch = classes_in("\n".join(texts[at:end]))
            if len(stretch) > sum(map(len, found[at:end])):
                found[at:end] = [_said_in(text, stretch) for text in texts[at:end]]
        at = max(at + 1, end)
    return found


def _said_in(text: str, classes: Sequence[ClassRead]) -> list[ClassRead]:
    """Of classes read from several lines those whose range stands in this one."""
    ranges = [(span.low or 0, span.high) for span in map(_range_in, _CUT.split(text)) if span]
    return [each for each in classes if (each.low, each.high) in ranges]


def class_of_cells(name: str, points: str) -> ClassRead | None:
    """A row of a table of classes; a sentence is the name of none."""
    span = span_in(points, "điểm") if len(clean(name)) <= _LONGEST_NAME and "%" not in name else None
    return _made(capitalized(clean(name)), span) if span and name else None


def class_in_row(name: str, points: str) -> ClassRead | None:
    """A row of a table of points that is a class: its name alone, and a range of points beside it."""
    span = span_in(points, "điểm") if _NAMED.fullmatch(clean(name)) else None
    return _made(capitalized(clean(name)), span) if span and not span.exact else None


def _class(clause: str) -> ClassRead | None:
    span = span_in(clause, "điểm")
    if span is None or "điểm" not in clause.lower() or span.exact:
        return None
    named = _NAMED.search(span.rest)
    if named is None:
        return None
    other = _FILLER.sub(" ", span.rest[: named.start()] + " " + span.rest[named.end() :])
    if any(map(str.isalnum, other)) and not _CLASSED.search(span.rest[: named.start("name")]):
        return None
    return _made(capitalized(named["name"].lower() if named["name"].isupper() else named["name"]), span)


def _newly_named(clause: str) -> ClassRead | None:
    """A class of any name: what follows ``xếp loại``, ``là`` or a colon, else what stands before these."""
    span = span_in(clause, "điểm")
    if span is None or "điểm" not in clause.lower() or span.exact:
        return None
    *before, last = _CALLED.split(leading(span.rest)[1])
    names = (clean(each).strip(' “”"().,;*–-') for each in (last, *reversed(before)))
    name = next((each for each in names if any(map(str.isalpha, _FILLER.sub("", each)))), "")
    if not name or len(name) > _LONGEST_NAME or any(map(str.isdigit, _DEGREE.sub("", name))):
        return None
    made = _made(capitalized(name + ")" * (name.count("(") > name.count(")"))), span)
    return replace(made, doubt=made.doubt or f"tên loại “{made.name}” đọc từ câu")


def _go_on(classes: Sequence[ClassRead]) -> bool:
    """True where each class ends where the one above begins, down to 0."""
    ranked = sorted(classes, key=lambda each: each.low, reverse=True)
    joined = (
        below.high is not None and 0 <= above.low - below.high <= 1 for above, below in pairwise(ranked)
    )
    return len(ranked) > 1 and all(joined) and not ranked[-1].low


def _made(name: str, span: Span) -> ClassRead:
    low = span.low or Decimal(0)
    doubt = "" if span.low_counts else f"“trên {show_number(low)}” hiểu là từ {show_number(low)} điểm"
    return ClassRead(name, low, span.high, doubt)


def settled(found: Iterable[ClassRead]) -> tuple[list[ClassRead], list[str]]:
    """The classes from the highest down to one from 0, and what does not fit."""
    read = list(found)
    named = {fold(each.name): each for each in reversed(read)}
    ranked = sorted(named.values(), key=lambda each: each.low, reverse=True)
    doubts = [each.doubt for each in ranked if each.doubt]
    doubts += [
        f"“{each.name}” còn từ {show_number(each.low)} điểm; lấy mức nêu trước"
        for each in read
        if each.low != named[fold(each.name)].low
    ]
    doubts += [
        f"trên {show_number(lower.high)} đến dưới {show_number(upper.low)} điểm văn bản không nêu loại"
        for upper, lower in pairwise(ranked)
        if lower.high is not None and upper.low - lower.high > 1
    ]
    kept: list[ClassRead] = []
    for each in ranked:
        if kept and each.low == kept[-1].low:
            doubts.append(f"“{each.name}” và “{kept[-1].name}” cùng từ {show_number(each.low)} điểm")
        else:
            kept.append(each)
    if kept and kept[0].high is not None and (best := _NOT.sub("", kept[0].name)) != kept[0].name:
        above = ClassRead(capitalized(best), kept[0].high)
        doubts.append(f"văn bản không nêu tên loại từ {show_number(above.low)} điểm; hiểu là “{above.name}”")
        kept.insert(0, above)
    if kept and kept[-1].low:
        lowest = show_number(kept[-1].low)
        doubts.append(f"dưới {lowest} điểm văn bản không nêu loại")
        kept.append(ClassRead(f"Dưới {lowest} điểm", Decimal(0)))
    return kept, doubts


def quota_in(text: str, names: Sequence[str]) -> QuotaRead | None:
    """``Xuất sắc không quá 20% số đơn vị hoàn thành tốt``: among classes of these names."""
    for found in _QUOTA.finditer(text):
        named = _names_in(found["before"], names) or _names_in(found["after"], names)
        if named:
            others = [name for name in _names_in(found["after"], names) if name != named[0]]
            return QuotaRead(named[0], number(found["percent"]), (others or [""])[0], clean(found[0]))
    return None


def may_be_quota(text: str, names: Sequence[str]) -> bool:
    """True for a share that is not to be exceeded of which it is not known whose it is."""
    return bool(_QUOTA.search(text)) and quota_in(text, names) is None


def _names_in(text: str, names: Sequence[str]) -> list[str]:
    """The classes that a text names, in its order; the longest first: "Hoàn thành" is in "Hoàn thành tốt"."""
    left, found = clean(text), []
    for name in sorted(names, key=len, reverse=True):
        places = list(re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", left, re.IGNORECASE))
        named = [at.start() for at in places if not _WORD.fullmatch(name) or _is_name(at)]
        found += [(at, name) for at in named[:1]]
        for at in places:
            left = f"{left[: at.start()]}{' ' * len(name)}{left[at.end() :]}"
    return [name for _, name in sorted(found)]


def _is_name(at: "re.Match[str]") -> bool:
    """True for an ordinary word ("đạt", "khá") behind "loại" and the like, or with a capital of its own."""
    before, after = at.string[: at.start()], at.string[at.end() :]
    alone = not re.match(r"\s*\w", after)
    return bool(_BEHIND.search(before)) or (at[0][0].isupper() and (any(map(str.isalnum, before)) or alone))


def dues_in(text: str) -> Iterator[DueRead]:
    """Every report with a day that a text names."""
    for found in _DUE.finditer(text):
        day, month = int(found["day"]), int(found["month"])
        if 1 <= day <= 31 and 1 <= month <= 12:
            what, before = _SENT.sub("", clean(found["what"])), found["how"].lower() == "trước"
            code = next((code for code, pattern in _PERIODS.items() if pattern.search(what)), "")
            yield DueRead(what, day, month, before, clean(found[0]), code, int(found["year"] or 0))
