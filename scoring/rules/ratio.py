"""R4: the ratio of two counts, linear or in bands; a denominator of 0 may mean not applicable (TCPL)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field as Setting, model_validator

from scoring.rules.base import Entry, Field, Rule, excel_number
from scoring.text import show_number


class Band(BaseModel):
    """From ``at_least`` percent upwards the criterion is worth ``points``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at_least: Decimal = Setting(ge=0, le=100)
    points: Decimal


class Ratio(Rule):
    """``top_label`` / ``bottom_label``; full points from ``full_at`` percent, or by ``bands``."""

    kind: Literal["ratio"]
    top_label: str
    bottom_label: str
    full_at: Decimal = Setting(default=Decimal(100), gt=0, le=100)
    bands: tuple[Band, ...] = ()
    zero: Literal["refused", "not_applicable"] = "refused"

    @model_validator(mode="after")
    def _bands_cover(self) -> "Ratio":
        bounds = [band.at_least for band in self.bands]
        if bounds and (bounds != sorted(set(bounds), reverse=True) or bounds[-1] != 0):
            raise ValueError("bands xếp từ cao xuống thấp, không trùng, mức cuối at_least: 0 (không để hở)")
        return self

    def fields(self, top: Decimal) -> tuple[Field, ...]:
        whole = Decimal(1)
        return (
            Field("1", self.top_label, "number", step=whole),
            Field("2", self.bottom_label, "number", step=whole),
        )

    def guide(self, top: Decimal) -> str:
        ratio = f"Tỷ lệ = {self.top_label} / {self.bottom_label}"
        if self.bands:
            levels = "; ".join(f"từ {show_number(b.at_least)}%: {show_number(b.points)} điểm" for b in self.bands)
            return f"{ratio}. {levels[0].upper()}{levels[1:]}."
        return f"{ratio}. Đạt {show_number(self.full_at)}% trở lên: {show_number(top)} điểm, thấp hơn tính theo tỷ lệ."

    def points(self, entry: Entry, top: Decimal) -> Decimal:
        part, whole = entry.number("1"), entry.number("2")
        if self.bands:
            return next(band.points for band in self.bands if part * 100 >= band.at_least * whole)
        return min(top, top * part * 100 / (whole * self.full_at))

    def formula(self, cells: Mapping[str, str], top: Decimal) -> str:
        part, whole = cells["1"], cells["2"]
        if not self.bands:
            return f"MIN({excel_number(top)},{excel_number(top)}*{part}*100/({whole}*{excel_number(self.full_at)}))"
        worth = excel_number(self.bands[-1].points)
        for band in reversed(self.bands[:-1]):
            reached = f"{part}*100>={excel_number(band.at_least)}*{whole}"
            worth = f"IF({reached},{excel_number(band.points)},{worth})"
        return worth

    def void(self, entry: Entry) -> bool:
        return (
            self.zero == "not_applicable"
            and {"1", "2"} <= entry.answers.keys()
            and entry.number("1") == 0 == entry.number("2")
        )

    def void_formula(self, cells: Mapping[str, str]) -> str | None:
        if self.zero == "refused":
            return None
        return f"AND(ISNUMBER({cells['1']}),ISNUMBER({cells['2']}),{cells['1']}=0,{cells['2']}=0)"

    def mistakes(self, entry: Entry) -> Sequence[tuple[str, Mapping[str, str]]]:
        words = {"top": self.top_label, "bottom": self.bottom_label}
        if entry.number("1") > entry.number("2"):
            return [("N06", words)]
        if entry.number("2") == 0 and not self.void(entry):
            return [("N07", words)]
        return ()

    def mistake_formulas(self, cells: Mapping[str, str]) -> Sequence[tuple[str, str, Mapping[str, str]]]:
        words = {"top": self.top_label, "bottom": self.bottom_label}
        above = (f"{cells['1']}>{cells['2']}", "N06", words)
        return [above, (f"{cells['2']}=0", "N07", words)] if self.zero == "refused" else [above]
