"""An edition is made again to the byte; what differs is named."""

from pathlib import Path

import pytest

from scoring import __version__
from scoring.register.store import FILE
from scoring.reports.final import manifest
from scoring.workers import cache
from tests.closing.acts import Change, added, alter_register, contents, finalize
from tests.intake.forms import sound, with_row, written
from tests.support.commands import danvan
from tests.support.office_year import (
    SET,
    put_form,
)


def test_nothing_changed_agrees_to_the_byte(frozen: Path) -> None:
    before = contents(frozen)
    result = danvan("verify-freeze", "-w", frozen)
    assert result.exit_code == 0
    assert result.output.splitlines()[-1].startswith("Khớp: lần chốt 1 của năm 2026, 17 tệp")
    assert contents(frozen) == before


def test_everything_is_read_anew(frozen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a command kept of its reading is no evidence."""
    danvan("consolidate", "-w", frozen)
    monkeypatch.setattr(cache.Kept, "recall", lambda *_: pytest.fail("what was kept was asked"))
    assert danvan("verify-freeze", "-w", frozen).exit_code == 0


def appended(path: str) -> Change:
    def change(root: Path) -> None:
        (root / path).write_bytes((root / path).read_bytes() + b"\0")

    return change


def removed(path: str) -> Change:
    return lambda root: (root / path).unlink()


def replaced(path: str, old: str, new: str) -> Change:
    def change(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), encoding="utf-8")

    return change


FORM, EDITION = "inputs/2026/nam/tu-cham-ktht.xlsx", "outputs/2026/nam/chinh-thuc/lan-1"


def begun_anew(root: Path) -> None:
    """The register was lost, and a consolidation made another."""
    (root / FILE).unlink()
    danvan("consolidate", "-w", root)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (appended(FORM), f"Tệp đầu vào đã đổi: {FORM}"),
        (removed(FORM), f"Tệp đầu vào bị thiếu: {FORM}"),
        (
            added("inputs/2026/6-thang/a.xlsx"),
            "Tệp đầu vào mới, không có khi chốt: inputs/2026/6-thang/a.xlsx",
        ),
        (
            added("inputs/2025/ket-qua.xlsx"),
            "Kết quả năm trước mới, không có khi chốt: inputs/2025/ket-qua.xlsx",
        ),
        (appended(f"{EDITION}/nguon/units.yaml"), "Tệp kết quả đã đổi: nguon/units.yaml"),
        (removed(f"{EDITION}/nguon/criteria.yaml"), "Tệp kết quả bị thiếu: nguon/criteria.yaml"),
        (appended(f"{EDITION}/xep-loai.xlsx"), "Tệp kết quả đã đổi: xep-loai.xlsx"),
        (removed(f"{EDITION}/thong-bao/ktht.docx"), "Tệp kết quả bị thiếu: thong-bao/ktht.docx"),
        (added(f"{EDITION}/la.txt"), "Tệp kết quả mới, không có khi chốt: la.txt"),
        (replaced(f"{EDITION}/manifest.json", '"reason": ""', '"reason": "x"'), "Tệp manifest.json đã đổi"),
        (added(f"{EDITION}/manifest.json"), "manifest.json bị thiếu hoặc đã hỏng"),
        (alter_register, "Sổ theo dõi đã bị sửa hoặc hỏng (từ dòng 5)"),
        (begun_anew, "Sổ theo dõi không có dòng chốt lần 1"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_differs_is_named(frozen: Path, change: Change, says: str) -> None:
    change(frozen)
    result = danvan("verify-freeze", "-w", frozen)
    assert result.exit_code == 1
    assert says in result.output
    assert result.output.splitlines()[-1].startswith("Không khớp:")


def test_an_empty_folder_of_a_report_changes_nothing(workspace: Path) -> None:
    """The report came on paper; the copy that is compared has no empty folders."""
    (workspace / "inputs" / "2026" / "9-thang").mkdir(parents=True)
    assert finalize(workspace)[0] == 0
    assert danvan("verify-freeze", "-w", workspace).exit_code == 0


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (added("criteria/mau-van-ban/thong-bao.docx"), "Mẫu văn bản đã đổi: thong-bao.docx"),
        (replaced(f"criteria/{SET}/criteria.yaml", "at_least: 65", "at_least: 60"), "Bộ tiêu chí đã đổi"),
        (replaced(f"criteria/{SET}/units.yaml", "số 1", "số 11"), "Danh sách đơn vị đã đổi"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_goes_on_changing_is_told_and_the_edition_made_again(
    frozen: Path, change: Change, says: str
) -> None:
    """The edition keeps the set, the units and the templates that it follows from."""
    change(frozen)
    result = danvan("verify-freeze", "-w", frozen)
    assert result.exit_code == 0, result.output
    assert says in result.output
    assert "Khớp: " in result.output


def test_a_form_that_came_later_does_not_change_what_is_made_again(frozen: Path) -> None:
    later = with_row(sound("ktht", sending=2), "2.6", explanation="Đã bổ sung hồ sơ.")
    put_form(frozen, "ktht-2", written(later, "ktht"))
    result = danvan("verify-freeze", "-w", frozen)
    assert result.exit_code == 1
    assert "Tệp đầu vào mới, không có khi chốt: inputs/2026/nam/tu-cham-ktht-2.xlsx" in result.output
    assert "Tính lại ra khác" not in result.output


def test_a_program_that_makes_other_bytes_is_named(frozen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in ("verify_freeze", "edition", "consolidation"):
        monkeypatch.setattr(f"scoring.pipeline.{room}.__version__", "9.9.9")
    output = danvan("verify-freeze", "-w", frozen).output
    assert f"khi chốt là {__version__}, nay là 9.9.9" in output
    assert "Tính lại ra khác: tong-hop.xlsx" in output


def test_another_library_with_the_same_bytes_is_a_note(frozen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = manifest.libraries()
    for room in ("verify_freeze", "edition"):
        monkeypatch.setattr(f"scoring.pipeline.{room}.libraries", lambda: {**known, "lxml": "0.0"})
    result = danvan("verify-freeze", "-w", frozen)
    assert result.exit_code == 0
    assert "Thư viện lxml đã đổi" in result.output


@pytest.mark.parametrize("edition", [(), ("3",)])
def test_an_edition_that_does_not_exist_is_said(workspace: Path, edition: tuple[str, ...]) -> None:
    result = danvan("verify-freeze", "-w", workspace, *edition)
    assert result.exit_code == 2
    assert "danvan finalize" in result.output
