"""The sheet Tiêu chí: one row a group, criterion, level, part, band, step or share.

The columns are the same for all rows; each kind of row, and each rule, uses some of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scoring.criteria.excel.cells import NUMBER, SHARE, TEXT, Choice
from scoring.criteria.excel.layout import APPLIES, REFERENCE, Column

ROW = "Dòng"
PARENT = "Thuộc nhóm"
RULE = "Cách chấm"

EXTRAS = {"bonus": "Điểm thưởng", "penalty": "Điểm trừ"}
"""Blocks outside the scale; their criteria name them where others name their group."""

DETAILS = {
    "levels": "Mức",
    "parts": "Việc",
    "bands": "Mức tỷ lệ",
    "steps": "Mức chậm",
    "shares": "Báo cáo",
}
"""Rows below a criterion, by the key of the rule they fill."""

ROWS = Choice({"group": "Nhóm", "criterion": "Tiêu chí", **DETAILS, **EXTRAS})

RULES = Choice(
    {
        "yes_no": "Có/Không",
        "levels": "Chọn một mức",
        "parts": "Cộng các việc",
        "ratio": "Tỷ lệ",
        "count": "Đếm số lần",
        "deduction": "Trừ theo số lần",
        "lateness": "Số ngày chậm",
        "direct": "Tự ghi điểm",
        "superior": "Cấp trên chấm",
        "punctuality": "Theo sổ nhận báo cáo",
    }
)

GOOD = Choice({"Có": "Có", "Không": "Không"})
ZERO = Choice({"refused": "Báo lỗi", "not_applicable": "Coi là không phát sinh"})
VOID = Choice(
    {"refused": "Không cho phép", "full": "Được điểm tối đa", "excluded": "Không tính tiêu chí này"}
)
EVIDENCE = Choice({"none": "Không cần", "or_explained": "Tài liệu hoặc giải trình", "required": "Bắt buộc"})
EXPLANATION = Choice(
    {
        "optional": "Tùy ý",
        "below_max": "Khi dưới điểm tối đa",
        "above_zero": "Khi có điểm",
        "always": "Luôn luôn",
    }
)

_LABEL, _BELOW = "Nhãn ô số liệu", "Nhãn ô mẫu số"
_EACH, _EACH_PERCENT, _FLOOR = "Điểm mỗi lần", "% điểm mỗi lần", "Điểm thấp nhất"
_FULL_AT, _ZERO, _STEP = "Đạt tối đa từ %", "Khi cả hai số bằng 0", "Bước điểm"
_WHO, _GOOD = "Người chấm", "Trả lời được điểm"

CODE = Column("Mã", ("code",), width=10)
WORDS = Column("Nội dung", ("text",), width=54)
MAXIMUM = Column("Điểm", ("max",), NUMBER, 9, "Tối đa của nhóm, tiêu chí; hoặc điểm của mức, việc.")

CRITERION = (
    CODE,
    WORDS,
    Column("Hướng dẫn chấm", ("guide",), width=40, hint="Bằng lời; cách tính điểm do công cụ ghi thêm."),
    MAXIMUM,
    Column("Không phát sinh", ("not_applicable",), VOID, 18),
    Column("Tài liệu", ("evidence",), EVIDENCE, 16),
    Column("Gợi ý tài liệu", ("evidence_hint",), width=30),
    Column("Giải trình", ("explanation",), EXPLANATION, 16),
    *APPLIES,
    REFERENCE,
)
GROUP = (CODE, WORDS, MAXIMUM)
EXTRA = (WORDS, Column(MAXIMUM.title, ("cap",), NUMBER))

_POINTS = Column(MAXIMUM.title, ("points",), NUMBER)
_FROM = "Từ %, đến số ngày"
_PART = "Phần của điểm tối đa"
DETAIL = {
    "levels": (WORDS, _POINTS, Column(_PART, ("fraction",), SHARE)),
    "parts": (WORDS, _POINTS),
    "bands": (_POINTS, Column(_FROM, ("at_least",), NUMBER)),
    "steps": (_POINTS, Column(_FROM, ("days",), NUMBER)),
    "shares": (Column(CODE.title, ("report",)), WORDS, _POINTS),
}

PARAMETERS: dict[str, tuple[Column, ...]] = {
    "yes_no": (Column(_GOOD, ("good",), GOOD),),
    "levels": (),
    "parts": (),
    "ratio": (
        Column(_LABEL, ("top_label",)),
        Column(_BELOW, ("bottom_label",)),
        Column(_FULL_AT, ("full_at",), NUMBER),
        Column(_ZERO, ("zero",), ZERO),
    ),
    "count": (Column(_LABEL, ("label",)), Column(_EACH, ("each",), NUMBER)),
    "deduction": (
        Column(_LABEL, ("label",)),
        Column(_EACH, ("each",), NUMBER),
        Column(_EACH_PERCENT, ("each_percent",), NUMBER),
        Column(_FLOOR, ("floor",), NUMBER),
    ),
    "lateness": (Column(_LABEL, ("label",)),),
    "direct": (Column(_STEP, ("step",), NUMBER),),
    "superior": (Column(_WHO, ("who",)),),
    "punctuality": (),
}
DETAIL_OF = {
    "levels": "levels",
    "parts": "parts",
    "ratio": "bands",
    "lateness": "steps",
    "punctuality": "shares",
}
"""The rows below a criterion, by its rule."""

COLUMNS = (
    Column(ROW, (), ROWS, 12),
    CODE,
    Column(PARENT, (), TEXT, 12, "Mã nhóm ở trên; nhóm lớn thì để trống."),
    WORDS,
    MAXIMUM,
    Column(RULE, (), RULES, 18, "Chọn trong danh sách; ô xám là ô không dùng."),
    Column(_PART, (), SHARE, 12, "Mức ghi điểm hoặc ghi phần, ví dụ 1/2."),
    Column(_FROM, (), NUMBER, 11, "Mức tỷ lệ: từ %. Mức chậm: đến số ngày."),
    Column(_LABEL, (), TEXT, 30),
    Column(_BELOW, (), TEXT, 30),
    Column(_FULL_AT, (), NUMBER, 11),
    Column(_ZERO, (), ZERO, 18),
    Column(_EACH, (), NUMBER, 10),
    Column(_EACH_PERCENT, (), NUMBER, 10),
    Column(_FLOOR, (), NUMBER, 10),
    Column(_STEP, (), NUMBER, 10),
    Column(_GOOD, (), GOOD, 12),
    Column(_WHO, (), TEXT, 18),
    CRITERION[2],
    *CRITERION[4:],
)
"""The columns as they stand on the sheet; the path of a value depends on the kind of row."""

HINT = (
    "Mỗi tiêu chí một dòng; các mức, việc của tiêu chí ở ngay dưới. Muốn đổi chỗ thì chuyển cả các dòng ấy."
)


@dataclass(frozen=True, slots=True)
class Line:
    """A row to be written: title of the column -> text."""

    kind: str
    cells: dict[str, str]


def titles_of(row: str, rule: str = "") -> frozenset[str]:
    """The columns that a kind of row uses, a criterion with those of its rule."""
    if row == "criterion":
        used = (*CRITERION, *PARAMETERS.get(rule, ()))
        return frozenset({ROW, PARENT, RULE, *(column.title for column in used)})
    if row == "group":
        return frozenset({ROW, PARENT, *(column.title for column in GROUP)})
    return frozenset({ROW, *(column.title for column in DETAIL.get(row, EXTRA))})


def lines(plain: dict[str, Any]) -> Iterator[Line]:
    """The rows of a set as plain data, in the order of the tree, bonus and penalty last."""
    for group in plain["groups"]:
        yield from _node(group, "")
    for key, name in EXTRAS.items():
        extra = plain[key]
        if extra:
            yield _line(key, EXTRA, extra)
            for criterion in extra["criteria"]:
                yield from _criterion(criterion, name)


def _node(node: dict[str, Any], parent: str) -> Iterator[Line]:
    if "children" not in node:
        yield from _criterion(node, parent)
        return
    yield _line("group", GROUP, node, **{PARENT: parent})
    for child in node["children"]:
        yield from _node(child, node["code"])


def _criterion(criterion: dict[str, Any], parent: str) -> Iterator[Line]:
    rule = criterion["rule"]
    below = DETAIL_OF.get(rule["kind"], "")
    filled = rule if not rule.get("bands") else {**rule, "full_at": None}  # bands leave it no meaning
    line = _line("criterion", CRITERION, criterion, **{PARENT: parent, RULE: RULES.show(rule["kind"])})
    line.cells.update(_texts(PARAMETERS[rule["kind"]], filled))
    yield line
    for detail in rule.get(below, ()):
        yield _line(below, DETAIL[below], detail)


def _line(row: str, columns: tuple[Column, ...], item: dict[str, Any], **more: str) -> Line:
    return Line(row, {ROW: ROWS.show(row), **more, **_texts(columns, item)})


def _texts(columns: tuple[Column, ...], item: dict[str, Any]) -> dict[str, str]:
    return {column.title: column.text(item) for column in columns}
