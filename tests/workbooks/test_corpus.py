"""The corpora: every file gets exactly the codes that its name says."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.forms import (
    Change,
    changed,
    codes,
    desk,
    received,
)
from tests.support.receiving import receive_one
from tests.workbooks.should_fail import SHOULD_FAIL
from tests.workbooks.should_pass import SHOULD_PASS

FOREIGN = sorted((Path(__file__).parent / "should_fail").iterdir())


def wanted(name: str) -> set[str]:
    return set(name.rpartition("__")[2].split("_"))


@pytest.mark.parametrize(("name", "change"), SHOULD_PASS.items(), ids=SHOULD_PASS)
def test_should_pass(name: str, change: Change, tmp_path: Path) -> None:
    assert name.endswith("__ok")
    assert codes(received(changed(change), tmp_path)) == []


@pytest.mark.parametrize(("name", "build"), SHOULD_FAIL.items(), ids=SHOULD_FAIL)
def test_should_fail(name: str, build: Callable[[], bytes], tmp_path: Path) -> None:
    assert set(codes(received(build(), tmp_path))) == wanted(name)


@pytest.mark.parametrize("path", FOREIGN, ids=lambda path: path.name)
def test_no_workbook_whatever_its_suffix(path: Path, tmp_path: Path) -> None:
    disguised = tmp_path / "bieu.xlsx"
    shutil.copy(path, disguised)
    assert codes(receive_one(path, desk())) == codes(receive_one(disguised, desk())) == [*wanted(path.stem)]
