"""The page under load: seconds of every page, of one upload, of 60 units at once, and the memory of it all.

    python -m benchmarks.web              # wards of 60 and of 7,000 units
    python -m benchmarks.web 60

A real server on a ward whose units have all sent a form. ``lần đầu``: the first view after a file has come;
``mở lại``: the slowest of three views after that. Memory: what the processes of the server hold by
themselves and their share of what they hold together, at the end (Linux).
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path

from benchmarks.ward import write_ward
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


def took(work: Callable[[], object]) -> float:
    """Seconds of the clock."""
    since = time.perf_counter()
    work()
    return time.perf_counter() - since


def said(what: str, seconds: float, limit: float) -> None:
    mark = "" if seconds <= limit else "  QUÁ"
    print(f"  {what:<44}{seconds:8.3f} s (không quá {limit:g} s){mark}", flush=True)


def pages(there: Client, paths: tuple[str, ...], limit: float, touch: Callable[[], object]) -> None:
    for path in paths:
        touch()
        first = seen(there, path)
        said(f"{path}, lần đầu", first, 60)
        said(f"{path}, mở lại", max(seen(there, path) for _ in range(3)), limit)


def changed(form: bytes, file: Path) -> bytes:
    """Another file that says the same: a comment at the end of the archive."""
    comment = f"{file.name}".encode()
    return form[:-2] + len(comment).to_bytes(2, "little") + comment


def at_once(server: Server, root: Path, inbox: Path, office: Client) -> None:
    """Not the files that were handed in just now: the first ones, each a little changed."""
    paths = sorted(inbox.glob("tu-cham-[!2]*.xlsx"))[:AT_ONCE]
    forms = {path.stem.removeprefix("tu-cham-"): changed(path.read_bytes(), path) for path in paths}
    done = rush(server, root, office, forms)
    receipts = {answer.headers["Location"] for answer in done.answers.values()}
    assert len(receipts) == len(forms) and None not in receipts, receipts
    said(f"{len(forms)} đơn vị nộp cùng lúc, người sau cùng", done.slowest_answer, 10)
    said("trang của cán bộ trong lúc đó, chậm nhất", done.slowest_page, 1)


def memory(pid: int) -> Iterator[tuple[str, float]]:
    """Proportional megabytes of a process and of all its children, by what they are called."""
    for each in [pid, *children(pid)]:
        place = Path("/proc") / str(each)
        rows = (place / "smaps_rollup").read_text().splitlines()
        held = next(int(row.split()[1]) for row in rows if row.startswith("Pss:"))
        yield (place / "cmdline").read_text().replace("\0", " ")[:60], held / 1024


def children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    own = [int(child) for task in tasks for child in task.read_text().split()]
    return [*own, *(grand for child in own for grand in children(child))]


def ward(size: int, root: Path) -> None:
    limit = 0.3 if size < 1000 else 1
    print(f"{size} đơn vị", flush=True)
    written = get_context("spawn").Process(target=write_ward, args=(size, root), kwargs={"answers": 8})
    written.start()
    written.join()
    inbox = root / "inputs" / "2026" / "nam"
    subprocess.run(
        [sys.executable, "-m", "scoring", "consolidate", "-w", str(root)],
        check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    own = next(inbox.glob("tu-cham-ca*.xlsx"))
    with started(root) as server:
        office, ca = official(server), unit(server, root, "ca")
        pages(office, OFFICE, limit, own.touch)
        pages(ca, UNIT, limit, lambda: None)
        content = own.read_bytes()
        ca.get("/don-vi/nop?ky=nam")
        said("nộp một biểu", took(lambda: ca.upload("/don-vi/nop?ky=nam", changed(content, own))), 0.5)
        said(
            "nộp lại đúng biểu ấy", took(lambda: ca.upload("/don-vi/nop?ky=nam", changed(content, own))), 0.5
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
    for size in parser.parse_args().sizes:
        with tempfile.TemporaryDirectory() as home:
            ward(size, Path(home) / "phuong")


if __name__ == "__main__":
    main()
