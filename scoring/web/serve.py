"""The server: one a workspace, on addresses that are said, ended by Ctrl+C."""

import ipaddress
import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from filelock import FileLock, Timeout
from waitress import create_server

from scoring.criteria.loader import load_set
from scoring.errors import SetError, UserError
from scoring.pipeline.begin import may_begin
from scoring.pipeline.office import open_office
from scoring.register import VIETNAM
from scoring.web.accounts import Accounts
from scoring.web.app import create_app, patience
from scoring.web.guard import LARGEST, Served
from scoring.web.heap import share_heap
from scoring.web.looks import Looks
from scoring.web.site import Site
from scoring.workspace import Workspace

LOCK = ".danvan-web.lock"
LOOPBACK = "127.0.0.1"
_THREADS = 80
"""Requests at once: every unit of a ward on the last day, and the office; they wait for readers, not for each
other."""
_PATIENCE = 2.0  # seconds that closing may take
_IN_TURN = 0.001
"""Seconds after which a thread that computes lets another go on: each call of the system waits for that."""
_SILENT = 30
"""Seconds after which a sender that says nothing more is let go."""


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the page is served. ``lan``: on every address of the machine. ``behind``: a proxy's address."""

    host: str = LOOPBACK
    port: int = 0
    lan: bool = False
    certfile: Path | None = None
    keyfile: Path | None = None
    behind: str = ""

    @property
    def everywhere(self) -> bool:
        """True where every address of the machine is served."""
        return self.lan or self.host in ("0.0.0.0", "::")


def serve(
    root: Path, wanted_set: str | None, listening: Listening, say: Callable[[str], None], *, opens: bool
) -> None:
    """Serve until Ctrl+C; in a folder where nothing is yet the page makes the workspace.

    Raises UserError where the workspace is served already or the port is taken.
    """
    taken = None if wanted_set else chosen(root, datetime.now(VIETNAM).date())
    wanted_set = wanted_set or taken
    if wanted_set or not may_begin(root):
        open_office(root, wanted_set)  # says what is wrong with it before anything is opened
    lock = FileLock(root / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise UserError(
            f"Trang của thư mục {root} đang mở ở một cửa sổ khác. Dùng trang ấy, hoặc bấm Ctrl+C ở cửa sổ ấy "
            "rồi chạy lại."
        ) from None
    share_heap()
    sys.setswitchinterval(_IN_TURN)
    try:
        _serve(root, wanted_set, listening, say, opens=opens, taken=taken)
    finally:
        lock.release()


def chosen(root: Path, today: date) -> str | None:
    """Of several sets the one that was chosen on the page, else the latest whose year has begun.

    Nobody who opens the page with a double click can say which; the page "Năm mới" shows and changes it.
    """
    folders = {folder.name: folder for folder in Workspace(root).sets}
    if len(folders) < 2:
        return None
    kept = Accounts(root).chosen_set
    if kept in folders:
        return kept
    begins = {}
    for name, folder in folders.items():
        with suppress(SetError):  # a broken set is reported where it is needed
            begins[name] = load_set(folder).period.start
    begun = {name: day for name, day in begins.items() if day <= today} or begins
    return max(begun, key=lambda name: (begun[name], name), default=None)


def _serve(
    root: Path,
    wanted_set: str | None,
    listening: Listening,
    say: Callable[[str], None],
    *,
    opens: bool,
    taken: str | None,
) -> None:
    logging.getLogger("waitress").setLevel(logging.ERROR)  # that requests wait is no news for an official
    bound = _bound(listening)
    served, shown = addresses(listening, bound.getsockname()[1])
    _forget_script()
    site = Site(root, wanted_set, served, Accounts(root), looks=Looks(patience))
    site.desk.warm(site.where())
    server = create_server(
        create_app(site),
        sockets=[_encrypted(bound, listening)],
        threads=_THREADS,
        ident=None,
        channel_timeout=_SILENT,
        max_request_body_size=2 * LARGEST,
        clear_untrusted_proxy_headers=True,
    )
    launch = f"{shown[0]}/l/{site.launch_token}"
    for line in (*_lines(launch, shown, listening), *_of_several(taken)):
        say(line)
    if opens:
        webbrowser.open(launch)
    signal.signal(signal.SIGINT, _leave)
    try:
        with suppress(KeyboardInterrupt):
            server.run()
    finally:
        say("Đã đóng trang. Những gì đã có số biên nhận còn nguyên.")
        site.desk.close()
        for child in multiprocessing.active_children():
            child.kill()
    sys.stdout.flush()
    os._exit(0)  # threads of waitress and of the pool of processes may still wait for each other


def _of_several(taken: str | None) -> Iterator[str]:
    """Which set was opened, where nobody said."""
    if taken:
        yield f"Thư mục có nhiều bộ tiêu chí; trang mở bộ “{taken}”. Đổi bộ ở trang Năm mới."


def _encrypted(bound: socket.socket, listening: Listening) -> socket.socket:
    """The socket that is served: behind TLS where a certificate is given."""
    if not listening.certfile:
        return bound
    from scoring.web.tls import in_front

    return in_front(bound, listening.certfile, listening.keyfile)


def _leave(_signal: int, _frame: object) -> None:
    """Ctrl+C: close in order, and in any case soon. What was acknowledged is on the disk already."""
    threading.Timer(_PATIENCE, os._exit, (0,)).start()
    raise KeyboardInterrupt


def _forget_script() -> None:
    """A spawned process runs the script of its parent again, and not every script minds who asks."""
    script = sys.modules["__main__"]
    script.__spec__ = None
    vars(script).pop("__file__", None)


def _bound(listening: Listening) -> socket.socket:
    host = "0.0.0.0" if listening.lan else listening.host
    try:
        family = socket.getaddrinfo(host, listening.port, type=socket.SOCK_STREAM)[0][0]
        bound = socket.socket(family, socket.SOCK_STREAM)
        if os.name != "nt":
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, listening.port))
        bound.listen(128)
    except OSError as error:
        raise UserError(
            f"Không mở được địa chỉ {host}, cổng {listening.port}: đang có chương trình khác dùng hoặc máy "
            "không cho phép. Chọn cổng khác bằng --port, ví dụ --port 8790."
        ) from error
    return bound


def addresses(listening: Listening, port: int) -> tuple[Served, list[str]]:
    """What the guard lets through, and the addresses that are printed."""
    if listening.behind:
        outside = urlsplit(listening.behind)
        if outside.scheme not in ("http", "https") or not outside.netloc or outside.path not in ("", "/"):
            raise UserError(
                f"Địa chỉ “{listening.behind}” không dùng được. Ghi địa chỉ mà mọi người gõ, ví dụ "
                "--behind-proxy https://danvan.phuong.vn."
            )
        return Served(outside.scheme, frozenset({outside.netloc.lower()}), forwarded=True), [
            f"{outside.scheme}://{outside.netloc}"
        ]
    scheme = "https" if listening.certfile else "http"
    names = [_bracketed(listening.host)]
    if listening.everywhere:
        names = [LOOPBACK, *lan_addresses()]
    hosts = {f"{name}:{port}".lower() for name in (*names, "localhost")}
    if _is_loopback(listening.host):
        hosts.add(f"{LOOPBACK}:{port}")
    usual = {"http": ":80", "https": ":443"}[scheme]
    hosts |= {host.removesuffix(usual) for host in hosts if host.endswith(usual)}
    return Served(scheme, frozenset(hosts), forwarded=bool(listening.certfile)), [
        f"{scheme}://{name}:{port}" for name in names
    ]


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def lan_addresses() -> list[str]:
    """The addresses of this machine in its network. Nothing is sent to find them."""
    found = []
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))
        found.append(probe.getsockname()[0])
    with suppress(OSError):
        found += socket.gethostbyname_ex(socket.gethostname())[2]
    return [each for each in dict.fromkeys(found) if not each.startswith("127.")]


def _lines(launch: str, shown: list[str], listening: Listening) -> list[str]:
    lines = [launch, "Mở địa chỉ trên bằng trình duyệt (dùng được một lần). Đóng trang: bấm Ctrl+C."]
    if listening.everywhere:
        lines += [f"Máy khác trong mạng gõ: {address}" for address in shown[1:]]
        if not listening.certfile:
            lines.append(
                "Lưu ý: http trong mạng nội bộ có thể bị nghe trộm. Dùng --certfile và --keyfile để mã hóa."
            )
    return lines
