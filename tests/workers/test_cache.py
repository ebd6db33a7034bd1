"""What was read is kept exactly; whatever else lies in the cache changes nothing."""

import pickle
import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

import pytest

from scoring.catalogue import Severity
from scoring.criteria.loader import load_roster, set_hash
from scoring.criteria.units import Roster
from scoring.intake import folder, packing
from scoring.intake.folder import receive
from scoring.intake.model import Outcome, Receipt
from scoring.opening.opened import Opened
from scoring.workers import cache
from scoring.workers.supervised import METHOD
from tests.intake.forms import (
    changed,
    mini,
    mini_hash,
    received,
    written,
)
from tests.support.receiving import receive_one
from tests.workbooks.should_fail import SHOULD_FAIL
from tests.workbooks.should_pass import SHOULD_PASS

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "inputs" / "2026" / "nam").iterdir())
VIET_HOA = load_roster(ROOT / "criteria" / "viet-hoa-2026")


pytestmark = pytest.mark.usefixtures("own_key")


@pytest.fixture
def arrived(tmp_path: Path) -> Path:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(3):
        (inbox / f"biểu {number}.xlsx").write_bytes(written())
    (inbox / "thư.xlsx").write_text("Kính gửi", encoding="utf-8")
    return inbox


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were sent to be read."""
    names: list[str] = []
    true = folder.each

    def each(work: object, items: list[tuple[str, Path]], *rest: object, **more: object) -> object:
        names.extend(name for name, _ in items)
        return true(work, items, *rest, **more)  # type: ignore[arg-type, type-var]

    monkeypatch.setattr(folder, "each", each)
    return names


def receipts(
    inbox: Path, tmp_path: Path, roster: Roster | None = None, **more: object
) -> tuple[Receipt, ...]:
    told = {"set_hash": mini_hash(), "period": "nam"} | more
    return receive(inbox, roster or mini(), **told, cache=tmp_path / "cache")  # type: ignore[arg-type]


def the_file(tmp_path: Path) -> Path:
    (path,) = (tmp_path / "cache").iterdir()
    return path


def spelled(receipt: Receipt) -> str:
    """Every value as it is written, for 1.0 equals 1; the members of a set have no order of their own."""
    return re.sub(r"(?<=frozenset\(\{)[^}]+", lambda m: ", ".join(sorted(m[0].split(", "))), repr(receipt))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem[14:30])
def test_examples_round_trip(path: Path) -> None:
    there = folder.Desk(VIET_HOA, set_hash(VIET_HOA.criteria), "nam")
    receipt = receive_one(path, there)
    assert packing.unpack(packing.pack(receipt)) == receipt


def test_forms_that_are_kept_beside_others_are_the_same_and_small() -> None:
    """The server keeps those of 7,000 units."""
    there, press = folder.Desk(VIET_HOA, set_hash(VIET_HOA.criteria), "nam"), packing.Press()
    read = [receive_one(path, there) for path in EXAMPLES]
    light = [packing.unpack(packing.pack(receipt), light=True) for receipt in read]
    pressed = [press.pressed(receipt) for receipt in light]
    assert pressed == read
    assert [spelled(packing.unpack(packing.pack(each))) for each in pressed] == list(map(spelled, read))
    assert pickle.loads(pickle.dumps(pressed)) == read
    again = [press.pressed(each).form for each in light]
    small = [each for each in again if isinstance(each, packing.PackedForm)]
    assert len(small) > 20
    assert sum(len(each._packed) for each in small) * 5 < sum(len(each.told) for each in small)


@pytest.mark.parametrize("name", [*SHOULD_FAIL, *SHOULD_PASS])
def test_corpora_round_trip(name: str, tmp_path: Path) -> None:
    content = SHOULD_FAIL[name]() if name in SHOULD_FAIL else changed(SHOULD_PASS[name])
    receipt = received(content, tmp_path)
    again = packing.unpack(packing.pack(receipt))
    assert again == receipt
    assert spelled(again) == spelled(receipt)


def test_a_second_run_reads_nothing_and_says_the_same(arrived: Path, tmp_path: Path, read: list[str]) -> None:
    first = receipts(arrived, tmp_path)
    assert len(read) == 4
    read.clear()
    assert receipts(arrived, tmp_path) == first
    assert read == []


def test_only_what_changed_is_read(arrived: Path, tmp_path: Path, read: list[str]) -> None:
    receipts(arrived, tmp_path)
    read.clear()
    (arrived / "biểu 1.xlsx").write_text("khác", encoding="utf-8")
    (arrived / "mới.xlsx").write_text("mới", encoding="utf-8")
    second = receipts(arrived, tmp_path)
    assert read == ["biểu 1.xlsx", "mới.xlsx"]
    assert second == receive(arrived, mini(), mini_hash(), "nam")
    read.clear()
    receipts(arrived, tmp_path)
    assert read == []


def looked_through(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Where the heads of entries were read from."""
    places: list[int] = []

    class Watched(cache._Places):
        __slots__ = ()

        def look(self, stream: BinaryIO) -> bool:
            before = self.sound
            whole = super().look(stream)
            places.append(self.sound - before)
            return whole

    watched = lru_cache(lambda _file: Watched())
    monkeypatch.setattr(cache, "_places", watched)
    return places


def test_a_process_looks_only_through_what_was_added(
    arrived: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A submission costs itself, not the thousands that were kept before."""
    looked = looked_through(monkeypatch)
    receipts(arrived, tmp_path)
    (arrived / "mới.xlsx").write_text("mới", encoding="utf-8")
    receipts(arrived, tmp_path)
    before = the_file(tmp_path).stat().st_size
    looked.clear()
    (arrived / "mới hơn.xlsx").write_text("mới hơn", encoding="utf-8")
    receipts(arrived, tmp_path)
    receipts(arrived, tmp_path)
    assert 0 < sum(looked) < before
    assert before + max(looked) == the_file(tmp_path).stat().st_size


def test_what_two_processes_keep_at_once_both_stays(
    arrived: Path, tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each knew the file before the other added to it."""
    receipts(arrived, tmp_path)
    one, other = (cache.Kept(tmp_path / "cache", mini(), mini_hash(), "nam") for _ in range(2))
    one.recall({"0" * 64})
    theirs = lru_cache(lambda _file: cache._Places())
    monkeypatch.setattr(cache, "_places", theirs)
    other = cache.Kept(tmp_path / "cache", mini(), mini_hash(), "nam")
    other.recall({"0" * 64})
    for kept, name in ((one, "một"), (other, "hai"), (one, "ba")):
        sent = tmp_path / f"{name}.xlsx"
        sent.write_text(name, encoding="utf-8")
        [receipt] = receive(sent, mini(), mini_hash(), "nam")
        kept.keep({receipt.sha256: (packing.pack(receipt), receipt.unit)})
        sent.rename(arrived / sent.name)
    read.clear()
    receipts(arrived, tmp_path)
    assert read == []


def test_the_same_bytes_under_another_name_are_named_anew(
    arrived: Path, tmp_path: Path, read: list[str]
) -> None:
    receipts(arrived, tmp_path)
    read.clear()
    (arrived / "thư.xlsx").rename(arrived / "a.xlsx")
    renamed = receipts(arrived, tmp_path)
    assert read == []
    assert renamed == receive(arrived, mini(), mini_hash(), "nam")
    assert renamed[0].findings[0].file == "a.xlsx"


@pytest.mark.parametrize(
    "other",
    [
        {"set_hash": "0" * 64},
        {"period": "6-thang"},
        {"roster": Roster(mini().criteria, mini().units[:-1])},
        {
            "roster": Roster(
                mini().criteria.model_copy(update={"severities": {"T01": Severity.WARNING}}), mini().units
            )
        },
    ],
)
def test_another_desk_reads_for_itself(
    other: dict[str, str], arrived: Path, tmp_path: Path, read: list[str]
) -> None:
    receipts(arrived, tmp_path)
    read.clear()
    receipts(arrived, tmp_path, **other)
    assert len(read) == 4


def test_another_program_reads_for_itself(
    arrived: Path, tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    receipts(arrived, tmp_path)
    read.clear()
    monkeypatch.setattr(cache, "program", lambda: "another")
    receipts(arrived, tmp_path)
    assert len(read) == 4
    assert len(list((tmp_path / "cache").iterdir())) == 1, "what no longer serves is gone"


def test_what_was_accepted_is_read_for_itself_and_both_are_kept(
    arrived: Path, tmp_path: Path, read: list[str]
) -> None:
    """A form that the set has outdated since is refused, unless it was accepted in its time."""
    (arrived / "biểu 0.xlsx").write_bytes(SHOULD_FAIL["form-before-the-set-changed__B04"]())
    refused = receipts(arrived, tmp_path)
    accepted = frozenset({refused[0].sha256})
    read.clear()
    taken = receipts(arrived, tmp_path, accepted=accepted)
    assert read == ["biểu 0.xlsx"]
    assert taken == receive(arrived, mini(), mini_hash(), "nam", accepted=accepted)
    assert (refused[0].outcome, taken[0].outcome) == (Outcome.REJECTED, Outcome.READ)
    read.clear()
    assert receipts(arrived, tmp_path) == refused
    assert receipts(arrived, tmp_path, accepted=accepted) == taken
    assert read == []


def flipped(content: bytes) -> bytes:
    return bytes(byte ^ 1 if n % 97 == 50 else byte for n, byte in enumerate(content))


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut": lambda content: content[: len(content) // 2],
    "cut-by-one": lambda content: content[:-1],
    "flipped": flipped,
    "longer": lambda content: content + b"\0" * 10,
    "nonsense": lambda content: b"danvan" * 1000,
    "endless": lambda content: b"\xff" * 200,
    "turned-round": lambda content: content[::-1],
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_cache_changes_nothing_and_is_mended(
    damage: str, arrived: Path, tmp_path: Path, read: list[str]
) -> None:
    first = receipts(arrived, tmp_path)
    path = the_file(tmp_path)
    path.write_bytes(DAMAGES[damage](path.read_bytes()))
    assert receipts(arrived, tmp_path) == first
    read.clear()
    assert receipts(arrived, tmp_path) == first
    assert read == []


def test_entries_sealed_with_another_key_are_none(
    arrived: Path, tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workspace that somebody sends, with a cache that says what he likes."""
    honest = receipts(arrived, tmp_path)
    forged = {
        r.sha256: (packing.pack(replace(r, outcome=Outcome.REJECTED, form=None)), r.unit) for r in honest
    }
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "stranger"))
    theirs = cache.Kept(tmp_path / "cache", mini(), mini_hash(), "nam")
    theirs.keep(forged)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    read.clear()
    assert receipts(arrived, tmp_path) == honest


def test_an_entry_of_one_file_is_none_for_another(arrived: Path, tmp_path: Path) -> None:
    first = receipts(arrived, tmp_path)
    path = the_file(tmp_path)
    content = path.read_bytes()
    one, other = (bytes.fromhex(r.sha256) for r in (first[0], first[3]))
    path.write_bytes(content.replace(one, b"?" * 32).replace(other, one).replace(b"?" * 32, other))
    assert receipts(arrived, tmp_path) == first


class Harmful:
    def __reduce__(self) -> tuple[object, ...]:
        return (print, ("harm",))


@pytest.mark.parametrize("harm", [Harmful(), Path(), Exception(), {"a": 1}])
def test_nothing_but_receipts_is_unpacked(harm: object, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(pickle.UnpicklingError):
        packing.unpack(pickle.dumps(harm))
    assert not capsys.readouterr().out


@pytest.mark.skipif(METHOD != "fork", reason="the poison travels to forked workers only")
def test_lost_and_skipped_files_are_not_kept(
    tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "~$khóa.xlsx").write_bytes(b"x")
    (inbox / "a.xlsx").write_bytes(b"PK")
    (inbox / "chết.xlsx").write_bytes(b"dies")
    true = folder.opened_at

    def poisoned(path: Path) -> Opened:
        if path.name == "chết.xlsx":
            raise MemoryError
        return true(path)

    monkeypatch.setattr(folder, "opened_at", poisoned)
    receipts(inbox, tmp_path)
    read.clear()
    receipts(inbox, tmp_path)
    assert read == ["chết.xlsx", "~$khóa.xlsx"]


def test_without_a_key_or_a_folder_everything_is_read(
    arrived: Path, tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").write_text("not a folder", encoding="utf-8")
    first = receipts(arrived, tmp_path)
    assert receipts(arrived, tmp_path) == first
    assert len(read) == 8
    assert not (tmp_path / "cache").exists()
