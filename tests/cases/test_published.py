"""Every published case passes through the engine; the figures stand in published.yaml only."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from scoring.criteria.loader import load_roster
from scoring.criteria.units import Roster
from scoring.engine.classify import classify
from scoring.engine.model import Status
from scoring.engine.points import rounded
from scoring.engine.results import Submission, evaluate
from scoring.engine.scorecard import score
from scoring.rules import Entry
from scoring.rules.superior import Superior
from tests.engine.answers import deal, dealt, direct, unit

HERE = Path(__file__).parent
Case = dict[str, Any]
CASES: list[Case] = YAML(typ="base", pure=True).load(HERE / "published.yaml")
PROOFS: dict[str, Callable[[Case], None]] = {}


def number(case: Case, key: str) -> Decimal:
    return Decimal(case[key])


def roster(name: str) -> Roster:
    return load_roster(HERE.parent / "sets" / name)


def proves(case: str) -> Callable[[Callable[[Case], None]], Callable[[Case], None]]:
    def keep(proof: Callable[[Case], None]) -> Callable[[Case], None]:
        PROOFS[case] = proof
        return proof

    return keep


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_published_case(case: Case) -> None:
    PROOFS[case["case"]](case)


@proves("bonus may pass the scale")
def bonus(case: Case) -> None:
    hcm = roster("tp-hcm")
    quan = hcm.units[0]
    card = score(hcm, quan, {**dealt(hcm, quan, case["main"]), "T1": direct(case["bonus"])})
    assert (card.main, card.bonus) == (number(case, "main"), number(case, "bonus"))
    assert card.shown == number(case, "total") > hcm.criteria.scale


@proves("not applicable counts as full points")
def full_points(case: Case) -> None:
    tcpl = roster("tcpl")
    dong_quang = unit(tcpl, "dong-quang")
    mark = score(tcpl, dong_quang, {"1.1": Entry(not_applicable=True)}).marks["1.1"]
    assert mark.status is Status.NOT_APPLICABLE
    assert (mark.points, mark.top) == (number(case, "points"), number(case, "max"))


@proves("not applicable is excluded and the denominator shrinks")
def excluded(case: Case) -> None:
    software = roster("giao-viec")
    tops = {criterion.max: criterion.code for criterion in software.criteria.main}
    entries = {
        tops[number(line, "max")]: direct(line["points"]) if "points" in line else Entry(not_applicable=True)
        for line in case["criteria"]
    }
    card = score(software, software.units[0], entries)
    assert card.complete
    assert (card.main, card.applicable) == (number(case, "points"), number(case, "applicable_max"))
    assert card.shown == rounded(card.percent, 2) == number(case, "percent")


@proves("self part of a larger scale")
def self_part(case: Case) -> None:
    rules = roster("quang-phuoc")
    xa = rules.units[0]
    card = score(rules, xa, dealt(rules, xa, case["self_points"]))
    assert (card.main, card.applicable) == (number(case, "self_points"), number(case, "self_max"))
    assert card.applicable < rules.criteria.scale


@proves("self 90 plus superior 10")
def self_and_superior(case: Case) -> None:
    rules = roster("ngan-son")
    xa = rules.units[0]
    entries = dealt(rules, xa, case["self_max"])
    assert score(rules, xa, entries).applicable == number(case, "self_max")
    superior = [c.code for c in rules.criteria.main if isinstance(c.rule, Superior)]
    card = score(rules, xa, entries, given={superior[0]: number(case, "superior_max")})
    assert card.applicable == card.shown == rules.criteria.scale == number(case, "scale")


@proves("verification lowers the class")
def verification(case: Case) -> None:
    rules = roster("ngan-son")
    xa = rules.units[0]
    entries = dealt(rules, xa, case["self"])
    own = score(rules, xa, entries)
    assert own.shown == number(case, "self")
    assert classify(rules, xa, own, {}).name.casefold() == case["self_class"]

    superior = Decimal(5)
    checked = score(
        rules,
        xa,
        entries,
        given={"III.1": superior},
        verified=deal(rules, xa, number(case, "verified") - superior),
        stage="verified",
    )
    assert checked.complete
    assert checked.shown == number(case, "verified")
    assert classify(rules, xa, checked, {}).name.casefold() == case["verified_class"]


@proves("class boundaries and disqualification (NĐ 335/2025/NĐ-CP, công chức)")
def boundaries(case: Case) -> None:
    rules = roster("nd-335")
    officer = rules.units[0]
    bounds = {Decimal(bound): name for name, bound in case["bands"].items()}
    names = {each.code: bounds[each.at_least] for each in rules.criteria.classes}
    assert len(names) == len(bounds)
    for answer in case["answers"]:
        card = score(rules, officer, dealt(rules, officer, answer["total"]))
        standing = classify(rules, officer, card, {"DK1": "listed_violation" in answer})
        assert standing.code
        assert names[standing.code] == answer["class"], answer


@proves("quota counts against the class below, not the total (NĐ 335/2025)")
def quota(case: Case) -> None:
    rules = roster("nd-335")
    assert rules.criteria.quota[0].percent == number(case, "percent")
    good, allowed = int(case["tot"]), int(case["xuat_sac_at_most"])

    def excess(excellent: int) -> list[tuple[int, int]]:
        totals = ["95"] * excellent + ["80"] * good
        assert len(totals) <= len(rules.units)
        forms = [Submission(u.code, dealt(rules, u, t)) for u, t in zip(rules.units, totals, strict=False)]
        return [(note.allowed, note.classed) for note in evaluate(rules, forms).quota_notes]

    assert excess(allowed) == []
    assert excess(allowed + 1) == [(allowed, allowed + 1)]


@proves("exempt from a whole group")
def exempt(case: Case) -> None:
    rules = roster("ha-nam")
    asked, freed = (score(rules, each, {}).applicable for each in rules.units)
    assert asked == rules.criteria.scale
    assert asked - freed == number(case, "removed_points")


def roots_of_parts(rules: Roster) -> dict[str, Decimal]:
    return {group.code: sum(leaf.max for leaf in group.leaves()) for group in rules.criteria.groups}


@proves("frame for HĐND of xã, phường (draft, Thanh Hóa, term 2026-2031)")
def council(case: Case) -> None:
    """The units of the case are played in test_frames."""
    rules = roster(case["set"])
    assert roots_of_parts(rules) == {code: Decimal(top) for code, top in case["groups"].items()}
    assert rules.criteria.bonus and rules.criteria.bonus.cap == number(case, "bonus_cap")
    assert rules.criteria.penalty and rules.criteria.penalty.cap == number(case, "penalty_cap")
    assert {each.name.casefold(): str(each.at_least) for each in rules.criteria.classes} == case["classes"]


@proves("NĐ 335/2025/NĐ-CP, organisations (cơ quan chuyên môn thuộc UBND cấp xã among them)")
def decree(case: Case) -> None:
    """The shares of the case are played in test_frames."""
    rules = load_roster(HERE.parents[1] / "criteria" / "thu-vien" / case["set"])
    assert roots_of_parts(rules) == {code: Decimal(top) for code, top in case["parts"].items()}
    (quota,) = rules.criteria.quota
    assert (str(quota.percent), *quota.of) == (case["quota"]["percent"], case["quota"]["of"])
    assert [(str(each.due), each.before) for each in rules.criteria.reports] == [(case["due"], True)]
