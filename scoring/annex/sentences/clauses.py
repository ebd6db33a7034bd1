"""A text of scoring cut into clauses, and what one clause gives points for: ``Đạt 100%: 5 điểm``."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scoring.annex.figures import NUMBER, number
from scoring.text import capitalized, clean

_CUT = re.compile(r"\n|;|(?<=[^\d\s.])\.\s+(?=[-+A-ZĐÀ-Ỹ])|(?<=\d)\.\s+(?=[-+A-ZĐÀ-Ỹ])")
_BULLET = re.compile(r"^(?:[-–+*•]\s*|\(?[a-zđ]\)\s*|(?:nếu|trường hợp|đối với|riêng)\s+)+", re.IGNORECASE)
_COUNTED = re.compile(r"^[ \t]*\(?\d{1,2}[.)][ \t]+(?=[^\W\d_])", re.MULTILINE)
"""``1. Có kế hoạch: 2 điểm``: the number of a line of a list."""
_BY_SHARE = re.compile(r"(?:tính )?theo t[ỷỉ] lệ$", re.IGNORECASE)
_EXCEPTION = re.compile(r"^[-–+*•\s]*(?:nếu|trường hợp|riêng)\b", re.IGNORECASE)
_COMMAS = re.compile(r",\s+")
WHO = (
    r"(?:đơn vị|cơ quan|địa phương|phường|xã|tổ dân phố|khu dân cư|khu phố|thôn|ấp|chi bộ|chi hội|chi đoàn|"
    r"trường|tổ(?! chức)|nơi|gia đình|hộ(?: gia đình)?|hợp tác xã|HTX|hội(?! nghị))"
)
"""Who is scored, as papers call them."""
_UNIT = r"(?:điểm|đ\b)"
_GIVES = r"(?:thì\s+)?(?:được\s+|đạt\s+)?(?:tính|chấm|cho|cộng|hưởng|đạt|được)?"
_TIMES = r"(?:x|×|\*|nhân(?: với)?)"
_TOP = r"(?:của )?(?:tổng )?(?:số )?điểm (?:tối đa|chuẩn)"
_GRADED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<when>.+?)\s*(?::|=>|=|→|⇒|\s[–-])\s*{_GIVES}\s*(?:điểm\s+)?(?P<points>{NUMBER})\s*{_UNIT}?",
        rf"(?P<when>.+?),?\s+(?:{_GIVES}\s+)?(?P<points>{NUMBER})\s*{_UNIT}",
        rf"(?P<when>.+?)\s*\(\s*(?P<points>{NUMBER})\s*{_UNIT}?\s*\)",
        rf"(?:{_GIVES}\s+)?(?:mức\s+|điểm\s+)?(?P<points>{NUMBER})\s*(?:{_UNIT}\s+[–-]\s|{_UNIT}?\s*[:=])\s*(?P<when>.+)",
        rf"(?:{_GIVES}\s+)?(?P<points>{NUMBER})\s*{_UNIT}\s*(?:nếu|khi|đối với|cho)\s+(?P<when>.+)",
        rf"(?P<when>.+?)\s*[:,=]?\s*{_GIVES}\s*(?P<share>{NUMBER}\s*%|1/2|1/3|2/3|một nửa|nửa)\s*"
        r"(?:tổng )?(?:số )?điểm(?: tối đa| chuẩn)?",
        rf"(?P<when>.+?)\s*[:,=]?\s*{_GIVES}\s*(?:điểm\s*=\s*)?"
        rf"(?P<part>{NUMBER}\s*%|\d{{1,2}}\s*/\s*\d{{1,2}}|0[.,]\d+)\s*{_TIMES}?\s*{_TOP}",
        rf"(?P<when>.+?)\s*[:,=]?\s*{_GIVES}\s*(?:điểm\s*=\s*)?"
        rf"{_TOP}\s*(?:{_TIMES}\s*(?P<times>{NUMBER}\s*%|\d{{1,2}}\s*/\s*\d{{1,2}}|0[.,]\d+)|"
        r"(?:/|:|chia)\s*(?P<over>[2-9]|10))",
        rf"(?P<when>.+?)\s*[:,=]?\s*\(?{_GIVES}\s*(?P<full>điểm tối đa|tối đa điểm|đủ (?:số )?điểm|"
        r"trọn điểm)\)?",
        rf"(?P<when>.+?)\s*[:,=]?\s*\(?{_GIVES}\s*(?P<zero>(?:không (?:được |có |tính |cho |chấm )*|"
        r"trừ (?:hết|toàn bộ) (?:số )?)điểm)\)?",
    )
)
_HALF = Fraction(1, 2)
_NO_GRADE = re.compile(
    r"\b(?:trừ|mỗi|cứ)\b|\bthêm$|\b(?:tối đa|không (?:vượt )?quá|nhiều nhất)(?: là)?$|(?<!\d)/\s*\w+$|"
    r"(?:\s|\d)x$|[×*/]$|\b(?:nhân|chia)(?: với| cho)?$|\bcủa$|\bphần (?:hai|ba|tư|năm|mười)$",
    re.IGNORECASE,
)
_HALF_A_RANGE = re.compile(
    rf"\d\s*(?:điểm|đ)?\s*(?:-|–|đến)\s*{NUMBER}\s*(?:điểm|đ\b)|"
    rf"\b(?:dưới|trên|từ|đến|khoảng)\s+{NUMBER}\s*(?:điểm|đ\b)|"
    rf":\s*(?:dưới|trên|từ|<|>)(?!\s*{NUMBER}\s*%)",
    re.IGNORECASE,
)
"""``Khá: 5 - 7 điểm``: somebody gives points between two bounds."""
_MINUS = re.compile(rf"[:=>→⇒]\s*[-–−]\s*{NUMBER}")
"""``Bị phê bình: -2 điểm`` takes points off."""
_WHOLE = re.compile(r"\btrừ\b|\bmỗi\b|^(?:nhưng )?(?:tối đa|không quá)", re.IGNORECASE)
_TELLING = re.compile(
    r"\d|\b(?:trừ|cộng|thưởng|tối đa|không quá|mỗi|tỷ lệ|tỉ lệ|tương ứng|giảm|nhân)\b|"
    r"\b(?:số|được|tính|chấm|cho|không|hết|đủ|thang) điểm\b|^điểm\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Graded:
    """What a clause gives points for. ``share``: its part of the maximum where it names no points."""

    when: str
    points: Decimal | None = None
    share: Fraction | None = None

    def worth(self, top: Decimal | None) -> Decimal | None:
        """The points; None where the maximum is not known, or its share has no end (a third of 10)."""
        if self.points is not None or self.share is None:
            return self.points
        if self.share == 0:
            return Decimal(0)
        exact = None if top is None else Fraction(top) * self.share
        if exact is None or 10_000 % exact.denominator:
            return None
        return Decimal(exact.numerator) / exact.denominator


def clauses(text: str) -> list[str]:
    """The clauses of a text without bullets; commas cut where every piece gives points."""
    found: list[str] = []
    for piece in _CUT.split(_COUNTED.sub("", text)):
        bare = clean(piece).strip(" .;,")
        bare = _BULLET.sub("", bare)
        if bare:
            found += _at_commas(bare)
    return found


def _at_commas(clause: str) -> list[str]:
    pieces = _COMMAS.split(clause)
    whole = all(
        graded(piece) or _BY_SHARE.search(piece) or (_WHOLE.search(piece) and re.search(r"\d", piece))
        for piece in pieces
    )
    return pieces if len(pieces) > 1 and graded(pieces[0]) and whole else [clause]


def graded(clause: str) -> Graded | None:
    """The points of a clause and what they are for; None for any other sentence."""
    typed = clause.strip(" .;,")
    if _MINUS.search(typed):
        return None
    for pattern in _GRADED:
        found = pattern.fullmatch(typed)
        if found and not _NO_GRADE.search(found["when"]) and not _HALF_A_RANGE.search(found[0]):
            return _graded(found)
    return None


def _graded(found: "re.Match[str]") -> Graded:
    when, named = found["when"].strip(" :,–-"), found.groupdict()
    if named.get("points"):
        return Graded(when, number(named["points"]))
    if named.get("full"):
        return Graded(when, share=Fraction(1))
    if named.get("zero"):
        return Graded(when, share=Fraction(0))
    return Graded(when, share=_share(named))


def _share(named: Mapping[str, str | None]) -> Fraction | None:
    """``3/4*Điểm tối đa``, ``50% số điểm``, ``Điểm tối đa/2``; None for more than the whole."""
    if named.get("over"):
        return Fraction(1, int(named["over"] or 1))
    share = re.sub(r"\s", "", named.get("share") or named.get("part") or named.get("times") or "")
    part, _, whole = share.partition("/")
    if whole:
        found = Fraction(int(part), int(whole)) if int(whole) else None
    elif share.endswith("%"):
        found = Fraction(number(share.rstrip("%"))) / 100
    else:
        found = Fraction(number(share)) if share[:1].isdigit() else _HALF
    return found if found is not None and found <= 1 else None


def mixed(text: str, told: Sequence[str] = ()) -> tuple[str, ...]:
    """The doubt where only some sentences begin with ``Nếu``, ``Trường hợp``: they may be exceptions.

    ``told``: clauses that were understood as such.
    """
    cut = (clean(piece) for piece in _CUT.split(text))
    cut = (piece for piece in cut if not any(clause in piece for clause in told))
    pieces = [piece for piece in cut if piece and "phát sinh" not in piece.lower()]
    conditional = [piece for piece in pieces if _EXCEPTION.match(piece)]
    return ("có câu “nếu”, “trường hợp” bên cạnh các mức",) if 0 < len(conditional) < len(pieces) else ()


def all_graded(found: Sequence[str]) -> tuple[list[Graded], list[str]]:
    """The clauses that give points, and the others."""
    grades = [(clause, graded(clause)) for clause in found]
    return [grade for _, grade in grades if grade], [clause for clause, grade in grades if not grade]


def telling(found: Sequence[str]) -> list[str]:
    """Of clauses that were not understood those that may say something of points."""
    return [clause for clause in found if _TELLING.search(clause)]


def as_label(text: str, longest: int = 60) -> str:
    """A short name for a cell of the form, cut at a word."""
    plain = clean(text).strip(" .,:;–-")
    if len(plain) > longest:
        plain = plain[:longest].rpartition(" ")[0]
    return capitalized(plain)
