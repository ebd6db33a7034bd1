"""The set that has to come out of an annex, made from what is written of its rows."""

from decimal import Decimal
from itertools import count
from typing import Any

from scoring.criteria import coherence
from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Roster
from tests.annexes.scored import SKIPPED, SURE, Listed, maximum
from tests.annexes.told import Annex, ToldRow, Way


def wanted_set(annex: Annex) -> Roster:
    """The set, with one kind of unit and no units. Raises ValidationError where danvan cannot express it."""
    numbers = count(1)
    data: dict[str, Any] = {
        "id": "phu-luc", "name": annex.name, "year": "2026", "issuer": "UBND phường", "office": "Phòng",
        "period": {"start": "2026-01-01", "end": "2026-12-31"}, "status": "draft", "score_on": "points",
        "blocks": [{"code": "x", "name": "x"}], "kinds": [{"code": "x", "name": "x", "block": "x"}],
        "classes": _classes(annex), "groups": [], "conditions": list(_conditions(annex)),
    }  # fmt: skip
    data["quota"] = [
        {"code": _code(name), "percent": percent} for name, percent in annex.said.get("quota", {}).items()
    ]
    places: dict[int, list[Any]] = {}
    for row in annex.rows:
        if row.kind == "block":
            data[row.block] = {"text": row.name, "cap": row.top, "criteria": []}
        elif row.kind in ("group", "criterion"):
            item = _item(row, f"C{next(numbers)}")
            _home(data, places, row).append(item)
            places[id(row)] = item.get("children", [])
            if row.beside:
                bonus = data.setdefault("bonus", {"text": "Điểm thưởng", "cap": 10, "criteria": []})
                bonus["criteria"].append(
                    {"code": f"B{next(numbers)}", "text": "Thưởng", "max": row.beside,
                     "rule": {"kind": "direct"}, "beside": item["code"]}
                )  # fmt: skip
    for table in annex.said.get("tables", ()):
        if "cap" in table:
            data[table["block"]]["cap"] = table["cap"]
    data["scale"] = sum((maximum(group) for group in CriteriaSet.model_validate(data).groups), Decimal(0))
    return Roster(CriteriaSet.model_validate(data), ())


def flaws(roster: Roster) -> list[str]:
    """What danvan would say of the set; sums that the document itself has wrong included."""
    return [says for _, says in coherence.mistakes(roster.criteria)]


def whole_list(annex: Annex) -> list[Listed]:
    """The list where every row is read: sure, but where the document is at odds with itself."""
    return [
        Listed("", _read(row), "", "Chưa chắc" if row.unsure else SKIPPED if row.kind == "skipped" else SURE)
        for row in annex.rows
    ]


def _read(row: ToldRow) -> str:
    return " | ".join(filter(None, row.cells.values()))


def _home(data: dict[str, Any], places: dict[int, list[Any]], row: ToldRow) -> list[Any]:
    if row.block == "main":
        home: list[Any] = places[id(row.parent)] if row.parent else data["groups"]
        return home
    default = {"text": row.block, "cap": 10, "criteria": []}
    criteria: list[Any] = data.setdefault(row.block, default)["criteria"]
    return criteria


def _item(row: ToldRow, code: str) -> dict[str, Any]:
    item: dict[str, Any] = {"code": code, "text": row.name}
    if row.kind == "group":
        item["children"] = []
        if "cap" in row.said:
            item["cap"] = row.top
        elif "one" in row.said:
            item["only_one"] = True
        else:
            item["max"] = Decimal(row.said.get("sum", row.top))
        return item
    return item | {"max": row.top, "rule": _rule(row.ways[0], row.top), "not_applicable": row.policies[0]}


def _rule(way: Way, top: Decimal) -> dict[str, Any]:
    name, *numbers = way
    labels = {"top_label": "Số đạt", "bottom_label": "Tổng số"}
    first = numbers[0] if numbers else None
    return {
        "yes_no": lambda: {"kind": "yes_no", "good": first},
        "levels": lambda: {
            "kind": "levels",
            "levels": [{"text": f"Mức {n}", "points": points} for n, points in enumerate(numbers)],
        },
        "parts": lambda: {
            "kind": "parts",
            "parts": [{"text": f"Việc {n}", "points": points} for n, points in enumerate(numbers)],
        },
        "bands": lambda: (
            labels
            | {"kind": "ratio", "bands": [{"at_least": bound, "points": points} for bound, points in numbers]}
        ),
        "low_bands": lambda: (
            labels
            | {"kind": "ratio", "bands": [{"at_most": bound, "points": points} for bound, points in numbers]}
        ),
        "linear": lambda: (
            labels | {"kind": "ratio", "full_at": first} | ({"round_to": numbers[1]} if numbers[1] else {})
        ),
        "count": lambda: {"kind": "count", "label": "Số lần", "each": first},
        "deduct": lambda: {"kind": "deduction", "label": "Số lần", "each": first, "floor": numbers[1]},
        "deduct_percent": lambda: {"kind": "deduction", "label": "Số lần", "each_percent": first},
        "late": lambda: {
            "kind": "lateness",
            "steps": [{"days": days, "points": points} for days, points in numbers],
        },
        "superior": lambda: {"kind": "superior"},
        "direct": lambda: {"kind": "direct"},
    }[name]()


def _code(name: str) -> str:
    return f"X{sum(map(ord, name))}"


def _classes(annex: Annex) -> list[dict[str, Any]]:
    stated = annex.classes or (("Đạt", Decimal(0)),)
    return [{"code": _code(name), "name": name, "at_least": bound} for name, bound in stated]


def _conditions(annex: Annex) -> Any:
    more = {"cap": {"class_code": _classes(annex)[-2]["code"]} if len(annex.classes) > 1 else {},
            "lower": {"lower_by": 1}}  # fmt: skip
    for n, (text, effect) in enumerate(annex.said.get("conditions", {}).items(), 1):
        yield {"code": f"DK{n}", "text": text, "effect": effect} | more.get(effect, {})
