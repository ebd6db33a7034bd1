"""Gửi biểu: sent or not, by whom and when; a form that was made anew has to be sent again."""

import io
import zipfile
from datetime import date
from html import unescape

import pytest

from scoring.pipeline.forms import forms
from scoring.register import Action
from scoring.web.site import Site
from tests.web.conftest import ROOT, Browser

HERE = "/bieu?ky=nam"


def page(office: Browser) -> str:
    return unescape(office.get(HERE).get_data(as_text=True))


def mark(office: Browser, *units: str, **more: str) -> int:
    return office.post("/bieu/da-gui?ky=nam", {"don_vi": list(units), "cach": "Zalo", **more}).status_code


@pytest.mark.parametrize(
    ("today", "says"),
    [
        (date(2026, 11, 14), "nộp chậm nhất ngày 14/11/2026"),
        (date(2026, 11, 15), "nộp sớm (hạn nộp 14/11/2026 đã qua"),
    ],
)
def test_no_text_asks_for_a_day_that_has_passed(
    office: Browser, monkeypatch: pytest.MonkeyPatch, today: date, says: str
) -> None:
    monkeypatch.setattr(Site, "today", today)
    assert says in page(office)


def test_the_archive_of_forms_holds_the_card_for_units(office: Browser, site: Site) -> None:
    forms(site.office("nam"), ["ca"])
    packed = zipfile.ZipFile(io.BytesIO(office.get("/tai/bieu-mau?ky=nam").data))
    assert packed.read("the-don-vi.docx") == (ROOT / "docs" / "the-don-vi.docx").read_bytes()


def test_a_form_is_marked_as_sent_with_who_and_how(office: Browser, site: Site) -> None:
    forms(site.office("nam"), ["ca", "tdp-01"])
    assert page(office).count("chưa gửi</span>") == 2 and "Kính gửi Công an phường" in page(office)
    assert mark(office, "ca", cach="Zalo") == 303
    [line] = site.ledger().of(Action.FORM_SENT)
    assert (line.draft.unit, line.draft.period, line.draft.reason) == ("ca", "nam", "Zalo")
    shown = page(office)
    assert "đã gửi</span>" in shown and "Người ADMIN, OFFICE, Zalo" in shown
    assert mark(office, "ca", cach="Zalo") == 303
    assert len(list(site.ledger().of(Action.FORM_SENT))) == 1, "the same twice is one line"


def test_a_form_that_was_made_anew_is_to_be_sent_again(office: Browser, site: Site) -> None:
    [made] = forms(site.office("nam"), ["ca"]).files
    page(office)
    mark(office, "ca")
    made.write_bytes(made.read_bytes() + b" ")
    assert "đã gửi bản trước, gửi lại" in page(office)


def test_a_mark_by_mistake_is_taken_back(office: Browser, site: Site) -> None:
    forms(site.office("nam"), ["ca"])
    page(office)
    mark(office, "ca")
    [line] = site.ledger().of(Action.FORM_SENT)
    assert mark(office, bo=str(line.seq)) == 303
    assert "chưa gửi</span>" in page(office) and not list(site.ledger().of(Action.FORM_SENT))


def test_what_was_not_made_cannot_have_been_sent(office: Browser, site: Site) -> None:
    page(office)
    assert mark(office, "ca") == 422 and mark(office) == 422
    assert not list(site.ledger().of(Action.FORM_SENT))
