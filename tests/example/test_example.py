"""The committed example still tells its stories: every mishap gets its finding, nothing else gets one."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scoring.engine.model import State
from scoring.intake.model import Outcome, Receipt
from scoring.pipeline.consolidation import check, consolidate, earlier_offices
from scoring.pipeline.office import Office, open_office
from scoring.register.store import FILE
from scoring.reports import limits
from scoring.workspace import Workspace
from tools.example.periods import HALVES
from tools.example.units import STORIES, Story

ROOT = Path(__file__).parents[2]
EXPECTED = {
    "": set(),
    "luu-bang-libreoffice": set(),
    "sap-xep-lai-dong": set(),
    "ky-sau-han": {"K04"},
    "so-ghi-dang-chu": {"N03"},
    "ngay-o-o-so": {"N09"},
    "sua-diem-toi-da": {"C04"},
    "thieu-minh-chung": {"M01", "M02", "M03"},
    "bo-trong": {"N01"},
    "chua-ky": {"K02", "K03"},
    "bieu-cua-don-vi-khac": {"D02"},
    "bieu-nam-truoc": {"B02"},
    "hai-ban": {"D04", "N01"},
}


@pytest.fixture(scope="module")
def office() -> Office:
    return open_office(ROOT)


@pytest.fixture(scope="module")
def receipts(office: Office) -> tuple[Receipt, ...]:
    return check(office, [office.inbox])


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.unit}-{story.mishap}")
def test_each_mishap_is_found_and_nothing_else(receipts: tuple[Receipt, ...], story: Story) -> None:
    files = [receipt for receipt in receipts if f"-2026-{story.unit}-" in receipt.file]
    longer = [s.unit for s in STORIES if s.unit.startswith(f"{story.unit}-")]
    files = [r for r in files if not any(f"-2026-{unit}-" in r.file for unit in longer)]
    assert {f.code for r in files for f in r.findings} == EXPECTED[story.mishap]


def test_every_mishap_of_the_field_is_there() -> None:
    assert {story.mishap for story in STORIES} == EXPECTED.keys()


def test_at_least_twenty_units_are_read_and_the_counts_add_up(receipts: tuple[Receipt, ...]) -> None:
    count = {outcome: sum(r.outcome is outcome for r in receipts) for outcome in Outcome}
    assert len({r.unit for r in receipts if r.outcome is Outcome.READ}) >= 20
    assert sum(count.values()) == len(receipts) == len(list((ROOT / "inputs/2026/nam").iterdir()))
    assert [r.file for r in receipts if not r.unit] == [
        "Báo cáo tổ dân phố 13.xlsx",
        "tu-cham-2026-tdp-05-to-dan-pho-so-5.xlsx",
    ]


def test_the_forms_say_that_their_figures_are_made_up(receipts: tuple[Receipt, ...]) -> None:
    told = [r.form.report["results"] for r in receipts if r.form]
    assert told
    assert all("giả định" in words for words in told)


def test_the_second_version_counts(receipts: tuple[Receipt, ...]) -> None:
    versions = {r.file: r.counted for r in receipts if r.unit == "vp"}
    assert [counted for file, counted in versions.items() if "bản cuối" in file] == [True]
    assert sorted(versions.values()) == [False, True]


def test_the_whole_example_ranks_and_repeats(office: Office, tmp_path: Path) -> None:
    runs = [consolidate(Office(place, office.roster, office.set_hash)) for place in _twins(tmp_path)]
    assert runs[0].workbook.read_bytes() == runs[1].workbook.read_bytes()
    results = json.loads(runs[0].data.read_bytes())
    states = [unit["state"] for unit in results["units"]]
    assert {state: states.count(state.value) for state in State if state.value in states} == {
        State.VALID: 20,
        State.TO_MEND: 5,
        State.NOT_SUBMITTED: 3,
        State.OUTSIDE: 4,
    }
    tied = [
        u for u in results["units"] if u["rank"]["overall"] and "Đồng hạng" in u["rank"]["overall"]["note"]
    ]
    assert {"tdp-02", "tdp-03"} <= {unit["code"] for unit in tied}


def test_one_process_and_two_write_the_same(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above the threshold of live formulas, where the sources are written beside the workbook."""
    monkeypatch.setattr(limits, "LIVE_UNITS", 3)
    written = []
    for count, place in enumerate(_twins(tmp_path), 1):
        there = Office(place, office.roster, office.set_hash, processes=count)
        done = consolidate(there)
        written.append({path.name: path.read_bytes() for path in done.workbook.parent.iterdir()})
    assert written[0] == written[1]
    assert written[0].keys() == {"tong-hop.xlsx", "tong-hop.json", limits.SOURCES_FILE}
    monkeypatch.setattr(limits, "LIVE_UNITS", 300)
    here = consolidate(there).workbook.parent
    assert {path.name for path in here.iterdir()} == {"tong-hop.xlsx", "tong-hop.json"}


def _copy(root: Path) -> Workspace:
    (root / "inputs" / "2026").mkdir(parents=True)
    (root / "inputs" / "2026" / "nam").symlink_to(ROOT / "inputs" / "2026" / "nam")
    return Workspace(root)


def _twins(root: Path) -> Iterator[Workspace]:
    """Two workspaces with one register: results name its last line and the minute of it."""
    first = _copy(root / "a")
    yield first
    second = _copy(root / "b")
    shutil.copy(first.root / FILE, second.root / FILE)
    yield second


def test_the_reports_of_6_and_9_months_tell_their_stories(office: Office) -> None:
    for half in HALVES:
        then = replace(office, period=half.period)
        receipts = check(then, [then.inbox])
        sent = {unit.code for unit in office.roster.evaluated} - set(half.missing)
        assert {r.unit for r in receipts if r.counted} == sent
        assert {r.unit: [f.code for f in r.findings] for r in receipts if r.findings} == (
            {half.blank: ["R02"]} if half.blank else {}
        )


def test_what_was_done_stays_done(office: Office, receipts: tuple[Receipt, ...]) -> None:
    before = {then.period: check(then, [then.inbox]) for then in earlier_offices(office)}
    sent = {r.unit for r in receipts if r.counted}
    first, second, last = (_done(found, sent) for found in (*before.values(), receipts))
    assert first < second < last


def _done(receipts: tuple[Receipt, ...], units: set[str]) -> set[tuple[str, str]]:
    return {
        (r.unit, task.code)
        for r in receipts
        if r.form and r.unit in units
        for task in r.form.tasks
        if task.progress == "Hoàn thành"
    }
