"""Year on year, and reports that came late: what the sheets say follows from the data."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook

from scoring.intake.history import EarlierResult, EarlierYear
from scoring.register import Action, Draft, Ledger, Record
from scoring.reports.final import write_ranking_book
from scoring.reports.final.frozen import frozen
from scoring.reports.final.lists import LATE
from scoring.reports.final.years import (
    GONE,
    NEW,
    compared,
    earlier_year,
    remarks,
)
from scoring.reports.final.years_sheet import YEARS
from scoring.standing.late import late_reports, unrecorded
from scoring.standing.run import Consolidation

BEFORE = EarlierYear(
    2025,
    "inputs/2025/ket-qua.xlsx",
    (
        EarlierResult("Tổ dân phố số 1", "tdp-1", Decimal("95"), "Xuất sắc", 1),
        EarlierResult("Tổ dân phố số 2", "tdp-2", Decimal("50"), "Yếu", 14),
        EarlierResult("Đội quản lý chợ", "", Decimal("80"), "A", 2),
    ),
)


def book(run: Consolidation, years: list[EarlierYear], edition: int = 1) -> BytesIO:
    buffer = BytesIO()
    write_ranking_book(buffer, run, years, edition)
    return buffer


def test_places_and_classes_won_and_lost(run: Consolidation) -> None:
    lines = {line.name: line for line in compared(run, [BEFORE])}
    first, second = lines["Tổ dân phố số 1"], lines["Tổ dân phố số 2"]
    places = {code: run.results[code].overall for code in ("tdp-1", "tdp-2")}
    assert places["tdp-1"] and places["tdp-2"]
    assert first.rise == 1 - places["tdp-1"].place
    assert second.rise == 14 - places["tdp-2"].place
    order = ["Xuất sắc", "Tốt", "Khá", "Trung bình", "Yếu"]
    assert first.class_rise == 0 - order.index(first.class_name)
    assert second.class_rise == 4 - order.index(second.class_name)


def test_units_new_and_gone(run: Consolidation) -> None:
    lines = {line.name: line for line in compared(run, [BEFORE])}
    assert lines["Phòng Tư pháp"].note == NEW
    assert lines["Đội quản lý chợ"].note == GONE
    assert lines["Đội quản lý chợ"].rank is None
    assert "Ủy ban MTTQ phường" not in lines
    assert compared(run, [])[0].note == ""


def test_a_class_that_is_none_of_today_s_is_not_compared(run: Consolidation) -> None:
    other = replace(BEFORE, results=(replace(BEFORE.results[0], class_name="Loại A"),))
    [line] = [line for line in compared(run, [other]) if line.name == "Tổ dân phố số 1"]
    assert line.class_rise is None and line.rise is not None


def test_a_frozen_year_is_known_again_by_name_before_code(run: Consolidation) -> None:
    results = frozen(run, 1)
    renamed = tuple(
        unit.model_copy(update={"code": f"cu-{unit.code}"}) if unit.code == "vhxh" else unit
        for unit in results.units
    )
    year = earlier_year(results.model_copy(update={"units": renamed}), "lan-1", run.roster)
    found = year.of("vhxh")
    assert found and found.score == results.by_code["vhxh"].final
    assert year.of("mttq") is None


def test_what_keeps_years_from_being_comparable_is_said(run: Consolidation) -> None:
    same = earlier_year(frozen(run, 1), "lan-1", run.roster)
    assert list(remarks(run, [same])) == []
    other = replace(same, set_hash="x", scale=Decimal(1000))
    [told] = remarks(run, [other])
    assert "khác bộ năm nay" in told and "1000" in told
    high = replace(BEFORE, results=(replace(BEFORE.results[0], score=Decimal(950)),), ranks_counted=True)
    unknown, counted = remarks(run, [high])
    assert "có điểm tới 950" in unknown and "hạng tính theo điểm" in counted


def test_the_sheet_shows_years_side_by_side_with_arrows_and_a_chart(run: Consolidation) -> None:
    sheet = load_workbook(book(run, [BEFORE]))[YEARS]
    rows = {row[1].value: [cell.value for cell in row] for row in sheet.iter_rows(max_col=12)}
    titles = rows["Đơn vị"]
    second = dict(zip(titles, rows["Tổ dân phố số 2"], strict=True))
    assert (second["Điểm 2025"], second["Hạng 2025"], second["Đổi loại"]) == (50, 14, "▲")
    assert str(second["Đổi hạng"]).startswith("▲ ")
    assert len(sheet._charts) == 1  # type: ignore[attr-defined]


def test_without_earlier_years_the_sheet_says_how_to_add_them_excel_or_word(run: Consolidation) -> None:
    sheet = load_workbook(book(run, []))[YEARS]
    texts = " ".join(str(cell.value) for row in sheet for cell in row if cell.value)
    assert "ket-qua.xlsx hoặc ket-qua.docx" in texts and texts.count("rồi chốt lại") == 1


def test_only_the_latest_years_are_printed_and_the_others_named(run: Consolidation) -> None:
    years = [replace(BEFORE, year=year) for year in range(2019, 2026)]
    sheet = load_workbook(book(run, years))[YEARS]
    texts = [str(cell.value) for row in sheet for cell in row if cell.value]
    assert "Không in các năm cũ hơn: 2019, 2020, 2021." in texts
    assert "Điểm 2022" in texts and "Điểm 2021" not in texts


def test_the_overall_sheet_is_in_the_order_of_places_and_each_block_has_one(run: Consolidation) -> None:
    opened = load_workbook(book(run, [], edition=2))
    assert opened.sheetnames == [
        "Xếp loại chung",
        "Xếp loại Phòng chuyên môn",
        "Xếp loại Tổ dân phố",
        YEARS,
        LATE,
    ]
    overall = opened["Xếp loại chung"]
    [column] = [cell.column for cell in overall[9] if cell.value == "Hạng chung"]
    places = [row[column - 1].value for row in overall.iter_rows(min_row=10, max_row=23)]
    assert places == sorted(result.overall.place for result in run.results.units if result.overall)
    assert "chốt lần" not in str(overall["A8"].value)  # nobody signs an edition


def test_the_same_run_gives_the_same_bytes(run: Consolidation) -> None:
    assert book(run, [BEFORE]).getvalue() == book(run, [BEFORE]).getvalue()


def arrived(unit: str, period: str, day: str, seq: int) -> Record:
    draft = Draft(Action.ARRIVED, 2026, period, unit, values={"day": day}, reason="Sổ công văn")
    return Record(seq, datetime(2026, 11, 1, tzinfo=UTC), "An", draft)


def test_late_and_missing_reports_are_listed_and_unknown_ones_said(run: Consolidation) -> None:
    ledger = Ledger(
        (
            arrived("vhxh", "6-thang", "2026-06-09", 1),
            arrived("ktht", "6-thang", "2026-06-10", 2),
            arrived("vp", "6-thang", "2026-06-13", 3),
        )
    )
    told = replace(run, ledger=ledger)
    late = {each.unit: each for each in late_reports(told)}
    assert "vhxh" not in late and "mttq" not in late
    assert late["ktht"].words == "chậm 1 ngày"
    assert (late["vp"].words, late["vp"].arrived) == ("chậm 4 ngày", date(2026, 6, 13))
    assert late["tdp-1"].words == "chưa nộp"
    assert [report.code for report in unrecorded(told)] == ["9-thang", "nam"]
    sheet = load_workbook(book(told, []))[LATE]
    texts = [str(cell.value) for row in sheet for cell in row if cell.value]
    assert "chậm 4 ngày" in texts and "trước 10/06/2026" in texts
    assert "Sổ theo dõi không ghi ngày nhận: Báo cáo 9 tháng; Báo cáo năm." in texts
