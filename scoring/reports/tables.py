"""The tables across units, as every output takes them. Points stay Decimal.

Plain rows: a frame of pandas costs a third of a second and 70 MB before its first row (docs/decisions/0012).
Analysts get frames, in :mod:`scoring.reports.parquet`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from scoring.engine.model import Mark, State, UnitResult
from scoring.findings import Finding
from scoring.intake.model import Outcome, SignOff
from scoring.standing.run import Consolidation
from scoring.standing.trail import (
    adopted,
    listed,
    own_and_checked,
    source,
    trails,
)


@dataclass(frozen=True, slots=True)
class Records:
    """A table: the names of its columns, and its rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Each row with its values by column."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


def _records(rows: Iterable[tuple[Any, ...]], columns: tuple[str, ...]) -> Records:
    return Records(columns, tuple(rows))


def ranking_table(run: Consolidation) -> Records:
    """One row for every unit of the ranking table, block by block, best first."""
    columns = (
        "unit",
        "name",
        "block",
        "main",
        "applicable",
        "percent",
        "bonus",
        "penalty",
        "score",
        "shown",
        "class",
        "in_block",
        "overall",
        "note",
    )
    return _records((_ranking_row(run, r) for _, results in run.by_block for r in results), columns)


def _ranking_row(run: Consolidation, result: UnitResult) -> tuple[Any, ...]:
    card, standing = result.card, result.standing
    assert card and standing, "placed units have both"
    return (
        result.unit,
        run.name(result.unit),
        result.block,
        card.main,
        card.applicable,
        card.percent,
        card.bonus,
        card.penalty,
        card.score,
        card.shown,
        standing.name,
        result.in_block.place if result.in_block else None,
        result.overall.place if result.overall else None,
        ". ".join(filter(None, (note(result), *_adopted(run, result), to_review(run, result)))),
    )


def to_review(run: Consolidation, result: UnitResult) -> str:
    """The unit's criteria whose points wait for another look; nothing where there are none."""
    codes = run.outdated.get(result.unit, ())
    return f"Cần xem lại điểm thẩm định: {listed(codes)}" if codes else ""


def _adopted(run: Consolidation, result: UnitResult) -> list[str]:
    """The decisions that final points rest on; a self score rests on none."""
    return adopted(trails(run, result)) if run.results.stage == "verified" else []


def note(result: UnitResult) -> str:
    """Why the class is lower than the points, and where a tie was shared or broken."""
    in_block = result.in_block.note if result.in_block else ""
    overall = result.overall.note if result.overall else ""
    ties = (
        [in_block]
        if in_block == overall
        else [f"{scope}: {words}" for scope, words in (("Trong khối", in_block), ("Chung", overall)) if words]
    )
    reason = result.standing.reason.rstrip(".") if result.standing else ""
    return ". ".join(part for part in (reason, *ties) if part)


def marks_table(run: Consolidation) -> Records:
    """Every criterion of every unit that has points, for analysts.

    ``points`` are those of the run's stage: a unit that is not verified has none among verified ones.
    """
    columns = ("unit", "block", "code", "status", "points", "top", "self", "verified")
    marks = (
        (
            result.unit,
            result.block,
            mark.code,
            mark.status,
            mark.at(run.results.stage),
            mark.top,
            *own_and_checked(run, result.unit, mark),
        )
        for result, mark in _marks(run)
    )
    return _records(marks, columns)


def _marks(run: Consolidation) -> Iterator[tuple[UnitResult, Mark]]:
    for result in run.results.units:
        for mark in result.card.marks.values() if result.card else ():
            yield result, mark


Counts = dict[str, list[int]]
"""What is counted -> how many units of each block, in the order of the run's blocks."""


def class_counts(run: Consolidation) -> Counts:
    """Ranked units by class code."""
    classed = (
        (result.standing.code, result.block)
        for result in run.results.units
        if result.ranked and result.standing and result.standing.code
    )
    return _counts(run, classed, [each.code for each in run.criteria.classes])


def evaluated_states(run: Consolidation) -> tuple[State, ...]:
    """The states of evaluated units, those that the office's word makes only where there are such units."""
    held = {result.state for result in run.results.units}
    rare = (State.NO_FORM, State.NOTHING_ASKED, State.LEFT_OUT)
    return tuple(s for s in State if s is not State.OUTSIDE and (s not in rare or s in held))


def state_counts(run: Consolidation) -> Counts:
    """Units of the evaluation by state."""
    held = ((result.state.value, result.block) for result in run.results.units)
    return _counts(run, held, [state.value for state in evaluated_states(run)])


def _counts(run: Consolidation, held: Iterable[tuple[str, str]], down: Sequence[str]) -> Counts:
    counted = Counter(held)
    return {what: [counted[what, block.code] for block in run.blocks] for what in down}


def submission_table(run: Consolidation) -> Records:
    """Every unit of the roster: state, the file that counts, who signed, how many findings."""
    columns = (
        "unit",
        "name",
        "block",
        "state",
        "file",
        "sending",
        "day",
        "preparer",
        "head",
        "errors",
        "warnings",
        "arrived",
        "on_time",
        "source",
    )
    return _records((_submission_row(run, result) for result in run.results.units), columns)


def _submission_row(run: Consolidation, result: UnitResult) -> tuple[Any, ...]:
    unit, form, files = run.unit(result.unit), run.form(result.unit), run.files(result.unit)
    sign_off = form.sign_off if form else SignOff(sending=0)
    found = [finding for receipt in files for finding in receipt.findings]
    errors = sum(finding.is_error for finding in found)
    return (
        unit.code,
        unit.name,
        result.block,
        result.state.value,
        "; ".join(r.file for r in files),
        sign_off.sending or None,
        sign_off.day,
        sign_off.preparer,
        sign_off.head,
        errors,
        len(found) - errors,
        *_arrival(run, unit.code),
    )


def _arrival(run: Consolidation, unit: str) -> tuple[date | None, bool | None, str]:
    """The day on which the period's report arrived, whether in time, and where the day is known from."""
    arrival = run.ledger.arrival(unit, run.period)
    if arrival is None:
        return None, None, ""
    reports = [report for report in run.criteria.reports if report.code == run.period]
    corrected = "" if arrival.file else source(arrival)
    return arrival.day, run.ledger.punctual(unit, reports).get(run.period), corrected


def findings_table(run: Consolidation) -> Records:
    """Every finding: errors before warnings within a unit, units in the roster's order, strangers last."""
    order = {unit.code: n for n, unit in enumerate(run.roster.units)}
    found = sorted(run.findings, key=lambda f: (order.get(f.unit, len(order)), f.file, not f.is_error))
    columns = (
        "unit",
        "name",
        "file",
        "sheet",
        "cell",
        "code",
        "severity",
        "criterion",
        "message",
        "expected",
        "found",
        "remedy",
    )
    return _records((_finding_row(run, f) for f in found), columns)


def _finding_row(run: Consolidation, f: Finding) -> tuple[Any, ...]:
    return (
        f.unit,
        run.name(f.unit),
        f.file,
        f.place.sheet,
        f.place.cell,
        f.code,
        f.severity.label,
        f.criterion,
        f.message,
        f.expected,
        f.found,
        f.remedy,
    )


def files_table(run: Consolidation) -> Records:
    """Every file: what became of it, whose it is, whether it counts, when it was first seen, its set."""
    columns = (
        "file",
        "outcome",
        "unit",
        "counted",
        "seen",
        "set",
        "set_hash",
        "errors",
        "warnings",
        "sha256",
    )
    rows = []
    for r in run.receipts:
        stamp = r.form.stamp if r.form else None
        errors = sum(f.is_error for f in r.findings)
        rows.append(
            (
                r.file,
                r.outcome.value,
                run.name(r.unit),
                r.counted,
                run.ledger.first_seen.get(r.sha256),
                stamp.set_id if stamp else "",
                stamp.set_hash if stamp else "",
                errors,
                len(r.findings) - errors,
                r.sha256,
            )
        )
    return _records(rows, columns)


def outcome_counts(run: Consolidation) -> dict[Outcome, int]:
    """How many files were read, rejected, skipped; they add up to the number of receipts."""
    return {outcome: sum(r.outcome is outcome for r in run.receipts) for outcome in Outcome}
