"""All units together: states, classes, places and quota notes. Same inputs, same results."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from scoring.criteria.units import Roster, Unit
from scoring.engine.classify import INELIGIBLE, NOT_CLASSED, NOTHING_ASKED, by_decision, classify
from scoring.engine.memory import Memory
from scoring.engine.model import (
    Accepted,
    DecidedClass,
    QuotaNote,
    Rank,
    Scorecard,
    Stage,
    Standing,
    State,
    UnitResult,
)
from scoring.engine.points import figure
from scoring.engine.quota import quota_notes
from scoring.engine.rank import best_first, class_place, keys_of, places
from scoring.engine.scorecard import is_missing, nothing_counts, score
from scoring.rules import Entry

NOBODY: Mapping[str, str] = {}
NO_CLASS: Mapping[str, DecidedClass] = {}
NO_QUOTA: Mapping[tuple[str, str], Accepted] = {}


@dataclass(frozen=True, slots=True)
class Submission:
    """What counts of one unit: its answers, and what the office and the verifiers add to them.

    ``unit`` is the code. ``valid`` is False where the form has an error: it is scored, not ranked.
    ``declared``: what the unit says of its conditions. ``ruled``: those that a person decided. ``settled``:
    those on which somebody other than the unit has spoken, ``ruled`` among them; without all of them the unit
    is not verified. ``given``, ``punctual``, ``late``, ``verified``: see :func:`score`.
    ``barred``: why the office decided that the unit cannot be classed, whatever its points (R12).
    ``waits``: verified points of an answer that the unit has replaced since wait for another look, also where
    the new one needs none ("không phát sinh"): until then the unit is not verified. ``adopted``: criteria
    whose points follow from the best of the block and were made final by a decision.
    """

    unit: str
    entries: Mapping[str, Entry]
    declared: Mapping[str, bool] = field(default_factory=dict)
    valid: bool = True
    given: Mapping[str, Decimal] = field(default_factory=dict)
    punctual: Mapping[str, bool] = field(default_factory=dict)
    late: Mapping[str, int] = field(default_factory=dict)
    verified: Mapping[str, Decimal] = field(default_factory=dict)
    barred: str = ""
    waits: bool = False
    adopted: frozenset[str] = frozenset()
    ruled: Mapping[str, bool] = field(default_factory=dict)
    settled: Mapping[str, bool] = field(default_factory=dict)

    def verified_by(self, points: Mapping[str, Decimal]) -> "Submission":
        """The same submission with the verifiers' points."""
        return replace(self, verified=points)


@dataclass(frozen=True, slots=True)
class Results:
    """Every unit of the roster, in its order, and the quotas exceeded.

    ``stage`` is what was asked for; each card says its own: a unit that is not fully verified keeps its
    self card, unranked, on the verified stage.
    """

    units: tuple[UnitResult, ...]
    quota_notes: tuple[QuotaNote, ...]
    stage: Stage = "self"
    by_code: Mapping[str, UnitResult] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_code", {result.unit: result for result in self.units})

    def __getitem__(self, unit: str) -> UnitResult:
        """The result of a unit by its code. Raises KeyError for a code the roster does not hold."""
        return self.by_code[unit]


def evaluate(
    roster: Roster,
    submissions: Iterable[Submission],
    *,
    stage: Stage = "self",
    unusable: Collection[str] = (),
    left_out: Mapping[str, str] = NOBODY,
    decided: Mapping[str, DecidedClass] = NO_CLASS,
    accepted: Mapping[tuple[str, str], Accepted] = NO_QUOTA,
    own: Results | None = None,
    memory: Memory | None = None,
) -> Results:
    """The results of all units; the order of ``submissions`` does not matter.

    ``unusable`` names units that sent something of which nothing counts: they have to mend it, which is
    another thing than not having submitted. Units with a submission, and strangers, may be among them.
    ``left_out`` says why the office decided that a unit is neither classed nor ranked, ``decided`` which
    class it has by a person's word, ``accepted`` which excess of a quota (class, block) stands.
    ``own``: the results of the very same on the self stage, where they are known: on the verified stage
    nobody who keeps these points is scored again. ``memory``: of earlier results of the same set; without it
    everybody is scored.

    Raises ValueError where a unit has two submissions or is not in the roster: choosing the form that
    counts, and refusing strangers, is the reader's work.
    """
    given = _by_unit(roster, submissions)
    memory = memory or Memory()
    best = _best(roster, given.values(), left_out, memory)
    cards = {result.unit: result.card for result in own.units} if own and stage == "verified" else {}
    found = []
    for unit in roster.units:
        here = best.get(roster.block(unit), {})
        told = given.get(unit.code), stage, unit.code in unusable, here, cards.get(unit.code)
        found.append(memory.of(_judge, (unit.code, stage), (unit, *told), roster, unit, *told))
    found = [_left_out(r, left_out[r.unit]) if r.unit in left_out else r for r in found]
    found = [_decided(roster, r, decided[r.unit]) if r.unit in decided else r for r in found]
    placed = _placed(roster, found, stage, memory)
    return Results(tuple(placed), quota_notes(roster, placed, accepted), stage)


def _by_unit(roster: Roster, submissions: Iterable[Submission]) -> dict[str, Submission]:
    known = {unit.code for unit in roster.units}
    found: dict[str, Submission] = {}
    for submission in submissions:
        if submission.unit not in known:
            raise ValueError(f"{submission.unit}: not a unit of the roster")
        if submission.unit in found:
            raise ValueError(f"{submission.unit}: two submissions")
        found[submission.unit] = submission
    return found


Best = Mapping[str, Mapping[str, Decimal]]
"""Block -> criterion -> the highest figure of the block."""


def _best(
    roster: Roster, submissions: Iterable[Submission], left_out: Collection[str], memory: Memory
) -> Best:
    """Of the units that are evaluated and whose form is valid."""
    relative = any(criterion.rule.relative for criterion in roster.criteria.criteria.values())
    found: dict[str, dict[str, Decimal]] = {}
    for submission in submissions if relative else ():
        unit = roster.unit(submission.unit)
        if unit and unit.evaluated and submission.valid and unit.code not in left_out:
            block = found.setdefault(roster.block(unit), {})
            told = memory.of(_compared, unit.code, (unit, submission), roster, unit, submission)
            for code, worth in told.items():
                block[code] = max(worth, block.get(code, worth))
    return found


def _compared(roster: Roster, unit: Unit, submission: Submission) -> Mapping[str, Decimal]:
    """The unit's figures of the criteria that are scored in proportion to the best."""
    asked = (each for each in roster.asked(unit) if each.rule.relative)
    free = (each for each in asked if not roster.exemption(unit, each.code))
    figures = ((each.code, figure(each, submission.entries.get(each.code, Entry()))) for each in free)
    return {code: worth for code, worth in figures if worth is not None}


def _judge(
    roster: Roster,
    unit: Unit,
    submission: Submission | None,
    stage: Stage,
    unusable: bool,
    best: Mapping[str, Decimal],
    own: Scorecard | None,
) -> UnitResult:
    block = roster.block(unit)
    if not unit.evaluated:
        return UnitResult(unit.code, block, State.OUTSIDE)
    if submission is None:
        state = State.TO_MEND if unusable else State.NOT_SUBMITTED
        return UnitResult(unit.code, block, state)
    card = _that_counts(roster, unit, submission, stage, best, own)
    standing = classed(roster, unit, card, submission)
    return UnitResult(unit.code, block, _state(submission, card, standing, stage), card, standing)


def _that_counts(
    roster: Roster,
    unit: Unit,
    submission: Submission,
    stage: Stage,
    best: Mapping[str, Decimal],
    own: Scorecard | None,
) -> Scorecard:
    """The card of the stage, or the self card of a unit that is not ready for the verified stage.

    What waits for somebody on the self card waits on the other too: verified points add to what counts, so
    that of which something counts without them, something counts with them.
    """
    if own and _unready(roster, unit, own, submission):
        return own
    card = _card(roster, unit, submission, stage, best)
    if stage == "verified" and _unready(roster, unit, card, submission):
        return own or _card(roster, unit, submission, "self", best)
    return card


def classed(roster: Roster, unit: Unit, card: Scorecard, submission: Submission) -> Standing:
    """The class that the rules give for the points of ``card`` and what is said of the unit's conditions."""
    overruled = submission.settled if card.stage == "verified" else submission.ruled
    return classify(roster, unit, card, submission.declared, submission.barred, overruled)


def _unready(roster: Roster, unit: Unit, card: Scorecard, submission: Submission) -> bool:
    """True where the unit's verified points, or a condition, wait for somebody."""
    if nothing_counts(roster.criteria, card):
        return False
    said = (each.follows or each.code in submission.settled for each in roster.conditions(unit))
    missing = (is_missing(mark, "verified") for mark in card.marks.values())
    return submission.waits or any(missing) or not all(said)


def _decided(roster: Roster, result: UnitResult, decided: DecidedClass) -> UnitResult:
    """The unit with the class that a person decided, where it has one at all."""
    if result.standing is None:
        return result
    return replace(result, standing=by_decision(roster.criteria, result.standing, decided))


def _left_out(result: UnitResult, reason: str) -> UnitResult:
    """The unit keeps the points it has; one that is not evaluated at all stays outside."""
    if result.state is State.OUTSIDE:
        return result
    by_points = result.standing.by_points if result.standing else ""
    return replace(result, state=State.LEFT_OUT, standing=Standing(None, NOT_CLASSED, by_points, reason))


def _card(
    roster: Roster, unit: Unit, submission: Submission, stage: Stage, best: Mapping[str, Decimal]
) -> Scorecard:
    return score(
        roster,
        unit,
        submission.entries,
        given=submission.given,
        punctual=submission.punctual,
        late=submission.late,
        verified=submission.verified,
        best=best,
        adopted=submission.adopted,
        stage=stage,
    )


def _state(submission: Submission, card: Scorecard, standing: Standing, stage: Stage) -> State:
    if not submission.valid:
        return State.TO_MEND
    if standing.name == NOTHING_ASKED and card.stage == stage:
        return State.NOTHING_ASKED
    if not card.complete:
        return State.TO_MEND
    if standing.name == INELIGIBLE:
        return State.INELIGIBLE
    return State.VERIFIED if card.stage == "verified" else State.VALID


def _placed(roster: Roster, found: Sequence[UnitResult], stage: Stage, memory: Memory) -> list[UnitResult]:
    """The same results with their places overall and within their blocks."""
    wanted = State.VERIFIED if stage == "verified" else State.VALID
    cards = {r.unit: r.card for r in found if r.state is wanted and r.card and r.card.applicable}
    classes = {r.unit: class_place(roster, r.standing) for r in found if r.unit in cards and r.standing}
    keys = keys_of(roster, cards, classes, memory)
    order = best_first(roster, keys)
    overall = places(roster, cards, keys, order)
    inside: dict[str, list[Unit]] = {}
    for unit in order:
        inside.setdefault(roster.block(unit), []).append(unit)
    in_block: dict[str, Rank] = {}
    for units in inside.values():
        in_block |= places(roster, cards, keys, units)
    return [
        UnitResult(r.unit, r.block, r.state, r.card, r.standing, in_block.get(r.unit), overall.get(r.unit))
        for r in found
    ]
