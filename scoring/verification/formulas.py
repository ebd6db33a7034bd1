"""The live figures of the verification book, in functions that Excel 2010 and LibreOffice both have.

A unit's figures look for its code, so that they stay right when rows are sorted, moved or inserted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from scoring.criteria import tally
from scoring.criteria.schema import CriteriaSet, Extra
from scoring.intake.layout import CLEAN
from scoring.rules import NO, YES
from scoring.rules.base import excel_number, excel_text
from scoring.verification.checks import Judged
from scoring.verification.layout import COMPLETE, TODO

EXACT = 9
"""Decimal places at which binary noise is cut off."""


def final(judged: Judged, cells: Mapping[str, str], waits: str = "") -> str:
    """The second round's points where there are some, else the first's; none while the row ``waits``."""
    first, second = cells["points1"], cells["points2"]
    points = f'IF({judged.is_given(second)},{second},IF({judged.is_given(first)},{first},""))'
    return f'IF({waits},"",{points})' if waits else points


def gap(cells: Mapping[str, str]) -> str:
    """What verification changed."""
    own, last = cells["own"], cells["final"]
    return f'IF(ISNUMBER({own}),IF(ISNUMBER({last}),ROUND({last}-{own},{EXACT}),""),"")'


def number(cell: str, *, condition: bool = False) -> str:
    """The number of another cell, nothing where it has none; 1 or 0 for the word of a condition."""
    if condition:
        return f'IF({cell}={excel_text(YES)},1,IF({cell}={excel_text(NO)},0,""))'
    return f'IF(ISNUMBER({cell}),{cell},"")'


def both(cells: Mapping[str, str], key: str) -> str:
    """The points of the column ``own`` or ``final`` where the row has both."""
    own, last = cells["own"], cells["final"]
    return f'IF(ISNUMBER({own}),IF(ISNUMBER({last}),{cells[key]},""),"")'


def wrong(cell: str) -> str:
    """1 where the row's check has something to say, else 0."""
    return f'IF({cell}="",0,IF({cell}={excel_text(CLEAN)},0,1))'


@dataclass(frozen=True, slots=True)
class Figures:
    """A unit's figures; ``spans`` gives the hidden columns, their sheet included where needed.

    Headings stand in the visible columns, so a sum over one of those would count itself.
    """

    criteria: CriteriaSet
    unit: str
    spans: Mapping[str, str]

    def total(self, key: str) -> str:
        """Points of the scale, with the capped bonus and without the capped penalty, of a hidden column."""
        parts = [self._main(key)]
        parts += self._capped("+", key, "bonus", self.criteria.bonus)
        parts += self._capped("-", key, "penalty", self.criteria.penalty)
        return f"ROUND({''.join(parts)},{EXACT})"

    def _main(self, key: str) -> str:
        """All of the scale in one sum, unless some group of it is more than a sum."""
        if all(map(tally.is_plain, self.criteria.groups)):
            return self._sum(key, "main")
        failed = partial(self._failed, key)
        return tally.formula_of(self.criteria.groups, lambda codes: self._of(key, codes), failed) or "0"

    def _failed(self, key: str, code: str) -> str:
        none = f"ISNUMBER({self.spans[key]})*({self.spans[key]}=0)"
        return f"SUMPRODUCT({self._here}*({self.spans['code']}={excel_text(code)})*{none})>0"

    def _of(self, key: str, codes: Sequence[str]) -> str:
        """Points of some criteria of the unit."""
        named = ",".join(map(excel_text, codes))
        return (
            f"SUMPRODUCT({self._here}*ISNUMBER(MATCH({self.spans['code']},{{{named}}},0)),{self.spans[key]})"
        )

    def _sum(self, key: str, kind: str) -> str:
        return f"SUMPRODUCT({self._here}*({self.spans['kind']}={excel_text(kind)}),{self.spans[key]})"

    def _capped(self, sign: str, key: str, kind: str, extra: Extra | None) -> list[str]:
        if extra and extra.only_one:
            return [sign + tally.block_formula(extra, lambda codes: self._of(key, codes))]
        return [f"{sign}MIN({excel_number(extra.cap)},{self._sum(key, kind)})"] if extra else []

    @property
    def _here(self) -> str:
        return f"({self.spans['unit']}={excel_text(self.unit)})"

    @property
    def todo(self) -> str:
        """How many criteria wait for points."""
        return f"SUMPRODUCT({self._here}*{self._waiting})"

    @property
    def todo_of_all(self) -> str:
        """The same of all units of the sheet."""
        return f"SUMPRODUCT({self._waiting})"

    @property
    def _waiting(self) -> str:
        return f"({self.spans['needed']}={excel_text('1')})*(1-ISNUMBER({self.spans['final']}))"

    @property
    def wrong(self) -> str:
        """How many rows have something to be looked at."""
        return f"SUMPRODUCT({self._here}*1,{self.spans['wrong']})"

    @property
    def state(self) -> str:
        """How far the unit is."""
        todo = f'IF({self.todo}>0,{excel_text(TODO)}&{self.todo}&" mục",{excel_text(COMPLETE)})'
        return f'{todo}&IF({self.wrong}>0,"; "&{self.wrong}&" dòng cần xem","")'


def state_words(todo: int, wrong: int) -> str:
    """The same as :attr:`Figures.state`."""
    words = f"{TODO}{todo} mục" if todo else COMPLETE
    return f"{words}; {wrong} dòng cần xem" if wrong else words
