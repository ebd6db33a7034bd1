"""Everything in one archive: for the administrator alone, and it opens as a workspace again."""

import os
import zipfile
from collections.abc import Callable
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from scoring.pipeline.attach import attachment_files
from scoring.pipeline.consolidation import consolidate
from scoring.pipeline.office import open_office
from scoring.register.store import FILE as REGISTER
from scoring.register.tables import LINES
from scoring.web.accounts import FILE as SECRETS
from scoring.web.jobs import Job
from scoring.web.roles import Role
from scoring.web.site import Site
from tests.register.test_store import tamper
from tests.web.conftest import Browser, ended, entered, form
from tests.web.test_evidence import PDF, send

ADDRESS = "/truy-cap/tai-ve"


def made(site: Site, office: Browser) -> Job:
    """The job that makes the archive, at its end."""
    office.get("/truy-cap")
    number = int(office.post(ADDRESS).headers["Location"].rpartition("/")[2])
    return ended(site.jobs.jobs[number])


def copied(site: Site, office: Browser) -> TestResponse:
    assert made(site, office).state == "xong"
    return office.get("/truy-cap/ban-sao")


def test_the_archive_opens_as_the_workspace_it_was(
    site: Site, office: Browser, unit: Browser, tmp_path: Path
) -> None:
    unit.upload("/don-vi/nop?ky=nam", (form("tdp-01"), "a.xlsx"))
    send(unit, PDF)
    assert "Tệp này chứa mọi thứ" in office.get("/truy-cap").get_data(as_text=True)
    answer = copied(site, office)
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
    with zipfile.ZipFile(BytesIO(copied(site, office).data)) as packed:
        assert not [name for name in packed.namelist() if "lien-ket" in name]


def everything(site: Site, office: Browser) -> list[str]:
    """The names in the archive."""
    with zipfile.ZipFile(BytesIO(copied(site, office).data)) as packed:
        assert packed.testzip() is None
        return packed.namelist()


@pytest.mark.parametrize("when", [0, 5_000_000_000], ids=["1970", "2128"])
def test_a_day_that_archives_do_not_know_keeps_nothing_out(site: Site, office: Browser, when: int) -> None:
    path = site.office().inbox / "cu.xlsx"
    path.write_bytes(b"x")
    os.utime(path, (when, when))
    assert "inputs/2026/nam/cu.xlsx" in everything(site, office)


@pytest.mark.skipif(os.name == "nt", reason="names there are Unicode")
def test_a_name_of_an_old_code_page_keeps_nothing_out(site: Site, office: Browser) -> None:
    (site.office().inbox / os.fsdecode(b"bi\xeau.xlsx")).write_bytes(b"x")
    assert "inputs/2026/nam/bi%EAu.xlsx" in everything(site, office)


def test_what_was_prepared_before_anything_is_recorded_is_there(site: Site, office: Browser) -> None:
    assert not site.office().register.exists
    assert "criteria/viet-hoa-2026/criteria.yaml" in everything(site, office)


def test_a_register_that_is_lost_is_not_left_out_silently(site: Site, office: Browser, unit: Browser) -> None:
    unit.upload("/don-vi/nop?ky=nam", (form("tdp-01"), "a.xlsx"))
    consolidate(site.office("nam"))
    (site.root / REGISTER).unlink()
    assert made(site, office).state == "không xong"
    assert office.get("/truy-cap/ban-sao").status_code == 404


def test_a_register_broken_at_its_first_line_is_not_left_out(
    site: Site, office: Browser, unit: Browser
) -> None:
    unit.upload("/don-vi/nop?ky=nam", (form("tdp-01"), "a.xlsx"))
    tamper(site.office().register, f"UPDATE {LINES} SET digest = 'x' WHERE seq = 1")
    assert "sai từ dòng 1" in made(site, office).failure[0]


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADER, Role.VERIFIER])
def test_nobody_but_the_administrator_has_it(site: Site, browser: Callable[[], Browser], role: Role) -> None:
    there = entered(site, browser(), role)
    there.get("/")
    assert there.post(ADDRESS).status_code == 403
    assert there.get("/truy-cap/ban-sao").status_code == 403


def test_folders_without_anything_are_kept_and_the_way_is_shown(site: Site, office: Browser) -> None:
    (site.root / "inputs" / "2026" / "9-thang").mkdir()
    names = everything(site, office)
    assert "inputs/2026/9-thang/" in names and "inputs/2026/nam/" not in names
    job = site.jobs.jobs[1]
    assert job.done == job.total > 10
    shown = unescape(office.get("/viec/1").text)
    assert f"Đã lập bản sao: {len([n for n in names if not n.endswith('/')])} tệp, " in shown
    assert 'href="/truy-cap/ban-sao">Tải bản sao (.zip)</a>' in shown
    assert "Tải bản sao (.zip)" in office.get("/truy-cap").text
    assert not [name for name in everything(site, office) if "toan-bo" in name], "no copy of the copy"


def test_an_administrator_alone_sees_his_job(site: Site, browser: Callable[[], Browser]) -> None:
    there = entered(site, browser(), Role.ADMIN)
    assert "Tải bản sao (.zip)" in there.get(f"/viec/{made(site, there).id}").text


def test_after_a_backup_on_the_same_disk_the_way_to_another_is_said(office: Browser, unit: Browser) -> None:
    unit.upload("/don-vi/nop?ky=nam", (form("tdp-01"), "a.xlsx"))
    office.get("/chot")
    done = office.post("/chot/sao-luu").headers["Location"]
    page = office.get(done).get_data(as_text=True)
    assert "cùng đĩa với dữ liệu" in page and 'tải toàn bộ dữ liệu ở trang <a href="/truy-cap">' in page
