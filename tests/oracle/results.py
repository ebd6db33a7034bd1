"""What the JSON of a run says, figure by figure against the oracle."""

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.oracle.bridge import NEAR
from tests.oracle.card import Card
from tests.oracle.field import field
from tests.oracle.plain import Data

STATES = {"hợp lệ", "đã thẩm định"}
Json = dict[str, Any]


def read(path: Path) -> Json:
    found: Json = json.loads(path.read_text(encoding="utf-8"))
    return found


def unlike(
    criteria: Data, units: Mapping[str, Data], cards: Mapping[str, Card], part: set[str], run: Json
) -> Iterator[str]:
    """Every figure of the units in ``cards`` that is not the oracle's; ``part``: who is ranked."""
    wanted = field(criteria, units, cards, part)
    told = {unit["code"]: unit for unit in run["units"]}
    for code, mine in cards.items():
        for each in _figures(told[code], mine):
            yield f"{code} {each}"
        if code in part and told[code]["class"]["code"] != wanted.classes[code]:
            yield f"{code} class {told[code]['class']} is not {wanted.classes[code]}"
    for code, unit in told.items():
        for key, places in (("overall", wanted.overall), ("in_block", wanted.in_block)):
            place = unit["rank"][key] and unit["rank"][key]["place"]
            if place != places.get(code):
                yield f"{code} {key} {place} is not {places.get(code)}"
    flagged = {
        (n["class"], n["block"]): ({*n["keep"]}, {*n["tied"]}, {*n["give_up"]}) for n in run["quota_notes"]
    }
    if flagged != wanted.quota:
        yield f"quota {flagged} is not {wanted.quota}"


def _scores(mine: Card) -> dict[str, Fraction | None]:
    return {"shown": mine.score, "percent": mine.percent, "score": mine.exact}


def _figures(unit: Json, mine: Card) -> Iterator[str]:
    marks = {mark["criterion"]: mark for mark in unit["points"]}
    for code, mark in mine.marks.items():
        for key, there in (("points", mark.points), ("top", mark.top)):
            here = Fraction(marks[code][key] or 0)
            if here != (there or 0):
                yield f"{code} {key}: {here} is not {there}"
    totals = unit["totals"]
    pairs: list[tuple[str, str, Fraction | None]] = [
        ("main", totals["main"], mine.points),
        ("applicable", totals["applicable"], mine.top),
        ("bonus", totals["bonus"], mine.bonus),
        ("penalty", totals["penalty"], mine.penalty),
    ]
    if mine.exact is not None:  # 0 of 0 points are no score
        pairs += [(what, totals[what], figure) for what, figure in _scores(mine).items()]
    for code, (points, top) in mine.groups.items():
        pairs.append((f"group {code}", totals["groups"][code]["points"], points))
        pairs.append((f"group {code} top", totals["groups"][code]["top"], top))
    for what, found, wanted in pairs:
        if wanted is None or abs(Fraction(found) - wanted) > NEAR:
            yield f"{what}: {found} is not {wanted}"


def frozen_unlike(
    criteria: Data, units: Mapping[str, Data], cards: Mapping[str, Card], part: set[str], frozen: Json
) -> Iterator[str]:
    """The same for the results of an edition, which hold scores, classes and places."""
    wanted = field(criteria, units, cards, part)
    for unit in frozen["units"]:
        code = unit["code"]
        score = cards[code].score if code in part else None
        if (None if unit["final"] is None else Fraction(unit["final"])) != score:
            yield f"{code} final {unit['final']} is not {score}"
        for key, places in (("overall", wanted.overall), ("in_block", wanted.in_block)):
            if unit[key] != places.get(code):
                yield f"{code} {key} {unit[key]} is not {places.get(code)}"
        if code in part and unit["class_"]["code"] != wanted.classes[code]:
            yield f"{code} class {unit['class_']} is not {wanted.classes[code]}"
