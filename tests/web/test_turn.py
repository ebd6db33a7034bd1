"""One job a workspace writes, asked for on the page or typed: who waits is told, no job is lost."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from scoring.cli import base
from scoring.pipeline.turn import LOCK, turn
from scoring.web.desk import Where
from scoring.web.jobs import Job, Jobs
from scoring.workspace import Workspace
from tests.support.commands import danvan
from tests.support.office_year import with_forms
from tests.web.conftest import ended, reached

WORDS = "Đang chờ: “Tổng hợp” của Lan (từ "


@contextmanager
def at_work(root: Path, title: str = "Tổng hợp", who: str = "Lan") -> Iterator[threading.Event]:
    """Another job at it, in a thread, until the event is set."""
    begun, enough = threading.Event(), threading.Event()

    def work() -> None:
        with turn(Workspace(root), title, who, print):
            begun.set()
            enough.wait(60)

    other = threading.Thread(target=work)
    other.start()
    assert begun.wait(10)
    try:
        yield enough
    finally:
        enough.set()
        other.join()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return with_forms(tmp_path / "phuong")


def waited(root: Path) -> list[str]:
    """What is said to a job that comes while another is at it."""
    said: list[str] = []
    with at_work(root) as enough:

        def hear(words: str) -> None:
            said.append(words)
            enough.set()

        with turn(Workspace(root), "Chốt năm", "An", hear):
            assert enough.is_set()
    return said


def test_who_waits_is_told_for_whom__once(tmp_path: Path) -> None:
    [words] = waited(tmp_path)
    assert words.startswith(WORDS)
    assert words.endswith("đang ghi kết quả trong thư mục này. Việc này tự chạy khi việc ấy xong.")


def test_who_comes_to_a_free_workspace_is_told_nothing(tmp_path: Path) -> None:
    said: list[str] = []
    for who in ("Lan", "An"):
        with turn(Workspace(tmp_path), "Tổng hợp", who, said.append):
            pass
    assert not said


@pytest.mark.parametrize("note", ["", "{", "[]", '{"title": 1}'])
def test_a_note_that_is_torn__told_all_the_same(tmp_path: Path, note: str) -> None:
    (tmp_path / ".danvan-ghi.json").write_text(note, encoding="utf-8")
    said: list[str] = []
    with FileLock(tmp_path / LOCK) as lock:

        def hear(words: str) -> None:
            said.append(words)
            lock.release()

        with turn(Workspace(tmp_path), "Chốt năm", "An", hear):
            pass
    assert said[0].startswith("Đang chờ: một việc khác, ở trang web hoặc ở cửa sổ lệnh, đang ghi")


def test_a_disk_without_locks_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr(FileLock, "acquire", refused)
    with turn(Workspace(tmp_path), "Tổng hợp", "Lan", print):
        assert "Lan" in (tmp_path / ".danvan-ghi.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [("forms", "--unit", "ca"), ("consolidate",), ("feedback",), ("finalize",)])
def test_a_command_waits_for_the_page_and_says_so(
    root: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    echo, free = base.echo, []
    with at_work(root) as enough:

        def said(line: str, **how: bool) -> None:
            free.append(not enough.is_set())
            enough.set()
            echo(line, **how)

        monkeypatch.setattr(base, "echo", said)
        assert WORDS in danvan(*words, "-w", root).stderr
    assert free[0]


def test_a_job_that_waits_says_so_and_is_followed_by_the_next_server(small: Path) -> None:
    with at_work(small) as enough:
        job = Jobs(small).start(Where(small, None, "nam"), "forms", "Tạo biểu mẫu", "An", {})
        reached(lambda: job.waits.startswith(WORDS) and job.state == "chờ")
        [found] = Jobs(small).of("forms", period="nam")
        assert found.state == "đang chạy"
        enough.set()
        assert ended(found).result == ended(job).result == ("Đã tạo 3 biểu mẫu.",)


def test_a_job_is_found_again_by_the_next_server(small: Path) -> None:
    one = ended(Jobs(small).start(Where(small, None, "nam"), "forms", "Tạo biểu mẫu", "Lan", {}))
    after = Jobs(small)
    [found] = after.of("forms", period="nam")
    assert (found.id, found.who, found.state, found.asked) == (1, "Lan", "xong", one.asked)
    assert found.result == ("Đã tạo 3 biểu mẫu.",)
    assert after.start(found.where, "forms", "Tạo biểu mẫu", "Lan", {}).id == 2


@pytest.mark.parametrize(
    ("state", "told", "words"),
    [
        ("đang chạy", "không xong", "Tiến trình bị dừng giữa chừng"),
        ("chờ", "chưa bắt đầu", "chưa làm gì, chưa đổi gì"),
    ],
)
def test_a_job_whose_process_died_is_told_as_not_done_or_not_begun(
    root: Path, state: str, told: str, words: str
) -> None:
    where = Where(root, None, "nam")
    Job(7, "forms", "Tạo biểu mẫu", "Lan", where, {}, datetime.now(UTC), state=state).keep()
    [found] = Jobs(root).of("forms", period="nam")
    assert words in ended(found).failure[0]
    assert ended(Jobs(root).jobs[7]).state == told


def test_what_is_no_job_is_left_alone(root: Path) -> None:
    folder = root / "outputs" / ".viec"
    folder.mkdir(parents=True)
    for name, text in (("1.json", "{"), ("x.json", "{}"), ("2.json", "[]")):
        (folder / name).write_text(text, encoding="utf-8")
    assert not Jobs(root).jobs
