"""Dropdowns that Excel cannot hold in the validation: long lists, and items with a comma."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scoring.criteria.loader import load_roster, set_hash
from scoring.criteria.units import Roster
from scoring.forms import write_form
from scoring.intake.folder import Desk
from scoring.intake.layout import LISTS, SCORES
from tests.cases.playing import Answers, Game, level, play
from tests.support.receiving import receive_one
from tools.libreoffice import LibreOffice

LEVELS = {
    "1.1": ["Đầy đủ, đúng hạn", 'Chậm; có "giải trình"', "Không có"],
    "1.2": [f"Mức {n}: {'đã thực hiện đầy đủ nội dung của kế hoạch ' * 2}".strip() for n in range(1, 6)],
    "1.3": [f"Mức {n} ".ljust(248, "x") for n in range(1, 9)],
    "1.4": ["Có", "Không có"],
}
SET = """\
id: danh-sach-2026
name: Bộ tiêu chí có danh sách dài
year: 2026
period: {start: 2026-01-01, end: 2026-12-31}
issuer: UBND phường Thử Nghiệm
office: Phòng Văn hóa - Xã hội
status: sample
classes: [{code: dat, name: Đạt, at_least: 0}]
blocks: [{code: khoi, name: Khối}]
kinds: [{code: phong, name: Phòng, block: khoi}]
groups:
  - code: "1"
    text: NHÓM
    children:
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("danh-sach") / "danh-sach-2026"
    home.mkdir()
    text = SET
    for code, levels in LEVELS.items():
        text += f'      - code: "{code}"\n        text: Tiêu chí {code}\n        max: 25\n'
        text += "        rule:\n          kind: levels\n          levels:\n"
        for n, each in enumerate(levels):
            points = 25 if n == 0 else 10 if n == 1 and len(levels) > 2 else 0
            text += f"            - text: '{each}'\n              points: {points}\n"
    (home / "criteria.yaml").write_text(text, encoding="utf-8")
    units = "".join(f"  - {{code: u{n}, name: Đơn vị {n}, kind: phong}}\n" for n in range(1, 4))
    (home / "units.yaml").write_text(f"units:\n{units}", encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def game(folder: Path, libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> Game:
    answers = {
        "u1": Answers(),
        "u2": Answers({code: level(levels[1]) for code, levels in LEVELS.items()}),
        "u3": Answers({code: level(levels[-1]) for code, levels in LEVELS.items()}),
    }
    return play(libreoffice, tmp_path_factory.mktemp("van-phong"), folder, answers)


def form(roster: Roster) -> Any:
    buffer = BytesIO()
    write_form(buffer, roster, roster.units[0])
    return load_workbook(buffer)


def test_what_the_cell_cannot_hold_stands_on_a_hidden_sheet(folder: Path) -> None:
    book = form(load_roster(folder))
    sources = [each.formula1 for each in book[SCORES].data_validations.dataValidation if each.type == "list"]
    assert [each for each in sources if LISTS in each] == [
        f"'{LISTS}'!$A$1:$A$3", f"'{LISTS}'!$B$1:$B$5", f"'{LISTS}'!$C$1:$C$8",
    ]  # fmt: skip
    assert '"Có,Không có"' in sources
    assert book[LISTS].sheet_state == "veryHidden"
    shown = [[cell.value for cell in column if cell.value] for column in book[LISTS].iter_cols()]
    assert shown == [LEVELS[code] for code in ("1.1", "1.2", "1.3")]


def test_forms_with_long_lists_are_read_and_scored_alike(game: Game) -> None:
    assert [game.units[code].agreed[0] for code in ("u1", "u2", "u3")] == ["100", "30", "0"]


def test_a_form_that_libreoffice_saved_is_read_again(
    game: Game, tmp_path_factory: pytest.TempPathFactory
) -> None:
    saved = next(tmp_path_factory.getbasetemp().glob("van-phong*/saved/tu-cham-u2.xlsx"))
    receipt = receive_one(saved, Desk(game.roster, set_hash(game.roster.criteria), "nam"))
    assert receipt.form
    assert [str(row.entry.answers["1"]) for code, row in sorted(receipt.form.rows.items())] == [
        levels[1] for levels in LEVELS.values()
    ]
    assert not [each for each in receipt.findings if each.is_error]


def test_a_form_with_short_lists_has_no_such_sheet(mini: Roster) -> None:
    assert LISTS not in form(mini).sheetnames
