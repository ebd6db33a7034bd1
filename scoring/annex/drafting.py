"""A paper's tables sorted into what a set consists of: groups, bonus, penalty, classes, conditions."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from scoring.annex.around import AroundReading, concerned_in, may_concern
from scoring.annex.classed import read_classes
from scoring.annex.classes import ClassRead
from scoring.annex.codes import give_codes
from scoring.annex.conditions import effect_of
from scoring.annex.doubted import give_doubts
from scoring.annex.draft import AnnexDraft, ConditionRead, ExtraRead
from scoring.annex.figures import NUMBER, number
from scoring.annex.general import apply, apply_in_groups, apply_to_named, said_in_heading
from scoring.annex.how import How
from scoring.annex.lines import Line, Skipped, lines_of
from scoring.annex.named import named_in
from scoring.annex.nodes import Node, cap_in, nodes_of, score_as
from scoring.annex.outline import OutlineItem, outline
from scoring.annex.outside import outside_lines
from scoring.annex.paper import Paper, PaperTable
from scoring.annex.plain import keep_valid
from scoring.annex.sections import announcement, names_both, section_of
from scoring.annex.seen import as_read
from scoring.annex.sentences.deduction import ONCE_OR_EACH
from scoring.annex.sentences.direct import direct
from scoring.text import show_number

_AS_ABOVE = re.compile(
    r"(?:như|giống|tương tự)(?: (?:ở|mục|dòng))? trên|-?\s*nt\s*-?|như mục trên", re.IGNORECASE
)
_AT_FIRST = re.compile(rf"(?:có|được|tính|tổng|thang)[^.;\n]{{0,20}}?\b({NUMBER}) điểm", re.IGNORECASE)


def drafted(paper: Paper, tables: Sequence[PaperTable]) -> AnnexDraft:
    """Sort everything that the tables say, and the lines around them."""
    rows = list(lines_of(tables))
    _repeat(rows)
    draft = AnnexDraft(rows, outside_lines(paper, tables, rows))
    apart = {id(each.row) for each in draft.outside}
    left, classes = read_classes(
        draft, [row for row in rows if isinstance(row, Line) and id(row) not in apart]
    )
    roots = nodes_of(outline(left))
    give_codes(roots)
    main: list[Node] = []
    for root in roots:
        _sorted(root, draft, main)
    main = [root for root in (_with_maxima(root, draft) for root in main) if root]
    draft.groups = _in_groups(main)
    if not draft.groups and any(extra.criteria for extra in draft.extras.values()):
        draft.groups = [_base(draft)]
    titles = [line.text for line in draft.outside]
    titles += [as_read(row.row) for row in draft.rows if isinstance(row, Skipped)]
    for text in titles:
        _announce(announcement(text), draft)
    for extra in draft.extras.values():
        _close(extra, draft)
    for at, condition in enumerate(draft.conditions, 1):
        condition.code = f"DK{at}"
    _read_around(draft, classes)
    for node in draft.leaves():
        keep_valid(node)
    give_doubts(draft)
    return draft


def _repeat(rows: Sequence[Line | Skipped]) -> None:
    """``Như trên`` says what the same column says of the row above."""
    above: dict[str, str] = {}
    for line in (row for row in rows if isinstance(row, Line) and row.marks):
        for column in ("how", "note"):
            told = getattr(line, column)
            if _AS_ABOVE.fullmatch(told.strip(" .")) and above.get(column):
                setattr(line, column, above[column])
                line.doubts.append(f"“{told}” hiểu là “{above[column][:60]}”")
            above[column] = getattr(line, column)


def _read_around(draft: AnnexDraft, classes: Mapping[int, Sequence[ClassRead]]) -> None:
    """What became of the lines around the tables; those for many criteria change these."""
    names = [each.name for each in draft.classes]
    apply_in_groups(draft.groups)
    leaves = [leaf for group in draft.groups for leaf in group.leaves()]
    for row in draft.rows:
        for said in said_in_heading(row.columns) if isinstance(row, Skipped) and row.columns else ():
            draft.heading_says[id(row)] = apply(row.row.place, said, leaves).text
    nodes = [node for group in draft.groups for node in group.everything()]
    general = {
        id(line): apply(line.place, line.text, concerned_in(line.text, nodes) or leaves)
        for line in draft.outside
        if may_concern(line, names, classes.get(id(line), ()))
    }
    caps = {key: extra.cap for key, extra in draft.extras.items()}
    totals = [draft.total, draft.total + (caps.get("bonus") or 0)]
    reading = AroundReading(names, classes, general, totals, caps)
    draft.around = [reading.of(line) for line in draft.outside]
    nodes += [node for extra in draft.extras.values() for node in extra.criteria]
    for read in draft.around:
        for said in reading.of_criteria(read):
            apply_to_named(read.line.place, said, named_in(said, nodes))


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
    says = node.line is not None and bool(node.line.how)
    if not children and ((node.how is None and not says) or _is_head(node)):
        if not section_of(node.text) and not node.item.children:
            node.doubts.append("không có điểm; hiểu là tên mục")
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
    elif extra and extra.cap is None:
        extra.cap = cap_in(text)


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
        (number(found[1]) for line in draft.outside if (found := _AT_FIRST.search(line.text))), Decimal(100)
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
            once = node.how is not None and ONCE_OR_EACH in node.how.taken.doubts
            top = Decimal(str(each)) if once else max(extra.cap or draft.total, Decimal(str(each)))
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
