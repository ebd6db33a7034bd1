"""What comes next is said where somebody stands, and can be done there with the mouse."""

from html import unescape

from scoring.web.site import Site
from tests.web.conftest import Browser
from tests.web.test_jobs import ended
from tests.web.test_verifying import Screen


def words(there: Browser, address: str) -> str:
    return unescape(there.get(address).get_data(as_text=True))


def test_why_self_scores_stand_is_said_without_commands(site: Site, office: Browser) -> None:
    Screen(office, "/tham-dinh/don-vi/ca").save(dong_y="ca|4.3.2")
    shown = words(office, "/xep-loai")
    assert "Xếp hạng vẫn theo điểm tự chấm, vì:" in shown and "Chưa rõ ngày nhận Báo cáo 6 tháng" in shown
    assert "danvan" not in shown.partition("<main")[2]
    assert '<a href="/quyet-dinh">Quyết định</a>' in shown
    open_matters = words(office, "/quyet-dinh").partition("Chưa rõ ngày nhận Báo cáo 6 tháng")[2]
    assert 'href="/nhan?ky=6-thang"' in open_matters
    office.get("/xep-loai")
    job = office.post("/xep-loai/tong-hop?ky=nam").headers["Location"]
    ended(site.jobs.jobs[1])
    said = words(office, job).partition("<main")[2]
    assert "Xếp hạng vẫn theo điểm tự chấm, vì:" in said and "danvan" not in said


def test_a_set_without_steps_of_approval_says_where_they_are_set(office: Browser) -> None:
    assert "không đặt bước phê duyệt nào" in words(office, "/quyet-dinh")
