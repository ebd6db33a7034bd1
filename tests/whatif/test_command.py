"""danvan what-if on the example: what it says, what it writes, and that nothing else changes."""

import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from scoring.sheets.look import SHARE_FORMAT
from tests.support.commands import ENGLISH, danvan

WORKBOOK = "outputs/2026/nam/thu-phuong-an.xlsx"


def everything(root: Path) -> dict[str, str]:
    files = (path for path in root.rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_trial_writes_its_workbook_and_nothing_else(inbox: Path) -> None:
    before = everything(inbox)
    done = danvan(
        "what-if", "-w", inbox, "--cut-off", "tot=70", "--unit", "tdp-01", "--stability", "--draws", "200"
    )
    assert done.exit_code == 0, done.output
    after = everything(inbox)
    assert set(after) - set(before) == {WORKBOOK}
    assert {name: after[name] for name in before} == before
    book = openpyxl.load_workbook(inbox / WORKBOOK)
    assert book.sheetnames == [
        "Tóm tắt", "Số đơn vị theo loại", "Đổi loại, đổi hạng", "Lên, xuống một loại",
        "Độ vững thứ hạng", "Ảnh hưởng tiêu chí", "Hạ một mức",
    ]  # fmt: skip
    for sheet in (book["Độ vững thứ hạng"], book["Ảnh hưởng tiêu chí"]):
        shares = [cell.column for cell in sheet[4] if str(cell.value).endswith("(%)")]
        assert shares
        assert {sheet.cell(5, column).number_format for column in shares} == {SHARE_FORMAT}
    lost, lower = (column[4:] for column in book["Hạ một mức"].iter_cols(4, 5, values_only=True))
    assert all(
        str(codes)[:1].isupper() or str(codes)[:1].isdigit() for codes in filter(None, (*lost, *lower))
    )
    assert "Chỉ là thử: không ghi gì vào sổ" in done.output
    assert not ENGLISH.search(done.output)


def test_the_same_trial_gives_the_same_bytes(inbox: Path) -> None:
    words = ("what-if", "-w", inbox, "--max", "3.1.1=3", "--stability", "--draws", "100")
    contents = []
    for _ in range(2):
        assert danvan(*words).exit_code == 0
        contents.append((inbox / WORKBOOK).read_bytes())
    assert contents[0] == contents[1]


def test_a_class_that_begins_lower_is_told_for_programs(inbox: Path) -> None:
    bounds = ("xuat-sac=60", "tot=50", "kha=40", "trung-binh=30")
    words = [word for bound in bounds for word in ("--cut-off", bound)]
    done = danvan("what-if", "-w", inbox, *words, "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    counted = {row["class"]: row["after"] for row in told["tables"]["classes"]}
    moved = [row for row in told["tables"]["moved"] if row["class_before"] != row["class_after"]]
    assert counted["Xuất sắc"] == sum(row["before"] for row in told["tables"]["classes"]) == 3
    assert {row["class_after"] for row in moved} <= {"Xuất sắc"}
    assert told["scenarios"][0]["classes"]["tot"] == "50"


def test_a_saved_scenario_is_tried_again_from_its_file(inbox: Path) -> None:
    words = ("--cut-off", "tot=70", "--name", "Hạ mức Tốt", "--why", "Đề nghị của khối phòng")
    saved = danvan("what-if", "-w", inbox, *words, "--save", "--by", "Trần Thị B", "--json")
    path = inbox / "phuong-an" / "ha-muc-tot.yaml"
    assert path.read_text(encoding="utf-8").startswith("# Phương án thử, Trần Thị B lập lúc ")
    again = danvan("what-if", "-w", inbox, path, "--json")
    assert json.loads(again.stdout) == json.loads(saved.stdout)
    kept = path.read_bytes()
    assert danvan("what-if", "-w", inbox, *words, "--save").exit_code == 0
    assert path.read_bytes() == kept
    other = ("--cut-off", "tot=71", *words[2:], "--save")
    twice = danvan("what-if", "-w", inbox, *other)
    assert twice.exit_code == 2
    assert "Đã có phương án" in twice.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "Chưa có gì để thử"),
        (("--cut-off", "tot"), "không đúng dạng TÊN=GIÁ_TRỊ"),
        (("--cut-off", "tott=75"), "không có loại “tott” (có phải “tot”?)"),
        (("--cut-off", "giỏi=75"), "mức điểm của loại “giỏi”: “giỏi” chỉ được gồm chữ không dấu"),
        (("--condition", "tdp-01=có"), "không đúng dạng ĐƠN_VỊ:ĐIỀU_KIỆN=có"),
        (("--unit", "Tổ dân phố số 99"), "Không có đơn vị “Tổ dân phố số 99”"),
        (("--save",), "Chưa gõ thay đổi nào để thử"),
        (("--cut-off", "tot=70", "--save"), "Lưu phương án cần ghi lý do"),
        (("khong-co.yaml",), "Không đọc được tệp phương án"),
        (("--against", "khac"), "Không có bộ tiêu chí “khac”"),
    ],
)
def test_what_is_typed_wrong_is_said(inbox: Path, words: tuple[str, ...], says: str) -> None:
    done = danvan("what-if", "-w", inbox, *words)
    assert done.exit_code == 2
    assert says in " ".join(done.output.split())


def test_the_sentences_alone_are_for_the_report(inbox: Path) -> None:
    done = danvan("what-if", "-w", inbox, "--cut-off", "tot=70", "--stability", "--draws", "100", "--text")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "Điểm tự chấm, chưa thẩm định."
    assert all(line.endswith(".") for line in lines)
    assert not ENGLISH.search(done.stdout)


def test_every_table_is_written_as_parquet_too(inbox: Path) -> None:
    done = danvan("what-if", "-w", inbox, "--cut-off", "tot=88", "--unit", "tyt", "--parquet", "--json")
    assert done.exit_code == 0, done.output
    folder = (inbox / WORKBOOK).parent
    tables = json.loads(done.stdout)["tables"]
    files = {"classes": "so-don-vi-theo-loai", "moved": "doi-loai-doi-hang", "reach": "len-xuong-mot-loai"}
    assert set(tables) == set(files)
    for name, file in files.items():
        rows = pq.read_table(folder / f"thu-phuong-an-{file}.parquet").to_pylist()
        assert len(rows) == len(tables[name]) > 0
        for row, shown in zip(rows, tables[name], strict=True):
            exact = {key for key, value in row.items() if isinstance(value, Decimal)}
            assert row == {key: Decimal(value) if key in exact else value for key, value in shown.items()}


def test_final_scores_are_verified_ones_with_what_persons_decided(verified: Path) -> None:
    """tdp-1 is classed by a decision: final results count it so, the rules alone do not."""

    def told(basis: str) -> dict[str, Any]:
        words = ("--stage", basis, "--cut-off", "tot=79", "--unit", "tdp-1", "--json")
        done = danvan("what-if", "-w", verified, *words)
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    final, alone = told("final"), told("verified")
    assert (final["basis"], final["stage"], alone["basis"]) == ("final", "verified", "verified")
    counted = [{row["class"]: row["before"] for row in each["tables"]["classes"]} for each in (final, alone)]
    assert counted[0]["Yếu"] == counted[1]["Yếu"] + 1
    assert final["tables"]["reach"] == [] != alone["tables"]["reach"]
    assert any("do người có thẩm quyền quyết định" in line for line in final["said"])
    assert "chưa kể quyết định xếp loại" in alone["said"][0]
