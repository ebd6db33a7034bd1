"""Everything in one archive: for the administrator alone, and it opens as a workspace again."""

import os
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from scoring.pipeline.attach import attachment_files
from scoring.pipeline.consolidation import consolidate
from scoring.pipeline.office import open_office
from scoring.register.store import FILE as REGISTER
from scoring.register.tables import LINES
from scoring.web.accounts import FILE as SECRETS
from scoring.web.roles import Role
from scoring.web.site import Site
from tests.register.test_store import tamper
from tests.web.conftest import Browser, entered, form
from tests.web.test_evidence import PDF, send

ADDRESS = "/truy-cap/tai-ve"


def test_the_archive_opens_as_the_workspace_it_was(
    site: Site, office: Browser, unit: Browser, tmp_path: Path
) -> None:
    unit.upload("/don-vi/nop?ky=nam", (form("tdp-01"), "a.xlsx"))
    send(unit, PDF)
    assert "Tệp này chứa mọi thứ" in office.get("/truy-cap").get_data(as_text=True)
    answer = office.post(ADDRESS)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=danvan-20")
    with zipfile.ZipFile(BytesIO(answer.data)) as packed:
        names = packed.namelist()
        packed.extractall(tmp_path / "khac")
    assert not [name for name in names if SECRETS in name or "/." in f"/{name}"]
    again = open_office(tmp_path / "khac")
    assert again.register.check().whole
    before = site.ledger()
    assert again.register.ledger(2026).digest == before.digest
    assert [path.read_bytes() for path in attachment_files(again, again.register.ledger(2026))] == [PDF]
    assert {p.name: p.read_bytes() for p in again.inbox.iterdir()} == {
        p.name: p.read_bytes() for p in site.office().inbox.iterdir()
    }


def test_a_link_in_the_workspace_is_not_followed(site: Site, office: Browser, tmp_path: Path) -> None:
    (tmp_path / "rieng.txt").write_text("của người khác", encoding="utf-8")
    (site.root / "inputs" / "lien-ket.txt").symlink_to(tmp_path / "rieng.txt")
    office.get("/truy-cap")
    with zipfile.ZipFile(BytesIO(office.post(ADDRESS).data)) as packed:
        assert not [name for name in packed.namelist() if "lien-ket" in name]


def everything(office: Browser) -> list[str]:
    """The names in the archive."""
    office.get("/truy-cap")
    with zipfile.ZipFile(BytesIO(office.post(ADDRESS).data)) as packed:
        assert packed.testzip() is None
        return packed.namelist()


@pytest.mark.parametrize("when", [0, 5_000_000_000], ids=["1970", "2128"])
def test_a_day_that_archives_do_not_know_keeps_nothing_out(site: Site, office: Browser, when: int) -> None:
    path = site.office().inbox / "cu.xlsx"
    path.write_bytes(b"x")
    os.utime(path, (when, when))
    assert "inputs/2026/nam/cu.xlsx" in everything(office)


@pytest.mark.skipif(os.name == "nt", reason="names there are Unicode")
def test_a_name_of_an_old_code_page_keeps_nothing_out(site: Site, office: Browser) -> None:
    (site.office().inbox / os.fsdecode(b"bi\xeau.xlsx")).write_bytes(b"x")
    assert "inputs/2026/nam/bi%EAu.xlsx" in everything(office)


def test_what_was_prepared_before_anything_is_recorded_is_there(site: Site, office: Browser) -> None:
    assert not site.office().register.exists
    assert "criteria/viet-hoa-2026/criteria.yaml" in everything(office)


def test_a_register_that_is_lost_is_not_left_out_silently(site: Site, office: Browser, unit: Browser) -> None:
    unit.upload("/don-vi/nop?ky=nam", (form("tdp-01"), "a.xlsx"))
    consolidate(site.office("nam"))
    (site.root / REGISTER).unlink()
    office.get("/truy-cap")
    assert office.post(ADDRESS).status_code >= 400


def test_a_register_broken_at_its_first_line_is_not_left_out(
    site: Site, office: Browser, unit: Browser
) -> None:
    unit.upload("/don-vi/nop?ky=nam", (form("tdp-01"), "a.xlsx"))
    tamper(site.office().register, f"UPDATE {LINES} SET digest = 'x' WHERE seq = 1")
    office.get("/truy-cap")
    answer = office.post(ADDRESS)
    assert answer.status_code == 422 and "sai từ dòng 1" in answer.get_data(as_text=True)


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADER, Role.VERIFIER])
def test_nobody_but_the_administrator_has_it(site: Site, browser: Callable[[], Browser], role: Role) -> None:
    there = entered(site, browser(), role)
    there.get("/")
    assert there.post(ADDRESS).status_code == 403


def test_after_a_backup_on_the_same_disk_the_way_to_another_is_said(office: Browser, unit: Browser) -> None:
    unit.upload("/don-vi/nop?ky=nam", (form("tdp-01"), "a.xlsx"))
    office.get("/chot")
    done = office.post("/chot/sao-luu").headers["Location"]
    page = office.get(done).get_data(as_text=True)
    assert "cùng đĩa với dữ liệu" in page and 'tải toàn bộ dữ liệu ở trang <a href="/truy-cap">' in page
