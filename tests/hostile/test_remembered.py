"""Every hostile file says after a sound one what it says to a process that remembers nothing."""

import pytest

from scoring.xlsx.reader import read_workbook
from tests.hostile.base import form
from tests.hostile.costs import COSTS
from tests.hostile.everything import HOSTILE
from tests.hostile.known import read_once
from tests.xlsx.test_memory import said, sound_anew


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_says_the_same_after_a_sound_one(name: str) -> None:
    content = HOSTILE[name]()
    wanted = said(content, read_once)
    read_workbook(form())
    assert said(content) == wanted
    if name not in COSTS:
        assert said(content) == wanted, "when its own rows are remembered"
        assert said(form()) == sound_anew()
