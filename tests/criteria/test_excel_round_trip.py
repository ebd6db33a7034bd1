"""A set that goes to Excel comes back the same: every value, every rule, through Excel and LibreOffice."""

from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from scoring.criteria.excel import tree
from scoring.criteria.excel.cells import NEEDS, NUMBER
from scoring.criteria.excel.check import unfaithful
from scoring.criteria.excel.guide import guide_lines
from scoring.criteria.excel.layout import GENERAL, TABLES
from scoring.criteria.loader import load_roster, set_hash
from scoring.criteria.schema import CriteriaSet, Extra, Group
from scoring.criteria.units import Roster, Unit
from scoring.intake.criteria_book import open_set_and_doubts
from scoring.rules import RULES
from scoring.sheets.book import A3
from scoring.sheets.look import SIZE
from scoring.sheets.report import FULL_SIZE_WIDTH
from tests.criteria.books import SETS, Table, again, workbook
from tools.libreoffice import LibreOffice


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_a_set_comes_back_identical(folder: Path) -> None:
    roster = load_roster(folder)
    back = again(roster)
    assert back == roster
    assert set_hash(back.criteria) == set_hash(roster.criteria)


def test_the_same_set_gives_the_same_bytes(mini: Roster) -> None:
    assert workbook(mini) == workbook(mini)


def test_every_cell_is_text_and_none_is_a_formula(mini: Roster) -> None:
    book = load_workbook(BytesIO(workbook(mini)))
    kinds = {
        cell.data_type
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert kinds == {"s"}
    assert any(cell.value == "1.10" for cell in book["Tiêu chí"]["B"])


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_no_table_is_printed_smaller_than_8_points(folder: Path) -> None:
    """Those too wide for A3 go across pages, with their first columns on each."""
    across = 0
    for sheet in load_workbook(BytesIO(workbook(load_roster(folder)))):
        widths = [
            (each.width - 5 / 7) * (each.max - each.min + 1) for each in sheet.column_dimensions.values()
        ]
        page = FULL_SIZE_WIDTH * (2**0.5 if sheet.page_setup.paperSize == A3 else 1)
        scale = page / sum(widths)
        if not sheet.sheet_properties.pageSetUpPr or not sheet.sheet_properties.pageSetUpPr.fitToPage:
            scale = sheet.page_setup.scale / 100
            assert sheet.print_title_cols, sheet.title
            across += 1
        assert scale * SIZE >= 7.9, sheet.title
    assert across


def test_choices_and_codes_of_other_sheets_are_offered(mini: Roster) -> None:
    book = load_workbook(BytesIO(workbook(mini)))
    offers = {v.formula1 for v in book["Tiêu chí"].data_validations.dataValidation}
    assert f'"{",".join(tree.RULES.labels.values())}"' in offers
    assert all(len(offer) <= 257 for offer in offers)
    assert any("'Khối'!" in v.formula1 for v in book["Loại đơn vị"].data_validations.dataValidation)
    assert all(sheet.freeze_panes for sheet in book if sheet.title not in ("Hướng dẫn", "Chung"))


def test_the_guide_explains_every_rule_and_every_kind_of_row() -> None:
    words = "\n".join(f"{left} {right}" for left, right in guide_lines())
    assert all(label in words for label in (*tree.RULES.labels.values(), *tree.ROWS.labels.values()))


@pytest.mark.parametrize("text", [
    "=1+1", "+84", "-", "@SUM(A1)", "http://a.vn", "1/2", "1.10", "TRUE", "#REF!", "một\nhai", "a  b",
    "“ngoặc”; chấm phẩy, phẩy: hai chấm", "<r>a</r", "_x000D_", "{=1}", "'nháy", "𝒟ân vận 😀",
])  # fmt: skip
def test_whatever_a_text_looks_like_it_stays(mini: Roster, text: str) -> None:
    task = mini.criteria.tasks[0].model_copy(update={"text": text, "time": text})
    changed = mini.criteria.model_copy(update={"name": text, "tasks": (task,)})
    assert again(Roster(changed, mini.units)).criteria == changed


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 10**9), st.integers(0, 6))
def test_every_number_comes_back(digits: int, places: int) -> None:
    number = f"{Decimal(digits).scaleb(-places):f}"
    assert Decimal(NUMBER.read(NUMBER.show(number))) == Decimal(number)
    need = [{"code": "1.10", "at_least_percent": number}]
    assert [Decimal(each["at_least_percent"]) for each in NEEDS.read(NEEDS.show(need))] == [Decimal(number)]


def test_a_set_with_every_setting_off_its_default_comes_back(mini: Roster) -> None:
    plain = mini.criteria.model_dump(mode="json", exclude_defaults=True)
    plain |= {
        "status": "issued",
        "decision": {"number": "12/QĐ-UBND", "date": "2026-02-28"},
        "rounding": {"points": "4", "total": "3", "class_on": "exact", "rank_on": "exact"},
        "ranking": {"by": "class", "ties": "dense", "break_by": ["1.10", "2"]},
        "severities": {"M03": "warning", "N01": "error"},
        "quota": [
            {"code": "xuat-sac", "percent": "20", "of": ["tot"], "within": "block"},
            {"code": "xuat-sac", "percent": "30"},
        ],
        "bonus": None,
        "verifiers": [
            {"code": "to-1", "name": "Tổ 1", "takes": {"kinds": ["tdp"], "units": ["vp"], "leads": ["1.1"]}},
            {"code": "to-2", "name": "Tổ 2", "takes": {"coordinates": ["1.1"]}, "never": ["tdp-1", "vp"]},
            {"code": "to-3", "name": "Tổ 3"},
        ],
        "approvals": [{"code": "to", "name": "Tổ thẩm định"}, {"code": "ct", "name": "Chủ tịch"}],
    }
    plain["groups"][1]["children"][4]["applies"] = {
        "kinds": ["phong"], "units": ["tdp-1"], "leads": ["1.1"], "coordinates": ["1.1"]
    }  # fmt: skip
    criteria = CriteriaSet.model_validate(plain)
    assert again(Roster(criteria, mini.units)) == Roster(criteria, mini.units)


def test_every_value_of_the_schema_has_its_cell() -> None:
    on_sheets = {".".join(column.path) for column in GENERAL}
    on_sheets |= {f"{table.key}.{'.'.join(column.path)}" for table in TABLES for column in table.columns}
    for name, schema in CriteriaSet.model_json_schema()["properties"].items():
        if name not in ("groups", "bonus", "penalty"):
            assert any(each.split(".")[0] == name for each in on_sheets), (name, schema)
    definitions: dict[str, Any] = CriteriaSet.model_json_schema()["$defs"]
    cells = {"Class": "classes", "Quota": "quota", "Report": "reports", "Kind": "kinds", "Block": "blocks",
             "Reference": "references", "Task": "tasks", "Condition": "conditions", "Period": "period",
             "Decision": "decision", "Rounding": "rounding", "Ranking": "ranking",
             "Verifier": "verifiers", "Approval": "approvals"}  # fmt: skip
    for model, where in cells.items():
        for field in definitions[model]["properties"]:
            assert any(each.startswith(f"{where}.{field}") for each in on_sheets), (model, field)
    criterion = {column.path[0] for column in tree.CRITERION} | {"rule"}
    assert criterion == set(definitions["Criterion"]["properties"])
    assert {column.path[0] for column in tree.GROUP} == set(Group.model_fields) - {"children"}
    assert {column.path[0] for column in tree.EXTRA} == set(Extra.model_fields) - {"criteria"}
    for kind, rule in RULES.items():
        below = {tree.BELOW[kind].key} if kind in tree.BELOW else set()
        settings = {column.path[0] for column in tree.PARAMETERS[kind]}
        assert settings | below | {"kind"} == set(rule.model_fields), kind
        for key in below:
            item = get_args(rule.model_fields[key].annotation)[0]
            assert {column.path[0] for column in tree.DETAIL[kind]} == set(item.model_fields), kind


def test_what_excel_cannot_hold_is_told_before_it_is_lost(mini: Roster) -> None:
    unit = Unit(code="x", name="Đơn vị x", kind="phong", aliases=("Một; hai",))
    roster = Roster(mini.criteria, (*mini.units, unit))
    told = unfaithful(roster, lambda: again(roster))
    assert any("Đơn vị x (x): tên gọi khác" in line for line in told)
    long = Roster(mini.criteria.model_copy(update={"name": "a" * 40_000}), mini.units)
    assert unfaithful(long, lambda: again(long))
    assert unfaithful(mini, lambda: again(mini)) == ()


def test_saved_by_libreoffice_it_is_still_the_same(
    mini: Roster, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    file = tmp_path / "bo.xlsx"
    file.write_bytes(workbook(mini))
    (saved,) = libreoffice.recalculated([file], tmp_path / "luu")
    assert open_set_and_doubts(saved)[0] == mini


def test_what_an_official_types_is_understood(mini: Roster) -> None:
    """Another number, a date cell, a comma, a dropped accent mark of case, a new row."""
    from datetime import date

    table = Table()
    table.put("Báo cáo", table.at("Báo cáo", "Ngày hạn", "nam"), date(2026, 11, 20))
    table.put("Tiêu chí", table.at("Tiêu chí", "Điểm", "1.2"), Decimal(7))
    table.put("Tiêu chí", table.at("Tiêu chí", "Điểm mỗi lần", "2.5"), "2.50")
    table.put("Chung", table.at("Chung", "Giá trị", "Trạng thái"), "dự thảo")
    table.add(
        "Tiêu chí",
        1,
        Dòng="Tiêu chí",
        Mã="2.9",
        Thuộc_nhóm="2",
        Nội_dung="Mới",
        Điểm="1",
        Cách_chấm="Có/Không",
    )
    criteria = table.roster().criteria
    assert criteria.reports[2].due == date(2026, 11, 20)
    assert criteria.criteria["1.2"].max == 7
    assert criteria.criteria["2.5"] == mini.criteria.criteria["2.5"]
    assert criteria.status == "draft"
    assert criteria.groups[1].children[-1].code == "2.9"
