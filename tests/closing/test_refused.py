"""Closing the year as a user types it: refused while something is open, with the remedy."""

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring.pipeline.office import open_office
from scoring.register import Action, Draft
from scoring.reports.final.frozen import read_frozen
from tests.closing.acts import Change, alter_register, editions, finalize, lines
from tests.intake.forms import sound, with_row, written
from tests.support.commands import ENGLISH, ROOT, danvan
from tests.support.office_year import (
    SET,
    adopted,
    arrivals,
    put_form,
    say,
    settled,
    superior,
    with_forms,
)


def a_form_is_missing(root: Path) -> None:
    with_forms(root)
    (root / "inputs/2026/nam/tu-cham-ktht.xlsx").unlink()
    lines(root, adopted(open_office(root), ("vhxh", "tdp-1")), arrivals(), superior())


def a_form_has_an_error(root: Path) -> None:
    with_forms(root)
    put_form(root, "ktht", written(sound("ktht", head=""), "ktht"))
    lines(root, adopted(open_office(root)), arrivals(), superior())


def nobody_verified_a_unit(root: Path) -> None:
    with_forms(root)
    lines(root, adopted(open_office(root), ("vhxh", "ktht")), arrivals(), superior())


def nothing_is_verified(root: Path) -> None:
    with_forms(root)
    lines(root, arrivals())


def superior_points_are_missing(root: Path) -> None:
    with_forms(root)
    lines(root, adopted(open_office(root)), arrivals(), superior(("vhxh", "ktht")))


def arrivals_are_unknown(root: Path) -> None:
    with_forms(root)
    lines(root, adopted(open_office(root)), arrivals(periods=("6-thang",)), superior())


def an_answer_changed_after_it_was_verified(root: Path) -> None:
    settled(root)
    values = {"points": "8", "self": "8.5", "answer": "another", "verifier": "to", "round": "1", "book": ""}
    say(root, Draft(Action.VERIFIED, 2026, "nam", "tdp-1", "2.6", values, reason="Giảm"))


def a_later_form_has_an_error(root: Path) -> None:
    settled(root)
    later = root / "inputs/2026/nam/tu-cham-ktht-2.xlsx"
    changed = with_row(sound("ktht", head="", sending=2), "2.5", explanation="Bổ sung")
    later.write_bytes(written(changed, "ktht"))


def a_unit_that_was_left_out_sends_a_form(root: Path) -> None:
    a_form_is_missing(root)
    say(root, Draft(Action.LEFT_OUT, 2026, "nam", "ktht", reason="Không nộp"))
    put_form(root, "ktht", written(sound("ktht"), "ktht"))


def a_form_is_missing_and_a_stranger_came(root: Path) -> None:
    a_form_is_missing(root)
    (root / "inputs/2026/nam/Báo cáo.xlsx").write_text("Kính gửi", encoding="utf-8")


def the_set_changed(root: Path) -> None:
    settled(root)
    file = root / "criteria" / SET / "criteria.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("at_least: 65", "at_least: 60"), encoding="utf-8"
    )


def the_register_was_altered(root: Path) -> None:
    settled(root)
    alter_register(root)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (
            a_form_is_missing,
            ["Chưa nộp biểu (1): Phòng Kinh tế, Hạ tầng và Đô thị (ktht).", "danvan decide leave-out ktht"],
        ),
        (
            a_form_has_an_error,
            ["Biểu cần sửa (1): Phòng Kinh tế", "danvan feedback", "danvan decide leave-out ktht"],
        ),
        (
            nobody_verified_a_unit,
            ["Chưa thẩm định (1): Tổ dân phố số 1 (tdp-1): ", "verify import", "danvan decide adopt tdp-1"],
        ),
        (
            nothing_is_verified,
            [
                "Chưa thẩm định (3): Phòng Văn hóa - Xã hội (vhxh): ",
                "Chưa thẩm định điều kiện xếp loại (3): Phòng Văn hóa - Xã hội (vhxh): DK1, DK2; Phòng",
                "Thiếu điểm do cấp trên chấm (3): Phòng Văn hóa - Xã hội (vhxh): 3.2; Phòng Kinh tế",
                "còn 3 việc",
            ],
        ),
        (superior_points_are_missing, ["Thiếu điểm do cấp trên chấm (1): Tổ dân phố số 1 (tdp-1): 3.2."]),
        (
            arrivals_are_unknown,
            ["Chưa rõ ngày nhận Báo cáo 9 tháng", "danvan receive --all-units -k 9-thang"],
        ),
        (
            an_answer_changed_after_it_was_verified,
            ["Cần xem lại điểm thẩm định (1)", "Tổ dân phố số 1 (tdp-1): 2.6", "verify export"],
        ),
        (
            a_later_form_has_an_error,
            ["Bản gửi sau có lỗi, đang tính bản trước (1): Phòng Kinh tế", "danvan decide adopt ktht"],
        ),
        (
            a_unit_that_was_left_out_sends_a_form,
            ["Đã ghi không xếp loại, nay có biểu hợp lệ (1): Phòng Kinh tế", "danvan decide revoke "],
        ),
        (a_form_is_missing_and_a_stranger_came, ["Tệp chưa rõ của đơn vị nào: Báo cáo.xlsx."]),
        (the_set_changed, ["đã đổi sau khi dùng"]),
        (the_register_was_altered, ["Sổ theo dõi", "từ dòng 5", "bản sao lưu"]),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_what_is_open_is_named_with_its_remedy(make: Change, says: list[str], tmp_path: Path) -> None:
    make(tmp_path / "phuong")
    code, output = finalize(tmp_path / "phuong")
    assert code == 2
    for words in says:
        assert words in output
    assert not editions(tmp_path / "phuong").exists()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (a_later_form_has_an_error, ["decide", "adopt", "ktht"]),
        (a_later_form_has_an_error, ["decide", "leave-out", "ktht", "--although-verified"]),
        (a_unit_that_was_left_out_sends_a_form, ["decide", "leave-out", "ktht"]),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_what_came_later_is_settled_by_a_word_of_the_office(
    make: Change, words: list[str], tmp_path: Path
) -> None:
    make(tmp_path)
    for later in (tmp_path / "inputs/2026/nam").glob("*-2.xlsx"):
        shutil.copy(later, later.with_name("z.xlsx"))
    code, output = finalize(tmp_path)
    assert code == 2 and "(2): " not in output  # a unit is named once, however much it sent
    assert danvan(*words, "--reason", "Đã họp, giữ như cũ", "-w", tmp_path).exit_code in (0, 1)
    assert finalize(tmp_path)[0] == 0


def test_a_unit_that_is_left_out_is_asked_for_nothing_more(tmp_path: Path) -> None:
    """Neither a verifier nor the unit hears of it, unless it is named; consolidation is clean."""
    a_form_has_an_error(tmp_path)
    assert danvan("consolidate", "-w", tmp_path).exit_code == 1
    say(tmp_path, Draft(Action.LEFT_OUT, 2026, "nam", "ktht", reason="Sáp nhập"))
    assert danvan("consolidate", "-w", tmp_path).exit_code == 0
    assert "ktht" not in danvan("feedback", "-w", tmp_path).output
    assert "ktht" in danvan("feedback", "-w", tmp_path, "--unit", "ktht").output
    danvan("verify", "export", "-w", tmp_path)
    [book] = (tmp_path / "outputs/2026/nam/tham-dinh").glob("*.xlsx")
    words = {cell.value for sheet in load_workbook(book) for row in sheet for cell in row}
    assert "vhxh" in words and "ktht" not in words


def test_a_unit_that_is_left_out_keeps_nothing_open_and_has_no_place(tmp_path: Path) -> None:
    a_form_is_missing(tmp_path)
    say(tmp_path, Draft(Action.LEFT_OUT, 2026, "nam", "ktht", reason="Sáp nhập từ tháng 7"))
    assert finalize(tmp_path)[0] == 0
    unit = read_frozen(editions(tmp_path) / "lan-1").by_code["ktht"]
    assert (unit.state, unit.reason, unit.overall) == ("không xếp loại", "Sáp nhập từ tháng 7", None)
    sheet = load_workbook(editions(tmp_path) / "lan-1" / "xep-loai.xlsx").worksheets[0]
    shown = [cell.value for row in sheet for cell in row]
    assert "Không xếp loại (1):" in shown and "Sáp nhập từ tháng 7" in shown


def test_templates_of_the_tool_are_not_taken_in_silence(workspace: Path) -> None:
    folder = workspace / "criteria" / "mau-van-ban"
    shutil.copytree(ROOT / "criteria" / "mau-van-ban", folder)
    (folder / "thong-bao.docx").unlink()
    code, output = finalize(workspace)
    assert code == 0
    assert "Lưu ý: criteria/mau-van-ban không có thong-bao.docx; đã dùng mẫu kèm theo công cụ." in output


@pytest.mark.parametrize("name", ["finalize", "verify-freeze"])
def test_every_command_has_an_example_and_stands_in_the_readme(name: str) -> None:
    shown = danvan(name, "--help").output
    assert f"Ví dụ: danvan {name}" in shown
    assert not ENGLISH.search(shown)
    assert f"`danvan {name}" in (ROOT / "README.md").read_text(encoding="utf-8")
