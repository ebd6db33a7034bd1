"""A real server that is killed while an official and units work with it, and what has to be there afterwards.

Each person goes through a round of acts; an act that was answered leaves a promise. After every kill all the
promises of that server are held against the disk, and the workspace is looked through as a whole.
"""

import json
import multiprocessing
import os
import random
import re
import signal
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from http.client import HTTPException
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from scoring.pipeline.office import Office, open_office
from scoring.register import Action, Ledger
from scoring.register.actions import Received
from scoring.standing.attachments import attachments
from scoring.web import desk
from scoring.web.accounts import Accounts
from scoring.web.jobs import Jobs
from scoring.web.roles import Role
from scoring.web.serve import Listening, serve
from tests.support.office_year import with_forms
from tests.web.client import Answer, Client

PASSWORD, OFFICIAL = "mật khẩu dài và khó", "Nguyễn Thị Lan"
PDF = b"%PDF-1.4\n%%EOF\n"
ROWS = ("don_vi", "muc", "diem1", "ly_do1", "giai_trinh", "diem2", "ly_do2")


@dataclass(frozen=True)
class Disk:
    """What is there after a kill."""

    office: Office
    ledger: Ledger

    @staticmethod
    def of(root: Path) -> "Disk":
        office = open_office(root)
        assert office.register.check().whole
        return Disk(office, office.register.ledger(2026))

    def files(self, folder: Path) -> set[str]:
        """The hashes of what lies in a folder under names that people see."""
        found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
        return {sha256(path.read_bytes()).hexdigest() for path in found}

    def says(self, action: Action, words: str) -> bool:
        lines = (line.draft for line in self.ledger.records if line.draft.action is action)
        return any(words in f"{line.reason}|{line.values}|" for line in lines)


PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([__name__])


def _serve(root: Path, said: Connection) -> None:
    """The server in a group of its own. What it imports is there already, in its readers as well."""
    os.setsid()
    desk.CONTEXT = multiprocessing.get_context("fork")  # type: ignore[assignment]  # it has no threads yet
    serve(root, None, Listening(), said.send, opens=False)


@contextmanager
def forked(root: Path) -> Iterator[tuple[int, Client]]:
    """A server and its address, forked from a process that has imported it: every moment is one of work."""
    ours, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_serve, args=(root, theirs))
    process.start()
    theirs.close()
    assert process.pid
    try:
        yield process.pid, Client(ours.recv().partition("/l/")[0])
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.join()
        ours.close()


Promise = Callable[[Disk], bool]
Act = Callable[[int], Promise | None]


def changed(form: bytes, number: int) -> bytes:
    """Another file that says the same: a comment at the end of the archive."""
    comment = f"{number:09}".encode()
    return form[:-2] + len(comment).to_bytes(2, "little") + comment


@dataclass
class People:
    """Three units and an official; their sessions outlive the server. ``acts``: by what they are called."""

    root: Path
    numbers: Iterator[int] = field(default_factory=count)
    clients: dict[str, Client] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        inbox = self.root / "inputs" / "2026" / "nam"
        self.form = (inbox / "tu-cham-vhxh.xlsx").read_bytes()
        office = open_office(self.root)
        unit = office.roster.unit("tdp-1")
        assert unit
        self.criterion = next(each.code for each in office.roster.asked(unit) if each.by_unit)
        self.units: dict[str, Act] = {
            "nộp biểu": self.hands_in,
            "lưu bản đang điền": self.saves_a_draft,
            "gửi tài liệu": self.attaches,
            "nộp từ trang": self.hands_in_the_draft,
        }
        self.officials: dict[str, Act] = {
            "ghi ngày nhận": self.dates,
            "ghi điểm thẩm định": self.judges,
            "quyết định": self.decides,
            "tổng hợp": self.consolidates,
            "cấp tài khoản": self.gives_access,
        }

    def come_in(self, server: Client) -> None:
        """The first time by link and password, later by the cookie; the server is then awake."""
        if not self.clients:
            accounts = Accounts(self.root)
            accounts.set_password(OFFICIAL, frozenset({Role.OFFICE, Role.ADMIN}), PASSWORD, "")
            for code in ("vhxh", "ktht", "tdp-1"):
                self.clients[code] = Client(server.address)
                self.clients[code].enter(f"/l/{accounts.make_link(code)}")
            self.clients[""] = Client(server.address)
            self.clients[""].enter("/vao", ten=OFFICIAL, mat_khau=PASSWORD)
        for client in self.clients.values():
            client.move(server.address)
        assert self.clients[""].get("/").status == 200

    # Units

    def hands_in(self, number: int) -> Promise | None:
        content = changed(self.form, number)
        if self.clients["vhxh"].upload("/don-vi/nop?ky=nam", content).status != 303:
            return None
        sha = sha256(content).hexdigest()
        return lambda disk: disk.says(Action.RECEIVED, sha) and sha in disk.files(disk.office.inbox)

    def _typed(self, number: int, **button: str) -> Answer:
        there = self.clients["ktht"]
        page = there.get("/don-vi/cham?ky=nam").text
        rest = {name: value for name, value in inputs(page) if name in ("ban", "cua_so")}
        address = "/don-vi/cham?ky=nam" if button else "/don-vi/cham/tinh?ky=nam"
        return there.post(address, {**rest, "ky:head": f"Người thứ {number}", **button})

    def saves_a_draft(self, number: int) -> Promise | None:
        if self._typed(number).status != 200:
            return None
        file = self.root / "dang-dien" / "2026" / "nam" / "ktht.json"
        return lambda _: _last_number(json.loads(file.read_text(encoding="utf-8"))["texts"]) >= number

    def hands_in_the_draft(self, number: int) -> Promise | None:
        answer = self._typed(number, nop="1")
        if answer.status != 303:
            return None
        seq = int(answer.headers["Location"].rpartition("/")[2])
        return lambda disk: any(line.seq == seq for line in disk.ledger.of(Action.RECEIVED, unit="ktht"))

    def attaches(self, number: int) -> Promise | None:
        there = self.clients["tdp-1"]
        lines = list(attachments(open_office(self.root).register.ledger(2026), "tdp-1"))
        if len(lines) > 4:
            gone = lines[0].seq
            if there.post("/don-vi/tai-lieu/bo", {"so": str(gone)}).status != 303:
                return None
            return lambda disk: gone not in {each.seq for each in attachments(disk.ledger, "tdp-1")}
        content = PDF + str(number).encode()
        sent = there.upload("/don-vi/tai-lieu", content, "a.pdf", tieu_chi=self.criterion)
        sha = sha256(content).hexdigest()
        if sent.status != 303:
            return None
        return lambda disk: disk.says(Action.ATTACHED, sha) and sha in disk.files(self.root / "tai-lieu")

    # The official

    def dates(self, number: int) -> Promise | None:
        day = f"{1 + number % 28:02}/10/2026"
        said = {"don_vi": "vhxh", "ngay": day, "ly_do": f"lần {number}|", "so_den": ""}
        done = self.clients[""].post("/nhan/ngay?ky=nam", said)
        return _line(Action.ARRIVED, number) if done.status == 303 else None

    def judges(self, number: int) -> Promise | None:
        address = "/tham-dinh/don-vi/tdp-1"
        found = inputs(self.clients[""].get(address).text)
        fields = {name: [value for each, value in found if each == name] for name in ROWS}
        place = next(n for n, text in enumerate(fields["muc"]) if text.startswith("3.2|"))
        fields["diem1"][place], fields["ly_do1"][place] = str(2 + number % 2), f"lần {number}|"
        rest = {name: [value] for name, value in found if name in ("thay", "bo")}
        done = self.clients[""].post(address, {**fields, **rest})
        return _line(Action.VERIFIED, number) if done.status == 303 else None

    def decides(self, number: int) -> Promise | None:
        ledger = open_office(self.root).register.ledger(2026)
        standing = [each for each in ledger.standing if each.draft.action is Action.LEFT_OUT]
        if standing:
            said = {"so": str(standing[0].seq), "ly_do": f"lần {number}|"}
            done = self.clients[""].post("/quyet-dinh/huy", said)
            return _line(Action.REVOKED, number) if done.status == 303 else None
        said = {"viec": "de-ngoai", "don_vi": "ktht", "ly_do": f"lần {number}|", "ghi": "1"}
        done = self.clients[""].post("/quyet-dinh/ghi", said)
        return _line(Action.LEFT_OUT, number) if done.status == 303 else None

    def consolidates(self, _: int) -> Promise | None:
        there = self.clients[""]
        page = there.post("/xep-loai/tong-hop?ky=nam", {}).headers["Location"]
        number = int(page.rpartition("/")[2])
        while "every 1s" in (text := there.get(page).text):
            time.sleep(0.05)
        if "Đã tổng hợp" not in text:
            return None
        return lambda disk: disk.office.out.joinpath("tong-hop.xlsx").exists() and _done(self.root, number)

    def gives_access(self, number: int) -> Promise | None:
        name = f"Người thứ {number}"
        said = {"ten": name, "mat_khau": PASSWORD, "vai": "LEADER", "pham_vi": ""}
        done = self.clients[""].post("/truy-cap/tai-khoan", said)
        if done.status != 303:
            return None
        return lambda disk: name in {each.name for each in Accounts(self.root).people()}


def inputs(page: str) -> list[tuple[str, str]]:
    """Names and values of the fields of a page, in their order."""
    found = []
    for tag, options in re.findall(r"(<input [^>]*>|<select [^>]*>)((?:<option.*?</option>)*)", page):
        said = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        chosen = re.search(r"<option selected>([^<]*)<", options)
        if "name" in said:
            found.append((said["name"], chosen[1] if chosen else said.get("value", "")))
    return found


def _last_number(texts: dict[str, str]) -> int:
    return int(texts["ky:head"].rpartition(" ")[2])


def _line(action: Action, number: int) -> Promise:
    return lambda disk: disk.says(action, f"lần {number}|")


def _done(root: Path, number: int) -> bool:
    job = Jobs(root).jobs.get(number)
    return job is not None and job.state == "xong"


LONG = 4
"""Every fourth moment comes so much later: a job starts a process of its own, and takes time."""


@dataclass
class Tally:
    """How often each act was acknowledged, and how often it was under way when the server died."""

    moments: int = 0
    acknowledged: Counter[str] = field(default_factory=Counter)
    interrupted: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)


def killed_at(root: Path, moments: int, seed: int, span: float, tally: Tally) -> Iterator[Tally]:
    """Kill so many servers of a workspace, each within ``span`` seconds; fails where a promise is broken."""
    people, chance = People(with_forms(root)), random.Random(seed)
    rounds = {who: _cycle(acts) for who, acts in (("đơn vị", people.units), ("cán bộ", people.officials))}
    for moment in range(moments):
        promises: list[tuple[str, Promise]] = []
        with forked(root) as (pid, server):
            people.come_in(server)
            with ThreadPoolExecutor(len(rounds)) as pool:
                ends = [pool.submit(_works, people, each, promises, tally) for each in rounds.values()]
                until = time.monotonic() + 60
                while len(promises) < moment % 3 and time.monotonic() < until:
                    time.sleep(0.01)  # on a busy machine nothing is answered for long
                time.sleep(chance.uniform(0, span if moment % 4 else LONG * span))
                os.killpg(pid, signal.SIGKILL)
                for end in ends:
                    end.result(timeout=60)
        tally.moments += 1
        disk = Disk.of(root)
        broken = [name for name, promise in promises if not promise(disk)]
        assert not broken, broken
        _whole(disk)
        yield tally


def _cycle(acts: dict[str, Act]) -> Iterator[tuple[str, Act]]:
    while True:
        yield from acts.items()


def _works(
    people: People, acts: Iterator[tuple[str, Act]], promises: list[tuple[str, Promise]], tally: Tally
) -> None:
    """Go on until the server no longer answers."""
    for name, act in acts:
        try:
            promise = act(next(people.numbers))
        except (OSError, HTTPException):
            tally.interrupted[name] += 1
            return
        if promise is None:
            tally.refused[name] += 1
        else:
            tally.acknowledged[name] += 1
            promises.append((name, promise))


def _whole(disk: Disk) -> None:
    """Every receipt has its file, and every file that people see can be read to its end."""
    lying = disk.files(disk.office.inbox)
    received = {Received.of(line).sha256 for line in disk.ledger.of(Action.RECEIVED)}
    assert received <= lying, received - lying
    seen = [path for path in disk.office.workspace.root.rglob("*.xlsx") if not path.name.startswith(".")]
    for path in seen:
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None, path
    for path in disk.office.out.glob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))
