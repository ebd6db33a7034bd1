"""The page under load: seconds of every page, of one upload, of 60 units at once, and the memory of it all.

    python -m benchmarks.web              # wards of 60 and of 7,000 units
    python -m benchmarks.web 60
    python -m benchmarks.web --ward DIR   # one that benchmarks.ward made and danvan consolidated

A real server on a ward whose units have all sent a form. ``sau khi mở máy chủ``: the very first view; what
takes long is shown with progress, and the page counts as there when it is there itself. ``trang trắng``: how
long nothing was to be seen meanwhile, at most. ``có tệp mới``: the first view after another form of a unit
has come; ``mở lại``: a view after that. Seconds of the clock, and of the processors, of all processes of the
server. Memory: what these hold by themselves and their share of what they hold together, at the end (Linux).
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

from benchmarks.ward import write_alike
from tests.web.client import Client
from tests.web.rush import official, rush, seen, unit
from tests.web.server import Server, started

OFFICE = (
    "/", "/bieu?ky=nam", "/nhan?ky=nam", "/phan-hoi?ky=nam", "/tham-dinh", "/tham-dinh/don-vi/ca",
    "/tham-dinh/tieu-chi/3.1.1", "/xep-loai", "/xep-loai/ca", "/xep-loai/ca/3.1.1", "/quyet-dinh", "/chot",
    "/so-theo-doi", "/truy-cap",
)  # fmt: skip
UNIT = ("/don-vi", "/don-vi/cham?ky=nam", "/don-vi/kiem-tra?ky=nam", "/don-vi/nop?ky=nam", "/don-vi/ket-qua")
AT_ONCE = 60


def processors(pid: int) -> float:
    """Seconds of the processors that a process and all its children have taken, ended workers among them."""
    ticks = 0
    for each in [pid, *children(pid)]:
        with suppress(OSError):  # ended meanwhile: its parent has its time
            told = (Path("/proc") / str(each) / "stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, told[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def said(server: Server, what: str, limit: float, work: Callable[[], object]) -> None:
    """Do it, and say how long it took."""
    before, since = processors(server.process.pid), time.perf_counter()
    work()
    seconds, cpu = time.perf_counter() - since, processors(server.process.pid) - before
    mark = "" if seconds <= limit else "  QUÁ"
    print(f"  {what:<44}{seconds:8.3f} s (không quá {limit:g} s), CPU {cpu:6.2f} s{mark}", flush=True)


def pages(server: Server, there: Client, paths: tuple[str, ...], limit: float) -> None:
    for path in paths:
        for _ in range(3):
            said(server, f"{path}, mở lại", limit, lambda path=path: seen(there, path))


def opened(server: Server, there: Client, path: str, what: str) -> None:
    """A page for the first time: the seconds until it is there, and the longest until anything is."""
    white = 0.0

    def awaited() -> None:
        nonlocal white
        white = until_there(there, path)

    said(server, f"{path}, {what}", 60, awaited)
    mark = "" if white <= 1 else "  QUÁ"
    print(f"    trang trắng, lâu nhất {white:28.3f} s (không quá 1 s){mark}", flush=True)


def until_there(there: Client, path: str) -> float:
    """Ask until the page itself is there; the longest that nothing was to be seen, in seconds."""
    white, status = 0.0, 503
    while status == 503:
        since = time.perf_counter()
        status = there.get(path).status
        white = max(white, time.perf_counter() - since)
        time.sleep(1 if status == 503 else 0)  # as the page asks
    assert status == 200, (path, status)
    return white


def news(server: Server, there: Client, limit: float, file: Path) -> None:
    """Before each view a unit sends another form."""
    for number, path in enumerate(OFFICE):
        file.write_bytes(changed(file.read_bytes(), f"{number}"))
        said(server, f"{path}, có tệp mới", limit, lambda path=path: until_there(there, path))


def changed(form: bytes, word: str) -> bytes:
    """Another file that says the same: a comment at the end of the archive."""
    end = form.rindex(b"PK\5\6") + 20
    return form[:end] + len(word.encode()).to_bytes(2, "little") + word.encode()


def at_once(server: Server, root: Path, inbox: Path, office: Client) -> None:
    """Not the files that were handed in just now: the first ones, each a little changed."""
    paths = sorted(inbox.glob("tu-cham-[!2]*.xlsx"))[:AT_ONCE]
    forms = {path.stem.removeprefix("tu-cham-"): changed(path.read_bytes(), path.name) for path in paths}
    done = rush(server, root, office, forms)
    receipts = {answer.headers["Location"] for answer in done.answers.values()}
    assert len(receipts) == len(forms) and None not in receipts, receipts
    for what, seconds, limit in (
        (f"{len(forms)} đơn vị nộp cùng lúc, người sau cùng", done.slowest_answer, 10),
        ("trang của cán bộ trong lúc đó, chậm nhất", done.slowest_page, 1),
    ):
        print(
            f"  {what:<44}{seconds:8.3f} s (không quá {limit} s){'' if seconds <= limit else '  QUÁ'}",
            flush=True,
        )


def memory(pid: int) -> Iterator[tuple[str, float]]:
    """Proportional megabytes of a process and of all its children, by what they are called."""
    for each in [pid, *children(pid)]:
        place = Path("/proc") / str(each)
        rows = (place / "smaps_rollup").read_text().splitlines()
        held = next(int(row.split()[1]) for row in rows if row.startswith("Pss:"))
        yield (place / "cmdline").read_text().replace("\0", " ")[:60], held / 1024


def children(pid: int) -> list[int]:
    """All that have come from a process; one that ends meanwhile is none."""
    own: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            own += map(int, task.read_text().split())
    return [*own, *(grand for child in own for grand in children(child))]


def made(size: int, root: Path) -> None:
    """A ward of which everybody's form was consolidated."""
    written = get_context("spawn").Process(target=write_alike, args=(size, root), kwargs={"different": 8})
    written.start()
    written.join()
    subprocess.run(
        [sys.executable, "-m", "scoring", "consolidate", "-w", str(root)],
        check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def measured(root: Path) -> None:
    inbox = root / "inputs" / "2026" / "nam"
    size = len(list(inbox.iterdir()))
    limit = 0.3 if size < 1000 else 1
    print(f"{size} đơn vị", flush=True)
    own = next(inbox.glob("tu-cham-ca*.xlsx"))
    with started(root) as server:
        office, ca = official(server), unit(server, root, "ca")
        office.seconds = 600  # the first view reads everybody's form
        opened(server, office, "/", "sau khi mở máy chủ")
        for path in OFFICE:
            opened(server, office, path, "lần đầu")
        pages(server, office, OFFICE, limit)
        news(server, office, limit, own)
        pages(server, ca, UNIT, limit)
        content = own.read_bytes()
        for word in ("một", "hai", "hai"):
            form = changed(content, word)
            said(
                server, f"nộp một biểu ({word})", 0.5, lambda form=form: ca.upload("/don-vi/nop?ky=nam", form)
            )
        at_once(server, root, inbox, office)
        found = list(memory(server.process.pid))
        for name, held in found:
            print(f"  {held:8.0f} MB  {name}", flush=True)
        print(f"  {sum(held for _, held in found):8.0f} MB  tất cả (không quá 400)", flush=True)


def main() -> None:
    """Every size in a folder of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[60, 7000])
    parser.add_argument("--ward", type=Path)
    asked = parser.parse_args()
    if asked.ward:
        measured(asked.ward)
        return
    for size in asked.sizes:
        with tempfile.TemporaryDirectory() as home:
            made(size, Path(home) / "phuong")
            measured(Path(home) / "phuong")


if __name__ == "__main__":
    main()
