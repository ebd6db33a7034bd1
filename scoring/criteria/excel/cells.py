"""What a cell of the workbook means: a value of the set as text, and text typed by an official as a value.

Every cell is written as text, so that ``1.10`` stays what it is. ``show`` takes what JSON would hold,
``read`` gives what YAML would hold, or raises ValueError with a Vietnamese sentence.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from scoring.criteria.messages import one_of, proposal
from scoring.criteria.sheet import Raw, Unusable
from scoring.text import clean, day_in, fold, no_day, show_date, show_number

_AS_TEXT = "định dạng ô là Text rồi gõ lại"
_NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_FIGURE = "từ"
"""Before a figure that a class needs, where a bare number is a percent of points."""
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029")


def text_of(raw: Raw) -> str:
    """The text somebody typed. Excel turns codes into figures and days: 1 is safe, 1.1 may have been 1.10."""
    if isinstance(raw, Unusable):
        raise ValueError(raw.says)
    if isinstance(raw, bool):
        raise ValueError(f"Excel đã đổi ô này thành {'TRUE' if raw else 'FALSE'}; {_AS_TEXT}")
    if isinstance(raw, date):
        meant = f"“{raw.day}.{raw.month}” hay “{raw.day}/{raw.month}”"
        raise ValueError(f"Excel đã đổi ô này thành ngày {show_date(raw)} (có phải {meant}?); {_AS_TEXT}")
    if isinstance(raw, Decimal):
        if raw == raw.to_integral_value():
            return f"{raw:.0f}"
        meant = f"“{raw:f}” hay “{raw:f}0”"
        raise ValueError(f"Excel đã đổi ô này thành số {show_number(raw)} (có phải {meant}?); {_AS_TEXT}")
    return unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", raw)).strip()


@dataclass(frozen=True)
class FreeText:
    """Free text, kept as it was written, or a code."""

    def show(self, value: Any) -> str:
        """The text itself."""
        return str(value)

    def read(self, raw: Raw) -> Any:
        """The text itself."""
        return text_of(raw)


@dataclass(frozen=True)
class Figure:
    """A number: shown with a decimal comma; a comma, a point and a percent sign are understood."""

    def show(self, value: Any) -> str:
        """``2.5`` -> ``2,5``."""
        return show_number(Decimal(str(value)))

    def read(self, raw: Raw) -> Any:
        """``2,5`` -> ``2.5``."""
        if isinstance(raw, Decimal):
            return f"{raw:f}"
        if isinstance(raw, bool | date):
            return text_of(raw)
        typed = clean(text_of(raw)).removesuffix("%").strip()
        if _GROUPED.fullmatch(typed):
            plain = typed.replace(".", "")
            raise ValueError(f"“{typed}” có thể hiểu hai cách; ghi {plain} hoặc {typed.replace('.', ',', 1)}")
        if not _NUMBER.fullmatch(typed):
            raise ValueError(f"“{typed[:40]}” không phải là số; ghi chữ số, ví dụ 10 hoặc 2,5")
        return typed.replace(",", ".")


@dataclass(frozen=True)
class PartOfMaximum(Figure):
    """A part of the maximum: ``1``, ``1/2``, ``0``."""

    def show(self, value: Any) -> str:
        """As written in the set: 0.50 and 1/2 are different texts."""
        return str(value).replace(".", ",")

    def read(self, raw: Raw) -> Any:
        """A fraction with a stroke as it is, anything else as a number."""
        if isinstance(raw, str) and "/" in raw:
            return clean(raw).replace(" ", "")
        return super().read(raw)


@dataclass(frozen=True)
class Day:
    """A day, shown as dd/mm/yyyy."""

    def show(self, value: Any) -> str:
        """``2026-11-15`` -> ``15/11/2026``."""
        return show_date(date.fromisoformat(value))

    def read(self, raw: Raw) -> Any:
        """A date cell, dd/mm/yyyy or yyyy-mm-dd."""
        if isinstance(raw, date):
            return raw.isoformat()
        typed = clean(text_of(raw))
        if day := day_in(typed):
            return day.isoformat()
        raise ValueError(no_day(typed))


@dataclass(frozen=True)
class Choice:
    """One of a few words; ``labels`` gives what an official reads for each value of the set."""

    labels: dict[str, str] = field(hash=False)

    def show(self, value: Any) -> str:
        """The words for the value."""
        return self.labels[str(value).lower() if isinstance(value, bool) else str(value)]

    def read(self, raw: Raw) -> Any:
        """The value for the words."""
        typed = text_of(raw)
        found = next((value for value, label in self.labels.items() if fold(label) == fold(typed)), None)
        if found is None:
            words = self.labels.values()
            said = f"“{typed[:40]}” không được dùng{proposal(typed, words)}"
            raise ValueError(f"{said}; chọn một trong: {one_of(words)}")
        return found


@dataclass(frozen=True)
class Codes:
    """Codes with a semicolon between them."""

    def show(self, value: Any) -> str:
        """``[a, b]`` -> ``a; b``."""
        return "; ".join(value)

    def read(self, raw: Raw) -> Any:
        """``a; b`` -> ``[a, b]``; commas and spaces part them too, since no code holds any."""
        return [code for code in re.split(r"[;,\s]+", text_of(raw)) if code]


@dataclass(frozen=True)
class Needs:
    """What a class needs: shares of points, ``1: 50; 2: 60``, and figures, ``V.1.a: từ 1``."""

    def show(self, value: Any) -> str:
        """``[{code: 1, at_least_percent: 50}]`` -> ``1: 50``."""
        return "; ".join(f"{each['code']}: {self._least(each)}" for each in value)

    def _least(self, need: dict[str, Any]) -> str:
        if need.get("at_least") is not None:
            return f"{_FIGURE} {Figure().show(need['at_least'])}"
        return Figure().show(need["at_least_percent"])

    def read(self, raw: Raw) -> Any:
        """``1: 50`` -> ``[{code: 1, at_least_percent: 50}]``."""
        return [self._need(part.strip()) for part in text_of(raw).split(";") if part.strip()]

    def _need(self, text: str) -> dict[str, str]:
        code, colon, least = text.partition(":")
        if not colon:
            raise ValueError(
                f"“{text}” cần ghi mã, dấu hai chấm, tỷ lệ %, ví dụ 3.1: 50, hoặc số liệu, ví dụ "
                "3.1: từ 2; nhiều mục cách bằng ;"
            )
        word, _, figure = least.strip().partition(" ")
        if fold(word) == fold(_FIGURE):
            return {"code": code.strip(), "at_least": Figure().read(figure)}
        return {"code": code.strip(), "at_least_percent": Figure().read(least)}


@dataclass(frozen=True)
class Steps:
    """Days late with the points that are left: ``5: 2; 10: 1``."""

    def show(self, value: Any) -> str:
        """``[{days: 5, points: 2}]`` -> ``5: 2``."""
        return "; ".join(f"{Figure().show(step['days'])}: {Figure().show(step['points'])}" for step in value)

    def read(self, raw: Raw) -> Any:
        """``5: 2`` -> ``[{days: 5, points: 2}]``."""
        return [self._step(part.strip()) for part in text_of(raw).split(";") if part.strip()]

    def _step(self, text: str) -> dict[str, str]:
        days, colon, points = text.partition(":")
        if not colon:
            raise ValueError(
                f"“{text}” cần ghi số ngày, dấu hai chấm, điểm, ví dụ 5: 2; nhiều mức cách bằng ;"
            )
        return {"days": Figure().read(days), "points": Figure().read(points)}


Kind = FreeText | Figure | PartOfMaximum | Day | Choice | Codes | Needs | Steps

TEXT, NUMBER, SHARE, DAY = FreeText(), Figure(), PartOfMaximum(), Day()
CODES, NEEDS, STEPS = Codes(), Needs(), Steps()
