"""The first look at a large ward takes long: once, whoever asks, and the page says how far it is."""

import os
import time
from pathlib import Path
from threading import Event, Semaphore, Thread
from types import SimpleNamespace
from typing import Any

import pytest
from flask import g

from scoring.pipeline.kept_runs import FolderListing
from scoring.web import app, looks
from scoring.web.accounts import Accounts
from scoring.web.app import create_app, patience
from scoring.web.desk import Where
from scoring.web.looks import AT_LEAST, MANY, PATIENCE, Looks, StillReadingError
from scoring.web.roles import Role
from scoring.web.site import Site
from tests.web.conftest import Browser, Here, entered

LONG = (7, MANY + 1)


class Slow:
    """A look that ends when it is let go; ``begun`` counts those that have begun."""

    def __init__(self) -> None:
        self.go, self.there, self.begun = Event(), Event(), 0

    def __call__(self) -> int:
        self.begun += 1
        self.there.set()
        self.go.wait(30)
        return self.begun


def asked(at: Looks, slow: Slow, progress: tuple[int, int] = LONG) -> int:
    return at.of("nam", slow, lambda: progress)


def test_who_looks_is_told_how_far_it_is_and_nothing_is_done_twice() -> None:
    at, slow = Looks(lambda: 0.01), Slow()
    for _ in range(3):
        with pytest.raises(StillReadingError) as told:
            asked(at, slow)
        assert (told.value.done, told.value.total) == LONG
    assert slow.begun == 1
    slow.go.set()
    at.patience = lambda: None
    assert asked(at, slow) == 2


@pytest.mark.parametrize(("seconds", "files"), [(None, LONG), (0.01, (0, MANY))], ids=["a post", "few files"])
def test_who_has_to_know_waits(seconds: float | None, files: tuple[int, int]) -> None:
    at, slow, found = Looks(lambda: seconds), Slow(), list[int]()
    waiting = Thread(target=lambda: found.append(asked(at, slow, files)))
    waiting.start()
    assert slow.there.wait(30)
    assert not found
    slow.go.set()
    waiting.join(30)
    assert found == [1]


def test_nobody_is_given_what_was_seen_before_he_asked() -> None:
    """A receipt that was just given has to be on the next page."""
    at, slow, found = Looks(), Slow(), list[int]()
    asking = [Thread(target=lambda: found.append(asked(at, slow))) for _ in range(6)]
    asking[0].start()
    assert slow.there.wait(30)
    for each in asking[1:]:
        each.start()
    slow.go.set()
    for each in asking:
        each.join(30)
    assert min(found) == 1
    assert sum(seen == 1 for seen in found) == 1, "the look had begun before the others asked"


def test_a_look_that_fails_is_told_to_all_and_made_again() -> None:
    at = Looks()

    def fails() -> int:
        raise OSError

    with pytest.raises(OSError):
        at.of("nam", fails, lambda: (0, 0))
    assert at.of("nam", lambda: 1, lambda: (0, 0)) == 1


class Counted(Looks):
    """Looks that tell who has begun to wait."""

    def __init__(self) -> None:
        super().__init__()
        self.waits = Semaphore(0)

    def _await(self, *words: Any) -> None:
        self.waits.release()
        super()._await(*words)


def test_nobody_is_given_what_was_made_of_another_run(site: Site) -> None:
    """Two who wait for the same page to be made, one of whom has seen a newer line of the register."""
    site.looks = waited = Counted()
    first, older, newer = (SimpleNamespace(receipts=()) for _ in range(3))
    go, there, found = Event(), Event(), dict[int, object]()

    def make(run: object) -> object:
        there.set()
        go.wait(30)
        return run

    def ask(run: Any) -> None:
        found[id(run)] = site._once(run, make)

    asking = [Thread(target=ask, args=(run,)) for run in (first, older, newer)]
    asking[0].start()
    assert there.wait(30)
    for each in asking[1:]:
        each.start()
        assert waited.waits.acquire(timeout=30)
    go.set()
    for each in asking:
        each.join(30)
    assert all(found[id(run)] is run for run in (first, older, newer))


class Held(Here):
    """A desk that reads files when it is let go."""

    def __init__(self) -> None:
        self.go = Event()

    def ask(self, where: Where, name: str, *words: object, **options: object) -> object:
        if name == "read_files":
            self.go.wait(30)
        return super().ask(where, name, *words, **options)


@pytest.fixture
def large(site: Site, root: Path, office: Browser, monkeypatch: pytest.MonkeyPatch) -> tuple[Site, Browser]:
    """A server that has just been opened on a ward whose forms were read before; three are many here."""
    assert office.get("/").status_code == 200
    monkeypatch.setattr(looks, "MANY", 2)
    monkeypatch.setattr(app, "PATIENCE", 0.01)
    again = Site(root, None, site.served, Accounts(root), desk=Held())  # type: ignore[arg-type]
    again.looks.patience = patience
    return again, entered(again, Browser(create_app(again).test_client()), Role.OFFICE, Role.ADMIN)


@pytest.mark.parametrize("address", ["/", "/nhan?ky=nam", "/tham-dinh", "/xep-loai", "/quyet-dinh"])
def test_a_page_is_never_white_while_thousands_of_forms_are_read(
    large: tuple[Site, Browser], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, office = large
    first = office.get(address)
    assert first.status_code == 503
    assert first.headers["Retry-After"] == "1"
    words = first.data.decode()
    assert "Đang đọc biểu của các đơn vị" in words
    assert f'hx-get="{address}' in words
    again = {"HX-Request": "true", "HX-Target": "noi-dung"}
    assert office.get(address, headers=again).status_code == 503
    site.desk.go.set()  # type: ignore[attr-defined]
    monkeypatch.setattr(app, "PATIENCE", 60)
    assert office.get(address, headers=again).headers["HX-Refresh"] == "true"
    assert office.get(address).status_code == 200


def test_a_page_keeps_waiting_for_all_it_needs_no_longer_than_for_one(site: Site) -> None:
    with create_app(site).test_request_context("/"):
        g.since = time.monotonic()
        assert 0.7 < (patience() or 0) <= PATIENCE
        g.since -= PATIENCE
        assert patience() == AT_LEAST
    with create_app(site).test_request_context("/", method="POST"):
        assert patience() is None


@pytest.mark.parametrize(
    "address", ["/", "/nhan?ky=nam", "/tham-dinh/tieu-chi/3.1.1", "/quyet-dinh", "/chot"]
)
def test_a_page_looks_at_the_folder_once(
    office: Browser, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.get(address)
    looked = list[Path]()
    listing = FolderListing.of
    monkeypatch.setattr(FolderListing, "of", lambda folder: looked.append(folder) or listing(folder))
    assert office.get(address).status_code == 200
    assert len(looked) == 1


def test_nothing_new_gives_the_very_same_and_a_file_changed_in_place_another(site: Site, root: Path) -> None:
    before = site.run()
    assert site.run() is before
    file = root / "inputs" / "2026" / "nam" / "tu-cham-2026-ca.xlsx"
    about, content = file.stat(), file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))  # as long as before, and of the same time
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))
    after = site.run()
    assert after is not before
    assert {each.sha256 for each in after.receipts} != {each.sha256 for each in before.receipts}


def test_what_takes_long_gives_way_to_what_is_short_and_only_then(monkeypatch: pytest.MonkeyPatch) -> None:
    slept = list[float]()
    monkeypatch.setattr(looks, "time", SimpleNamespace(sleep=slept.append))
    at, slow = Looks(), Slow()
    at.of("alone", at.give_way, lambda: (0, 0))
    assert not slept
    other = Thread(target=asked, args=(at, slow))
    other.start()
    assert slow.there.wait(30)
    at.of("beside", at.give_way, lambda: (0, 0))
    slow.go.set()
    other.join(30)
    at.give_way()
    assert slept == [looks._WAY]


def test_the_server_works_out_units_so_that_others_may_go_first(site: Site) -> None:
    assert site.run().memory._pause == site.looks.give_way
