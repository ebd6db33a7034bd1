"""Which column holds what, by its heading, in any order and under the names in use."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from scoring.annex.figures import worth_of
from scoring.annex.marks import marks_of
from scoring.annex.paper import PaperRow
from scoring.text import ascii_slug, clean


class Holds(StrEnum):
    """What a column holds."""

    MARK = "số thứ tự"
    TEXT = "nội dung"
    POINTS = "điểm"
    GRADE = "điểm của mức"
    GROUP = "số, điểm của nhóm"
    BESIDE = "điểm thưởng kèm tiêu chí"
    HOW = "cách chấm"
    LEVEL = "mức, mỗi mức một cột"
    AIM = "chỉ tiêu, yêu cầu phải đạt"
    EVIDENCE = "tài liệu kiểm chứng"
    WHOM = "đối tượng"
    NOTE = "ghi chú"
    CLASS = "xếp loại"
    FILLED = "cột để đơn vị điền"
    OTHER = "cột khác"


_ROLES = (
    (r"^(?:cac )?muc (?:do|dat)\b", Holds.HOW),
    (r"\btu (?:cham|danh gia|xep)|tham dinh|phuc tra|hoi dong|diem dat(?! toi da)|dat duoc|ket qua|cham lai|"
     r"thuc te|da cham|don vi cham|cap tren cham|^diem (?:\w+ ){1,4}cham\b|"
     r"(?:phong|xa|phuong(?! phap)|co quan|to) (?:\w+ )*cham\b|lan [12]\b", Holds.FILLED),
    (r"^ho so$|tai lieu|minh chung|kiem chung|chung minh|ho so (?:kiem|chung|minh)|san pham", Holds.EVIDENCE),
    (r"^diem (?:cua |tung |theo |moi |dat )*muc\b", Holds.GRADE),
    (r"^(?:thang |so |muc |khung |tong (?:so )?)?diem\b|diem toi da|diem chuan|dieu kien ve diem|^toi da$|"
     r"^(?:muc )?(?:cong|tru|thuong|phat)$|^ba ?rem\b|^trong so\b", Holds.POINTS),
    (r"\b(?:cach|huong dan|phuong phap|quy tac|cong thuc|dien giai|giai thich|muc do|muc dat|"
     r"muc danh gia|muc thuc hien|muc hoan thanh|quy dinh cham|can cu (?:de )?cham|cac muc)\b", Holds.HOW),
    (r"doi tuong|don vi (?:ap dung|thuc hien|chiu|phu trach|duoc)|ap dung cho|co quan thuc hien|bo phan",
     Holds.WHOM),
    (r"^(?:dvt|don vi tinh)$", Holds.OTHER),
    (r"ghi chu|chu thich|^can cu|^van ban", Holds.NOTE),
    (r"^(?:tt|stt|so tt|so thu tu|ma so|ma|muc|so|ma tieu chi)$", Holds.MARK),
    (r"^(?:muc |hang |ket qua )?xep (?:loai|hang)|^(?:phan )?loai$|^danh hieu$", Holds.CLASS),
    (r"noi dung|tieu chi|chi tieu|nhiem vu|tieu chuan|cong viec|linh vuc|hanh vi|thanh tich|truong hop|"
     r"chi so|danh muc|cong tac|hoat dong|hang muc|phan viec|viec (?:phai|can|lam)|"
     r"yeu cau|mo ta|chi bao|^nhom\b",
     Holds.TEXT),
)  # fmt: skip
_PATTERNS = tuple((re.compile(pattern), role) for pattern, role in _ROLES)
_BESIDE = {"bonus": re.compile(r"diem (?:cong|thuong)|cong diem|thuong diem"),
           "penalty": re.compile(r"diem tru|tru diem|bi tru")}  # fmt: skip
_NUMBERED = re.compile(r"\d+\s*[.:)]|\s\d+$|^[IVX]+[.:)]")
"""``Tiêu chí 1`` is no heading of a column."""
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_A_LEVEL = re.compile(
    r"(?:muc |loai )?(?:xuat sac|tot|kha|trung binh|yeu|kem|dat|chua dat|khong dat|(?:muc|loai) (?:\d|[a-d])|"
    r"chua tot|hoan thanh|chua hoan thanh|khong hoan thanh|co|khong)"
)
"""A column for each level: ``Tốt``, ``Khá``; its share may follow in brackets."""
_LONGEST = 60
"""Letters of a heading."""


def role_of(heading: str) -> Holds | None:
    """What a column under this heading holds; None for no heading that is known."""
    if len(heading) > _LONGEST:
        return None
    bare = _IN_BRACKETS.sub("", heading)
    if bare != heading and (found := _role_of(bare)) is Holds.TEXT:
        return found  # "Nội dung (điểm tối đa)"
    return _role_of(heading)


def _role_of(heading: str) -> Holds | None:
    words = ascii_slug(heading).replace("-", " ")
    return next((role for pattern, role in _PATTERNS if pattern.search(words)), None)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: role by number. ``beside``: its points are bonus or penalty.

    ``sections``: a row is a bonus or a penalty by which of these columns of points it fills.

    ``levels``: what the columns of levels are called.

    ``guessed``: no heading was found, what stands in the columns decided.
    """

    roles: Mapping[int, Holds]
    headings: Mapping[int, str] = field(default_factory=dict)
    beside: str = ""
    guessed: bool = False
    sections: Mapping[int, str] = field(default_factory=dict)
    levels: Mapping[int, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """``nội dung: “Tiêu chí”; điểm: “Điểm tối đa”``; columns that are not read last."""
        read = [role for role in Holds if role not in (Holds.FILLED, Holds.OTHER)]
        found = [(role.value, self._named(role)) for role in read]
        found.append(("không đọc", [*self._named(Holds.FILLED), *self._named(Holds.OTHER)]))
        return "; ".join(f"{role}: {', '.join(names)}" for role, names in found if names)

    def _named(self, role: Holds) -> list[str]:
        return [f"“{clean(self.headings[c])}”" for c in self.of(role) if self.headings.get(c)]

    @property
    def rivals(self) -> list[str]:
        """The columns of points, where more than one may hold the maximum."""
        return [] if self.sections or len(self.of(Holds.POINTS)) < 2 else self._named(Holds.POINTS)

    def of(self, role: Holds) -> list[int]:
        """The columns of a role from left to right."""
        return sorted(column for column, each in self.roles.items() if each is role)


def heading_rows(rows: Sequence[PaperRow], at: int) -> int:
    """How many rows from ``at`` on are the heading of a table; 0 where none begins there."""
    if not _is_heading(rows[at]):
        return 0
    count = 1
    while at + count < len(rows) and _goes_on(rows[at + count]):
        count += 1
    return count


def _is_heading(row: PaperRow) -> bool:
    own = [cell.own for cell in row.cells if cell.own]
    if any(map(_is_no_name, own)):
        return False
    roles = [role_of(text) for text in own]
    known = {role for role in roles if role}
    named = {Holds.TEXT, Holds.CLASS} & known
    return bool(named) and len(known) >= 2 and 2 * len([role for role in roles if role]) > len(roles)


def _is_no_name(text: str) -> bool:
    """True for points, and for a name with a number; ``Thang điểm 100`` is one."""
    numbered = _NUMBERED.search(text) and role_of(text) is not Holds.POINTS
    return bool(worth_of(text) or numbered)


def may_be_heading(row: PaperRow) -> bool:
    """True for short names side by side of which one at least is known."""
    own = [cell.own for cell in row.cells if cell.own]
    if len(own) < 3 or any(len(text) > _LONGEST or _is_no_name(text) for text in own):
        return False
    named = {role_of(text) for text in own} & {Holds.TEXT, Holds.POINTS, Holds.MARK, Holds.HOW}
    return bool(named) and not any(marks_of(text) for text in own)


def _goes_on(row: PaperRow) -> bool:
    """A second line of headings: columns that go on from above, and names for the rest."""
    own = [cell.own for cell in row.cells if cell.own]
    above = [cell for cell in row.cells if cell.part_of == "above"]
    known = (role_of(text) or ascii_slug(text) in _HALVES or _names_a_level(text) for text in own)
    return bool(above) and bool(own) and all(known)


def levels_in(heading: str) -> list[str]:
    """``Điểm theo mức Tốt/Khá/Trung bình/Yếu``: the levels that one column has; none for another heading."""
    first, *more = (clean(each) for each in heading.split("/"))
    named = [" ".join(first.split()[n:]) for n in range(len(first.split()))]
    best = next(filter(_names_a_level, named), "")
    return [best.removeprefix("mức "), *more] if best and more and all(map(_names_a_level, more)) else []


def _names_a_level(text: str) -> bool:
    return bool(_A_LEVEL.fullmatch(ascii_slug(_IN_BRACKETS.sub("", text)).replace("-", " ")))


_HALVES = frozenset({"toi-da", "chuan", "cong", "tru", "thuong", "tu-cham", "dat", "chi-tiet", "noi-dung"})


def columns_of(rows: Sequence[PaperRow]) -> Columns:
    """The columns under these rows of headings."""
    width = max(len(row.cells) for row in rows)
    headings = {column: " ".join(dict.fromkeys(row.text(column) for row in rows)) for column in range(width)}
    roles = {
        column: role_of(heading) or Holds.OTHER for column, heading in headings.items() if heading.strip()
    }
    roles |= dict.fromkeys(_of_levels(roles, headings), Holds.GRADE)
    lowest = {column: clean(rows[-1].text(column)) for column in range(width)}
    levels = {column: text for column, text in lowest.items() if _names_a_level(text)}
    levels = levels if len(levels) > 1 else {}
    roles |= dict.fromkeys(levels, Holds.LEVEL)
    points = [column for column in roles if roles[column] is Holds.POINTS]
    extra = {column: _extra(headings[column]) for column in points}
    kinds = {key for key in extra.values() if key}
    # Beside the points of a criterion what may be added, and what is taken off.
    if kinds and "" in extra.values():
        beside = {"bonus": Holds.BESIDE, "penalty": Holds.HOW}
        return Columns(roles | {c: beside[extra[c]] for c in points if extra[c]}, headings, levels=levels)
    if len(kinds) > 1:
        return Columns(roles, headings, sections=extra, levels=levels)
    return Columns(roles, headings, next(iter(kinds), ""), levels=levels)


def _of_levels(roles: Mapping[int, Holds], headings: Mapping[int, str]) -> list[int]:
    """``Điểm`` right of the levels, where another column holds ``Điểm tối đa``: the points of each level."""
    points = [column for column in roles if roles[column] is Holds.POINTS]
    bare = [column for column in points if ascii_slug(headings[column]) in ("diem", "so-diem", "muc-diem")]
    return [c for c in bare if len(points) > len(bare) and roles.get(c - 1) is Holds.HOW]


def _extra(heading: str) -> str:
    words = ascii_slug(heading).replace("-", " ")
    return next((key for key, pattern in _BESIDE.items() if pattern.search(words)), "")
