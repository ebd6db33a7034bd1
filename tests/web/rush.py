"""Many units hand in at the same moment, a command consolidates, the office looks on."""

import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from scoring.web.accounts import Accounts
from tests.web.client import Answer, Client
from tests.web.conftest import ROOT
from tests.web.server import Server

LOOKED_AT = ("/nhan?ky=nam", "/")


@dataclass(frozen=True)
class Rush:
    """The answers by unit; seconds of the slowest answer and of the slowest page of the office."""

    answers: Mapping[str, Answer]
    slowest_answer: float
    slowest_page: float


def official(server: Server) -> Client:
    """The official who opened the server's first address."""
    there = Client(server.address)
    there.enter(server.launch.removeprefix(server.address), ten="Nguyễn Thị Lan")
    return there


def unit(server: Server, root: Path, code: str) -> Client:
    """A unit that came in by its link."""
    there = Client(server.address)
    there.enter(f"/l/{Accounts(root).make_link(code)}")
    return there


def rush(server: Server, root: Path, office: Client, forms: Mapping[str, bytes]) -> Rush:
    """Hand all the forms in, each by its unit, all at once."""
    senders = {code: unit(server, root, code) for code in forms}
    typed = subprocess.Popen(
        [sys.executable, "-m", "scoring", "consolidate", "-w", str(root)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def send(code: str) -> tuple[float, Answer]:
        since = time.perf_counter()
        answer = senders[code].upload("/don-vi/nop?ky=nam", forms[code])
        return time.perf_counter() - since, answer

    slowest = 0.0
    with ThreadPoolExecutor(len(forms)) as pool:
        under_way = {code: pool.submit(send, code) for code in forms}
        while not all(each.done() for each in under_way.values()):
            slowest = max(slowest, *(seen(office, path) for path in LOOKED_AT))
            time.sleep(0.2)  # as people look
    typed.wait()
    done = {code: each.result() for code, each in under_way.items()}
    return Rush(
        {code: answer for code, (_, answer) in done.items()}, max(s for s, _ in done.values()), slowest
    )


def seen(there: Client, path: str) -> float:
    """Seconds until a page is there."""
    since = time.perf_counter()
    answer = there.get(path)
    assert answer.status == 200, (path, answer.status, answer.text[-300:])
    return time.perf_counter() - since
