"""The form's formulas equal the engine: LibreOffice recalculates, the engine judges."""

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.catalogue import CATALOGUE
from scoring.criteria.loader import load_roster, set_hash
from scoring.criteria.schema import Criterion
from scoring.criteria.units import Roster
from scoring.engine.classify import AWAITED, NOTHING_ASKED, classify
from scoring.engine.conditions import says
from scoring.engine.model import Scorecard
from scoring.engine.points import claimed, points
from scoring.engine.scorecard import score
from scoring.forms import Prefill, write_form
from scoring.forms.formulas import told
from scoring.forms.plan import POINTS, FormPlan
from scoring.intake.checks.base import Asked
from scoring.intake.checks.rows import row_findings
from scoring.intake.folder import Desk
from scoring.intake.layout import INFO, SCORES, AskedCondition, as_criterion
from scoring.intake.model import Row
from scoring.rules import YES, Entry
from scoring.rules.ratio import Ratio
from tests.conftest import SETS
from tests.engine.freed import UNIT, VOID, freed
from tests.engine.variants import too_fine
from tests.forms.filling import (
    EDGES,
    RATIOS,
    Filling,
    edge,
    filling,
    typed,
)
from tests.support.cell_values import cell_values
from tests.support.receiving import receive_one
from tools.libreoffice import LibreOffice

OF_CELLS = {"N10", "N22", "P03", "M04", "M05", "M06", "M07"}
"""Codes of single cells that no answer reaches: see test_mutated."""
CARES = (0.0, 0.3, 0.6, 0.85, 1.0, 1.0, 1.0)


def forms() -> list[tuple[Roster, Filling]]:
    """Every edge once, seven forms of each kind of mini unit, three of the first unit of each other set."""
    found = []
    for folder in sorted(path.parent for path in SETS.glob("*/criteria.yaml")):
        roster = load_roster(folder)
        units, cares = (roster.evaluated[:1], CARES[2:5])
        if folder.name == "mini":
            ktht = roster.units[1]
            found += [(roster, edge(roster, ktht, n)) for n in range(EDGES)]
            units, cares = tuple(filter(None, map(roster.unit, ("vhxh", "vp", "tdp-1")))), CARES
            found += [nothing_counts(freed(roster, *asked)) for asked in ((), ("3.2",))]
            for finer in (too_fine(roster, 0), too_fine(roster, 2)):
                found += [(finer, filling(finer, unit, n, 1.0)) for unit in units for n in range(2)]
        if folder.name == "nhom-diem":
            cares = CARES[1:]
        found += [(roster, filling(roster, unit, n, care)) for unit in units for n, care in enumerate(cares)]
        if entries := SAID.get(folder.name):
            found.append(saying(roster, entries))
    return found


SAID = {
    "hdnd-xa": {"IX.8": Entry({"1": Decimal(1)}, not_applicable=True)},
    "nhom-diem": {"2.2.2": Entry(not_applicable=True), "T2.2": Entry({"1": Decimal(1)})},
}
"""A mark that is refused hides no points from the conditions that follow from them; a bonus stands alone."""


def saying(roster: Roster, entries: dict[str, Entry]) -> tuple[Roster, Filling]:
    """The first unit's form, filled with care, and these answers."""
    filled = filling(roster, roster.evaluated[0], 0, 1.0)
    rows = dict(filled.prefill.rows)
    rows |= {code: replace(rows[code], entry=entry) for code, entry in entries.items()}
    return roster, replace(filled, prefill=replace(filled.prefill, rows=rows))


def nothing_counts(roster: Roster) -> tuple[Roster, Filling]:
    """0 of 0 points; where the office has still to score something, its form cannot say more."""
    unit = roster.unit(UNIT)
    assert unit
    rows = {code: Row(code, entry, explanation="Không có") for code, entry in VOID.items()}
    rows |= {c.code: Row(c.code, Entry({"1": "Không"})) for c in roster.conditions(unit)}
    return roster, Filling(unit, Prefill(rows=rows))


def test_some_forms_hold_full_points_of_a_maximum_that_rounding_would_pass() -> None:
    held = [
        (criterion.max, points(criterion, row.entry, roster.criteria.rounding.points))
        for roster, filled in forms()
        for code, criterion in criteria_of(roster, filled).items()
        if criterion.max % 1 == Decimal("0.695") and (row := filled.prefill.rows.get(code))
    ]
    full = {top for top, worth in held if worth in (int(top), top - Decimal("0.005"))}
    assert len(full) > 3
    assert all(worth is None or worth <= top for top, worth in held)


@dataclass(frozen=True)
class Saved:
    """A form that LibreOffice recalculated and saved."""

    roster: Roster
    filled: Filling
    path: Path
    book: Any


@pytest.fixture(scope="module")
def recalculated(libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> list[Saved]:
    home = tmp_path_factory.mktemp("forms")
    cases = forms()
    paths = [typed(home / f"{n}.xlsx", roster, filled) for n, (roster, filled) in enumerate(cases)]
    saved = libreoffice.recalculated(paths, home / "saved")
    return [Saved(*case, path, cell_values(path)) for case, path in zip(cases, saved, strict=True)]


def criteria_of(roster: Roster, filled: Filling) -> dict[str, Criterion]:
    asked = {c.code: c for c in roster.asked(filled.unit)}
    return asked | {c.code: as_criterion(c) for c in roster.declared(filled.unit)}


def number(value: object) -> Decimal | None:
    return None if value in (None, "") else Decimal(str(value)).quantize(Decimal("1e-6"))


def exactly(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("1e-6"))


def said_elsewhere(criterion: Criterion, card: Scorecard) -> bool | None:
    """What another answer says of a condition that is declared as well."""
    return says(criterion.when, card) if isinstance(criterion, AskedCondition) else None


def found_and_expected(roster: Roster, filled: Filling, book: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Every figure and word that the form gives, and what engine and checks say."""
    sheet, plan, prefill = book[SCORES], FormPlan(roster, filled.unit), filled.prefill
    places = roster.criteria.rounding.points
    found: dict[str, Any] = {}
    expected: dict[str, Any] = {}
    card, errors = score(roster, filled.unit, prefill.entries), 0
    for code, criterion in criteria_of(roster, filled).items():
        if code not in prefill.rows:
            continue
        row, cells = prefill.rows[code], plan.cells(criterion)
        worth = points(criterion, row.entry, places)
        found[f"{code} points"] = number(sheet[f"{POINTS}{plan.line[code]}"].value)
        expected[f"{code} points"] = None if criterion.rule.relative else exactly(worth)
        said, known = said_elsewhere(criterion, card), claimed(criterion, row.entry, places)
        asked = Asked.of(roster.criteria, criterion, known, card, said)
        problems = row_findings(row, asked, roster.criteria.severities)
        errors += bool(problems and problems[0].is_error)
        found[f"{code} check"] = sheet[cells["check"]].value
        expected[f"{code} check"] = told(problems[0]) if problems else "Đạt"
    declared = {
        c.code: prefill.rows[c.code].entry.answers.get("1") == YES for c in roster.declared(filled.unit)
    }
    for name, cell, value in (
        ("main", "C3", card.main),
        ("applicable", "C4", card.applicable),
        ("bonus", "G3", card.bonus),
        ("penalty", "G4", card.penalty),
        ("score", "J3", card.shown),
    ):
        found[name], expected[name] = number(sheet[cell].value), exactly(value)
    standing = classify(roster, filled.unit, card, declared)
    found["class"], expected["class"] = sheet["J4"].value or "", standing.name if card.complete else ""
    signed = prefill.sign_off
    errors += sum(not part for part in (signed.preparer, signed.head, signed.day))
    found["state"], expected["state"] = (
        sheet["J5"].value,
        f"Còn {errors} dòng có lỗi" if errors else "Đủ điều kiện gửi",
    )
    for n, part in ((9, signed.preparer), (11, signed.head), (12, signed.day)):
        found[f"sign-off {n}"] = book[INFO][f"C{n + 1}"].value == "Đạt"
        expected[f"sign-off {n}"] = bool(part)
    return found, expected


def test_every_point_total_class_and_check_equals_the_engine(
    recalculated: list[Saved],
) -> None:
    for form in recalculated:
        found, expected = found_and_expected(form.roster, form.filled, form.book)
        assert found == expected, f"{form.roster.criteria.id} {form.filled.unit.code}"


def test_the_tool_says_of_a_saved_form_what_the_form_itself_says(recalculated: list[Saved]) -> None:
    """Where the tool understands a text ("4,5") that the form refuses, it says so and goes further."""
    compared = 0
    for form in recalculated:
        receipt = receive_one(form.path, Desk(form.roster, set_hash(form.roster.criteria), "nam"))
        plan, criteria = FormPlan(form.roster, form.filled.unit), criteria_of(form.roster, form.filled)
        told = defaultdict(list)
        for finding in receipt.findings:
            told[finding.criterion].append(finding)
        for code in form.filled.prefill.rows:
            near = {code, criteria[code].beside, *form.roster.criteria.rivals.get(code, ())}
            if "N03" not in {finding.code for each in near if each for finding in told[each]}:
                first = next((f.message for f in told[code] if f.is_error), "Đạt")
                shown = form.book[SCORES][plan.cells(criteria[code])["check"]].value
                assert shown == first, f"{form.roster.criteria.id} {form.filled.unit.code} {code}"
                compared += 1
        assert not {"S01", "S02", "S03"} & {finding.code for finding in receipt.findings}
    assert compared > 300


def test_the_generated_answers_reach_every_live_code(mini: Roster) -> None:
    codes, ratios = set(), set()
    for roster, filled in forms():
        card = score(roster, filled.unit, filled.prefill.entries)
        for code, criterion in criteria_of(roster, filled).items():
            if row := filled.prefill.rows.get(code):
                card = score(roster, filled.unit, filled.prefill.entries)
                worth = claimed(criterion, row.entry, roster.criteria.rounding.points)
                asked = Asked.of(roster.criteria, criterion, worth, card, said_elsewhere(criterion, card))
                codes |= {f.code for f in row_findings(row, asked, {})}
                if isinstance(criterion.rule, Ratio) and criterion.rule.bands:
                    ratios.add((row.entry.answers.get("1"), row.entry.answers.get("2")))
    live = {code for code, check in CATALOGUE.items() if check.live and code[0] not in "KRV"}
    assert codes == live - OF_CELLS
    assert ratios >= set(RATIOS)


def test_a_form_to_which_nothing_applies_has_no_class(recalculated: list[Saved]) -> None:
    said = {f.book[SCORES]["J4"].value for f in recalculated if f.book[SCORES]["C4"].value == 0}
    assert said == {NOTHING_ASKED, AWAITED}


def test_the_generated_answers_reach_most_classes(recalculated: list[Saved]) -> None:
    names = {f.book[SCORES]["J4"].value for f in recalculated if f.roster.criteria.id == "mini-2026"}
    assert len(names - {None}) >= 4


def test_a_filled_form_caches_what_libreoffice_computes(
    libreoffice: LibreOffice, mini: Roster, tmp_path: Path
) -> None:
    paths = []
    for n, unit in enumerate(mini.evaluated[2:4]):
        for care in (None, 0.4, 1.0):
            path = tmp_path / f"{n}-{care}.xlsx"
            filled = None if care is None else filling(mini, unit, 99, care).prefill
            write_form(path, mini, unit, filled=filled)
            paths.append(path)
    for path, saved in zip(paths, libreoffice.recalculated(paths, tmp_path / "saved"), strict=True):
        cached, computed = cell_values(path), cell_values(saved)
        formulas = load_workbook(path)
        for sheet in formulas:
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
                ours, theirs = (book[sheet.title][cell.coordinate].value for book in (cached, computed))
                if isinstance(ours, int | float) and not isinstance(ours, bool) and theirs is not None:
                    assert number(ours) == number(theirs), f"{path.name} {sheet.title} {cell.coordinate}"
                else:
                    assert (ours or "") == (theirs or ""), f"{path.name} {sheet.title} {cell.coordinate}"
