"""Why a ranking is still of self scores although verification began: what is missing, and its command."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from scoring.criteria.reports import Report
from scoring.engine.model import Mark, Scorecard, State
from scoring.engine.scorecard import is_missing
from scoring.standing.conditions import left_open
from scoring.standing.run import Consolidation
from scoring.standing.trail import listed

Codes = Mapping[str, Sequence[str]]
"""Unit -> criteria."""

DECIDE_CONDITION = (
    'danvan decide condition {0} {1} --does-not-hold --reason "LÝ DO" --document "VĂN BẢN" (hoặc --holds)'
)
_NAMED = 5  # units that a sentence names before it counts the others
VERIFY = "danvan verify export, ghi điểm rồi danvan verify import TỆP"


class Cause(NamedTuple):
    """What keeps scores from being verified: of how many units, which, and the command for it."""

    brief: str
    sentence: str
    command: str


def why_self_scores(run: Consolidation) -> tuple[str, ...]:
    """A sentence for every cause; nothing where the run is of verified scores, or nobody has begun."""
    return tuple(f"{cause.sentence} {cause.command}." for cause in causes_of_self_scores(run))


def causes_of_self_scores(run: Consolidation) -> tuple[Cause, ...]:
    """The same one by one: the page has buttons for commands, paper only room for the brief words."""
    return tuple(_causes(run))


def _causes(run: Consolidation) -> Iterator[Cause]:
    if run.results.stage == "verified" or not run.is_judged:
        return
    own, superior = _lacking(run)
    if own:
        yield _cause(run, "Chưa thẩm định xong {} đơn vị", own, f"Thẩm định: {VERIFY}")
    if again := {unit: run.outdated[unit] for unit in run.results.by_code if unit in run.outdated}:
        words = "Cần xem lại điểm thẩm định của {} đơn vị, vì đơn vị đã đổi câu trả lời"
        yield _cause(run, words, again, f"Xem lại: {VERIFY}")
    if conditions := _conditions(run):
        command = f"Thẩm định: {VERIFY}; hoặc: {DECIDE_CONDITION.format(*_first(conditions))}"
        yield _cause(run, "Chưa thẩm định điều kiện xếp loại của {} đơn vị", conditions, command)
    if superior:
        yield _cause(run, "Thiếu điểm do cấp trên chấm của {} đơn vị", superior, f"Ghi: {VERIFY}")
    for report, units in unknown_arrivals(run):
        brief = f"Chưa rõ ngày nhận {report.name} của {len(units)} đơn vị"
        yield Cause(brief, *words_of_arrivals(run, report, units))


def _cause(run: Consolidation, words: str, units: Codes, command: str) -> Cause:
    brief = words.format(len(units))
    return Cause(brief, f"{brief}: {_few(run, units)}.", command)


def _lacking(run: Consolidation) -> tuple[Codes, Codes]:
    """What waits for the verifiers and what for the superior."""
    own, superior = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for unit, mark in _missing(run):
        by = run.criteria.criteria[mark.code].rule.by
        if by == "superior":
            superior[unit].append(mark.code)
        elif by == "unit" and mark.code not in run.outdated.get(unit, ()):
            own[unit].append(mark.code)
    return own, superior


def _conditions(run: Consolidation) -> Codes:
    """The conditions of which only the unit has spoken, of the units that the verified ranking waits for."""
    waiting = (r.unit for r in run.results.units if r.card and r.state in (State.VALID, State.INELIGIBLE))
    found = {unit: _open(run, unit) for unit in waiting}
    return {unit: codes for unit, codes in found.items() if codes}


def _open(run: Consolidation, unit: str) -> tuple[str, ...]:
    again = run.outdated.get(unit, ())
    return tuple(code for code in left_open(run.conditions(unit)) if code not in again)


def _first(of_units: Codes) -> tuple[str, str]:
    """A unit and one of its codes, for the command that a sentence shows."""
    unit, codes = next(iter(of_units.items()))
    return unit, codes[0]


def _missing(run: Consolidation) -> Iterator[tuple[str, Mark]]:
    """The marks without final points of the units that the verified ranking waits for."""
    for result in run.results.units:
        if result.card and result.state in (State.VALID, State.INELIGIBLE):
            about, card = (result.unit, run.results.stage), result.card
            for mark in run.memory.of(_without_points, about, (card,), card):
                yield result.unit, mark


def _without_points(card: Scorecard) -> tuple[Mark, ...]:
    return tuple(mark for mark in card.marks.values() if is_missing(mark, "verified"))


def unknown_arrivals(run: Consolidation) -> Iterator[tuple[Report, Sequence[str]]]:
    """Reports that points depend on and of whose arrival the register knows nothing, with their units."""
    waiting: dict[str, list[str]] = {}
    rules = {code: criterion.rule for code, criterion in run.criteria.criteria.items()}
    asked = {code: reports for code, rule in rules.items() if (reports := tuple(rule.reports()))}
    for unit, mark in _missing(run):
        if mark.code not in asked:
            continue
        kept = rules[mark.code].by == "register"
        known = run.ledger.punctual(unit, run.criteria.reports) if kept else {}
        for _, report in asked[mark.code]:
            units = waiting.setdefault(report, [])
            if report not in known and unit not in units[-1:]:
                units.append(unit)
    for owed in run.criteria.reports:
        if waiting.get(owed.code):
            yield owed, waiting[owed.code]


def words_of_arrivals(run: Consolidation, report: Report, units: Sequence[str]) -> tuple[str, str]:
    """Which report of which units, and, apart, the command that records the day."""
    evaluated = {unit.code for unit in run.roster.evaluated}
    whole = evaluated <= set(units)
    named = "" if whole else f" ({listed([run.name(unit) for unit in units])})"
    return (
        f"Chưa rõ ngày nhận {report.name} của {'cả ' if whole else ''}{len(units)} đơn vị{named}.",
        "Ghi từng đơn vị hoặc tất cả: danvan receive --all-units "
        f'-k {report.code} --on NGÀY --reason "LÝ DO"',
    )


def _few(run: Consolidation, of_units: Codes) -> str:
    """Some units, each with its criteria; of the others the number."""
    told = [f"{run.name(unit)} ({unit}): {listed(codes)}" for unit, codes in of_units.items()]
    more = len(told) - _NAMED
    return "; ".join(told[:_NAMED]) + (f"; và {more} đơn vị khác" if more > 0 else "")
