"""A set is read once; whatever else lies in the cache changes nothing."""

import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from scoring.criteria.loader import load_roster, set_hash
from scoring.criteria.units import Roster
from scoring.errors import SetError
from scoring.intake.own_cells import first_sheet
from scoring.workers import kept_set
from scoring.workers.kept_set import kept_or_read

ROOT = Path(__file__).parents[2]
read_it = partial(load_roster, open_sheet=first_sheet)


pytestmark = pytest.mark.usefixtures("own_key")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "criteria" / "viet-hoa-2026", tmp_path / "set"))


@pytest.fixture
def cache(tmp_path: Path, folder: Path) -> Path:
    """A cache that keeps the set already."""
    made = tmp_path / "cache"
    made.mkdir()
    kept_or_read(made, folder, read_it)
    return made


def nobody(folder: Path) -> Roster:
    raise AssertionError(f"{folder} was read again")


def is_read(cache: Path, folder: Path) -> bool:
    """True where the set was read once more; what comes of it is right in any case."""
    asked = []

    def read(there: Path) -> Roster:
        asked.append(there)
        return read_it(there)

    roster = kept_or_read(cache, folder, read)
    assert roster == read_it(folder)
    return bool(asked)


def test_a_set_is_read_once_and_the_same(cache: Path, folder: Path) -> None:
    roster, fresh = kept_or_read(cache, folder, nobody), read_it(folder)
    assert roster == fresh
    assert set_hash(roster.criteria) == set_hash(fresh.criteria)
    assert [*map(roster.asked, roster.evaluated)] == [*map(fresh.asked, fresh.evaluated)]


def test_nothing_is_written_where_nothing_is_kept_yet(tmp_path: Path, folder: Path) -> None:
    assert is_read(tmp_path / "none", folder)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("name", ["criteria.yaml", "units.yaml"])
def test_another_letter_is_another_set(cache: Path, folder: Path, name: str) -> None:
    [before] = cache.iterdir()
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("# một dòng\n")
    assert is_read(cache, folder)
    [after] = cache.iterdir()
    assert after != before, "what nobody asks for any more goes"


def test_the_sets_of_a_workspace_are_kept_side_by_side(cache: Path, folder: Path) -> None:
    other = Path(shutil.copytree(folder, folder.with_name("set-2")))
    kept_or_read(cache, other, read_it)
    assert not is_read(cache, folder)
    assert not is_read(cache, other)


def cut(entry: Path) -> None:
    entry.write_bytes(entry.read_bytes()[:-1])


def empty(entry: Path) -> None:
    entry.write_bytes(b"")


def other_words(entry: Path) -> None:
    """Sealed, but not by the key of this user: what a neighbour may put there."""
    entry.write_bytes(bytes(32) + entry.read_bytes()[32:])


def swapped(entry: Path) -> None:
    content = entry.read_bytes()
    entry.write_bytes(content.replace(b"viet-hoa-2026", b"viet-hoa-2025"))


def without_key(entry: Path) -> None:
    shutil.rmtree(entry.parents[1] / "home")


def a_folder(entry: Path) -> None:
    entry.unlink()
    entry.mkdir()


def a_pipe(entry: Path) -> None:
    entry.unlink()
    if hasattr(os, "mkfifo"):
        os.mkfifo(entry)


@pytest.mark.parametrize("spoil", [cut, empty, other_words, swapped, without_key, a_folder, a_pipe])
def test_what_is_not_whole_is_no_entry(cache: Path, folder: Path, spoil: Callable[[Path], None]) -> None:
    [entry] = cache.iterdir()
    spoil(entry)
    assert is_read(cache, folder)


def test_another_program_reads_for_itself(cache: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_set, "program", lambda: "newer")
    assert is_read(cache, folder)


def test_a_set_that_changes_while_it_is_read_is_not_kept(tmp_path: Path, folder: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()

    def read(there: Path) -> Roster:
        roster = read_it(there)
        (there / "units.yaml").write_bytes((there / "units.yaml").read_bytes() + b"\n")
        return roster

    kept_or_read(cache, folder, read)
    assert not [*cache.iterdir()]


def test_what_is_wrong_with_a_set_is_said_each_time(cache: Path, folder: Path) -> None:
    (folder / "units.yaml").write_text("units: [", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(SetError, match="units"):
            kept_or_read(cache, folder, read_it)
    (folder / "criteria.yaml").unlink()
    with pytest.raises(SetError, match="criteria"):
        kept_or_read(cache, folder, read_it)
