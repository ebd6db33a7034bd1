"""A real server of a workspace, as ``python -m scoring web`` starts it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.web.conftest import ROOT, form


@dataclass(frozen=True)
class Server:
    """Where it answers, and the launch address that it printed first."""

    process: subprocess.Popen[str]
    launch: str

    @property
    def address(self) -> str:
        return self.launch.partition("/l/")[0]

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def raw(self, request: bytes, seconds: float = 10) -> bytes:
        """The answer to bytes that no client would send."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as line:
            line.sendall(request)
            answer = b""
            while piece := line.recv(65536):
                answer += piece
                if b"\r\n\r\n" in answer and b"</html>" in answer:
                    break
            return answer


def copied(root: Path, *units: str) -> Path:
    """A workspace with the example's set, the forms of these units, and nothing else."""
    shutil.copytree(ROOT / "criteria", root / "criteria")
    inbox = root / "inputs" / "2026" / "nam"
    inbox.mkdir(parents=True)
    for code in units:
        (inbox / f"tu-cham-2026-{code}.xlsx").write_bytes(form(code))
    return root


def command(root: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "scoring", "web", "-w", str(root), "--no-open", "--port", "0", *words]


@contextmanager
def started(root: Path, *words: str) -> Iterator[Server]:
    process = subprocess.Popen(
        command(root, *words),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        start_new_session=True,
    )
    assert process.stdout
    said = process.stdout.readline()
    try:
        assert re.match(r"https?://[^/]+/l/[\w-]+$", said), said + process.stdout.read()
        yield Server(process, said.strip())
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=10)
        process.stdout.close()
