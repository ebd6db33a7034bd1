"""R4: the ratio of two figures, linear or in bands; a denominator of 0 may mean not applicable (TCPL).

R15, R16: linear points rounded to a step (HĐND Thanh Hóa), figures with decimals, a share above 100 %, and
bands in which a low share is the good one (NĐ 335/2025: at most 20 % late).
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field as Setting
from pydantic import model_validator

from scoring.rules.base import (
    FIGURE_ONLY,
    Entry,
    Field,
    Rule,
    Way,
    exactly_one,
    excel_number,
    nearest,
    nearest_formula,
)
from scoring.rules.in_excel import ITEM_POINTS, InExcel, SetColumn, SetRows, label, step, threshold
from scoring.rules.values import Data, Number, Text
from scoring.text import show_number


class Band(Data):
    """From ``at_least`` percent upwards, or up to ``at_most`` percent, the criterion is worth ``points``."""

    later: ClassVar = frozenset({"at_most"})

    at_least: Number | None = Setting(default=None, ge=0, le=100)
    at_most: Number | None = Setting(default=None, ge=0, le=100)
    points: Number = Setting(ge=0)

    @model_validator(mode="after")
    def _one_bound(self) -> "Band":
        if not exactly_one(self.at_least, self.at_most):
            raise ValueError("ghi đúng một trong hai: at_least (từ %) hoặc at_most (đến %)")
        return self

    @property
    def bound(self) -> Decimal:
        """The percent at which the band begins or ends."""
        return self.at_most if self.at_least is None else self.at_least  # type: ignore[return-value]

    @property
    def words(self) -> str:
        """``từ 95%: 5 điểm``."""
        side = "đến" if self.at_least is None else "từ"
        return f"{side} {show_number(self.bound)}%: {show_number(self.points)} điểm"


class Ratio(Rule):
    """``top_label`` / ``bottom_label``; full points from ``full_at`` percent, or by ``bands``.

    ``round_to``: linear points become the nearest multiple. ``step``: of what the figures are multiples.
    ``over``: a share above 100 % is a mistake, or counts as 100 %.
    """

    later: ClassVar = frozenset({"round_to", "step", "over"})

    in_excel: ClassVar = InExcel(
        "Tỷ lệ",
        "Hai số liệu; tính theo tỷ lệ đến Đạt tối đa từ %, hoặc theo các dòng Mức tỷ lệ (cuối từ 0; "
        "tỷ lệ thấp là tốt thì ghi Đến %, cuối đến 100).",
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
            SetColumn("round_to", "Làm tròn điểm đến", "number", 11, "Bội gần nhất, ví dụ 0,25.", rare=True),
            step(),
            SetColumn(
                "over",
                "Khi quá 100%",
                width=16,
                choices={"refused": "Báo lỗi", "capped": "Tính là 100%"},
                rare=True,
            ),
        ),
        SetRows(
            "bands",
            "Mức tỷ lệ",
            (ITEM_POINTS, threshold("at_least"), SetColumn("at_most", "Đến %", "number", 10, rare=True)),
        ),
        words=(
            (
                "zero: not_applicable cần not_applicable: full hoặc not_applicable: excluded",
                "“Coi là không phát sinh” cần cột “Không phát sinh” là “Được điểm tối đa” hoặc "
                "“Không tính tiêu chí này”",
            ),
            ("mức cuối at_least: 0", "mức cuối phải từ 0"),
            ("mức cuối at_most: 100", "mức cuối phải đến 100"),
            (r"at_least \(từ %\) hoặc at_most \(đến %\)", "“Từ %, đến số ngày” hoặc “Đến %”"),
            (r"\(round_to ([^)]*)\)", r"(\1)"),
            (
                r"full_at \(tính theo tỷ lệ\) hoặc bands \(theo mức\)",
                "“Đạt tối đa từ %” hoặc các dòng “Mức tỷ lệ”",
            ),
        ),
    )

    as_penalty: ClassVar = "ghi mức từ 0% là 0 điểm"
    measure_name: ClassVar = "tỷ lệ"
    measure_unit: ClassVar = "%"

    kind: Literal["ratio"]
    top_label: Text
    bottom_label: Text
    full_at: Number = Setting(default=Decimal(100), gt=0, le=100)
    bands: tuple[Band, ...] = ()
    zero: Literal["refused", "not_applicable"] = "refused"
    round_to: Number | None = Setting(default=None, gt=0)
    step: Number = Setting(default=Decimal(1), gt=0)
    over: Literal["refused", "capped"] = "refused"

    @model_validator(mode="after")
    def _bands_cover(self) -> "Ratio":
        bounds = [band.bound for band in self.bands]
        if len({band.at_least is None for band in self.bands}) > 1:
            raise ValueError("bands: mọi mức cùng ghi at_least, hoặc cùng ghi at_most")
        if bounds and not self._low_is_good and (bounds != _parted(bounds)[::-1] or bounds[-1] != 0):
            raise ValueError("bands xếp từ cao xuống thấp, không trùng, mức cuối at_least: 0 (không để hở)")
        if bounds and self._low_is_good and (bounds != _parted(bounds) or bounds[-1] != 100):
            raise ValueError("bands xếp từ thấp lên cao, không trùng, mức cuối at_most: 100 (không để hở)")
        worth = [band.points for band in self.bands]
        if worth != sorted(worth, reverse=True):
            side = "cao" if self._low_is_good else "thấp"
            raise ValueError(f"bands: tỷ lệ {side} hơn không được nhiều điểm hơn")
        if self.bands and self.round_to is not None:
            raise ValueError("round_to chỉ dùng khi tính theo tỷ lệ, không ghi cùng bands")
        if self.bands and "full_at" in self.model_fields_set:
            raise ValueError("ghi một trong hai: full_at (tính theo tỷ lệ) hoặc bands (theo mức)")
        return self

    @property
    def _low_is_good(self) -> bool:
        return bool(self.bands) and self.bands[0].at_least is None

    def flaws(self, top: Decimal) -> Sequence[str]:
        if not top and (self.bands or self.round_to is not None):
            return ["tiêu chí chỉ lấy số liệu (max: 0) thì không ghi bands, round_to"]
        if self.round_to is not None and top % self.round_to:
            step = show_number(self.round_to)
            return [f"điểm tối đa {show_number(top)} phải là bội của bước làm tròn (round_to {step})"]
        if self.bands and self.bands[0].points != top:
            best = show_number(self.bands[0].points)
            return [f"mức cao nhất của bands được {best} điểm, điểm tối đa là {show_number(top)}"]
        return ()

    def idle(self, top: Decimal) -> Decimal:
        if not self.bands:
            return Decimal(0)
        return (self.bands[0] if self._low_is_good else self.bands[-1]).points

    def stated(self) -> Iterator[tuple[Way, Decimal]]:
        yield from ((("bands", n, "points"), band.points) for n, band in enumerate(self.bands))
        if self.round_to is not None:
            yield ("round_to",), self.round_to

    def points_step(self) -> Decimal | None:
        return self.round_to

    def fields(self, top: Decimal) -> tuple[Field, ...]:
        return (
            Field("1", self.top_label, "number", step=self.step),
            Field("2", self.bottom_label, "number", step=self.step),
        )

    def guide(self, top: Decimal) -> str:
        ratio = f"Tỷ lệ = {self.top_label} / {self.bottom_label}"
        if not top:
            return f"{ratio}: {FIGURE_ONLY}{self._over_words}"
        if self.bands:
            levels = "; ".join(band.words for band in self.bands)
            return f"{ratio}. {levels[0].upper()}{levels[1:]}.{self._over_words}"
        full = f"Đạt {show_number(self.full_at)}% trở lên: {show_number(top)} điểm"
        nearby = f", làm tròn đến bội gần nhất của {show_number(self.round_to)}" if self.round_to else ""
        return f"{ratio}. {full}, thấp hơn tính theo tỷ lệ{nearby}.{self._over_words}"

    @property
    def _over_words(self) -> str:
        return " Quá 100% tính là 100%." if self.over == "capped" else ""

    def points(self, entry: Entry, top: Decimal) -> Decimal:
        part, whole = entry.number("1"), entry.number("2")
        if self._low_is_good:
            part = min(part, whole)
            return next(band.points for band in self.bands if part * 100 <= band.bound * whole)
        if self.bands:
            return next(band.points for band in self.bands if part * 100 >= band.bound * whole)
        if self.round_to is None:
            return min(top, top * part * 100 / (whole * self.full_at))
        share = Fraction(part) * 100 / (Fraction(whole) * Fraction(self.full_at))
        return min(top, nearest(Fraction(top) * share, self.round_to))

    def formula(self, cells: Mapping[str, str], top: Decimal) -> str:
        part, whole = self._steps(cells["1"]), self._steps(cells["2"])
        if not self.bands:
            most = excel_number(top)
            linear = f"{most}*{part}*100/({whole}*{excel_number(self.full_at)})"
            return f"MIN({most},{nearest_formula(linear, self.round_to) if self.round_to else linear})"
        side, worth = "<=" if self._low_is_good else ">=", excel_number(self.bands[-1].points)
        for band in reversed(self.bands[:-1]):
            reached = f"{part}*100{side}{excel_number(band.bound)}*{whole}"
            worth = f"IF({reached},{excel_number(band.points)},{worth})"
        return worth

    def _steps(self, cell: str) -> str:
        """The figure in steps: Excel compares whole numbers exactly, and of decimals their binary noise."""
        return cell if self.step == 1 else f"ROUND({cell}/{excel_number(self.step)},0)"

    def measure(self, entry: Entry) -> Decimal | None:
        part, whole = entry.number("1"), entry.number("2")
        return None if self._low_is_good else min(part, whole) * 100 / whole

    def measured(self, figure: Decimal) -> Entry | None:
        return None if self._low_is_good else Entry({"1": figure, "2": Decimal(100)})

    def measure_formula(self, cells: Mapping[str, str], least: Decimal) -> str:
        return f"{self._steps(cells['1'])}*100>={excel_number(least)}*{self._steps(cells['2'])}"

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
        if self.over == "refused" and entry.number("1") > entry.number("2"):
            return [("N06", words)]
        if entry.number("2") == 0 and not self.void(entry):
            return [("N07", words)]
        return ()

    def mistake_formulas(self, cells: Mapping[str, str]) -> Sequence[tuple[str, str, Mapping[str, str]]]:
        words = {"top": self.top_label, "bottom": self.bottom_label}
        above = (f"{cells['1']}>{cells['2']}", "N06", words)
        nothing = (f"{cells['2']}=0", "N07", words)
        if self.over == "capped":
            of_nothing = (f"AND({cells['2']}=0,{cells['1']}>0)", "N07", words)
            return [nothing if self.zero == "refused" else of_nothing]
        return [above, nothing] if self.zero == "refused" else [above]


def _parted(bounds: Sequence[Decimal]) -> list[Decimal]:
    return sorted(set(bounds))
