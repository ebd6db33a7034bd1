"""What the pages share and say to each role: the subject of the set, the next step, notes beside errors."""

from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from flask import url_for

from scoring.pipeline.fill import hand_in_draft, opened_draft, sent_so_far
from scoring.web.app import _ways, create_app
from scoring.web.roles import Role
from scoring.web.site import Site
from tests.support.commands import danvan
from tests.web.conftest import HOST, Browser, entered, form


def words(there: Browser, address: str) -> str:
    return unescape(there.get(address).get_data(as_text=True))


def test_the_next_step_of_the_office_is_not_a_verifiers(site: Site, browser: Callable[[], Browser]) -> None:
    shown = words(entered(site, browser(), Role.VERIFIER), "/?ky=nam")
    assert "Việc tiếp theo của cán bộ tổng hợp</h2>" in shown
    assert '<a class="button" href="/tham-dinh">Thẩm định</a>' in shown and "mục chờ thẩm định" in shown


def test_each_role_sees_what_waits_for_it(site: Site, browser: Callable[[], Browser]) -> None:
    assert "28 đơn vị chưa có đường dẫn" in words(entered(site, browser(), Role.ADMIN), "/?ky=nam")
    leader = entered(site, browser(), Role.LEADER)
    assert "Việc của tôi" not in words(leader, "/?ky=nam"), "this set has no steps of approval"
    assert "Cán bộ tổng hợp làm xong các việc này" in words(leader, "/chot")


def test_notes_of_a_unit_without_errors_are_counted(office: Browser, root: Path) -> None:
    (root / "inputs" / "2026" / "nam" / "tu-cham-2026-bchqs.xlsx").write_bytes(form("bchqs"))
    shown = words(office, "/phan-hoi?ky=nam")
    of_unit = shown.partition("Ban Chỉ huy Quân sự phường")[2].partition("</article>")[0]
    assert "tu-cham-2026-bchqs.xlsx: 1 lưu ý" in of_unit and '<td class="code">' in of_unit


def test_errors_of_a_later_file_are_shown_beside_the_one_that_counts(office: Browser, site: Site) -> None:
    office_then, sent = site.office("nam"), sent_so_far(site.run("nam"), "ca")
    draft = opened_draft(office_then, "ca", sent)
    other = {**draft.texts, "summary:3.1.1": "Kế hoạch khác", "ky:head": ""}
    assert hand_in_draft(office_then, "ca", replace(draft, texts=other), "Lan", sent).record
    of_unit = words(office, "/phan-hoi?ky=nam").partition("Công an phường")[2].partition("</article>")[0]
    assert "(không tính): 1 lỗi, 1 lưu ý" in of_unit and "K02" in of_unit and "D08" in of_unit


class TestAnotherSubject:
    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        assert danvan("init", tmp_path / "xa", "--set", "nd-335-xa-2026").exit_code == 0
        return tmp_path / "xa"

    @pytest.mark.parametrize("address", ["/", "/bieu?ky=nam", "/thu-phuong-an", "/chot", "/nam-moi"])
    def test_no_page_speaks_of_dan_van(self, office: Browser, address: str) -> None:
        shown = words(office, address)
        assert "Chất lượng cơ quan chuyên môn</a>" in shown
        assert "dân vận" not in shown.lower()


def test_the_next_step_leads_to_where_its_button_stands(office: Browser, root: Path) -> None:
    (root / "inputs" / "2026" / "nam" / "tu-cham-2026-bchqs.xlsx").write_bytes(form("bchqs"))
    home = office.get("/?ky=nam").get_data(as_text=True)
    step = home.partition("chưa ghi sổ theo dõi")[2].partition("</a>")[0]
    assert 'href="/nhan?ky=nam"' in step
    assert "Ghi sổ và tổng hợp" in words(office, "/nhan?ky=nam")


def test_a_unit_is_told_its_own_next_step(site: Site, browser: Callable[[], Browser]) -> None:
    there = browser()
    there.enter(f"/l/{site.accounts.make_link('tdp-01')}")
    shown = words(there, "/don-vi")
    assert "Bước tiếp theo: Điền biểu, kiểm tra thử rồi nộp." in shown and "Chờ đơn vị" not in shown


@pytest.mark.parametrize("code", ["ca", "tdp-01", "tổ 1", "a?b&c#d%41"])
def test_addresses_of_a_long_list_are_those_of_the_router(site: Site, code: str) -> None:
    app = create_app(site)
    with app.test_request_context("/", base_url=f"http://{HOST}"):
        asked: list[tuple[str, dict[str, Any]]] = [("of_unit", {"ky": "nam"}), ("verifying_unit", {})]
        for endpoint, words in asked:
            address = _ways(endpoint, **words)(code)
            assert unquote(address) == unquote(url_for(endpoint, unit=code, **words))
            there, about = app.url_map.bind(HOST).match(unquote(urlsplit(address).path))
            assert (there, about["unit"]) == (endpoint, code)
