"""The results of one run are exchanged together or not at all, whatever stops the run."""

import threading
import time
from pathlib import Path

import pytest

from scoring import exchange as room
from scoring.errors import PartlyWrittenError, WorkspaceError
from scoring.exchange import JOURNAL, exchange, finish
from scoring.workspace import write_whole

NAMES = ("tong-hop.xlsx", "tong-hop.json")


def put(folder: Path, word: str, *, apart: bool = False) -> dict[Path, Path]:
    with exchange(folder, apart=apart) as made:
        for name in NAMES:
            made.put(folder / name, f"{word} {name}".encode())
    return made.places


def words(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text().split()[0] for path in folder.iterdir()}


class KilledError(BaseException):
    """What no block catches."""


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "PATIENCE", 0.05)


def killed_at_rename(monkeypatch: pytest.MonkeyPatch, folder: Path, wanted: int) -> None:
    """The run ends, as by kill -9, before its ``wanted``-th rename: nothing is tidied up."""
    with monkeypatch.context() as patched:
        renames = []

        def placed(draft: Path, target: Path) -> Path:
            if len(renames) == wanted:
                patched.setattr(Path, "unlink", lambda *_, **__: None)
                raise KilledError
            renames.append(target)
            return draft.replace(target)

        patched.setattr(room, "placed", placed)
        with pytest.raises(KilledError):
            put(folder, "new")


def test_what_is_put_takes_its_place_and_nothing_is_left(tmp_path: Path) -> None:
    put(tmp_path / "ket-qua", "old")
    places = put(tmp_path / "ket-qua", "new")
    assert words(tmp_path / "ket-qua") == dict.fromkeys(NAMES, "new")
    assert all(target == place for target, place in places.items())


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_run_that_fails_at_its_last_draft_changes_nothing(tmp_path: Path, fault: BaseException) -> None:
    put(tmp_path, "old")

    def pieces() -> object:
        yield b"new "
        raise fault

    with pytest.raises(type(fault)), exchange(tmp_path) as made:
        made.put(tmp_path / NAMES[0], b"new")
        made.put(tmp_path / NAMES[1], pieces())  # type: ignore[arg-type]
    assert words(tmp_path) == dict.fromkeys(NAMES, "old")


def test_a_disk_that_has_no_room_for_the_journal_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "old")

    def full(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(room, "json_line", full)
    with pytest.raises(OSError, match="No space"):
        put(tmp_path, "new")
    assert words(tmp_path) == dict.fromkeys(NAMES, "old")


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("renames", [0, 1])
def test_a_run_killed_between_renames_is_finished_by_the_next_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renames: int
) -> None:
    put(tmp_path, "old")
    killed_at_rename(monkeypatch, tmp_path, renames)
    assert (tmp_path / JOURNAL).exists()
    time.sleep(0.1)
    finish(tmp_path)
    assert words(tmp_path) == dict.fromkeys(NAMES, "new")


@pytest.mark.usefixtures("impatient")
def test_the_next_exchange_first_finishes_what_was_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "old")
    killed_at_rename(monkeypatch, tmp_path, 1)
    write = threading.Thread(target=put, args=(tmp_path, "newest"))
    write.start()
    write.join(10)
    assert words(tmp_path) == dict.fromkeys(NAMES, "newest")


def test_an_exchange_that_lives_is_not_taken_over(tmp_path: Path) -> None:
    put(tmp_path, "old")
    (tmp_path / ".tong-hop.json.0a.tmp").write_bytes(b"new")
    (tmp_path / JOURNAL).write_text('[[".tong-hop.json.0a.tmp", "tong-hop.json"]]')
    finish(tmp_path)
    assert (tmp_path / "tong-hop.json").read_text().startswith("old")


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    "journal",
    [
        "",
        "{",
        '[["ngoai.txt", "tong-hop.json"]]',
        '[["../.a.0a.tmp", "tong-hop.json"]]',
        '[["", "../ngoai.txt"]]',
        "[1]",
        '{"a": 1}',
    ],
)
def test_a_journal_that_is_none_of_this_folder_does_nothing(tmp_path: Path, journal: str) -> None:
    folder = tmp_path / "ket-qua"
    put(folder, "old")
    (tmp_path / "ngoai.txt").write_text("outside")
    (tmp_path / ".a.0a.tmp").write_text("outside")
    (folder / JOURNAL).write_text(journal)
    time.sleep(0.1)
    put(folder, "new")
    assert words(folder) == dict.fromkeys(NAMES, "new")
    assert (tmp_path / "ngoai.txt").read_text() == (tmp_path / ".a.0a.tmp").read_text() == "outside"


def test_a_disk_that_fails_between_renames_says_that_results_are_mixed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "old")
    with monkeypatch.context() as patched:

        def placed(draft: Path, target: Path) -> Path:
            if target.name == NAMES[1]:
                raise OSError(5, "Input/output error")
            return draft.replace(target)

        patched.setattr(room, "placed", placed)
        with pytest.raises(PartlyWrittenError, match="chạy lại"):
            put(tmp_path, "new")
    monkeypatch.setattr(room, "PATIENCE", 0.0)
    finish(tmp_path)
    assert words(tmp_path) == dict.fromkeys(NAMES, "new")


def locked(monkeypatch: pytest.MonkeyPatch, held: Path) -> None:
    replace = Path.replace

    def refused(self: Path, to: Path) -> Path:
        if to == held:
            raise PermissionError(13, "open in Excel")
        return replace(self, to)

    monkeypatch.setattr(Path, "replace", refused)


def test_where_one_is_open_in_excel_all_get_the_second_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "old")
    locked(monkeypatch, tmp_path / NAMES[0])
    places = put(tmp_path, "new")
    assert [(tmp_path / name).read_text().split()[0] for name in NAMES] == ["old", "old"]
    assert [place.read_text().split()[0] for place in places.values()] == ["new", "new"]
    assert {place.suffix for place in places.values()} == {".xlsx", ".json"}


def test_what_is_apart_is_named_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = [tmp_path / name for name in ("a.xlsx", "a.txt", "b.xlsx", "b.txt")]
    for path in pairs:
        path.write_bytes(b"old")
    locked(monkeypatch, pairs[0])
    with exchange(tmp_path, apart=True) as made:
        for path in pairs:
            made.put(path, b"new")
    assert [path.read_bytes() for path in pairs] == [b"old", b"old", b"new", b"new"]
    assert all(place.read_bytes() == b"new" for place in made.places.values())


def test_a_set_is_refused_while_a_file_of_it_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "old")
    locked(monkeypatch, tmp_path / NAMES[1])
    with pytest.raises(WorkspaceError, match="đang mở"), exchange(tmp_path, second_names=False) as made:
        made.put(tmp_path / NAMES[0], b"new")
        made.put(tmp_path / NAMES[1], b"new")
    assert words(tmp_path) == dict.fromkeys(NAMES, "old")


def test_commands_at_once_leave_the_results_of_one_of_them(tmp_path: Path) -> None:
    """Threads stand for processes: nothing but the folder is shared."""
    put(tmp_path, "w0")

    def often(number: int) -> None:
        for turn in range(20):
            put(tmp_path, f"w{number}-{turn}")

    threads = [threading.Thread(target=often, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    found = words(tmp_path)
    assert found.keys() == set(NAMES), "neither journal nor draft is left"
    assert len(set(found.values())) == 1


def test_threads_that_write_one_target_do_not_tear_each_other(tmp_path: Path) -> None:
    target = tmp_path / "tong-hop.xlsx"
    sizes = [1000 + number for number in range(4)]
    write_whole(target, b"0" * sizes[0])
    faults: list[BaseException] = []
    torn: list[int] = []

    def write(number: int) -> None:
        try:
            for _ in range(30):
                write_whole(target, str(number).encode() * sizes[number])
                content = target.read_bytes()
                if content != content[:1] * sizes[int(content[:1])]:
                    torn.append(len(content))
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not faults
    assert not torn
    assert list(tmp_path.iterdir()) == [target]
