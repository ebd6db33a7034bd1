"""Random criteria sets and lists of units, as the plain data of their YAML files."""

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from tests.oracle.draw_rule import Chance, costs_the_clean, drawn_rule, shown
from tests.oracle.plain import Data, half_up, leaves, maximum, number
from tests.oracle.points import LEFT, OFFICE

YEAR = "2026"
CLASSES = (("xs", "Xuất sắc"), ("tot", "Tốt"), ("kha", "Khá"), ("tb", "Trung bình"), ("yeu", "Yếu"))
REPORTS = (
    ("6-thang", "6 tháng", "2026-06-10"),
    ("9-thang", "9 tháng", "2026-09-15"),
    ("nam", "năm", "2026-11-15"),
)
_ONLY_FIGURES = {"kind": "ratio", "top_label": "Số đúng hạn", "bottom_label": "Tổng số"}
KINDS = ("phong", "to", "truong")


def drawn(
    seed: int, *, units: int = 6, loose: bool = False, sure: bool = False, relative: bool = True
) -> tuple[Data, Data]:
    """A set and its list of units, both of which the loader takes.

    ``loose``: some points of a rule have more decimals than the set rounds to, which it may refuse.
    ``sure``: every unit has points, whatever else does not arise. ``relative``: some of them in proportion to
    the best of the block.
    """
    chance = Chance(seed)
    chance.units, chance.sure, chance.relative = units, sure, relative
    tasks = [_task(chance, f"N{n}") for n in range(1, chance.randint(1, 3) + 1)]
    chance.tasks = tuple(task["code"] for task in tasks)
    chance.rounding = chance.choice([0, 1, 2, 2, 2, 3])
    chance.places = 4 if loose else chance.rounding
    groups = list(_groups(chance))
    score_on = chance.choice(["percent", "percent", "points"])
    found: Data = {
        "id": "ve-2026",
        "name": "Bộ tiêu chí vẽ ngẫu nhiên",
        "year": YEAR,
        "period": {"start": "2026-01-01", "end": "2026-12-31"},
        "issuer": "UBND phường Thử",
        "office": "Phòng Văn hóa",
        "status": "sample",
        "score_on": score_on,
        "rounding": _rounding(chance, chance.rounding if score_on == "points" else 0),
        "reports": [
            {"code": code, "name": f"Báo cáo {name}", "due": due, "before": chance.choice(["true", "false"])}
            for code, name, due in REPORTS
        ],
        "blocks": [{"code": "A", "name": "Khối A"}, {"code": "B", "name": "Khối B"}],
        "kinds": [{"code": kind, "name": f"Loại {kind}", "block": chance.choice("AB")} for kind in KINDS],
        "tasks": tasks,
        "groups": groups,
    }
    total = sum(map(maximum, groups), Fraction(0))
    found["scale"] = shown(total)
    for part, code in (("bonus", "T"), ("penalty", "TR")):
        if chance.random() < 0.6:
            found[part] = _extra(chance, part, code)
            _set_beside(chance, found[part]["criteria"] if part == "bonus" else [], groups)
    if "bonus" in found and chance.random() < 0.5:
        found["bonus"]["code"] = "TH"
    cap = number(found["bonus"]["cap"]) if "bonus" in found else Fraction(0)
    most = (total if found["score_on"] == "points" else Fraction(100)) + cap
    found["classes"] = _classes(chance, found, most)
    every = [leaf for group in groups for leaf in leaves(group)]
    every += [leaf for part in ("bonus", "penalty") if part in found for leaf in found[part]["criteria"]]
    found["conditions"] = [_condition(chance, f"DK{n}", every) for n in range(1, chance.randint(0, 4) + 1)]
    found["quota"] = list(_quota(chance))
    found["ranking"] = {
        "by": chance.choice(["score", "class"]),
        "ties": chance.choice(["shared", "dense"]),
        "break_by": chance.sample(_items(found), chance.randint(0, 3)),
    }
    return found, {"units": [_unit(chance, n, found) for n in range(1, units + 1)]}


def written(folder: Path, criteria: Data, units: Data) -> Path:
    """The two files of a set; JSON is YAML."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in (("criteria.yaml", criteria), ("units.yaml", units)):
        (folder / name).write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    return folder


def _rounding(chance: Chance, least: int) -> Data:
    return {
        "points": str(chance.rounding),
        "total": str(max(least, chance.choice([0, 1, 2, 2, 3]))),
        "class_on": chance.choice(["rounded", "exact"]),
        "rank_on": chance.choice(["rounded", "exact"]),
    }


def _task(chance: Chance, code: str) -> Data:
    def named() -> Data:
        who: Data = {"text": "Các đơn vị"}
        if chance.random() < 0.6:
            who["units"] = [f"u{chance.randint(1, chance.units)}"]
        if chance.random() < 0.6 or "units" not in who:
            who["kinds"] = chance.sample(KINDS, chance.randint(1, 2))
        return who

    return {
        "code": code,
        "text": f"Nhiệm vụ {code}",
        "lead": named(),
        "coordinate": named(),
        "time": "Cả năm",
    }


def _groups(chance: Chance) -> Iterator[Data]:
    """The first criterion of all is everybody's, so that no unit is without points."""
    for n in range(1, chance.randint(2, 4) + 1):
        children: list[Data] = []
        for m in range(1, chance.randint(1, 3) + 1):
            code = f"{n}.{m}"
            if chance.random() < 0.25:
                below = [_leaf(chance, f"{code}.{k}") for k in range(1, chance.randint(1, 3) + 1)]
                children.append(_grouped(chance, {"code": code, "text": f"Nhóm {code}", "children": below}))
            else:
                children.append(_leaf(chance, code, everybody=n == m == 1))
        if n == 1 and "children" in children[0]:
            children.append(_leaf(chance, "1.9", everybody=True))
        yield _grouped(chance, {"code": str(n), "text": f"PHẦN {n}", "children": children})


def _grouped(chance: Chance, group: Data) -> Data:
    """The group, sometimes with one claim only, a level that fails, a cap below the sum of its children."""
    here = [child for child in group["children"] if "rule" in child]
    choice = len(here) == len(group["children"]) > 1 and all(map(_may_be_left, here))
    if choice and chance.random() < 0.5:
        group["only_one"] = "true"
        for leaf in here:
            leaf.update({"not_applicable": "excluded"} if leaf.get("not_applicable") == "full" else {})
    elif chance.random() < 0.5:
        for leaf in here:
            _failing(chance, leaf)
    total = maximum(group)
    cap = half_up(total * chance.randint(1, 15) / 16, chance.rounding)
    return group | {"cap": shown(cap)} if chance.random() < 0.25 and 0 < cap < total else group


def _may_be_left(leaf: Data) -> bool:
    """True where the unit can have no points of it, and nobody else gives it any."""
    return leaf["rule"]["kind"] in LEFT


def _failing(chance: Chance, leaf: Data) -> None:
    """A level without points that fails, unless another one is rounded to 0."""
    levels = leaf["rule"].get("levels")
    worths = [_worth(leaf, level) for level in levels or ()]
    if levels and all(half_up(worth, chance.rounding) for worth in worths):
        levels.append({"text": "Điểm liệt", "points": "0", "fails": "true"})
    elif levels and all(worth == 0 or half_up(worth, chance.rounding) for worth in worths):
        for level, worth in zip(levels, worths, strict=True):
            level.update({} if worth else {"fails": "true"})


def _worth(leaf: Data, level: Data) -> Fraction:
    return number(level["points"]) if "points" in level else number(level["fraction"]) * number(leaf["max"])


def _leaf(chance: Chance, code: str, *, everybody: bool = False, extra: str = "") -> Data:
    top = Fraction(chance.randint(1, 12 * 10**chance.rounding), 10**chance.rounding)
    if chance.random() < 0.6:
        top = Fraction(chance.randint(1, 15))
    rule = drawn_rule(chance, top, own=everybody or bool(extra))
    if not (everybody or extra) and chance.random() < 0.06:
        top, rule = Fraction(0), chance.choice([{"kind": "count", "label": "Số lần"}, dict(_ONLY_FIGURES)])
    while extra == "penalty" and costs_the_clean(rule):
        rule = drawn_rule(chance, top, own=True)
    leaf: Data = {"code": code, "text": f"Tiêu chí {code} về việc {code}", "max": shown(top), "rule": rule}
    if not (everybody and chance.sure) and rule["kind"] not in ("superior", "punctuality"):
        beside = extra or rule["kind"] == "best"
        policies = ["refused", "excluded"] if beside else ["refused", "full", "excluded"]
        leaf["not_applicable"] = chance.choice(policies)
        if rule["kind"] == "ratio" and leaf["not_applicable"] != "refused":
            rule["zero"] = chance.choice(["refused", "not_applicable"])
    leaf["evidence"] = chance.choice(["none", "none", "required", "or_explained"])
    later = extra == "penalty" or rule["kind"] == "best"
    leaf["explanation"] = "above_zero" if later else chance.choice(["optional", "below_max", "always"])
    if rule["kind"] in ("superior", "punctuality"):
        del leaf["evidence"], leaf["explanation"]
    if not everybody and chance.random() < 0.4:
        leaf["applies"] = _applies(chance)
    return leaf


def _applies(chance: Chance) -> Data:
    ways: Data = {
        "kinds": chance.sample(KINDS, chance.randint(1, 2)),
        "units": [f"u{chance.randint(1, chance.units)}"],
        "leads": [chance.choice(chance.tasks)],
        "coordinates": [chance.choice(chance.tasks)],
    }
    return {key: ways[key] for key in chance.sample(sorted(ways), chance.randint(1, 2))}


def _extra(chance: Chance, part: str, code: str) -> Data:
    found = [_leaf(chance, f"{code}{n}", extra=part) for n in range(1, chance.randint(1, 3) + 1)]
    one = len(found) > 1 and all(map(_may_be_left, found)) and chance.random() < 0.5
    block: Data = {"text": f"ĐIỂM {code}", "cap": str(chance.randint(1, 20)), "criteria": found}
    return block | ({"only_one": "true"} if one else {})


def _set_beside(chance: Chance, bonus: list[Data], groups: list[Data]) -> None:
    """Some of the bonus stands beside criteria that the unit scores itself."""
    others = (*OFFICE, "best")
    mains = [leaf for group in groups for leaf in leaves(group) if leaf["rule"]["kind"] not in others]
    for leaf in bonus:
        if leaf["rule"]["kind"] in LEFT and chance.random() < 0.5:
            main = chance.choice(mains)
            leaf["beside"] = main["code"]
            leaf.pop("applies", None)
            leaf.update({"applies": main["applies"]} if "applies" in main else {})


def _items(found: Data) -> list[str]:
    """The codes of groups, criteria, and of the bonus block where it has one."""
    here = [group["code"] for group in found["groups"]]
    here += [found["bonus"]["code"]] if "code" in found.get("bonus", {}) else []
    return here + [leaf["code"] for group in found["groups"] for leaf in leaves(group)]


def _classes(chance: Chance, found: Data, most: Fraction) -> list[Data]:
    count = chance.randint(2, 5)
    cuts = sorted(chance.sample(range(20, 100), count - 1), reverse=True)
    bounds = [*(Fraction(cut) * most / 100 for cut in cuts), Fraction(0)]
    kept = [shown(Fraction(int(bound * 100), 100)) for bound in bounds]
    classes = []
    for (code, name), bound in zip(CLASSES, kept, strict=False):
        entry: Data = {"code": code, "name": name, "at_least": bound}
        if bound != "0" and chance.random() < 0.3:
            entry["needs"] = [
                {"code": item, "at_least_percent": str(chance.choice([30, 50, 66.6, 80, 100, 100]))}
                for item in chance.sample(_items(found), chance.randint(1, 2))
            ]
        if bound != "0" and chance.random() < 0.3 and (figures := _figures(found)):
            code_, least = chance.choice(figures)
            need = chance.choice([{"at_least": str(chance.choice(least))}, {"at_least_percent": "100"}])
            entry.setdefault("needs", []).append({"code": code_} | need)
        classes.append(entry)
    return classes


def _figures(found: Data) -> list[tuple[str, list[float]]]:
    """Criteria whose figure a class may need, with figures on and beside what units answer."""
    inside = [leaf for group in found["groups"] for leaf in leaves(group)]
    every = [*inside, *found.get("bonus", {}).get("criteria", [])]
    good = [leaf for leaf in every if "at_most" not in leaf["rule"].get("bands", [{}])[0]]
    least = {"count": [1, 2, 3, 5], "ratio": [33.333, 66.6, 95, 99.5, 100]}
    return [(leaf["code"], least[leaf["rule"]["kind"]]) for leaf in good if leaf["rule"]["kind"] in least]


def _condition(chance: Chance, code: str, asked_of: list[Data]) -> Data:
    found: Data = {
        "code": code,
        "text": f"Điều kiện {code}",
        "effect": chance.choice(["cap", "cap", "lower", "lower", "disqualify"]),
    }
    if found["effect"] == "cap":
        found["class_code"] = chance.choice(CLASSES[:2])[0]
    if found["effect"] == "lower":
        found["lower_by"] = "1"
    leaf = chance.choice(asked_of)
    if chance.random() < 0.4 and (top := number(leaf["max"])):  # 0 points tell nothing
        bound = {"at_least": shown(top / 2)} if chance.random() < 0.6 else {"at_most": shown(top / 4)}
        found["when"] = {"code": leaf["code"], **bound}
    if chance.random() < 0.3:
        found["applies"] = _applies(chance)
    return found


def _quota(chance: Chance) -> Iterator[Data]:
    for code in chance.sample(["xs", "tot"], chance.randint(0, 2)):
        quota: Data = {"code": code, "percent": str(chance.choice([0, 20, 33.3, 50]))}
        if chance.random() < 0.5:
            quota["of"] = chance.sample(["xs", "tot"], chance.randint(1, 2))
        yield quota | {"within": chance.choice(["all", "block"])}


def _every(found: Data) -> list[Data]:
    beside = [leaf for part in ("bonus", "penalty") for leaf in found.get(part, {}).get("criteria", ())]
    return [leaf for group in found["groups"] for leaf in leaves(group)] + beside


def _unit(chance: Chance, n: int, found: Data) -> Data:
    unit: Data = {"code": f"u{n}", "name": f"Đơn vị thứ {n}", "kind": chance.choice(KINDS)}
    if chance.random() < 0.2:
        unit["block"] = chance.choice("AB")
    if n > 1 and chance.random() < 0.1:
        unit["outside"] = "Cơ quan phối hợp"
    aims = [leaf["code"] for leaf in _every(found) if leaf["rule"]["kind"] == "target"]
    if aims and chance.random() < 0.6:
        unit["targets"] = [{"code": code, "number": chance.choice(["1", "6", "2.5"])} for code in aims]
    if chance.random() < 0.25:
        free = chance.choice([code for code in _items(found) if code not in ("1", "1.1", "1.9")])
        unit["exempt"] = [{"code": free, "basis": "QĐ 5"}]
    return unit
