"""Closing the year as a user types it: refused while open, frozen whole, made again to the byte."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from scoring import pipeline
from scoring.register import Action, Draft, Ledger
from scoring.register.store import FILE, Register
from scoring.register.tables import GUARDS
from scoring.reports.documents import TEMPLATES
from scoring.reports.final import manifest
from scoring.reports.final.frozen import frozen_json, read_frozen
from tests.intake.forms import sound, with_row, written
from tests.support.commands import ENGLISH, ROOT, danvan
from tests.support.office_year import (
    CODES,
    LATER,
    SET,
    adopted,
    arrivals,
    put_form,
    say,
    settled,
    superior,
    with_forms,
)

Change = Callable[[Path], None]
FILES = {
    "xep-loai.xlsx",
    "tong-hop.xlsx",
    "ket-qua.json",
    "manifest.json",
    "quyet-dinh.docx",
    "bao-cao-ubnd-phuong.docx",
    "bao-cao-ubnd-thanh-pho.docx",
    "danh-sach-nop-muon-chua-nop.docx",
    *(f"thong-bao/{code}.docx" for code in CODES),
    "nguon/criteria.yaml",
    "nguon/units.yaml",
    *(f"nguon/{name}" for name in TEMPLATES),
}


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return settled(tmp_path_factory.mktemp("ready") / "phuong")


@pytest.fixture(scope="module")
def closed(ready: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = shutil.copytree(ready, tmp_path_factory.mktemp("closed") / "phuong")
    pipeline.finalize(pipeline.open_office(root), who="Lê Thị Hoa", now=LATER)
    return root


@pytest.fixture
def workspace(ready: Path, tmp_path: Path) -> Path:
    return shutil.copytree(ready, tmp_path / "phuong")


@pytest.fixture
def frozen(closed: Path, tmp_path: Path) -> Path:
    return shutil.copytree(closed, tmp_path / "phuong")


def editions(root: Path) -> Path:
    return root / "outputs" / "2026" / "nam" / "chinh-thuc"


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in files
    }


def ledger(root: Path) -> Ledger:
    return pipeline.open_office(root).register.ledger(2026)


def finalize(root: Path, *words: str) -> tuple[int, str]:
    result = danvan("finalize", "-w", root, *words)
    assert not ENGLISH.search(result.output), result.output
    return result.exit_code, result.output


# Refused while something is open


def lines(root: Path, *groups: Iterable[Draft]) -> None:
    say(root, *(draft for group in groups for draft in group))


def a_form_is_missing(root: Path) -> None:
    with_forms(root)
    (root / "inputs/2026/nam/tu-cham-ktht.xlsx").unlink()
    lines(root, adopted(pipeline.open_office(root), ("vhxh", "tdp-1")), arrivals(), superior())


def a_form_has_an_error(root: Path) -> None:
    with_forms(root)
    put_form(root, "ktht", written(sound("ktht", head=""), "ktht"))
    lines(root, adopted(pipeline.open_office(root)), arrivals(), superior())


def nobody_verified_a_unit(root: Path) -> None:
    with_forms(root)
    lines(root, adopted(pipeline.open_office(root), ("vhxh", "ktht")), arrivals(), superior())


def nothing_is_verified(root: Path) -> None:
    with_forms(root)
    lines(root, arrivals())


def superior_points_are_missing(root: Path) -> None:
    with_forms(root)
    lines(root, adopted(pipeline.open_office(root)), arrivals(), superior(("vhxh", "ktht")))


def arrivals_are_unknown(root: Path) -> None:
    with_forms(root)
    lines(root, adopted(pipeline.open_office(root)), arrivals(periods=("6-thang",)), superior())


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


def alter_register(root: Path) -> None:
    with sqlite3.connect(root / FILE) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE danvan_register SET who = 'ai đó' WHERE seq = 5")
        for guard in GUARDS["sqlite"]:
            connection.execute(guard)
    connection.close()


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
                "Thiếu điểm do cấp trên chấm (3): Phòng Văn hóa - Xã hội (vhxh): 3.2; Phòng Kinh tế",
                "còn 2 việc",
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
        (a_later_form_has_an_error, ["decide", "leave-out", "ktht"]),
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


# The edition


def test_the_edition_is_complete_and_recorded(workspace: Path) -> None:
    code, output = finalize(workspace, "--by", "Lê Thị Hoa")
    assert code == 0
    assert "Đã chốt năm 2026, lần 1: 3 đơn vị được xếp loại" in output
    folder = editions(workspace) / "lan-1"
    assert set(contents(folder)) == FILES
    assert [path.name for path in editions(workspace).iterdir()] == ["lan-1"]
    last = ledger(workspace).records[-1]
    written_down = manifest.sha256((folder / "manifest.json").read_bytes())
    assert (last.draft.action, last.who) == (Action.FROZEN, "Lê Thị Hoa")
    assert last.draft.values == {"edition": "1", "manifest": written_down}


def test_the_manifest_lists_everything_by_hash(frozen: Path) -> None:
    folder = editions(frozen) / "lan-1"
    held = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert held["outputs"] == {
        name: manifest.sha256(content)
        for name, (content, _) in contents(folder).items()
        if name != "manifest.json"
    }
    assert held["inputs"] == {
        f"inputs/2026/nam/tu-cham-{code}.xlsx": manifest.sha256(
            (frozen / f"inputs/2026/nam/tu-cham-{code}.xlsx").read_bytes()
        )
        for code in CODES
    }
    assert held["register"]["last"] == ledger(frozen).last - 1
    assert {"xlsxwriter", "docxtpl", "python-docx", "lxml"} <= set(held["libraries"])


def test_what_was_frozen_is_what_the_engine_gave(frozen: Path) -> None:
    results = read_frozen(editions(frozen) / "lan-1")
    run = pipeline.consolidate(pipeline.open_office(frozen)).consolidation
    for code in CODES:
        unit, card = results.by_code[code], run.results[code].card
        receipt = run.receipt(code)
        assert receipt and receipt.card and card
        assert unit.self_score == receipt.card.shown
        assert unit.final == unit.verified == card.shown
    assert sorted(unit.overall for unit in results.units if unit.overall) == sorted(
        result.overall.place for result in run.results.units if result.overall
    )


def test_a_second_run_changes_no_byte_no_time_and_no_line(frozen: Path) -> None:
    before, known = contents(editions(frozen)), ledger(frozen).last
    code, output = finalize(frozen)
    assert (code, output.splitlines()[-1][:10]) == (0, "Không đổi:")
    assert contents(editions(frozen)) == before
    assert ledger(frozen).last == known


def test_two_workspaces_with_the_same_register_freeze_the_same_bytes(ready: Path, tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        root = shutil.copytree(ready, tmp_path / name)
        finalize(root)
        made.append({name: content for name, (content, _) in contents(editions(root)).items()})
    assert made[0] == made[1]


def dying_after_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the power went out between the folder and the register's line."""
    append = Register.append

    def dies(self: Register, year: int, decide: Callable[[Ledger], Iterable[Draft]], *more: object) -> object:
        def decided(held: Ledger) -> Iterable[Draft]:
            drafts = tuple(decide(held))
            if any(draft.action is Action.FROZEN for draft in drafts):
                raise KeyboardInterrupt
            return drafts

        return append(self, year, decided, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(Register, "append", dies)


def killed(root: Path) -> None:
    with pytest.MonkeyPatch.context() as patched:
        dying_after_the_folder(patched)
        with pytest.raises(KeyboardInterrupt):
            pipeline.finalize(pipeline.open_office(root), now=LATER)


def test_a_crash_before_the_line_is_mended_by_the_next_run(workspace: Path) -> None:
    killed(workspace)
    before = contents(editions(workspace))
    assert not list(ledger(workspace).of(Action.FROZEN))
    assert danvan("verify-freeze", "-w", workspace).exit_code == 1
    code, output = finalize(workspace)
    assert code == 0 and "ghi bổ sung dòng chốt lần 1" in output
    assert contents(editions(workspace)) == before
    assert danvan("verify-freeze", "-w", workspace).exit_code == 0


def test_a_folder_that_was_never_recorded_and_no_longer_fits_is_refused(workspace: Path) -> None:
    killed(workspace)
    say(workspace, *superior(("vhxh",)))
    code, output = finalize(workspace, "--again", "--reason", "Thử")
    assert code == 2 and "chưa được ghi vào sổ theo dõi" in output
    assert [path.name for path in editions(workspace).iterdir()] == ["lan-1"]


def test_a_full_disk_leaves_nothing_behind(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = ledger(workspace).last

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("scoring.workspace.os.fsync", full)
    assert danvan("finalize", "-w", workspace).exit_code == 2
    assert list(editions(workspace).iterdir()) == []
    assert ledger(workspace).last == before


# Frozen before, changed since


def test_a_change_is_named_and_needs_again_with_a_reason(frozen: Path) -> None:
    before = contents(editions(frozen) / "lan-1")
    say(frozen, *superior(("tdp-1",)))
    code, output = finalize(frozen)
    assert code == 2
    assert "Sổ theo dõi có thêm dòng mới" in output and "--again --reason" in output
    assert finalize(frozen, "--again")[0] == 2
    code, output = finalize(frozen, "--again", "--reason", "Cấp trên chấm lại")
    assert (code, "lần 2" in output) == (0, True)
    assert contents(editions(frozen) / "lan-1") == before
    held = json.loads((editions(frozen) / "lan-2" / "manifest.json").read_text(encoding="utf-8"))
    assert (held["edition"], held["reason"]) == (2, "Cấp trên chấm lại")
    assert finalize(frozen)[1].splitlines()[-1].startswith("Không đổi:")
    for edition in ("1", "2"):
        assert danvan("verify-freeze", "-w", frozen, edition).exit_code == 0


def test_again_without_an_edition_or_a_change_makes_none(workspace: Path) -> None:
    assert finalize(workspace, "--again", "--reason", "Thử")[0] == 2
    finalize(workspace)
    assert finalize(workspace, "--again", "--reason", "Thử")[1].splitlines()[-1].startswith("Không đổi:")
    assert [path.name for path in editions(workspace).iterdir()] == ["lan-1"]


def test_an_altered_result_is_named_by_finalize_too(frozen: Path) -> None:
    (editions(frozen) / "lan-1" / "xep-loai.xlsx").write_bytes(b"x")
    code, output = finalize(frozen)
    assert code == 2 and "Tệp kết quả đã đổi: xep-loai.xlsx" in output


def test_a_broken_template_leaves_the_old_documents(frozen: Path) -> None:
    before = contents(editions(frozen))
    templates = frozen / "criteria" / "mau-van-ban"
    templates.mkdir()
    (templates / "quyet-dinh.docx").write_bytes(b"x")
    code, output = finalize(frozen, "--again", "--reason", "Mẫu mới")
    assert code == 2 and "quyet-dinh.docx" in output
    assert contents(editions(frozen)) == before
    assert not list((frozen / "outputs").rglob(".*"))


def test_consolidate_still_works_and_says_that_the_year_is_frozen(frozen: Path) -> None:
    before = contents(editions(frozen))
    result = danvan("consolidate", "-w", frozen)
    assert result.exit_code == 0
    assert "Năm 2026 đã chốt lần 1 ngày 20/12/2026" in result.stderr
    assert contents(editions(frozen)) == before


# verify-freeze


def test_nothing_changed_agrees_to_the_byte(frozen: Path) -> None:
    before = contents(frozen)
    result = danvan("verify-freeze", "-w", frozen)
    assert result.exit_code == 0
    assert result.output.splitlines()[-1].startswith("Khớp từng byte: lần chốt 1 của năm 2026, 17 tệp")
    assert contents(frozen) == before


def appended(path: str) -> Change:
    def change(root: Path) -> None:
        (root / path).write_bytes((root / path).read_bytes() + b"\0")

    return change


def removed(path: str) -> Change:
    return lambda root: (root / path).unlink()


def added(path: str, content: bytes = b"x") -> Change:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)

    return change


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
    assert "Khớp từng byte" in result.output


def test_a_form_that_came_later_does_not_change_what_is_made_again(frozen: Path) -> None:
    later = with_row(sound("ktht", sending=2), "2.6", explanation="Đã bổ sung hồ sơ.")
    put_form(frozen, "ktht-2", written(later, "ktht"))
    result = danvan("verify-freeze", "-w", frozen)
    assert result.exit_code == 1
    assert "Tệp đầu vào mới, không có khi chốt: inputs/2026/nam/tu-cham-ktht-2.xlsx" in result.output
    assert "Tính lại ra khác" not in result.output


def test_a_program_that_makes_other_bytes_is_named(frozen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scoring.__version__", "9.9.9")
    monkeypatch.setattr("scoring.pipeline.consolidation.__version__", "9.9.9")
    output = danvan("verify-freeze", "-w", frozen).output
    assert "khi chốt là 0.1.0, nay là 9.9.9" in output
    assert "Tính lại ra khác: tong-hop.xlsx" in output


def test_another_library_with_the_same_bytes_is_a_note(frozen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = manifest.libraries()
    monkeypatch.setattr(manifest, "libraries", lambda: {**known, "lxml": "0.0"})
    result = danvan("verify-freeze", "-w", frozen)
    assert result.exit_code == 0
    assert "Thư viện lxml đã đổi" in result.output


@pytest.mark.parametrize("edition", [(), ("3",)])
def test_an_edition_that_does_not_exist_is_said(workspace: Path, edition: tuple[str, ...]) -> None:
    result = danvan("verify-freeze", "-w", workspace, *edition)
    assert result.exit_code == 2
    assert "danvan finalize" in result.output


# Year on year


def comparison(root: Path) -> list[str]:
    sheet = load_workbook(editions(root) / "lan-1" / "xep-loai.xlsx")["So với năm trước"]
    return [str(cell.value) for row in sheet for cell in row if cell.value is not None]


def listed(root: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in (("Đơn vị", "Điểm", "Xếp loại", "Hạng"), *rows):
        book.active.append(list(row))
    buffer = BytesIO()
    book.save(buffer)
    added("inputs/2025/ket-qua.xlsx", buffer.getvalue())(root)
    return root / "inputs/2025/ket-qua.xlsx"


def test_without_an_earlier_year_the_sheet_says_how_to_add_one(frozen: Path) -> None:
    assert any("inputs/2025/ket-qua.xlsx" in text for text in comparison(frozen))


def test_a_list_in_excel_is_compared_with_and_held_by_hash(workspace: Path) -> None:
    path = listed(
        workspace,
        ("Tổ dân phố số 1", 91, "Xuất sắc", 1),
        ("Phòng VHXH cũ", 80, "Tốt", 2),
        ("vhxh", 70, "Khá", 3),
    )
    code, output = finalize(workspace)
    assert code == 0 and "Phòng VHXH cũ" in output
    shown = comparison(workspace)
    assert {"Điểm 2025", "Hạng 2025", "Hạng 2026", "Đổi hạng"} <= set(shown)
    assert {"Không có trong danh sách năm trước", "Không còn trong danh sách năm nay"} <= set(shown)
    assert any("không rõ bộ tiêu chí và thang điểm" in text for text in shown)
    held = json.loads((editions(workspace) / "lan-1" / "manifest.json").read_text(encoding="utf-8"))
    assert held["earlier"] == {"inputs/2025/ket-qua.xlsx": manifest.sha256(path.read_bytes())}
    assert danvan("verify-freeze", "-w", workspace).exit_code == 0


def test_a_list_with_errors_is_refused_by_cell(workspace: Path) -> None:
    listed(workspace, ("vhxh", "nhiều", "Tốt", 1))
    code, output = finalize(workspace)
    assert code == 2
    assert "inputs/2025/ket-qua.xlsx, trang “Sheet” ô B2" in output
    assert not editions(workspace).exists()


def test_an_earlier_frozen_year_is_compared_with_also_after_its_next_edition(
    closed: Path, workspace: Path
) -> None:
    results = read_frozen(editions(closed) / "lan-1")
    last_year = frozen_json(results.model_copy(update={"year": 2025}))
    for edition in (1, 2):
        folder = workspace / "outputs/2025/nam/chinh-thuc" / f"lan-{edition}"
        added("ket-qua.json", last_year)(folder)
        added(
            "manifest.json", json.dumps({"outputs": {"ket-qua.json": manifest.sha256(last_year)}}).encode()
        )(folder)
        if edition == 1:
            finalize(workspace)
            assert "Hạng 2025" in comparison(workspace)
    result = danvan("verify-freeze", "-w", workspace)
    assert (
        "Kết quả năm trước mới, không có khi chốt: outputs/2025/nam/chinh-thuc/lan-2/ket-qua.json"
        in result.output
    )
    assert "Tính lại ra khác" not in result.output


@pytest.mark.parametrize("name", ["finalize", "verify-freeze"])
def test_every_command_has_an_example_and_stands_in_the_readme(name: str) -> None:
    shown = danvan(name, "--help").output
    assert f"Ví dụ: danvan {name}" in shown
    assert not ENGLISH.search(shown)
    assert f"`danvan {name}" in (ROOT / "README.md").read_text(encoding="utf-8")
