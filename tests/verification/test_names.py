"""Verification books are named as forms are: each its own name, none that steers a terminal."""

import unicodedata
from pathlib import Path

from scoring.verification.reader import receive_books
from tests.intake.forms import desk


def names(*paths: Path) -> list[str]:
    read = receive_books(paths, desk())
    assert all(found.file == book.file for book in read for found in book.findings)
    return [book.file for book in read]


def test_books_of_one_name_are_told_apart_in_the_order_given(tmp_path: Path) -> None:
    composed, apart = (unicodedata.normalize(way, "Sổ.xlsx") for way in ("NFC", "NFD"))
    (tmp_path / "b").mkdir()
    paths = [tmp_path / "b" / "x.xlsx", tmp_path / "x.xlsx"]
    paths += [tmp_path / composed, tmp_path / apart, tmp_path / f"{composed} [2]"]
    for path in paths:
        path.write_bytes(b"")
    told = names(*paths, paths[0])
    assert told[:2] == [path.as_posix() for path in paths[:2]]
    assert sorted(told[2:]) == [composed, f"{composed} [2]", f"{composed} [3]"]
    assert told[4] == f"{composed} [2]"


def test_a_name_shows_nothing_that_steers(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31mĐỎ\u202e\x9b.xlsx"
    path.write_bytes(b"")
    assert names(path) == ["a\ufffd[31mĐỎ\ufffd\ufffd.xlsx"]
