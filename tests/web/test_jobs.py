"""Long work: in a process of its own, one at a time, its end told whatever that is."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scoring.web import jobs
from scoring.web.desk import CONTEXT, Where
from scoring.web.jobs import Jobs
from scoring.web.site import Site
from tests.web.conftest import Browser, ended


def test_two_clicks_are_one_job_and_its_result_stays(site: Site, office: Browser) -> None:
    office.get("/xep-loai")
    first = office.post("/xep-loai/tong-hop?ky=nam").headers["Location"]
    assert office.post("/xep-loai/tong-hop?ky=nam").headers["Location"] == first
    ended(site.jobs.jobs[1])
    page = office.get(first).get_data(as_text=True)
    assert "Đã tổng hợp năm 2026" in page and "Người ADMIN, OFFICE" in page
    assert office.get("/tai/tong-hop?ky=nam").data == (site.office("nam").out / "tong-hop.xlsx").read_bytes()
    assert {record.who for record in site.ledger().records} == {"Người ADMIN, OFFICE"}


def test_a_unit_to_mend_gets_its_feedback_form(
    site: Site, office: Browser, browser: Callable[[], Browser]
) -> None:
    there = browser()
    there.enter(f"/l/{site.accounts.make_link('tdp-08')}")
    assert there.get("/don-vi/phan-hoi?ky=nam").status_code == 404
    office.get("/phan-hoi?ky=nam")
    office.post("/phan-hoi?ky=nam", {"han": ""})
    assert ended(site.jobs.jobs[1]).state == "xong"
    assert "biểu phản hồi" in there.get("/don-vi").get_data(as_text=True)
    made = there.get("/don-vi/phan-hoi?ky=nam")
    assert made.data[:2] == b"PK"
    assert "Kính gửi" in office.get("/phan-hoi?ky=nam").get_data(as_text=True)


def test_what_a_job_refuses_is_told(site: Site, office: Browser) -> None:
    office.get("/phan-hoi?ky=nam")
    there = office.post("/phan-hoi?ky=nam", {"han": "01/01/2020"}).headers["Location"]
    ended(site.jobs.jobs[1])
    page = office.get(there).get_data(as_text=True)
    assert "không xong" in page and "Hạn gửi lại 01/01/2020 đã qua" in page


def test_a_job_dead_before_its_work_is_told_as_not_begun(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_work", _killed)
    job = Jobs(root).start(Where(root, None, "nam"), "consolidate", "Tổng hợp", "Lan", {})
    assert ended(job).state == "chưa bắt đầu"
    assert "chưa làm gì, chưa đổi gì" in job.failure[0]


def _killed(*_: object) -> None:
    import os

    os._exit(9)


def test_one_job_waits_for_the_other(root: Path) -> None:
    there, where = Jobs(root), Where(root, None, "nam")
    one = there.start(where, "consolidate", "Tổng hợp", "Lan", {"who": "Lan"})
    two = there.start(where, "forms", "Tạo biểu mẫu", "Lan", {})
    while not one.is_over:
        assert two.state == "chờ"
        time.sleep(0.01)
    assert ended(two).result == ("Đã tạo 28 biểu mẫu.",)
    assert two.percent == 100
    assert CONTEXT.get_start_method() in ("forkserver", "spawn")
