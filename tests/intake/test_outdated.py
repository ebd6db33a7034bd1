"""What outdates a form that is out (B04): a change of what it asks or how that is scored, nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from scoring.criteria.loader import load_roster, set_hash
from scoring.criteria.units import Roster
from scoring.intake.folder import Desk
from tests.intake.forms import SETS, codes, mini, sound, written
from tests.support.receiving import receive_one

Text = Callable[[str], str]


def swap(old: str, new: str) -> Text:
    def change(text: str) -> str:
        assert text.count(old) == 1, old
        return text.replace(old, new)

    return change


QUARTER = "  - {code: quy-3, name: Báo cáo quý 3, due: 2026-09-30}\n"
NINE = "  - {code: 9-thang,"
THREE = '  - code: "3"\n    text: CƠ QUAN TỔNG HỢP CHẤM\n'
OF_TDP = """\
      - {code: "2.7", text: Sinh hoạt tổ dân phố, max: 5, rule: {kind: yes_no}, applies: {kinds: [tdp]}}
"""

HARMLESS = {
    "another-period": swap(NINE, QUARTER + NINE),
    "the-heading-of-another-period": swap("Phương hướng 6 tháng cuối năm", "Việc của nửa năm sau"),
    "a-later-due-day": swap("due: 2026-11-15", "due: 2026-11-20"),
    "a-quota": swap("percent: 20", "percent: 25"),
    "a-criterion-of-another-kind-of-unit": swap(THREE, OF_TDP + THREE),
    "issued-by-a-decision": swap(
        "status: sample", "status: issued\ndecision: {number: 12/QĐ-UBND, date: 2026-03-01}"
    ),
    "the-title-of-a-document": swap("title: Kế hoạch thử nghiệm", "title: Kế hoạch số 1"),
    "a-weight-of-a-check": lambda text: f"{text}severities: {{M02: warning}}\n",
}
OUTDATING = {
    "a-maximum": swap("max: 8\n", "max: 7\n"),
    "the-points-of-a-level": swap("fraction: 1/2", "fraction: 1/4"),
    "a-text": swap("text: Kế hoạch dân vận năm", "text: Kế hoạch dân vận cả năm"),
    "the-heading-of-what-comes-next": swap("Phương hướng năm sau", "Nhiệm vụ năm sau"),
    "the-bound-of-a-class": swap("name: Tốt, at_least: 80", "name: Tốt, at_least: 81"),
}


@pytest.fixture
def after(tmp_path: Path) -> Callable[[Text], Roster]:
    def made(change: Text) -> Roster:
        text = (SETS / "mini" / "criteria.yaml").read_text(encoding="utf-8")
        (tmp_path / "criteria.yaml").write_text(change(text), encoding="utf-8")
        (tmp_path / "units.yaml").write_bytes((SETS / "mini" / "units.yaml").read_bytes())
        return load_roster(tmp_path)

    return made


def received(roster: Roster, folder: Path, period: str = "nam") -> list[str]:
    form = folder / "bieu.xlsx"
    form.write_bytes(written(sound(), period=period))
    return codes(receive_one(form, Desk(roster, set_hash(roster.criteria), period)))


@pytest.mark.parametrize("name", HARMLESS)
def test_a_sent_form_stays_valid(name: str, after: Callable[[Text], Roster], tmp_path: Path) -> None:
    roster = after(HARMLESS[name])
    assert set_hash(roster.criteria) != set_hash(mini().criteria)
    assert received(roster, tmp_path) == []


@pytest.mark.parametrize("name", OUTDATING)
def test_a_sent_form_is_outdated(name: str, after: Callable[[Text], Roster], tmp_path: Path) -> None:
    assert received(after(OUTDATING[name]), tmp_path) == ["B04"]


@pytest.mark.parametrize("name", ["another-period", "a-quota"])
def test_a_sent_report_stays_valid(name: str, after: Callable[[Text], Roster], tmp_path: Path) -> None:
    assert "B04" not in received(after(HARMLESS[name]), tmp_path, "6-thang")


def test_points_do_not_outdate_a_report(after: Callable[[Text], Roster], tmp_path: Path) -> None:
    assert "B04" not in received(after(OUTDATING["a-maximum"]), tmp_path, "6-thang")


def test_a_task_outdates_both_forms(after: Callable[[Text], Roster], tmp_path: Path) -> None:
    time = swap("time: Thường xuyên", "time: Trước ngày 10/3/2026")
    roster = after(time)
    assert [received(roster, tmp_path, period) for period in ("nam", "6-thang")] == [["B04"], ["B04"]]


def test_units_of_two_kinds_have_two_forms() -> None:
    ktht, tdp = (mini().unit(code) for code in ("ktht", "tdp-1"))
    assert ktht
    assert tdp
    assert mini().form_hash(ktht, "nam") != mini().form_hash(tdp, "nam")
    assert mini().form_hash(ktht, "nam") != mini().form_hash(ktht, "6-thang")
