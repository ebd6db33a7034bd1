"""A small run of everything that the long run tries (see ``__main__``)."""

import pytest

from tests.torture.__main__ import PARTS

SMALL = {"forms": 200, "mutations": 96, "books": 10, "kills": 4, "parallel": 8}
"""Files and years are tried by the tests of the oracle themselves."""


@pytest.mark.parametrize("name", SMALL)
def test_small_run_of_the_long_run_finds_nothing(name: str) -> None:
    run, _ = PARTS[name]
    told = run(SMALL[name])
    assert told.count >= SMALL[name]
    assert not told.found, told.words
