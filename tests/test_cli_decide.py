"""receive, decide: as the official types them, and what consolidation makes of them."""

import json
import os
import re
import shutil
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook

from scoring.engine.model import State
from scoring.engine.scorecard import is_void
from scoring.pipeline.consolidation import consolidate, gather
from scoring.pipeline.office import open_office
from scoring.register import VIETNAM, Action, Draft, Record
from scoring.reports.consolidated.plan import COMPARED
from scoring.standing.run import Consolidation
from tests.support.commands import ROOT, danvan

ON_TIME = datetime(2026, 11, 12, 8, tzinfo=VIETNAM)
TOO_LATE = datetime(2026, 11, 20, 8, tzinfo=VIETNAM)


FORMS = ("ca", "vhxh", "tdp-08")
"""Two sound forms of the example and one with errors, none of them recorded yet."""


def run(workspace: Path, now: datetime = ON_TIME, period: str = "nam") -> Consolidation:
    office = open_office(workspace, period=period)
    return consolidate(office, now=now).consolidation


def lines(workspace: Path, *actions: Action) -> tuple[Record, ...]:
    ledger = open_office(workspace).register.ledger(2026)
    return tuple(r for r in ledger.records if r.draft.action in (actions or tuple(Action)))


def punctuality(found: Consolidation, unit: str) -> Decimal | None:
    card = found.results[unit].card
    assert card is not None
    return card.marks["BC.1"].points


def paper(workspace: Path, *more: str) -> None:
    """The reports of June and September came on paper."""
    for period, day in (("6-thang", "05/06/2026"), ("9-thang", "10/09/2026")):
        words = ["receive", *(more or ["--all-units"]), "-k", period, "--on", day, "--reason", "Bản giấy"]
        assert danvan(*words, "-w", workspace).exit_code == 0


def test_points_for_reports_on_time_come_from_the_register(workspace: Path) -> None:
    assert punctuality(run(workspace), "ca") is None, "nobody knows of June and September yet"
    paper(workspace)
    assert punctuality(run(workspace), "ca") == 8
    late = ["receive", "ca", "-k", "6-thang", "--on", "10/06/2026", "--reason", "Nhận đúng ngày hạn"]
    danvan(*late, "-w", workspace)
    found = run(workspace)
    assert punctuality(found, "ca") == 6
    assert punctuality(found, "vhxh") == 8


def test_a_unit_without_a_report_where_others_have_one_was_late(workspace: Path) -> None:
    paper(workspace, "ca")
    found = run(workspace)
    assert punctuality(found, "ca") == 8
    assert punctuality(found, "vhxh") == 4


def test_forms_seen_too_late_are_told_with_the_command_that_mends_it(workspace: Path) -> None:
    paper(workspace)
    form = next((workspace / "inputs/2026/nam").glob("*-ca-*"))
    os.utime(form, (ON_TIME.timestamp(), ON_TIME.timestamp()))
    assert punctuality(run(workspace, TOO_LATE), "ca") == 4
    told = danvan("consolidate", "-w", workspace).stderr
    assert "Công an phường (ca): thấy 20/11/2026, ký 09/11/2026, tệp sửa lần cuối 12/11/2026" in told
    command = re.search(r"danvan (receive [a-z0-9 -]+) --on", told)
    assert command
    mended = danvan(*command[1].split(), "--on", "12/11/2026", "--reason", "Nhận qua Zalo", "-w", workspace)
    assert mended.exit_code == 0
    assert punctuality(run(workspace), "ca") == 8
    assert "thấy 20/11/2026" not in danvan("consolidate", "-w", workspace).stderr


def test_forms_seen_in_time_are_not_told(workspace: Path) -> None:
    run(workspace)
    assert "nộp chậm" not in danvan("consolidate", "-w", workspace).stderr


def test_many_forms_seen_too_late_are_told_shortly(tmp_path: Path) -> None:
    danvan("demo", tmp_path / "thu")
    (tmp_path / "thu" / "so-theo-doi.sqlite").unlink()
    run(tmp_path / "thu", TOO_LATE)
    told = danvan("consolidate", "-w", tmp_path / "thu").stderr
    assert "đơn vị nữa" in told
    assert "danvan receive --all --on" in told
    assert len(told.splitlines()) < 16


def test_all_takes_units_with_a_file_all_units_takes_everybody(workspace: Path) -> None:
    run(workspace)
    words = ["--on", "11/11/2026", "--reason", "Nhận qua thư điện tử", "-w", workspace]
    assert "ghi 3 dòng" in danvan("receive", "--all", *words).output
    everybody = danvan("receive", "--all-units", *words).output
    assert "3 mục đã có" in everybody
    assert "ghi 25 dòng" in everybody
    assert len(lines(workspace, Action.ARRIVED)) == 28


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ca", "--on", "31/02/2026", "--reason", "x"], "ngày/tháng/năm"),
        (["ca", "--on", "2026-20-11", "--reason", "x"], "có lẽ là 20/11/2026; ghi ngày/tháng/năm"),
        (["ca", "--on", "01/01/2099", "--reason", "x"], "Ngày nhận 01/01/2099 không đúng"),
        (["ca", "--on", "12/11/2025", "--reason", "x"], "Ngày nhận 12/11/2025 không đúng"),
        (["ca", "--on", "12/11/2026"], "--reason"),
        (["ca", "--on", "12/11/2026", "--reason", " "], "Chưa ghi lý do"),
        (["--on", "12/11/2026", "--reason", "x"], "--all"),
        (["tdp1", "--on", "12/11/2026", "--reason", "x"], "Có lẽ là “Tổ dân phố số 1”"),
        (["mttq", "--on", "12/11/2026", "--reason", "x"], "không thuộc diện đánh giá"),
    ],
)
def test_what_cannot_be_received_is_refused_in_words(workspace: Path, words: list[str], said: str) -> None:
    result = danvan("receive", *words, "-w", workspace)
    assert result.exit_code == 2
    assert said in result.output
    assert lines(workspace) == ()


def test_saying_it_again_records_nothing_and_changing_the_word_does(workspace: Path) -> None:
    def say(day: str) -> str:
        return danvan("receive", "ca", "--on", day, "--reason", "Sổ công văn", "-w", workspace).output

    assert "ghi 1 dòng" in say("11/11/2026")
    assert say("11/11/2026").splitlines()[-1] == "Không ghi gì mới."
    assert "ghi 1 dòng" in say("12/11/2026")
    assert "ghi 1 dòng" in say("11/11/2026")
    assert len(lines(workspace)) == 3


def test_an_adopted_self_score_is_final_for_this_form_only(workspace: Path) -> None:
    words = ["decide", "adopt", "ca", "--reason", "Tổ thẩm định thống nhất", "--by", "Trần Văn Bình"]
    assert danvan(*words, "-w", workspace).exit_code == 0
    (line,) = lines(workspace, Action.ADOPTED)
    assert line.who == "Trần Văn Bình"
    found = run(workspace)
    card = found.results["ca"].card
    assert card is not None
    own = {
        c.code
        for c in found.roster.criteria.criteria.values()
        if c.by_unit and c.code in card.marks and not is_void(c, card.marks[c.code])
    }
    assert all(card.marks[code].verified == card.marks[code].points for code in own)
    assert danvan(*words, "-w", workspace).output.splitlines()[-1] == "Không ghi gì mới."
    receipt = found.receipt("ca")
    assert receipt and line.draft.values["sha256"] == receipt.sha256
    form = workspace / "inputs/2026/nam" / receipt.file
    with (
        ZipFile(form) as old,
        ZipFile(form.with_name("khac.xlsx"), "w", ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():  # another file, the same answers
            new.writestr(name, old.read(name))
    form.unlink()
    again = run(workspace).results["ca"].card
    assert again is not None
    assert not any(mark.verified for mark in again.marks.values() if mark.code in own)


def test_adopting_leaves_the_score_as_the_unit_gave_it(workspace: Path) -> None:
    """Where nothing arose the criterion stays out of the maximum; it is not 0 points."""
    paper(workspace)
    before = run(workspace).results["ca"].card
    assert danvan("decide", "adopt", "ca", "--reason", "Họp", "-w", workspace).exit_code == 0
    there = open_office(workspace)
    after = gather(there, now=ON_TIME, stage="verified").results["ca"]
    assert before and after.card and after.card.stage == "verified"
    void = [m for m in before.marks.values() if is_void(there.roster.criteria.criteria[m.code], m)]
    assert void and after.card.applicable == before.applicable
    assert (after.card.main, after.card.shown) == (before.main, before.shown)
    assert all(after.card.marks[mark.code].final is None for mark in void)


def test_a_consolidation_says_whose_points_it_ranks(workspace: Path) -> None:
    """Self scores until everybody with a sound form is judged, then what was decided."""
    paper(workspace)
    book = workspace / "outputs" / "2026" / "nam" / "tong-hop.xlsx"

    def consolidated() -> tuple[str, str, bool]:
        [title] = re.findall("Xếp hạng theo (.*)", danvan("consolidate", "-w", workspace).stdout)
        stage = json.loads(book.with_suffix(".json").read_bytes())["stage"]
        return title.strip(), stage, COMPARED in load_workbook(book, read_only=True).sheetnames

    assert consolidated() == ("điểm tự chấm, chưa thẩm định", "self", False)
    danvan("decide", "adopt", "ca", "--reason", "Họp", "-w", workspace)
    assert consolidated() == ("điểm tự chấm, đang thẩm định", "self", True)
    danvan("decide", "adopt", "--all-units", "--reason", "Họp", "-w", workspace)
    assert consolidated() == ("điểm đã thẩm định", "verified", True)
    halfway = workspace / "inputs" / "2026" / "6-thang"
    for form in (ROOT / "inputs" / "2026" / "6-thang").glob("*-ca-*"):
        shutil.copy(form, halfway)
    told = danvan("consolidate", "-w", workspace, "-k", "6-thang")
    assert told.exit_code == 0 and "Xếp hạng" not in told.stdout  # a period without scores stays one


def test_adopting_everybody_skips_who_has_no_sound_form_and_says_who(workspace: Path) -> None:
    result = danvan("decide", "adopt", "--all-units", "--reason", "Họp", "-w", workspace)
    assert result.exit_code == 1
    assert "Bỏ qua: Tổ dân phố số 8: cần sửa" in result.stderr
    assert "Bỏ qua: Trạm Y tế phường: chưa nộp" in result.stderr
    assert {line.draft.unit for line in lines(workspace, Action.ADOPTED)} == {"ca", "vhxh"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["tdp-08"], "cần sửa"),
        (["tyt"], "chưa nộp"),
        (["ca", "BC.1"], "không do đơn vị tự chấm"),
        (["ca", "BC"], "là nhóm tiêu chí. Ghi từng tiêu chí: BC.1"),
        (["ca", "1.1.99"], "Không có đơn vị hoặc tiêu chí “1.1.99”."),
        ([], "Chưa ghi đơn vị"),
    ],
)
def test_what_cannot_be_adopted_is_refused_in_words(workspace: Path, words: list[str], said: str) -> None:
    result = danvan("decide", "adopt", *words, "--reason", "Họp", "-w", workspace)
    assert result.exit_code == 2
    assert said in result.output
    assert lines(workspace, Action.ADOPTED) == ()


@pytest.mark.parametrize(
    "words",
    [("adopt", "tdp-08", "tyt", "ca"), ("exempt", "ca", "tdp-01", "tdp-02", "1.1.1", "--document", "BB 1")],
)
def test_everything_in_the_way_is_named_at_once(workspace: Path, words: tuple[str, ...]) -> None:
    result = danvan("decide", *words, "--reason", "Họp", "-w", workspace)
    assert result.exit_code == 2 and "đơn vị; chưa ghi gì:" in result.output
    named = {"adopt": ("Tổ dân phố số 8", "Trạm Y tế"), "exempt": ("Tổ dân phố số 1", "Tổ dân phố số 2")}
    assert all(name in result.output for name in named[words[0]])
    assert lines(workspace, Action.ADOPTED) == () == lines(workspace, Action.EXEMPTED)


def test_a_verified_criterion_is_not_adopted_over_the_verifier(workspace: Path) -> None:
    office = open_office(workspace)
    found = run(workspace)
    card = found.results["ca"].card
    assert card is not None
    code = next(c.code for c in found.roster.criteria.main if c.by_unit and c.code in card.marks)
    verdict = Draft(Action.VERIFIED, 2026, "nam", "ca", code, {"points": "1"}, "Thiếu hồ sơ")
    (record,) = office.register.append(2026, lambda _: [verdict])
    result = danvan("decide", "adopt", "ca", code, "--reason", "Họp", "-w", workspace)
    assert result.exit_code == 2
    assert f"danvan decide revoke {record.seq}" in result.output


def test_an_exemption_takes_the_group_off_the_scale(workspace: Path) -> None:
    before = run(workspace).results["ca"].card
    words = ["decide", "exempt", "ca", "BC", "--reason", "Theo ngành dọc", "--document", "CV 12/UBND"]
    assert danvan(*words, "-w", workspace).exit_code == 0
    found = run(workspace)
    after = found.results["ca"].card
    assert before and after
    assert after.groups["BC"].top == 0
    unit = found.roster.unit("ca")
    assert unit and unit.exempt[-1].basis == "Theo ngành dọc, CV 12/UBND"
    assert danvan(*words, "-w", workspace).output.splitlines()[-1] == "Không ghi gì mới."


def test_disqualified_left_out_reopened_and_taken_back(workspace: Path) -> None:
    reason = ["--reason", "Có đơn thư đang xác minh", "-w", workspace]
    assert run(workspace).results["ca"].state is State.VALID
    danvan("decide", "disqualify", "ca", "--document", "KL 5/UBND", *reason)
    barred = run(workspace).results["ca"]
    assert barred.state is State.INELIGIBLE
    assert barred.standing and "Có đơn thư đang xác minh, KL 5/UBND" in barred.standing.reason
    danvan("decide", "reopen", "vhxh", *reason)
    assert run(workspace).results["vhxh"].state is State.TO_MEND
    danvan("decide", "leave-out", "tyt", *reason)
    assert run(workspace).results["tyt"].state is State.LEFT_OUT
    for action in (Action.DISQUALIFIED, Action.REOPENED, Action.LEFT_OUT):
        (line,) = lines(workspace, action)
        assert danvan("decide", "revoke", line.seq, *reason).exit_code == 0
        assert danvan("decide", "revoke", line.seq, *reason).output.splitlines()[-1] == "Không ghi gì mới."
    results = run(workspace).results
    states = [results[unit].state for unit in ("ca", "vhxh", "tyt")]
    assert states == [State.VALID, State.VALID, State.NOT_SUBMITTED]


def test_only_decisions_are_taken_back(workspace: Path) -> None:
    run(workspace)
    for seq, said in ((1, "không phải một quyết định"), (99, "không có dòng số 99")):
        result = danvan("decide", "revoke", seq, "--reason", "nhầm", "-w", workspace)
        assert result.exit_code == 2
        assert said in result.output


def test_a_unit_without_a_form_is_not_reopened(workspace: Path) -> None:
    result = danvan("decide", "reopen", "tyt", "--reason", "x", "-w", workspace)
    assert result.exit_code == 2
    assert "chưa có biểu nào được tính" in result.output
