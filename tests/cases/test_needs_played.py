"""Needs of classes through real forms and the consolidated workbook, recalculated by LibreOffice."""

import pytest

from tests.cases.playing import Answers, Game, play
from tests.engine.needy import CASES, SET, said
from tools.libreoffice import LibreOffice


@pytest.fixture(scope="module")
def answers() -> dict[str, Answers]:
    return {f"u{n}": Answers(said(changes)) for n, (changes, _) in enumerate(CASES, 1)}


@pytest.fixture(scope="module")
def game(
    answers: dict[str, Answers], libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory
) -> Game:
    return play(libreoffice, tmp_path_factory.mktemp("so-lieu"), SET, answers)


@pytest.mark.parametrize("n", range(1, len(CASES) + 1))
def test_form_workbook_and_engine_give_the_class_that_was_reckoned_by_hand(game: Game, n: int) -> None:
    assert game.units[f"u{n}"].agreed[1] == CASES[n - 1][1]
