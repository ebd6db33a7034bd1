"""The letter and the sheet "Cần sửa" ask for another form exactly where the unit stands as "cần sửa"."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from scoring.engine.model import State
from scoring.errors import WorkspaceError
from scoring.forms.marks import FEEDBACK
from scoring.pipeline.consolidation import gather
from scoring.pipeline.feedback import feedback
from scoring.pipeline.office import open_office
from scoring.register import Action, Draft
from tests.intake.forms import (
    changed,
    put,
    sound,
    with_row,
    written,
)
from tests.support.office_year import NOW, SET, put_form, say, with_forms

NOT_NEEDED = "không bắt buộc gửi lại"
ASKED = "Đề nghị đơn vị"


def lost(sheet: str) -> Callable[[Workbook], None]:
    return lambda book: book.remove(book[sheet])


FILES: dict[str, tuple[Callable[[], bytes], State, str]] = {
    "sound": (lambda: written(sound("ktht"), "ktht"), State.VALID, ""),
    "a sheet is lost": (lambda: changed(lost("Báo cáo")), State.TO_MEND, "đã được chữa sẵn"),
    "an answer is no number": (
        lambda: changed(put("2.5", "answer", "bốn")),
        State.TO_MEND,
        "sửa trên tệp này",
    ),
    "a text of the set is altered": (lambda: changed(put("2.5", "text", "Khác")), State.VALID, NOT_NEEDED),
}


def letter_of(root: Path, unit: str = "ktht") -> tuple[State, str, str]:
    """Where the unit stands, its letter and the intro of its feedback form, empty where it gets none."""
    office = open_office(root)
    done = feedback(office, [unit], now=NOW)
    state = gather(office, now=NOW).results[unit].state
    [returned] = done.returned or [None]
    if returned is None:
        return state, "", ""
    intro = load_workbook(returned.form)[FEEDBACK]["A4"].value
    return state, returned.letter.read_text(encoding="utf-8"), str(intro)


@pytest.mark.parametrize("name", FILES)
def test_the_letter_follows_the_state(name: str, tmp_path: Path) -> None:
    make, expected, words = FILES[name]
    root = with_forms(tmp_path)
    put_form(root, "ktht", make())
    state, letter, intro = letter_of(root)
    assert state is expected
    assert words in letter
    if letter:
        assert (ASKED in letter) == (state is State.TO_MEND) == (NOT_NEEDED not in letter)
        assert ("Không bắt buộc gửi lại" in intro) == (NOT_NEEDED in letter)


def test_a_form_that_only_the_set_takes_lightly_still_has_to_come(tmp_path: Path) -> None:
    root = with_forms(tmp_path)
    path = root / "criteria" / SET / "criteria.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\nseverities: {M01: warning}\n", encoding="utf-8")
    blank = with_row(sound("ktht"), "2.5", entry=type(sound().rows["2.5"].entry)({}))
    put_form(root, "ktht", written(blank, "ktht"))
    state, letter, _ = letter_of(root)
    assert state is State.TO_MEND
    assert ASKED in letter and NOT_NEEDED not in letter


def test_a_form_the_office_sent_back_gets_its_reason(tmp_path: Path) -> None:
    root = with_forms(tmp_path)
    receipt = gather(open_office(root), now=NOW).receipt("ktht")
    assert receipt
    values = {"sha256": receipt.sha256}
    say(root, Draft(Action.REOPENED, 2026, "nam", "ktht", values=values, reason="Bổ sung minh chứng mục 2."))
    state, letter, intro = letter_of(root)
    assert state is State.TO_MEND
    assert "được trả lại để làm lại (lý do: Bổ sung minh chứng mục 2)." in letter
    assert ASKED in letter
    assert intro.startswith("Lý do trả biểu: Bổ sung minh chứng mục 2. Biểu này")


def test_a_day_that_has_passed_is_refused_and_today_is_not(tmp_path: Path) -> None:
    office = open_office(with_forms(tmp_path))
    late = datetime(2026, 11, 12, 18, tzinfo=UTC)  # the 13th in Việt Nam
    with pytest.raises(WorkspaceError, match="12/11/2026 đã qua"):
        feedback(office, until=date(2026, 11, 12), now=late)
    assert feedback(office, until=date(2026, 11, 13), now=late).returned == ()
    assert not (office.out / "phan-hoi").exists()


def test_blank_cells_are_counted_apart_from_mistakes(tmp_path: Path) -> None:
    root = with_forms(tmp_path)
    entry = type(sound().rows["2.5"].entry)
    blank = with_row(sound("ktht"), "2.5", entry=entry({}))
    blank_two = with_row(sound("ktht"), "2.3", entry=entry({}))
    put_form(root, "ktht", written(blank, "ktht"))
    _, letter, _ = letter_of(root)
    assert "của đơn vị có 1 ô chưa điền." in letter
    put_form(root, "ktht", changed(put("2.5", "answer", "bốn"), written(blank_two, "ktht")))
    _, letter, _ = letter_of(root)
    assert "có 2 lỗi cần sửa (trong đó 1 ô chưa điền)" in letter


def test_a_day_that_has_passed_is_not_set_again(tmp_path: Path) -> None:
    root = with_forms(tmp_path)
    put_form(root, "ktht", changed(put("2.5", "answer", "bốn")))
    due = open_office(root).roster.criteria.report("nam").last
    for day, words in ((due, " trước ngày "), (due + timedelta(days=1), " sớm (hạn nộp ")):
        now = datetime.combine(day, time(2), UTC)
        [returned] = feedback(open_office(root), ["ktht"], now=now).returned
        assert f"gửi lại{words}" in returned.letter.read_text(encoding="utf-8")
