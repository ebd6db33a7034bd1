"""One unit's sums: what counts, of how much, and the score on which class and place are decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tests.oracle.plain import Data, asked, decimals, exempt, extra, half_up, leaves, nodes, number
from tests.oracle.points import OFFICE, YES, did_not_arise, figure, points, punctual

COUNTS, FULL, EXCLUDED, EXEMPT, AWAITED, OPEN = "counts", "full", "excluded", "exempt", "awaited", "open"


@dataclass(frozen=True)
class Said:
    """What a unit wrote in one row."""

    answers: tuple[str, ...] = ()
    void: bool = False  # the mark "Không phát sinh"


@dataclass(frozen=True)
class Mark:
    """One criterion: its points and the maximum that counts, ``None`` where it does not count at all.

    ``whole``: the points before rounding, ``figure``: what the unit wrote, where both are the unit's own.
    """

    state: str
    points: Fraction | None = None
    top: Fraction | None = None
    whole: Fraction | None = None
    figure: Fraction | None = None

    @property
    def before(self) -> Fraction:
        """The points before rounding; those that a person gave as they are."""
        return (self.points or Fraction(0)) if self.whole is None else self.whole


@dataclass(frozen=True)
class Office:
    """What the office knows beside the form."""

    received: Mapping[str, date] = field(default_factory=dict)
    exempted: frozenset[str] = frozenset()
    given: Mapping[str, Fraction] = field(default_factory=dict)
    """Points that somebody gave: the superior's, and verified ones in place of the unit's own."""


@dataclass(frozen=True)
class Card:
    marks: dict[str, Mark]
    groups: dict[str, tuple[Fraction, Fraction]]
    points: Fraction
    top: Fraction
    bonus: Fraction
    penalty: Fraction
    percent: Fraction | None
    exact: Fraction | None
    score: Fraction | None
    declared: frozenset[str]

    @property
    def complete(self) -> bool:
        return all(mark.state != OPEN for mark in self.marks.values())


def card(criteria: Data, unit: Data, said: Mapping[str, Said], office: Office | None = None) -> Card:
    """The whole sheet of one unit."""
    office = office or Office()
    mine = [leaf for group in criteria["groups"] for leaf in leaves(group) if asked(criteria, unit, leaf)]
    beside = {
        part: [c for c in extra(criteria, part) if asked(criteria, unit, c)] for part in ("bonus", "penalty")
    }
    every = [*mine, *beside["bonus"], *beside["penalty"]]
    marks = {
        leaf["code"]: mark(criteria, unit, leaf, said.get(leaf["code"], Said()), office) for leaf in every
    }

    def total(found: Iterable[Data]) -> tuple[Fraction, Fraction]:
        here = [marks[leaf["code"]] for leaf in found if leaf["code"] in marks]
        return sum((m.points or Fraction(0) for m in here), Fraction(0)), sum(
            (m.top or Fraction(0) for m in here), Fraction(0)
        )

    groups = {node["code"]: total(leaves(node)) for node in nodes(criteria) if "rule" not in node}
    got, top = total(mine)
    for part, found in beside.items():
        if code := criteria.get(part, {}).get("code"):
            reached, applies = total(found)
            cap = number(criteria[part]["cap"])
            groups[code] = (min(cap, reached), cap if applies else Fraction(0))
    capped = {
        part: min(total(found)[0], number(criteria[part]["cap"])) if found else Fraction(0)
        for part, found in beside.items()
    }
    percent = got / top * 100 if top else None
    base = got if criteria.get("score_on") == "points" and top else percent
    exact = None if base is None else max(Fraction(0), base + capped["bonus"] - capped["penalty"])
    score = None if exact is None else half_up(exact, decimals(criteria, "total"))
    declared = frozenset(
        condition["code"]
        for condition in criteria.get("conditions", ())
        if asked(criteria, unit, condition) and said.get(condition["code"], Said()).answers == (YES,)
    )
    return Card(marks, groups, got, top, capped["bonus"], capped["penalty"], percent, exact, score, declared)


def mark(criteria: Data, unit: Data, leaf: Data, said: Said, office: Office) -> Mark:
    """One criterion of one unit."""
    top, code = number(leaf["max"]), leaf["code"]
    places = decimals(criteria)
    if exempt(criteria, unit, code, office.exempted):
        return Mark(EXEMPT)
    if code in office.given:
        given = half_up(office.given[code], places)
        own = None if leaf["rule"]["kind"] in OFFICE else _own(leaf, said, places)
        return (
            own if own and own.state in (COUNTS, FULL) and own.points == given else Mark(COUNTS, given, top)
        )
    if leaf["rule"]["kind"] in OFFICE:
        known = (
            punctual(criteria, leaf, dict(office.received)) if leaf["rule"]["kind"] == "punctuality" else None
        )
        return Mark(AWAITED) if known is None else Mark(COUNTS, half_up(known, places), top)
    return _own(leaf, said, places)


def _own(leaf: Data, said: Said, places: int) -> Mark:
    """What the unit says of a criterion that it scores itself."""
    top = number(leaf["max"])
    if said.void or did_not_arise(leaf, list(said.answers)):
        policy = leaf.get("not_applicable", "refused")
        return {"full": Mark(FULL, top, top), "excluded": Mark(EXCLUDED)}.get(policy, Mark(OPEN, None, top))
    worth = points(leaf, list(said.answers))
    if worth is None:
        return Mark(OPEN, None, top)
    return Mark(COUNTS, half_up(worth, places), top, worth, figure(leaf, list(said.answers)))
