"""Two thousand forms, and poison among them: every file is named once, every good one counts.

The forms are short, of a set with three criteria: what counts here is how many they are. Long ones are in
test_consolidation.py.
"""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

from scoring.criteria.loader import load_roster, set_hash
from scoring.criteria.units import Roster
from scoring.forms import FormMaker, Prefill
from scoring.intake.model import Outcome, Row, SignOff
from scoring.rules import Entry
from tests.conftest import SETS
from tests.hostile.everything import HOSTILE
from tests.support.receiving import receive

FORMS = 2_000
POISON = 70
ANSWERS = 6
"""Different answers; more units than these say the same as another, under their own names."""
_LARGEST = 200_000  # bytes: what is costly to make is tried one by one in test_hostile.py


def roster_of(size: int) -> Roster:
    small = load_roster(SETS / "giao-viec")
    like = small.evaluated[0]
    named = ({"code": f"doi-{number}", "name": f"Đội số {number}"} for number in range(size))
    return Roster(small.criteria, tuple(like.model_copy(update={"aliases": (), **words}) for words in named))


def answered(roster: Roster, points: int) -> Prefill:
    """Complete, signed and without a fault."""
    asked = roster.asked(roster.evaluated[0])
    return Prefill(
        rows={each.code: Row(each.code, Entry({"1": Decimal(points)})) for each in asked},
        sign_off=SignOff("Nguyễn Thị An", "Trần Văn Bình", date(2024, 11, 10)),
    )


def test_two_thousand_forms_with_poison_among_them(tmp_path: Path) -> None:
    roster = roster_of(FORMS)
    makers = [FormMaker(roster, filled=answered(roster, points)) for points in range(ANSWERS)]
    for number, unit in enumerate(roster.evaluated):
        (tmp_path / f"tu-cham-{unit.code}.xlsx").write_bytes(makers[number % ANSWERS].form(unit))
    kinds = [content for make in HOSTILE.values() if len(content := make()) <= _LARGEST]
    poison = [tmp_path / f"la-{number:03}.xlsx" for number in range(POISON)]
    for number, path in enumerate(poison):
        path.write_bytes(kinds[number * 7 % len(kinds)])
    for number in range(POISON):
        (tmp_path / f"~$tam-{number}.xlsx").write_bytes(b"")

    receipts = receive(tmp_path, roster, set_hash(roster.criteria), "nam")

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
