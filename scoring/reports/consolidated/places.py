"""The helper columns beside the ranking table from which its places follow, step by step.

Value, share of every tie-break item, then for each scope (all units; the block) the place by value, the
place after each tie-break step, and, where ranks are dense, the first unit of every place. A block is found
by its name in the row, so that the table may be sorted and its places still hold.
"""

from collections.abc import Sequence
from decimal import Decimal

from scoring.dataclass import dataclass
from scoring.engine.classify import INELIGIBLE, NOTHING_ASKED
from scoring.engine.model import UnitResult
from scoring.engine.points import rounded
from scoring.engine.rank import class_place, tie_share, value
from scoring.reports.consolidated import formulas
from scoring.reports.consolidated.plan import RANKING_TOP, Plan
from scoring.rules.base import excel_text
from scoring.sheets.address import cell, letters, span
from scoring.sheets.report import ReportSheet

BLOCK, SCORE, CLASS, IN_BLOCK, OVERALL = 2, 8, 9, 10, 11  # columns of the ranking table
VALUE = 13  # the first helper column
OUT = -1  # the value of a unit without a place

LIFT = 1_000_000  # more than any score

Number = Decimal | int


@dataclass(frozen=True, slots=True)
class Helper:
    """A column that has been written: its number, and its value for every unit."""

    column: int
    of: dict[str, Number]


class Places:
    """Writes the places and their helper columns for all rows of the ranking table."""

    def __init__(self, sheet: ReportSheet, plan: Plan) -> None:
        self.sheet, self.plan, self.run = sheet, plan, plan.run
        self.items = plan.run.criteria.ranking.break_by
        self.results = [r for _, placed in plan.run.by_block for r in placed]
        self.last = VALUE - 1
        self._everybody = [r.unit for r in self.results]
        self._blocks: dict[str, list[str]] = {}
        for r in self.results:
            self._blocks.setdefault(r.block, []).append(r.unit)

    def write(self) -> None:
        """Everything, column by column."""
        if not self.results:
            return
        self.sheet.text(
            RANKING_TOP - 2, VALUE, "Cột phụ để tính hạng (không in)", "helper_text", text_wrap=False
        )
        values = self._column("Điểm xét hạng", [self._value(r) for r in self.results])
        shares = [
            self._column(f"Tỷ lệ (%) mục {item}", [self._share(r, item) for r in self.results])
            for item in self.items
        ]
        self._scope("Chung", values, shares, OVERALL)
        self._scope("Khối", values, shares, IN_BLOCK)

    def _row(self, result: UnitResult) -> int:
        return self.plan.ranking[result.unit]

    def _here(self, helper: Helper, result: UnitResult) -> str:
        return cell(self._row(result), helper.column)

    def _all(self, column: int) -> str:
        return span(RANKING_TOP, RANKING_TOP + len(self.results) - 1, column)

    def _down_to(self, column: int, result: UnitResult) -> str:
        """From the top of the table to this row."""
        return f"{letters(column)}${RANKING_TOP + 1}:{cell(self._row(result), column)}"

    def _column(self, title: str, written: Sequence[tuple[str, Number]]) -> Helper:
        """Write the next helper column, a formula and its value for every unit."""
        self.last += 1
        self.sheet.text(RANKING_TOP - 1, self.last, title, "helper", text_wrap=True, valign="vcenter")
        for result, (formula, number) in zip(self.results, written, strict=True):
            self.sheet.formula(self._row(result), self.last, formula, number, "helper")
        return Helper(
            self.last, {r.unit: number for r, (_, number) in zip(self.results, written, strict=True)}
        )

    def _value(self, result: UnitResult) -> tuple[str, Number]:
        assert result.card, "placed units have points"
        on = "shown" if self.run.criteria.rounding.rank_on == "rounded" else "score"
        source = self.plan.detail(result).away(result.unit, "result", on)
        class_cell = cell(self._row(result), CLASS)
        unplaced = (INELIGIBLE, NOTHING_ASKED, formulas.INCOMPLETE)
        out = f"OR({','.join(f'{class_cell}={excel_text(words)}' for words in unplaced)})"
        number: Number = OUT
        if result.ranked and result.standing:
            below = class_place(self.run.roster, result.standing)
            number = rounded(value(self.run.roster, result.card), formulas.TIDY) + self._lift(below)
        if self.run.criteria.ranking.by == "class":
            final = self.plan.detail(result).away(result.unit, "helper", "final")
            source = f"{source}+{self._lift(0)}-({final}-1)*{LIFT}"
        return f"IF({out},{OUT},{source})", number

    def _lift(self, below: int) -> int:
        """What sets every unit of a class above all units of the classes below it."""
        if self.run.criteria.ranking.by == "score":
            return 0
        return (len(self.run.criteria.classes) - 1 - below) * LIFT

    def _share(self, result: UnitResult, item: str) -> tuple[str, Number]:
        detail, card = self.plan.detail(result), result.card
        assert card, "placed units have points"
        rounding = self.run.criteria.rounding
        formula = formulas.tie_share(
            rounding,
            detail.item_away(result.unit, item),
            detail.away(result.unit, "helper", item),
            detail.address(result.unit, "result", "percent"),
        )
        share = tie_share(rounding, card, item) * 100
        return formula, rounded(Decimal(share.numerator) / share.denominator, formulas.TIDY)

    def _scope(self, name: str, values: Helper, shares: Sequence[Helper], target: int) -> None:
        places = self._column(f"{name}: theo điểm", [self._by_value(values, r, target) for r in self.results])
        for item, share in zip(self.items, shares, strict=True):
            steps = [self._parted(places, share, r, target) for r in self.results]
            places = self._column(f"{name}: sau mục {item}", steps)
        firsts = None
        if self.run.criteria.ranking.ties == "dense":
            firsts = self._column(f"{name}: đầu hạng", [self._first(places, r, target) for r in self.results])
        for result in self.results:
            place = self._here(places, result)
            if firsts:
                among = self._among(result, target)
                place = formulas.dense(self._all(places.column), place, self._all(firsts.column), among)
            self._final(result, self._here(values, result), place, target)

    def _peers(self, result: UnitResult, target: int) -> list[str]:
        return self._everybody if target == OVERALL else self._blocks[result.block]

    def _among(self, result: UnitResult, target: int, *, above: bool = False) -> str:
        """A further factor for sums that look at the unit's block only."""
        if target == OVERALL:
            return ""
        names = self._down_to(BLOCK, result) if above else self._all(BLOCK)
        return f"*({names}={cell(self._row(result), BLOCK)})"

    def _by_value(self, values: Helper, result: UnitResult, target: int) -> tuple[str, Number]:
        own, among = values.of[result.unit], self._among(result, target)
        formula = formulas.better(self._all(values.column), self._here(values, result), among)
        return formula, 1 + sum(values.of[other] > own for other in self._peers(result, target))

    def _parted(self, places: Helper, shares: Helper, result: UnitResult, target: int) -> tuple[str, Number]:
        place, share = places.of[result.unit], shares.of[result.unit]
        tied = [other for other in self._peers(result, target) if places.of[other] == place]
        formula = formulas.parted(
            self._all(places.column), self._here(places, result), self._all(shares.column),
            self._here(shares, result), self._among(result, target),
        )  # fmt: skip
        return formula, place + sum(shares.of[other] > share for other in tied)

    def _first(self, places: Helper, result: UnitResult, target: int) -> tuple[str, Number]:
        peers = self._peers(result, target)
        above = [places.of[other] for other in peers[: peers.index(result.unit)]]
        among = self._among(result, target, above=True)
        formula = formulas.is_first(self._down_to(places.column, result), self._here(places, result), among)
        return formula, int(places.of[result.unit] not in above)

    def _final(self, result: UnitResult, value_cell: str, place: str, target: int) -> None:
        rank = result.overall if target == OVERALL else result.in_block
        formula = f"IF({value_cell}<0,{excel_text(formulas.NO_PLACE)},{place})"
        self.sheet.formula(
            self._row(result), target, formula, rank.place if rank else formulas.NO_PLACE, "strong"
        )
