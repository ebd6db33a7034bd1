"""Points by the target set for a unit (R23)."""

from decimal import Decimal
from pathlib import Path

import pytest

from scoring.criteria.loader import load_roster
from scoring.criteria.units import Roster
from scoring.engine.points import rounded
from scoring.engine.scorecard import score
from scoring.forms import FormMaker
from scoring.intake.layout import CriterionRow, rows
from scoring.rules import Entry
from tests.conftest import SETS
from tests.criteria.books import again
from tests.criteria.broken import messages
from tests.forms.test_patch import fresh, parts
from tests.rules.cases import points, rule

SET = SETS / "cach-cham"


@pytest.mark.parametrize(
    ("figure", "expected"), [(0, "0"), (1, "2"), (2, "4"), (3, "6"), (4, "6"), ("2.5", "5")]
)
def test_full_points_from_the_target_upwards(figure: int | str, expected: str) -> None:
    found = points(rule("target", label="Số mô hình", target="3"), "6", Decimal(figure))
    assert rounded(found, 2) == Decimal(expected)


def test_each_unit_is_measured_by_its_own_target() -> None:
    roster = load_roster(SET)
    entries = {"3.1": Entry({"1": Decimal(3)}), "3.2": Entry({"1": Decimal("8.2")})}
    worth = [score(roster, unit, entries).marks for unit in roster.units]
    assert [(str(marks["3.1"].points), str(marks["3.2"].points)) for marks in worth] == [
        ("6.00", "1.60"),
        ("3.60", "4.00"),
    ]


def test_the_form_names_the_target_of_its_unit_and_rests_on_it() -> None:
    roster = load_roster(SET)
    said = [roster.criterion(unit, "3.1").how for unit in roster.units]
    on_form = [row.criterion.how for row in rows(roster, roster.units[1]) if isinstance(row, CriterionRow)]
    assert said[1] in on_form
    assert said == [
        f"Số mô hình: đạt chỉ tiêu {number} trở lên được 6 điểm, thấp hơn tính theo tỷ lệ."
        for number in (3, 5)
    ]
    one, other = roster.units
    assert roster.form_hash(one, "nam") != roster.form_hash(other, "nam")
    higher = other.model_copy(update={"targets": one.targets})
    assert Roster(roster.criteria, (one, higher)).form_hash(higher, "nam") == roster.form_hash(one, "nam")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (', targets: [{code: "3.2", number: 20.5}]', "", "“Xã Một” chưa có chỉ tiêu cho tiêu chí “3.2”"),
        ('"3.1", number: 5', '"2.1", number: 5', "không có tiêu chí theo chỉ tiêu giao “2.1”"),
        ("number: 8", "number: 0", "phải lớn hơn 0"),
        (', targets: [{code: "3.2", number: 20.5}]', ', exempt: [{code: "3", basis: QĐ 5}]', ""),
    ],
)
def test_a_unit_has_a_target_of_what_needs_one(tmp_path: Path, old: str, new: str, words: str) -> None:
    for name in ("criteria.yaml", "units.yaml"):
        text = (SET / name).read_text(encoding="utf-8")
        changed = text.replace(old, new) if name == "units.yaml" else text
        (tmp_path / name).write_text(changed, encoding="utf-8")
    if not words:
        load_roster(tmp_path)
        return
    assert words in "\n".join(messages(lambda: load_roster(tmp_path)))


def test_forms_made_together_are_each_of_their_own_target() -> None:
    roster = load_roster(SET)
    maker = FormMaker(roster)
    for unit in roster.units:
        assert parts(maker.form(unit)) == fresh(roster, unit)


def test_targets_survive_excel() -> None:
    roster = load_roster(SET)
    assert [unit.targets for unit in again(roster).units] == [unit.targets for unit in roster.units]
