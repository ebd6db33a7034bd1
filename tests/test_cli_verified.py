"""When a run is of verified scores and when not: new answers, unknown arrivals, reports on paper."""

import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.pipeline.consolidation import gather
from scoring.pipeline.office import open_office
from scoring.register import Action, Draft
from scoring.register.actions import Verified
from scoring.reports.consolidated.plan import RANKING
from scoring.rules import Entry
from scoring.standing.verdicts import answer_print
from tests.intake.forms import sound, with_row, written
from tests.support.commands import danvan
from tests.support.office_year import CODES, NOW, arrivals, put_form, say, superior, with_forms
from tests.verification.books import at


def verdicts(root: Path, *, conditions: bool = True) -> list[Draft]:
    """Every self score, and every condition declared, verified as it stands, for the answers of today."""
    run = gather(open_office(root), who="An", now=NOW)
    found = []
    for code in CODES:
        card = run.results[code].card
        assert card
        for mark in card.marks.values():
            if run.criteria.criteria[mark.code].by_unit and mark.points is not None and mark.top:
                answer = answer_print(run.form(code), mark.code)
                points = f"{mark.points:f}"
                values = {"points": points, "self": points, "answer": answer, "verifier": "", "round": "1"}
                found.append(Draft(Action.VERIFIED, 2026, "nam", code, mark.code, values))
        for state in run.conditions(code) if conditions else ():
            key, own = state.condition.code, Decimal(bool(state.declared))
            said = Verified(own, own, answer_print(run.form(code), key), condition=True)
            found.append(said.draft(2026, "nam", code, key))
    return found


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All units verified; nobody has recorded yet when the half-year reports came."""
    root = with_forms(tmp_path_factory.mktemp("verified") / "phuong")
    say(root, *verdicts(root), *superior())
    return root


@pytest.fixture
def workspace(ready: Path, tmp_path: Path) -> Path:
    return shutil.copytree(ready, tmp_path / "phuong")


def consolidated(root: Path) -> tuple[str, dict[str, Any]]:
    result = danvan("consolidate", "-w", root)
    data = json.loads((root / "outputs/2026/nam/tong-hop.json").read_text(encoding="utf-8"))
    return result.output, data


def words(root: Path, sheet: str) -> str:
    book = load_workbook(root / "outputs/2026/nam/tong-hop.xlsx", data_only=True)
    return "\n".join(str(cell.value) for row in book[sheet].iter_rows() for cell in row if cell.value)


def unit_of(data: dict[str, Any], code: str) -> dict[str, Any]:
    return next(unit for unit in data["units"] if unit["code"] == code)


def test_unknown_arrivals_are_named_with_their_command(workspace: Path) -> None:
    output, data = consolidated(workspace)
    assert data["stage"] == "self"
    assert "Xếp hạng vẫn theo điểm tự chấm, vì:" in output
    for code, name in (("6-thang", "Báo cáo 6 tháng"), ("9-thang", "Báo cáo 9 tháng")):
        told = f"Chưa rõ ngày nhận {name} của cả 3 đơn vị. Ghi từng đơn vị hoặc tất cả: danvan receive"
        assert f"{told} --all-units -k {code}" in output
        assert f"Chưa rõ ngày nhận {name} của 3 đơn vị." in words(workspace, "Tổng quan")
        recorded = danvan(
            "receive", "--all-units", "-k", code, "--on", "08/06/2026", "--reason", "Sổ", "-w", workspace
        )
        assert recorded.exit_code == 0
    output, data = consolidated(workspace)
    assert data["stage"] == "verified"
    assert "vẫn theo điểm tự chấm" not in output


def test_one_report_not_recorded_names_that_report_only(workspace: Path) -> None:
    say(workspace, *arrivals(periods=("6-thang",)))
    output, _ = consolidated(workspace)
    assert "Báo cáo 9 tháng của cả 3" in output
    assert "Báo cáo 6 tháng của" not in output


def test_points_of_a_replaced_answer_do_not_rank_anybody(workspace: Path) -> None:
    """Verified, then sent again with another answer and another self score."""
    say(workspace, *arrivals())
    assert consolidated(workspace)[1]["stage"] == "verified"
    again = with_row(sound("tdp-1", sending=2), "2.6", entry=Entry({"1": Decimal(10)}))
    put_form(workspace, "tdp-1-lan-2", written(again, "tdp-1"))

    output, data = consolidated(workspace)
    assert data["stage"] == "self"
    unit = unit_of(data, "tdp-1")
    assert unit["state"] == "hợp lệ"
    [point] = [point for point in unit["points"] if point["criterion"] == "2.6"]
    assert (point["verified"], point["final"], point["to_review"]) == (None, None, True)
    assert "Cần xem lại điểm thẩm định của 1 đơn vị" in output
    assert "Tổ dân phố số 1 (tdp-1): 2.6" in output
    signed = words(workspace, RANKING)
    assert "Cần xem lại điểm thẩm định: 2.6" in signed
    assert "Điểm tự chấm, đang thẩm định" in signed
    assert "Điểm đã thẩm định" not in signed
    refused = danvan("finalize", "-w", workspace)
    assert refused.exit_code == 2
    assert "Cần xem lại điểm thẩm định (1)" in refused.output
    assert "Chưa thẩm định (" not in refused.output

    looked_at(workspace)
    assert consolidated(workspace)[1]["stage"] == "verified"
    assert danvan("finalize", "-w", workspace).exit_code == 0


def looked_at(root: Path) -> None:
    assert danvan("verify", "export", "-w", root).exit_code == 0
    [path] = (root / "outputs/2026/nam/tham-dinh").glob("*.xlsx")
    untouched = danvan("verify", "import", path, "-w", root)
    assert (untouched.exit_code, untouched.output.count("V18"), "V09" in untouched.output) == (0, 1, False)
    book = load_workbook(path)
    at(book, "tdp-1", "2.6", "reviewed").value = "x"
    at(book, "tdp-1", "2.6", "reason1").value = "Hồ sơ không đổi"
    book.save(path)
    assert danvan("verify", "import", path, "-w", root).exit_code == 0


def test_not_arisen_after_points_waits_for_another_look(workspace: Path) -> None:
    """The new answer needs no points; the old ones have to be looked at all the same."""
    say(workspace, *arrivals())
    again = with_row(sound("tdp-1", sending=2), "2.1", entry=Entry(not_applicable=True))
    put_form(workspace, "tdp-1-lan-2", written(again, "tdp-1"))
    data = consolidated(workspace)[1]
    assert (data["stage"], unit_of(data, "tdp-1")["state"]) == ("self", "hợp lệ")


def test_adopting_all_does_not_take_the_place_of_another_look(workspace: Path) -> None:
    say(workspace, *arrivals())
    again = with_row(sound("tdp-1", sending=2), "2.6", entry=Entry({"1": Decimal(10)}))
    put_form(workspace, "tdp-1-lan-2", written(again, "tdp-1"))
    adopted = danvan("decide", "adopt", "--all-units", "--reason", "Thống nhất", "-w", workspace)
    assert adopted.exit_code == 0
    assert consolidated(workspace)[1]["stage"] == "self"
    assert "Cần xem lại điểm thẩm định (1)" in danvan("finalize", "-w", workspace).output


def test_a_report_on_paper_is_received_and_not_missing(workspace: Path) -> None:
    say(workspace, *arrivals(("vhxh",), ("6-thang",)))
    (workspace / "inputs/2026/6-thang").mkdir()
    output = danvan("consolidate", "-k", "6-thang", "-w", workspace).output
    assert "đã nhận 1/3 đơn vị, 1 đúng hạn" in output
    assert "Đã nhận, chưa có biểu (1): Phòng Văn hóa - Xã hội." in output
    assert "Chưa nộp (2): " in output
