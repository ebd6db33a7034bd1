"""K01, K02, K03: who prepared, who signs, when."""

from datetime import date

import pytest

from scoring.criteria.units import Roster
from scoring.findings import Place
from scoring.inputs.checks.base import FormContext
from scoring.inputs.checks.rows import SIGN_OFF_CHECKS
from scoring.inputs.model import FilledForm, SignOff

PLACES = {key: Place("Thông tin đơn vị", key) for key in ("preparer", "head", "day")}
WHOLE = {"preparer": "Nguyễn Văn A", "head": "Trần Thị B", "day": date(2026, 11, 9)}


def codes(mini: Roster, signed: SignOff) -> list[tuple[str, str]]:
    unit = mini.units[0]
    form = FilledForm(unit.code, None, {}, {}, signed)
    context = FormContext(mini, unit, form, "", "nam")
    return [(f.code, f.place.cell) for each in SIGN_OFF_CHECKS for f in each.check(context)]


def test_signed_off__ok(mini: Roster) -> None:
    assert codes(mini, SignOff(**WHOLE, places=PLACES)) == []


@pytest.mark.parametrize(("key", "code"), [("preparer", "K01"), ("head", "K02"), ("day", "K03")])
def test_a_part_is_blank__error(mini: Roster, key: str, code: str) -> None:
    signed = SignOff(**{name: value for name, value in WHOLE.items() if name != key}, places=PLACES)
    assert codes(mini, signed) == [(code, key)]


def test_an_unreadable_day_has_its_own_finding__ok(mini: Roster) -> None:
    signed = SignOff("A", "B", None, unreadable=frozenset({"day"}))
    assert codes(mini, signed) == []
