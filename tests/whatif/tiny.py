"""A set small enough to be computed by hand: A of 60 points, B of 40, bonus 5, penalty 5, three classes."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Roster, Unit
from scoring.engine.results import Results, Submission, evaluate
from scoring.rules import Entry
from scoring.whatif.applied import applied
from scoring.whatif.compared import Moved, ScenarioEffect, compare
from scoring.whatif.reading import told_scenario

DIRECT = {"kind": "direct", "step": "0.5"}


def criterion(code: str, most: int, **more: Any) -> dict[str, Any]:
    return {"code": code, "text": f"Tiêu chí {code}", "max": most, "rule": DIRECT, **more}


def tiny(units: int = 3, **settings: Any) -> Roster:
    content = {
        "id": "nho",
        "name": "Bộ nhỏ",
        "year": 2026,
        "period": {"start": "2026-01-01", "end": "2026-12-31"},
        "issuer": "UBND phường",
        "office": "Phòng",
        "status": "sample",
        "classes": [
            {"code": "tot", "name": "Tốt", "at_least": 80},
            {"code": "kha", "name": "Khá", "at_least": 50},
            {"code": "yeu", "name": "Yếu", "at_least": 0},
        ],
        "blocks": [{"code": "chung", "name": "Chung"}],
        "kinds": [{"code": "to", "name": "Tổ", "block": "chung"}],
        "groups": [
            {"code": "I", "text": "Nhóm một", "children": [criterion("A", 60, not_applicable="excluded")]},
            {"code": "II", "text": "Nhóm hai", "children": [criterion("B", 30), criterion("C", 10)]},
        ],
        "bonus": {"text": "Thưởng", "cap": 5, "criteria": [criterion("T", 5)]},
        "penalty": {"text": "Trừ", "cap": 5, "criteria": [criterion("X", 5)]},
        "conditions": [{"code": "K", "text": "Có vi phạm", "effect": "cap", "class_code": "kha"}],
        "quota": [{"code": "tot", "percent": 50}],
        **settings,
    }
    members = tuple(Unit(code=f"u{n}", name=f"Tổ {n}", kind="to") for n in range(1, units + 1))
    return Roster(CriteriaSet.model_validate(content), members)


def form(unit: str, a: str | None, b: str, c: str, t: str = "0", x: str = "0", **more: Any) -> Submission:
    """Points as typed; without ``a`` it did not arise."""
    entries = {code: Entry({"1": Decimal(value)}) for code, value in zip("BCTX", (b, c, t, x), strict=True)}
    entries["A"] = Entry(not_applicable=True) if a is None else Entry({"1": Decimal(a)})
    return Submission(unit, entries, **more)


def tried(roster: Roster, forms: list[Submission], told: Mapping[str, Any], **how: Any) -> ScenarioEffect:
    """What the scenario changes."""
    scenario = told_scenario({"name": "Thử", **told}, roster)
    before = evaluate(roster, forms, **how)
    other, carried = applied(scenario, roster, forms)
    return compare(scenario, roster, before, evaluate(other, carried, **how))


def results(roster: Roster, forms: list[Submission]) -> Results:
    return evaluate(roster, forms)


def moved(found: ScenarioEffect, unit: str) -> Moved:
    return next(each for each in found.units if each.unit == unit)
