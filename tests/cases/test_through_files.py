"""The published cases once more, through real forms and the consolidated workbook."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from scoring.criteria.loader import load_roster
from scoring.pipeline.office import Office
from scoring.pipeline.verify import verify_export, verify_import
from scoring.register import Action, Draft
from scoring.rules import NO, Entry
from tests.cases.playing import Answers, Game, Played, number, play
from tests.cases.test_published import CASES
from tests.conftest import SETS
from tests.engine.answers import deal, dealt
from tests.verification.books import filled
from tools.libreoffice import LibreOffice

OF = {case["case"].partition(" (")[0]: case for case in CASES}
Forms = dict[str, Answers]


@pytest.fixture
def played(libreoffice: LibreOffice, tmp_path: Path) -> Any:
    def play_set(name: str, answers: Mapping[str, Answers], given: Any = None) -> Game:
        return play(libreoffice, tmp_path, SETS / name, answers, given)

    return play_set


def with_total(name: str, code: str, total: str, **said: Entry) -> Answers:
    """The total dealt out to what the unit scores by typing points."""
    roster = load_roster(SETS / name)
    unit = roster.unit(code)
    assert unit
    return Answers({**dealt(roster, unit, total), **said})


def test_a_bonus_passes_the_scale_on_paper_too(played: Any) -> None:
    case = OF["bonus may pass the scale"]
    answers = {"quan-1": with_total("tp-hcm", "quan-1", case["main"], T1=number(case["bonus"]))}
    assert played("tp-hcm", answers).units["quan-1"].agreed[0] == case["total"]


def test_not_applicable_as_full_points_leaves_the_whole_scale(played: Any) -> None:
    answers = {"dong-quang": Answers({"1.1": Entry(not_applicable=True)})}
    unit: Played = played("tcpl", answers).units["dong-quang"]
    assert (unit.agreed[0], unit.main, unit.applicable) == ("100", "100", "100")


def test_an_excluded_criterion_shrinks_the_denominator(played: Any) -> None:
    case = OF["not applicable is excluded and the denominator shrinks"]
    said = {
        f"1.{n}": number(line["points"]) if "points" in line else Entry(not_applicable=True)
        for n, line in enumerate(case["criteria"], 1)
    }
    unit: Played = played("giao-viec", {"doi-1": Answers(said)}).units["doi-1"]
    assert (unit.agreed[0], unit.main, unit.applicable) == (
        case["percent"],
        case["points"],
        case["applicable_max"],
    )


def test_the_form_shows_the_self_part_of_a_larger_scale(played: Any) -> None:
    case = OF["self part of a larger scale"]
    code = load_roster(SETS / "quang-phuoc").units[0].code
    unit: Played = played("quang-phuoc", {code: with_total("quang-phuoc", code, case["self_points"])}).units[
        code
    ]
    assert (unit.main, unit.applicable) == (case["self_points"], case["self_max"])


def points_of_superior(points: str, code: str, criterion: str) -> Any:
    """What the superior gives, as the register keeps it."""

    def given(office: Office) -> None:
        values = {"points": points, "self": "", "answer": "", "verifier": "", "round": "1", "book": ""}
        year, period = office.roster.criteria.year, office.period
        told = Draft(Action.VERIFIED, year, period, code, criterion, values)
        office.register.append(year, lambda _: [told], "Nguyễn Thị An")

    return given


def test_ninety_of_the_unit_and_ten_of_its_superior_make_the_scale(played: Any) -> None:
    case = OF["self 90 plus superior 10"]
    code = load_roster(SETS / "ngan-son").units[0].code
    given = points_of_superior(case["superior_max"], code, "III.1")
    game: Game = played("ngan-son", {code: with_total("ngan-son", code, case["self_max"])}, given)
    unit = game.units[code]
    assert (unit.main, unit.applicable) == (case["self_max"], case["self_max"])
    assert unit.workbook == unit.engine
    assert unit.engine[0] == case["scale"]


def test_class_boundaries_hold_on_form_and_workbook(played: Any) -> None:
    case = OF["class boundaries and disqualification"]
    rules = load_roster(SETS / "nd-335")
    names = {str(each.at_least): each.name for each in rules.criteria.classes}
    wanted = {bound: names[value] for bound, value in case["bands"].items()}
    answers = {}
    for unit, answer in zip(rules.units, case["answers"], strict=False):
        violation = frozenset(["DK1"] if "listed_violation" in answer else [])
        answers[unit.code] = Answers(dealt(rules, unit, answer["total"]), violation)
    units = played("nd-335", answers).units
    found = [unit.agreed for unit in units.values()]
    assert found == [(answer["total"], wanted[answer["class"]]) for answer in case["answers"]]


def test_the_quota_counts_against_the_class_below_in_an_office_too(played: Any) -> None:
    case = OF["quota counts against the class below, not the total"]
    rules = load_roster(SETS / "nd-335")
    good, allowed = int(case["tot"]), int(case["xuat_sac_at_most"])
    totals = ["95"] * (allowed + 1) + ["80"] * good
    answers = {
        unit.code: Answers(dealt(rules, unit, total)) for unit, total in zip(rules.units, totals, strict=True)
    }
    notes = played("nd-335", answers).run.results.quota_notes
    assert [(note.allowed, note.classed) for note in notes] == [(allowed, allowed + 1)]


def test_who_is_exempt_from_a_group_is_not_asked_for_it(played: Any) -> None:
    case = OF["exempt from a whole group"]
    asked, freed = (each.code for each in load_roster(SETS / "ha-nam").units)
    units = played("ha-nam", {asked: Answers(), freed: Answers()}).units
    tops = [int(units[code].applicable) for code in (asked, freed)]
    assert tops[0] - tops[1] == int(case["removed_points"])
    assert {units[code].agreed[0] for code in (asked, freed)} == {"100"}


def verified(points: Mapping[str, Decimal], code: str) -> Any:
    """The team types its points into the book that the office exports, and the office takes it back."""

    def given(office: Office) -> None:
        (book,) = verify_export(office).files
        cells: dict[tuple[str, str, str], Any] = {}
        for criterion, worth in points.items():
            cells |= {(code, criterion, "points1"): worth, (code, criterion, "reason1"): "Theo hồ sơ"}
        cells |= {(code, each.code, "points1"): NO for each in office.roster.criteria.conditions}
        book.write_bytes(filled(book.read_bytes(), cells))
        taken = verify_import(office, [book])
        assert (taken.errors, taken.recorded > 0) == (0, True)

    return given


def test_verification_lowers_the_class_in_the_workbook(played: Any) -> None:
    case = OF["verification lowers the class"]
    rules = load_roster(SETS / "ngan-son")
    unit = rules.units[0]
    superior = Decimal(5)
    worths = {**deal(rules, unit, Decimal(case["verified"]) - superior), "III.1": superior}
    form = with_total("ngan-son", unit.code, case["self"])
    shown = played("ngan-son", {unit.code: form}, verified(worths, unit.code)).units[unit.code]
    assert (shown.main, shown.form[1].casefold()) == (case["self"], case["self_class"])
    assert shown.workbook == shown.engine
    assert (shown.engine[0], shown.engine[1].casefold()) == (case["verified"], case["verified_class"])


def test_every_published_case_is_played() -> None:
    """The frames are played in test_frames; the first case of TCPL needs none of its figures."""
    source = Path(__file__).read_text(encoding="utf-8")
    left = [case["case"] for name, case in OF.items() if f'OF["{name}"]' not in source]
    assert [case for case in left if "frame" not in case and "organisations" not in case] == [
        "not applicable counts as full points"
    ]
