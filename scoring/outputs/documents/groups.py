"""Results by group of the set: what the placed units reached, the best and the weakest criteria."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from scoring.criteria.schema import Criterion, Group
from scoring.engine.model import ZERO, Scorecard
from scoring.engine.points import rounded
from scoring.outputs.documents.counts import PLACES, Row, fixed, numbered
from scoring.outputs.documents.headings import brief, sentence_case
from scoring.outputs.model import Consolidation

NAMED, LONGEST = 2, 70  # criteria named in a sentence, and how much of each is told
HOW = (
    "Tỷ lệ đạt của một mục là trung bình cộng của tỷ lệ điểm thẩm định trên điểm tối đa được áp dụng "
    "của từng đơn vị được chấm mục đó, từ 5 trở lên làm tròn lên."
)


@dataclass(frozen=True)
class Reached:
    """The mean share of the points in a group or criterion, in percent, and over how many units."""

    shares: tuple[Decimal, ...]

    @cached_property
    def mean(self) -> Decimal:
        """Percent, rounded half-up; 0 where nobody was scored."""
        return rounded(sum(self.shares, ZERO) / len(self.shares), PLACES) if self.shares else ZERO

    @property
    def shown(self) -> str:
        """``86,67%``."""
        return f"{fixed(self.mean)}%"


def reached(cards: Iterable[Scorecard], code: str) -> Reached:
    """What the units were given in a group or criterion; who was not scored on it is left out."""
    sums = (card.sum(code) for card in cards if _is_scored(card, code))
    return Reached(tuple(each.points * 100 / each.top for each in sums if each.top))


def _is_scored(card: Scorecard, code: str) -> bool:
    mark = card.marks.get(code)
    return code in card.groups or (mark is not None and mark.is_scored)


def groups(run: Consolidation) -> list[Row]:
    """The top groups of the set in its order, each with a sentence and its criteria."""
    cards = [r.card for _, placed in run.by_block for r in placed if r.card]
    return numbered(
        [
            {"ten": sentence_case(group.text, run.criteria), **_group(group, cards)}
            for group in run.criteria.groups
            if reached(cards, group.code).shares
        ]
    )


def _group(group: Group, cards: Sequence[Scorecard]) -> Row:
    whole = reached(cards, group.code)
    found = [(leaf, reached(cards, leaf.code)) for leaf in group.leaves()]
    scored = [(leaf, each) for leaf, each in found if each.shares]
    return {
        "ma": group.code,
        "so_don_vi": len(whole.shares),
        "ty_le": whole.shown,
        "cau": _sentence(whole, scored),
        "tieu_chi": [
            {"ma": leaf.code, "ten": leaf.text, "so_don_vi": len(each.shares), "ty_le": each.shown}
            for leaf, each in scored
        ],
    }


def _sentence(whole: Reached, scored: Sequence[tuple[Criterion, Reached]]) -> str:
    told = [f"{len(whole.shares)} đơn vị được chấm; tỷ lệ đạt bình quân {whole.shown}"]
    levels = [each.mean for _, each in scored]
    if levels and min(levels) < max(levels):
        told += [f"cao nhất: {_named(scored, max(levels))}", f"thấp nhất: {_named(scored, min(levels))}"]
    return "; ".join(told) + "."


def _named(scored: Sequence[tuple[Criterion, Reached]], level: Decimal) -> str:
    there = [f"{leaf.code} “{brief(leaf.text, LONGEST)}”" for leaf, each in scored if each.mean == level]
    others = f" và {len(there) - NAMED} tiêu chí khác" if len(there) > NAMED else ""
    return f"tiêu chí {', '.join(there[:NAMED])}{others} ({fixed(level)}%)"
