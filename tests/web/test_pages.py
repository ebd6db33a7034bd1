"""What the pages share and say to each role: the subject of the set, the next step, notes beside errors."""

from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from scoring.web.roles import Role
from scoring.web.site import Site
from tests.support.commands import danvan
from tests.web.conftest import Browser, entered, form


def words(there: Browser, address: str) -> str:
    return unescape(there.get(address).get_data(as_text=True))


def test_the_next_step_of_the_office_is_not_a_verifiers(site: Site, browser: Callable[[], Browser]) -> None:
    shown = words(entered(site, browser(), Role.VERIFIER), "/?ky=nam")
    assert "Việc tiếp theo của cán bộ tổng hợp</h2>" in shown
    assert '<a class="button" href="/tham-dinh">Thẩm định</a>' in shown


def test_notes_of_a_unit_without_errors_are_counted(office: Browser, root: Path) -> None:
    (root / "inputs" / "2026" / "nam" / "tu-cham-2026-bchqs.xlsx").write_bytes(form("bchqs"))
    shown = words(office, "/phan-hoi?ky=nam")
    assert "1 lưu ý." in shown.partition("Ban Chỉ huy Quân sự phường")[2].partition("</article>")[0]


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
