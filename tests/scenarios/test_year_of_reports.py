"""A whole year by its commands: forms of 6 months, 9 months and the year; what was reported comes along."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring.errors import SetError
from scoring.forms import write_form
from scoring.forms.info import value_cell
from scoring.intake.layout import (
    INFO,
    REPORT,
    SCORES,
    TASK_COLUMNS,
    TASKS,
)
from scoring.pipeline.consolidation import check, consolidate, earlier_offices
from scoring.pipeline.forms import forms
from scoring.pipeline.office import Office, open_office
from tests.intake.forms import sound
from tests.support.offices import mini_office

SETS = Path(__file__).parents[1] / "sets"
UNITS = ("ktht", "tdp-1")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return mini_office(tmp_path)


def at(office: Office, period: str) -> Office:
    return replace(office, period=period)


def table(path: Path) -> tuple[list[str], list[object]]:
    """Titles and the only task's row of the sheet of tasks."""
    rows = list(load_workbook(path)[TASKS].iter_rows(values_only=True))
    header = next(n for n, row in enumerate(rows) if row[0] == "STT")
    return [str(title) for title in rows[header]], list(rows[header + 1])


def typed(path: Path, progress: str, result: str, day: date) -> bytes:
    """The form as the unit fills it."""
    book = load_workbook(path)
    titles, _ = table(path)
    sheet = book[TASKS]
    row = next(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, 1).value == "STT") + 1
    sheet.cell(row, titles.index("Tiến độ") + 1).value = progress
    sheet.cell(row, titles.index("Kết quả thực hiện") + 1).value = result
    for line in range(6, 11):
        book[REPORT][f"B{line}"] = "Không"
    for key, value in (("preparer", "An"), ("head", "Bình"), ("day", day)):
        book[INFO][value_cell(key).split("!")[1].replace("$", "")] = value
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def send(office: Office, progress: str, day: date, units: tuple[str, ...] = UNITS) -> None:
    """Forms out, filled, back, consolidated on the day."""
    office.inbox.mkdir(parents=True)
    for path in forms(office, units).files:
        (office.inbox / path.name).write_bytes(typed(path, progress, f"Việc đến {day:%d/%m}", day))
    done = consolidate(office, now=datetime(day.year, day.month, day.day, 3, tzinfo=UTC))
    assert not done.consolidation.findings


def test_the_year_of_a_small_ward(office: Office) -> None:
    send(at(office, "6-thang"), "Đang thực hiện", date(2026, 6, 5))
    send(at(office, "9-thang"), "Hoàn thành", date(2026, 9, 10), UNITS[:1])
    blanks = {path.name.split("-2026-")[1].split("-")[0]: path for path in forms(office, UNITS).files}

    titles, told = table(blanks["ktht"])
    assert titles == [column.title for column in TASK_COLUMNS]
    row = dict(zip(titles, told, strict=True))
    assert row["Đã báo cáo"] == (
        "6 tháng: Đang thực hiện – Việc đến 05/06\n9 tháng: Hoàn thành – Việc đến 10/09"
    )
    assert (row["Tiến độ"], row["Kết quả thực hiện"]) == ("Hoàn thành", "Việc đến 10/09")
    assert dict(zip(*table(blanks["tdp"]), strict=True))["Tiến độ"] == "Đang thực hiện"

    office.inbox.mkdir(parents=True)
    for code in UNITS:
        unit = office.roster.unit(code)
        assert unit
        target = office.inbox / f"{code}.xlsx"
        write_form(target, office.roster, unit, filled=sound(code))
    done = consolidate(office, now=datetime(2026, 11, 12, 3, tzinfo=UTC))
    run = done.consolidation
    points = {code: run.results[code].card.marks["3.1"].points for code in UNITS}  # type: ignore[union-attr]
    assert points == {"ktht": Decimal("6.0"), "tdp-1": Decimal("4.5")}

    sheet = load_workbook(done.workbook)["Nhiệm vụ trong năm"]
    lines = {row[0]: row[5:8] for row in sheet.iter_rows(min_row=5, values_only=True)}
    assert lines["Phòng Kinh tế, Hạ tầng và Đô thị"] == ("Đang thực hiện", "Hoàn thành", "Hoàn thành")
    assert lines["Tổ dân phố số 1"] == ("Đang thực hiện", "Chưa báo cáo", "Hoàn thành")
    assert lines["Phòng Văn hóa - Xã hội"] == ("Chưa báo cáo",) * 3

    first = done.workbook.read_bytes()
    assert consolidate(office).workbook.read_bytes() == first
    assert SCORES not in load_workbook(next(at(office, "6-thang").inbox.iterdir())).sheetnames


def test_blank_forms_repeat_to_the_byte_also_with_what_was_reported(office: Office) -> None:
    send(at(office, "6-thang"), "Đang thực hiện", date(2026, 6, 5))
    [first] = forms(office, ["ktht"]).files
    content = first.read_bytes()
    [again] = forms(office, ["ktht"]).files
    assert again.read_bytes() == content
    assert "Đã báo cáo" not in table(forms(office, ["vp"]).files[0])[0]


def test_a_set_that_changed_since_leaves_earlier_reports_readable(office: Office) -> None:
    send(at(office, "6-thang"), "Đang thực hiện", date(2026, 6, 5))
    path = office.workspace.set_folder() / "criteria.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("time: Thường xuyên", "time: Trước ngày 10/3"), encoding="utf-8")
    changed = open_office(office.workspace.root)
    [then] = earlier_offices(changed)
    assert [f.code for r in check(at(changed, "6-thang"), [then.inbox]) for f in r.findings] == ["B04"] * 2
    assert not [f for receipt in check(then, [then.inbox]) for f in receipt.findings]
    assert "Đã báo cáo" in table(forms(changed, ["ktht"]).files[0])[0]


def test_which_reports_come_before_a_period(office: Office) -> None:
    criteria = office.roster.criteria
    assert criteria.earlier("6-thang") == ()
    assert criteria.earlier("9-thang") == ("6-thang",)
    assert criteria.earlier("nam") == ("6-thang", "9-thang")


def test_a_period_more_is_one_entry_of_the_set(office: Office) -> None:
    path = office.workspace.set_folder() / "criteria.yaml"
    nine, quarter = "  - {code: 9-thang,", "  - {code: quy-3, name: Báo cáo quý 3, due: 2026-10-05, "
    quarter += "short: quý 3, next: Phương hướng quý 4, earlier: [9-thang]}\n"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(nine, quarter + nine), encoding="utf-8")
    third = open_office(office.workspace.root, period="quy-3")
    criteria = third.roster.criteria
    assert criteria.earlier("quy-3") == ("9-thang",)
    assert criteria.earlier("nam") == ("6-thang", "9-thang", "quy-3")
    report = load_workbook(forms(third, ["ktht"]).files[0])[REPORT]
    assert report["A1"].value == "BÁO CÁO KẾT QUẢ CÔNG TÁC DÂN VẬN CHÍNH QUYỀN QUÝ 3 NĂM 2026"
    assert "Phương hướng quý 4" in [cell.value for cell in report["A"]]


def test_the_scored_period_is_the_one_that_says_so(office: Office) -> None:
    path = office.workspace.set_folder() / "criteria.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("code: nam,", "code: ca-nam,").replace("report: nam,", "report: ca-nam,"),
        encoding="utf-8",
    )
    renamed = open_office(office.workspace.root)
    assert renamed.period == "ca-nam"
    assert renamed.roster.criteria.periods == ("6-thang", "9-thang", "ca-nam")
    assert SCORES in load_workbook(forms(renamed, ["ktht"]).files[0]).sheetnames


def test_two_scored_periods_are_refused(office: Office) -> None:
    path = office.workspace.set_folder() / "criteria.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("short: 6 tháng", "scored: true, short: 6 tháng"), encoding="utf-8")
    with pytest.raises(SetError, match="mỗi năm chấm điểm ở một kỳ, đã là kỳ “6-thang”"):
        open_office(office.workspace.root)
