"""``verify import`` of every hostile file there is: each is named once, and nothing is recorded."""

from collections import Counter
from pathlib import Path

from scoring.pipeline.verify import verify_import
from scoring.register import Action
from tests.hostile.everything import HOSTILE
from tests.hostile.known import reading_once
from tests.support.offices import example_office


def test_every_hostile_file_given_as_a_verification_book_is_named_once(tmp_path: Path) -> None:
    office = example_office(tmp_path / "ward", 8)
    books = tmp_path / "sổ"
    books.mkdir()
    for name, make in HOSTILE.items():
        (books / f"{name}.xlsx").write_bytes(make())
    with reading_once():
        done = verify_import(office, sorted(books.iterdir()))
    assert Counter(book.file for book in done.books) == Counter(path.name for path in books.iterdir())
    for book in done.books:
        assert book.errors, book.file
        assert {found.file for found in book.findings} == {book.file}
    assert done.recorded == 0
    assert not list(office.register.ledger(2026).of(Action.VERIFIED))
