"""The sheet Tiêu chí: one row a group, a criterion, or an item of its rule's list (a level, a part, a band).

The columns are the same for all rows; each kind of row, and each rule, uses some of them. What a rule adds
it declares itself (``in_excel``).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from scoring.criteria.excel.cells import NUMBER, SHARE, STEPS, TEXT, Choice, Kind
from scoring.criteria.excel.layout import APPLIES, FLAG, REFERENCE, SetField
from scoring.rules import RULES as ALL_RULES
from scoring.rules.in_excel import CODE as CODE_TITLE
from scoring.rules.in_excel import POINTS, SetColumn
from scoring.rules.in_excel import TEXT as TEXT_TITLE

ROW = "Dòng"
PARENT = "Thuộc nhóm"
RULE = "Cách chấm"

EXTRAS = {"bonus": "Điểm thưởng", "penalty": "Điểm trừ"}
"""Blocks outside the scale; their criteria name them where others name their group."""

OF_RULE = {kind: rule.in_excel for kind, rule in ALL_RULES.items()}
"""What each rule declares, by its kind."""

BELOW = {kind: each.rows for kind, each in OF_RULE.items() if each.rows}
"""The rows below a criterion, by its rule. A row of this sort is known by its title."""
DETAILS = tuple(dict.fromkeys(rows.title for rows in BELOW.values()))

ROWS = Choice({"group": "Nhóm", "criterion": "Tiêu chí", **{title: title for title in DETAILS}, **EXTRAS})
RULES = Choice({kind: each.name for kind, each in OF_RULE.items()})

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

CODE = SetField(CODE_TITLE, ("code",), width=10)
WORDS = SetField(TEXT_TITLE, ("text",), width=54)
MAXIMUM = SetField(POINTS, ("max",), NUMBER, 9, "Tối đa của nhóm, tiêu chí; hoặc điểm của mức, việc.")

CRITERION = (
    CODE,
    WORDS,
    SetField("Hướng dẫn chấm", ("guide",), width=40, hint="Bằng lời; cách tính điểm do công cụ ghi thêm."),
    MAXIMUM,
    SetField("Không phát sinh", ("not_applicable",), VOID, 18),
    SetField("Tài liệu", ("evidence",), EVIDENCE, 16),
    SetField("Gợi ý tài liệu", ("evidence_hint",), width=30),
    SetField("Giải trình", ("explanation",), EXPLANATION, 16),
    *APPLIES,
    REFERENCE,
    SetField("Thưởng thêm cho", ("beside",), width=12, hint="Mã tiêu chí mà điểm thưởng này đi kèm."),
)
CAP = SetField(
    "Nhóm không quá", ("cap",), NUMBER, 10, "Khi nhóm chỉ tính đến số điểm ấy, ít hơn tổng các tiêu chí."
)
ONLY_ONE = SetField(
    "Chỉ chọn một", ("only_one",), FLAG, 10, "Đơn vị chỉ được ghi điểm ở một tiêu chí của nhóm."
)
GROUP = (CODE, WORDS, MAXIMUM, CAP, ONLY_ONE)
EXTRA = (CODE, WORDS, SetField(MAXIMUM.title, ("cap",), NUMBER), ONLY_ONE)

_KINDS: dict[str, Kind] = {"text": TEXT, "number": NUMBER, "share": SHARE, "steps": STEPS}


def _column(of: SetColumn) -> SetField:
    kind: Kind = Choice(dict(of.choices)) if of.choices else _KINDS[of.kind]
    return SetField(of.title, (of.key,), kind, of.width, of.hint)


DETAIL = {kind: tuple(map(_column, rows.columns)) for kind, rows in BELOW.items()}
PARAMETERS = {kind: tuple(map(_column, each.columns)) for kind, each in OF_RULE.items()}
"""The columns of a rule's settings, and of the rows below its criterion."""


def _of_rules(known: Iterable[SetField]) -> Iterator[SetField]:
    """The columns that the rules add to those every criterion has: first those of lists, rare ones last."""
    lists = [column for rows in BELOW.values() for column in rows.columns]
    settings = [column for each in OF_RULE.values() for column in each.columns]
    seen = {column.title for column in known}
    for column in sorted((*lists, *settings), key=lambda column: column.rare):
        if column.title not in seen:
            seen.add(column.title)
            yield _column(column)


_OPENING = (
    SetField(ROW, (), ROWS, 12),
    CODE,
    SetField(PARENT, (), TEXT, 12, "Mã nhóm ở trên; nhóm lớn thì để trống."),
    WORDS,
    MAXIMUM,
    SetField(RULE, (), RULES, 18, "Chọn trong danh sách; ô xám là ô không dùng."),
)
COLUMNS = (
    *_OPENING,
    *_of_rules(_OPENING),
    *(column for column in (*CRITERION, CAP, ONLY_ONE) if column not in _OPENING),
)
"""The columns as they stand on the sheet; the path of a value depends on the kind of row."""

HINT = (
    "Mỗi tiêu chí một dòng; các mức, việc của tiêu chí ở ngay dưới. Muốn đổi chỗ thì chuyển cả các dòng ấy."
)


@dataclass(frozen=True, slots=True)
class TreeRow:
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
    if row in EXTRAS:
        return frozenset({ROW, *(column.title for column in EXTRA)})
    kinds = [rule] if rule else [kind for kind, rows in BELOW.items() if rows.title == row]
    return frozenset({ROW, *(column.title for kind in kinds for column in DETAIL[kind])})


def is_needed(kind: str) -> bool:
    """True where the rule cannot do without rows below its criterion."""
    return ALL_RULES[kind].model_fields[BELOW[kind].key].is_required()


def lines(plain: dict[str, Any]) -> Iterator[TreeRow]:
    """The rows of a set as plain data, in the order of the tree, bonus and penalty last."""
    for group in plain["groups"]:
        yield from _node(group, "")
    for key, name in EXTRAS.items():
        extra = plain[key]
        if extra:
            yield _line(key, EXTRA, extra)
            for criterion in extra["criteria"]:
                yield from criterion_lines(criterion, name)


def _node(node: dict[str, Any], parent: str) -> Iterator[TreeRow]:
    if "children" not in node:
        yield from criterion_lines(node, parent)
        return
    yield group_line(node, parent)
    for child in node["children"]:
        yield from _node(child, node["code"])


def group_line(group: dict[str, Any], parent: str) -> TreeRow:
    """The row of a group alone; ``parent`` is the code of the group that it stands in."""
    return _line("group", GROUP, group, **{PARENT: parent})


def criterion_lines(criterion: dict[str, Any], parent: str) -> Iterator[TreeRow]:
    """The row of a criterion, and those of its rule's list."""
    rule = criterion["rule"]
    kind = rule["kind"]
    line = _line("criterion", CRITERION, criterion, **{PARENT: parent, RULE: RULES.show(kind)})
    line.cells.update(_texts(PARAMETERS[kind], rule | _meaningless(rule)))
    yield line
    if rows := BELOW.get(kind):
        for detail in rule[rows.key]:
            yield _line(rows.title, DETAIL[kind], detail)


def _meaningless(rule: dict[str, Any]) -> dict[str, None]:
    """The settings that another one leaves without a meaning: their cells stay blank."""
    columns = OF_RULE[rule["kind"]].columns
    return {column.key: None for column in columns if column.unless and rule[column.unless]}


def _line(row: str, columns: tuple[SetField, ...], item: dict[str, Any], **more: str) -> TreeRow:
    return TreeRow(row, {ROW: ROWS.show(row), **more, **_texts(columns, item)})


def _texts(columns: tuple[SetField, ...], item: dict[str, Any]) -> dict[str, str]:
    return {column.title: column.text(item) for column in columns}
