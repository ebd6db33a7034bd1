"""Self, verified and final side by side, for every unit that has points. Three things, never mixed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from scoring.criteria.reports import Report
from scoring.engine.classify import classify
from scoring.engine.model import ZERO, Rank, Scorecard, Standing, State, Status, UnitResult
from scoring.engine.rank import class_place, rank
from scoring.engine.scorecard import is_missing, on_stage
from scoring.standing.conditions import left_open, overruling
from scoring.standing.run import Consolidation
from scoring.standing.tracing import trails, verdict_of
from scoring.standing.trail import Trail
from scoring.standing.verdicts import waits


@dataclass(frozen=True, slots=True)
class Side:
    """A unit by its own form, or by final points; ``rank`` is None where it takes no part in that ranking."""

    card: Scorecard
    standing: Standing
    rank: Rank | None = None


@dataclass(frozen=True, slots=True)
class Finality:
    """How far one unit is from final points: ``card`` and ``standing`` are None while anything waits.

    ``open``: the codes that wait. ``outdated``: those whose answer changed after it was verified.
    """

    card: Scorecard | None
    standing: Standing | None
    open: tuple[str, ...]
    outdated: tuple[str, ...]

    @property
    def unverified(self) -> tuple[str, ...]:
        """Open codes that nobody has given points for yet."""
        if not self.outdated:
            return self.open
        return tuple(code for code in self.open if code not in self.outdated)


def finality(run: Consolidation, result: UnitResult) -> Finality:
    """How far the unit is, as it was worked out where nothing of it has changed. It has to have points."""
    basis = result.state, result.card, result.standing, *run.basis(result.unit)
    return run.memory.of(_finality, (result.unit, run.results.stage), basis, run, result)


def is_settled(run: Consolidation, result: UnitResult) -> bool:
    """True where a sound form has all its final points, also while other units are still being verified."""
    if result.state is State.VALID and result.card:
        return finality(run, result).card is not None
    return result.state is State.VERIFIED


@dataclass(frozen=True, slots=True)
class AwaitedDays:
    """Days of receipt that the office has still to record: ``codes`` of the criteria, their ``reports``."""

    codes: tuple[str, ...]
    reports: tuple[Report, ...]

    @property
    def words(self) -> str:
        """What is waited for, as it goes on after “chờ”."""
        return f"ghi ngày nhận báo cáo {', '.join(each.short_name for each in self.reports)}"


def awaited_days(run: Consolidation, result: UnitResult) -> AwaitedDays | None:
    """What a unit waits for of which all else is verified; None while anything else is open, or nothing."""
    if result.card is None or result.state is not State.VALID:
        return None
    far = finality(run, result)
    rules = [(run.criteria.criteria[c].rule if c in result.card.marks else None) for c in far.open]
    if far.outdated or not rules or any(rule is None or rule.by != "register" for rule in rules):
        return None
    known = run.ledger.punctual(result.unit, run.criteria.reports)
    wanted = {code for rule in rules if rule for _, code in rule.reports()} - known.keys()
    return AwaitedDays(far.open, tuple(each for each in run.criteria.reports if each.code in wanted))


def _finality(run: Consolidation, result: UnitResult) -> Finality:
    card = _verified(run, result)
    missing = (code for code, mark in card.marks.items() if is_missing(mark, "verified"))
    undecided, outdated = tuple(left_open(run.conditions(result.unit))), tuple(_outdated(run, result))
    settled = card.complete and not undecided and not outdated
    standing = _standing(run, result, card) if settled else None
    return Finality(card if settled else None, standing, (*missing, *undecided), outdated)


def _outdated(run: Consolidation, result: UnitResult) -> Iterator[str]:
    """In the order of the unit's marks and conditions."""
    unit, form = run.unit(result.unit), run.form(result.unit)
    for code, mark in result.card.marks.items() if result.card else ():
        criterion = run.roster.criterion(unit, code)
        verdict, exempt = verdict_of(run, unit.code, criterion), mark.status is Status.EXEMPT
        if verdict and waits(verdict, criterion, form, exempt=exempt):
            yield code
    yield from (each.condition.code for each in run.conditions(unit.code) if each.outdated)


@dataclass(frozen=True, slots=True)
class Compared:
    """One unit. ``final`` is None until every criterion and condition is verified, or what the unit says of
    it adopted or decided, and none waits for another look.

    ``own`` and ``checked`` add up the criteria that have both a self and a verified score, penalties
    subtracted, caps left out: what the verifiers changed, whatever is still open.
    """

    result: UnitResult
    trails: tuple[Trail, ...]
    self_side: Side
    final: Side | None
    own: Decimal
    checked: Decimal
    finality: Finality

    @property
    def verified(self) -> int:
        """How many criteria have both scores."""
        return sum(trail.gap is not None for trail in self.trails)

    @property
    def gap(self) -> Decimal | None:
        """Self less verified over the criteria verified; None where there is none yet."""
        return self.own - self.checked if self.verified else None

    @property
    def adopted(self) -> tuple[str, ...]:
        """Codes whose self score was made final by a decision."""
        return tuple(trail.code for trail in self.trails if trail.adoption)


def compared(run: Consolidation) -> tuple[Compared, ...]:
    """Every unit with points, in the roster's order."""
    results = [result for result in run.results.units if result.card]
    own = _sides(run, results, {r.unit: card for r in results if (card := run.self_card(r.unit))})
    other = _sides(run, results, {r.unit: _verified(run, r) for r in results})
    return tuple(_compared(run, result, own[result.unit], other[result.unit]) for result in results)


def _compared(run: Consolidation, result: UnitResult, own_side: Side, other: Side) -> Compared:
    found = tuple(trails(run, result))
    minus = {c.code for c in run.criteria.penalty.criteria} if run.criteria.penalty else set()
    both = [(trail.own, trail.checked, trail.code in minus) for trail in found if trail.gap is not None]
    far = finality(run, result)
    return Compared(
        result=result,
        trails=found,
        self_side=own_side,
        final=other if far.card else None,
        own=sum(((-own if less else own) for own, _, less in both if own is not None), ZERO),
        checked=sum(((-points if less else points) for _, points, less in both if points is not None), ZERO),
        finality=far,
    )


def _verified(run: Consolidation, result: UnitResult) -> Scorecard:
    assert result.card, "only units with points are compared"
    return on_stage(run.criteria, result.card, "verified")


def _sides(run: Consolidation, results: list[UnitResult], given: Mapping[str, Scorecard]) -> dict[str, Side]:
    sides = {
        result.unit: Side(given[result.unit], _standing(run, result, given[result.unit]))
        for result in results
    }
    cards = {
        result.unit: sides[result.unit].card
        for result in results
        if result.state not in (State.TO_MEND, State.LEFT_OUT)
        and not (given[result.unit].stage == "verified" and _waits(run, result.unit))
        and sides[result.unit].card.complete
        and sides[result.unit].standing.code
    }
    classes = {unit: class_place(run.roster, sides[unit].standing) for unit in cards}
    places = rank(run.roster, cards, classes)
    return {unit: Side(side.card, side.standing, places.get(unit)) for unit, side in sides.items()}


def _waits(run: Consolidation, unit: str) -> bool:
    return unit in run.outdated or any(left_open(run.conditions(unit)))


def _standing(run: Consolidation, result: UnitResult, card: Scorecard) -> Standing:
    if result.state is State.LEFT_OUT and result.standing:
        return result.standing
    form, unit = run.form(result.unit), run.unit(result.unit)
    declared, barred = form.declared if form else {}, run.ledger.barred(unit.code)
    overruled = overruling(run.conditions(unit.code), card.stage)
    return classify(run.roster, unit, card, declared, barred, overruled)
