"""Needs of classes that cannot be judged are refused when a set is loaded, with the line and the cure."""

from pathlib import Path

import pytest

from scoring.criteria.loader import load_roster
from tests.conftest import SETS
from tests.criteria.broken import Change, Workshop

NEED = '{code: "1", at_least_percent: 50}'
COUNT = "rule: {kind: count, label: Số mô hình được khen, each: 2}"
BONUS = "bonus:\n  text"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ([(NEED, '{code: "1", at_least: 2}')], "“1” không có số liệu để xét"),
        ([(NEED, '{code: "1.2", at_least: 2}')], "“1.2” không có số liệu để xét"),
        ([(NEED, "{code: TR1, at_least: 2}")], "“TR1” thuộc phần điểm trừ"),
        ([(NEED, "{code: TR1, at_least_percent: 2}")], "“TR1” thuộc phần điểm trừ"),
        ([(NEED, '{code: "2.1", at_least: 100.5}')], "tỷ lệ không quá 100%"),
        ([(NEED, '{code: "1"}')], "ghi đúng một trong hai"),
        ([(NEED, '{code: "1", at_least_percent: 5, at_least: 1}')], "ghi đúng một trong hai"),
        ([(NEED, '{code: "1.7", at_least_percent: 5}')], "không có nhóm hay tiêu chí"),
        ([("max: 8", "max: 0")], "điểm tối đa 0 chỉ dùng khi chỉ lấy số liệu"),
        ([(COUNT, COUNT.replace(", each: 2", ""))], "cần ghi each"),
        ([(f"max: 5, {COUNT}", f"max: 0, {COUNT}")], "chỉ lấy số liệu (max: 0) thì không ghi each"),
        ([(BONUS, 'bonus:\n  code: "1.2"\n  text')], "mã “1.2” đã dùng"),
    ],
)
def test_what_cannot_be_judged_is_refused(changes: list[Change], says: str, tmp_path: Path) -> None:
    told = Workshop(tmp_path).breaks(*changes)
    assert any(says in line for line in told), told


def test_figures_without_points_and_the_bonus_block_may_be_needed(tmp_path: Path) -> None:
    figure = COUNT.replace(", each: 2", "")
    roster = Workshop(tmp_path).sound(
        (NEED, "{code: TH, at_least_percent: 60}, {code: T1, at_least: 1}"),
        (BONUS, "bonus:\n  code: TH\n  text"),
        (f"max: 5, {COUNT}", f"max: 0, {figure}"),
    )
    assert roster.criteria.needed == {"T1"}
    assert roster.criteria.criteria["T1"].rule_words == (
        "Số mô hình được khen: chỉ lấy số liệu để xét loại, không tính điểm."
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [("{code: A1, at_least: 100}", "{code: A1, at_least: 99}"), ("  code: TH\n  text", "  code: TX\n  text")],
)
def test_what_a_class_needs_is_part_of_a_form(old: str, new: str, tmp_path: Path) -> None:
    text = (SETS / "so-lieu" / "criteria.yaml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    changed = text.replace(old, new).replace("code: TH,", "code: TX,").replace("[TH, B]", "[TX, B]")
    (tmp_path / "criteria.yaml").write_text(
        changed if "TX" in new else text.replace(old, new), encoding="utf-8"
    )
    units = (SETS / "so-lieu" / "units.yaml").read_bytes()
    (tmp_path / "units.yaml").write_bytes(units)
    before, after = load_roster(SETS / "so-lieu"), load_roster(tmp_path)
    assert before.form_hash(before.units[0], "nam") != after.form_hash(after.units[0], "nam")
