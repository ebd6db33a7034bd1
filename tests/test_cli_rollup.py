"""``danvan rollup``: what is found where, what is refused, how it ends, and that it changes nothing."""

import hashlib
import json
import os
import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from scoring.pipeline import rollup as module
from scoring.reports.final.frozen import MANIFEST, frozen_json
from scoring.workers import limits, supervised
from scoring.workspace import FROZEN_RESULTS, Workspace
from scoring.xlsx.limits import FILE_BYTES
from tests.reports.rollup.wards import (
    put,
    results,
    under,
    workspace,
)
from tests.support.commands import danvan

NAMES = ("UBND phường Việt Hoà", "UBND phường Thành Đông", "UBND phường Lê Chân")


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """Three workspaces in one folder."""
    for name in NAMES:
        workspace(tmp_path / "cac-phuong" / name, results(name))
    return tmp_path / "cac-phuong"


def told(out: Path, year: int = 2026) -> Any:
    return json.loads((out / f"tong-hop-cac-phuong-{year}.json").read_text(encoding="utf-8"))


def snapshot(root: Path) -> dict[str, tuple[int, bytes]]:
    return {str(p): (p.stat().st_mtime_ns, p.read_bytes()) for p in root.rglob("*") if p.is_file()}


def test_all_in(city: Path, tmp_path: Path) -> None:
    listed = tmp_path / "danh-sach.txt"
    listed.write_text("Phường\nphường Việt Hòa\nPhường Thành Đông\n\nphường Lê Chân\n", encoding="utf-8")
    before = snapshot(city)
    done = danvan("rollup", city, "--expect", listed, "--out", tmp_path / "ra")
    assert done.exit_code == 0, done.output
    assert (
        "Đủ: 3 phường, xã được tổng hợp năm 2026; 0 thư mục không nhận, 0 phường, xã còn thiếu."
        in done.output
    )
    assert "MẪU - chưa ban hành" in done.output
    assert sorted(each["name"] for each in told(tmp_path / "ra")["wards"]) == sorted(NAMES)
    assert snapshot(city) == before


def test_a_second_run_changes_nothing_even_where_the_results_lie_among_the_wards(city: Path) -> None:
    first = danvan("rollup", city, "--out", city / "ra")
    written = {path.name: path.read_bytes() for path in (city / "ra").iterdir()}
    again = danvan("rollup", city, "--out", city / "ra")
    assert (again.exit_code, again.output) == (first.exit_code, first.output) == (0, first.output)
    assert {path.name: path.read_bytes() for path in (city / "ra").iterdir()} == written


def test_folders_of_every_kind_and_the_newest_edition(tmp_path: Path) -> None:
    put(tmp_path / "tay" / "lan-1", results("UBND phường A"))
    put(tmp_path / "gui" / "phuong-b" / "lan-1", results("UBND phường B"))
    put(tmp_path / "gui" / "phuong-b" / "lan-10", results("UBND phường B", edition=10))
    put(tmp_path / "gui" / "phuong-b" / "lan-9", results("UBND phường B", edition=9))
    workspace(tmp_path / "gui" / "phuong-c", results("UBND phường C"))
    workspace(tmp_path / "gui" / "phuong-c", results("UBND phường C", edition=2))
    moved = tmp_path / "gui" / "phuong-d" / "2026" / "nam" / "chinh-thuc" / "lan-3"
    put(moved, results("UBND phường D", edition=3))
    done = danvan("rollup", tmp_path / "tay" / "lan-1", tmp_path / "gui", tmp_path / "gui" / "phuong-c",
                  "--out", tmp_path / "ra")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert [each["edition"] for each in told(tmp_path / "ra")["wards"]] == [1, 10, 2, 3]


def test_the_year_that_most_have_frozen_or_the_one_that_is_named(city: Path, tmp_path: Path) -> None:
    for name in NAMES[:2]:
        workspace(city / name, results(name, year=2025))
    workspace(city / NAMES[2], results(NAMES[2], year=2027))
    assert danvan("rollup", city, "--out", tmp_path / "ra").exit_code == 0
    older = danvan("rollup", city, "--out", tmp_path / "ra", "--year", "2025")
    assert older.exit_code == 1
    [refused] = told(tmp_path / "ra", 2025)["refused"]
    assert (refused["name"], refused["reason"]) == (NAMES[2], "Chưa chốt năm 2025 (đã chốt năm 2026, 2027).")
    workspace(city / "x", results("UBND phường X", year=2027))
    undecided = danvan("rollup", city, "--out", tmp_path / "ra")
    assert undecided.exit_code == 2
    assert "--year" in undecided.output


def test_every_refusal_has_its_sentence(city: Path, tmp_path: Path) -> None:
    put(city / "khac" / "lan-1", under(results("UBND phường Khác"), shared="f" * 64))
    put(city / "hai-1" / "lan-1", results("UBND phường Hai"))
    put(city / "hai-2" / "lan-1", results("UBND phường Hai"))
    (put(city / "sua" / "lan-1", results("UBND phường Sửa")) / FROZEN_RESULTS).write_text("{}")
    (put(city / "thieu" / "lan-1", results("UBND phường Thiếu")) / MANIFEST).unlink()
    put(city / "cu" / "lan-1", results("UBND phường Cũ", year=2025))
    assert danvan("init", city / "chua-chot").exit_code == 0
    (city / "trong").mkdir()
    (city / "nen.zip").write_bytes(b"PK")
    (city / "ghi-chu.txt").write_text("không phải phường")
    (city / "lien-ket").symlink_to(tmp_path)
    linked = put(city / "tro" / "lan-1", results("UBND phường Trỏ")) / FROZEN_RESULTS
    linked.rename(tmp_path / "that.json")
    linked.symlink_to(tmp_path / "that.json")
    with (put(city / "lon" / "lan-1", results("UBND phường Lớn")) / FROZEN_RESULTS).open("wb") as stream:
        stream.truncate(FILE_BYTES + 1)
    done = danvan("rollup", city, "--out", tmp_path / "ra")
    assert done.exit_code == 1
    reasons = {Path(each["folder"]).name: each["reason"] for each in told(tmp_path / "ra")["refused"]}
    says = {
        "khac": "nhưng khác bản", "hai-1": "nhiều thư mục", "hai-2": "nhiều thư mục", "sua": "đã bị sửa",
        "thieu": "Không có tệp", "cu": "năm 2025", "chua-chot": "Chưa có kết quả", "trong": "Chưa có kết quả",
        "nen.zip": "tệp nén", "lien-ket": "liên kết", "tro": "Không đọc được", "lon": "Không đọc được",
    }  # fmt: skip
    assert reasons.keys() == says.keys()
    for folder, words in says.items():
        assert words in reasons[folder], folder
    assert all(each["remedy"] for each in told(tmp_path / "ra")["refused"])
    assert len(told(tmp_path / "ra")["wards"]) == 3
    issuer = next(each["name"] for each in told(tmp_path / "ra")["refused"] if "chua-chot" in each["folder"])
    assert issuer == "UBND phường Việt Hoà"


@pytest.mark.parametrize("content", [b"[" * 1_000_000, b"\xff\xfe\x00", b"null", b"{}", b'{"units": 1e999}'])
def test_a_hostile_file_costs_its_ward_only(city: Path, tmp_path: Path, content: bytes) -> None:
    for name in (FROZEN_RESULTS, MANIFEST):
        folder = put(city / f"xau-{name}" / "lan-1", results("UBND phường Xấu"))
        (folder / name).write_bytes(content)
    done = danvan("rollup", city, "--out", tmp_path / "ra")
    assert done.exit_code == 1
    found = told(tmp_path / "ra")
    assert (len(found["wards"]), len(found["refused"])) == (3, 2)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_folder_names_that_are_not_utf8_stay_apart(city: Path, tmp_path: Path) -> None:
    for n, raw in enumerate((b"\xff", b"\xfe")):
        workspace(Path(os.fsdecode(os.fsencode(city) + b"/p" + raw)), results(f"UBND phường {n}"))
    assert danvan("rollup", city, "--out", tmp_path / "ra").exit_code == 0
    assert len({each["folder"] for each in told(tmp_path / "ra")["wards"]}) == 5


def test_missing_wards_of_a_list_in_excel(city: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["STT", "Tên phường"])
    names = ["Phường Việt Hòa", "Phường Thành Đôngg", "Phường Hồng Bàng", "Phường Hồng Bàng"]
    for n, name in enumerate(names, 1):
        sheet.append([n, name])
    book.save(tmp_path / "danh-sach.xlsx")
    done = danvan("rollup", city, "--expect", tmp_path / "danh-sach.xlsx", "--out", tmp_path / "ra")
    assert done.exit_code == 1
    found = told(tmp_path / "ra")
    assert found["missing"] == [
        {"name": "Phường Thành Đôngg", "proposal": "UBND phường Thành Đông"},
        {"name": "Phường Hồng Bàng", "proposal": ""},
    ]
    assert found["unlisted"] == ["UBND phường Lê Chân", "UBND phường Thành Đông"]
    assert "Không có trong danh sách phường, xã (vẫn tính)" in done.output


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"\n\n", "không có tên phường, xã nào"),
        ("a.txt", b"\xff\x00\xff", "UTF-8"),
        ("a.xlsx", b"PK", "a.xlsx: "),
    ],
)
def test_a_list_that_cannot_be_used(city: Path, tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    done = danvan("rollup", city, "--expect", tmp_path / name, "--out", tmp_path / "ra")
    assert done.exit_code == 2
    assert says in done.output
    assert not (tmp_path / "ra").exists()


def test_a_list_from_notepad_in_utf16(city: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("phường Việt Hoà\r\n".encode("utf-16"))
    done = danvan("rollup", city, "--expect", tmp_path / "a.txt", "--out", tmp_path / "ra")
    assert (done.exit_code, told(tmp_path / "ra")["missing"]) == (0, [])


def test_nothing_usable(tmp_path: Path) -> None:
    (tmp_path / "trong").mkdir()
    done = danvan("rollup", tmp_path / "trong", "--out", tmp_path / "ra")
    assert done.exit_code == 2
    assert "Chưa có kết quả đã chốt. Chốt năm ở nơi gửi" in done.output
    assert not (tmp_path / "ra").exists()


def test_two_sets_with_equally_many_wards_are_for_the_user_to_choose(tmp_path: Path) -> None:
    put(tmp_path / "gui" / "a" / "lan-1", results("UBND phường A"))
    put(tmp_path / "gui" / "b" / "lan-1", under(results("UBND phường B"), shared="f" * 64))
    undecided = danvan("rollup", tmp_path / "gui", "--out", tmp_path / "ra")
    assert (undecided.exit_code, "--set-hash" in undecided.output) == (2, True)
    chosen = danvan("rollup", tmp_path / "gui", "--out", tmp_path / "ra", "--set-hash", "ffffff")
    assert chosen.exit_code == 1
    assert [each["name"] for each in told(tmp_path / "ra")["wards"]] == ["UBND phường B"]
    assert danvan("rollup", tmp_path / "gui", "--set-hash", "fff").exit_code == 2


def test_workspaces_keep_their_place_in_the_tool(tmp_path: Path) -> None:
    """The folder that finalize writes is the folder that rollup reads."""
    edition = Workspace(tmp_path).edition(2026, 2)
    put(edition, results("UBND phường A", edition=2))
    assert edition.relative_to(tmp_path).as_posix() == "outputs/2026/nam/chinh-thuc/lan-2"
    assert danvan("rollup", tmp_path, "--out", tmp_path / "ra").exit_code == 0


def test_a_ward_that_states_what_cannot_be_is_refused_and_the_others_count(
    city: Path, tmp_path: Path
) -> None:
    lying = results("UBND phường Khoe")
    units = tuple(unit.model_copy(update={"final": unit.final and unit.final * 2}) for unit in lying.units)
    put(city / "khoe" / "lan-1", lying.model_copy(update={"units": units}))
    done = danvan("rollup", city, "--out", tmp_path / "ra")
    assert done.exit_code == 1
    [refused] = told(tmp_path / "ra")["refused"]
    assert refused["reason"].startswith("Số liệu không khớp nhau. ")
    assert "điểm chính thức" in refused["reason"] and refused["remedy"].startswith("Hỏi lại nơi gửi")
    assert len(told(tmp_path / "ra")["wards"]) == 3


def test_a_ward_whose_set_is_endless_or_a_pipe_costs_nothing(city: Path, tmp_path: Path) -> None:
    hostile = [b"a:\n" + b"- b\n" * 1_400_000, b"a: {" * 100_000, b"issuer: '" + b"x" * 1_900_000]
    for number, content in enumerate(hostile):
        path = city / f"xau-{number}" / "criteria" / "bo" / "criteria.yaml"
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    if os.name != "nt":
        piped = city / "ong" / "criteria" / "bo" / "criteria.yaml"
        piped.parent.mkdir(parents=True)
        os.mkfifo(piped)
        edition = put(city / "ong-2" / "lan-1", results("UBND phường Ống"))
        (edition / FROZEN_RESULTS).unlink()
        os.mkfifo(edition / FROZEN_RESULTS)
    before = time.monotonic()
    done = danvan("rollup", city, "--out", tmp_path / "ra")
    assert time.monotonic() - before < 15
    assert done.exit_code == 1
    found = told(tmp_path / "ra")
    assert len(found["wards"]) == 3
    assert {each["name"] for each in found["refused"]} >= {"xau-0", "xau-1", "xau-2"}


@pytest.mark.skipif(supervised.METHOD != "fork", reason="a patched reader reaches forked workers only")
def test_a_ward_that_kills_or_hangs_its_reader_costs_itself(
    city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = module._ward

    def behaves(place: Any, year: int | None) -> Any:
        if place.folder.name == "chet":
            os.abort()
        if place.folder.name == "treo":
            time.sleep(600)
        return read(place, year)

    for name in ("chet", "treo"):
        put(city / name / "lan-1", results(f"UBND phường {name}"))
    monkeypatch.setattr(module, "_ward", behaves)
    monkeypatch.setattr(limits, "READ_SECONDS", 1)
    assert danvan("rollup", city, "--out", tmp_path / "ra").exit_code == 1
    found = told(tmp_path / "ra")
    assert len(found["wards"]) == 3
    assert {Path(each["folder"]).name: each["reason"][:30] for each in found["refused"]} == {
        "chet": "Không đọc xong được kết quả (t",
        "treo": "Không đọc xong được kết quả (đ",
    }


def test_results_of_a_million_broken_units_cost_their_ward_only(city: Path, tmp_path: Path) -> None:
    edition = put(city / "xau" / "lan-1", results("UBND phường Xấu"))
    head = frozen_json(results("UBND phường Xấu")).partition(b'"units"')[0]
    content = head + b'"units": [' + b"{}," * 1_000_000 + b"{}]}"
    (edition / FROZEN_RESULTS).write_bytes(content)
    noted = {"outputs": {FROZEN_RESULTS: hashlib.sha256(content).hexdigest()}}
    (edition / MANIFEST).write_text(json.dumps(noted))
    done = danvan("rollup", city, "--out", tmp_path / "ra")
    assert done.exit_code == 1
    [refused] = told(tmp_path / "ra")["refused"]
    assert refused["remedy"] and len(told(tmp_path / "ra")["wards"]) == 3
