"""How the points of a group follow from its criteria, where they are not only added (R19, R20, R24, R25)."""

from decimal import Decimal

import pytest

from scoring.criteria.loader import load_roster
from scoring.criteria.units import Exemption, Roster
from scoring.engine.classify import classify
from scoring.engine.model import Scorecard, Status, Sum
from scoring.engine.scorecard import score
from scoring.intake.layout import CriterionRow, HeadingRow, rows
from scoring.rules import NO, YES, Answer, Entry
from tests.conftest import SETS

Said = dict[str, Answer | None]
FULL: Said = {
    "1.1": Decimal(2), "1.2": YES, "1.3.1": Decimal(4), "1.3.2": YES, "1.4": Decimal("1.5"),
    "2.1": Decimal(12), "2.2.1": YES, "2.2.2": YES,
    "3.1.1": YES, "3.1.2": Decimal(0), "3.1.3": Decimal(0), "3.2.1": "Tốt", "3.2.2": YES,
    "T2.1": Decimal(0), "T2.2": Decimal(0), "T3": NO,
}  # fmt: skip
"""Everything there is; None stands for "không phát sinh"."""


@pytest.fixture(scope="module")
def capped() -> Roster:
    return load_roster(SETS / "nhom-diem")


def card(roster: Roster, said: Said) -> Scorecard:
    entries = {
        code: Entry(not_applicable=True) if answer is None else Entry({"1": answer})
        for code, answer in (FULL | said).items()
    }
    return score(roster, roster.units[0], entries)


def reached(points: str, top: str) -> Sum:
    return Sum(Decimal(points), Decimal(top))


@pytest.mark.parametrize(
    ("said", "group", "inner"),
    [
        ({}, ("10", "10"), ("3", "3")),  # 5 + 4 + 3 + 1.5 stop at 10; 2 + 2 stopped at 3 before
        ({"1.2": NO}, ("9.5", "10"), ("3", "3")),  # 5 + 3 + 1.5
        ({"1.3.1": Decimal(1)}, ("10", "10"), ("2.5", "3")),
        (
            {"1.1": Decimal(0), "1.2": None},
            ("4.5", "9.5"),
            ("3", "3"),
        ),  # what is left: 5 + 3 + 1.5
        ({"1.2": None}, ("9.5", "9.5"), ("3", "3")),
        ({"1.3.1": Decimal(0), "1.3.2": None}, ("10", "10"), ("2", "3")),  # in full: its points count
    ],
)
def test_a_group_stops_at_its_cap(
    capped: Roster, said: Said, group: tuple[str, str], inner: tuple[str, str]
) -> None:
    found = card(capped, said)
    assert (found.sum("1"), found.sum("1.3")) == (reached(*group), reached(*inner))
    assert found.main == found.sum("1").points + 30
    assert found.applicable == found.sum("1").top + 30


def test_percent_and_needs_are_of_the_cap(capped: Roster) -> None:
    """All but 1.5 points of 13.5 are as good as all of them: 10 of 10."""
    some = card(capped, {"1.4": Decimal(0)})
    assert (some.main, some.applicable, some.percent) == (Decimal(40), Decimal(40), Decimal(100))
    assert classify(capped, capped.units[0], some, {}).code == "tot"
    less = card(capped, {"1.2": NO, "1.4": Decimal("0.5")})
    assert classify(capped, capped.units[0], less, {}).reason.endswith(
        "nhóm Đổi mới, sáng tạo (1) đạt 8,5/10 điểm, loại “Tốt” phải đạt 100%."
    )


def test_an_exempt_criterion_lowers_the_maximum_only_below_the_cap(capped: Roster) -> None:
    unit = capped.units[0]
    for code, top in (("1.4", 10), ("1.1", Decimal("8.5")), ("1", 0)):
        freed = unit.model_copy(update={"exempt": (Exemption(code=code, basis="QĐ 5"),)})
        roster = Roster(capped.criteria, (freed, *capped.units[1:]))
        assert card(roster, {}).sum("1").top == top


@pytest.mark.parametrize(
    ("said", "group", "outer"),
    [
        ({}, ("6", "6"), ("10", "10")),
        ({"3.2.1": "Có nhắc nhở"}, ("4.5", "6"), ("8.5", "10")),
        ({"3.2.1": "Có vi phạm"}, ("0", "6"), ("4", "10")),  # the group right above, not the one above that
        ({"3.2.1": None}, ("4", "4"), ("8", "8")),  # what did not arise has not failed
    ],
)
def test_a_level_that_fails_makes_its_group_0(
    capped: Roster, said: Said, group: tuple[str, str], outer: tuple[str, str]
) -> None:
    found = card(capped, said)
    assert (found.sum("3.2"), found.sum("3")) == (reached(*group), reached(*outer))


def test_a_group_that_waits_for_an_answer_has_not_failed(capped: Roster) -> None:
    entries = {"3.2.2": Entry({"1": YES})}
    assert score(capped, capped.units[0], entries).sum("3.2") == reached("4", "6")


@pytest.mark.parametrize(("given", "points"), [("0", "0"), ("0.5", "4.5")])
def test_a_verifier_who_gives_0_fails_the_group_and_more_lifts_it(
    capped: Roster, given: str, points: str
) -> None:
    """The verifier gives points, not levels: the set has no other level of 0 points."""
    left_open: dict[str, Answer] = {}
    for own in ({"1": "Tốt"}, {"1": "Có vi phạm"}, left_open):
        said = {code: Entry({"1": answer}) for code, answer in FULL.items() if answer is not None}
        entries = said | {"3.2.1": Entry(own)}
        verified = {
            code: mark.points for code, mark in card(capped, {}).marks.items() if mark.points is not None
        }
        found = score(
            capped, capped.units[0], entries, verified=verified | {"3.2.1": Decimal(given)}, stage="verified"
        )
        assert found.sum("3.2") == reached(points, "6")


@pytest.mark.parametrize(
    ("said", "group"),
    [
        ({}, ("4", "4")),
        ({"3.1.1": NO}, ("0", "4")),
        ({"3.1.1": NO, "3.1.3": Decimal("2.5")}, ("2.5", "4")),  # of the most that any of them brings
        (
            {"3.1.3": Decimal(3)},
            ("4", "4"),
        ),  # the better, and the form is to be mended
        ({"3.1.1": NO, "3.1.2": None}, ("0", "4")),
    ],
)
def test_of_criteria_of_which_one_may_be_claimed_the_best_counts(
    capped: Roster, said: Said, group: tuple[str, str]
) -> None:
    assert card(capped, said).sum("3.1") == reached(*group)


def test_the_maximum_of_a_choice_is_that_of_the_best_left(capped: Roster) -> None:
    freed = capped.units[0].model_copy(update={"exempt": (Exemption(code="3.1.1", basis="QĐ 5"),)})
    roster = Roster(capped.criteria, (freed, *capped.units[1:]))
    assert card(roster, {"3.1.3": Decimal(1)}).sum("3.1") == reached("1", "3")


def test_a_bonus_beside_a_criterion_has_its_own_maximum_and_counts_outside_the_scale(capped: Roster) -> None:
    found = card(capped, {"2.1": Decimal(6), "T2.1": Decimal(9)})
    assert (found.sum("2.1"), found.sum("T2.1")) == (reached("6", "12"), reached("1.5", "1.5"))
    assert (found.sum("2"), found.bonus) == (reached("14", "20"), Decimal("1.5"))
    most = card(capped, {"T2.1": Decimal(9), "T2.2": Decimal(2), "T3": YES})
    assert (most.bonus, most.score) == (Decimal(4), Decimal(104))


def test_whoever_is_exempt_from_a_criterion_is_from_the_bonus_beside_it(capped: Roster) -> None:
    for code in ("2.1", "2"):
        freed = capped.units[0].model_copy(update={"exempt": (Exemption(code=code, basis="QĐ 5"),)})
        found = card(Roster(capped.criteria, (freed, *capped.units[1:])), {"T2.1": Decimal(9), "T3": YES})
        assert (found.marks["T2.1"].status, found.bonus) == (Status.EXEMPT, Decimal(1))


def test_the_form_has_the_bonus_right_below_its_criterion(capped: Roster) -> None:
    codes = [row.criterion.code for row in rows(capped, capped.units[0]) if isinstance(row, CriterionRow)]
    assert codes[codes.index("2.1") :] == [
        *("2.1", "T2.1", "2.2.1", "2.2.2", "T2.2", "3.1.1", "3.1.2", "3.1.3", "3.2.1", "3.2.2", "T3")
    ]
    assert list(card(capped, {}).marks) == codes
    how = capped.criteria.criteria["T2.1"].how
    assert how.startswith("Điểm thưởng thêm cho tiêu chí 2.1, ngoài thang điểm.")


@pytest.mark.parametrize(
    ("one", "other", "bonus"), [(YES, 0, "2"), (YES, 1, "2"), (NO, 1, "1"), (YES, 9, "2.5")]
)
def test_of_a_bonus_of_which_one_may_be_claimed_the_best_counts(one: str, other: int, bonus: str) -> None:
    roster = load_roster(SETS / "cach-cham")
    entries = {"T1": Entry({"1": one}), "T2": Entry({"1": Decimal(other)})}
    assert score(roster, roster.units[0], entries).bonus == Decimal(bonus)
    headings = [row.text for row in rows(roster, roster.units[0]) if isinstance(row, HeadingRow)]
    assert "ĐIỂM THƯỞNG (chỉ tính một tiêu chí)" in headings
