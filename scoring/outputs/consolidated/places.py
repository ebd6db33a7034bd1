"""The helper columns beside the ranking table from which its places follow, step by step.

Value, share of every tie-break item, then for each scope (all units; the block) the place by value, the
place after each tie-break step, and, where ranks are dense, the first unit of every place.
"""

from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter.utility import xl_col_to_name

from scoring.engine.classify import INELIGIBLE
from scoring.engine.model import Rank, UnitResult
from scoring.engine.points import rounded
from scoring.engine.rank import value
from scoring.outputs.consolidated import formulas
from scoring.outputs.consolidated.book import Sheet, cell, span
from scoring.outputs.consolidated.plan import Plan
from scoring.rules.base import excel_text

LEFT = 14  # an empty column after the table, then the helpers
OUT = -1  # the value of a unit without a place, the share of an item the unit was not scored on
CLASS, IN_BLOCK, OVERALL = 9, 10, 11  # columns of the ranking table

Number = Decimal | int


class Places:
    """Writes the places and their helper columns for all rows of the ranking table."""

    def __init__(self, sheet: Sheet, plan: Plan) -> None:
        self.sheet, self.plan, self.run = sheet, plan, plan.run
        self.items = plan.run.criteria.ranking.break_by
        self.dense = plan.run.criteria.ranking.ties == "dense"
        self.next = LEFT

    @property
    def last(self) -> int:
        """The last column used."""
        return self.next - 1

    def write(self) -> None:
        """Everything, column by column."""
        results = [r for _, placed in self.run.by_block for r in placed]
        if not results:
            return
        self._title()
        values = self._column("Điểm xét hạng", results, [self._value(r) for r in results])
        shares = [
            self._column(f"Tỷ lệ {item}", results, [self._share(r, item) for r in results])
            for item in self.items
        ]
        self._scope("Chung", results, values, shares, OVERALL)
        start = self.next
        for _, placed in self.run.by_block:
            self.next = start
            if placed:
                self._scope("Khối", placed, values, shares, IN_BLOCK)

    def _title(self) -> None:
        row = min(self.plan.ranking.values()) - 2
        self.sheet.text(row, LEFT, "Cột phụ để tính hạng (không in)", "helper_text", text_wrap=False)

    def _column(
        self, title: str, results: Sequence[UnitResult], written: Sequence[tuple[str, Number]]
    ) -> tuple[int, dict[str, Number]]:
        """Write one helper column; its number and its values by unit."""
        column, self.next = self.next, self.next + 1
        top = min(self.plan.ranking.values()) - 1
        self.sheet.text(top, column, title, "helper", text_wrap=True, valign="vcenter")
        for result, (formula, number) in zip(results, written, strict=True):
            self.sheet.formula(self.plan.ranking[result.unit], column, formula, number, "helper")
        return column, {r.unit: number for r, (_, number) in zip(results, written, strict=True)}

    def _value(self, result: UnitResult) -> tuple[str, Number]:
        detail, card = self.plan.detail(result), result.card
        assert card, "placed units have points"
        on = "shown" if self.run.criteria.rounding.rank_on == "rounded" else "score"
        class_cell = cell(self.plan.ranking[result.unit], CLASS)
        out = f"OR({class_cell}={excel_text(INELIGIBLE)},{class_cell}={excel_text(formulas.INCOMPLETE)})"
        number = rounded(value(self.run.roster, card), formulas.TIDY) if result.ranked else OUT
        return f"IF({out},{OUT},{detail.away(result.unit, 'result', on)})", number

    def _share(self, result: UnitResult, item: str) -> tuple[str, Number]:
        detail, card = self.plan.detail(result), result.card
        points, top = detail.item_away(result.unit, item), detail.away(result.unit, "helper", item)
        if not (points and top and card):
            return str(OUT), OUT
        reached = card.sum(item)
        number = rounded(reached.points / reached.top, formulas.TIDY) if reached.top else OUT
        return f"IF({top}=0,{OUT},ROUND(N({points})/{top},{formulas.TIDY}))", number

    def _scope(
        self,
        name: str,
        results: Sequence[UnitResult],
        values: tuple[int, dict[str, Number]],
        shares: Sequence[tuple[int, dict[str, Number]]],
        target: int,
    ) -> None:
        units = [r.unit for r in results]
        rows = (self.plan.ranking[units[0]], self.plan.ranking[units[-1]])
        column, known = values
        places = self._column(
            f"{name}: theo điểm",
            results,
            [
                (
                    formulas.better(span(*rows, column), cell(self.plan.ranking[u], column)),
                    1 + sum(known[other] > known[u] for other in units),
                )
                for u in units
            ],
        )
        for item in formulas.tie_steps(len(self.items)):
            title = f"{name}: sau {self.items[item]}"
            places = self._column(title, results, self._parted(units, rows, places, shares[item]))
        firsts = self._firsts(name, results, rows, places) if self.dense else None
        for result in results:
            self._final(result, rows, (column, places[0], firsts), target)

    def _parted(
        self,
        units: Sequence[str],
        rows: tuple[int, int],
        places: tuple[int, dict[str, Number]],
        shares: tuple[int, dict[str, Number]],
    ) -> list[tuple[str, Number]]:
        (column, place), (by, share) = places, shares
        written: list[tuple[str, Number]] = []
        for unit in units:
            row = self.plan.ranking[unit]
            tied = [other for other in units if place[other] == place[unit]]
            decides = all(share[other] != OUT for other in tied)
            ahead = sum(share[other] > share[unit] for other in tied) if decides else 0
            formula = formulas.parted(span(*rows, column), cell(row, column), span(*rows, by), cell(row, by))
            written.append((formula, place[unit] + ahead))
        return written

    def _firsts(
        self,
        name: str,
        results: Sequence[UnitResult],
        rows: tuple[int, int],
        places: tuple[int, dict[str, Number]],
    ) -> int:
        column, known = places
        letter = xl_col_to_name(column)
        seen: set[Number] = set()
        written: list[tuple[str, Number]] = []
        for result in results:
            row, place = self.plan.ranking[result.unit], known[result.unit]
            above = f"{letter}${rows[0] + 1}:{letter}{row + 1}"
            written.append((f"IF(COUNTIF({above},{cell(row, column)})=1,1,0)", int(place not in seen)))
            seen.add(place)
        return self._column(f"{name}: đầu hạng", results, written)[0]

    def _final(
        self, result: UnitResult, rows: tuple[int, int], columns: tuple[int, int, int | None], target: int
    ) -> None:
        row = self.plan.ranking[result.unit]
        values, places, firsts = columns
        place = cell(row, places)
        if firsts is not None:
            place = formulas.dense(span(*rows, places), place, span(*rows, firsts))
        rank: Rank | None = result.overall if target == OVERALL else result.in_block
        formula = f"IF({cell(row, values)}<0,{excel_text(formulas.NO_PLACE)},{place})"
        self.sheet.formula(row, target, formula, rank.place if rank else formulas.NO_PLACE, "strong")
