"""K01-K03, K05-K08: who prepared, who signs, when, the how manyth sending."""

from datetime import date

import pytest

from scoring.criteria.units import Roster
from scoring.findings import Place
from scoring.intake.checks.sign_off import SIGN_OFF_CHECKS
from scoring.intake.model import SignOff

PLACES = {key: Place("Thông tin đơn vị", key) for key in ("sending", "preparer", "head", "day")}
WHOLE = {"preparer": "Nguyễn Văn A", "head": "Trần Thị B", "day": date(2026, 11, 9)}


def codes(mini: Roster, signed: SignOff) -> list[tuple[str, str]]:
    found = (f for each in SIGN_OFF_CHECKS for f in each.findings(signed, mini.criteria))
    return [(f.code, f.place.cell) for f in found]


def test_signed_off__ok(mini: Roster) -> None:
    assert codes(mini, SignOff(**WHOLE, places=PLACES)) == []


@pytest.mark.parametrize(("key", "code"), [("preparer", "K01"), ("head", "K02"), ("day", "K03")])
def test_a_part_is_blank__error(mini: Roster, key: str, code: str) -> None:
    signed = SignOff(**{name: value for name, value in WHOLE.items() if name != key}, places=PLACES)
    assert codes(mini, signed) == [(code, key)]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2025, 12, 31), "K08"),
        (date(2026, 1, 1), None),
        (date(2028, 1, 1), None),
        (date(2028, 1, 2), "K08"),
    ],
)
def test_the_day_of_signing_keeps_the_limits_of_the_form(mini: Roster, day: date, code: str | None) -> None:
    assert codes(mini, SignOff("A", "B", day, places=PLACES)) == ([(code, "day")] if code else [])


@pytest.mark.parametrize("key", ["preparer", "head"])
def test_a_name_without_a_letter__warning(mini: Roster, key: str) -> None:
    signed = SignOff(**{**WHOLE, key: "123"}, places=PLACES)
    assert codes(mini, signed) == [("K07", key)]


def test_what_could_not_be_read__error(mini: Roster) -> None:
    signed = SignOff("A", "B", None, places=PLACES, unreadable=frozenset({"day", "sending"}))
    assert codes(mini, signed) == [("K06", "sending"), ("K05", "day")]
