"""LibreOffice recalculates the workbook: it says what the engine says, also after a score was changed."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from scoring.criteria.units import Exemption, Roster, Unit
from scoring.engine.model import DecidedClass
from scoring.intake.model import FilledForm
from scoring.reports.consolidated.formulas import INCOMPLETE, NO_PLACE
from scoring.reports.consolidated.plan import RANKING, STATISTICS
from scoring.reports.consolidated.ranking import LISTED_WHY
from scoring.rules import Entry
from scoring.standing.run import Consolidation
from tests.reports.runs import (
    consolidate,
    form,
    larger,
    receipt,
    typical,
    verified,
)
from tests.reports.workbooks import (
    differences,
    edited,
    opened,
    shown,
    stale,
    variant,
    written,
)
from tools.libreoffice import LibreOffice


def dense(content: dict[str, Any]) -> None:
    content["ranking"] = {"ties": "dense", "break_by": []}


def coarse(content: dict[str, Any]) -> None:
    """Whole points: many ties, broken by three items, of which the first is not asked of everybody."""
    content["rounding"] = {"points": 1, "total": 0}
    content["ranking"] = {"ties": "shared", "break_by": ["2.1", "2", "1"]}


def coarse_dense(content: dict[str, Any]) -> None:
    coarse(content)
    content["ranking"]["ties"] = "dense"


def exact(content: dict[str, Any]) -> None:
    content["rounding"] = {"points": 2, "total": 0, "class_on": "exact", "rank_on": "exact"}


def of_points(content: dict[str, Any]) -> None:
    content["score_on"] = "points"
    content["ranking"] = {"ties": "shared", "break_by": ["1", "2"]}


def needy(content: dict[str, Any]) -> None:
    """Classes within reach, each with a need that some units miss; a quota in each block."""
    content["classes"] = (
        {
            "code": "xuat-sac",
            "name": "Xuất sắc",
            "at_least": 70,
            "needs": [{"code": "1", "at_least_percent": 60}],
        },
        {
            "code": "tot",
            "name": "Tốt",
            "at_least": 60,
            "needs": [{"code": "2.6", "at_least_percent": "72.5"}],
        },
        {"code": "kha", "name": "Khá", "at_least": 0},
    )
    content["quota"] = ({"code": "xuat-sac", "percent": 10, "of": [], "within": "block"},)


def class_first(content: dict[str, Any]) -> None:
    """A better class stands first, whatever the points; ties within a class are broken as ever."""
    needy(content)
    coarse(content)
    content["ranking"]["by"] = "class"


def lowering(content: dict[str, Any]) -> None:
    """Five classes, two with a need; what lowers comes after what caps, some of it follows from answers."""
    needs = {"xs": [{"code": "1", "at_least_percent": 30}], "kha": [{"code": "2.6", "at_least_percent": 70}]}
    bounds = {"xs": 70, "tot": 62, "kha": 55, "tb": 40, "yeu": 0}
    content["classes"] = tuple(
        {"code": code, "name": f"Loại {code}", "at_least": bound, "needs": needs.get(code, [])}
        for code, bound in bounds.items()
    )
    content["quota"] = ()
    content["conditions"] = (
        {"code": "DK1", "text": "Bị kỷ luật", "effect": "lower", "lower_by": 1},
        {"code": "DK2", "text": "Vụ việc", "effect": "disqualify"},
        {"code": "DK3", "text": "Mục 2.6 thấp", "effect": "cap", "class_code": "kha",
         "when": {"code": "2.6", "at_most": "6.5"}},
        {"code": "DK4", "text": "Mục 2.1 cao", "effect": "lower", "lower_by": 2,
         "when": {"code": "2.1", "at_least": "9.5"}},
    )  # fmt: skip


def bare(content: dict[str, Any]) -> None:
    """No bonus, no penalty, no conditions, no quota."""
    for key in ("bonus", "penalty", "conditions", "quota"):
        content.pop(key)


def half_points(content: dict[str, Any]) -> None:
    """Whole points, and maxima that end in a half: nobody may reach more than the maximum by rounding."""
    content["rounding"] = {"points": 0, "total": 2}
    for leaf in content["groups"][1]["children"]:
        leaf["max"] -= Decimal("0.5")
    content["bonus"]["cap"] = Decimal("2.5")


VARIANTS = (half_points, dense, coarse, coarse_dense, exact, of_points, needy, class_first, lowering, bare)


def test_recalculated_equals_engine(mini: Roster, libreoffice: LibreOffice, tmp_path: Path) -> None:
    runs = {"mini": typical(mini)} | {
        change.__name__: typical(variant(mini, change), 1) for change in VARIANTS
    }
    files = [written(run, tmp_path / f"{name}.xlsx") for name, run in runs.items()]
    fresh = libreoffice.recalculated(files, tmp_path / "fresh")
    for run, before, after in zip(runs.values(), files, fresh, strict=True):
        assert differences(after, run) == []
        assert stale(before, after) == []


def test_a_decided_class_holds_when_recalculated(
    mini: Roster, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    """Class and place follow the decision, the class of the rules stands beside it and stays live."""
    plain = typical(variant(mini, class_first), 1)
    first = next(r for r in plain.results.units if r.overall and r.overall.place == 1)
    worst = plain.criteria.classes[-1].code
    said = {first.unit: DecidedClass(worst, "QĐ 90"), "tdp-5": DecidedClass("tot", "QĐ 91")}
    run = consolidate(plain.roster, plain.receipts, said)
    standing, rank = run.results[first.unit].standing, run.results[first.unit].overall
    assert standing and rank and first.standing
    assert (standing.code, standing.computed, rank.place > 1) == (worst, first.standing, True)
    assert run.results["tdp-5"].standing == plain.results["tdp-5"].standing  # not eligible all the same
    before = written(run, tmp_path / "a.xlsx")
    (after,) = libreoffice.recalculated([before], tmp_path / "fresh")
    assert differences(after, run) == []
    assert stale(before, after) == []
    rows = [row for sheet in opened(after, values=True) for row in sheet.iter_rows(values_only=True)]
    beside = [row for row in rows if len(row) > 1 and row[1] == "Xếp loại theo điểm, điều kiện"]
    assert first.standing.name in beside[0]


def test_variants_are_worth_comparing(mini: Roster) -> None:
    """The generated runs hold what the comparison above is about."""
    tied = [r.overall for r in typical(variant(mini, coarse_dense), 1).results.units if r.overall]
    assert any("Đồng hạng" in rank.note or "Xếp" in rank.note for rank in tied)
    needed = typical(variant(mini, needy), 1).results
    assert any("phải đạt" in r.standing.reason for r in needed.units if r.standing)
    assert needed.quota_notes
    lowered = [r.standing.reason for r in typical(variant(mini, lowering), 1).results.units if r.standing]
    assert any("hạ 1 loại" in reason for reason in lowered)
    assert any("hạ 2 loại" in reason for reason in lowered)
    assert any("Mục 2.6 thấp: không xếp quá loại" in reason for reason in lowered)


Change = dict[tuple[str, str], Entry]


def rescored(run: Consolidation, change: Change) -> Consolidation:
    """The engine's results for changed answers."""
    receipts = tuple(r if r.form is None else replace(r, form=_changed(r.form, change)) for r in run.receipts)
    return consolidate(run.roster, receipts)


def _changed(form: FilledForm, change: Change) -> FilledForm:
    rows = dict(form.rows)
    declared = dict(form.declared)
    for (unit, code), entry in change.items():
        if unit != form.unit:
            continue
        rows[code] = replace(rows[code], entry=entry)
        if code in declared:
            declared[code] = entry.answers["1"] == "Có"
    return replace(form, rows=rows, declared=declared)


def typed(after: Consolidation, change: Change) -> dict[tuple[str, str], Any]:
    """What an auditor types for the changed answers: points, KPS, or Có/Không."""
    found: dict[tuple[str, str], Any] = {}
    for (unit, code), entry in change.items():
        card = after.results[unit].card
        assert card
        mark = card.marks.get(code)
        if mark is None:
            found[unit, code] = entry.answers["1"]
        else:
            found[unit, code] = "KPS" if mark.top == 0 else mark.points
    return found


def points(value: str) -> Entry:
    return Entry({"1": Decimal(value)})


def said(word: str) -> Entry:
    return Entry({"1": word})


def twins(mini: Roster) -> Consolidation:
    """Two tổ dân phố that are equal but for 2.6, and all the others."""
    roster = larger(mini)
    forms = {u.code: form(roster, u, 7) for u in roster.evaluated}
    model = forms["tdp-1"].rows | {"1.2": replace(forms["tdp-1"].rows["1.2"], entry=said("Đúng hạn"))}
    for code, worth in (("tdp-1", "5.25"), ("tdp-2", "6")):
        rows = model | {"2.6": replace(model["2.6"], entry=points(worth))}
        forms[code] = replace(forms[code], rows=rows)
    return consolidate(roster, tuple(receipt(made) for made in forms.values()))


CHANGES: dict[str, Change] = {
    "better": {("tdp-3", "2.6"): points("10")},
    "worse": {("p2", "2.6"): points("0.25"), ("p2", "1.1.2"): said("Không")},
    "class bound reached": {
        ("p2", "1.2"): said("Đúng hạn"),
        ("p2", "2.5"): points("4"),
        ("p2", "2.6"): points("10"),
    },
    "not applicable": {("tdp-8", "2.1"): Entry(not_applicable=True)},
    "applicable again": {("tdp-2", "2.1"): Entry({"1": Decimal(3), "2": Decimal(4)})},
    "a tie": {("tdp-1", "2.6"): points("6")},
    "a tie broken by the chain": {("tdp-1", "2.6"): points("10"), ("tdp-1", "1.2"): said("Chậm")},
    "bonus above its cap": {("vhxh", "T1"): points("9")},
    "penalty": {("p0", "TR1"): points("2"), ("p1", "TR1"): points("9")},
    "capped": {("tdp-8", "DK1"): said("Có")},
    "disqualified": {("tdp-8", "DK2"): said("Có")},
}


@pytest.fixture(scope="module")
def equal(mini: Roster) -> Consolidation:
    return twins(mini)


def test_changed_score_changes_what_the_engine_would(
    equal: Consolidation, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    source = written(equal, tmp_path / "source.xlsx")
    after = {name: rescored(equal, change) for name, change in CHANGES.items()}
    files = [
        edited(equal, source, tmp_path / f"{n}.xlsx", typed(after[name], change))
        for n, (name, change) in enumerate(CHANGES.items())
    ]
    for name, path in zip(CHANGES, libreoffice.recalculated(files, tmp_path / "fresh"), strict=True):
        assert differences(path, after[name]) == [], name
        assert differences(path, equal), f"{name}: nothing changed"


Judge = Callable[[Consolidation, Consolidation], bool]


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        (
            "a tie",
            lambda _, after: after.results["tdp-1"].in_block.place == after.results["tdp-2"].in_block.place,
        ),
        (
            "a tie broken by the chain",
            lambda _, after: (
                after.results["tdp-1"].card.shown == after.results["tdp-2"].card.shown
                and after.results["tdp-1"].in_block.place < after.results["tdp-2"].in_block.place
            ),
        ),
        (
            "class bound reached",
            lambda before, after: before.results["p2"].standing.code != after.results["p2"].standing.code,
        ),
        ("capped", lambda _, after: after.results["tdp-8"].standing.reason),
    ],
)
def test_changes_are_what_their_names_say(equal: Consolidation, name: str, holds: Judge) -> None:
    assert holds(equal, rescored(equal, CHANGES[name]))


def test_falling_below_a_class_need(mini: Roster, libreoffice: LibreOffice, tmp_path: Path) -> None:
    run = typical(variant(mini, needy), 7)
    change = {
        ("tdp-8", "1.1.2"): said("Không"),
        ("tdp-8", "1.10"): Entry({"1": "Có", "2": "Không", "3": "Không"}),
        ("tdp-8", "2.1"): Entry({"1": Decimal(5), "2": Decimal(5)}),
        ("tdp-8", "2.3"): points("0"),
        ("tdp-8", "2.5"): points("4"),
        ("tdp-8", "2.6"): points("10"),
    }
    after = rescored(run, change)
    assert "phải đạt 60% trở lên" in after.results["tdp-8"].standing.reason
    source = written(run, tmp_path / "source.xlsx")
    fresh = libreoffice.recalculated(
        [edited(run, source, tmp_path / "edited.xlsx", typed(after, change))], tmp_path / "fresh"
    )
    assert differences(fresh[0], after) == []


def test_emptied_score_is_not_zero(equal: Consolidation, libreoffice: LibreOffice, tmp_path: Path) -> None:
    """A blank takes the unit out of the ranking; everybody below moves up, as in the engine."""
    best = next(r for r in equal.results.units if r.overall and r.overall.place == 1)
    after = rescored(equal, {(best.unit, "2.6"): Entry()})
    source = written(equal, tmp_path / "source.xlsx")
    path = libreoffice.recalculated(
        [edited(equal, source, tmp_path / "edited.xlsx", {(best.unit, "2.6"): None})], tmp_path / "fresh"
    )[0]
    row = shown(path)[equal.name(best.unit)]
    assert row[6:] == (INCOMPLETE, NO_PLACE, NO_PLACE)
    assert differences(path, after) == [f"{equal.name(best.unit)}: in the workbook only"]


def test_verified_points_and_units_not_yet_verified(
    run: Consolidation, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    """On the verified stage the verifier's points count, and who is not verified has no place."""
    done = frozenset({"p0", "p1", "p2", "tdp-1", "tdp-2", "tdp-5"})
    after = verified(run, done)
    assert {r.unit for r in after.results.units if r.ranked} == done - {"tdp-5"}
    path = written(after, tmp_path / "verified.xlsx")
    fresh = libreoffice.recalculated([path], tmp_path / "fresh")[0]
    assert differences(fresh, after) == []
    assert stale(path, fresh) == []
    rows = {row[1]: row for row in opened(fresh, values=True)[RANKING].values}
    assert rows["Công an phường"][LISTED_WHY].startswith(
        "Hợp lệ, chưa thẩm định xong, còn 13 mục: 1.1.2, 1.2, 1.10"
    ), "eleven criteria and both conditions"
    gap = {row[0]: row[12] for row in opened(fresh, values=True)[STATISTICS].values}
    assert gap["2.6"] > 0
    assert gap["1.2"] == 0


def test_item_that_not_all_were_scored_on(mini: Roster, libreoffice: LibreOffice, tmp_path: Path) -> None:
    """Three tied units, one exempt from the first item: there it has the share of all its points."""

    def by_points(content: dict[str, Any]) -> None:
        content |= {"score_on": "points", "ranking": {"ties": "shared", "break_by": ["2.1", "1"]}}

    roster = variant(mini, by_points)
    freed = Unit(
        code="tdp-3", name="Tổ dân phố số 3", kind="tdp", exempt=(Exemption(code="2.1", basis="Quyết định"),)
    )
    roster = Roster(roster.criteria, (*roster.units, freed))
    run = consolidate(
        roster,
        (
            receipt(equal_form(roster, "tdp-1", parts=("Có", "Không", "Không"), ratio="6", direct="7")),
            receipt(equal_form(roster, "tdp-2", parts=("Có", "Không", "Không"), ratio="12", direct="1")),
            receipt(equal_form(roster, "tdp-3", parts=("Có", "Có", "Có"), ratio="0", direct="8")),
        ),
    )
    places = {r.unit: r.in_block.place for r in run.results.units if r.in_block}
    assert places == {"tdp-2": 1, "tdp-3": 2, "tdp-1": 3}  # 12 of 12, 55 of all it was asked, 6 of 12
    path = libreoffice.recalculated([written(run, tmp_path / "tied.xlsx")], tmp_path / "fresh")[0]
    assert differences(path, run) == []


def equal_form(roster: Roster, code: str, *, parts: tuple[str, ...], ratio: str, direct: str) -> FilledForm:
    """A tổ dân phố with 55 points, got in different ways."""
    unit = roster.unit(code)
    assert unit
    made = form(roster, unit, 7)
    entries = {
        "1.1.2": said("Có"),
        "1.2": said("Đúng hạn"),
        "1.10": Entry(dict(zip("123", parts, strict=True))),
        "2.1": Entry({"1": Decimal(ratio), "2": Decimal(12)}),
        "2.2": Entry({"1": Decimal(1), "2": Decimal(1)}),
        "2.6": points(direct),
        **{code: points("0") for code in ("2.3", "2.5", "T1", "TR1")},
    }
    rows = {c: replace(r, entry=entries[c]) for c, r in made.rows.items() if c in entries}
    return replace(made, rows=rows)
