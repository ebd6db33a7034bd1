"""How many units of each block stand in each class: one counted table for every sentence and every table."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from scoring.engine.model import State, UnitResult
from scoring.engine.points import rounded
from scoring.reports.statistics import PLACES
from scoring.standing.run import Consolidation

ROUNDING = (
    f"Tỷ lệ làm tròn đến {PLACES} chữ số thập phân, từ 5 trở lên làm tròn lên; "
    "vì vậy tổng các tỷ lệ có thể khác 100%."
)
Row = dict[str, object]


def share(part: int, whole: int) -> str:
    """``25,00%``, half-up, with all its places; nothing to share gives a dash."""
    return f"{fixed(Decimal(part * 100) / whole)}%" if whole else "-"


def in_sentence(percent: str) -> str:
    """``100,00%`` of a table as a sentence says it: ``100%``."""
    return percent.replace(f",{'0' * PLACES}%", "%")


def fixed(value: Decimal) -> str:
    """The value half-up with all its places and a decimal comma."""
    return f"{rounded(value, PLACES):f}".replace(".", ",")


@dataclass(frozen=True)
class ClassCounts:
    """The units of the evaluation by block and by what they came to."""

    run: Consolidation

    @cached_property
    def evaluated(self) -> tuple[UnitResult, ...]:
        """The units that had to score themselves."""
        return tuple(r for r in self.run.results.units if r.state is not State.OUTSIDE)

    @cached_property
    def _held(self) -> Counter[tuple[str, str]]:
        return Counter((r.block, self._came_to(r)) for r in self.evaluated)

    def _came_to(self, result: UnitResult) -> str:
        if result.ranked and result.standing and result.standing.code:
            return result.standing.code
        return _INELIGIBLE if result.state is State.INELIGIBLE else _OPEN

    def of(self, what: str, block: str | None = None) -> int:
        """How many units of the block, or of all, came to a class (by code) or to neither."""
        return sum(n for (b, w), n in self._held.items() if w == what and block in (None, b))

    def classed(self, block: str | None = None) -> int:
        """How many units have a class."""
        return sum(self.of(code, block) for code in self.run.criteria.class_names)

    @cached_property
    def open_words(self) -> str:
        """What those came to who have no class but might have had one: closed without it, open, or both."""
        states = {r.state for r in self.evaluated if self._came_to(r) == _OPEN}
        closed = states & {State.LEFT_OUT, State.NOTHING_ASKED}
        if states and states == closed:
            return "không xếp loại"
        return "không hoặc chưa xếp loại" if closed else "chưa xếp loại"

    def fields(self) -> Row:
        """The table, block by block, with its sums, shares and the sentence that sums them up."""
        names = self.run.criteria.class_names
        rows = [self._row(n, block.name, block.code) for n, block in enumerate(self.run.blocks, 1)]
        classed = self.classed()
        return {
            "loai": list(names.values()),
            "khoi": rows,
            "cong": self._row(len(rows) + 1, "Tổng cộng", None),
            "ty_le": [share(self.of(code), classed) for code in names],
            "so_don_vi": len(self.evaluated),
            "so_xep_loai": classed,
            "so_khong_du": self.of(_INELIGIBLE),
            "so_chua_xep": self.of(_OPEN),
            "ten_chua_xep": self.open_words.capitalize(),
            "cau": self.sentence(),
            "cau_ngan": self.short_sentence(),
            "cach_lam_tron": ROUNDING if classed else "",
        }

    def _row(self, number: int, name: str, block: str | None) -> Row:
        counts = [self.of(code, block) for code in self.run.criteria.class_names]
        ineligible, still_open = self.of(_INELIGIBLE, block), self.of(_OPEN, block)
        return {
            "stt": number,
            "ten": name,
            "so_don_vi": sum(counts) + ineligible + still_open,
            "so_loai": counts,
            "khong_du": ineligible,
            "chua_xep": still_open,
        }

    def sentence(self) -> str:
        """``Có 22 đơn vị thuộc diện đánh giá; 20 đơn vị được xếp loại, trong đó: …``."""
        classed = self.classed()
        names = self.run.criteria.class_names.items()
        held = [(name, n) for code, name in names if (n := self.of(code))]
        by_class = ", ".join(f"{name} {n} đơn vị ({in_sentence(share(n, classed))})" for name, n in held)
        told = [f"{classed} đơn vị được xếp loại, trong đó: {by_class}" if classed else self._nobody()]
        if len(held) == 1:
            told = [f"{classed} đơn vị được xếp loại {held[0][0]} (100%)"]
        if empty := [name for code, name in names if classed and not self.of(code)]:
            told.append(f"không có đơn vị xếp loại {', '.join(empty)}")
        whole = f"Có {len(self.evaluated)} đơn vị thuộc diện đánh giá"
        return f"{'; '.join((whole, *told, *self._without_class()))}."

    def short_sentence(self) -> str:
        """``20 đơn vị được xếp loại (12 Xuất sắc, 8 Tốt); 1 đơn vị không đủ điều kiện xếp loại.``"""
        names = self.run.criteria.class_names.items()
        held = [(name, n) for code, name in names if (n := self.of(code))]
        by_class = ", ".join(f"{n} {name}" for name, n in held)
        told = f"{self.classed()} đơn vị được xếp loại ({by_class})" if held else self._nobody()
        if len(held) == 1:
            told = f"{self.classed()} đơn vị được xếp loại {held[0][0]}"
        return f"{'; '.join((told, *self._without_class()))}."

    def _nobody(self) -> str:
        return f"{'không' if self.open_words == 'không xếp loại' else 'chưa'} có đơn vị được xếp loại"

    def _without_class(self) -> list[str]:
        words = ((_INELIGIBLE, "không đủ điều kiện xếp loại"), (_OPEN, self.open_words))
        return [f"{n} đơn vị {told}" for what, told in words if (n := self.of(what))]


_INELIGIBLE, _OPEN = " ineligible", " open"  # no class has such a code


def numbered(rows: Sequence[Row]) -> list[Row]:
    """The rows with ``stt`` from 1."""
    return [{"stt": n, **row} for n, row in enumerate(rows, 1)]
