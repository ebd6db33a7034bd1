"""Whole published frames, played through real forms and the consolidated workbook."""

from pathlib import Path
from typing import Any

import pytest

from scoring.criteria.loader import load_roster
from tests.cases.playing import Answers, Game, number, play, with_points
from tests.cases.test_published import CASES
from tests.conftest import SETS
from tools.libreoffice import LibreOffice

LIBRARY = Path(__file__).parents[2] / "criteria" / "thu-vien"
FRAMES: dict[str, dict[str, Any]] = {
    case["case"]: case for case in CASES if "units" in case or "shares" in case
}
DECREE = next(case for name, case in FRAMES.items() if name.startswith("NĐ 335"))
COUNCIL = next(case for name, case in FRAMES.items() if name.startswith("frame for HĐND"))
NAMES = {"xuất sắc": "Hoàn thành xuất sắc nhiệm vụ", "tốt": "Hoàn thành tốt nhiệm vụ"}
NAMES |= {"hoàn thành": "Hoàn thành nhiệm vụ", "không hoàn thành": "Không hoàn thành nhiệm vụ"}
OPEN = "Chưa đủ căn cứ xếp loại"
"""Of the decree's set: what falls in none of its classes."""


def more_units(folder: Path, home: Path, codes: list[str]) -> Path:
    """The set for so many units of its first kind."""
    copy = home / folder.name
    copy.mkdir()
    (copy / "criteria.yaml").write_bytes((folder / "criteria.yaml").read_bytes())
    lines = [f"  - {{code: {code}, name: Đơn vị {code}, kind: phong, sample: true}}" for code in codes]
    (copy / "units.yaml").write_text("\n".join(["units:", *lines, ""]), encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def decree(libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> Game:
    """A unit a line of the decree's shares; what a line leaves unsaid is as good as it can be."""
    home = tmp_path_factory.mktemp("nd-335")
    answers = {}
    for n, line in enumerate(DECREE["shares"], 1):
        shares = {"B2.1": line["done"], "B2.2": line["on_time"], "B2.3": line.get("beyond", line["done"])}
        answers[f"u{n}"] = Answers({code: number(*share.split("/")) for code, share in shares.items()})
    violation = {"DK1": "không hoàn thành", "DK2": "tốt", "DK3": "tốt"}
    answers |= {code.lower(): Answers(declared=frozenset([code])) for code in violation}
    answers["half"] = Answers({"B2.1": number(69, 100), "B2.2": number(69, 100), "B2.3": number(30, 100)})
    return play(libreoffice, home, more_units(LIBRARY / "nd-335-xa-2026", home, [*answers]), answers)


@pytest.mark.parametrize("n", range(len(DECREE["shares"])))
def test_shares_of_tasks_give_the_class_of_the_decree(decree: Game, n: int) -> None:
    wanted = DECREE["shares"][n]["class"]
    assert decree.units[f"u{n + 1}"].agreed[1] == NAMES.get(wanted, OPEN)
    assert wanted in NAMES or wanted.startswith("none of the decree's")


@pytest.mark.parametrize(("code", "wanted"), [("dk1", "không hoàn thành"), ("dk2", "tốt"), ("dk3", "tốt")])
def test_what_the_decree_lists_lowers_the_class(decree: Game, code: str, wanted: str) -> None:
    assert decree.units[code].agreed == ("100", NAMES[wanted])


def test_less_than_seventy_percent_done_is_not_done_whatever_the_points(decree: Game) -> None:
    score, name = decree.units["half"].agreed
    assert float(score) > 50
    assert name == NAMES["không hoàn thành"]


@pytest.fixture(scope="module")
def council(libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> Game:
    folder = SETS / "hdnd-xa"
    roster_of = {f"xa-{n}": case for n, case in enumerate(COUNCIL["units"], 1)}
    roster = load_roster(folder)
    answers = {}
    for code, case in roster_of.items():
        answers[code] = Answers(
            {item: with_points(roster, item, worth) for item, worth in case.get("points", {}).items()}
            | {item: number(*figures.split("/")) for item, figures in case.get("figures", {}).items()},
            frozenset(case.get("declared", ())),
        )
    return play(libreoffice, tmp_path_factory.mktemp("hdnd"), folder, answers)


@pytest.mark.parametrize("n", range(len(COUNCIL["units"])))
def test_a_unit_of_the_frame_has_its_published_total_and_class(council: Game, n: int) -> None:
    case = COUNCIL["units"][n]
    score, name = council.units[f"xa-{n + 1}"].agreed
    assert score == case["total"]
    assert "class" not in case or name.casefold() == case["class"]
