"""The city's workbook: what it shows, where its links lead, that text stays text and bytes stay the same."""

import json
import re
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from scoring.reports.rollup import write_rollup
from scoring.reports.rollup.as_json import rollup_json
from scoring.reports.rollup.model import Missing, RefusedFolder, Rollup
from tests.reports.rollup.wards import (
    base,
    city,
    results,
    scored,
    under,
    ward,
)
from tools.libreoffice import LibreOffice

BLOCKS = [each.code for each in base().blocks]
HOSTILE = ('=HYPERLINK("http://x")', "<r>x</r>", "http://x", "@SUM(A1)", "a'b!c", "\u202eđảo", "x" * 40_000)


def rollup(**more: Any) -> Rollup:
    wards = [*city(3, 6), results("UBND phường Việt Hoà")]
    return Rollup(2026, "0.1.0", tuple(ward(each) for each in wards), **more)


def book(found: Rollup) -> bytes:
    target = BytesIO()
    write_rollup(target, found)
    return target.getvalue()


def opened(content: bytes | Path) -> Any:
    return openpyxl.load_workbook(BytesIO(content) if isinstance(content, bytes) else content, data_only=True)


def rows(sheet: Any, title: str) -> list[tuple[Any, ...]]:
    """The rows below the header row that begins with the title, up to an empty one."""
    lines = list(sheet.iter_rows(values_only=True))
    first = max(n for n, line in enumerate(lines) if line[0] == title) + 1
    return [line for line in lines[first:] if any(value is not None for value in line)]


@pytest.fixture(scope="module")
def found() -> Rollup:
    return rollup(
        refused=(RefusedFolder("Phường A", "thu/a", "Chưa có kết quả đã chốt.", "Chốt rồi gửi lại."),),
        missing=(Missing("Phường B", "UBND phường số 2"),),
        unlisted=("UBND phường số 2",),
    )


def test_sheets_and_the_ranking_by_block(found: Rollup) -> None:
    content = opened(book(found))
    assert content.sheetnames == [
        "Tổng quan", "Xếp hạng Phòng chuyên môn", "Xếp hạng Tổ dân phố", "Theo phường, xã", "Nguồn",
        "Không nhận, còn thiếu",
    ]  # fmt: skip
    for block, name in zip(BLOCKS, content.sheetnames[1:3], strict=True):
        shown = rows(content[name], "Hạng")
        expected = [
            (p.place, p.ward.name, p.unit.name, float(p.unit.final or 0), p.unit.in_block)
            for p in found.ranking[block]
        ]
        assert [(*line[:4], line[5]) for line in shown] == expected
    assert "tiêu chí phụ" in content.worksheets[1]["A4"].value


def test_overview_counts(found: Rollup) -> None:
    sheet = opened(book(found))["Tổng quan"]
    assert [sheet.cell(row, 3).value for row in (4, 5, 6)] == [4, 1, 1]
    *wards, total = rows(sheet, "STT")
    assert [line[1] for line in wards] == [each.name for each in found.wards]
    assert total[1] == "Cộng"
    for column in range(2, 10):
        assert total[column] == sum(line[column] for line in wards)
    figures = found.summary(found.wards[3].results.units)
    assert Decimal(str(wards[3][10])) == figures.mean


def test_every_link_leads_to_the_row_that_it_names(found: Rollup) -> None:
    content = opened(book(found))
    followed = 0
    for sheet in content.worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                if cell.hyperlink and cell.value not in ("xem lý do", "↑ về trang Tổng quan"):
                    name, address = cell.hyperlink.location.rsplit("!", 1)
                    there = content[name.strip("'")][address.replace("$", "")]
                    if address != "A1":
                        assert there.value == cell.value
                        followed += 1
    units = sum(len(placed) for placed in found.ranking.values())
    assert followed == 2 * units + 2 * len(found.wards)
    back = [c for line in content["Theo phường, xã"].iter_rows() for c in line if c.hyperlink]
    names = [
        content["Tổng quan"][c.hyperlink.location.rsplit("!", 1)[1].replace("$", "")].value for c in back
    ]
    assert names == [each.name for each in found.wards]


def test_what_does_not_count_is_named_with_its_remedy(found: Rollup) -> None:
    content = opened(book(found))
    refused, missing = rows(content["Không nhận, còn thiếu"], "STT")
    assert refused[1:] == ("Phường A", "thu/a", "không nhận", "Chưa có kết quả đã chốt.", "Chốt rồi gửi lại.")
    assert missing[1:4] == ("Phường B", None, "còn thiếu")
    assert "“UBND phường số 2”" in missing[4]
    sources = rows(content["Nguồn"], "STT")
    assert [line[8] for line in sources] == [None, "Không có trong danh sách phường, xã", None, None]
    assert not [line for line in sources if "0" * 64 in line or "/" in str(line[2])]  # those are in the JSON
    assert {each["manifest"] for each in json.loads(rollup_json(found))["wards"]} == {"0" * 64}
    told = str(list(opened(book(rollup()))["Không nhận, còn thiếu"].values))
    assert "Không có thư mục nào bị từ chối" in told


def test_the_banner_stands_on_every_sheet_until_the_set_is_issued(found: Rollup) -> None:
    assert all(sheet["A1"].value == "MẪU - chưa ban hành" for sheet in opened(book(found)).worksheets)
    issued = Rollup(2026, "0.1.0", (ward(under(results("Phường A"), status="issued")),))
    assert all(sheet["A1"].value is None for sheet in opened(book(issued)).worksheets)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_becomes_a_formula_or_a_link(name: str) -> None:
    made = scored(name, {BLOCKS[0]: ["90"]})
    unit = made.units[0].model_copy(update={"name": name, "reason": name})
    made = made.model_copy(update={"units": (unit,), "issuer_above": name, "office": name})
    found = Rollup(
        2026, "0.1.0", (ward(under(made, name=name), name),), (RefusedFolder(name, name, name, name),),
        (Missing(name, name),), (name,),
    )  # fmt: skip
    content = book(found)
    with ZipFile(BytesIO(content)) as parts:
        sheets = [
            parts.read(part).decode() for part in parts.namelist() if part.startswith("xl/worksheets/s")
        ]
        assert not any("TargetMode" in parts.read(part).decode() for part in parts.namelist())
    for xml in sheets:
        for formula in re.findall("<f>(.*?)</f>", xml):
            assert re.fullmatch(r"'[^']+'!\$[A-Z]+\$[0-9]+", formula)
    assert opened(content).sheetnames[0] == "Tổng quan"


def test_the_same_results_give_the_same_bytes(found: Rollup) -> None:
    assert book(found) == book(found)
    assert rollup_json(found) == rollup_json(found)


def test_the_json_says_the_same(found: Rollup) -> None:
    told = json.loads(rollup_json(found))
    assert (told["format"], told["year"], told["banner"]) == ("danvan-rollup-1", 2026, "MẪU - chưa ban hành")
    assert [each["name"] for each in told["wards"]] == [each.name for each in found.wards]
    for each, held in zip(told["wards"], found.wards, strict=True):
        for unit in each["units"]:
            assert unit["across_wards"] == found.place.get((held.folder, unit["code"]))
        assert Decimal(each["summary"]["mean"]) == found.summary(held.results.units).mean
    assert [each["place"] for each in told["ranking"][BLOCKS[0]]] == [
        each.place for each in found.ranking[BLOCKS[0]]
    ]
    assert (told["refused"][0]["name"], told["missing"][0]["name"]) == ("Phường A", "Phường B")


def test_nobody_ranked_is_no_reason_to_fail() -> None:
    content = opened(book(Rollup(2026, "0.1.0", (ward(scored("Phường A", {})),))))
    assert content.sheetnames == ["Tổng quan", "Theo phường, xã", "Nguồn", "Không nhận, còn thiếu"]


def test_libreoffice_opens_recalculates_and_prints_it(
    found: Rollup, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    path = tmp_path / "tong-hop.xlsx"
    path.write_bytes(book(found))
    [saved] = libreoffice.recalculated([path], tmp_path / "moi")
    before, after = opened(path), opened(saved)
    assert after.sheetnames == before.sheetnames
    for name in before.sheetnames:
        cells = [[c for c in line if c is not None] for line in before[name].values]
        assert [[c for c in line if c is not None] for line in after[name].values][: len(cells)] == cells
    [pdf] = libreoffice.as_pdf([path], tmp_path)
    assert pdf.stat().st_size > 10_000


def test_the_overview_names_the_set_without_its_hash(found: Rollup) -> None:
    sheet = opened(book(found))["Tổng quan"]
    said = " ".join(str(cell) for row in sheet.iter_rows(max_row=6, values_only=True) for cell in row if cell)
    assert found.set.name in said and found.set.shared[:12] not in said


def test_a_block_is_named_as_a_sentence_names_it(found: Rollup) -> None:
    titles = [sheet["A2"].value for sheet in opened(book(found))]
    assert "Xếp hạng khối phòng chuyên môn của các phường, xã năm 2026" in titles
