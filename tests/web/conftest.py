"""A workspace of the example, its site, and browsers without a browser."""

import re
import shutil
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from werkzeug.test import TestResponse

from scoring.web import accounts
from scoring.web.accounts import TEAM, Accounts
from scoring.web.app import create_app
from scoring.web.desk import Where, called
from scoring.web.guard import FIELD, Served
from scoring.web.jobs import Job
from scoring.web.roles import Role
from scoring.web.site import Site
from tests.support.at_hand import at_hand

ROOT = Path(__file__).parents[2]
FORMS = ROOT / "inputs" / "2026" / "nam"
HOST = "127.0.0.1:8765"
PASSWORD = "mật khẩu dài và khó"


class Here:
    """A desk without processes of its own, for tests of one thread."""

    def ask(self, where: Where, name: str, *words: Any, **options: Any) -> Any:
        return called(where, name, words, options)

    def warm(self, where: Where) -> None: ...

    def close(self) -> None: ...


def form(code: str) -> bytes:
    return next(FORMS.glob(f"tu-cham-2026-{code}-*.xlsx")).read_bytes()


class Browser:
    """A client that keeps its cookie and sends the token of the last form that it saw."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.token = ""

    def get(self, address: str, **more: Any) -> TestResponse:
        answer = self.client.get(address, base_url=f"http://{HOST}", **more)
        found = re.search(rf'name="{FIELD}" value="([0-9a-f]+)"', answer.data.decode(errors="replace"))
        self.token = found[1] if found else self.token
        return answer

    def post(self, address: str, data: dict[str, Any] | None = None, **more: Any) -> TestResponse:
        headers = {"Origin": f"http://{HOST}", **more.pop("headers", {})}
        sent = {FIELD: self.token, **(data or {})}
        return self.client.post(address, base_url=f"http://{HOST}", data=sent, headers=headers, **more)

    def upload(self, address: str, *files: tuple[bytes, str], **data: str) -> TestResponse:
        self.get(address)
        sent = {**data, "tep": [(BytesIO(content), name) for content, name in files]}
        return self.post(address, sent, content_type="multipart/form-data")

    def enter(self, link: str, **data: str) -> TestResponse:
        self.get(link)
        return self.post(link, data)


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Each test has a site of its own, whose templates would all be compiled anew."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("web") / "phuong"
    shutil.copytree(ROOT / "criteria", root / "criteria")
    (root / "inputs" / "2026" / "nam").mkdir(parents=True)
    for code in ("ca", "vhxh", "tdp-08"):
        (root / "inputs" / "2026" / "nam" / f"tu-cham-2026-{code}.xlsx").write_bytes(form(code))
    return root


@pytest.fixture
def root(prepared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared, tmp_path / "phuong"))


@pytest.fixture
def site(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site without other processes. Hundreds of tests log in: what a guess costs test_login alone tries.

    The memory of a server is not that of the tests, of which all would be looked through for garbage.
    """
    monkeypatch.setattr(accounts, "WORK", 2)
    for of_memory in ("keep", "give_back"):
        monkeypatch.setattr(f"scoring.web.site.{of_memory}", lambda: None)
    served = Served("http", frozenset({HOST, "localhost:8765"}))
    with at_hand():
        yield Site(root, None, served, Accounts(root), desk=Here())  # type: ignore[arg-type]


@pytest.fixture
def browser(site: Site, compiled: FileSystemBytecodeCache) -> Iterator[Callable[[], Browser]]:
    app = create_app(site)
    app.jinja_env.bytecode_cache = compiled
    yield lambda: Browser(app.test_client())


@pytest.fixture
def office(site: Site, browser: Callable[[], Browser]) -> Browser:
    return entered(site, browser(), Role.OFFICE, Role.ADMIN)


@pytest.fixture
def unit(site: Site, browser: Callable[[], Browser]) -> Browser:
    """The browser of tdp-01, which has sent nothing yet."""
    there = browser()
    assert there.enter(f"/l/{site.accounts.make_link('tdp-01')}").status_code == 303
    return there


def entered(site: Site, there: Browser, *roles: Role) -> Browser:
    name = "Người " + ", ".join(sorted(role.name for role in roles))
    scope = TEAM if Role.VERIFIER in roles else ""
    site.accounts.set_password(name, frozenset(roles), PASSWORD, scope)
    there.get("/vao")
    assert there.post("/vao", {"ten": name, "mat_khau": PASSWORD}).status_code == 303
    return there


def lines(site: Site) -> int:
    return len(site.ledger().records)


def reached(state: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not state():
        assert time.monotonic() < until
        time.sleep(0.05)


def ended(job: Job, seconds: float = 60) -> Job:
    reached(lambda: job.is_over, seconds)
    return job
