"""A criteria set as the plain data of its YAML file: every scalar is the string that was typed."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

Data = dict[str, Any]


def read(folder: Path) -> tuple[Data, Data]:
    """A set and its units from their two files."""
    criteria, units = (YAML(typ="base").load(folder / name) for name in ("criteria.yaml", "units.yaml"))
    return criteria, units


def number(text: str) -> Fraction:
    """``2.5`` and ``1/2`` alike."""
    return Fraction(text)


def half_up(value: Fraction, places: int) -> Fraction:
    """Rounded to so many decimals; a half goes away from zero, as in school."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, 10**places)


def decimals(criteria: Data, what: str = "points") -> int:
    """The decimals to which a set rounds ``points`` or the ``total``."""
    return int(criteria.get("rounding", {}).get(what, "2"))


def day(text: str) -> date:
    return date.fromisoformat(text)


def leaves(node: Data) -> Iterator[Data]:
    """The criteria below a node, or the node itself where it is one."""
    if "rule" in node:
        yield node
    for child in node.get("children", ()):
        yield from leaves(child)


def together(group: Data, parts: list[Fraction]) -> Fraction:
    """Points of a group, or its maximum, from its children's: added, or the best; stopped at its cap."""
    total = max(parts, default=Fraction(0)) if group.get("only_one") == "true" else sum(parts, Fraction(0))
    return min(total, number(group["cap"])) if "cap" in group else total


def maximum(node: Data) -> Fraction:
    """Of a group or criterion."""
    if "rule" in node:
        return number(node["max"])
    return together(node, [maximum(child) for child in node["children"]])


def nodes(criteria: Data) -> Iterator[Data]:
    """Every group and criterion within the scale, from the top down."""

    def below(found: list[Data]) -> Iterator[Data]:
        for node in found:
            yield node
            yield from below(node.get("children", []))

    yield from below(criteria["groups"])


def extra(criteria: Data, part: str) -> list[Data]:
    """The criteria of ``bonus`` or ``penalty``."""
    return criteria.get(part, {}).get("criteria", [])


def evaluated(units: list[Data]) -> list[Data]:
    return [unit for unit in units if not unit.get("outside")]


def block(criteria: Data, unit: Data) -> str:
    kind = next(kind for kind in criteria["kinds"] if kind["code"] == unit["kind"])
    return unit.get("block") or kind["block"]


def aimed(unit: Data, leaf: Data) -> Data:
    """The criterion with the unit's own target, where it has one."""
    own = [each["number"] for each in unit.get("targets", ()) if each["code"] == leaf["code"]]
    return leaf | {"rule": leaf["rule"] | {"target": own[0]}} if own else leaf


def asked(criteria: Data, unit: Data, node: Data) -> bool:
    """Whether the unit has to answer this criterion or condition; several keys of ``applies`` add up."""
    who = node.get("applies")
    if not who:
        return True
    roles = {
        code: _role(criteria, unit, code) for key in ("leads", "coordinates") for code in who.get(key, ())
    }
    return (
        unit["kind"] in who.get("kinds", ())
        or unit["code"] in who.get("units", ())
        or any(roles[code] == "lead" for code in who.get("leads", ()))
        or any(roles[code] == "coordinate" for code in who.get("coordinates", ()))
    )


def _role(criteria: Data, unit: Data, code: str) -> str:
    """A unit named in both places of a task leads it."""
    task = next(task for task in criteria["tasks"] if task["code"] == code)
    for role in ("lead", "coordinate"):
        named = task[role]
        if unit["code"] in named.get("units", ()) or unit["kind"] in named.get("kinds", ()):
            return role
    return ""


def beside(criteria: Data, code: str) -> str:
    """The criterion that a bonus is a bonus to, nothing where it stands for itself."""
    found: str = next((c.get("beside", "") for c in extra(criteria, "bonus") if c["code"] == code), "")
    return found


def exempt(criteria: Data, unit: Data, code: str, decided: frozenset[str] = frozenset()) -> bool:
    """Whether the criterion, or a group or block it stands in, is one the unit was exempted from."""
    blocks = [
        criteria[part] | {"children": extra(criteria, part)}
        for part in ("bonus", "penalty")
        if part in criteria
    ]
    free = decided | {each["code"] for each in unit.get("exempt", ())}
    return any(
        leaf["code"] in (code, beside(criteria, code))
        for node in [*nodes(criteria), *blocks, *extra(criteria, "bonus"), *extra(criteria, "penalty")]
        if node.get("code") in free
        for leaf in leaves(node)
    )
