"""What is confirmed on the page is what was seen there: a change in between is shown and nothing recorded."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from html import unescape
from pathlib import Path

import pytest

from scoring.engine.model import Stage
from scoring.pipeline.consolidation import recorded
from scoring.pipeline.kept_runs import KeptRuns, read_files
from scoring.pipeline.office import Office, open_office
from scoring.pipeline.records import Voice, disqualify, leave_out
from scoring.register import Action, Ledger
from scoring.register.actions import Received
from scoring.standing.run import Consolidation
from scoring.web.roles import Role
from scoring.web.site import Site
from tests.closing.test_approvals import STEPS
from tests.intake.forms import sound, written
from tests.support.office_year import put_form, settled
from tests.web.conftest import Browser, entered, lines

ADDRESS = "/quyet-dinh"
CHANGED = "từ lúc xem trước đã có thay đổi"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return settled(tmp_path / "phuong", STEPS)


def seen(office: Browser, **fields: object) -> dict[str, object]:
    """The fields of a decision, with the mark of its preview."""
    office.get(ADDRESS)
    sent = {"ly_do": "Theo biên bản", "van_ban": "BB 12", **fields}
    shown = office.post(f"{ADDRESS}/ghi", sent).data.decode()
    found = re.search(r'name="da_xem" value="([0-9a-f]+)"', shown)
    assert found, shown
    return {**sent, "da_xem": found[1], "ghi": "1"}


def replaced_form(root: Path, code: str) -> None:
    put_form(root, code, written(sound(code, preparer="Lê Thị Bích"), code))


def test_what_was_seen_is_recorded_once(site: Site, office: Browser) -> None:
    sent = seen(office, viec="de-ngoai", don_vi="vhxh", ca_da_tham_dinh="1")
    assert office.post(f"{ADDRESS}/ghi", sent).status_code == 303
    before = lines(site)
    again = office.post(f"{ADDRESS}/ghi", sent)
    assert again.status_code == 200 and "đã ghi đúng như vậy" in again.data.decode()
    assert lines(site) == before


def test_a_form_that_came_after_the_preview_is_not_adopted_unseen(
    site: Site, office: Browser, root: Path
) -> None:
    sent = seen(office, viec="cong-nhan", don_vi=["vhxh", "ktht"])
    replaced_form(root, "ktht")
    answer = office.post(f"{ADDRESS}/ghi", sent)
    assert answer.status_code == 200 and CHANGED in answer.data.decode()
    run = site.run()
    [adopted] = {line.draft.values["sha256"] for line in run.ledger.of(Action.ADOPTED, unit="ktht")}
    receipt = run.receipt("ktht")
    assert receipt and receipt.sha256 != adopted
    assert office.post(f"{ADDRESS}/ghi", seen(office, viec="cong-nhan", don_vi="ktht")).status_code == 303


def test_the_decision_of_another_is_not_overwritten_unseen(site: Site, office: Browser, root: Path) -> None:
    sent = seen(office, viec="de-ngoai", don_vi="vhxh", ca_da_tham_dinh="1")
    disqualify(open_office(root), "vhxh", Voice("Vi phạm", "QĐ 3", "Trần Văn Bình"))
    before = lines(site)
    answer = office.post(f"{ADDRESS}/ghi", sent)
    assert answer.status_code == 200 and CHANGED in answer.data.decode()
    assert lines(site) == before


def test_fields_changed_after_the_preview_are_previewed_again(site: Site, office: Browser) -> None:
    sent = seen(office, viec="de-ngoai", don_vi="vhxh", ca_da_tham_dinh="1")
    before = lines(site)
    answer = office.post(f"{ADDRESS}/ghi", {**sent, "don_vi": ["vhxh", "ktht"]})
    assert answer.status_code == 200 and "Sẽ ghi 2 dòng" in answer.data.decode()
    assert lines(site) == before


def test_units_sent_in_another_order_are_the_same_decision(site: Site, office: Browser) -> None:
    sent = seen(office, viec="de-ngoai", don_vi=["ktht", "vhxh"], ca_da_tham_dinh="1")
    answer = office.post(f"{ADDRESS}/ghi", {**sent, "don_vi": ["vhxh", "ktht"]})
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("?da_ghi=2#noi-dung"), "the top says so"
    assert {line.draft.unit for line in site.ledger().of(Action.LEFT_OUT)} == {"vhxh", "ktht"}


def test_a_step_of_approval_is_led_to_and_enter_does_not_take_it(office: Browser) -> None:
    for address in ("/chot", ADDRESS):
        assert f'href="{ADDRESS}#phe-duyet"' in office.get(address).data.decode()
    form = office.get(ADDRESS).data.decode().partition('action="/phe-duyet"')[2]
    assert "<button hidden disabled>" in form.partition(">Phê duyệt</button>")[0], (
        "the default button of Enter"
    )
    assert 'required maxlength="500" value="Nhất trí với kết quả">' in form, "what is recorded is seen"
    assert 'href="/xep-loai#khoi-' in office.get(ADDRESS).data.decode()


def test_results_that_changed_since_are_not_approved_unseen(site: Site, office: Browser, root: Path) -> None:
    page = office.get(ADDRESS).data.decode()
    found = re.search(
        r'name="buoc" value="to"><input type="hidden" name="khoi" value="([^"]+)">'
        r'<input type="hidden" name="so_lieu" value="([0-9a-f]+)">',
        page,
    )
    assert found
    sent = {"buoc": "to", "khoi": found[1], "so_lieu": found[2], "ly_do": "Nhất trí"}
    unit = next(each.unit for each in site.run().results.units if each.block == found[1] and each.ranked)
    leave_out(open_office(root), [unit], Voice("Giải thể", "QĐ 4"), although_verified=True)
    refused = office.post("/phe-duyet", sent)
    assert refused.status_code == 422 and "Kết quả đã đổi từ lúc mở trang" in refused.data.decode()
    assert not list(site.ledger().of(Action.APPROVED))
    office.get(ADDRESS)
    sent["so_lieu"] = next(
        each.figures.digest for each in site.steps() if each.figures.block.code == found[1]
    )
    assert office.post("/phe-duyet", sent).status_code == 303
    assert len(list(site.ledger().of(Action.APPROVED))) == 1


def test_who_waits_for_an_approval_and_what_was_sent_back_is_said(
    site: Site, browser: Callable[[], Browser], office: Browser
) -> None:
    assert "Chờ phê duyệt" in office.get("/?ky=nam").data.decode()
    step = next(each for each in site.steps() if each.ready and not each.approved)
    unit = next(each for each in site.run().results.units if each.block == step.figures.block.code)
    there = browser()
    there.enter(f"/l/{site.accounts.make_link(unit.unit)}")
    assert "Chờ phê duyệt; xem điểm" in unescape(there.get("/don-vi").data.decode())
    office.get(ADDRESS)
    sent = {"buoc": "to", "khoi": step.figures.block.code, "tra": "1", "ly_do": "Xem lại điểm thưởng"}
    assert office.post("/phe-duyet", sent).status_code == 303
    shown = unescape(office.get("/?ky=nam").data.decode())
    assert f"{step.figures.block.name} bị trả lại để xem lại: Xem lại điểm thưởng" in shown
    leader = unescape(entered(site, browser(), Role.LEADER).get("/?ky=nam").data.decode())
    assert "trong đó 1 mục bị trả lại" in leader


def test_a_form_that_comes_while_others_are_recorded_is_recorded_too(root: Path) -> None:
    office, looks = open_office(root), list[Ledger]()
    kept = KeptRuns(partial(read_files, office))

    def look(here: Office, ledger: Ledger) -> Mapping[Stage | None, Consolidation]:
        found = kept.runs(here, ledger)
        looks.append(ledger)
        if len(looks) == 1:
            replaced_form(root, "ktht")
        return found

    run = recorded(replace(office, kept=look), who="An")
    receipt = run.receipt("ktht")
    lines = run.ledger.of(Action.RECEIVED, unit="ktht", period="nam")
    assert receipt and receipt.sha256 in {Received.of(line).sha256 for line in lines}
