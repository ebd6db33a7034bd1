"""One unit's sums: what counts, of how much, and the score on which class and place are decided."""

from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import date
from fractions import Fraction

from tests.oracle.plain import (
    Data,
    aimed,
    asked,
    block,
    decimals,
    exempt,
    extra,
    half_up,
    leaves,
    nodes,
    number,
    together,
)
from tests.oracle.points import OFFICE, YES, beside, did_not_arise, figure, points, punctual

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
    _: KW_ONLY  # seven things of a few types: by name, or one is taken for another
    exempted: frozenset[str] = frozenset()
    given: Mapping[str, Fraction] = field(default_factory=dict)
    """Points that somebody gave: the superior's, and verified ones in place of the unit's own."""
    best: Mapping[str, Fraction] = field(default_factory=dict)
    """The highest figure of the unit's block where points are in proportion to it."""
    overruled: Mapping[str, bool] = field(default_factory=dict)
    """Condition -> whether it holds by another word than the unit's."""
    barred: bool = False
    decided: str = ""
    """The class that a person decided, by its code."""


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
    concerned: frozenset[str] = frozenset()
    """The conditions that concern the unit; ``overruled``: those of which somebody else has spoken."""
    overruled: Mapping[str, bool] = field(default_factory=dict)
    barred: bool = False
    decided: str = ""

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
        leaf["code"]: mark(criteria, unit, aimed(unit, leaf), said.get(leaf["code"], Said()), office)
        for leaf in every
    }

    groups = {node["code"]: reached(node, marks) for node in nodes(criteria) if "rule" not in node}
    scale = [reached(group, marks) for group in criteria["groups"]]
    got, top = sum((each[0] for each in scale), Fraction(0)), sum((each[1] for each in scale), Fraction(0))
    for part, found in beside.items():
        if code := criteria.get(part, {}).get("code"):
            here = [reached(c, marks) for c in found]
            applies = sum((each[1] for each in here), Fraction(0))
            most = number(criteria[part]["cap"]) if applies else Fraction(0)
            groups[code] = together(criteria[part], [each[0] for each in here]), most
    capped = {
        part: together(criteria[part], [reached(c, marks)[0] for c in found])
        for part, found in beside.items()
        if part in criteria
    }
    bonus, penalty = (capped.get(part, Fraction(0)) for part in ("bonus", "penalty"))
    percent = got / top * 100 if top else None
    base = got if criteria.get("score_on") == "points" and top else percent
    exact = None if base is None else max(Fraction(0), base + bonus - penalty)
    score = None if exact is None else half_up(exact, decimals(criteria, "total"))
    concerned = frozenset(c["code"] for c in criteria.get("conditions", ()) if asked(criteria, unit, c))
    declared = frozenset(code for code in concerned if said.get(code, Said()).answers == (YES,))
    overruled = {code: holds for code, holds in office.overruled.items() if code in concerned}
    return Card(
        marks, groups, got, top, bonus, penalty, percent, exact, score,
        declared, concerned, overruled, office.barred, office.decided,
    )  # fmt: skip


def highest(
    criteria: Data, units: Iterable[Data], said: Mapping[str, Mapping[str, Said]]
) -> dict[str, dict[str, Fraction]]:
    """Block -> criterion -> the highest figure; ``said``: the valid form of each unit that takes part."""
    leaves_ = [leaf for group in criteria["groups"] for leaf in leaves(group)] + extra(criteria, "bonus")
    found: dict[str, dict[str, Fraction]] = {}
    for unit in units:
        here = found.setdefault(block(criteria, unit), {})
        for leaf in leaves_:
            row = said.get(unit["code"], {}).get(leaf["code"], Said())
            counts = leaf["rule"]["kind"] == "best" and row.answers and not row.void
            if counts and asked(criteria, unit, leaf) and not exempt(criteria, unit, leaf["code"]):
                here[leaf["code"]] = max(number(row.answers[0]), here.get(leaf["code"], Fraction(0)))
    return found


def reached(node: Data, marks: Mapping[str, Mark]) -> tuple[Fraction, Fraction]:
    """Points of a group or criterion, and the maximum that counts for it."""
    if "rule" in node:
        here = marks.get(node["code"], Mark(OPEN))
        return here.points or Fraction(0), here.top or Fraction(0)
    below = [reached(child, marks) for child in node["children"]]
    points = Fraction(0) if failed(node, marks) else together(node, [points for points, _ in below])
    return points, together(node, [top for _, top in below])


def failed(group: Data, marks: Mapping[str, Mark]) -> bool:
    """Whether a criterion right below was scored with 0 points where that makes all of the group 0."""
    here = [node["code"] for node in group["children"] if any("fails" in level for level in _levels(node))]
    return any(marks[code].state == COUNTS and marks[code].points == 0 for code in here if code in marks)


def _levels(node: Data) -> list[Data]:
    found: list[Data] = node.get("rule", {}).get("levels", [])
    return found


def mark(criteria: Data, unit: Data, leaf: Data, said: Said, office: Office) -> Mark:
    """One criterion of one unit."""
    top, code = number(leaf["max"]), leaf["code"]
    places = decimals(criteria)
    if exempt(criteria, unit, code, office.exempted):
        return Mark(EXEMPT)
    if code in office.given:
        given = half_up(office.given[code], places)
        own = None if leaf["rule"]["kind"] in OFFICE else _own(leaf, said, places, office.best)
        return (
            own if own and own.state in (COUNTS, FULL) and own.points == given else Mark(COUNTS, given, top)
        )
    if leaf["rule"]["kind"] in OFFICE:
        known = (
            punctual(criteria, leaf, dict(office.received)) if leaf["rule"]["kind"] == "punctuality" else None
        )
        return Mark(AWAITED) if known is None else Mark(COUNTS, half_up(known, places), top)
    return _own(leaf, said, places, office.best)


def _own(leaf: Data, said: Said, places: int, best: Mapping[str, Fraction]) -> Mark:
    """What the unit says of a criterion that it scores itself."""
    top = number(leaf["max"])
    if said.void or did_not_arise(leaf, list(said.answers)):
        policy = leaf.get("not_applicable", "refused")
        return {"full": Mark(FULL, top, top), "excluded": Mark(EXCLUDED)}.get(policy, Mark(OPEN, None, top))
    if leaf["rule"]["kind"] == "best" and said.answers:
        if leaf["code"] not in best:
            return Mark(AWAITED)
        worth = beside(leaf, list(said.answers), best[leaf["code"]])
        return Mark(COUNTS, half_up(worth, places), top, worth)
    worth = points(leaf, list(said.answers))
    if worth is None:
        return Mark(OPEN, None, top)
    return Mark(COUNTS, half_up(worth, places), top, worth, figure(leaf, list(said.answers)))
