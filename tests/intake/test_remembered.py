"""What is remembered of one form says nothing of another: each is read the same with it and without."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from scoring.engine.points import claimed
from scoring.findings import Place
from scoring.intake.binding import bind, known_form
from scoring.intake.layout import COLUMNS, as_criterion, rows
from scoring.intake.locate import Header
from scoring.intake.model import RowPlaces
from scoring.intake.once import once_each
from scoring.xlsx.grid import Address, Sheet, Value
from tests.intake.forms import changed, mini, received, written
from tests.support.memory import without_memory
from tests.workbooks.should_fail import SHOULD_FAIL
from tests.workbooks.should_pass import SHOULD_PASS

TITLES = {column.key: number for number, column in enumerate(COLUMNS, 1)}


@pytest.mark.parametrize("name", [*SHOULD_FAIL, *SHOULD_PASS])
def test_a_form_says_the_same_after_a_sound_one(name: str, tmp_path: Path) -> None:
    content = SHOULD_FAIL[name]() if name in SHOULD_FAIL else changed(SHOULD_PASS[name])
    with without_memory():
        anew = received(content, tmp_path)
    received(written(), tmp_path)
    assert received(content, tmp_path) == anew
    assert received(content, tmp_path) == anew, "when its own rows are remembered"


@pytest.mark.parametrize("name", [*SHOULD_FAIL, *SHOULD_PASS])
def test_the_card_knows_what_a_row_claims(name: str, tmp_path: Path) -> None:
    receipt = received(SHOULD_FAIL[name]() if name in SHOULD_FAIL else changed(SHOULD_PASS[name]), tmp_path)
    if receipt.form is None or receipt.card is None:
        return
    unit = mini().unit(receipt.unit)
    assert unit
    asked = [each for each in mini().asked(unit) if each.by_unit and not mini().exemption(unit, each.code)]
    for criterion in asked:
        entry = receipt.form.entries.get(criterion.code)
        if entry and not criterion.rule.relative:
            worth = claimed(criterion, entry, mini().criteria.rounding.points)
            assert worth == receipt.card.marks[criterion.code].points


def sheet_with(*cells: tuple[Address, Value]) -> Header:
    """A score sheet with the plan's rows as they are sent, and some cells more."""
    plan = rows(mini(), mini().evaluated[0])
    found: dict[Address, Value] = {}
    for number, code in enumerate(known_form(mini().criteria).scores.texts, 2):
        found[number, TITLES["code"]] = code
    assert plan
    return Header(Sheet("A", {**found, **dict(cells)}), 1, TITLES, {})


def test_what_a_unit_wrote_in_a_strange_row_is_seen_in_each_form() -> None:
    plan, known = rows(mini(), mini().evaluated[0]), known_form(mini().criteria).scores
    last = 2 + len(known.texts)
    strange: tuple[Address, Value] = ((last, TITLES["code"]), "99.9")
    quiet, loud = sheet_with(strange), sheet_with(strange, ((last, TITLES["answer"]), Decimal(4)))
    for header, told in ((quiet, 0), (loud, 1), (quiet, 0)):
        assert [f.code for f in bind(header, plan, known).findings].count("C03") == told


def test_a_code_of_another_type_is_another_code() -> None:
    plan, known = rows(mini(), mini().evaluated[0]), known_form(mini().criteria).scores
    last = 2 + len(known.texts)
    for value in (Decimal(1), True, Decimal(1)):
        header = sheet_with(((last, TITLES["code"]), value), ((last, TITLES["answer"]), "x"))
        told = [f.found for f in bind(header, plan, known).findings if f.code == "C03"]
        with without_memory():
            assert told == [f.found for f in bind(header, plan, known).findings if f.code == "C03"]


def test_places_are_those_of_a_mapping() -> None:
    places = RowPlaces("Tự chấm điểm", {"1": (12, 5), "day": (12, 9)})
    told = {"1": Place("Tự chấm điểm", "E12"), "day": Place("Tự chấm điểm", "I12")}
    assert places == told and told == places and len(places) == 2
    assert list(places) == ["1", "day"] and "day" in places and "number" not in places
    assert places.get("number") is None and places != replace(places, sheet="B")


def test_a_thing_is_remembered_by_which_one_it_is() -> None:
    made: list[object] = []
    again = once_each(2)(lambda of: made.append(of) or len(made))
    one, same = ["a"], ["a"]
    assert [again(one), again(one), again(same), again(one)] == [1, 1, 2, 1]
    again(["b"])
    assert again(one) == 4, "a third one: they are forgotten"
    condition = mini().criteria.conditions[0]
    assert as_criterion(condition) is as_criterion(condition)
