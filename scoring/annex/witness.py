"""Two witnesses for the place of a row: the numbers beside the rows, and the sums of their points.

Where the two contradict each other, or one is missing and the other is weak, the rows are asked, with what
speaks for what.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from scoring.annex.marks import LineMark, follows
from scoring.annex.nodes import Node
from scoring.text import show_number

Says = Literal["yes", "no", ""]
"""A witness speaks for a place, against it, or says nothing."""


def doubt_places(groups: Sequence[Node], makes_total: bool, has_loose_heads: bool) -> None:
    """Every doubt on where rows stand. ``has_loose_heads``: rows that look like groups and hold nothing."""
    for root in groups if len(groups) > 1 and not makes_total else ():
        if root.children and root.item.style.startswith("free"):
            root.doubts.append(
                "có thể thuộc nhóm đứng trên: không có số thứ tự, các nhóm cộng không đúng tổng"
            )
    if len(groups) == 1 and groups[0].stated is None and groups[0].line:
        for child in (each for each in groups[0].children if each.children):
            child.doubts.append(
                f"“{groups[0].text[:40]}” đứng trên mọi nhóm mà không có điểm; có thể là tên bảng"
            )
    last: LineMark | None = None
    for group in (each for root in groups for each in root.everything() if each.children):
        _doubt(group, _counted(group, last), makes_total, has_loose_heads)
        last = group.children[-1].item.mark or last


def _doubt(group: Node, counted: Says, makes_total: bool, has_loose_heads: bool) -> None:
    added = _added(group)
    if group.item.said or any(child.item.said for child in group.children):
        words = ""  # one merged cell holds them together
    elif group.line is None:
        words = "văn bản có dòng như tên nhóm mà không có gì bên dưới" if has_loose_heads else ""
    elif added == "no":
        words = "" if counted == "yes" else _WITHOUT
    elif added == "yes":
        words = ""
        _doubt_breaks(group)
    else:
        words = "" if counted == "yes" and makes_total and group.item.mark else _WITHOUT
    for node in (group, *group.children) if words else ():
        node.doubts.append(f"thuộc nhóm nào chưa rõ: {words}")


_WITHOUT = "số thứ tự và tổng điểm không cùng xác nhận"


def _added(group: Node) -> Says:
    """What the points say: the group has just those of its rows."""
    if group.stated is None or group.limit:
        return "yes" if group.limit else ""
    return "yes" if group.stated == group.sum else "no"


def _counted(group: Node, last: LineMark | None) -> Says:
    """What the numbers say: they count on from one, or from where the group before ended."""
    marks = [child.item.mark for child in group.children]
    told = [mark for mark in marks if mark and mark.numbers]
    if not told:
        return ""
    if len(told) < len(marks) or any(not follows(mark, above) for above, mark in pairwise(told)):
        return "no"
    first = told[0]
    if len(first.numbers) > 1:
        own = group.item.mark
        return "yes" if own is None or own.numbers[-1:] == first.numbers[-2:-1] else "no"
    return "yes" if first.numbers == (1,) or (last is not None and follows(first, last)) else "no"


def _doubt_breaks(group: Node) -> None:
    """The points speak for the group; a row whose number does not go on is asked all the same."""
    for above, child in pairwise(group.children):
        first, second = above.item.mark, child.item.mark
        if first and second and first.numbers and second.numbers and not follows(second, first):
            child.doubts.append(
                f"số thứ tự {second.printed} đứng sau {first.printed}, tuy điểm cộng đúng "
                f"{show_number(group.sum)} của nhóm"
            )
