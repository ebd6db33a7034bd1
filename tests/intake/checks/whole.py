"""Claims and forms put before the checks of a whole form."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from scoring.engine.classify import classify
from scoring.engine.scorecard import score
from scoring.findings import Finding, Place
from scoring.intake.checks.base import Claim, FormContext
from scoring.intake.identity import whose
from scoring.intake.layout import FORM_FORMAT
from scoring.intake.model import (
    FilledForm,
    Identity,
    Row,
    SignOff,
    Stamp,
)
from tests.intake.forms import mini, sound, unit

T = TypeVar("T")
HASH = "0123456789abcdef"
STAMP = Stamp(FORM_FORMAT, "mini-2026", HASH, "2026", "nam", "ktht")
NAME = "Phòng Kinh tế, Hạ tầng và Đô thị"
CELL = Place("Thông tin đơn vị", "B5")


def claim(name: str = NAME, code: str = "", *, stamped: bool = True, **stamp: str) -> Claim:
    """A form that says it is the ktht's, of mini-2026; ``stamp`` changes what the stamp says."""
    identity = Identity(replace(STAMP, **stamp) if stamped else None, name, code, CELL)
    return Claim(mini(), identity, whose(identity, mini()), HASH, "nam")


def context(
    rows: Mapping[str, Mapping[str, object]] | None = None,
    *,
    total: str | None = None,
    standing: str = "",
    day: date | None = date(2026, 11, 10),
    report: Mapping[str, str] | None = None,
    period: str = "nam",
) -> FormContext:
    """A sound form of the ktht, with what it states; ``rows`` changes rows by code."""
    filled = dict(sound().rows)
    for code, changes in (rows or {}).items():
        filled[code] = replace(filled.get(code, Row(code, next(iter(filled.values())).entry)), **changes)  # type: ignore[arg-type]
    form = FilledForm(
        "ktht",
        STAMP,
        filled,
        {"DK1": False, "DK2": False},
        SignOff("A", "B", day),
        report=report or {},
        stated_total=None if total is None else Decimal(total),
        stated_class=standing,
        stated_places={"total": Place("Tự chấm điểm", "J3"), "class": Place("Tự chấm điểm", "J4")},
    )
    asked = unit("ktht")
    card = score(mini(), asked, form.entries)
    reached = classify(mini(), asked, card, form.declared)
    return FormContext(mini(), asked, form, period, card, reached, mini().conditions(asked))


def codes(check: Callable[[T], Iterable[Finding]], given: T) -> list[str]:
    return [found.code for found in check(given)]
