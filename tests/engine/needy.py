"""The set of figures and needs, and what a unit that meets all of them answers."""

from collections.abc import Mapping
from decimal import Decimal

from scoring.criteria.loader import load_roster
from scoring.engine.classify import classify
from scoring.engine.model import Standing
from scoring.engine.scorecard import score
from scoring.rules import Entry
from tests.conftest import SETS

SET = SETS / "so-lieu"
ALL = {
    "A1": "1000/1000", "A2": "10/10", "B1": "3", "B2": "10/10", "F1": "2", "F2": "100/100",
    "T1": "4", "T2": "0/1",
}  # fmt: skip
VOID = Entry(not_applicable=True)

# What differs from ALL, the class; by hand from criteria/README.md.
CASES: list[tuple[dict[str, str], str]] = [
    ({}, "Xuất sắc"),
    ({"A1": "999/1000"}, "Tốt"),  # 39,96 points are shown as 40, and 99,9 % is not 100 %
    ({"A1": "99999999/100000000"}, "Tốt"),
    ({"A2": "17/20"}, "Xuất sắc"),  # 57 of 60
    ({"A2": "169/200"}, "Tốt"),  # 56,9 of 60, shown as 57
    ({"A1": "9/9", "A2": "0/0"}, "Xuất sắc"),  # A2 did not arise: 40 of 40
    ({"A2": "30/20"}, "Xuất sắc"),
    ({"F1": "1"}, "Tốt"),
    ({"F1": ""}, "Xuất sắc"),  # not asked
    ({"T1": "3"}, "Xuất sắc"),  # 3 of the cap of 5
    ({"T1": "2", "T2": "1/3"}, "Xuất sắc"),
    ({"T1": "2", "T2": "33/100"}, "Tốt"),  # 2,99, shown as 3
    ({"T1": "4", "T2": "1/1"}, "Xuất sắc"),  # 7, and no more than 5
    ({"F1": "1", "F2": "99.4/100"}, "Đạt"),
    ({"F1": "1", "F2": "99.5/100"}, "Tốt"),
    ({"F1": "1", "F2": "120.5/100"}, "Tốt"),
    ({"F1": "1", "B1": "1"}, "Đạt"),
    ({"F1": "1", "B1": "0"}, "Chưa đạt"),
    ({"F1": "1", "B1": ""}, "Tốt"),  # did not arise
    ({"F1": "1", "B1": "1", "B2": "40/100"}, "Đạt"),  # 40 % brings no points, and is a figure
    ({"F1": "1", "B1": "1", "B2": "39/100"}, "Chưa đạt"),
    ({"F1": "1", "A1": "9/10"}, "Tốt"),
    ({"F1": "1", "A1": "898/1000"}, "Đạt"),  # 35,92 of 40, shown as 36
]


def said(changes: Mapping[str, str]) -> dict[str, Entry]:
    """``999/1000`` are two figures, nothing is "Không phát sinh"."""
    found = {}
    for code, figures in (ALL | dict(changes)).items():
        numbers = {str(n): Decimal(each) for n, each in enumerate(figures.split("/"), 1) if each}
        found[code] = Entry(numbers) if numbers else VOID
    return found


def stand(changes: Mapping[str, str], verified: Mapping[str, str] | None = None) -> Standing:
    """The class of a unit that meets all but for the changes, judged where ``verified`` has points."""
    roster = load_roster(SET)
    unit, entries = roster.units[0], said(changes)
    card = score(roster, unit, entries)
    if verified is not None:
        own = {
            code: mark.points
            for code, mark in card.marks.items()
            if mark.points is not None and mark.is_scored
        }
        given = own | {code: Decimal(points) for code, points in verified.items()}
        card = score(roster, unit, entries, verified=given, stage="verified")
    return classify(roster, unit, card, {})
