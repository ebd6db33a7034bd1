from decimal import Decimal

import pytest

from scoring.criteria.schema import Criterion
from scoring.criteria.units import Roster
from scoring.engine.points import is_valid, judged, points, rounded
from scoring.rules import Entry


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("84.5", 0, "85"),
        ("90.5", 0, "91"),
        ("90.49", 0, "90"),
        ("2.675", 2, "2.68"),
        ("1.005", 2, "1.01"),
        ("89.995", 2, "90.00"),
        ("89.9949", 2, "89.99"),
    ],
)
def test_half_is_rounded_up_on_decimals(value: str, places: int, expected: str) -> None:
    assert str(rounded(Decimal(value), places)) == expected


@pytest.fixture
def ratio(mini: Roster) -> Criterion:
    return mini.criteria.criteria["2.1"]


@pytest.mark.parametrize(
    ("maximum", "places", "expected"),
    [("2.5", 0, "2"), ("7.5", 0, "7"), ("0.125", 2, "0.12"), ("9.695", 2, "9.69"), ("9.69", 2, "9.69")],
)
@pytest.mark.parametrize("entry", [Entry({"1": "Có"}), Entry(not_applicable=True)], ids=["full", "void"])
def test_points_never_pass_the_maximum(
    mini: Roster, maximum: str, places: int, expected: str, entry: Entry
) -> None:
    """No set of such a maximum is loaded; whatever the criterion comes from, the sum stays below it."""
    fine = mini.criteria.criteria["1.1.1"].model_copy(
        update={"max": Decimal(maximum), "not_applicable": "full"}
    )
    assert points(fine, entry, places) == Decimal(expected)


def _counts(top: str, bottom: str) -> Entry:
    return Entry({"1": Decimal(top), "2": Decimal(bottom)})


def test_points_are_rounded_once_at_the_criterion(ratio: Criterion) -> None:
    assert points(ratio, _counts("1", "3"), 2) == Decimal("4.00")
    assert points(ratio, _counts("1", "7"), 2) == Decimal("1.71")
    assert points(ratio, _counts("1", "7"), 0) == Decimal(2)


@pytest.mark.parametrize(
    "entry",
    [
        Entry(),
        Entry({"1": Decimal(3)}),
        _counts("4", "3"),
        _counts("0", "0"),
        _counts("-1", "3"),
        _counts("1.5", "3"),
        _counts("NaN", "3"),
        Entry({"1": "Có", "2": Decimal(3)}),
    ],
    ids=["blank", "half", "above 1", "nothing of nothing", "negative", "not whole", "NaN", "text"],
)
def test_what_is_incomplete_or_wrong_has_no_points(ratio: Criterion, entry: Entry) -> None:
    assert not is_valid(ratio, entry)
    assert points(ratio, entry, 2) is None


def test_a_float_is_no_answer(mini: Roster) -> None:
    typed = mini.criteria.criteria["2.6"]
    assert points(typed, Entry({"1": 9.5}), 2) is None  # type: ignore[dict-item]
    assert points(typed, Entry({"1": Decimal("9.5")}), 2) == Decimal("9.50")


def test_not_applicable_only_where_the_criterion_allows_it(mini: Roster) -> None:
    criteria = mini.criteria.criteria
    ticked = Entry(not_applicable=True)
    assert not judged(criteria["2.3"], ticked).not_applicable
    assert points(criteria["2.3"], ticked, 2) is None
    assert points(criteria["2.1"], ticked, 2) == 0
    assert points(criteria["2.2"], ticked, 2) == 10


def test_answers_themselves_may_say_not_applicable(mini: Roster) -> None:
    files = mini.criteria.criteria["2.2"]
    assert judged(files, _counts("0", "0")).not_applicable
    assert not judged(files, _counts("0", "1")).not_applicable
