"""Nothing is recorded in words that whoever recorded them has not seen."""

import re
from html import unescape

import pytest

from scoring.pipeline.forms import forms
from scoring.pipeline.submit import DAY_REASON
from scoring.register import Action
from scoring.web.site import Site
from tests.web.conftest import Browser, form, lines

DAYS = "/nhan/ngay?ky=nam"


def shown(office: Browser, address: str) -> str:
    return unescape(office.get(address).get_data(as_text=True))


def test_why_a_day_is_recorded_stands_in_its_field(site: Site, office: Browser) -> None:
    page = shown(office, "/nhan?ky=nam")
    [field] = re.findall(r'<input name="ly_do"[^>]*>', page)
    assert 'value="Ngày nhận theo sổ công văn đến"' in field and "required" in field
    before = lines(site)
    refused = office.post(DAYS, {"ngay": "01/11/2026", "don_vi": "ca", "ly_do": " "})
    assert refused.status_code == 422 and "Chưa ghi lý do ghi ngày nhận" in unescape(refused.text)
    assert lines(site) == before


def test_the_reason_of_a_day_that_comes_with_files_is_announced(site: Site, office: Browser) -> None:
    assert f"ghi sổ theo dõi với lý do “{DAY_REASON}”" in shown(office, "/nhan?ky=nam")
    office.upload("/nhan?ky=nam", (form("tdp-11"), "a.xlsx"), ngay="01/11/2026")
    [line] = site.ledger().of(Action.ARRIVED, unit="tdp-11")
    assert line.draft.reason == DAY_REASON


def test_how_a_form_was_sent_is_asked_and_a_mistake_is_called_one(site: Site, office: Browser) -> None:
    forms(site.office("nam"), ["ca"])
    page = shown(office, "/bieu?ky=nam")
    assert "required" in re.findall(r'<input name="cach"[^>]*>', page)[0]
    refused = office.post("/bieu/da-gui?ky=nam", {"don_vi": "ca", "cach": ""})
    assert refused.status_code == 422 and "Chưa ghi gửi bằng cách nào" in unescape(refused.text)
    office.post("/bieu/da-gui?ky=nam", {"don_vi": "ca", "cach": "Zalo"})
    assert re.search(r"formnovalidate[^>]*>Đánh dấu nhầm, bỏ dấu</button>", shown(office, "/bieu?ky=nam"))


@pytest.mark.parametrize(("back", "asks"), [("", "ý kiến phê duyệt"), ("1", "lý do trả lại")])
def test_an_approval_and_its_opposite_have_words_of_their_own(office: Browser, back: str, asks: str) -> None:
    office.get("/quyet-dinh")
    answer = office.post("/phe-duyet", {"buoc": "to", "khoi": "A", "tra": back, "ly_do": ""})
    assert answer.status_code == 422 and f"Chưa ghi {asks}" in unescape(answer.text)
