"""Results by group of the set: what the placed units reached, the best and the weakest criteria."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from scoring.criteria.schema import Group
from scoring.engine.model import ZERO
from scoring.reports.documents.counts import Row, fixed, in_sentence, numbered
from scoring.reports.headings import title_of
from scoring.reports.statistics import GroupShare, Tally, group_shares, tallies
from scoring.standing.run import Consolidation

HOW = (
    "Tỷ lệ đạt của một mục là trung bình cộng của tỷ lệ điểm thẩm định trên điểm tối đa được áp dụng "
    "của từng đơn vị được chấm mục đó, từ 5 trở lên làm tròn lên."
)

_WITHIN = str.maketrans("“”", "‘’")
"""Marks of a quotation within a quotation."""


def groups(run: Consolidation) -> list[Row]:
    """The top groups of the set in its order, each with a sentence and its criteria."""
    criteria, whole = tallies(run), group_shares(run)
    return numbered(
        [
            {"ten": title_of(group.text, run.criteria), **_group(group, whole[group.code], criteria)}
            for group in run.criteria.groups
            if whole[group.code].units
        ]
    )


def _group(group: Group, whole: GroupShare, criteria: Mapping[str, Tally]) -> Row:
    # A criterion without points, of which a class only needs the figure, has no share.
    scored = [tally for leaf in group.leaves() if (tally := criteria[leaf.code]).share is not None]
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
    told = f"{whole.units} đơn vị được chấm, bình quân đạt {in_sentence(_shown(whole.share))} điểm tối đa."
    levels = [tally.share or ZERO for tally in scored]
    if levels and min(levels) < max(levels):
        best, least = _named(scored, max(levels)), _named(scored, min(levels))
        told += f" Đạt cao nhất là {best}; thấp nhất là {least}."
    return told


def _named(scored: Sequence[Tally], level: Decimal) -> str:
    """The first criterion that reached it, in full, and how many others."""
    first, *others = (tally.criterion for tally in scored if tally.share == level)
    more = f" và {len(others)} tiêu chí khác" if others else ""
    text = first.text.translate(_WITHIN)
    return f"tiêu chí {first.code} “{text}”{more} ({in_sentence(_shown(level))})"
