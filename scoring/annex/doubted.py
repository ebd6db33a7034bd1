"""What of a draft is not certain though every row was understood: totals, columns, shapes, blocks."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from scoring.annex.draft import AnnexDraft
from scoring.annex.lines import Skipped
from scoring.annex.nodes import Node
from scoring.annex.sections import may_be_a_block
from scoring.annex.witness import doubt_places
from scoring.text import show_number


def give_doubts(draft: AnnexDraft) -> None:
    """Every doubt that needs more than one row."""
    _without_beyond(draft)
    _doubt_shapes(draft.groups)
    doubt_places(draft.groups, draft.makes_total, bool(draft.headings or draft.unplaced))
    _doubt_blocks(draft)
    _doubt_columns(draft)
    _doubt_sums(draft)


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
