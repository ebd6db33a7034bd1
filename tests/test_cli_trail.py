"""danvan trail as a user types it: the whole path of one point, and nothing written."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scoring.pipeline.office import open_office
from scoring.register import Action, Draft
from tests.support.commands import danvan, lying

FORMS = ("vhxh",)
"""One unit that submitted: Phòng Văn hóa - Xã hội."""


def record(workspace: Path, draft: Draft) -> None:
    office = open_office(workspace)
    now = datetime(2026, 11, 20, 7, 5, tzinfo=UTC)
    office.register.append(2026, lambda _: [draft], "Trần Thị Mai", now)


def told(workspace: Path, *words: str) -> dict[str, str]:
    result = danvan("trail", "-w", workspace, *words)
    assert result.exit_code == 0, result.output
    return dict(line.split(": ", 1) for line in result.stdout.splitlines())


def test_before_verification_the_path_ends_with_the_self_score(workspace: Path) -> None:
    path = told(workspace, "Phòng VHXH", "3.1.1")
    assert path["Đơn vị"] == "Phòng Văn hóa - Xã hội (vhxh)"
    assert path["Tiêu chí"].startswith("3.1.1. Có mô hình “Dân vận khéo”")
    assert path["Căn cứ"] == "KH, Danh mục 3.1"
    assert path["Tệp, trang, ô"].startswith("tu-cham-2026-vhxh-")
    assert "Tự chấm điểm, ô " in path["Tệp, trang, ô"]
    assert path["Điểm chính thức"] == "chưa có (chưa thẩm định)"
    assert "Người thẩm định" not in path


def test_a_verdict_of_another_answer_tells_who_and_waits(workspace: Path) -> None:
    first = {"first": "1", "first_reason": "Thiếu minh chứng", "reply": "Đã bổ sung"}
    values = {"points": "2", "verifier": "vp", "round": "2", "answer": "khác", **first}
    reason = "Mô hình mới đăng ký"
    record(workspace, Draft(Action.VERIFIED, 2026, "nam", "vhxh", "3.1.1", values, reason))
    path = told(workspace, "vhxh", "3.1.1")
    assert path["Người thẩm định"] == "Văn phòng HĐND và UBND phường"
    assert "Điểm thẩm định" not in path
    assert path["Điểm chính thức"] == "chưa có (cần xem lại)"
    assert path["Thẩm định lần 1"].endswith(": Thiếu minh chứng") and path["Thẩm định lần 1"].startswith("1/")
    assert path["Đơn vị giải trình"] == "Đã bổ sung"
    assert path["Thẩm định lần 2"].startswith("2/") and path["Thẩm định lần 2"].endswith(reason)
    assert (path["Lý do"], path["Ghi sổ"]) == (reason, "Trần Thị Mai, 20/11/2026 14:05, dòng 1")
    assert path["Cần xem lại"].startswith("đã chấm 2 cho câu trả lời cũ")


def test_an_exemption_tells_its_document(workspace: Path) -> None:
    draft = Draft(Action.EXEMPTED, 2026, "nam", "vhxh", "3.1", {}, "Mới thành lập", "QĐ 7/QĐ-UBND")
    record(workspace, draft)
    path = told(workspace, "vhxh", "3.1.1")
    assert path["Tình trạng"] == "được miễn"
    assert path["Lý do"] == "Miễn tiêu chí: Mới thành lập, QĐ 7/QĐ-UBND"
    assert path["Ghi sổ"].startswith("Trần Thị Mai, 20/11/2026 14:05")


def test_punctuality_shows_due_day_arrival_and_source(workspace: Path) -> None:
    for period, day in (("6-thang", "2026-06-09"), ("9-thang", "2026-09-15"), ("nam", "2026-11-14")):
        record(workspace, Draft(Action.ARRIVED, 2026, period, "vhxh", "", {"day": day}, "Sổ văn thư"))
    path = told(workspace, "vhxh", "BC.1")
    known = "nhận 15/09/2026 (cơ quan ghi: Sổ văn thư), chậm"
    assert path["Báo cáo 2"] == f"Báo cáo 9 tháng: hạn trước 15/09/2026, {known}"
    assert path["Báo cáo 1"].endswith("đúng hạn")
    assert path["Điểm chính thức"] == "6/8"
    assert path["Người thẩm định"] == "Sổ theo dõi"


def test_as_json_the_points_stay_exact_and_nothing_is_written(workspace: Path) -> None:
    before = lying(workspace)
    data = json.loads(danvan("trail", "-w", workspace, "vhxh", "3.1.1", "--json").stdout)
    assert (data["unit"], data["criterion"], data["final"]) == ("vhxh", "3.1.1", None)
    assert data["self"] == data["stated"] or float(data["self"]) == float(data["stated"])
    assert lying(workspace) == before


@pytest.mark.parametrize(("words", "says"), [
    (("vhxhh", "3.1.1"), "Không có đơn vị “vhxhh” (có phải “vhxh”?)"),
    (("vhxh", "3.1.9"), "không có tiêu chí “3.1.9”; đang có: “1.1.1”"),
    (("vhxh", "1.1.2"), "không áp dụng cho Phòng Văn hóa - Xã hội"),
    (("tdp-01", "3.1.1"), "Tổ dân phố số 1: chưa nộp, chưa có biểu được tính điểm"),
    (("mttq", "3.1.1"), "không thuộc diện đánh giá"),
])  # fmt: skip
def test_what_cannot_be_traced_is_said(workspace: Path, words: tuple[str, str], says: str) -> None:
    result = danvan("trail", "-w", workspace, *words)
    assert result.exit_code == 2
    assert says in result.stderr
