"""Approval in steps: what holds, what cancels it, what is sent back, and that freezing waits for the last."""

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring.pipeline.approvals import approve
from scoring.pipeline.consolidation import gather
from scoring.pipeline.office import open_office
from scoring.pipeline.records import Voice, record
from scoring.register import Action
from scoring.standing.approvals import StepState, approval_states
from tests.closing.acts import finalize, ledger
from tests.support.commands import ENGLISH, danvan
from tests.support.office_year import say, settled

STEPS = """
approvals:
  - {code: to, name: Tổ thẩm định}
  - {code: ct, name: Chủ tịch}
"""


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every point settled, two steps of approval, nobody has approved anything."""
    return settled(tmp_path_factory.mktemp("approvals") / "phuong", STEPS)


@pytest.fixture
def office(waiting: Path, tmp_path: Path) -> Path:
    return shutil.copytree(waiting, tmp_path / "phuong")


def does(root: Path, *words: str) -> str:
    result = danvan(*words, "-w", root)
    assert (result.exit_code, ENGLISH.search(result.output)) == (0, None), result.output
    return result.output


def refused(root: Path, *words: str) -> str:
    last, result = ledger(root).last, danvan(*words, "-w", root)
    assert (result.exit_code, ENGLISH.search(result.output)) == (2, None), result.output
    assert ledger(root).last == last
    return result.output


def states(root: Path) -> dict[tuple[str, str], StepState]:
    run = gather(open_office(root), stage="verified")
    return {(each.step.code, each.figures.block.code): each for each in approval_states(run)}


def words(root: Path) -> dict[tuple[str, str], str]:
    return {key: each.state for key, each in states(root).items()}


def agreed(root: Path) -> Path:
    does(root, "approve", "to", "--by", "Nguyễn Thị An")
    does(root, "approve", "ct", "--by", "Trần Văn Bình", "--document", "BB 15")
    return root


def test_freezing_waits_for_the_last_step(office: Path) -> None:
    code, said = finalize(office)
    assert code == 2
    assert "bước “Tổ thẩm định”: chờ phê duyệt" in said
    does(office, "approve", "to")
    assert "bước “Chủ tịch”: chờ phê duyệt" in finalize(office)[1]
    does(office, "approve", "ct")
    assert finalize(office)[0] == 0
    assert danvan("verify-freeze", "-w", office).exit_code == 0


def test_the_manifest_says_who_approved_what_and_when(office: Path) -> None:
    agreed(office)
    finalize(office)
    path = office / "outputs/2026/nam/chinh-thuc/lan-1/manifest.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    found = [(each["step"], each["block"], each["who"], each["document"]) for each in told["approvals"]]
    assert found == [
        ("to", "phong", "Nguyễn Thị An", ""),
        ("ct", "phong", "Trần Văn Bình", "BB 15"),
        ("to", "tdp", "Nguyễn Thị An", ""),
        ("ct", "tdp", "Trần Văn Bình", "BB 15"),
    ]
    assert all(each["at"].startswith("20") for each in told["approvals"])
    told["approvals"][1]["who"] = "Người khác"
    path.write_text(json.dumps(told), encoding="utf-8")
    said = danvan("verify-freeze", "-w", office)
    assert said.exit_code == 1
    assert "Phê duyệt ghi trong manifest.json khác với sổ theo dõi." in said.output


def test_a_step_approves_after_the_one_before_it(office: Path) -> None:
    assert "bước trước chưa phê duyệt" in refused(office, "approve", "ct")
    does(office, "approve", "to", "--block", "Khối tổ dân phố")
    assert words(office) == {
        ("to", "phong"): "chờ phê duyệt",
        ("to", "tdp"): "đã phê duyệt",
        ("ct", "phong"): "chưa đến bước này",
        ("ct", "tdp"): "chờ phê duyệt",
    }
    refused(office, "approve", "Chủ tịch")
    does(office, "approve", "Chủ tịch", "--block", "tdp")
    assert words(office)["ct", "tdp"] == "đã phê duyệt"


def test_what_is_approved_is_not_approved_twice(office: Path) -> None:
    does(office, "approve", "to")
    last = ledger(office).last
    assert does(office, "approve", "to").splitlines()[-1] == "Không ghi gì mới."
    assert ledger(office).last == last


def test_two_who_approve_at_once_are_recorded_once(office: Path) -> None:
    here, before = open_office(office), ledger(office)
    approve(here, "to", [], Voice("Nhất trí", who="An"))
    lines = list(ledger(office).of(Action.APPROVED))
    at_once = record(here, Voice("Đồng ý", who="Bình"), [line.draft for line in lines], again_since=before)
    assert (at_once.records, at_once.known) == ((), len(lines))
    later = record(here, Voice("Đồng ý"), [line.draft for line in lines], again_since=ledger(office))
    assert len(later.records) == len(lines) == 2, "said again after something else was decided"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (["disqualify", "ktht", "--document", "KL 5"], "xếp loại Tốt → Không đủ điều kiện xếp loại"),
        (["exempt", "ktht", "1.1", "--document", "CV 2"], "điểm "),
        (["leave-out", "ktht", "--although-verified"], "xếp loại Tốt → không xếp loại"),
    ],
    ids=["condition", "score", "class"],
)
def test_a_change_afterwards_cancels_the_approval(office: Path, change: list[str], said: str) -> None:
    agreed(office)
    does(office, "decide", *change, "--reason", "Theo kết luận")
    found = states(office)
    for step in ("to", "ct"):
        each = found[step, "phong"]
        assert (each.approved, each.state) == (None, "phê duyệt hết hiệu lực")
        assert [change.partition(":")[0] for change in each.changes] == ["Phòng Kinh tế, Hạ tầng và Đô thị"]
        assert said in each.changes[0]
        assert found[step, "tdp"].approved, "the other block stands as it was approved"
    code, told = finalize(office)
    assert code == 2
    assert "phê duyệt hết hiệu lực: Phòng Kinh tế" in told
    agreed(office)
    assert finalize(office)[0] == 0


def test_points_that_move_within_the_same_score_cancel_it(office: Path) -> None:
    agreed(office)
    line = next(r for r in ledger(office).records if r.draft.criterion == "3.2" and r.draft.unit == "ktht")
    draft = line.draft
    lower = type(draft)(
        draft.action, 2026, "nam", "ktht", "3.2", {**draft.values, "points": "2"}, "Cấp trên chấm lại"
    )
    say(office, lower)
    assert states(office)["to", "phong"].state == "phê duyệt hết hiệu lực"


def test_what_comes_back_to_what_was_approved_is_approved(office: Path) -> None:
    agreed(office)
    does(office, "decide", "disqualify", "ktht", "--reason", "Nhầm", "--document", "x")
    does(office, "decide", "revoke", str(ledger(office).last), "--reason", "Ghi nhầm đơn vị")
    assert set(words(office).values()) == {"đã phê duyệt"}


def test_sending_back_takes_the_approval_of_the_step_before(office: Path) -> None:
    agreed(office)
    does(office, "send-back", "ct", "--block", "tdp", "--reason", "Xem lại tổ 1", "--by", "Trần Văn Bình")
    found = states(office)
    assert found["to", "tdp"].state == "bị trả lại"
    assert "Xem lại tổ 1 (Trần Văn Bình, " in found["to", "tdp"].words
    assert found["ct", "tdp"].state == "chưa đến bước này"
    assert found["ct", "phong"].approved
    refused(office, "approve", "ct", "--block", "tdp")
    agreed(office)
    assert set(words(office).values()) == {"đã phê duyệt"}
    assert [r.draft.values["block"] for r in ledger(office).of(Action.APPROVED)].count("tdp") == 4


def test_nothing_is_sent_back_that_has_not_come(office: Path) -> None:
    assert "Chưa đến bước “Chủ tịch”" in refused(office, "send-back", "ct", "--reason", "Xem lại")


def test_a_revoked_approval_no_longer_holds(office: Path) -> None:
    agreed(office)
    line = next(r for r in ledger(office).of(Action.APPROVED) if r.draft.values["step"] == "to")
    does(office, "decide", "revoke", str(line.seq), "--reason", "Ghi nhầm")
    block = line.draft.values["block"]
    assert words(office)["to", block] == "chờ phê duyệt"
    assert words(office)["ct", block] == "chưa đến bước này"


def test_open_results_are_not_approved(office: Path) -> None:
    does(office, "decide", "reopen", "ktht", "--reason", "Bổ sung")
    said = refused(office, "approve", "to")
    assert "Phòng Kinh tế, Hạ tầng và Đô thị (ktht)" in said and "--block" in said
    does(office, "approve", "to", "--block", "tdp")


@pytest.mark.parametrize(
    ("typed", "said"),
    [(["bt"], "Không có bước phê duyệt “bt”"), (["to", "--block", "tpd"], "Không có khối “tpd” (có phải")],
)
def test_strangers_are_named(office: Path, typed: list[str], said: str) -> None:
    assert said in refused(office, "approve", *typed)


def test_a_set_without_steps_says_where_they_are_written(workspace: Path) -> None:
    assert "Ghi các bước ở trang “Phê duyệt”" in refused(workspace, "approve", "to")
    assert finalize(workspace)[0] == 0
    manifest = workspace / "outputs/2026/nam/chinh-thuc/lan-1/manifest.json"
    assert "approvals" not in json.loads(manifest.read_text(encoding="utf-8"))


def test_a_preview_says_which_approval_would_go(office: Path) -> None:
    agreed(office)
    change = ["decide", "disqualify", "ktht", "--reason", "Kỷ luật", "--document", "KL 5"]
    said = does(office, *change, "--dry-run")
    assert "Phê duyệt: Chủ tịch, Khối phòng chuyên môn: đã phê duyệt → phê duyệt hết hiệu lực" in said
    assert set(words(office).values()) == {"đã phê duyệt"}


def test_the_state_stands_in_text_json_and_workbook(office: Path) -> None:
    does(office, "approve", "to", "--by", "Nguyễn Thị An")
    told = does(office, "consolidate")
    assert "Tổ thẩm định: Khối phòng chuyên môn: đã phê duyệt (Nguyễn Thị An, " in told
    out = office / "outputs/2026/nam"
    data = json.loads((out / "tong-hop.json").read_text(encoding="utf-8"))["approvals"]
    assert [(each["step"], each["block"], each["state"]) for each in data] == [
        ("to", "phong", "đã phê duyệt"),
        ("ct", "phong", "chờ phê duyệt"),
        ("to", "tdp", "đã phê duyệt"),
        ("ct", "tdp", "chờ phê duyệt"),
    ]
    assert data[0]["approved_by"] == "Nguyễn Thị An"
    sheet = load_workbook(out / "tong-hop.xlsx")["Tổng quan"]
    cells = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert "Phê duyệt" in cells and any(each.startswith("đã phê duyệt (Nguyễn Thị An") for each in cells)
