"""Conditions that the unit alone has spoken of, and those that a person decides, up to the frozen results."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.engine.model import State
from scoring.intake.model import Row
from scoring.pipeline.consolidation import standing
from scoring.pipeline.office import open_office
from scoring.register import Action
from scoring.register.actions import ConditionDecided
from scoring.reports.final.frozen import read_frozen
from scoring.rules import Entry
from tests.closing.acts import editions, finalize, ledger
from tests.intake.forms import sound, written
from tests.support.commands import ENGLISH, danvan
from tests.support.office_year import arrivals, put_form, say, superior, with_forms
from tests.test_cli_verified import verdicts

WHY = ("--reason", "Đã có kết luận", "--document", "KL 7/KL-UBND")


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All points verified, by a version that knew nothing of verified conditions."""
    root = with_forms(tmp_path_factory.mktemp("judged") / "phuong")
    say(root, *verdicts(root, conditions=False), *superior(), *arrivals())
    return root


@pytest.fixture
def office(judged: Path, tmp_path: Path) -> Path:
    return shutil.copytree(judged, tmp_path / "phuong")


def decided(root: Path, *words: str, code: int = 0) -> str:
    result = danvan("decide", *words, "-w", root)
    assert result.exit_code == code, result.output
    assert not ENGLISH.search(result.output), result.output
    return " ".join(result.output.split())


def class_of(root: Path, unit: str) -> tuple[State, str]:
    result = standing(open_office(root), stage="verified").results[unit]
    assert result.standing
    return result.state, result.standing.name


def unit_of(root: Path, code: str) -> dict[str, Any]:
    danvan("consolidate", "-w", root)
    data = json.loads((root / "outputs/2026/nam/tong-hop.json").read_text(encoding="utf-8"))
    return next(unit for unit in data["units"] if unit["code"] == code)


def test_a_year_verified_before_conditions_were_stays_open_and_says_the_way_out(office: Path) -> None:
    code, said = finalize(office)
    assert code == 2
    assert "Chưa thẩm định điều kiện xếp loại (3)" in said
    assert "danvan decide condition vhxh DK1 --does-not-hold" in said
    assert class_of(office, "ktht")[0] is State.VALID
    assert "Chưa thẩm định điều kiện xếp loại của 3 đơn vị" in danvan("consolidate", "-w", office).output
    decided(office, "adopt", "--all-units", "--reason", "Biên bản 05/12")
    assert class_of(office, "ktht")[0] is State.VERIFIED
    assert finalize(office)[0] == 0


def test_a_decided_condition_lowers_the_class_and_is_told_with_its_document(office: Path) -> None:
    decided(office, "adopt", "--all-units", "--reason", "Biên bản 05/12")
    before = class_of(office, "ktht")
    seen = decided(office, "condition", "ktht", "DK1", "--holds", *WHY, "--dry-run")
    assert "chưa ghi gì" in seen
    assert "Khá" in seen
    assert class_of(office, "ktht") == before != (State.VERIFIED, "Khá")
    decided(office, "condition", "ktht", "DK1", "--holds", *WHY)
    assert class_of(office, "ktht") == (State.VERIFIED, "Khá")
    told = danvan("trail", "ktht", "DK1", "-w", office).output
    assert "Trả lời của đơn vị: Không" in told
    assert "Quyết định điều kiện: Đã có kết luận, KL 7/KL-UBND" in told
    assert "Chính thức: Có" in told
    [found] = [each for each in unit_of(office, "ktht")["conditions"] if each["code"] == "DK1"]
    assert (found["declared"], found["decided"], found["holds"]) == (False, True, True)
    assert found["document"] == "KL 7/KL-UBND"
    book = load_workbook(office / "outputs/2026/nam/tong-hop.xlsx", data_only=True)
    cells = [[cell.value for cell in row] for row in book["Nguồn điểm"].iter_rows()]
    told_there = {"DK1", "Không", "Có", "Quyết định điều kiện: Đã có kết luận, KL 7/KL-UBND"}
    assert any(told_there <= {*row} for row in cells)
    assert finalize(office)[0] == 0
    frozen = read_frozen(editions(office) / "lan-1").by_code["ktht"]
    assert frozen.class_
    assert frozen.class_.name == "Khá"
    assert [(each.code, each.declared, each.holds) for each in frozen.conditions] == [
        ("DK1", False, True),
        ("DK2", False, False),
    ]
    assert danvan("verify-freeze", "-w", office).exit_code == 0


def test_several_units_are_decided_at_once_and_revoking_brings_the_open_matter_back(office: Path) -> None:
    for code in ("DK1", "DK2"):
        decided(office, "condition", "vhxh", "ktht", "tdp-1", code, "--does-not-hold", *WHY)
    lines = [r for r in ledger(office).records if r.draft.action is Action.CONDITION_DECIDED]
    assert {ConditionDecided.of(line) for line in lines} == {ConditionDecided(holds=False, declared="Không")}
    assert len(lines) == 6
    assert class_of(office, "tdp-1")[0] is State.VERIFIED
    assert "1 mục đã có" in decided(office, "condition", "vhxh", "DK1", "--does-not-hold", *WHY)
    decided(office, "revoke", str(lines[0].seq), "--reason", "Ghi nhầm")
    assert class_of(office, "vhxh")[0] is State.VALID


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ktht", "DK9", "--holds"), "Không có điều kiện “DK9”. Các điều kiện: DK1 ("),
        (("khongco", "DK1", "--holds"), "khongco"),
        (("ktht", "DK1"), "--does-not-hold"),
    ],
)
def test_what_cannot_be_decided_is_refused_with_words(
    office: Path, words: tuple[str, ...], said: str
) -> None:
    assert said in decided(office, "condition", *words, *WHY, code=2)


def test_a_preview_counts_the_conditions_that_still_wait(office: Path) -> None:
    seen = decided(office, "condition", "ktht", "DK1", "--does-not-hold", *WHY, "--dry-run")
    assert "2 → 1" in seen
    assert "1 đơn vị đổi kết quả" in seen
    assert not [*ledger(office).of(Action.CONDITION_DECIDED)]


def test_a_unit_that_says_otherwise_since_the_decision_is_looked_at_again(office: Path) -> None:
    decided(office, "adopt", "--all-units", "--reason", "Biên bản 05/12")
    decided(office, "condition", "ktht", "DK1", "--does-not-hold", *WHY)
    assert finalize(office)[0] == 0
    form = sound("ktht", sending=2)
    rows = {**form.rows, "DK1": Row("DK1", Entry(), explanation="Đã bị kỷ luật")}
    put_form(office, "ktht-2", written(replace(form, rows=rows, declared={"DK1": True, "DK2": False})))
    decided(office, "adopt", "--all-units", "--reason", "Biên bản 15/12")
    code, said = finalize(office)
    assert code == 2
    assert "Cần xem lại quyết định về điều kiện DK1" in said
    assert "khi quyết định, đơn vị khai “Không”, nay khai “Có”" in said


def test_one_condition_is_adopted_by_its_code(office: Path) -> None:
    for code in ("DK1", "DK2"):
        decided(office, "adopt", "vhxh", "ktht", "tdp-1", code, "--reason", "Đã đối chiếu")
    assert class_of(office, "ktht")[0] is State.VERIFIED
    assert finalize(office)[0] == 0
