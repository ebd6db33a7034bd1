"""A register written by an earlier program says today what it said then.

``data/nam-2026.sqlite`` is a year with every action, ``answers.json`` and ``log.txt`` are what the program of
then (0.1.0) read from it. They are records of the past: they are not made again.
"""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from scoring.cli import main
from scoring.pipeline.office import REGISTER_URL, Office, open_office
from scoring.register import Action, Ledger
from scoring.register.actions import SetUsed, content
from scoring.register.store import FILE
from scoring.reports.final.manifest import before_freezing, register_state

DATA = Path(__file__).parent / "data"
SET = "viet-hoa-2026"
CRITERIA = Path(__file__).parents[2] / "criteria" / SET
LATER = {
    Action.APPROVED,
    Action.SENT_BACK,
    Action.CLASSED,
    Action.CONDITION_DECIDED,
    Action.QUOTA_ACCEPTED,
    Action.ATTACHED,
    Action.EXPLAINED,
    Action.FORM_SENT,
}
"""Actions that the program of then did not know."""
PERIODS = ("6-thang", "9-thang", "nam")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A workspace with the register of then."""
    monkeypatch.delenv(REGISTER_URL, raising=False)
    shutil.copytree(CRITERIA, tmp_path / "criteria" / SET)
    shutil.copy(DATA / "nam-2026.sqlite", tmp_path / FILE)
    return open_office(tmp_path)


def answers(office: Office, ledger: Ledger) -> object:
    """Everything that a ledger is asked, as JSON holds it."""
    units = sorted({record.draft.unit for record in ledger.records if record.draft.unit})
    reports = office.roster.criteria.reports
    return {
        "actions": [record.draft.action.name for record in ledger.records],
        "standing": [record.seq for record in ledger.standing],
        "sets": {period: (ledger.set_in_use(period, SET) or SetUsed("", "")).set_hash for period in PERIODS},
        "frozen": register_state(before_freezing(ledger)).decisions,
        "verdicts": {
            " ".join(key): [str(v.points), v.reason, v.verifier, v.round, str(v.own), v.answer, v.record.seq]
            for key, v in ledger.verdicts().items()
        },
        "units": {
            unit: {
                "arrivals": [
                    [str(found.day), found.file, found.reason]
                    if (found := ledger.arrival(unit, period))
                    else None
                    for period in PERIODS
                ],
                "punctual": ledger.punctual(unit, reports),
                "reopened": ledger.reopened(unit, "nam"),
                "barred": ledger.barred(unit),
            }
            for unit in units
        },
    }


def test_the_register_is_whole_and_holds_every_action(office: Office) -> None:
    health = office.register.check()
    assert (health.whole, health.lines) == (True, 59)
    assert {record.draft.action for record in office.register.ledger(2026).records} == set(Action) - LATER


def test_the_ledger_answers_as_the_program_of_then(office: Office) -> None:
    told = json.loads((DATA / "answers.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(answers(office, office.register.ledger(2026)))) == told


def test_the_log_of_then_is_printed_in_words_of_today(office: Office) -> None:
    root = str(office.workspace.root)
    printed = CliRunner().invoke(main, ["register", "log", "-w", root], env={"COLUMNS": "180"})
    assert printed.exit_code == 0, printed.output
    assert printed.output == (DATA / "log.txt").read_text(encoding="utf-8")


def test_every_line_is_decoded_and_encoded_as_it_was_written(office: Office) -> None:
    for record in office.register.ledger(2026).records:
        old = record.draft
        again = content(record).draft(old.year, old.period, old.unit, old.criterion, old.reason)
        assert replace(again, document=old.document) == old
