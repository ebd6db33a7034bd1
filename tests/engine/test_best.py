"""Points in proportion to the best of the block (R23): worked out once every form has been read."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from scoring.criteria.loader import load_roster
from scoring.criteria.units import Exemption, Roster, Unit
from scoring.engine.model import Mark, Status
from scoring.engine.results import Results, Submission, evaluate
from scoring.engine.scorecard import score
from scoring.rules import Entry
from tests.conftest import SETS

CODE = "4.1"


@pytest.fixture(scope="module")
def roster() -> Roster:
    """Four units in two blocks."""
    found = load_roster(SETS / "cach-cham")
    block = found.criteria.blocks[0].model_copy(update={"code": "khac", "name": "Khối khác"})
    criteria = found.criteria.model_copy(update={"blocks": (*found.criteria.blocks, block)})
    targets = found.units[0].targets
    units = [
        Unit(code=code, name=f"Xã {code}", kind="xa", targets=targets, block="khac" if code == "d" else None)
        for code in "abcd"
    ]
    return Roster(criteria, tuple(units))


def sent(unit: str, figure: int | None, *, valid: bool = True, adopted: bool = False) -> Submission:
    """``figure``: None where it did not arise."""
    entry = Entry(not_applicable=True) if figure is None else Entry({"1": Decimal(figure)})
    return Submission(unit, {CODE: entry}, valid=valid, adopted=frozenset({CODE} if adopted else ()))


def points(found: Results) -> Mapping[str, Decimal | None]:
    return {each.unit: each.card.marks[CODE].points for each in found.units if each.card}


def test_the_best_of_each_block_has_the_maximum_and_the_others_their_share(roster: Roster) -> None:
    found = evaluate(roster, [sent("a", 12), sent("b", 4), sent("c", 0), sent("d", 2)])
    assert points(found) == {"a": 5, "b": Decimal("1.67"), "c": 0, "d": 5}


def test_a_form_with_errors_is_measured_and_measures_nobody(roster: Roster) -> None:
    found = evaluate(roster, [sent("a", 120, valid=False), sent("b", 4), sent("c", 1)])
    assert points(found) == {"a": 5, "b": 5, "c": Decimal("1.25")}
    found = evaluate(roster, [sent("a", 8), sent("b", 4)], left_out={"a": "Mới thành lập"})
    assert points(found) == {"a": 5, "b": 5}


def test_of_nothing_nobody_has_points_and_what_did_not_arise_does_not_count(roster: Roster) -> None:
    found = evaluate(roster, [sent("a", 0), sent("b", 0), sent("c", None)])
    assert points(found) == {"a": 0, "b": 0, "c": 0}
    marks = [each.card.marks[CODE] for each in found.units if each.card]
    assert [(mark.status, mark.top) for mark in marks] == [
        (Status.SCORED, Decimal(5)),
        (Status.SCORED, Decimal(5)),
        (Status.NOT_APPLICABLE, Decimal(0)),
    ]


def test_whoever_is_exempt_is_no_measure(roster: Roster) -> None:
    freed = roster.units[0].model_copy(update={"exempt": (Exemption(code="4", basis="QĐ 5"),)})
    other = Roster(roster.criteria, (freed, *roster.units[1:]))
    found = evaluate(other, [sent("a", 100), sent("b", 4)])
    assert points(found) == {"a": 0, "b": 5}


def test_alone_a_form_waits_for_the_others(roster: Roster) -> None:
    unit = roster.units[0]
    card = score(roster, unit, {CODE: Entry({"1": Decimal(3)})})
    assert card.marks[CODE] == Mark(CODE, Status.AWAITED, None, Decimal(0))
    assert score(roster, unit, {}).marks[CODE].status is Status.BLANK


def test_an_adopted_figure_is_final_at_what_it_is_worth_and_a_verifier_goes_before(roster: Roster) -> None:
    given = [sent("a", 8), sent("b", 4, adopted=True)]
    marks = {each.unit: each.card.marks[CODE] for each in evaluate(roster, given).units if each.card}
    assert (marks["a"].final, marks["b"].final) == (None, Decimal("2.5"))
    given[1] = given[1].verified_by({CODE: Decimal(1)})
    marks = {each.unit: each.card.marks[CODE] for each in evaluate(roster, given).units if each.card}
    assert marks["b"].final == 1
