"""What the units reached together: the one place where a mean or a share across units is computed.

Every sum is exact and rounded once, when it is a figure to be shown; no figure is made of rounded ones. Who
is counted is the same for all of them (:func:`counted`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import field
from decimal import Decimal
from fractions import Fraction

from scoring.criteria.schema import Criterion
from scoring.dataclass import dataclass
from scoring.engine.model import ZERO, Scorecard, State, Status, UnitResult
from scoring.engine.points import rounded
from scoring.sheets.table import Column, Table
from scoring.standing.run import Consolidation
from scoring.standing.tracing import own_and_checked

PLACES = 2
UNSCORED = {
    Status.NOT_APPLICABLE: "not_applicable",
    Status.EXEMPT: "exempt",
    Status.BLANK: "blank",
    Status.AWAITED: "awaited",
}
COLUMNS = (
    Column("code", "STT", 7, "text", grows=False),
    Column("text", "Tiêu chí", 44),
    Column("max", "Điểm tối đa", 8, "points"),
    Column("scored", "Số đơn vị được chấm", 9, "points"),
    Column("mean", "Điểm trung bình", 9, "fixed"),
    Column("share", "Tỷ lệ so với tối đa (%)", 10, "fixed"),
    Column("full", "Đạt điểm tối đa", 9, "points"),
    Column("zero", "0 điểm", 8, "points"),
    Column("not_applicable", "Không phát sinh", 9, "points"),
    Column("exempt", "Được miễn", 8, "points"),
    Column("blank", "Chưa trả lời", 8, "points"),
    Column("awaited", "Chờ cơ quan chấm", 9, "points"),
    Column("gap", "Chênh lệch bình quân tự chấm so với thẩm định", 11, "fixed"),
    Column("lowered", "Số đơn vị bị giảm", 8, "points"),
    Column("raised", "Số đơn vị được tăng", 8, "points"),
    Column("widest", "Chênh lệch lớn nhất", 9, "fixed"),
)


@dataclass(slots=True)
class Tally:
    """One criterion over all units counted: the points of those scored, what the others had instead.

    ``gaps``: self score less verified score of the units that have both.
    """

    criterion: Criterion
    points: list[Decimal] = field(default_factory=list)
    gaps: list[Decimal] = field(default_factory=list)
    unscored: Counter[Status] = field(default_factory=Counter)

    @property
    def scored(self) -> int:
        """How many units were scored on it."""
        return len(self.points)

    @property
    def mean(self) -> Decimal | None:
        """Mean points of the units scored."""
        return _mean(self.points)

    @property
    def share(self) -> Decimal | None:
        """Those points as percent of the maximum; nothing of a criterion that has no points at all."""
        most = self.criterion.max * self.scored
        return rounded(sum(self.points, ZERO) * 100 / most, PLACES) if most else None


def counted(run: Consolidation) -> Iterator[tuple[UnitResult, Scorecard]]:
    """The units that statistics are about, with their points.

    Not those that the office left out, and not those for which nothing counts.
    """
    out = (State.LEFT_OUT, State.NOTHING_ASKED)
    return ((r, r.card) for r in run.results.units if r.card and r.state not in out)


def tallies(run: Consolidation) -> dict[str, Tally]:
    """Every criterion by its code. A province has millions of marks, they pass by one at a time.

    A unit that is not verified has no points among verified ones.
    """
    found = {code: Tally(criterion) for code, criterion in run.criteria.criteria.items()}
    stage = run.results.stage
    for result, card in counted(run):
        for mark in card.marks.values():
            tally, points = found[mark.code], mark.at(stage)
            if mark.is_scored and card.stage == stage and points is not None:
                tally.points.append(points)
            elif mark.status in UNSCORED:
                tally.unscored[mark.status] += 1
            own, checked = own_and_checked(run, result.unit, mark)
            if own is not None and checked is not None:
                tally.gaps.append(own - checked)
    return found


def statistics_table(run: Consolidation) -> Table:
    """One row a criterion: how many units were scored, mean, full and zero counts, and what had no points.

    Mean and counts are over the units scored; ``gap`` is the mean of self score less verified score over
    the units that have both, ``widest`` the largest such difference, ``lowered`` and ``raised`` count the
    units whose score the verifiers changed; None where nobody was verified.
    """
    return Table(COLUMNS, tuple(_row(tally) for tally in tallies(run).values()))


def _row(tally: Tally) -> tuple[object, ...]:
    criterion, gaps = tally.criterion, tally.gaps
    return (
        criterion.code,
        criterion.text,
        criterion.max,
        tally.scored,
        tally.mean,
        tally.share,
        tally.points.count(criterion.max) if criterion.max else None,
        tally.points.count(ZERO) if criterion.max else None,
        *(tally.unscored[status] for status in UNSCORED),
        _mean(gaps),
        sum(gap > 0 for gap in gaps) if gaps else None,
        sum(gap < 0 for gap in gaps) if gaps else None,
        max(gaps, key=abs, default=None),
    )


def _mean(values: list[Decimal]) -> Decimal | None:
    return rounded(sum(values, ZERO) / len(values), PLACES) if values else None


@dataclass(frozen=True, slots=True)
class GroupShare:
    """A group: how many units were scored in it, and the mean of their shares of its maximum, in percent."""

    units: int
    share: Decimal | None


def group_shares(run: Consolidation) -> dict[str, GroupShare]:
    """Every group of the scale by its code. Maxima differ by unit, so each unit's share counts alike."""
    shares: dict[str, list[Fraction]] = defaultdict(list)
    for _, card in counted(run):
        if card.stage == run.results.stage:
            for code, share in _shares(card):
                shares[code].append(share)
    return {code: GroupShare(len(shares[code]), _percent(shares[code])) for code in run.criteria.group_texts}


def _shares(card: Scorecard) -> list[tuple[str, Fraction]]:
    return [
        (code, Fraction(each.points) / Fraction(each.top)) for code, each in card.groups.items() if each.top
    ]


def _percent(shares: list[Fraction]) -> Decimal | None:
    if not shares:
        return None
    mean = sum(shares, Fraction(0)) * 100 / len(shares)
    return rounded(Decimal(mean.numerator) / mean.denominator, PLACES)
