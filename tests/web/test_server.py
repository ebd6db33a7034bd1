"""The server as it runs: one a workspace, gone within seconds, deaf to who sends half."""

import os
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from benchmarks.ward import write_alike
from scoring.register import Action
from scoring.register.store import Register
from tests.web.client import Client
from tests.web.conftest import ROOT
from tests.web.rush import official, rush
from tests.web.server import Server, command, copied, started

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are a matter of POSIX")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("server") / "phuong")


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[Server]:
    with started(root) as there:
        yield there


def answers(server: Server, seconds: float = 5.0) -> None:
    since = time.monotonic()
    connection = HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", "/vao")
    assert connection.getresponse().status == 200
    connection.close()
    assert time.monotonic() - since < seconds


def test_the_first_line_is_the_address_with_its_token(server: Server) -> None:
    assert server.launch.startswith("http://127.0.0.1:")
    assert Client(server.address).get(server.launch.partition(server.address)[2]).status == 200


def test_a_second_server_is_refused_in_words(root: Path, server: Server) -> None:
    second = subprocess.run(command(root), cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert second.returncode == 2
    assert "đang mở ở một cửa sổ khác" in second.stderr
    answers(server)


@pytest.mark.parametrize(
    "headers", [b"", b"Host: evil.vn\r\n", b"Host: {own}\r\nHost: {own}\r\n", b"Host: localhost.evil.vn\r\n"]
)
def test_a_host_missing_doubled_or_foreign_is_refused(server: Server, headers: bytes) -> None:
    sent = headers.replace(b"{own}", f"127.0.0.1:{server.port}".encode())
    version = b"1.0" if not headers else b"1.1"
    answer = server.raw(b"GET /vao HTTP/" + version + b"\r\n" + sent + b"Connection: close\r\n\r\n")
    assert answer.startswith((b"HTTP/1.0 400", b"HTTP/1.1 400"))
    assert b"<form" not in answer and b"waitress" not in answer.lower()


def test_no_answer_names_the_server(server: Server) -> None:
    own = f"Host: 127.0.0.1:{server.port}\r\nConnection: close\r\n".encode()
    for request in (b"GET /vao HTTP/1.1\r\n" + own, b"GET /x HTTP/1.1\r\n" + own, b"GARBAGE\r\n"):
        answer = server.raw(request + b"\r\n").lower()
        assert b"waitress" not in answer and b"werkzeug" not in answer and b"python" not in answer


def test_who_sends_half_holds_up_nobody(server: Server) -> None:
    own = f"Host: 127.0.0.1:{server.port}\r\n".encode()
    halves = [b"GET / HTTP/1.1\r\n" + own] * 10
    halves += [b"POST /vao HTTP/1.1\r\n" + own + b"Content-Length: 1000000\r\n\r\nabc"] * 20
    lines = [socket.create_connection(("127.0.0.1", server.port)) for _ in halves]
    try:
        for line, half in zip(lines, halves, strict=True):
            line.sendall(half)
        for _ in range(3):
            answers(server)
    finally:
        for line in lines:
            line.close()


def test_a_body_without_end_is_refused(server: Server) -> None:
    own = f"Host: 127.0.0.1:{server.port}\r\n".encode()
    head = b"POST /vao HTTP/1.1\r\n" + own + b"Connection: close\r\n"
    answer = server.raw(head + b"Content-Length: 999999999999\r\n\r\n")
    assert b" 413 " in answer.partition(b"\r\n")[0]
    answers(server)


def test_sixty_units_at_once_get_one_receipt_each_beside_a_command(tmp_path: Path) -> None:
    root = tmp_path / "phuong"
    inbox = write_alike(60, root, 2)
    forms = {path.stem.removeprefix("tu-cham-"): path.read_bytes() for path in inbox.iterdir()}
    for path in inbox.iterdir():
        path.unlink()
    with started(root) as there:
        done = rush(there, root, official(there), forms)
    receipts = {answer.headers["Location"] for answer in done.answers.values()}
    assert len(receipts) == len(forms) == 60 and None not in receipts
    # What benchmarks/web.py measures on a quiet machine, with patience for a busy one.
    assert done.slowest_page < 15 and done.slowest_page < done.slowest_answer / 2
    register = Register.beside(root, "ubnd-phuong-viet-hoa")
    assert register.check().whole
    lines = register.ledger(2026).of(Action.RECEIVED)
    assert sorted(line.draft.unit for line in lines) == sorted(forms)
    assert sorted(path.read_bytes() for path in inbox.iterdir()) == sorted(forms.values())


def test_ctrl_c_ends_it_within_three_seconds(tmp_path: Path) -> None:
    with started(copied(tmp_path / "phuong")) as there:
        kept = socket.create_connection(("127.0.0.1", there.port))
        answers(there, 10)
        since = time.monotonic()
        os.kill(there.process.pid, signal.SIGINT)
        assert there.process.wait(timeout=10) == 0
        assert time.monotonic() - since < 3
        kept.close()


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")
def test_encrypted_where_a_certificate_is_given(tmp_path: Path) -> None:
    key, certificate = tmp_path / "k.pem", tmp_path / "c.pem"
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", str(key)]
    subprocess.run([*made, "-out", str(certificate), *subject], check=True, capture_output=True)
    root = copied(tmp_path / "phuong")
    with started(root, "--certfile", str(certificate), "--keyfile", str(key)) as there:
        assert there.launch.startswith("https://127.0.0.1:")
        context = ssl.create_default_context(cafile=certificate)
        client = Client(there.address, context)
        answer = client.get("/vao")
        assert answer.status == 200
        assert "Secure" in answer.headers["Set-Cookie"]


def test_a_taken_port_is_told_in_words(tmp_path: Path) -> None:
    root = copied(tmp_path / "phuong")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        words = command(root)
        words[words.index("0")] = port
        told = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert told.returncode == 2
    assert "Chọn cổng khác bằng --port" in told.stderr
