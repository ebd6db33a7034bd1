"""What consolidation records of the files at hand: each once, however often it is run."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from scoring.criteria.issued import Decision
from scoring.criteria.loader import set_hash
from scoring.criteria.units import Roster
from scoring.errors import WorkspaceError
from scoring.intake.model import Outcome, Receipt
from scoring.pipeline.intake import record_intake
from scoring.pipeline.office import REGISTER_URL, Office
from scoring.register import Action, Ledger
from scoring.register.actions import SetUsed
from tests.register.lines import NOON, YEAR, draft, say
from tests.support.offices import mini_office


@pytest.fixture
def office(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setenv(REGISTER_URL, url)
    return mini_office(tmp_path)


def receipt(sha256: str, unit: str = "vhxh", outcome: Outcome = Outcome.READ, file: str = "") -> Receipt:
    return Receipt(file or f"{sha256}.xlsx", sha256, outcome, unit)


GOOD = receipt("a" * 64)
BAD = receipt("b" * 64, unit="", outcome=Outcome.REJECTED)


def later(days: int) -> datetime:
    return NOON + timedelta(days=days)


def test_a_second_run_records_nothing(office: Office) -> None:
    first = record_intake(office, [GOOD, BAD, replace(GOOD, file="bản sao.xlsx")], "Lan", NOON)
    assert [r.draft.action for r in first.records] == [Action.SET_USED, Action.RECEIVED, Action.RECEIVED]
    assert record_intake(office, [BAD, GOOD], "Hoa", later(3)) == first


def test_a_file_that_is_read_only_later_keeps_the_day_it_came(office: Office) -> None:
    record_intake(office, [receipt("c" * 64, "", Outcome.REJECTED)], now=NOON)
    ledger = record_intake(office, [receipt("c" * 64, "vhxh")], now=later(9))
    found = ledger.arrival("vhxh", "nam")
    assert found and found.day == date(2026, 11, 10)


def test_a_new_file_of_the_same_name_is_another_file(office: Office) -> None:
    record_intake(office, [receipt("a" * 64, file="bieu.xlsx")], now=NOON)
    ledger = record_intake(office, [receipt("d" * 64, file="bieu.xlsx")], now=later(1))
    assert len(list(ledger.of(Action.RECEIVED))) == 2


def test_what_is_only_skipped_leaves_no_line(office: Office) -> None:
    ledger = record_intake(office, [Receipt("~$a.xlsx", "", Outcome.SKIPPED)], now=NOON)
    assert ledger.records == ()


def under(office: Office, **changed: Any) -> Office:
    """The office once its set was changed so."""
    criteria = office.roster.criteria.model_copy(update=changed)
    return replace(office, roster=Roster(criteria, office.roster.units), set_hash=set_hash(criteria))


DECISION = Decision(number="90/QĐ-UBND", date=date(2026, 7, 1))


def test_a_set_that_changes_before_anybody_verified_is_only_noted(office: Office) -> None:
    record_intake(office, [GOOD], now=NOON)
    changed = under(office, name="Bộ khác")
    ledger = record_intake(changed, [GOOD], now=NOON)
    assert ledger.set_in_use("nam", "mini-2026") == SetUsed("mini-2026", changed.set_hash, "sample")
    assert changed.set_hash != office.set_hash


def verified(office: Office) -> Ledger:
    record_intake(office, [GOOD], now=NOON)
    say(office.register, draft(Action.VERIFIED, "vhxh", criterion="1.2", values={"points": "4"}))
    return office.register.ledger(YEAR)


@pytest.mark.parametrize(
    "changed", [{"name": "Bộ khác"}, {"name": "Bộ khác", "status": "issued", "decision": DECISION}]
)
def test_a_set_that_changes_after_a_verdict_is_refused_with_the_remedy(
    office: Office, changed: dict[str, Any]
) -> None:
    before = verified(office)
    with pytest.raises(WorkspaceError, match="Khôi phục nội dung cũ"):
        record_intake(under(office, **changed), [GOOD, BAD], now=NOON)
    assert office.register.ledger(YEAR) == before
    assert record_intake(office, [GOOD], now=NOON) == before


def test_a_set_that_is_issued_as_it_was_goes_on_after_a_verdict_and_not_back(office: Office) -> None:
    verified(office)
    issued = under(office, status="issued", decision=DECISION)
    ledger = record_intake(issued, [GOOD], now=NOON)
    assert ledger.set_in_use("nam", "mini-2026") == SetUsed("mini-2026", issued.set_hash, "issued")
    assert issued.set_hash != office.set_hash
    with pytest.raises(WorkspaceError, match="đã đổi sau khi dùng"):
        record_intake(office, [GOOD], now=NOON)


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "Bộ khác"},
        {"decision": DECISION},
        {"status": "draft", "decision": None},
        {"status": "draft", "decision": None, "name": "Bộ khác"},
    ],
)
def test_an_issued_set_is_frozen_with_its_first_use(office: Office, changed: dict[str, Any]) -> None:
    first = Decision(number="1/QĐ-UBND", date=date(2026, 1, 5))
    office = under(office, status="issued", decision=first)
    record_intake(office, [GOOD], now=NOON)
    with pytest.raises(WorkspaceError, match="đã đổi sau khi dùng"):
        record_intake(under(office, **changed), [GOOD], now=NOON)
