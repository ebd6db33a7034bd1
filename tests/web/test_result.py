"""Kết quả: a unit says what it has to say of lower points; the verifiers see it, in the book as well."""

from collections.abc import Callable
from decimal import Decimal
from html import unescape

import pytest
from openpyxl import load_workbook

from scoring.periods import ANNUAL
from scoring.pipeline.verify import verify_export
from scoring.register import Action
from scoring.sheets.look import AMBER_TINT
from scoring.web.roles import Role
from scoring.web.site import Site
from tests.web.conftest import Browser, entered
from tests.web.test_verifying import Screen, verified

Start = Callable[[], Browser]
RESULT = "/don-vi/ket-qua"


@pytest.fixture
def ca(site: Site, browser: Start, office: Browser) -> Browser:
    """The unit ca, after one of its scores was lowered."""
    screen = Screen(office, "/tham-dinh/don-vi/ca")
    screen.save(("3.1.1", "diem1", "2"), ("3.1.1", "ly_do1", "Thiếu ảnh mô hình"), dong_y="ca|4.3.2")
    assert verified(site)["ca", "3.1.1"].points == Decimal(2)
    there = browser()
    there.enter(f"/l/{site.accounts.make_link('ca')}")
    return there


def test_lower_points_may_be_explained_and_verifiers_see_it(
    site: Site, browser: Start, office: Browser, ca: Browser
) -> None:
    text = ca.get(RESULT).data.decode()
    assert 'name="giai-trinh:3.1.1"' in text and "Thiếu ảnh mô hình" in text
    assert 'name="giai-trinh:4.3.2"' not in text, "what was agreed needs no words"
    answer = ca.post(RESULT, {"giai-trinh:3.1.1": "Ảnh ở trang 4 <b>báo cáo</b>"})
    assert "Đã gửi 1 giải trình" in ca.get(answer.headers["Location"]).data.decode()
    assert "giải trình điểm tiêu chí 3.1.1 (năm), nội dung: Ảnh" in unescape(ca.get("/don-vi").data.decode())
    assert "chờ người thẩm định xem" in ca.get(RESULT).data.decode()
    [line] = site.ledger().of(Action.EXPLAINED)
    assert line.who == "Công an phường (qua đường dẫn riêng)"
    page = office.get("/tham-dinh/don-vi/ca").data.decode()
    assert "Sau thẩm định: Ảnh ở trang 4 &lt;b&gt;báo cáo&lt;/b&gt;" in page
    assert "đơn vị giải trình</span>" in page.partition("3.1.1. ")[2].partition("</h2>")[0]
    assert "<details open><summary>Giải trình của đơn vị" in page.partition("3.1.1. ")[2]
    assert "1 giải trình chờ xem" in office.get("/tham-dinh").data.decode()
    verifier = entered(site, browser(), Role.VERIFIER)
    assert "1 giải trình của đơn vị chờ xem" in verifier.get("/").data.decode()
    again = ca.post(RESULT, {"giai-trinh:3.1.1": "Ảnh ở trang 4 <b>báo cáo</b>"})
    assert "Không có giải trình mới" in ca.get(again.headers["Location"]).data.decode()
    screen = Screen(office, "/tham-dinh/don-vi/ca")
    screen.save(
        ("3.1.1", "diem2", "6"), ("3.1.1", "ly_do2", "Đã bổ sung"), ("3.1.1", "giai_trinh", "Đã bổ sung")
    )
    assert verified(site)["ca", "3.1.1"].points == Decimal(6)
    assert 'name="giai-trinh:' not in ca.get(RESULT).data.decode(), "after the second round it is settled"
    assert not site.ledger().explanations
    told = unescape(ca.get(RESULT).data.decode()).partition("Giải trình đã gửi")[2].partition("</ul>")[0]
    assert "đã xem lại" in told and "Ảnh ở trang 4" in told and "chờ người thẩm định xem" not in told
    assert "Thẩm định lần 2" in told and "6,00 điểm, lý do: Đã bổ sung." in told
    page = office.get("/tham-dinh/don-vi/ca").data.decode()
    assert "Sau thẩm định lần 1: Ảnh ở trang 4" in page, "what the second round answered stays beside it"
    assert "giải trình chờ xem" not in office.get("/tham-dinh").data.decode()


def test_the_closing_page_lists_who_waits_for_another_look(
    site: Site, browser: Start, office: Browser, ca: Browser
) -> None:
    assert "Giải trình chưa ai xem lại" not in office.get("/chot").data.decode()
    ca.get(RESULT)
    ca.post(RESULT, {"giai-trinh:3.1.1": "Ảnh ở trang 4"})
    there = office.get("/chot").data.decode().partition("Giải trình chưa ai xem lại")[2].partition("</ul>")[0]
    assert 'Công an phường: <span class="hint">3.1.1</span>' in there
    assert 'href="/tham-dinh/don-vi/ca" aria-label="Thẩm định: Công an phường"' in there
    leader = entered(site, browser(), Role.LEADER).get("/chot").data.decode()
    there = leader.partition("Giải trình chưa ai xem lại")[2].partition("</section>")[0]
    assert "Công an phường" in there and "href" not in there, "a page that the leader may not open"


def told_in_the_book(site: Site) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    """What the book says of explanations: on its cover, at its rows (with the colour), at the units."""
    book = load_workbook(verify_export(site.office(ANNUAL)).files[0])
    cover, *blocks, _ = book.worksheets
    cells = [cell for sheet in blocks for row in sheet.iter_rows() for cell in row if cell.value]
    return (
        [c.value for row in cover.iter_rows() for c in row if "chờ xem lại" in str(c.value)],
        [(c.value, c.fill.fgColor.rgb[2:]) for c in cells if str(c.value).startswith("Chờ xem lại. ")],
        [c.value for c in cells if str(c.value).endswith("giải trình chờ xem lại")],
    )


def test_the_book_announces_an_explanation_until_it_is_answered(
    site: Site, office: Browser, ca: Browser
) -> None:
    assert told_in_the_book(site) == ([], [], [])
    ca.get(RESULT)
    ca.post(RESULT, {"giai-trinh:3.1.1": "Ảnh ở trang 4"})
    cover, rows, units = told_in_the_book(site)
    assert cover == ["1 giải trình của đơn vị chờ xem lại: Công an phường (3.1.1)."]
    [(words, colour)] = rows
    assert "Sau thẩm định: Ảnh ở trang 4" in words and colour == AMBER_TINT.removeprefix("#").upper()
    [unit] = units
    assert unit.startswith("Công an phường (") and unit.endswith(" · 1 giải trình chờ xem lại")
    Screen(office, "/tham-dinh/don-vi/ca").save(
        ("3.1.1", "diem2", "6"), ("3.1.1", "ly_do2", "Đã bổ sung"), ("3.1.1", "giai_trinh", "Đã bổ sung")
    )
    assert told_in_the_book(site) == ([], [], [])


@pytest.mark.parametrize("code", ["4.3.2", "3.1.2", "khong-co"])
def test_what_is_not_lower_cannot_be_explained(site: Site, ca: Browser, code: str) -> None:
    ca.get(RESULT)
    answer = ca.post(RESULT, {f"giai-trinh:{code}": "x"})
    assert answer.status_code == 422
    assert not list(site.ledger().of(Action.EXPLAINED))


def test_a_condition_found_otherwise_than_declared_may_be_explained(
    site: Site, office: Browser, ca: Browser
) -> None:
    assert 'name="giai-trinh:DK1"' not in ca.get(RESULT).data.decode()
    Screen(office, "/tham-dinh/don-vi/ca").save(("DK1", "diem1", "Có"), ("DK1", "ly_do1", "QĐ kỷ luật số 5"))
    text = unescape(ca.get(RESULT).data.decode())
    assert 'name="giai-trinh:DK1"' in text and "đơn vị khai Không, thẩm định Có" in text
    answer = ca.post(RESULT, {"giai-trinh:DK1": "Quyết định ấy đã hủy"})
    assert "Đã gửi 1 giải trình" in ca.get(answer.headers["Location"]).data.decode()
    assert "Sau thẩm định: Quyết định ấy đã hủy" in office.get("/tham-dinh/don-vi/ca").data.decode()


def test_an_explanation_too_long_is_refused_not_cut(site: Site, ca: Browser) -> None:
    ca.get(RESULT)
    answer = ca.post(RESULT, {"giai-trinh:3.1.1": "dài " * 600})
    assert answer.status_code == 422 and "nhiều nhất là 2000" in answer.data.decode()
    assert not list(site.ledger().of(Action.EXPLAINED))


def test_each_figure_of_the_result_names_itself_where_columns_do_not_fit(ca: Browser) -> None:
    page = ca.get(RESULT).data.decode()
    assert 'class="stacks"' in page and 'data-label="Thẩm định">2,00' in page
