"""Seven thousand forms, one in a hundred of them poison: every file is named once, every good one counts."""

from collections import Counter
from pathlib import Path

from benchmarks.ward import roster_of, write_ward
from scoring.criteria.loader import set_hash
from scoring.intake.model import Outcome
from tests.hostile.everything import HOSTILE
from tests.support.receiving import receive

FORMS = 7_000
POISON = FORMS // 100
_LARGEST = 200_000  # bytes: what is costly to make is tried one by one in test_hostile.py


def test_seven_thousand_forms_and_one_percent_poison(tmp_path: Path) -> None:
    inbox = write_ward(FORMS, tmp_path)
    kinds = [content for make in HOSTILE.values() if len(content := make()) <= _LARGEST]
    poison = [inbox / f"la-{number:03}.xlsx" for number in range(POISON)]
    for number, path in enumerate(poison):
        path.write_bytes(kinds[number * 7 % len(kinds)])
    for number in range(POISON):
        (inbox / f"~$tam-{number}.xlsx").write_bytes(b"")

    roster = roster_of(FORMS)
    receipts = receive(inbox, roster, set_hash(roster.criteria), "nam")

    outcomes = Counter(receipt.outcome for receipt in receipts)
    assert outcomes.total() == FORMS + 2 * POISON
    assert outcomes == {Outcome.READ: FORMS, Outcome.REJECTED: POISON, Outcome.SKIPPED: POISON}
    assert set(Counter(receipt.file for receipt in receipts).values()) == {1}
    counted = [receipt.unit for receipt in receipts if receipt.counted]
    assert sorted(counted) == sorted(unit.code for unit in roster.evaluated)
    wrong = [r.file for r in receipts if r.counted and any(found.is_error for found in r.findings)]
    assert not wrong
    told = {r.file for r in receipts if r.outcome is Outcome.REJECTED and r.findings}
    assert told == {path.name for path in poison}
