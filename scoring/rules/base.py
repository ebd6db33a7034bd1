"""What every scoring rule offers, and the entry it scores.

A rule is one frozen model in one file. It says which fields a unit fills, how the points follow, and
the Excel formula that gives the same points, so that form and engine cannot drift apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from scoring.dataclass import dataclass
from scoring.rules.in_excel import InExcel
from scoring.rules.values import LARGEST, Data
from scoring.text import show_grouped, show_number

Answer = Decimal | str
Way = tuple[str | int, ...]
"""The way to a setting: names of keys and numbers of list items."""
YES, NO = "Có", "Không"


@dataclass(frozen=True, slots=True)
class Field:
    """One cell a unit fills for a criterion.

    ``kind`` is ``choice`` (one of ``choices``), ``number`` (in the column of figures) or ``points``
    (typed in the score column). ``low`` and ``high`` are inclusive; ``step`` 1 means whole numbers.
    """

    key: str
    label: str
    kind: Literal["choice", "number", "points"]
    choices: tuple[str, ...] = ()
    low: Decimal = Decimal(0)
    high: Decimal | None = None
    step: Decimal | None = None

    @property
    def limits(self) -> str:
        """The allowed range in words: ``từ 0 đến 10``."""
        if self.high is None:
            return f"từ {show_grouped(self.low)} trở lên"
        return f"từ {show_grouped(self.low)} đến {show_grouped(self.high)}"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a unit says of one criterion, normalised: an absent key is a blank, never 0."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    not_applicable: bool = False

    def number(self, key: str) -> Decimal:
        """The answer as a number. Raises TypeError where it is a choice: a bug, not a user's mistake."""
        answer = self.answers[key]
        if not isinstance(answer, Decimal):
            raise TypeError(f"{key}: {answer!r} is not a number")
        return answer


class Rule(Data):
    """The common face of all rules; ``top`` is always the criterion's maximum.

    ``by`` says who gives the points: the unit by its answers, its superior, or the office's register.
    ``relative``: the unit's figure (field 1) is worth points only beside the best of its block.
    ``as_penalty`` is what to write in a penalty block instead, where :meth:`idle` is not 0.
    ``measure_name``, ``measure_unit``: the words for :meth:`measure` in a sentence.
    """

    in_excel: ClassVar[InExcel]
    as_penalty: ClassVar[str] = ""
    by: ClassVar[Literal["unit", "superior", "register"]] = "unit"
    relative: ClassVar[bool] = False
    measure_name: ClassVar[str] = "số liệu"
    measure_unit: ClassVar[str] = ""

    kind: str

    def flaws(self, top: Decimal) -> Sequence[str]:
        """Vietnamese sentences about settings that do not fit the criterion's maximum."""
        return ()

    def idle(self, top: Decimal) -> Decimal:
        """The points where nothing happened: every figure 0, every question answered Không.

        In a penalty block they have to be 0, or a unit without a fault loses points.
        """
        return Decimal(0)

    def stated(self) -> Iterable[tuple[Way, Decimal]]:
        """Every number of points the rule states, with the way to it within the rule."""
        return ()

    def points_step(self) -> Decimal | None:
        """Of what all points of the criterion are a multiple; None where only the set's rounding holds."""
        return None

    def scorer(self) -> str:
        """Who gives the points where the superior does; empty for all other rules."""
        return ""

    def reports(self) -> Iterable[tuple[Way, str]]:
        """The code of every report whose arrival gives points, with the way to it within the rule."""
        return ()

    @property
    def counts_days(self) -> bool:
        """True where the register's points depend on how many days late a report came."""
        return False

    def on_time(self, punctual: Mapping[str, bool], late: Mapping[str, int]) -> Decimal | None:
        """The points for the reports, by code on time or not; None while the fate of one is unknown.

        ``late``: days late of each report that came late; one that never came is not in it.
        """
        raise NotImplementedError

    @property
    def void_setting(self) -> str:
        """The setting by which answers may say that the matter did not arise; empty where none may."""
        return ""

    def fields(self, top: Decimal) -> tuple[Field, ...]:
        """The cells a unit fills, in order; none where somebody else gives the points."""
        raise NotImplementedError

    def guide(self, top: Decimal) -> str:
        """How it is scored, in words for the form."""
        raise NotImplementedError

    def points(self, entry: Entry, top: Decimal) -> Decimal:
        """Unrounded points of a complete entry: every field has an answer that is :func:`valid`."""
        raise NotImplementedError

    def beside_best(self, entry: Entry, top: Decimal, best: Decimal) -> Decimal:
        """The same of a relative rule, where ``best`` is the highest figure of the block."""
        raise NotImplementedError

    def formula(self, cells: Mapping[str, str], top: Decimal) -> str:
        """The same points as an Excel expression; ``cells`` gives each field's address, and ``best``."""
        raise NotImplementedError

    @property
    def lacks_target(self) -> bool:
        """True where the points rest on a target that is not known yet."""
        return False

    def for_target(self, target: Decimal) -> "Rule":
        """The rule for a unit that has this target; itself where it knows none (R23)."""
        return self

    @property
    def fails(self) -> bool:
        """True where 0 points of the criterion make its whole group 0 ("điểm liệt", R19)."""
        return False

    def measure(self, entry: Entry) -> Decimal | None:
        """The figure that a need of a class looks at, the more the better; None where the rule has none."""
        return None

    def measured(self, figure: Decimal) -> Entry | None:
        """The entry whose :meth:`measure` is ``figure``; None where the rule has none."""
        return None

    def measure_formula(self, cells: Mapping[str, str], least: Decimal) -> str:
        """That the figure is at least so much, as an Excel condition."""
        raise NotImplementedError

    def void(self, entry: Entry) -> bool:
        """True where the answers themselves say that the matter did not arise."""
        return False

    def void_formula(self, cells: Mapping[str, str]) -> str | None:
        """:meth:`void` as an Excel condition, None where the rule has no such case."""
        return None

    def mistakes(self, entry: Entry) -> Sequence[tuple[str, Mapping[str, str]]]:
        """Codes (with the words for their templates) of contradictions between fields."""
        return ()

    def mistake_formulas(self, cells: Mapping[str, str]) -> Sequence[tuple[str, str, Mapping[str, str]]]:
        """:meth:`mistakes` as (Excel condition, code, words)."""
        return ()


def valid(f: Field, answer: Answer) -> bool:
    """True where ``answer`` is of the field's kind, within its limits and on its step."""
    if f.kind == "choice":
        return isinstance(answer, str) and answer in f.choices
    if not isinstance(answer, Decimal) or not answer.is_finite():
        return False
    if answer < f.low or answer > (LARGEST if f.high is None else f.high):
        return False
    return f.step is None or answer % f.step == 0


FIGURE_ONLY = "chỉ lấy số liệu để xét loại, không tính điểm."
"""How a criterion of 0 points is scored."""

SHORT = 6
"""Decimals that a number of a set may have, and a guide shows."""


def points_words(worth: Decimal, share: str) -> str:
    """``2,5 điểm``; what ``share`` says of the maximum where the points would not end: 1/7 of 8."""
    if worth == worth.quantize(Decimal(1).scaleb(-SHORT)):
        return f"{show_number(worth)} điểm"
    return f"{share} điểm tối đa"


def excel_number(value: Decimal) -> str:
    """A Decimal as a formula literal: plain digits and a point."""
    return f"{value:f}"


def excel_text(value: str) -> str:
    """A text as a formula literal."""
    return '"' + value.replace('"', '""') + '"'


_NOISE = 9
"""Decimals at which Excel's binary noise is cut off before a half is decided."""


def nearest(value: Fraction, step: Decimal) -> Decimal:
    """R15: the multiple of ``step`` next to a value of 0 or more, a half upwards: 4.667 by 0.25 is 4.75."""
    return step * ((2 * value / Fraction(step) + 1) // 2)


def nearest_formula(expression: str, step: Decimal) -> str:
    """The same in Excel."""
    return f"ROUND(ROUND(({expression})/{excel_number(step)},{_NOISE}),0)*{excel_number(step)}"


def exactly_one(*given: object) -> bool:
    """True where one of the values is given and the others are not."""
    return sum(value is not None for value in given) == 1
