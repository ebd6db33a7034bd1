"""danvan verify as a user types it: books out, points in, nothing lost on the way."""

from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from scoring.intake.layout import SCORES
from scoring.pipeline.office import open_office
from scoring.verification.layout import TITLE
from tests.support.commands import danvan
from tests.verification.books import columns

FORMS = ("ca", "vhxh")
"""Two units that submitted: Công an phường, and Phòng Văn hóa - Xã hội, which consolidates."""


def books(workspace: Path) -> dict[str, Path]:
    return {path.name: path for path in (workspace / "outputs/2026/nam/tham-dinh").glob("*.xlsx")}


def type_in(path: Path, unit: str, points: float, reason: str | None = "Theo hồ sơ", rows: int = 3) -> None:
    """Give the same points to the first criteria of a unit."""
    book = load_workbook(path)
    for sheet in book.worksheets[1:-1]:
        head, column = columns(sheet)
        mine = [r for r in range(head + 1, sheet.max_row + 1) if sheet.cell(r, 1).value == unit]
        for row in mine[:rows]:
            entries: dict[str, Any] = {"points1": points, "reason1": reason}
            for key, value in entries.items():
                sheet.cell(row, column[key]).value = value
    book.save(path)


def verdicts(workspace: Path) -> dict[tuple[str, str], Any]:
    return open_office(workspace).register.ledger(2026).verdicts()


def test_phong_van_hoa_xa_hoi_is_verified_by_the_office_of_the_ward(workspace: Path) -> None:
    result = danvan("verify", "export", "--by-verifier", "-w", workspace)
    assert result.exit_code == 0
    assert set(books(workspace)) == {"tham-dinh-2026-vhxh.xlsx", "tham-dinh-2026-vp.xlsx"}
    taken = {}
    for name, path in books(workspace).items():
        book = load_workbook(path)
        taken[name] = {
            sheet.cell(row, 1).value
            for sheet in book.worksheets[1:-1]
            for row in range(columns(sheet)[0] + 1, sheet.max_row + 1)
            if sheet.cell(row, 2).value
        }
    assert taken == {"tham-dinh-2026-vhxh.xlsx": {"ca"}, "tham-dinh-2026-vp.xlsx": {"vhxh"}}
    path = books(workspace)["tham-dinh-2026-vp.xlsx"]
    type_in(path, "vhxh", 1)
    assert danvan("verify", "import", path, "-w", workspace, "--by", "Nguyễn Văn An").exit_code == 0
    [first, *_] = verdicts(workspace).values()
    assert (first.verifier, first.record.who, first.points) == ("vp", "Nguyễn Văn An", 1)


def test_import_is_whole_once_and_says_what_comes_next(workspace: Path) -> None:
    danvan("verify", "export", "-w", workspace)
    path = books(workspace)["tham-dinh-2026.xlsx"]
    type_in(path, "ca", 1)
    result = danvan("verify", "import", path, "-w", workspace)
    assert result.exit_code == 0
    assert "Đã ghi 3 điểm thẩm định. Việc tiếp theo: danvan verify export" in result.output
    assert len(verdicts(workspace)) == 3
    seq = open_office(workspace).register.ledger(2026).last
    again = danvan("verify", "import", path, "-w", workspace)
    assert "Không có gì mới" in again.output
    assert open_office(workspace).register.ledger(2026).last == seq


def test_one_error_and_nothing_of_any_book_is_taken(workspace: Path) -> None:
    danvan("verify", "export", "--by-verifier", "-w", workspace)
    good, bad = books(workspace)["tham-dinh-2026-vhxh.xlsx"], books(workspace)["tham-dinh-2026-vp.xlsx"]
    type_in(good, "ca", 1)
    type_in(bad, "vhxh", 1, reason=None)
    result = danvan("verify", "import", good, bad, "-w", workspace)
    assert result.exit_code == 1
    assert "V09" in result.output
    [found, *_] = [line for line in result.output.splitlines() if "V09" in line]
    columns_of = [cell.strip() for cell in found.split("│")]
    assert columns_of[4].startswith("Phòng") and columns_of[5].startswith("1.1.1. ")
    assert "Chưa nhập gì" in result.output
    assert verdicts(workspace) == {}


def test_export_never_replaces_what_was_not_imported(workspace: Path) -> None:
    danvan("verify", "export", "-w", workspace)
    path = books(workspace)["tham-dinh-2026.xlsx"]
    first = path.read_bytes()
    assert danvan("verify", "export", "-w", workspace).exit_code == 0
    assert path.read_bytes() == first
    type_in(path, "ca", 1)
    typed = path.read_bytes()
    refused = danvan("verify", "export", "-w", workspace)
    assert refused.exit_code == 2
    assert "danvan verify import" in refused.output
    assert path.read_bytes() == typed
    danvan("verify", "import", path, "-w", workspace)
    assert danvan("verify", "export", "-w", workspace).exit_code == 0
    sheet = next(s for s in load_workbook(path).worksheets if s.title == "Khối lực lượng vũ trang")
    head, column = columns(sheet)
    assert sheet.cell(head + 2, column["points1"]).value == 1


def test_one_unit_and_strangers(workspace: Path) -> None:
    assert danvan("verify", "export", "--unit", "Công an phường", "-w", workspace).exit_code == 0
    assert set(books(workspace)) == {"tham-dinh-2026-ca.xlsx"}
    assert (
        "Người thẩm định ghi ở mục verifiers"
        in danvan("verify", "export", "--verifier", "la", "-w", workspace).output
    )
    assert "Chưa có gì để thẩm định" in danvan("verify", "export", "--unit", "vp", "-w", workspace).output


def test_who_may_not_verify_a_unit_is_told_so_and_who_does(workspace: Path) -> None:
    own = danvan("verify", "export", "--verifier", "vhxh", "--unit", "vhxh", "-w", workspace)
    assert own.exit_code == 2
    assert "Phòng Văn hóa - Xã hội không được thẩm định điểm của mình" in own.output
    assert "điểm này do Văn phòng HĐND và UBND phường thẩm định" in own.output
    assert "chưa có đơn vị nào" not in own.output
    other = danvan("verify", "export", "--verifier", "vp", "--unit", "ca", "--unit", "vhxh", "-w", workspace)
    assert other.exit_code == 0
    assert "Văn phòng HĐND và UBND phường không được giao thẩm định Công an phường" in other.output


def test_a_form_is_no_book_and_is_told_so(workspace: Path) -> None:
    form = next((workspace / "inputs/2026/nam").glob("*-ca-*"))
    result = danvan("verify", "import", form, "-w", workspace)
    assert result.exit_code == 1
    assert "V01" in result.output
    assert TITLE["points1"] not in result.output


def test_a_form_sent_again_loses_no_points_and_has_to_be_looked_at(workspace: Path) -> None:
    danvan("verify", "export", "-w", workspace)
    path = books(workspace)["tham-dinh-2026.xlsx"]
    type_in(path, "ca", 1)
    danvan("verify", "import", path, "-w", workspace)
    before = verdicts(workspace)
    code = next(iter(before))[1]
    form = next((workspace / "inputs/2026/nam").glob("*-ca-*"))
    sent = load_workbook(form)
    sheet = sent[SCORES]
    titles = {cell.value: cell.column for row in sheet.iter_rows(max_row=12) for cell in row}
    row = next(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, 1).value == code)
    sheet.cell(row, titles["Giải trình"]).value = "Bổ sung sau khi thẩm định"
    sent.save(form)
    danvan("consolidate", "-w", workspace)
    assert verdicts(workspace) == before
    assert danvan("verify", "export", "-w", workspace).exit_code == 0
    result = danvan("verify", "import", path, "-w", workspace)
    assert (result.exit_code, result.output.count("V18")) == (0, 1)
    assert verdicts(workspace) == before


def test_a_period_without_scores_has_nothing_to_verify(workspace: Path) -> None:
    result = danvan("verify", "export", "-w", workspace, "-k", "6-thang")
    assert result.exit_code == 2
    assert "Kỳ báo cáo này không chấm điểm" in result.stderr
