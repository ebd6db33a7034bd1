"""A run that is killed at any moment loses nothing: the old result stays whole, the next run is right."""

import os
import shutil
import time
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from scoring.exchange import JOURNAL
from scoring.pipeline.consolidation import consolidate, gather
from scoring.pipeline.office import Office, open_office
from scoring.pipeline.verify import verify_export
from scoring.register import VIETNAM, Action
from scoring.register.store import FILE
from tests.support.killing import ended, killed_at, ready
from tests.support.offices import example_office
from tests.verification.books import filled

ROOT = Path(__file__).parents[2]
FORMS = 8
RESULTS = ("tong-hop.xlsx", "tong-hop.json")


def results(office: Office) -> dict[str, bytes]:
    return {name: (office.out / name).read_bytes() for name in RESULTS}


@pytest.fixture(scope="module", autouse=True)
def forks() -> None:
    if hasattr(os, "killpg"):
        ready()


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="kill -9 is a matter of POSIX")
def test_consolidation_killed_at_many_moments_leaves_whole_results(tmp_path: Path) -> None:
    office = example_office(tmp_path / "ward", FORMS)
    consolidate(office)
    old = results(office)
    lost = sorted(office.inbox.iterdir())[0]
    lost.unlink()
    twin = tmp_path / "twin"
    shutil.copytree(office.workspace.root, twin)
    consolidate(open_office(twin))
    new = results(open_office(twin))
    assert old != new

    begun = time.monotonic()
    assert ended(open_office(twin)) in (0, 1)
    whole = time.monotonic() - begun

    for _ in killed_at(office, 16, whole):
        found = results(office)
        assert all(found[name] in (old[name], new[name]) for name in RESULTS)
        assert found in (old, new) or (office.out / JOURNAL).exists()
        office.register.ledger(2026)  # it opens, or raises

    consolidate(office)
    assert results(office) == new


def self_scores(office: Office) -> dict[tuple[str, str, str], Decimal]:
    """Every self score, as a verifier who agrees types it."""
    return {
        (result.unit, code, "points1"): mark.points
        for result in gather(office).results.units
        if result.card
        for code, mark in result.card.marks.items()
        if office.roster.criteria.criteria[code].by_unit and mark.points is not None and mark.top
    }


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="kill -9 is a matter of POSIX")
def test_an_import_of_verified_scores_killed_at_many_moments_is_taken_whole_or_not_at_all(
    tmp_path: Path,
) -> None:
    office = example_office(tmp_path / "ward", FORMS)
    consolidate(office)
    [book] = verify_export(office).files
    typed = self_scores(office)
    book.write_bytes(filled(book.read_bytes(), typed))

    def verified() -> int:
        return sum(1 for _ in office.register.ledger(2026).of(Action.VERIFIED))

    words = ("verify", "import", str(book))
    file = office.workspace.root / FILE
    untouched = file.read_bytes()
    begun = time.monotonic()
    assert ended(office, *words) == 0
    whole = time.monotonic() - begun
    assert verified() == len(typed)

    file.write_bytes(untouched)
    for _ in killed_at(office, 16, whole, *words):
        assert verified() in (0, len(typed))
        assert office.register.check().whole
        file.write_bytes(untouched)
    assert ended(office, *words) == 0
    assert ended(office, *words) == 0
    assert verified() == len(typed)


def soon() -> str:
    """A day until which a unit may still send, whatever today is."""
    return f"{datetime.now(VIETNAM) + timedelta(days=30):%d/%m/%Y}"


def lose_a_form(office: Office) -> None:
    """What is written next differs from what was written before."""
    counted = next(receipt.file for receipt in gather(office).receipts if receipt.counted)
    (office.inbox / counted).unlink()


def written(office: Office, folder: str) -> dict[str, bytes]:
    """The files of a folder of results; drafts of a killed run are no results."""
    found = (office.out / folder).glob("*")
    return {path.name: path.read_bytes() for path in found if not path.name.startswith(".")}


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="kill -9 is a matter of POSIX")
@pytest.mark.parametrize(
    ("words", "folder"), [(("feedback",), "phan-hoi"), (("verify", "export"), "tham-dinh")]
)
def test_forms_and_books_killed_at_many_moments_are_whole(
    tmp_path: Path, words: tuple[str, ...], folder: str
) -> None:
    """Every file is the old one or the new one; the next run makes all of them new."""
    office = example_office(tmp_path / "ward", FORMS)
    assert ended(office, *words) in (0, 1)
    old = written(office, folder)
    later = (*words, "--until", soon()) if words == ("feedback",) else words
    if words != ("feedback",):
        lose_a_form(office)
    root = tmp_path / "twin"
    shutil.copytree(office.workspace.root, root)
    begun = time.monotonic()
    assert ended(open_office(root), *later) in (0, 1)
    whole = time.monotonic() - begun
    new = written(open_office(root), folder)
    assert new
    assert old.keys() == new.keys()
    assert old != new

    for _ in killed_at(office, 8, whole, *later):
        found = written(office, folder)
        assert found.keys() == new.keys()
        assert all(content in (old[name], new[name]) for name, content in found.items())
        assert found in (old, new) or (office.out / folder / JOURNAL).exists()
        office.register.ledger(2026)  # it opens, or raises
    assert ended(office, *later) in (0, 1)
    assert written(office, folder) == new
