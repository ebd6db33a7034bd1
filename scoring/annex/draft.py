"""A paper's tables sorted into what a set consists of: groups, bonus, penalty, classes, conditions."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from scoring.annex.around import AroundRead, around, class_words, conditions_in, quota_words
from scoring.annex.classes import (
    ClassRead,
    DueRead,
    QuotaRead,
    class_in_row,
    class_of_cells,
    classes_in,
    classes_left_in,
    dues_in,
    quota_in,
    settled,
)
from scoring.annex.codes import give_codes
from scoring.annex.conditions import ClassEffect, effect_of
from scoring.annex.figures import NUMBER, number
from scoring.annex.how import How
from scoring.annex.lines import Line, Skipped, is_note, lines_of
from scoring.annex.nodes import Node, cap_in, nodes_of, score_as
from scoring.annex.outline import OutlineItem, outline
from scoring.annex.paper import Paper, PaperTable
from scoring.annex.sections import announcement, may_be_a_block, names_both, section_of
from scoring.annex.seen import as_read
from scoring.annex.sentences.direct import direct
from scoring.annex.totals import Total, makes, stated_total
from scoring.text import show_number

_CLASS_HEADING = re.compile(
    r"(?:các |mức |khung |tiêu chuẩn |cách )*(?:xếp|phân) (?:loại|hạng)[^.;]{0,40}$", re.IGNORECASE
)
_AT_FIRST = re.compile(rf"(?:có|được|tính|tổng|thang)[^.;\n]{{0,20}}?\b({NUMBER}) điểm", re.IGNORECASE)
NO_POINTS = "chưa thấy điểm tối đa; chưa đưa vào bộ"


@dataclass(slots=True)
class ExtraRead:
    """The bonus or penalty block: its headings, its criteria, and how much it may bring at most."""

    text: str
    heads: list[Node] = field(default_factory=list)
    criteria: list[Node] = field(default_factory=list)
    cap: Decimal | None = None
    doubts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ConditionRead:
    """What keeps a unit from a class."""

    code: str
    text: str
    effect: ClassEffect
    line: Line | None


@dataclass(slots=True)
class AnnexDraft:
    """All that was found; ``unplaced`` are nodes without a maximum, which the set cannot have."""

    rows: list[Line | Skipped]
    tables: Sequence[PaperTable] = ()
    groups: list[Node] = field(default_factory=list)
    extras: dict[str, ExtraRead] = field(default_factory=dict)
    classes: list[ClassRead] = field(default_factory=list)
    class_doubts: list[str] = field(default_factory=list)
    class_lines: dict[int, str] = field(default_factory=dict)
    around: list[AroundRead] = field(default_factory=list)
    dues: list[DueRead] = field(default_factory=list)
    quotas: list[QuotaRead] = field(default_factory=list)
    quota_lines: dict[int, str] = field(default_factory=dict)
    conditions: list[ConditionRead] = field(default_factory=list)
    condition_heads: list[Line] = field(default_factory=list)
    headings: list[Line] = field(default_factory=list)
    unplaced: list[Node] = field(default_factory=list)

    said: Sequence[str] = ()

    @property
    def total(self) -> Decimal:
        """What all groups make together."""
        return sum((group.top or Decimal(0) for group in self.groups), Decimal(0))

    @property
    def stated_total(self) -> Total | None:
        """The line of totals with its points."""
        return stated_total(self.rows)

    @property
    def makes_total(self) -> bool:
        """True where the groups make that total."""
        bonus = self.extras.get("bonus")
        above = [each.line for each in (*bonus.heads, *bonus.criteria)] if bonus else []
        return makes(self.stated_total, self.rows, self.total, (bonus and bonus.cap) or Decimal(0), above)

    def leaves(self) -> Iterator[Node]:
        """Every criterion, those of bonus and penalty last."""
        for group in self.groups:
            yield from group.leaves()
        for extra in self.extras.values():
            yield from extra.criteria


def drafted(paper: Paper, tables: Sequence[PaperTable]) -> AnnexDraft:
    """Sort everything that the tables say, and of the lines around them classes and quotas."""
    draft = AnnexDraft(list(lines_of(tables)), tables, said=[line.text for line in paper.lines])
    lines = [row for row in draft.rows if isinstance(row, Line)]
    left = _without_classes(draft, lines, paper)
    notes = [line for line in left if _is_note(line)]
    roots = nodes_of(outline([line for line in left if line not in notes]))
    give_codes(roots)
    main: list[Node] = []
    for root in roots:
        _sorted(root, draft, main)
    names = [each.name for each in draft.classes]
    for line in notes:
        if effect := effect_of(line.text, names):
            draft.conditions.append(ConditionRead("", line.text, effect, line))
    main = [root for root in (_with_maxima(root, draft) for root in main) if root]
    draft.groups = _in_groups(main)
    if not draft.groups and any(extra.criteria for extra in draft.extras.values()):
        draft.groups = [_base(draft)]
    titles = [line.text for table in tables for line in table.before]
    titles += [as_read(row.row) for row in draft.rows if isinstance(row, Skipped)]
    for text in titles:
        _announce(announcement(text), draft)
    for extra in draft.extras.values():
        _close(extra, draft)
    for at, condition in enumerate(draft.conditions, 1):
        condition.code = f"DK{at}"
    _without_beyond(draft)
    _doubt_shapes(draft.groups)
    _doubt_blocks(draft)
    _doubt_columns(draft)
    _doubt_sums(draft)
    return draft


def _doubt_sums(draft: AnnexDraft) -> None:
    """Where the groups do not make the total of the paper, only a group that makes its own points is sure."""
    if draft.makes_total:
        return
    for group in draft.groups:
        if group.stated is None or group.stated != group.top:
            below = list(group.everything())[group.stated is not None :]  # its own line says both numbers
            for node in below:
                node.doubts.append("điểm các nhóm không cộng đúng tổng của văn bản; xem lại cột, nhóm, điểm")


def _doubt_columns(draft: AnnexDraft) -> None:
    """Columns that were guessed are certain where the points of the groups add up to those of the paper."""
    total = draft.stated_total
    added = [group for group in draft.groups if group.children and group.stated is not None]
    holds = added and all(group.stated == group.sum for group in added) and len(added) == len(draft.groups)
    nodes = [each for group in draft.groups for each in group.everything()]
    guessed = [node for node in nodes if node.line and node.line.is_guessed]
    if holds or (total and total[1] == draft.total):
        asked = any(isinstance(row, Skipped) and row.columns and row.columns.guessed for row in draft.rows)
        guessed = [] if asked else guessed[:1]
    for node in guessed:
        node.doubts.append("không nhận ra tiêu đề cột; hiểu các cột theo nội dung")


def _is_note(line: Line) -> bool:
    """A line that explains the table: it belongs to no criterion."""
    starred = line.spans and line.row.text(0).startswith("*") and line.is_heavy
    explains = line.is_loose or starred or is_note(line.text)
    return explains and not line.worth and not line.points and not line.how


def _without_classes(draft: AnnexDraft, lines: Sequence[Line], paper: Paper) -> list[Line]:
    """The lines that are neither classes nor quotas."""
    found: list[ClassRead] = []
    left: list[Line] = []
    for line in lines:
        classes = _classes_of(line)
        found += classes
        if classes:
            draft.class_lines[id(line)] = class_words(classes)
        elif not line.worth and not line.how and _CLASS_HEADING.match(line.text):
            draft.headings.append(line)
        else:
            left.append(line)
    in_tables = bool(found)
    if not in_tables:
        found = [each for line in paper.lines for each in classes_in(line.text)]
        draft.class_doubts += [says for line in paper.lines for says in classes_left_in(line.text)]
    draft.classes, doubts = settled(found)
    draft.class_doubts += doubts
    names = [each.name for each in draft.classes]
    for line in left:
        if not line.worth and (quota := quota_in(line.text, names)):
            draft.quotas.append(quota)
            draft.quota_lines[id(line)] = quota_words(quota)
    draft.around = list(around(paper.lines, names, not in_tables))
    for outside in paper.lines:
        draft.quotas += filter(None, [quota_in(outside.text, names)])
        draft.conditions += [
            ConditionRead("", text, effect, None) for text, effect in conditions_in(outside, names)
        ]
        draft.dues += [due for due in dues_in(outside.text) if due.code]
    return [line for line in left if id(line) not in draft.quota_lines]


def may_name_a_block(text: str) -> bool:
    """True for a heading with a cap, or with words of a block, that names none which is known."""
    heading = announcement(text)
    return may_be_a_block(heading) or (cap_in(heading) is not None and not section_of(heading))


def _classes_of(line: Line) -> list[ClassRead]:
    if line.class_name:
        text = line.points or line.how or line.text
        one = class_of_cells(line.class_name, text)
        return [one] if one else []
    if named := class_in_row(line.text, line.points or line.how):
        return [named]
    return [] if line.worth else classes_in("\n".join(filter(None, (line.text, line.how, line.points))))


def _sorted(node: Node, draft: AnnexDraft, siblings: list[Node]) -> None:
    """Put a node and all below it where they belong; ``siblings`` are the nodes of the scale beside it."""
    effect = effect_of(_all_of(node), [each.name for each in draft.classes])
    if effect and not any(leaf.stated for leaf in node.leaves()):
        draft.condition_heads += [each.line for each in node.everything() if each.children and each.line]
        for leaf in node.leaves():
            own = effect_of(_all_of(leaf), [each.name for each in draft.classes]) or effect
            draft.conditions.append(ConditionRead("", leaf.text, own, leaf.line))
        return
    if node.section in ("bonus", "penalty"):
        _into_extra(node, draft)
        return
    children, node.children = node.children, []
    siblings.append(node)
    for child in children:
        _sorted(child, draft, node.children)
    if not children or node.children:
        return
    if node.stated and not names_both(node.text):
        _as_criterion(node, draft)
        return
    siblings.remove(node)
    if node.line:
        draft.headings.append(node.line)


def _all_of(node: Node) -> str:
    """The words of the whole row: what follows may stand in a column of its own."""
    return as_read(node.line.row).replace(" | ", "; ") if node.line else node.text


def _into_extra(node: Node, draft: AnnexDraft) -> None:
    extra = draft.extras.setdefault(node.section, ExtraRead(""))
    children = [child for child in node.children if child.section == node.section]
    for other in (child for child in node.children if child not in children):
        _sorted(other, draft, draft.groups)
    if not children and (node.how is None or _is_head(node)):
        extra.heads.append(node)
    elif not children:
        extra.criteria.append(node)
    else:
        node.children = children
        extra.heads += [each for each in node.everything() if each.children]
        extra.criteria += list(node.leaves())
    if node in extra.heads and not extra.text:
        extra.text, extra.cap = node.text, node.stated or cap_in(node.text)


def _announce(text: str, draft: AnnexDraft) -> None:
    """A line above a table that names the block which the table holds."""
    extra = draft.extras.get(section_of(text))
    if extra and not extra.text:
        extra.text, extra.cap = text, cap_in(text)


def _is_head(node: Node) -> bool:
    """A heading of the block whose criteria stand beside it, not below."""
    return node.item.style == "part"


def _with_maxima(node: Node, draft: AnnexDraft) -> Node | None:
    """The node without what has no maximum; a criterion without points gets what its group has left."""
    if not node.children:
        if node.top:
            return node
        draft.unplaced.append(node)
        return None
    lacking = [child for child in node.children if not child.children and not child.top]
    known = sum((child.top or Decimal(0) for child in node.children), Decimal(0))
    if len(lacking) == 1 and node.stated is not None and node.stated > known:
        rest = node.stated - known
        score_as(lacking[0], rest, f"văn bản không ghi điểm; lấy phần còn lại của nhóm, {show_number(rest)}")
    node.children = [kept for child in node.children if (kept := _with_maxima(child, draft))]
    return node if node.children else _as_criterion(node, draft)


def _as_criterion(node: Node, draft: AnnexDraft) -> Node | None:
    """A group of which nothing is left is a criterion where it has points of its own."""
    if not node.stated:
        draft.unplaced.append(node)
        return None
    score_as(node, node.stated, "các dòng bên dưới không có điểm; hiểu là một tiêu chí")
    return node


def _in_groups(roots: Sequence[Node]) -> list[Node]:
    """Criteria that stand in no group get one: a set knows none without."""
    groups: list[Node] = []
    for root in roots:
        if root.children:
            groups.append(root)
            continue
        if not groups or groups[-1].code[:2] != "TC" or groups[-1].line:
            item = type(root.item)(None, "Các tiêu chí")
            groups.append(Node(item.text, item, code="TC" if not groups else f"TC{len(groups)}"))
            if any(each.children for each in roots):
                root.doubts.append(f"không đứng trong nhóm nào; đặt nhóm “{item.text}”")
        groups[-1].children.append(root)
    return groups


def _base(draft: AnnexDraft) -> Node:
    """What is added to and taken from, where a paper has only that: points that every unit has at first."""
    stated = next(
        (number(found[1]) for line in draft.said if (found := _AT_FIRST.search(line))), Decimal(100)
    )
    item = OutlineItem(None, "Điểm nền")
    leaf = Node(item.text, item, stated=stated, code="NEN.1", how=How((direct(stated),), said=False))
    return Node(item.text, item, children=[leaf], code="NEN")


def _close(extra: ExtraRead, draft: AnnexDraft) -> None:
    """How much a block brings at most, and the maxima of criteria that state none."""
    lacking = [node for node in extra.criteria if not node.top]
    for node in lacking:
        each = node.how and node.how.taken.rule.get("each")
        if each:
            top = max(extra.cap or draft.total, Decimal(str(each)))
            score_as(node, top, f"văn bản không ghi điểm tối đa; lấy {show_number(top)}")
        else:
            extra.criteria.remove(node)
            draft.unplaced.append(node)
    if extra.cap is None:
        total = sum((node.top or Decimal(0) for node in extra.criteria), Decimal(0))
        extra.cap = min(
            total, max(draft.total, *(node.top or Decimal(0) for node in extra.criteria), Decimal(0))
        )
        extra.doubts.append(f"văn bản không ghi cả phần nhiều nhất bao nhiêu; lấy {show_number(extra.cap)}")


def _without_beyond(draft: AnnexDraft) -> None:
    """Classes that no points reach stay out: a set knows none such, and it is the points that lack."""
    bonus = draft.extras.get("bonus")
    most = draft.total + ((bonus and bonus.cap) or 0)
    best = draft.classes[0].high if draft.classes else None
    if best is not None and best < draft.total:
        draft.class_doubts.append(f"từ {show_number(best)} điểm trở lên không thấy loại nào")
    beyond = [each.name for each in draft.classes if each.low > most]
    if not beyond:
        return
    names = ", ".join(f"“{name}”" for name in beyond)
    draft.class_doubts.append(f"chưa đưa vào loại {names}: bảng chỉ đọc được {show_number(most)} điểm")
    draft.classes = [each for each in draft.classes if each.name not in beyond]
    draft.quotas = [each for each in draft.quotas if each.name not in beyond and each.of not in beyond]
    for condition in draft.conditions:
        if condition.effect.class_name in beyond:
            condition.effect = replace(condition.effect, class_name=draft.classes[0].name)


def _doubt_shapes(groups: Iterable[Node], verified: bool = True) -> None:
    """A tree without numbers is certain only where the points of its groups add up."""
    for group in groups:
        free = group.item.style.startswith(("free", "detail", "part"))
        holds = not free or group.stated == group.top
        if not holds:
            group.doubts.append("nhóm hiểu theo chữ đậm, chữ hoa, thụt dòng; điểm không xác nhận được")
        for child in group.children:
            if child.children:
                _doubt_shapes([child], verified and holds)
            elif child.item.style.startswith("free") and not (verified and holds):
                child.doubts.append("thuộc nhóm nào hiểu theo chữ đậm, thụt dòng")


def _doubt_blocks(draft: AnnexDraft) -> None:
    """A group below the totals of the scale, or one that speaks of points more or less, may be a block."""
    total = draft.stated_total
    after = {id(row) for row in draft.rows[draft.rows.index(total[0]) + 1 :]} if total else set()
    scale = [group.top or Decimal(0) for group in draft.groups if id(group.line) not in after]
    ended = total is not None and sum(scale, Decimal(0)) == total[1]
    for group in draft.groups:
        beyond = ended and id(group.line) in after
        if beyond or may_be_a_block(group.text):
            for node in group.everything():
                node.doubts.append("có thể là điểm thưởng hoặc điểm trừ, không thuộc thang điểm")
