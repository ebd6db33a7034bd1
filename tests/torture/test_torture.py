"""A small run of everything that the long run tries (see ``__main__``)."""

import pytest

from tests.torture.__main__ import PARTS

SMALL = {"forms": 500, "files": 1, "years": 1, "mutations": 64, "kills": 4, "parallel": 8}


@pytest.mark.parametrize("name", PARTS)
def test_small_run_of_the_long_run_finds_nothing(name: str) -> None:
    run, _ = PARTS[name]
    told = run(SMALL[name])
    assert told.count >= SMALL[name]
    assert not told.found, told.words
