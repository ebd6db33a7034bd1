"""R4: the ratio of two counts, linear or in bands; a denominator of 0 may mean not applicable (TCPL)."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field as Setting
from pydantic import model_validator

from scoring.rules.base import Entry, Field, Rule, Way, excel_number
from scoring.rules.in_excel import ITEM_POINTS, InExcel, SetColumn, SetRows, label, threshold
from scoring.rules.values import Data, Number, Text
from scoring.text import show_number


class Band(Data):
    """From ``at_least`` percent upwards the criterion is worth ``points``."""

    at_least: Number = Setting(ge=0, le=100)
    points: Number = Setting(ge=0)


class Ratio(Rule):
    """``top_label`` / ``bottom_label``; full points from ``full_at`` percent, or by ``bands``."""

    in_excel: ClassVar = InExcel(
        "Tỷ lệ",
        "Hai số liệu; tính theo tỷ lệ đến Đạt tối đa từ %, hoặc theo các dòng Mức tỷ lệ (cuối từ 0).",
        (
            label("top_label"),
            SetColumn("bottom_label", "Nhãn ô mẫu số", width=30),
            SetColumn("full_at", "Đạt tối đa từ %", "number", 11, unless="bands"),
            SetColumn(
                "zero",
                "Khi cả hai số bằng 0",
                width=18,
                choices={"refused": "Báo lỗi", "not_applicable": "Coi là không phát sinh"},
            ),
        ),
        SetRows("bands", "Mức tỷ lệ", (ITEM_POINTS, threshold("at_least"))),
        words=(
            (
                "zero: not_applicable cần not_applicable: full hoặc not_applicable: excluded",
                "“Coi là không phát sinh” cần cột “Không phát sinh” là “Được điểm tối đa” hoặc "
                "“Không tính tiêu chí này”",
            ),
            ("mức cuối at_least: 0", "mức cuối phải từ 0"),
            (
                r"full_at \(tính theo tỷ lệ\) hoặc bands \(theo mức\)",
                "“Đạt tối đa từ %” hoặc các dòng “Mức tỷ lệ”",
            ),
        ),
    )

    as_penalty: ClassVar = "ghi mức từ 0% là 0 điểm"

    kind: Literal["ratio"]
    top_label: Text
    bottom_label: Text
    full_at: Number = Setting(default=Decimal(100), gt=0, le=100)
    bands: tuple[Band, ...] = ()
    zero: Literal["refused", "not_applicable"] = "refused"

    @model_validator(mode="after")
    def _bands_cover(self) -> "Ratio":
        bounds = [band.at_least for band in self.bands]
        if bounds and (bounds != sorted(set(bounds), reverse=True) or bounds[-1] != 0):
            raise ValueError("bands xếp từ cao xuống thấp, không trùng, mức cuối at_least: 0 (không để hở)")
        worth = [band.points for band in self.bands]
        if worth != sorted(worth, reverse=True):
            raise ValueError("bands: tỷ lệ thấp hơn không được nhiều điểm hơn")
        if self.bands and "full_at" in self.model_fields_set:
            raise ValueError("ghi một trong hai: full_at (tính theo tỷ lệ) hoặc bands (theo mức)")
        return self

    def flaws(self, top: Decimal) -> Sequence[str]:
        if self.bands and self.bands[0].points != top:
            best = show_number(self.bands[0].points)
            return [f"mức cao nhất của bands được {best} điểm, điểm tối đa là {show_number(top)}"]
        return ()

    def idle(self, top: Decimal) -> Decimal:
        return self.bands[-1].points if self.bands else Decimal(0)

    def stated(self) -> Iterator[tuple[Way, Decimal]]:
        return ((("bands", n, "points"), band.points) for n, band in enumerate(self.bands))

    def fields(self, top: Decimal) -> tuple[Field, ...]:
        whole = Decimal(1)
        return (
            Field("1", self.top_label, "number", step=whole),
            Field("2", self.bottom_label, "number", step=whole),
        )

    def guide(self, top: Decimal) -> str:
        ratio = f"Tỷ lệ = {self.top_label} / {self.bottom_label}"
        if self.bands:
            levels = "; ".join(
                f"từ {show_number(band.at_least)}%: {show_number(band.points)} điểm" for band in self.bands
            )
            return f"{ratio}. T{levels[1:]}."
        full = f"Đạt {show_number(self.full_at)}% trở lên: {show_number(top)} điểm"
        return f"{ratio}. {full}, thấp hơn tính theo tỷ lệ."

    def points(self, entry: Entry, top: Decimal) -> Decimal:
        part, whole = entry.number("1"), entry.number("2")
        if self.bands:
            return next(band.points for band in self.bands if part * 100 >= band.at_least * whole)
        return min(top, top * part * 100 / (whole * self.full_at))

    def formula(self, cells: Mapping[str, str], top: Decimal) -> str:
        part, whole = cells["1"], cells["2"]
        if not self.bands:
            most = excel_number(top)
            return f"MIN({most},{most}*{part}*100/({whole}*{excel_number(self.full_at)}))"
        worth = excel_number(self.bands[-1].points)
        for band in reversed(self.bands[:-1]):
            reached = f"{part}*100>={excel_number(band.at_least)}*{whole}"
            worth = f"IF({reached},{excel_number(band.points)},{worth})"
        return worth

    @property
    def void_setting(self) -> str:
        return "zero: not_applicable" if self.zero == "not_applicable" else ""

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
