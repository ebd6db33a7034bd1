"""The same work on several machines, by Dask. Optional: ``pip install 'danvan[cluster]'``.

Dask moves a task to another worker when its own dies, and gives up after its ``allowed-failures``. What
is given up, and what brings nothing for too long, is tried again alone: so one poisoned item costs
itself, as in :mod:`scoring.workers.supervised`. Items have to mean the same on every machine: paths are
absolute and lie in a folder that all of them share. How much memory a worker may take, and what becomes of
one that hangs, is the cluster's to say (``dask worker --memory-limit``).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from scoring import __version__
from scoring.errors import WorkspaceError
from scoring.workers import limits
from scoring.workers.cache import program
from scoring.workers.supervised import Loss

if TYPE_CHECKING:
    from distributed import Client, Future

Item = TypeVar("Item")
Result = TypeVar("Result")
_HANDFUL = 32
_CONNECT_SECONDS = 10


def each_on(
    scheduler: str,
    work: Callable[[Item], Result],
    items: Sequence[Item],
    lost: Callable[[Item, Loss], Result],
    on_done: Callable[[int], None] = lambda _: None,
) -> list[Result]:
    """``work`` on each item, results in the order of the items, on the cluster at ``scheduler``.

    ``scheduler`` is an address such as ``tcp://10.0.0.5:8786``. Raises WorkspaceError where Dask is not
    installed, the scheduler does not answer, it has no worker, or one runs another version of this program.
    """
    client = _connected(scheduler)
    try:
        handfuls = [list(range(n, min(n + _HANDFUL, len(items)))) for n in range(0, len(items), _HANDFUL)]
        done: dict[int, Result] = {}
        _run(client, work, items, handfuls, done, on_done)
        _run(client, work, items, _missing(items, done), done, on_done)
        # One by one: a dying worker takes along what waits beside the poison.
        for one in _missing(items, done):
            _run(client, work, items, [one], done, on_done)
        return [done[n] if n in done else lost(item, Loss.DIED) for n, item in enumerate(items)]
    finally:
        client.close()


def _connected(scheduler: str) -> "Client":
    try:
        from distributed import Client  # noqa: PLC0415 - optional, and slow to load
    except ImportError:
        raise WorkspaceError(
            "Máy này chưa cài phần chạy trên nhiều máy. Cài bằng: pip install 'danvan[cluster]', "
            "hoặc bỏ --scheduler để chạy trên một máy."
        ) from None
    try:
        client = Client(scheduler, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError):  # TypeError: tls:// without certificates in Dask's own settings
        raise WorkspaceError(
            f"Không kết nối được bộ điều phối Dask ở {scheduler}. Kiểm tra địa chỉ (ví dụ "
            "tcp://10.0.0.5:8786; tls:// cần chứng thư trong cấu hình của Dask) và lệnh dask scheduler trên "
            "máy ấy, hoặc bỏ --scheduler để chạy một máy."
        ) from None
    try:
        _refuse_others(client)
    except WorkspaceError:
        client.close()
        raise
    return client


def _refuse_others(client: "Client") -> None:
    """Results of another program are not kept as this one's. Raises WorkspaceError."""
    _await_a_worker(client)
    others = set(client.run(_version).values()) - {_version()}
    if others:
        raise WorkspaceError(
            f"Máy trong cụm chạy bản khác ({', '.join(sorted(others))}), máy này chạy {_version()}. "
            "Cài cùng một bản danvan, Python và thư viện trên mọi máy rồi chạy lại."
        )


def _version() -> str:
    """The program, its Python and its libraries."""
    return f"{__version__} · {program()[:8]}"


def _await_a_worker(client: "Client") -> None:
    """Raises WorkspaceError where none comes: the work would wait for ever."""
    try:
        client.wait_for_workers(1, timeout=limits.START_SECONDS)
    except TimeoutError:
        raise WorkspaceError(
            "Cụm Dask không có máy nào đang chạy. Chạy lệnh dask worker trên các máy rồi chạy lại, "
            "hoặc bỏ --scheduler để chạy một máy."
        ) from None


def _run(
    client: "Client",
    work: Callable[[Item], Result],
    items: Sequence[Item],
    handfuls: Sequence[Sequence[int]],
    done: dict[int, Result],
    on_done: Callable[[int], None],
) -> None:
    """Put what comes back into ``done``; what the cluster gave up or never finished stays missing."""
    from distributed import wait  # noqa: PLC0415

    if handfuls:
        _await_a_worker(client)
    running: dict[Future, Sequence[int]] = {
        client.submit(_handful, work, [items[n] for n in numbers], pure=False): numbers
        for numbers in handfuls
    }
    patience = limits.START_SECONDS + limits.READ_SECONDS * max(map(len, handfuls), default=0)
    with client.as_current():
        while running:
            try:
                finished = wait(list(running), timeout=patience, return_when="FIRST_COMPLETED").done
            except TimeoutError:
                break
            for future in finished:
                numbers = running.pop(future)
                if future.status == "finished":
                    done |= zip(numbers, future.result(), strict=True)
            on_done(len(done))
        client.cancel(list(running))


def _missing(items: Sequence[object], done: Mapping[int, object]) -> list[list[int]]:
    return [[number] for number in range(len(items)) if number not in done]


def _handful(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    return [work(item) for item in items]
