"""From the plain data of the oracle to the types of the program, and a figure by figure comparison."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from scoring.criteria.loader import load_roster
from scoring.criteria.units import Roster
from scoring.engine.model import Scorecard, Status
from scoring.engine.results import Submission
from scoring.rules import Entry
from tests.oracle.card import AWAITED, COUNTS, EXCLUDED, EXEMPT, FULL, OPEN, Card, Said
from tests.oracle.draw_rule import shown
from tests.oracle.draw_set import written
from tests.oracle.plain import Data, extra, leaves
from tests.oracle.points import YES, days_late, on_time

TEXTS = ("yes_no", "levels", "parts")
STATUS = {
    COUNTS: Status.SCORED,
    FULL: Status.NOT_APPLICABLE,
    EXCLUDED: Status.NOT_APPLICABLE,
    EXEMPT: Status.EXEMPT,
    AWAITED: Status.AWAITED,
    OPEN: Status.BLANK,
}
NEAR = Fraction(1, 10**20)
"""A quotient is kept with 28 digits; no rule looks beyond the twelfth."""


def roster(folder: Path, criteria: Data, units: Data) -> Roster:
    return load_roster(written(folder, criteria, units))


def every_leaf(criteria: Data) -> dict[str, Data]:
    found = [leaf for group in criteria["groups"] for leaf in leaves(group)]
    found += [*extra(criteria, "bonus"), *extra(criteria, "penalty")]
    return {leaf["code"]: leaf for leaf in found}


def entry(leaf: Data, said: Said) -> Entry:
    text = leaf["rule"]["kind"] in TEXTS
    answers = {str(n): each if text else Decimal(each) for n, each in enumerate(said.answers, 1)}
    return Entry(answers, said.void)


@dataclass(frozen=True)
class Played:
    """What one unit and the office say."""

    said: Mapping[str, Said]
    received: Mapping[str, date]
    superior: Mapping[str, Fraction]
    verified: Mapping[str, Fraction]
    settled: Mapping[str, bool] = field(default_factory=dict)
    ruled: Mapping[str, bool] = field(default_factory=dict)
    barred: bool = False
    decided: str = ""
    left_out: bool = False

    @property
    def spoken(self) -> dict[str, bool]:
        """Conditions on which somebody other than the unit has spoken."""
        return {**self.settled, **self.ruled}


def submission(criteria: Data, unit: Data, played: Played) -> Submission:
    here = every_leaf(criteria)
    due = {report["code"]: report for report in criteria.get("reports", [])}
    return Submission(
        unit["code"],
        {code: entry(here[code], row) for code, row in played.said.items() if code in here},
        declared={code: row.answers == (YES,) for code, row in played.said.items() if code not in here},
        given={code: decimal(points) for code, points in played.superior.items()},
        punctual={code: on_time(due[code], came) for code, came in played.received.items()},
        late={
            code: days_late(due[code], came)
            for code, came in played.received.items()
            if not on_time(due[code], came)
        },
        verified={code: decimal(points) for code, points in played.verified.items()},
        settled=played.spoken,
        ruled=played.ruled,
        barred="Bị kỷ luật" if played.barred else "",
    )


def decimal(value: Fraction) -> Decimal:
    return Decimal(shown(value))


def differences(found: Scorecard, wanted: Card) -> Iterator[str]:
    """Every figure in which the program's card is not the oracle's."""
    for code, mark in wanted.marks.items():
        here = found.marks[code]
        if STATUS[mark.state] is not here.status and found.stage == "self":
            yield f"{code}: {here.status} is not {mark.state}"
        yield from _unlike(f"{code} points", here.at(found.stage) or 0, mark.points or Fraction(0))
        yield from _unlike(f"{code} top", here.top, mark.top or Fraction(0))
    if found.marks.keys() != wanted.marks.keys():
        yield f"asked {sorted(found.marks.keys() ^ wanted.marks.keys())}"
    for code, (points, top) in wanted.groups.items():
        yield from _unlike(f"group {code}", found.groups[code].points, points)
        yield from _unlike(f"group {code} top", found.groups[code].top, top)
    pairs = [
        ("main", found.main, wanted.points),
        ("applicable", found.applicable, wanted.top),
        ("bonus", found.bonus, wanted.bonus),
        ("penalty", found.penalty, wanted.penalty),
    ]
    if wanted.exact is not None:  # 0 of 0 points are no score
        pairs += [
            ("shown", found.shown, wanted.score),
            ("percent", found.percent, wanted.percent),
            ("score", found.score, wanted.exact),
        ]
    for what, here, there in pairs:
        yield from _unlike(what, here, there)


def _unlike(what: str, found: Decimal | int, wanted: Fraction | None) -> Iterator[str]:
    if wanted is None or abs(Fraction(found) - wanted) > NEAR:
        yield f"{what}: {found} is not {wanted}"
