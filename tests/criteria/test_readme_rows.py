"""Every row of criteria/README.md is what the engine gives: an official reads them, this file runs them.

A heading of the README's table names the cell; a function below takes the row and says what it is worth.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from scoring.criteria.classes import Quota
from scoring.criteria.reports import Report
from scoring.criteria.schema import Criterion
from scoring.engine.conditions import follows
from scoring.engine.model import DecidedClass
from scoring.engine.results import Submission
from scoring.register.ledger import on_time
from scoring.rules import RULES, Entry, valid
from scoring.rules.lateness import Step, worth
from scoring.text import show_number
from scoring.verification.layout import field_of
from tests.criteria import readme_sets as small
from tests.criteria.readme_sets import RATIO, Row, criterion, entry, group, made, number, one, yaml

TABLES = small.tables()
RUNS: dict[str, Callable[[Row], Mapping[str, str]]] = {}
ANOTHER = criterion("z", "90", rule={"kind": "direct", "step": "1"})
"""A criterion beside the one that a row is about, so that something always counts."""


def freed(said: str) -> dict[int, list[str]]:
    """The exemption of the first unit where the cell says so."""
    return {0: ["c"] if said == small.FREE else []}


def table(name: str) -> Callable[[Callable[[Row], Mapping[str, str]]], Callable[[Row], Mapping[str, str]]]:
    """Registers what works out a row: heading -> what has to stand there."""

    def registered(run: Callable[[Row], Mapping[str, str]]) -> Callable[[Row], Mapping[str, str]]:
        RUNS[name] = run
        return run

    return registered


def test_every_table_is_worked_out() -> None:
    assert TABLES.keys() == RUNS.keys()


ROWS = [
    pytest.param(name, row, id=f"{name}: {' | '.join(row.values())}")
    for name, rows in TABLES.items()
    for row in rows
]


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_the_row_says_what_the_engine_gives(name: str, row: Row) -> None:
    found = RUNS[name](row)
    assert found
    assert {key: row[key] for key in found} == found


@pytest.mark.parametrize("kind", RULES)
def test_every_rule_has_a_row(kind: str) -> None:
    assert kind in {yaml(row["cách chấm"])["kind"] for row in TABLES["rules"]}


@pytest.mark.parametrize("row", TABLES["rules"], ids=lambda row: row["cách chấm"])
def test_the_row_of_a_rule_reaches_the_maximum_and_every_number_of_points_it_states(row: Row) -> None:
    rule = Criterion.model_validate(criterion("c", row["điểm tối đa"], rule=yaml(row["cách chấm"]))).rule
    stated = {points for way, points in rule.stated() if way[-1] in ("points", "floor")}
    given = {number(worth) for _, worth in _pairs(row) if worth not in ("lỗi", "chờ")}
    assert {*stated, number(row["điểm tối đa"]), Decimal(0) if not stated else min(stated)} <= given


def _pairs(row: Row) -> Iterator[tuple[str, str]]:
    for pair in row["đơn vị ghi → điểm"].split("; "):
        said, _, points = pair.partition(" → ")
        yield said, points


@table("rules")
def _rule(row: Row) -> Mapping[str, str]:
    rule = yaml(row["cách chấm"])
    reports = [{"code": "nam", "name": "Báo cáo năm", "due": "2026-11-15"}]
    leaf = criterion("c", row["điểm tối đa"], rule=rule)
    roster = made([group(leaf, ANOTHER)], rounding={"points": "2"}, reports=reports)
    return {"đơn vị ghi → điểm": "; ".join(f"{said} → {_given(roster, said)}" for said, _ in _pairs(row))}


def _given(roster: Any, said: str) -> str:
    """What a pair's left side brings, in the words of the right one."""
    more: dict[str, Any] = {}
    answer, choices = said, roster.criteria.criteria["c"].rule.kind in ("yes_no", "levels", "parts")
    if found := re.fullmatch(r"chấm (\S+)", said):
        more["given"] = {"c": number(found[1])}
    elif found := re.fullmatch(r"chậm (\d+) ngày", said):
        more |= {"punctual": {"nam": False}, "late": {"nam": int(found[1])}}
    elif said in ("đúng hạn", "không nộp"):
        more["punctual"] = {"nam": said == "đúng hạn"}
    if found := re.fullmatch(r"(\S+) \(cao nhất khối (\S+)\)", said):
        return _beside_best(roster, entry(found[1]), entry(found[2]))
    if more or said.startswith("chưa"):
        answer = small.BLANK
    mark = small.card(one(roster, {"c": entry(answer, choices=choices)}, **more)).marks["c"]
    return (
        show_number(mark.points) if mark.points is not None else "chờ" if said.startswith("chưa") else "lỗi"
    )


def _beside_best(roster: Any, own: Entry, best: Entry) -> str:
    two = made([each.model_dump() for each in roster.criteria.groups], units=2, rounding={"points": "2"})
    filled = {"z": entry("1")}
    found = small.every(two, Submission("u0", filled | {"c": own}), Submission("u1", filled | {"c": best}))
    return show_number(small.card(found.units[0]).marks["c"].points)


@table("counted")
def _counted(row: Row) -> Mapping[str, str]:
    said, more = row["đơn vị, cơ quan"], {"rule": RATIO} | yaml(row["tiêu chí ghi thêm"])
    roster = made([group(criterion("c", "10", **more), ANOTHER)], exempt=freed(said))
    given = {"c": number(said.removeprefix("chấm "))} if said.startswith("chấm") else {}
    answer = small.BLANK if "chấm" in said else said
    result = one(roster, {"c": entry(answer), "z": entry("1")}, given=given)
    mark = small.card(result).marks["c"]
    assert small.card(result).applicable == mark.top + 90
    return {"điểm": small.shown(mark), "điểm tối đa tính": show_number(mark.top), "biểu": str(result.state)}


@table("rounding")
def _rounded(row: Row) -> Mapping[str, str]:
    found = {}
    for places in (2, 1, 0):
        roster = made(
            [group(criterion("c", row["điểm tối đa"], rule=RATIO))], rounding={"points": str(places)}
        )
        mark = small.card(one(roster, {"c": entry(row["đơn vị ghi (ratio)"])})).marks["c"]
        found[f"points: {places}"] = show_number(mark.points)
    part, whole = map(number, row["đơn vị ghi (ratio)"].split("/"))
    exact = str(part * number(row["điểm tối đa"]) / whole).replace(".", ",")
    written = row["chưa làm tròn"]
    assert exact.startswith(written[:-1]) if written.endswith("…") else exact == written
    return found


@table("total")
def _total(row: Row) -> Mapping[str, str]:
    found = {}
    for which in ("rounded", "exact"):
        rounding = {"points": "3", "total": row["total"], "class_on": which}
        classes = [{"code": code, "name": name, "at_least": least} for code, name, least in
                   (("tot", "Tốt", "80"), ("dat", "Đạt", "50"), ("yeu", "Yếu", "0"))]  # fmt: skip
        roster = made([group(criterion("c", "100"))], rounding=rounding, classes=classes)
        result = one(roster, {"c": entry(row["điểm chưa làm tròn"])})
        assert result.standing
        found[f"class_on: {which}"] = result.standing.name
    return found | {"điểm xếp loại": show_number(small.card(result).shown)}


@table("groups")
def _groups(row: Row) -> Mapping[str, str]:
    said = small.stated(row["các tiêu chí"])
    here = group(*said.criteria, **yaml(row["nhóm ghi thêm"]))
    found = small.card(one(made([here], exempt={0: said.free}), said.entries)).groups["G"]
    return {"điểm của nhóm": show_number(found.points), "điểm tối đa của nhóm": show_number(found.top)}


@table("beside the scale")
def _beside(row: Row) -> Mapping[str, str]:
    said = small.stated(row["các tiêu chí: ghi / tối đa"])
    part, _, more = row["phần"].partition(", ")
    block = {part: {"text": "Phần", "cap": row["cap"], "criteria": said.criteria} | yaml(more)}
    roster = made([group(ANOTHER)], exempt={0: said.free}, **block)
    result = one(roster, said.entries | {"z": entry("1")})
    assert small.card(result).applicable == 90
    return {"được tính": show_number(getattr(small.card(result), part)), "biểu": str(result.state)}


@table("score")
def _score(row: Row) -> Mapping[str, str]:
    found = {}
    for way in ("percent", "points"):
        roster = made(
            [group(criterion("c", row["điểm tối đa"]))],
            score_on=way,
            bonus={"text": "Thưởng", "cap": "5", "criteria": [criterion("t", "10")]},
            penalty={"text": "Trừ", "cap": "10", "criteria": [criterion("tr", "20")]},
        )
        keys = {"c": "điểm đạt", "t": "ghi thưởng", "tr": "ghi trừ"}
        result = one(roster, {code: entry(row[key]) for code, key in keys.items()})
        found[way] = show_number(small.card(result).shown)
    return found


@table("reports")
def _reports(row: Row) -> Mapping[str, str]:
    day, month = map(int, row["hạn"].split("/"))
    report = Report(code="nam", name="Năm", due=date(2026, month, day), before=row["before"] == "true")
    steps = (Step(days=Decimal(3), points=Decimal(2)), Step(days=Decimal(10), points=Decimal(1)))
    if row["nhận ngày"] == "không nộp":
        return {"chậm (ngày)": "", "điểm": "0"}
    day, month = map(int, row["nhận ngày"].split("/"))
    arrived = date(2026, month, day)
    late = max(0, (arrived - report.last).days)
    assert on_time(report, arrived) == (not late)
    return {"chậm (ngày)": str(late), "điểm": show_number(worth(steps, late) if late else Decimal(4))}


@table("best")
def _best(row: Row) -> Mapping[str, str]:
    said = [re.fullmatch(r"(.*?)(?: \((.*)\))?", each) for each in row["các đơn vị ghi"].split("; ")]
    answers = [(each[1], each[2] or "") for each in said if each]
    rule = {"kind": "best", "label": "Số tin bài"}
    free = {n: ["c"] for n, (answer, _) in enumerate(answers) if answer == small.FREE}
    leaf = criterion("c", "5", rule=rule, not_applicable="excluded")
    roster = made([group(leaf, ANOTHER)], units=len(answers), exempt=free, rounding={"points": "2"})
    sent = [
        Submission(
            f"u{n}",
            {"c": entry(answer), "z": entry("1")},
            valid=note != "biểu còn lỗi",
            barred="Vi phạm" if note == "không đủ điều kiện" else "",
        )
        for n, (answer, note) in enumerate(answers)
    ]
    out = {f"u{n}": "Mới thành lập" for n, (_, note) in enumerate(answers) if note == "không xếp loại"}
    found = small.every(roster, *sent, left_out=out)
    return {"điểm": "; ".join(small.shown(small.card(each).marks["c"]) for each in found.units)}


CODES = {name: code for code, name, _ in small.CLASSES}


def _conditions(said: str) -> list[dict[str, str]]:
    """``cap Khá, lower 1`` as the set writes it."""
    found = []
    for n, each in enumerate(said.split(", ") if said else ()):
        effect, _, what = each.partition(" ")
        key = {"cap": {"class_code": CODES.get(what, "")}, "lower": {"lower_by": what}}.get(effect, {})
        found.append({"code": f"DK{n}", "text": "Điều kiện", "effect": effect} | key)
    return found


@table("conditions")
def _conditioned(row: Row) -> Mapping[str, str]:
    conditions, short = _conditions(row["điều kiện có"]), row["needs không đạt ở loại"]
    classes = [
        {"code": code, "name": name, "at_least": str(least)}
        | ({"needs": [{"code": "n", "at_least": "1"}]} if name == short else {})
        for code, name, least in small.CLASSES
    ]
    figure = criterion("n", "0", rule={"kind": "count", "label": "Số mô hình"})
    roster = made([group(criterion("c", "100"), figure)], conditions=conditions, classes=classes)
    entries = {"c": entry(row["điểm"]), "n": entry("0")}
    standing = one(roster, entries, declared={each["code"]: True for each in conditions}).standing
    assert standing
    return {"loại": standing.name}


@table("when")
def _when(row: Row) -> Mapping[str, str]:
    said = row["tiêu chí"]
    when = {"code": "c"} | yaml(row["when"])
    condition = {"code": "DK", "text": "Điều kiện", "effect": "disqualify", "when": when}
    leaf = criterion("c", "5", not_applicable="excluded")
    roster = made([group(leaf, ANOTHER)], exempt=freed(said), conditions=[condition])
    [following] = roster.criteria.conditions
    assert following.when
    found = small.card(one(roster, {"c": entry(said), "z": entry("1")}))
    return {"điều kiện": "Có" if follows(following.when, found) else "Không"}


@table("needs")
def _needs(row: Row) -> Mapping[str, str]:
    said, checked = row["đơn vị ghi"], row["thẩm định"]
    need = {"code": "c"} | yaml(row["loại cần"])
    classes = [
        {"code": "dat", "name": "Đạt", "at_least": "1", "needs": [need]},
        {"code": "k", "name": "Không", "at_least": "0"},
    ]
    rule = RATIO if row["tiêu chí"] == "ratio" else {"kind": "count", "label": "Số lần", "each": "5"}
    leaf = criterion("c", "10", rule=rule, not_applicable="excluded")
    other = criterion("z", "90", rule={"kind": "direct", "step": "1"})
    roster = made([group(leaf, other)], exempt=freed(said), classes=classes, rounding={"points": "0"})
    entries, verified = {"c": entry(said), "z": entry("90")}, {"z": Decimal(90)}
    more = {"verified": verified | {"c": number(checked)}, "stage": "verified"} if checked else {}
    standing = one(roster, entries, **more).standing
    assert standing
    return {"": "đạt" if standing.code == "dat" else "không đạt"}


@table("places")
def _places(row: Row) -> Mapping[str, str]:
    key, value = row["ranking, rounding"].split(": ")
    where = "rounding" if key == "rank_on" else "ranking"
    settings: dict[str, dict[str, str]] = {"ranking": {}, "rounding": {"points": "3"}}
    settings[where] = settings[where] | {key: value}
    said = [re.fullmatch(r"(\S+?)(?: \((.*)\))?", each) for each in row["điểm các đơn vị"].split("; ")]
    conditions = _conditions(next((each[2] for each in said if each and each[2]), ""))
    roster = made([group(criterion("c", "100"))], units=len(said), conditions=conditions, **settings)
    sent = [
        Submission(f"u{n}", {"c": entry(each[1])}, declared={"DK0": bool(each[2])})
        for n, each in enumerate(said)
        if each
    ]
    ranks = [each.overall for each in small.every(roster, *sent).units]
    return {"hạng": "; ".join(str(rank.place) for rank in ranks if rank)}


@table("ties")
def _ties(row: Row) -> Mapping[str, str]:
    said = [row[f"đơn vị {which}: mục 1; mục 2"].split("; ") for which in "AB"]
    parts = [criterion(code, top) for code, top in (("1", "60"), ("2", "40"))]
    free = {n: ["1"] for n, (first, _) in enumerate(said) if first == small.FREE}
    roster = made([group(*parts)], units=2, exempt=free, ranking={"break_by": yaml(row["break_by"])})
    sent = [Submission(f"u{n}", {"1": entry(one_), "2": entry(two)}) for n, (one_, two) in enumerate(said)]
    found = small.every(roster, *sent).units
    assert len({small.card(each).shown for each in found}) == 1
    first, second = (each.overall.place for each in found if each.overall)
    return {"xếp trên": "đồng hạng" if first == second else "A" if first < second else "B"}


@table("quota")
def _quota(row: Row) -> Mapping[str, str]:
    quota = yaml(row["quota"])
    said = re.findall(r"(\d+) ([^,]+)", row["số đơn vị từng loại"])
    classed = [CODES[name] for times, name in said for _ in range(int(times))]
    base = sum(not quota.get("of") or code in quota["of"] for code in classed)
    allowed = Quota.model_validate(quota)
    found = {"được phép": str(int(allowed.percent * base // 100))}
    roster = small.many(len(classed), quota=[quota])
    sent = [Submission(unit.code, {"c": entry(str(99 - n))}) for n, unit in enumerate(roster.units)]
    pairs = zip(roster.units, classed, strict=True)
    decided = {unit.code: DecidedClass(code, "quyết định") for unit, code in pairs}
    notes = small.every(roster, *sent, decided=decided).quota_notes
    assert all(str(note.allowed) == found["được phép"] for note in notes)
    return found | {"đề nghị giữ": str(len(notes[0].keep)) if notes else "đủ"}


@table("steps")
def _steps(row: Row) -> Mapping[str, str]:
    leaf = Criterion.model_validate(criterion("c", row["điểm tối đa"], rule=yaml(row["cách chấm"])))
    field = field_of(leaf, "points1", int(row["points"]))
    assert valid(field, number(row["cho được"]))
    assert not valid(field, number(row["không cho được"]))
    return {"cho được": row["cho được"]}


@table("verified")
def _verified(row: Row) -> Mapping[str, str]:
    said, checked = row["đơn vị ghi"], row["thẩm định"]
    more = {"rule": RATIO} | yaml(row["tiêu chí ghi thêm"])
    roster = made([group(criterion("c", "10", **more), ANOTHER)], exempt=freed(said))
    given = {"z": Decimal(90)} | ({"c": number(checked)} if checked else {})
    result = one(roster, {"c": entry(said), "z": entry("90")}, stage="verified", verified=given)
    done = small.card(result).stage == "verified"
    mark = small.card(result).marks["c"]
    points = small.shown(mark, "verified") if done else "chưa xong"
    return {"điểm": points, "điểm tối đa": show_number(mark.top)}
