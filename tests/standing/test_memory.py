"""What is kept of each unit changes no result: random files and lines, against the same from scratch."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from scoring.criteria.loader import load_roster, set_hash
from scoring.criteria.units import Roster, Unit
from scoring.engine.memory import Memory
from scoring.findings import finding
from scoring.intake.model import Outcome, Receipt, SignOff
from scoring.pipeline.consolidation import Stages, consolidation
from scoring.pipeline.office import Office
from scoring.register import Ledger, Record
from scoring.register.actions import (
    Adopted,
    Arrived,
    Classed,
    ConditionDecided,
    Content,
    Disqualified,
    Exempted,
    LeftOut,
    Received,
    Reopened,
    Revoked,
    Verified,
)
from scoring.reports.final.still_open import still_open
from scoring.standing.approvals import block_figures
from scoring.standing.run import Consolidation
from scoring.standing.submissions import under_decisions
from scoring.standing.unverified import why_self_scores
from scoring.standing.verdicts import answer_print
from scoring.standing.which_form import settle
from scoring.verification.contents import tallies
from scoring.workspace import Workspace
from tests.conftest import SETS
from tests.reports import runs

STEPS, UNITS = 60, 7
PERIODS = ("6-thang", "9-thang", "nam")


@dataclass
class Day:
    """An office in the middle of its work."""

    roster: Roster
    chance: Random
    receipts: dict[str, Receipt] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)

    @property
    def unit(self) -> Unit:
        return self.chance.choice(self.roster.evaluated[:UNITS])

    def say(self, content: Content, unit: str = "", criterion: str = "", period: str = "") -> None:
        seq = len(self.records) + 1
        at = datetime(2026, 6, 1, 1, 0, tzinfo=UTC) + timedelta(days=seq)
        draft = content.draft(self.roster.criteria.year, period, unit, criterion, reason=f"Lý do {seq}")
        self.records.append(Record(seq, at, "An", draft, f"{seq}"))

    def form_of(self, unit: Unit) -> Receipt | None:
        mine = [each for each in self.receipts.values() if each.unit == unit.code and each.form]
        return self.chance.choice(mine) if mine else None


def sends(day: Day) -> None:
    """A form, sound or with an error, the same as before, or a file that is refused."""
    unit, number = day.unit, day.chance.randint(1, 3)
    name, declared = f"{unit.code} {number}.xlsx", {}
    if day.chance.random() < 0.4:
        declared = {each.code: True for each in day.roster.declared(unit)[:1]}
    form = runs.form(day.roster, unit, day.chance.randint(1, 4), declared)
    form = replace(form, sign_off=SignOff("An", "Bình", date(2026, 11, number), number))
    bad = (finding("N01", criterion="1.1", label="Số cuộc"),) if day.chance.random() < 0.3 else ()
    made = runs.as_read(day.roster, replace(runs.receipt(form, bad, name), counted=False))
    if day.chance.random() < 0.2:
        made = Receipt(
            name, made.sha256, Outcome.REJECTED, unit.code, findings=(finding("T04", found=".xls"),)
        )
    day.receipts[name] = made


def takes_away(day: Day) -> None:
    if day.receipts:
        day.receipts.pop(day.chance.choice(sorted(day.receipts)))


def receives(day: Day) -> None:
    """A file is recorded, now and then first of another unit, or of nobody."""
    if day.receipts:
        of = day.chance.choice(sorted(day.receipts.items()))[1]
        unit = day.chance.choice([of.unit, of.unit, day.unit.code, ""])
        day.say(Received(of.file, of.sha256, of.form is not None), unit, period=day.chance.choice(PERIODS))


def arrives(day: Day) -> None:
    when = date(2026, day.chance.randint(5, 12), 10)
    day.say(Arrived(when), day.unit.code, period=day.chance.choice(PERIODS))


def verifies(day: Day) -> None:
    """A verdict on today's answer, or on another one; now and then of a condition."""
    unit = day.unit
    form = day.form_of(unit)
    conditions = day.roster.declared(unit)
    if conditions and day.chance.random() < 0.3:
        code, points = day.chance.choice(conditions).code, Decimal(day.chance.randint(0, 1))
        seen = answer_print(form.form if form else None, code)
        day.say(Verified(points, answer=seen, condition=True), unit.code, code)
        return
    for criterion in day.roster.asked(unit):
        if criterion.rule.by != "register" and day.chance.random() < 0.9:
            seen = answer_print(form.form if form else None, criterion.code)
            points = min(criterion.max, Decimal(day.chance.randint(0, 2)))
            day.say(Verified(points, answer=seen if criterion.by_unit else ""), unit.code, criterion.code)


def decides(day: Day) -> None:
    unit = day.unit
    asked, form = day.chance.choice(day.roster.asked(unit)).code, day.form_of(unit)
    sha256_of = form.sha256 if form else sha256(b"").hexdigest()
    conditions = [each.code for each in day.roster.conditions(unit)]
    classes = [each.code for each in day.roster.criteria.classes]
    made: list[tuple[Content, str, str]] = [
        (Adopted(sha256_of), "", "nam"),
        (Adopted(sha256_of), asked, "nam"),
        (Exempted(), asked, ""),
        (Disqualified(), "", ""),
        (LeftOut(), "", ""),
        (Reopened(sha256_of), "", "nam"),
        (Classed(classes[0], day.chance.choice(classes)), "", ""),
        *((ConditionDecided(day.chance.random() < 0.5, "Có"), code, "") for code in conditions[:1]),
    ]
    content, criterion, period = day.chance.choice(made)
    day.say(content, unit.code, criterion, period)


def takes_back(day: Day) -> None:
    if day.records:
        day.say(Revoked(day.chance.choice(day.records).seq))


ACTS: tuple[Callable[[Day], None], ...] = (
    *(sends,) * 4, takes_away, *(receives,) * 2, arrives, *(verifies,) * 2, *(decides,) * 3, takes_back,
)  # fmt: skip


def told(day: Day, memory: Memory) -> list[object]:
    """All that pages are made of."""
    ledger = Ledger(tuple(day.records))
    roster = under_decisions(day.roster, ledger)
    office = Office(Workspace(Path()), roster, set_hash(roster.criteria))
    receipts = settle(tuple(each for _, each in sorted(day.receipts.items())), {}, memory)
    every = Stages(office, consolidation(office, receipts, ledger, memory=memory))
    return [
        of(run)
        for run in every.values()
        for of in (of_units, still, block_figures_of, why_self_scores, tallies)
    ]


def of_units(run: Consolidation) -> object:
    return run.results, run.receipts, [run.conditions(each.unit) for each in run.results.units]


def still(run: Consolidation) -> object:
    return list(still_open(run))


def block_figures_of(run: Consolidation) -> object:
    return list(block_figures(run))


@pytest.mark.parametrize("name", ["mini", "cach-cham"])
@pytest.mark.parametrize("seed", range(3))
def test_what_is_kept_of_units_is_what_would_be_worked_out(name: str, seed: int) -> None:
    day = Day(load_roster(SETS / name), Random(f"{name} {seed}"))
    if name == "mini":
        day.roster = runs.larger(day.roster, 2)
    kept = Memory()
    for _ in range(STEPS):
        act = day.chance.choice(ACTS)
        act(day)
        assert told(day, kept) == told(day, Memory()), act.__name__


def test_nothing_is_worked_out_again_of_a_unit_that_did_not_change(mini: Roster) -> None:
    memory, asked = Memory(), []

    def make(unit: str) -> str:
        asked.append(unit)
        return unit.upper()

    for basis in (1, 1, 2):
        assert memory.of(make, "p1", (basis,), "p1") == "P1"
        assert memory.of(make, "p2", (0,), "p2") == "P2"
    assert asked == ["p1", "p2", "p1"]
