"""The commands as a user types them: what they say, what they leave behind, how they end."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from scoring.cli import main
from scoring.intake import folder
from scoring.pipeline.office import meanwhile
from tests.support.commands import ENGLISH, ROOT, danvan
from tools.example.answers import prefill
from tools.example.units import Story

FORMS = ("ca", "vhxh", "tdp-08")
"""Two good forms of the example and one with errors."""


def test_an_init_that_was_killed_is_no_dead_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(_: Path, target: Path) -> None:
        (target / "viet-hoa-2026").mkdir(parents=True)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("scoring.example.shutil.copytree", killed)
        assert danvan("init", tmp_path / "w").exit_code != 0
    assert danvan("init", tmp_path / "w").exit_code == 0


def test_init_makes_a_workspace_and_never_overwrites_one(tmp_path: Path) -> None:
    made = tmp_path / "moi"
    first = danvan("init", made)
    assert first.exit_code == 0
    assert (made / "criteria" / "viet-hoa-2026" / "criteria.yaml").is_file()
    assert (made / "inputs" / "2026" / "nam").is_dir()
    assert list((made / "inputs" / "2026" / "nam").iterdir()) == []
    assert first.output.splitlines()[-1].startswith("Xong.")
    again = danvan("init", made)
    assert again.exit_code == 2
    assert "đã là một thư mục làm việc" in again.output


def test_a_new_folder_may_be_given_as_the_workspace(tmp_path: Path) -> None:
    assert danvan("init", "--workspace", tmp_path / "moi").exit_code == 0
    assert (tmp_path / "moi" / "criteria" / "viet-hoa-2026").is_dir()


@pytest.mark.parametrize("command", ["init", "demo"])
def test_a_new_folder_is_given_once(command: str, tmp_path: Path) -> None:
    twice = danvan(command, tmp_path / "a", "-w", tmp_path / "b")
    assert twice.exit_code == 2
    assert "một lần" in twice.output


def test_forms_writes_one_form_for_each_evaluated_unit(workspace: Path) -> None:
    result = danvan("forms", "--workspace", workspace)
    folder = workspace / "outputs" / "2026" / "nam" / "bieu-mau"
    assert result.exit_code == 0
    assert len(list(folder.glob("*.xlsx"))) == 28
    assert "Xong: 28 biểu mẫu" in result.output
    assert "MẪU - chưa ban hành" in result.output


def test_forms_for_one_unit_by_any_of_its_names(workspace: Path) -> None:
    result = danvan("forms", "-w", workspace, "--unit", "Phòng kinh tế hạ tầng và đô thị")
    folder = workspace / "outputs/2026/nam/bieu-mau"
    assert {path.name for path in folder.iterdir()} == {
        "tu-cham-2026-ktht-phong-kinh-te-ha-tang-va-do-thi.xlsx",
        "the-don-vi.docx",
    }
    assert result.exit_code == 0 and "the-don-vi.docx" in result.output
    card = Path(__file__).parents[1] / "docs" / "the-don-vi.docx"
    assert (folder / "the-don-vi.docx").read_bytes() == card.read_bytes()


def score_otherwise(workspace: Path) -> None:
    """Classes are given on the exact score: forms that are out show another one."""
    file = workspace / "criteria" / "viet-hoa-2026" / "criteria.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count("class_on: rounded") == 1
    file.write_text(text.replace("class_on: rounded", "class_on: exact"), encoding="utf-8")


def test_forms_of_another_version_are_not_replaced_unasked(workspace: Path) -> None:
    folder = workspace / "outputs/2026/nam/bieu-mau"
    assert danvan("forms", "-w", workspace, "--unit", "tdp-01", "--unit", "tyt").exit_code == 0
    assert danvan("forms", "-w", workspace, "--unit", "tdp-01").exit_code == 0
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    score_otherwise(workspace)
    refused = danvan("forms", "-w", workspace, "--unit", "tdp-02")
    assert refused.exit_code == 2
    assert "Đã có 2 biểu lập theo bản khác của bộ tiêu chí" in refused.output
    assert "Trạm Y tế" in refused.output and "--replace" in refused.output
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_replacing_forms_says_whose_have_to_be_sent_again(workspace: Path) -> None:
    danvan("forms", "-w", workspace, "--unit", "tdp-01", "--unit", "tyt")
    score_otherwise(workspace)
    some = danvan("forms", "-w", workspace, "--unit", "tdp-01", "--replace")
    assert some.exit_code == 0
    assert "Đã thay 1 biểu lập theo bản khác của bộ tiêu chí" in some.output
    assert "gửi lại cho: Tổ dân phố số 1." in some.output
    assert "Còn 1 biểu lập theo bản khác, của: Trạm Y tế" in some.output
    danvan("forms", "-w", workspace, "--unit", "tyt", "--replace")
    assert "bản khác" not in danvan("forms", "-w", workspace, "--unit", "tyt").output


def test_a_later_due_day_leaves_the_forms_that_are_out_as_they_are(workspace: Path) -> None:
    danvan("forms", "-w", workspace, "--unit", "tdp-01")
    file = workspace / "criteria" / "viet-hoa-2026" / "criteria.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("due: 2026-11-15", "due: 2026-11-20"), encoding="utf-8")
    assert danvan("forms", "-w", workspace, "--unit", "tdp-01").exit_code == 0


def test_forms_for_a_unit_outside_the_evaluation_says_why(workspace: Path) -> None:
    result = danvan("forms", "-w", workspace, "--unit", "mttq")
    assert result.exit_code == 2
    assert "không thuộc diện đánh giá" in result.output


def test_check_of_a_blank_form_says_so_in_one_line_and_classes_nothing(workspace: Path) -> None:
    danvan("forms", "-w", workspace, "--unit", "tdp-01")
    form = next((workspace / "outputs/2026/nam/bieu-mau").glob("*.xlsx"))
    result = danvan("check", "-w", workspace, form)
    assert result.exit_code == 1
    assert "N01" not in result.output and "K01" not in result.output and "Yếu" not in result.output
    assert result.output.splitlines()[-1].startswith("Cần sửa: 1 lỗi, 0 lưu ý.")


def test_check_folds_a_version_that_was_replaced(workspace: Path) -> None:
    good = next((workspace / "inputs/2026/nam").glob("*-ca-*"))
    danvan("forms", "-w", workspace, "--unit", "ca")
    blank = next((workspace / "outputs/2026/nam/bieu-mau").glob("*.xlsx"))
    result = danvan("check", "-w", workspace, good, blank)
    assert result.exit_code == 0
    assert "D04" in result.output and "B10" not in result.output


def test_check_of_a_good_form_exits_0(workspace: Path) -> None:
    form = next((workspace / "inputs/2026/nam").glob("*-ca-*"))
    result = danvan("check", "-w", workspace, form)
    assert result.exit_code == 0
    assert result.output.splitlines()[-1].startswith("Đạt:")


def test_check_outside_a_workspace_uses_the_embedded_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = next((ROOT / "inputs" / "2026" / "nam").glob("*-ca-*"))
    monkeypatch.chdir(tmp_path)
    result = danvan("check", form)
    assert result.exit_code == 0
    assert "bộ tiêu chí mẫu" in result.stderr


def test_check_in_a_workspace_uses_its_own_set_and_says_nothing_of_it(workspace: Path) -> None:
    form = next((workspace / "inputs/2026/nam").glob("*-ca-*"))
    assert danvan("check", "-w", workspace, form).stderr == ""


def test_check_as_json_names_the_cell_of_each_finding(workspace: Path) -> None:
    form = next((workspace / "inputs/2026/nam").glob("*-tdp-08-*"))
    result = danvan("check", "-w", workspace, form, "--json")
    found = json.loads(result.stdout)
    codes = {finding["code"]: finding for finding in found[0]["findings"]}
    assert result.exit_code == 1
    assert set(codes) == {"K02", "K03"}
    assert codes["K02"]["place"]["cell"] and codes["K02"]["remedy"]


def test_check_writes_nothing(workspace: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in workspace.rglob("*")}
    danvan("check", "-w", workspace, workspace / "inputs")
    assert {path: path.stat().st_mtime_ns for path in workspace.rglob("*")} == before


def test_consolidate_ranks_writes_both_files_and_repeats_to_the_byte(workspace: Path) -> None:
    result = danvan("consolidate", "-w", workspace)
    out = workspace / "outputs" / "2026" / "nam"
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    assert set(first) == {"tong-hop.xlsx", "tong-hop.json"}
    assert "Cần sửa (1): Tổ dân phố số 8." in result.output
    assert result.output.splitlines()[-1].startswith("Cần sửa: 2 lỗi")
    assert result.exit_code == 1
    danvan("consolidate", "-w", workspace)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == first


def test_two_processes_write_and_show_what_one_does(workspace: Path) -> None:
    """The second writes the workbook while the first writes the JSON and makes the table ready."""
    out = workspace / "outputs" / "2026" / "nam"
    seen = []
    for processes in (1, 2):
        shown = danvan("consolidate", "--processes", processes, "-w", workspace)
        seen.append((shown.stdout, {path.name: path.read_bytes() for path in out.iterdir()}))
    assert seen[0] == seen[1]
    assert "Xếp hạng theo" in seen[0][0]


def test_what_a_command_has_read_the_next_does_not_read_again(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless it is there to read everything anew: to check a file, or to make an edition again."""
    read: list[str] = []
    spread = folder.each

    def each(work: object, items: list[tuple[str, Path]], *rest: object, **more: object) -> object:
        read.extend(name for name, _ in items)
        return spread(work, items, *rest, **more)  # type: ignore[arg-type, type-var]

    monkeypatch.setattr(folder, "each", each)
    first = danvan("trail", "vhxh", "3.1.1", "-w", workspace)
    assert first.exit_code == 0, first.output
    assert len(read) == len(FORMS)
    read.clear()
    for command in (["trail", "vhxh", "3.1.1"], ["consolidate"], ["years"]):
        assert danvan(*command, "-w", workspace).exit_code in (0, 1)
    assert danvan("trail", "vhxh", "3.1.1", "-w", workspace).output == first.output
    assert read == []
    danvan("check", "-w", workspace, workspace / "inputs/2026/nam")
    danvan("consolidate", "--no-cache", "-w", workspace)
    assert len(read) == 2 * len(FORMS)


def test_consolidate_as_json_prints_what_it_writes(workspace: Path) -> None:
    printed = danvan("consolidate", "-w", workspace, "--json").stdout
    written = (workspace / "outputs/2026/nam/tong-hop.json").read_text(encoding="utf-8")
    assert json.loads(printed) == json.loads(written)


def test_check_of_an_empty_folder_says_that_there_is_nothing(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "rong").mkdir()
    result = danvan("check", "--workspace", workspace, tmp_path / "rong")
    assert result.stdout.strip() == "Chưa có tệp nào để kiểm tra."


def test_consolidate_with_an_empty_inbox_says_where_to_put_forms(tmp_path: Path) -> None:
    danvan("init", tmp_path / "moi")
    lines = danvan("consolidate", "--workspace", tmp_path / "moi").stdout.splitlines()
    assert lines[0] == "Chưa có đơn vị nào được xếp hạng."
    assert str(tmp_path / "moi" / "inputs" / "2026" / "nam") in lines[-2]
    assert lines[-1] == "Chưa có tệp nào để kiểm tra."


def test_consolidate_without_an_inbox_says_where_to_put_forms(workspace: Path) -> None:
    shutil.rmtree(workspace / "inputs")
    result = danvan("consolidate", "-w", workspace)
    assert result.exit_code == 2
    assert "inputs/2026/nam" in result.output.replace("\\", "/")


def test_criteria_check_names_file_and_line_of_a_mistake(workspace: Path) -> None:
    assert danvan("criteria", "check", "-w", workspace).exit_code == 0
    file = workspace / "criteria" / "viet-hoa-2026" / "criteria.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    number = next(n for n, line in enumerate(lines, 1) if line.startswith("score_on:"))
    lines[number - 1] = "score_om: percent"
    file.write_text("\n".join(lines), encoding="utf-8")
    result = danvan("criteria", "check", "-w", workspace)
    assert result.exit_code == 2
    assert f"dòng {number}" in result.output
    assert "score_on" in result.output


def test_demo_runs_the_whole_example_and_says_where_the_workbook_lies(tmp_path: Path) -> None:
    result = danvan("demo", "--workspace", tmp_path / "thu")
    scores = re.findall(r"│ ([0-9]+(?:,[0-9]+)?) +│ (?:Xuất sắc|Tốt|Khá|Trung bình)", result.output)
    assert len(scores) == 20 and {len(score.partition(",")[2]) for score in scores} == {2}
    workbook = tmp_path / "thu" / "outputs" / "2026" / "nam" / "tong-hop.xlsx"
    assert result.exit_code == 0
    assert f"Bảng tổng hợp: {workbook}" in result.output
    assert result.output.splitlines()[-1].endswith(f"danvan web --workspace {tmp_path / 'thu'}")
    assert workbook.is_file()
    assert (tmp_path / "thu" / "criteria" / "viet-hoa-2026").is_dir()
    assert danvan("demo", tmp_path / "thu").exit_code == 0


def test_the_screen_names_some_of_very_many_units(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = danvan("consolidate", "-w", workspace).output
    assert "đơn vị nữa" not in shown
    monkeypatch.setattr("scoring.console.LISTED", 1)
    some = danvan("consolidate", "-w", workspace).output
    assert "Và 1 đơn vị nữa: xem trang “Xếp loại” của bảng tổng hợp." in some
    assert "Chưa nộp (25): Phòng Kinh tế, Hạ tầng và Đô thị và 24 đơn vị nữa." in some
    assert len(some) < len(shown)


def test_demo_never_writes_into_a_folder_with_something_else(tmp_path: Path) -> None:
    (tmp_path / "anh.jpg").write_bytes(b"")
    assert danvan("demo", tmp_path).exit_code == 2


WRONG = [
    [],
    ["consolidat"],
    ["check"],
    ["check", "khong-co.xlsx"],
    ["forms", "--uni", "x"],
    ["forms", "--unit"],
    ["init"],
    ["init", "a", "b"],
    ["forms", "--json=1"],
    ["consolidate", "--workspace", "/khong/co"],
    ["consolidate", "--json=1"],
    ["--help"],
    ["--version"],
    *([name, "--help"] for name in ("init", "forms", "check", "consolidate", "criteria", "demo")),
    ["criteria", "check", "--help"],
]


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_every_word_a_user_sees_is_vietnamese(words: list[str]) -> None:
    result = danvan(*words)
    assert result.exit_code == (0 if words[-1:] in (["--help"], ["--version"]) else 2)
    assert result.output.strip()
    assert not ENGLISH.search(result.output), result.output


@pytest.mark.parametrize("name", ["init", "forms", "check", "consolidate", "demo"])
def test_every_command_has_an_example_and_stands_in_the_readme(name: str) -> None:
    assert f"Ví dụ: danvan {name}" in danvan(name, "--help").output
    assert f"`danvan {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_example_answers_do_not_depend_on_the_day() -> None:
    from scoring.pipeline.office import open_office

    office = open_office(ROOT)
    unit = office.roster.unit("tdp-01")
    assert unit is not None
    story = Story("tdp-01", 0.9)
    assert prefill(office.roster, unit, story) == prefill(office.roster, unit, story)


def test_consolidate_writes_parquet_when_asked(workspace: Path) -> None:
    out = workspace / "outputs" / "2026" / "nam"
    assert danvan("consolidate", "-w", workspace).exit_code == 1
    assert not list(out.glob("*.parquet"))
    assert danvan("consolidate", "-w", workspace, "--parquet").exit_code == 1
    assert {path.name for path in out.glob("*.parquet")} == {"don-vi.parquet", "diem.parquet"}


def test_what_cannot_be_written_as_parquet_is_said_before_anything_is_done(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = danvan("consolidate", "-w", workspace, "-k", "6-thang", "--parquet")
    assert result.exit_code == 2 and "không chấm điểm" in result.stderr
    monkeypatch.setattr("scoring.pipeline.consolidation.find_spec", lambda _: None)
    result = danvan("consolidate", "-w", workspace, "--parquet")
    assert result.exit_code == 2 and "danvan[parquet]" in result.stderr
    assert not list((workspace / "outputs").rglob("*.*"))


def test_a_fault_of_ours_is_written_down_and_shows_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("somewhere")

    monkeypatch.setattr("scoring.pipeline.consolidation.check", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    result = CliRunner().invoke(main, ["check", str(tmp_path), "-w", str(ROOT)])
    assert result.exit_code == 2
    assert not ENGLISH.search(result.output)
    [told] = tmp_path.glob("danvan-loi-*.txt")
    assert str(told) in result.output
    assert "ZeroDivisionError: somewhere" in told.read_text(encoding="utf-8")


def test_nobody_looks_for_garbage_once_more_as_a_command_ends() -> None:
    first_registered = "import atexit, gc\natexit.register(lambda: print(gc.get_freeze_count() > 0))\n"
    words = [sys.executable, "-c", f"{first_registered}import scoring.cli"]  # what came last is called first
    ended = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "True"


def test_what_is_loaded_meanwhile_is_loaded_once_after_the_first_step() -> None:
    seen: list[object] = []
    step = meanwhile(lambda done, total: seen.append((done, total)), lambda: seen.append("loaded"))
    step(1, 2)
    step(2, 2)
    assert seen == [(1, 2), "loaded", (2, 2)]
