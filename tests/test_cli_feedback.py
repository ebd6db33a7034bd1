"""``danvan feedback`` on the example's inbox: who gets what, who needs nothing, whom nobody can ask."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.criteria.units import Unit
from scoring.forms.feedback import Answer
from scoring.forms.marks import FEEDBACK
from scoring.intake.folder import Desk
from scoring.pipeline import feedback as answering
from tests.support.commands import ROOT, danvan, initialised

OUT = Path("outputs/2026/nam/phan-hoi")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole inbox of the example."""
    root = initialised(tmp_path_factory.mktemp("phuong") / "phuong", ())
    for form in (ROOT / "inputs" / "2026" / "nam").glob("*.xlsx"):
        shutil.copy(form, root / "inputs" / "2026" / "nam")
    return root


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_whole_example(workspace: Path) -> None:
    first = danvan("feedback", "-w", workspace)
    assert first.exit_code == 1
    written = content(workspace / OUT)
    units = ("bchqs", "mn-2", "th", "thcs", "thcs-2", "tdp-08", "tdp-11", "tdp-12")
    for suffix in (".xlsx", ".txt"):
        names = [name for name in written if name.endswith(suffix)]
        assert sorted(names) == sorted(
            n for u in units for n in names if f"-2026-{u}-t" in n or f"-2026-{u}-b" in n
        )
        assert len(names) == len(units)
    assert "Tổ dân phố số 8: 2 lỗi →" in first.stdout
    assert "Không cần phản hồi (17): Phòng Văn hóa - Xã hội;" in first.stdout
    assert "Báo cáo tổ dân phố 13.xlsx" in first.stdout and "T01" in first.stdout
    assert "tu-cham-2026-tdp-05" in first.stdout and "D02" in first.stdout
    assert first.stdout.splitlines()[-1].startswith("Xong: 8 biểu phản hồi")
    again = danvan("feedback", "-w", workspace)
    assert (again.stdout, content(workspace / OUT)) == (first.stdout, written)
    checked = danvan("check", "-w", workspace, next((workspace / OUT).glob("*-mn-2-*.xlsx")))
    assert checked.stdout.splitlines()[-1].startswith("Cần sửa: 4 lỗi, 0 lưu ý.")


def test_a_form_that_was_mended_and_sent_again_is_settled(workspace: Path, tmp_path: Path) -> None:
    root = tmp_path / "phuong"
    shutil.copytree(workspace, root)
    assert danvan("feedback", "-w", root, "--unit", "tdp-08", "--until", "20/11/2099").exit_code == 1
    name = "tu-cham-2026-tdp-08-to-dan-pho-so-8"
    assert "gửi lại chậm nhất ngày 20/11/2099" in (root / OUT / f"{name}.txt").read_text(encoding="utf-8")
    book = load_workbook(root / OUT / f"{name}.xlsx")
    cells = [row[3].hyperlink.location for row in book[FEEDBACK].iter_rows() if row[3].hyperlink]
    assert cells == ["'Thông tin đơn vị'!B12", "'Thông tin đơn vị'!B13"]
    info = book["Thông tin đơn vị"]
    info["B12"].value, info["B13"].value = "Nguyễn Văn Nam", "09/11/2026"
    book.save(root / "inputs" / "2026" / "nam" / f"{name} (sửa).xlsx")
    before = content(root / OUT)
    done = danvan("feedback", "-w", root, "--unit", "tdp-08")
    assert done.exit_code == 0
    assert "Không cần phản hồi (1): Tổ dân phố số 8." in done.stdout
    assert f"không còn cần biểu phản hồi cũ: {root / OUT / name}.xlsx" in done.stdout
    assert content(root / OUT) == before


def test_a_refused_form_of_a_known_unit_gets_a_blank_one_with_the_reason(workspace: Path) -> None:
    assert danvan("feedback", "-w", workspace, "--unit", "tdp-12").exit_code == 1
    [form] = (workspace / OUT).glob("*-tdp-12-*.xlsx")
    texts = [
        str(cell.value) for row in load_workbook(form)[FEEDBACK].iter_rows() for cell in row if cell.value
    ]
    assert any(text.startswith("Biểu của năm 2025") for text in texts)
    assert any("chưa đọc được" in text for text in texts)


def test_nothing_arrived_wrong_day_or_stranger(tmp_path: Path) -> None:
    danvan("init", tmp_path / "moi")
    empty = danvan("feedback", "-w", tmp_path / "moi")
    assert (empty.exit_code, empty.stdout.splitlines()[-1]) == (0, "Xong: không có đơn vị nào cần phản hồi.")
    wrong = danvan("feedback", "-w", tmp_path / "moi", "--until", "2026-20-11")
    assert wrong.exit_code == 2 and "có lẽ là 20/11/2026; ghi ngày/tháng/năm" in wrong.output
    past = danvan("feedback", "-w", tmp_path / "moi", "--until", "20/11/2020")
    assert past.exit_code == 2 and "Hạn gửi lại 20/11/2020 đã qua (hôm nay " in past.stderr
    assert danvan("feedback", "-w", tmp_path / "moi", "--unit", "Phòng Thanh tra").exit_code == 2
    shutil.rmtree(tmp_path / "moi" / "inputs")
    assert "chưa có biểu nào để phản hồi" in danvan("feedback", "-w", tmp_path / "moi").output
    assert "Ví dụ: danvan feedback" in danvan("feedback", "--help").output


def test_a_form_that_cannot_be_made_costs_its_own_unit(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "phuong"
    shutil.copytree(workspace, root, ignore=shutil.ignore_patterns("phan-hoi"))
    made = answering.answer

    def fails_for_one(desk: Desk, unit: Unit, *rest: Any) -> Answer:
        if unit.code == "tdp-08":
            raise ValueError("the tool cannot open its own form")
        return made(desk, unit, *rest)

    monkeypatch.setattr(answering, "answer", fails_for_one)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    done = danvan("feedback", "-w", root)
    assert done.exit_code == 1
    assert "Traceback" not in done.output
    [told] = [line for line in done.stderr.splitlines() if "Chưa tạo được" in line]
    [fault] = tmp_path.glob("danvan-loi-*.txt")
    assert "Tổ dân phố số 8" in told and "tu-cham-2026-tdp-08" in told and str(fault) in told
    assert "cannot open its own form" in fault.read_text(encoding="utf-8")
    written = [path.name for path in (root / OUT).glob("*.xlsx")]
    assert len(written) == 7 and not any("tdp-08" in name for name in written)
    assert done.stdout.splitlines()[-1].startswith("Xong: 7 biểu phản hồi")


def test_a_file_that_is_gone_or_changed_meanwhile_is_told(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = answering.files
    for meanwhile in (lambda _: {}, lambda folder: dict.fromkeys(there(folder), folder / "khác.xlsx")):
        monkeypatch.setattr(answering, "files", meanwhile)
        done = danvan("feedback", "-w", workspace)
        assert done.exit_code == 2
        assert "vừa thay đổi trong lúc đọc. Làm lại việc này." in done.stderr
