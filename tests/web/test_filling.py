"""The form on the page: saved at every change, the points of the engine, handed in as the Excel form."""

import html
import pickle
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from scoring.errors import UserError
from scoring.pipeline.consolidation import check
from scoring.register import Action
from scoring.register.actions import Received
from scoring.web.site import Site
from tests.web.conftest import Browser, form, lines

ADDRESS = "/don-vi/cham?ky=nam"


def fields(text: str) -> dict[str, str]:
    """What a browser would send of the first form that has fields of answers."""
    found: dict[str, str] = {}
    main = text[text.index('hx-post="/don-vi/cham/tinh') : text.index("Đưa biểu Excel vào")]
    for tag in re.findall(r"<input [^>]*>", main):
        about = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if about.get("type") != "checkbox" or " checked" in tag:
            found[about["name"]] = html.unescape(about.get("value", "on"))
    for name, inner in re.findall(r'<select name="([^"]*)">(.*?)</select>', main, re.S):
        picked = re.search(r'<option(?: value="")? selected>([^<]*)|<option selected>([^<]*)', inner)
        found[name] = html.unescape(next(filter(None, picked.groups()), "")) if picked else ""
    for name, inner in re.findall(r'<textarea name="([^"]*)"[^>]*>(.*?)</textarea>', main, re.S):
        found[name] = html.unescape(inner)
    return {html.unescape(name): value for name, value in found.items()}


def taken_over(unit: Browser, code: str = "tdp-01") -> dict[str, str]:
    unit.get(ADDRESS)
    sent = {"tep": (BytesIO(form(code)), "a.xlsx")}
    answer = unit.post("/don-vi/cham/excel?ky=nam", sent, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.data.decode()
    return fields(unit.get(ADDRESS).data.decode())


def test_a_form_goes_from_excel_to_the_page_and_is_handed_in(site: Site, unit: Browser) -> None:
    before = lines(site)
    sent = taken_over(unit)
    assert lines(site) == before, "a draft is no submission"
    answer = unit.post(ADDRESS, {**sent, "nop": "1"})
    assert answer.status_code == 303
    assert "Biên nhận số" in unit.get(answer.headers["Location"]).data.decode()
    [line] = list(site.ledger().of(Action.RECEIVED, unit="tdp-01"))
    assert line.who == "Tổ dân phố số 1 (qua đường dẫn riêng)"
    ours = next(r for r in check(site.office(), [site.office().inbox]) if r.unit == "tdp-01")
    assert ours.form and ours.card and not ours.has_error
    twin = site.root / "a.xlsx"
    twin.write_bytes(form("tdp-01"))
    [excel] = check(site.office(), [twin])
    assert excel.card and ours.card.result == excel.card.result


def test_a_form_handed_in_since_is_told_before_it_is_replaced(unit: Browser) -> None:
    told = "Đơn vị đã nộp một biểu khác"
    sent = taken_over(unit)
    assert unit.post(ADDRESS, {**sent, "nop": "1"}).status_code == 303
    assert told not in unit.get(ADDRESS).data.decode(), "it is the very same"
    changed = {**fields(unit.get(ADDRESS).data.decode()), "ky:head": "Người khác"}
    unit.post("/don-vi/cham/tinh?ky=nam", changed)
    excel = unit.get("/don-vi/cham/excel?ky=nam").data
    unit.post("/don-vi/cham/tinh?ky=nam", {**changed, "ky:head": sent["ky:head"]})
    assert unit.upload("/don-vi/nop?ky=nam", (excel, "a.xlsx")).status_code == 303
    assert told in unit.get(ADDRESS).data.decode()


def test_the_first_opening_after_a_form_came_shows_its_points(unit: Browser) -> None:
    unit.upload("/don-vi/nop?ky=nam", (form("tdp-01"), "a.xlsx"))
    page = unit.get("/don-vi/cham?ky=nam").data.decode()
    assert "chưa điền" not in page and "Lấy từ biểu" in page and "Điểm tiêu chí này: <strong" in page


def test_the_same_handed_in_twice_is_one_line(site: Site, unit: Browser) -> None:
    sent = taken_over(unit)
    first = unit.post(ADDRESS, {**sent, "nop": "1"}).headers["Location"]
    assert unit.post(ADDRESS, {**sent, "nop": "1"}).headers["Location"] == first, "a double click"
    again = fields(unit.get(ADDRESS).data.decode())
    assert unit.post(ADDRESS, {**again, "nop": "1"}).headers["Location"] == first, "the page opened again"
    assert len(list(site.ledger().of(Action.RECEIVED, unit="tdp-01"))) == 1
    unit.post(ADDRESS, {**again, "ky:head": "Người khác", "nop": "1"})
    assert len(list(site.ledger().of(Action.RECEIVED, unit="tdp-01"))) == 2


def test_excel_fetched_after_handing_in_is_the_next_sending(site: Site, unit: Browser) -> None:
    sent = taken_over(unit)
    unit.post(ADDRESS, {**sent, "nop": "1"})
    path = site.root / "tai-ve.xlsx"
    path.write_bytes(unit.get("/don-vi/cham/excel?ky=nam").data)
    [fetched] = check(site.office(), [path])
    [counted] = [r for r in check(site.office(), [site.office().inbox]) if r.unit == "tdp-01" and r.counted]
    assert fetched.form and counted.form
    assert fetched.form.sign_off.sending == counted.form.sign_off.sending + 1


def test_the_page_comes_after_a_file_that_nobody_recorded(site: Site, browser: Callable[[], Browser]) -> None:
    ca = browser()
    ca.enter(f"/l/{site.accounts.make_link('ca')}")
    assert not list(site.ledger().of(Action.RECEIVED, unit="ca")) and list(site.office().inbox.glob("*-ca*"))
    sent = taken_over(ca, "ca")
    answer = next(name for name in sent if name.startswith("tra-loi:3.1.1:"))
    sent |= {answer: "Đã đăng ký nhưng chưa triển khai", "explanation:3.1.1": "Chưa kịp"}
    assert ca.post(ADDRESS, {**sent, "nop": "1"}).status_code == 303
    [counted] = [r for r in check(site.office(), [site.office().inbox]) if r.unit == "ca" and r.counted]
    assert counted.form and counted.form.rows["3.1.1"].explanation == "Chưa kịp"


def test_every_change_is_saved_and_answered_with_points(site: Site, unit: Browser) -> None:
    sent = taken_over(unit)
    name = next(n for n, v in sent.items() if n.startswith("tra-loi:") and v == "Có")
    code = name.split(":")[1]
    live = unit.post("/don-vi/cham/tinh?ky=nam", {**sent, name: "Không", f"explanation:{code}": "Chưa làm"})
    text = live.data.decode()
    assert 'hx-swap-oob="true"' in text and 'id="tinh-trang"' in text
    again = fields(unit.get(ADDRESS).data.decode())
    assert again[name] == "Không"
    assert int(again["ban"]) == int(sent["ban"]) + 1
    assert site.office().inbox.glob("*tdp-01*") and not list(site.office().inbox.glob("*tdp-01*"))


def test_what_is_wrong_stands_at_its_row(unit: Browser) -> None:
    sent = taken_over(unit)
    day = next(name for name, value in sent.items() if name.startswith("day:") and value)
    live = unit.post("/don-vi/cham/tinh?ky=nam", {**sent, day: "31/02/2026"}).data.decode()
    place = live.index("M04")
    assert live.rindex('id="kq-', 0, place) > live.rindex("</div>", 0, place)
    link = re.search(r'href="#([^"]+)">còn 1 lỗi', live)
    whole = unit.get(ADDRESS).data.decode()
    wrong = whole.index("M04")
    assert link and f'id="{link[1]}"' in whole[whole.rindex("<fieldset", 0, wrong) : wrong]
    assert fields(whole)[day] == "31/02/2026"


def test_two_windows_do_not_undo_each_other(unit: Browser) -> None:
    sent = taken_over(unit)
    other = fields(unit.get(ADDRESS).data.decode())
    unit.post("/don-vi/cham/tinh?ky=nam", {**sent, "ky:head": "Nguyễn Văn An"})
    answer: Any = unit.post(ADDRESS, {**other, "ky:head": "Người khác"})
    assert answer.status_code == 422
    assert "cửa sổ khác" in answer.data.decode()
    assert fields(unit.get(ADDRESS).data.decode())["ky:head"] == "Nguyễn Văn An"


def test_a_button_pressed_before_the_points_came_still_saves(unit: Browser) -> None:
    sent = taken_over(unit)
    unit.post("/don-vi/cham/tinh?ky=nam", {**sent, "ky:head": "Nguyễn Văn"})
    assert unit.post(ADDRESS, {**sent, "ky:head": "Nguyễn Văn An"}).status_code == 200
    assert fields(unit.get(ADDRESS).data.decode())["ky:head"] == "Nguyễn Văn An"


def test_a_text_too_long_is_told_and_not_cut(unit: Browser) -> None:
    sent = taken_over(unit)
    answer: Any = unit.post("/don-vi/cham/tinh?ky=nam", {**sent, "bao-cao:results": "a" * 20_001})
    assert answer.status_code == 422
    assert "20001 ký tự" in answer.data.decode()
    assert fields(unit.get(ADDRESS).data.decode()) | {"cua_so": ""} == sent | {"cua_so": ""}


@pytest.mark.parametrize("kind", UserError.__subclasses__())
def test_a_mistake_comes_whole_from_its_process(kind: type[UserError]) -> None:
    told = pickle.loads(pickle.dumps(kind("Một câu.", "Câu hai.")))
    assert type(told) is kind
    assert told.messages == ("Một câu.", "Câu hai.")


def test_a_form_of_another_unit_does_not_come_in(unit: Browser) -> None:
    unit.get(ADDRESS)
    sent = {"tep": (BytesIO(form("ca")), "a.xlsx")}
    answer = unit.post("/don-vi/cham/excel?ky=nam", sent, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "không phải biểu của đơn vị" in answer.data.decode()


def test_a_period_without_scores_has_tasks_and_report_only(unit: Browser) -> None:
    text = unit.get("/don-vi/cham?ky=6-thang").data.decode()
    assert "Tự chấm điểm" not in text
    assert "Nhiệm vụ theo kế hoạch" in text and "Báo cáo" in text
    sent = {**fields(text), "bao-cao:results": "Đã làm"}
    assert "còn" in unit.post("/don-vi/cham/tinh?ky=6-thang", sent).data.decode()


def test_a_form_filled_on_the_page_is_told_by_its_fields_not_by_cells(site: Site, unit: Browser) -> None:
    sent = {**taken_over(unit), "ky:head": "", "tra-loi:1.1.2:1": "99"}
    place = unit.post(ADDRESS, {**sent, "nop": "1"}).headers["Location"]
    [line] = list(site.ledger().of(Action.RECEIVED, unit="tdp-01"))
    assert Received.of(line).on_page
    for address in (place, "/don-vi"):
        shown = html.unescape(unit.get(address).text)
        found = shown.partition('class="findings')[2].partition("</table>")[0]
        assert found and "trang “" not in found and " ô " not in found
        assert 'href="/don-vi/cham?ky=nam#loi-chung">Thủ trưởng đơn vị</a>' in found
    assert "nộp biểu điền trên trang" in html.unescape(unit.get("/don-vi").text)


def test_an_uploaded_form_is_told_by_its_cells(unit: Browser) -> None:
    sent = {**taken_over(unit), "ky:head": ""}
    unit.post("/don-vi/cham/tinh?ky=nam", sent)
    excel = unit.get("/don-vi/cham/excel?ky=nam").data
    place = unit.upload("/don-vi/nop?ky=nam", (excel, "a.xlsx")).headers["Location"]
    assert "trang “Thông tin đơn vị” ô " in html.unescape(unit.get(place).text)
