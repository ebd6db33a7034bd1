"""The reader by itself: cells and active content of a workbook, or a reason and its details as data."""

import io
import pickle
from decimal import Decimal

import pytest
import xlsxwriter

from scoring.xlsx import limits
from scoring.xlsx.active import Active
from scoring.xlsx.reader import is_archive, read_workbook
from scoring.xlsx.refused import FileKind, Reason, Refused
from tests.xlsx.parts import parts_of, zipped

SHEET = "xl/worksheets/sheet1.xml"


def book(link: str = "") -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        sheet = made.add_worksheet("One")
        sheet.write("B2", 7)
        if link:
            sheet.write_url("B3", link)
    return buffer.getvalue()


def with_cells(cells: str) -> bytes:
    parts = parts_of(book())
    before, _, after = parts[SHEET].decode().partition("<sheetData>")
    rows = f"<sheetData>{cells}</sheetData>{after.partition('</sheetData>')[2]}"
    return zipped({**parts, SHEET: (before + rows).encode()})


def refused(data: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        read_workbook(data)
    return caught.value


def test_a_workbook_is_its_sheets_and_cells() -> None:
    [sheet] = read_workbook(book()).sheets
    assert (sheet.name, dict(sheet.cells)) == ("One", {(2, 2): Decimal(7)})


def test_active_content_is_listed_not_read() -> None:
    assert read_workbook(book()).active == ()
    assert read_workbook(book("https://example.org/")).active == (Active.HYPERLINK,)


@pytest.mark.parametrize(
    ("data", "reason", "details"),
    [
        (b"", Reason.EMPTY, ()),
        (b"%PDF-1.7", Reason.OTHER_FILE, (FileKind.PDF,)),
        (zipped({"a.txt": b"x"}), Reason.ARCHIVE, ()),
        (book()[:-9], Reason.CUT_OFF, ()),
        (with_cells('<row r="2"><c r="B2"><v>1</v><v>2</v></c></row>'), Reason.UNCLEAR_CELL, ("B2",)),
        (with_cells('<row r="2"><c r="B2" s="99"><v>1</v></c></row>'), Reason.MISSING_STYLE, ("B2",)),
        (with_cells('<row r="2"><c r="ZZ2"><v>1</v></c></row>'), Reason.FAR_CELL, (2, 702)),
    ],
)
def test_a_refusal_is_a_reason_with_details(data: bytes, reason: Reason, details: tuple[object, ...]) -> None:
    refusal = refused(data)
    assert (refusal.reason, refusal.details) == (reason, details)


def test_a_limit_says_how_much_is_allowed() -> None:
    assert refused(with_cells('<row r="2"><c r="ZZ2"><v>1</v></c></row>')).allowed == (50_000, 500)


def test_a_refusal_travels_between_processes() -> None:
    refusal = Refused(Reason.FAR_CELL, 2, 702, allowed=(50_000, 500))
    back = pickle.loads(pickle.dumps(refusal))
    assert (back.reason, back.details, back.allowed) == (Reason.FAR_CELL, (2, 702), (50_000, 500))


def test_an_own_workbook_may_hold_more() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, limits.CELLS + 2))
    assert refused(with_cells(rows)).reason is Reason.CELLS
    assert len(read_workbook(with_cells(rows), limits.OWN).sheets[0].cells) == limits.CELLS + 1


def test_a_damaged_zip_holds_no_files() -> None:
    files = zipped({"a.txt": b"x"})
    assert is_archive(files)
    assert not is_archive(files[:-5])
    assert not is_archive(book())
