"""Results by group of the set: what the placed units reached, the best and the weakest criteria."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from scoring.criteria.schema import Group
from scoring.engine.model import ZERO
from scoring.reports.documents.counts import Row, fixed, numbered
from scoring.reports.documents.headings import brief, sentence_case
from scoring.reports.statistics import GroupShare, Tally, group_shares, tallies
from scoring.standing.run import Consolidation

NAMED, LONGEST = 2, 70  # criteria named in a sentence, and how much of each is told
HOW = (
    "Tỷ lệ đạt của một mục là trung bình cộng của tỷ lệ điểm thẩm định trên điểm tối đa được áp dụng "
    "của từng đơn vị được chấm mục đó, từ 5 trở lên làm tròn lên."
)


def groups(run: Consolidation) -> list[Row]:
    """The top groups of the set in its order, each with a sentence and its criteria."""
    criteria, whole = tallies(run), group_shares(run)
    return numbered(
        [
            {"ten": sentence_case(group.text, run.criteria), **_group(group, whole[group.code], criteria)}
            for group in run.criteria.groups
            if whole[group.code].units
        ]
    )


def _group(group: Group, whole: GroupShare, criteria: Mapping[str, Tally]) -> Row:
    scored = [tally for leaf in group.leaves() if (tally := criteria[leaf.code]).scored]
    return {
        "ma": group.code,
        "so_don_vi": whole.units,
        "ty_le": _shown(whole.share),
        "cau": _sentence(whole, scored),
        "tieu_chi": [
            {
                "ma": tally.criterion.code,
                "ten": tally.criterion.text,
                "so_don_vi": tally.scored,
                "ty_le": _shown(tally.share),
            }
            for tally in scored
        ],
    }


def _shown(percent: Decimal | None) -> str:
    return f"{fixed(percent or ZERO)}%"


def _sentence(whole: GroupShare, scored: Sequence[Tally]) -> str:
    told = [f"{whole.units} đơn vị được chấm; tỷ lệ đạt bình quân {_shown(whole.share)}"]
    levels = [tally.share or ZERO for tally in scored]
    if levels and min(levels) < max(levels):
        told += [f"cao nhất: {_named(scored, max(levels))}", f"thấp nhất: {_named(scored, min(levels))}"]
    return "; ".join(told) + "."


def _named(scored: Sequence[Tally], level: Decimal) -> str:
    there = [
        f"{tally.criterion.code} “{brief(tally.criterion.text, LONGEST)}”"
        for tally in scored
        if tally.share == level
    ]
    others = f" và {len(there) - NAMED} tiêu chí khác" if len(there) > NAMED else ""
    return f"tiêu chí {', '.join(there[:NAMED])}{others} ({_shown(level)})"
