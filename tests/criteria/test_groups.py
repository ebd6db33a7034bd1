"""What a set may say of its groups: a cap (R20), a level that fails (R19), one claim of several (R24)."""

from pathlib import Path

import pytest

from scoring.criteria import tally
from scoring.criteria.loader import load_roster, load_set
from scoring.criteria.units import Roster
from scoring.errors import SetError
from tests.conftest import SETS
from tests.criteria.books import again

SET = SETS / "nhom-diem" / "criteria.yaml"


def said(folder: Path, old: str, new: str) -> str:
    """What is said of the set after one change, without the place; empty where it is sound."""
    text = SET.read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / "criteria.yaml").write_text(text.replace(old, new), encoding="utf-8")
    return complaint(folder)


def complaint(folder: Path) -> str:
    """Every message about the set of the folder; nothing where it is sound."""
    try:
        load_set(folder)
    except SetError as error:
        return "\n".join(error.messages)
    return ""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("cap: 10", "cap: 13.5", "nhóm chặn ở 13,5 điểm (cap) nhưng các tiêu chí cộng lại 13,5"),
        ("cap: 10", "cap: 10\n    max: 13.5", "nhóm đã ghi cap thì không ghi max"),
        ("cap: 10", "cap: 0", "phải lớn hơn 0"),
        ("cap: 3", "cap: 2.555", "2,555 quá lẻ"),
        ("scale: 40", "scale: 34.5", "thang điểm là 34,5, điểm tối đa các tiêu chí cộng lại 40"),
        ("max: 20", "max: 21", "nhóm ghi 21 điểm, các tiêu chí cộng lại 20"),
        (
            "points: 0, fails: true",
            "points: 0.5, fails: true",
            "là điểm liệt (fails) thì chính nó phải 0 điểm",
        ),
        ("Có nhắc nhở, points: 0.5", "Có nhắc nhở, points: 0.004", "mức “Có nhắc nhở” cũng được 0 điểm"),
        ("only_one: true", "only_one: true\n        max: 5", "nhóm ghi 5 điểm, các tiêu chí cao nhất 4"),
        ("only_one: true", "only_one: co", "phải là true (có) hoặc false (không)"),
        (
            "max: 2.5, not_applicable: excluded",
            "max: 2.5, not_applicable: full",
            "vì không phát sinh mà như đã",
        ),
        (
            "max: 3, rule: {kind: direct, step: 0.5}",
            "max: 3, rule: {kind: superior, who: UBND xã}",
            "tự chấm",
        ),
        ("only_one: true", "only_one: false", "thang điểm là 40, điểm tối đa các tiêu chí cộng lại 45,5"),
        ('code: "2.2"\n        text', 'code: "2.2"\n        only_one: true\n        text', "cộng lại 36"),
    ],
)
def test_what_means_nothing_in_a_group_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert words in said(tmp_path, old, new)


def test_the_maximum_of_a_group_is_its_cap() -> None:
    criteria = load_set(SET.parent)
    assert [tally.most(group) for group in criteria.groups] == [10, 20, 10]
    assert tally.most(criteria.groups[0], {"1.1", "1.4"}) == 6.5
    assert tally.group_title(criteria.groups[0]) == "ĐỔI MỚI, SÁNG TẠO (tính không quá 10 điểm)"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("cap: 3", "cap: 2"),
        ("Có nhắc nhở, points: 0.5", "Có nhắc nhở, points: 0, fails: true"),
        ("        only_one: true\n", "        cap: 4\n"),
    ],
)
def test_another_way_to_reckon_a_group_makes_another_form(tmp_path: Path, old: str, new: str) -> None:
    assert said(tmp_path, old, new) == ""
    roster = load_roster(SET.parent)
    changed = Roster(load_set(tmp_path), roster.units)
    assert changed.form_hash(roster.units[0], "nam") != roster.form_hash(roster.units[0], "nam")


def test_a_choice_has_no_groups_and_no_failing_levels(tmp_path: Path) -> None:
    found = said(tmp_path, 'code: "3"\n', 'code: "3"\n    only_one: true\n')
    assert found.count("không đặt nhóm con; mỗi lựa chọn là một tiêu chí") == 2
    found = said(tmp_path, "text: Kỷ luật, kỷ cương", "text: Kỷ luật\n        only_one: true")
    assert "tiêu chí “3.2.1” không có điểm liệt (fails): không chọn thì được 0 điểm" in found


def test_a_level_fails_in_no_block_beside_the_scale(tmp_path: Path) -> None:
    levels = "levels, levels: [{text: Không, points: 0, fails: true}, {text: Có, points: 1}]"
    penalty = (
        f"penalty: {{text: P, cap: 1, criteria: [{{code: P, text: P, max: 1, rule: {{kind: {levels}}}}}]}}\n"
    )
    for old, new in (
        ("đột xuất, max: 1, rule: {kind: yes_no", f"đột xuất, max: 1, rule: {{kind: {levels}"),
        ("blocks:\n", f"{penalty}blocks:\n"),
    ):
        found = said(tmp_path, old, new)
        assert "điểm liệt (fails) chỉ dùng ở tiêu chí của nhóm" in found


def test_the_excel_set_gives_all_of_it_back() -> None:
    criteria = again(load_roster(SET.parent)).criteria
    assert {code: group.cap for code, group in criteria.all_groups.items() if group.cap} == {
        "1": 10,
        "1.3": 3,
    }
    assert [code for code, group in criteria.all_groups.items() if group.only_one] == ["3.1"]
    assert [code for code, each in criteria.criteria.items() if each.rule.fails] == ["3.2.1"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "max: 5, not_applicable: excluded, evidence",
            "max: 5, not_applicable: full, evidence",
            "không phát sinh",
        ),
        (
            "evidence: required, rule: {kind: best",
            "explanation: below_max, rule: {kind: best",
            "tính khi tổng hợp",
        ),
    ],
)
def test_points_beside_the_best_ask_nothing_that_a_form_cannot_know(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    text = (SETS / "cach-cham" / "criteria.yaml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    (tmp_path / "criteria.yaml").write_text(text.replace(old, new), encoding="utf-8")
    assert words in complaint(tmp_path)


def test_a_bonus_of_which_one_may_be_claimed_is_a_choice_too(tmp_path: Path) -> None:
    found = said(tmp_path, "  cap: 4\n", "  cap: 4\n  only_one: true\n")
    assert found == ""
    found = said(tmp_path, "max: 1, rule: {kind: yes_no}", "max: 1, rule: {kind: superior, who: X}")
    assert found == ""
    text = SET.read_text(encoding="utf-8").replace("  cap: 4\n", "  cap: 4\n  only_one: true\n")
    (tmp_path / "criteria.yaml").write_text(
        text.replace("max: 1, rule: {kind: yes_no}", "max: 1, rule: {kind: superior, who: X}"),
        encoding="utf-8",
    )
    assert "tiêu chí “T3” phải do đơn vị tự chấm" in complaint(tmp_path)
    roster = load_roster(SETS / "cach-cham")
    assert again(roster).criteria.bonus == roster.criteria.bonus
