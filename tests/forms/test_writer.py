"""The form as a workbook: what is open, what is locked, what it may contain."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from scoring.criteria.schema import CriteriaSet, Group
from scoring.criteria.units import Roster
from scoring.errors import SetError
from scoring.forms import Prefill, write_form
from scoring.forms.plan import HEADER, INDEX, FormPlan
from scoring.intake.layout import (
    COLUMNS,
    GUIDE,
    INFO,
    REPORT,
    REPORT_PARTS,
    SCORES,
    STAMP,
    TASK_PROGRESS,
    TASKS,
    CriterionRow,
)
from scoring.intake.model import (
    Evidence,
    Row,
    SignOff,
    TaskProgress,
)
from scoring.rules import Entry
from scoring.sheets.look import SIGNED_MARGINS

ALLOWED = {
    "ABS", "AND", "CLEAN", "COUNT", "DAY", "IF", "INT", "ISERROR", "ISLOGICAL", "ISNUMBER", "LEFT", "LEN",
    "MAX", "MIN", "MONTH", "NOT", "OR", "ROUND", "SUBSTITUTE", "SUM", "SUMPRODUCT", "TRIM", "VALUE", "YEAR",
}  # fmt: skip


def written(roster: Roster, code: str, filled: Prefill | None = None) -> bytes:
    unit = roster.unit(code)
    assert unit
    buffer = BytesIO()
    write_form(buffer, roster, unit, filled=filled)
    return buffer.getvalue()


def opened(content: bytes, values: bool = False) -> Workbook:
    return load_workbook(BytesIO(content), data_only=values)


@pytest.fixture(scope="module")
def blank(mini: Roster) -> bytes:
    return written(mini, "vp")


def line(sheet: Worksheet, code: str) -> int:
    return next(cell.row for cell in sheet["A"] if cell.value == code)


def cell_of(sheet: Worksheet, code: str, key: str) -> str:
    return f"{chr(ord('A') + INDEX[key])}{line(sheet, code)}"


def test_sheets_in_order_and_the_stamp_very_hidden(mini: Roster, blank: bytes) -> None:
    book = opened(blank)
    assert book.sheetnames == [GUIDE, INFO, SCORES, TASKS, REPORT, STAMP]
    assert book[STAMP].sheet_state == "veryHidden"
    stamp, unit = dict(book[STAMP].iter_rows(values_only=True)), mini.unit("vp")
    assert unit
    assert stamp == {
        "format": "danvan-1",
        "set_id": "mini-2026",
        "set_hash": mini.form_hash(unit, "nam"),
        "year": "2026",
        "period": "nam",
        "unit": "vp",
    }


def test_same_arguments_give_the_same_bytes(mini: Roster, blank: bytes) -> None:
    assert written(mini, "vp") == blank


def test_every_font_is_times_new_roman_and_no_themes_font(blank: bytes) -> None:
    with zipfile.ZipFile(BytesIO(blank)) as parts:
        styles = parts.read("xl/styles.xml").decode()
    assert set(re.findall(r'<name val="([^"]*)"', styles)) == {"Times New Roman"}
    assert "<scheme" not in styles


def test_written_to_a_path_as_to_a_buffer(mini: Roster, blank: bytes, tmp_path: Path) -> None:
    path = tmp_path / "biểu.xlsx"
    unit = mini.unit("vp")
    assert unit
    write_form(path, mini, unit)
    assert path.read_bytes() == blank


def test_formulas_use_only_what_every_office_has(blank: bytes) -> None:
    used = set()
    for sheet in opened(blank):
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            used |= set(re.findall(r"([A-Z][A-Z0-9.]*)\(", re.sub(r'"[^"]*"', "", cell.value)))
    assert used <= ALLOWED
    assert {"IF", "ROUND", "SUM"} <= used


def test_no_link_to_anything_outside(blank: bytes) -> None:
    with zipfile.ZipFile(BytesIO(blank)) as parts:
        assert not [name for name in parts.namelist() if "external" in name.lower() or "vba" in name.lower()]
        for name in parts.namelist():
            assert b'TargetMode="External"' not in parts.read(name)


def entry_cells(roster: Roster, code: str) -> dict[str, set[str]]:
    """What a unit may fill, worked out from the plan of the form."""
    unit = roster.unit(code)
    assert unit
    plan, book = FormPlan(roster, unit), opened(written(roster, code))
    own = [r for r in plan.rows if isinstance(r, CriterionRow) and r.criterion.by_unit and not r.exempt]
    found: set[str] = set()
    for row in own:
        cells = plan.cells(row.criterion)
        found |= {
            *cells.answers.values(),
            *(cells[key] for key in ("number", "day", "summary", "explanation")),
        }
        if row.criterion.not_applicable != "refused":
            found.add(cells["not_applicable"])
    for condition, answer in plan.conditions.items():
        number = line(book[SCORES], condition)
        found |= {answer, *(f"{letter}{number}" for letter in "HIJK")}
    tasks = len(roster.tasks(unit))
    return {
        GUIDE: set(),
        INFO: {"B9", "B10", "B11", "B12", "B13"},
        SCORES: found,
        TASKS: {f"{letter}{row}" for letter in "EF" for row in range(5, 5 + tasks)},
        REPORT: {f"B{row}" for row in range(5, 5 + len(REPORT_PARTS))},
        STAMP: set(),
    }


@pytest.mark.parametrize("code", ["vhxh", "vp", "tdp-1"])
def test_entry_cells_are_unlocked_and_nothing_else(mini: Roster, code: str) -> None:
    book = opened(written(mini, code))
    for name, expected in entry_cells(mini, code).items():
        sheet = book[name]
        assert sheet.protection.sheet
        assert not sheet.protection.password
        cells = (cell for row in sheet.iter_rows() for cell in row)
        assert {cell.coordinate for cell in cells if not cell.protection.locked} == expected, name


def validation(sheet: Worksheet, cell: str) -> DataValidation:
    [found] = [rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref]
    return found


def test_choices_are_strict_lists(blank: bytes) -> None:
    sheet = opened(blank)[SCORES]
    rule = validation(sheet, cell_of(sheet, "1.2", "answer"))
    assert (rule.type, rule.formula1) == ("list", '"Đúng hạn,Chậm,Không có"')
    assert rule.showErrorMessage
    assert rule.errorStyle in (None, "stop")


def test_numbers_are_limited(blank: bytes) -> None:
    sheet = opened(blank)[SCORES]
    count = validation(sheet, cell_of(sheet, "2.5", "answer"))
    assert (count.type, count.operator or "between", count.formula1) == ("whole", "between", "0")
    typed = validation(sheet, cell_of(sheet, "2.6", "score"))
    assert (typed.type, typed.formula1, typed.formula2) == ("decimal", "0", "10")


def test_days_and_progress_are_limited(blank: bytes) -> None:
    book = opened(blank)
    assert validation(book[SCORES], cell_of(book[SCORES], "1.2", "day")).type == "date"
    assert validation(book[INFO], "B13").type == "date"
    assert validation(book[TASKS], "E5").formula1 == f'"{",".join(TASK_PROGRESS)}"'


def test_titles_and_messages_of_limits_fit_excel(blank: bytes) -> None:
    for sheet in opened(blank):
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.promptTitle) <= 32
            assert len(rule.prompt) <= 255
            assert rule.type in (None, "none") or (len(rule.errorTitle) <= 32 and len(rule.error) <= 255)


def test_the_example_of_a_day_lies_in_the_period(blank: bytes) -> None:
    for sheet in opened(blank):
        days = [rule for rule in sheet.data_validations.dataValidation if rule.type == "date"]
        assert all(rule.prompt.endswith("ví dụ 31/12/2026.") for rule in days)


def test_not_applicable_is_open_only_where_allowed(blank: bytes) -> None:
    sheet = opened(blank)[SCORES]
    assert validation(sheet, cell_of(sheet, "2.2", "not_applicable")).formula1 == '"x"'
    assert sheet[cell_of(sheet, "1.2", "not_applicable")].protection.locked


def test_rows_of_others_say_who_scores_and_why_not(blank: bytes) -> None:
    sheet = opened(blank)[SCORES]
    assert sheet[cell_of(sheet, "3.1", "answer")].value == "Do Phòng Văn hóa - Xã hội chấm"
    assert sheet[cell_of(sheet, "3.2", "answer")].value == "Do UBND phường chấm"
    assert sheet[cell_of(sheet, "2.1", "how")].value == "Được miễn: Quyết định thử nghiệm"


def test_the_print_is_a4_landscape_one_page_wide_with_repeated_titles(blank: bytes) -> None:
    sheet = opened(blank)[SCORES]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${HEADER}:${HEADER}"
    assert sheet.freeze_panes == f"C{HEADER + 1}"
    assert "&P" in sheet.oddFooter.center.text


def test_what_a_unit_signs_is_printed_in_letters_of_8_points(blank: bytes) -> None:
    """Between the decree's margins, on the A4 paper that every unit has."""
    sheet = opened(blank)[SCORES]
    shown = [column for column in COLUMNS if column.key != "check"]
    pixels = sum(7 * column.width + 5 for column in shown)
    page = 297 / 25.4 - SIGNED_MARGINS["left"] - SIGNED_MARGINS["right"]
    rows = sheet.iter_rows(max_col=len(shown))
    assert min(cell.font.size for row in rows for cell in row if cell.value) * page * 96 / pixels >= 8


def test_the_banner_stands_on_every_sheet_until_the_set_is_issued(mini: Roster, blank: bytes) -> None:
    """On a screen beside the title, where nothing is printed; on paper above every page."""

    def banners(content: bytes) -> list[bool]:
        sheets = [sheet for sheet in opened(content) if sheet.title != STAMP]
        return [
            [cell.column for cell in sheet[1] if cell.value == "MẪU - chưa ban hành"]
            == [range_boundaries(sheet.print_area.rpartition("!")[2])[2] + 1]
            and "MẪU" in (sheet.oddHeader.right.text or "")
            for sheet in sheets
        ]

    assert banners(blank) == [True] * 5
    issued = mini.criteria.model_copy(update={"status": "issued"})
    content = written(Roster(issued, mini.units), "vp")
    assert "MẪU".encode() not in b"".join(parts(content))


def parts(content: bytes) -> list[bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def test_the_guide_says_by_when_and_to_whom(mini: Roster, blank: bytes) -> None:
    words = " ".join(str(cell.value) for row in opened(blank)[GUIDE].iter_rows() for cell in row)
    assert "gửi tệp này về Phòng Văn hóa - Xã hội trước ngày 15/11/2026." in words
    reports = tuple(r.model_copy(update={"before": False}) for r in mini.criteria.reports)
    other = Roster(mini.criteria.model_copy(update={"reports": reports}), mini.units)
    words = " ".join(str(c.value) for row in opened(written(other, "vp"))[GUIDE].iter_rows() for c in row)
    assert "chậm nhất ngày 15/11/2026." in words


def test_the_units_words_stay_words(mini: Roster) -> None:
    evil = '=HYPERLINK("http://x")'
    filled = Prefill(
        rows={"1.2": Row("1.2", Entry({"1": "Chậm"}), Evidence("=1+1", None, "http://example.org"), evil)},
        sign_off=SignOff("\ud800Nguyễn", "@SUM(A1)", None),
        tasks=(TaskProgress("1.1", "Hoàn thành", "=cmd|' /C calc'!A0"),),
        report={"results": "https://example.org\n=2+3"},
    )
    book = opened(written(mini, "vhxh", filled))
    sheet = book[SCORES]
    for key, text in (("number", "=1+1"), ("summary", "http://example.org"), ("explanation", evil)):
        cell = sheet[cell_of(sheet, "1.2", key)]
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert book[INFO]["B10"].value == "\ufffdNguyễn"
    assert book[TASKS]["F5"].data_type == "s"
    assert book[REPORT]["B5"].value == "https://example.org\n=2+3"


def test_what_is_filled_stands_in_its_cells(mini: Roster) -> None:
    filled = Prefill(
        rows={"2.2": Row("2.2", Entry(not_applicable=True), explanation="Không có hồ sơ")},
        declared={"DK1": False},
        sign_off=SignOff(phone="0220"),
    )
    book = opened(written(mini, "vhxh", filled), values=True)
    sheet = book[SCORES]
    assert sheet[cell_of(sheet, "2.2", "not_applicable")].value == "x"
    assert sheet[cell_of(sheet, "2.2", "score")].value == 10
    assert sheet[cell_of(sheet, "2.2", "check")].value == "Đạt"
    assert sheet[cell_of(sheet, "DK1", "answer")].value == "Không"
    assert book[INFO]["B11"].value == "0220"


def test_columns_stand_under_their_titles(blank: bytes) -> None:
    sheet = opened(blank)[SCORES]
    assert [cell.value for cell in sheet[HEADER]][: len(COLUMNS)] == [column.title for column in COLUMNS]
    assert sheet.column_dimensions["M"].hidden


def with_parts(mini: Roster, count: int) -> Roster:
    """The mini set with one criterion of so many parts instead of all its groups."""
    parts = [{"text": f"Việc số {n} được giao trong kế hoạch năm", "points": "1"} for n in range(count)]
    criterion = {"code": "9", "text": "Nhiều việc", "max": count, "rule": {"kind": "parts", "parts": parts}}
    group = Group.model_validate({"code": "8", "text": "NHÓM", "children": [criterion]})
    settings = {name: getattr(mini.criteria, name) for name in CriteriaSet.model_fields}
    lowest = mini.criteria.classes[-1:]
    criteria = CriteriaSet.model_construct(
        **{**settings, "groups": (group,), "classes": lowest, "conditions": ()}
    )
    return Roster(criteria, mini.units)


def test_more_parts_than_a_formula_holds_is_said_in_words(mini: Roster) -> None:
    assert written(with_parts(mini, 15), "vp")
    with pytest.raises(SetError, match="Tiêu chí 9 có quá nhiều mục"):
        written(with_parts(mini, 40), "vp")


@pytest.mark.parametrize("period", ["nam", "6-thang"])
def test_whatever_is_written_in_words_stays_text(period: str, mini: Roster) -> None:
    """ "-abc" would become a formula, 12/2026 a day."""
    unit = mini.unit("ktht")
    assert unit
    buffer = BytesIO()
    write_form(buffer, mini, unit, period=period)
    book = opened(buffer.getvalue())
    first = 5 if period == "nam" else 6
    cells = [book[REPORT].cell(first + n, 2) for n in range(len(REPORT_PARTS))]
    cells += [cell for row in book[INFO]["B10:B12"] for cell in row]
    tasks = book[TASKS]
    head = next(cell for row in tasks.iter_rows() for cell in row if cell.value == "Kết quả thực hiện")
    cells.append(tasks.cell(head.row + 1, head.column))
    if period == "nam":
        row = line(book[SCORES], "2.5")
        cells += [book[SCORES].cell(row, INDEX[key] + 1) for key in ("number", "summary", "explanation")]
    assert {cell.number_format for cell in cells} == {"@"}
    assert not any(cell.protection.locked for cell in cells)


def test_what_a_unit_signs_has_the_margins_of_the_decree(blank: bytes) -> None:
    margins = opened(blank)[SCORES].page_margins
    inches = (margins.left, margins.right, margins.top, margins.bottom)
    assert [round(inch * 25.4) for inch in inches] == [30, 15, 20, 20]  # NĐ 30/2020/NĐ-CP, Phụ lục I, mục I.3
