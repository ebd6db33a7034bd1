"""Verification on the page: the rules of the book, two at once, nobody beyond his scope."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from scoring.pipeline.records import Voice, adopt, exempt
from scoring.register import Action
from scoring.register.actions import Verified
from scoring.web.accounts import TEAM
from scoring.web.desk import Where
from scoring.web.roles import Role
from scoring.web.site import Site
from tests.web.conftest import PASSWORD, Browser

Start = Callable[[], Browser]
NAMES = ("don_vi", "muc", "diem1", "ly_do1", "giai_trinh", "diem2", "ly_do2")


class Screen:
    """A screen of verification as a browser holds it: its fields in their order."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.take(browser.get(address))

    def take(self, answer: Any) -> None:
        self.text = answer.data.decode()
        self.status = answer.status_code
        tags = re.findall(r"<input [^>]*>|<select .*?</select>", self.text, re.DOTALL)
        inputs = [{"value": chosen(tag), **attributes(tag)} for tag in tags]
        self.fields = {name: [i["value"] for i in inputs if i.get("name") == name] for name in NAMES}
        self.rest = {i["name"]: i["value"] for i in inputs if i.get("name") in ("thay", "bo")}

    def row(self, criterion: str) -> int:
        return next(n for n, text in enumerate(self.fields["muc"]) if text.startswith(f"{criterion}|"))

    def save(self, *changes: tuple[str, str, str], **buttons: str) -> "Screen":
        for criterion, name, value in changes:
            self.fields[name][self.row(criterion)] = value
        sent = {**self.fields, **self.rest, **buttons}
        answer = self.browser.post(self.address, sent)
        if answer.status_code == 303:
            answer = self.browser.get(answer.headers["Location"])
        self.take(answer)
        return self


def attributes(tag: str) -> dict[str, str]:
    return dict(re.findall(r'(\w+)="([^"]*)"', tag.partition(">")[0]))


def chosen(tag: str) -> str:
    """The option of a list that stands in it."""
    found = re.search(r"<option selected>([^<]*)", tag)
    return found.group(1) if found else ""


def verified(site: Site) -> dict[tuple[str, str], Verified]:
    lines = site.ledger().of(Action.VERIFIED)
    return {(r.draft.unit, r.draft.criterion): Verified.of(r) for r in lines}


def verifier(site: Site, there: Browser, name: str, scope: str) -> Browser:
    site.accounts.set_password(name, frozenset({Role.VERIFIER}), PASSWORD, scope)
    there.get("/vao")
    assert there.post("/vao", {"ten": name, "mat_khau": PASSWORD}).status_code == 303
    return there


def test_agreeing_takes_over_the_self_score(site: Site, office: Browser) -> None:
    screen = Screen(office, "/tham-dinh/don-vi/ca")
    own = screen.fields["muc"][screen.row("3.1.1")].split("|")[2]
    screen.save(dong_y="ca|3.1.1")
    assert "Đã ghi 1 điểm thẩm định" in screen.text
    [(key, line)] = verified(site).items()
    assert key == ("ca", "3.1.1")
    assert line.points == Decimal(own)


def test_agreeing_with_all_leaves_nothing_open(site: Site, office: Browser) -> None:
    screen = Screen(office, "/tham-dinh/don-vi/ca").save(dong_y="tat-ca")
    assert "đã thẩm định đủ" in screen.text
    again = screen.save(dong_y="tat-ca")
    assert "Không có điểm nào mới để ghi" in again.text
    assert all(unit == "ca" for unit, _ in verified(site))


def test_other_points_without_a_reason_are_not_saved(site: Site, office: Browser) -> None:
    screen = Screen(office, "/tham-dinh/don-vi/ca").save(("3.1.1", "diem1", "0"), ("4.3.2", "ly_do1", "x"))
    assert "V09" in screen.text
    assert screen.fields["diem1"][screen.row("3.1.1")] == "0"
    assert not verified(site)
    screen.save(("3.1.1", "ly_do1", "Không có tài liệu"), ("4.3.2", "ly_do1", ""))
    assert verified(site)["ca", "3.1.1"].points == 0


@pytest.mark.parametrize(("typed", "code"), [("chín", "N02"), ("999", "N04"), ("75%", "N02")])
def test_what_is_no_points_is_told_at_its_row(site: Site, office: Browser, typed: str, code: str) -> None:
    screen = Screen(office, "/tham-dinh/don-vi/ca").save(("3.1.1", "diem1", typed))
    assert code in screen.text
    assert screen.fields["diem1"][screen.row("3.1.1")] == typed
    assert not verified(site)


@pytest.mark.parametrize("criteria", [["4.3.2"], []])
def test_self_scores_that_were_adopted_meanwhile_are_told(
    site: Site, office: Browser, criteria: list[str]
) -> None:
    screen = Screen(office, "/tham-dinh/don-vi/ca")
    adopt(site.office("nam"), ["ca"], criteria, Voice("Theo biên bản", who="Trần Bình"))
    screen.save(("4.3.2", "diem1", "1"), ("4.3.2", "ly_do1", "Thiếu biên bản"))
    assert "V30" in screen.text and "người khác đã ghi 4 điểm; ở đây là 1 điểm" in screen.text
    assert screen.fields["ly_do1"][screen.row("4.3.2")] == "Thiếu biên bản" and not verified(site)
    screen.save()
    assert verified(site)["ca", "4.3.2"].points == 1, "who was told may say otherwise"


def test_who_saves_on_stale_ground_is_told_and_loses_nothing(
    site: Site, browser: Start, office: Browser
) -> None:
    other = verifier(site, browser(), "Bà Hai", TEAM)
    first, second = Screen(office, "/tham-dinh/don-vi/ca"), Screen(other, "/tham-dinh/don-vi/ca")
    first.save(("3.1.1", "diem1", "1"), ("3.1.1", "ly_do1", "Thiếu một lớp"))
    second.save(("3.1.1", "diem1", "0,5"), ("3.1.1", "ly_do1", "Thiếu hai lớp"))
    assert "V30" in second.text
    assert "đã ghi 1 điểm" in second.text
    assert "Trong sổ: Người ADMIN, OFFICE" in second.text and "lý do: Thiếu một lớp." in second.text
    assert second.fields["ly_do1"][second.row("3.1.1")] == "Thiếu hai lớp"
    assert verified(site)["ca", "3.1.1"].points == 1
    second.save()
    assert verified(site)["ca", "3.1.1"].points == Decimal("0.5")


def test_two_who_work_on_other_rows_do_not_meet(site: Site, browser: Start, office: Browser) -> None:
    other = verifier(site, browser(), "Bà Hai", TEAM)
    first, second = Screen(office, "/tham-dinh/don-vi/ca"), Screen(other, "/tham-dinh/tieu-chi/3.1.1")
    first.save(dong_y="ca|4.3.2")
    second.save(dong_y="ca|3.1.1")
    assert set(verified(site)) == {("ca", "4.3.2"), ("ca", "3.1.1")}
    assert {r.who for r in site.ledger().of(Action.VERIFIED)} == {"Người ADMIN, OFFICE", "Bà Hai"}


def test_a_verifier_sees_and_judges_only_what_is_his(site: Site, browser: Start) -> None:
    criteria = site.office().roster.criteria
    scope = site.office().roster.verifier(site.office().roster.unit("vhxh"))  # type: ignore[arg-type]
    assert scope and len(criteria.verifiers) > 1
    there = verifier(site, browser(), "Ông Ba", scope.code)
    assert there.get("/tham-dinh/don-vi/vhxh").status_code == 200
    assert there.get("/tham-dinh/don-vi/ca").status_code == 404
    assert "Công an" not in there.get("/tham-dinh").data.decode()
    mine = Screen(there, "/tham-dinh/don-vi/vhxh")
    mine.fields["don_vi"] = ["ca"] * len(mine.fields["don_vi"])
    assert mine.save(dong_y="tat-ca").status == 400
    assert not verified(site)


def test_a_verifier_without_scope_is_not_made(site: Site, office: Browser) -> None:
    office.get("/truy-cap")
    sent = {"ten": "Ông Tư", "mat_khau": PASSWORD, "vai": "VERIFIER"}
    assert "phải có phạm vi" in office.post("/truy-cap/tai-khoan", sent).data.decode()
    assert office.post("/truy-cap/tai-khoan", {**sent, "pham_vi": TEAM}).status_code == 303


def test_what_was_exempted_meanwhile_keeps_nobody_from_saving(site: Site, office: Browser) -> None:
    first, second = Screen(office, "/tham-dinh/don-vi/ca"), Screen(office, "/tham-dinh/don-vi/ca")
    site.on_kept(exempt, ["ca"], "II.7", Voice("Không được giao"))
    first.save(dong_y="ca|3.1.1")
    assert set(verified(site)) == {("ca", "3.1.1")}
    second.save(("II.7", "diem1", "0"), ("3.1.2", "ly_do1", "Có đủ"), dong_y="ca|3.1.2")
    assert second.status == 422
    assert "tiêu chí II.7 vừa được miễn" in second.text
    assert second.fields["ly_do1"][second.row("3.1.2")] == "Có đủ", (
        "what was typed of others stays at its row"
    )
    assert set(verified(site)) == {("ca", "3.1.1")}


@pytest.mark.parametrize("address", ["/tham-dinh/don-vi/ca", "/tham-dinh/tieu-chi/3.1.1"])
def test_a_form_that_stops_counting_meanwhile_is_told_with_what_was_typed(
    site: Site, office: Browser, address: str
) -> None:
    screen = Screen(office, address)
    (site.root / "inputs" / "2026" / "nam" / "tu-cham-2026-ca.xlsx").unlink()
    row = next(n for n, unit in enumerate(screen.fields["don_vi"]) if unit == "ca")
    screen.fields["ly_do1"][row] = "Thiếu hai lớp tập huấn"
    screen.save()
    assert screen.status == 409 and "chưa ghi gì" in screen.text
    assert "Công an phường" in screen.text and "Thiếu hai lớp tập huấn" in screen.text
    assert office.get("/tham-dinh/don-vi/ca").status_code == 200
    assert office.get("/tham-dinh/don-vi/khong-co").status_code == 404


def test_a_criterion_that_no_form_is_left_for_is_told(site: Site, office: Browser) -> None:
    for path in (site.root / "inputs" / "2026" / "nam").iterdir():
        path.unlink()
    answer = office.get("/tham-dinh/tieu-chi/3.1.1")
    assert answer.status_code == 200 and "chưa có đơn vị nào có biểu hợp lệ" in answer.data.decode()


def test_a_reason_that_no_cell_holds_is_refused_at_its_row(site: Site, office: Browser) -> None:
    long = "dài " * 9_000
    screen = Screen(office, "/tham-dinh/don-vi/ca").save(("3.1.1", "diem1", "0"), ("3.1.1", "ly_do1", long))
    assert "V31" in screen.text and not verified(site)


def test_the_page_speaks_of_no_book_and_no_command(site: Site, office: Browser) -> None:
    from scoring.catalogue import CATALOGUE
    from scoring.findings import Finding
    from scoring.verification.page import on_page

    of_files = {*(f"V0{n}" for n in range(1, 9)), "V12", "V13", "V15", "V24"}
    for code in sorted(code for code in CATALOGUE if code.startswith("V") and code not in of_files):
        row = CATALOGUE[code]
        told = on_page(Finding(code, row.severity, row.says, row.remedy))
        for word in ("danvan", "xuất sổ", "cột", "ghi x", "verifiers"):
            assert word not in f"{told.message} {told.remedy}", code


def test_a_torn_form_is_refused_whole(site: Site, office: Browser) -> None:
    screen = Screen(office, "/tham-dinh/don-vi/ca")
    screen.fields["diem1"].pop()
    assert screen.save(dong_y="tat-ca").status == 400
    assert not verified(site)


def test_a_book_and_the_page_are_one_truth(site: Site, office: Browser) -> None:
    from tests.verification.books import filled

    [book] = site.ask("nam", "verify_export").files
    Screen(office, "/tham-dinh/don-vi/ca").save(dong_y="ca|3.1.1")
    own = verified(site)["ca", "3.1.1"].points
    content = filled(
        book.read_bytes(), {("ca", "3.1.1", "points1"): own - 1, ("ca", "3.1.1", "reason1"): "ít"}
    )
    answer = office.upload("/tham-dinh", (content, "so.xlsx"))
    assert "V13" in answer.data.decode()
    assert verified(site)["ca", "3.1.1"].points == own


def test_a_book_that_is_taken_has_no_form_read_again(
    site: Site, office: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.verification.books import filled

    [book] = site.ask("nam", "verify_export").files
    office.get("/tham-dinh")
    asked: list[str] = []
    true = site.desk.ask

    def ask(where: Where, name: str, *words: Any, **options: Any) -> Any:
        asked.append(name)
        return true(where, name, *words, **options)

    monkeypatch.setattr(site.desk, "ask", ask)
    content = filled(book.read_bytes(), {("ca", "3.1.1", "points1"): 0, ("ca", "3.1.1", "reason1"): "ít"})
    answer = office.upload("/tham-dinh", (content, "so.xlsx"))
    assert answer.status_code == 200
    assert verified(site)["ca", "3.1.1"].points == 0
    assert asked == ["read_books"]


def test_a_condition_is_chosen_on_the_page_of_its_unit(site: Site, office: Browser) -> None:
    screen = Screen(office, "/tham-dinh/don-vi/ca")
    assert "đơn vị khai" in screen.text
    screen.save(("DK1", "diem1", "Có"))
    assert "V21" in screen.text
    assert verified(site) == {}
    screen.save(("DK1", "diem1", "Có"), ("DK1", "ly_do1", "QĐ kỷ luật số 5"))
    assert verified(site)["ca", "DK1"].condition
    again = Screen(office, "/tham-dinh/don-vi/ca")
    assert again.fields["diem1"][again.row("DK1")] == "Có"


def test_one_condition_over_all_units_is_agreed_at_once(site: Site, office: Browser) -> None:
    screen = Screen(office, "/tham-dinh/tieu-chi/DK1").save(dong_y="tat-ca")
    found = verified(site)
    assert found
    assert {code for _, code in found} == {"DK1"}
    assert "Đã ghi" in screen.text
