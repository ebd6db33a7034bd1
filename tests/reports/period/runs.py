"""A period's run of the small set: on time, late, to mend, missing."""

from datetime import UTC, datetime

from scoring.criteria.loader import set_hash
from scoring.criteria.units import Roster
from scoring.engine.results import Results
from scoring.findings import Finding, finding
from scoring.intake.layout import REPORT_PARTS
from scoring.intake.model import (
    FilledForm,
    Outcome,
    Receipt,
    SignOff,
    TaskProgress,
)
from scoring.register import Action, Draft, Ledger, Record
from scoring.standing.run import Consolidation
from scoring.standing.submissions import reported

PERIOD = "6-thang"
SENT = {"vhxh": ("Hoàn thành", 5), "ktht": ("Đang thực hiện", 11), "tdp-1": ("", 6)}
"""Unit -> progress of its task, day of June on which it came (due before the 10th); vp, tdp-2 are missing."""


def receipt(unit: str, progress: str) -> Receipt:
    found: tuple[Finding, ...] = () if progress else (finding("R02", task="1.1"),)
    report = dict.fromkeys(REPORT_PARTS, "Không" if unit == "ktht" else f"=1+1 của {unit}")
    tasks = (TaskProgress("1.1", progress, "Đã họp dân"),)
    form = FilledForm(unit, None, {}, {}, SignOff("A", "B"), tasks, report)
    return Receipt(f"{unit}.xlsx", unit * 8, Outcome.READ, unit, True, form, findings=found)


def arrived(number: int, unit: str, day: int) -> Record:
    values = {"file": f"{unit}.xlsx", "sha256": unit * 8, "readable": "1"}
    draft = Draft(Action.RECEIVED, 2026, PERIOD, unit, values=values)
    return Record(number, datetime(2026, 6, day, 3, tzinfo=UTC), "An", draft)


def run(roster: Roster) -> Consolidation:
    receipts = tuple(receipt(unit, progress) for unit, (progress, _) in SENT.items())
    ledger = Ledger(tuple(arrived(n, unit, day) for n, (unit, (_, day)) in enumerate(SENT.items(), 1)))
    results = Results(reported(roster, PERIOD, receipts, ledger), ())
    return Consolidation(roster, set_hash(roster.criteria), PERIOD, "1.2.3", results, receipts, ledger)
