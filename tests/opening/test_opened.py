"""Guarded opening: content decides, every refusal has its code and its words, nothing raises."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.findings import Finding
from scoring.opening.opened import Opened, open_workbook, place_of
from scoring.xlsx import limits, reader
from scoring.xlsx.grid import (
    ErrorCell,
    Uncalculated,
    cell_name,
    column_number,
)
from scoring.xlsx.markup import _parsed
from tests.intake.forms import written
from tests.xlsx.parts import parts_of, zipped

SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def small() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("Một").write("B2", "chữ")
    return buffer.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    return zipped({**parts_of(small()), name: content})


def sheet_of(rows: str, after: str = "") -> bytes:
    """A workbook whose sheet holds these rows."""
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )
    return with_part(SHEET, xml.encode())


def opened(content: bytes, folder: Path, name: str = "tep.xlsx") -> Opened:
    path = folder / name
    path.write_bytes(content)
    return open_workbook(path)


def refusal(content: bytes, folder: Path) -> Finding:
    result = opened(content, folder)
    assert result.workbook is None
    [found] = result.findings
    return found


def utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "T02", "rỗng"),
        (b"%PDF-1.7 ...", "T01", "PDF"),
        (b"\x89PNG\r\n", "T01", "ảnh"),
        (b"Rar!\x1a\x07", "T01", "RAR"),
        (b"<html><body><table></table>", "T01", "HTML"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", "T01", "HTML"),
        ("STT,Nội dung,Điểm\n1.1,Kế hoạch,5\n".encode(), "T04", "CSV"),
        ("Kính gửi Phòng,\nTổ dân phố số 13 xin gửi báo cáo, xin cảm ơn.".encode(), "T01", "văn bản"),
        ("Kính gửi Phòng Văn hóa".encode(), "T01", "văn bản"),
        (b"\x00\x01\x02\x03" * 9, "T01", "không rõ"),
        (OLE + utf16("Workbook"), "T04", ".xls"),
        (OLE + utf16("EncryptedPackage"), "T03", "mật khẩu"),
        (OLE + utf16("WordDocument"), "T01", "Word"),
        (b'<?xml?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "T04", "2003"),
        (zipped({"word/document.xml": b"<a/>", "[Content_Types].xml": b"<a/>"}), "T01", "Word"),
        (zipped({"xl/workbook.bin": b"x", "[Content_Types].xml": b"<a/>"}), "T04", ".xlsb"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "T04", ".ods"),
        (zipped({"anh.jpg": b"x"}), "T01", ".zip"),
        (zipped({"[Content_Types].xml": b"<a/>"}), "T02", "thiếu phần"),
        (b"rac" + small(), "T02", "đầu tệp"),
        (small()[:-400], "T02", "cắt cụt"),
    ],
)
def test_what_is_no_workbook_is_named(content: bytes, code: str, words: str, tmp_path: Path) -> None:
    found = refusal(content, tmp_path)
    assert found.code == code
    assert words in found.found + found.message


def doubled() -> bytes:
    buffer = io.BytesIO(small())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(SHEET.upper(), b"<worksheet/>")
    return buffer.getvalue()


def lying_about_its_size() -> bytes:
    """The directory says that the sheet is 10 bytes long, with the checksum of those 10."""
    content = bytearray(small())
    start = content.rfind(SHEET.encode()) - 46
    assert content[start : start + 4] == b"PK\x01\x02"
    first = parts_of(small())[SHEET][:10]
    struct.pack_into("<I", content, start + 16, zlib.crc32(first))
    struct.pack_into("<I", content, start + 24, 10)
    return bytes(content)


def overlapping() -> bytes:
    """Two entries of the directory lead to the same bytes."""
    content = bytearray(zipped({**parts_of(small()), "xl/a.xml": b"<a/>", "xl/b.xml": b"<a/>"}))
    first, second = (content.rfind(name) - 46 for name in (b"xl/a.xml", b"xl/b.xml"))
    content[second + 42 : second + 46] = content[first + 42 : first + 46]
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (with_part("../ngoai.xml", b"<a/>"), "T10", "tên thành phần"),
        (with_part("/goc.xml", b"<a/>"), "T10", "tên thành phần"),
        (doubled(), "T10", "trùng tên"),
        (overlapping(), "T02", "chồng lên nhau"),
        (lying_about_its_size(), "T02", "không khớp"),
        (zipped(parts_of(small()), zipfile.ZIP_LZMA), "T10", "kiểu nén"),
        (with_part("xl/sharedStrings.xml", b'<!DOCTYPE sst [<!ENTITY a "b">]><sst/>'), "T10", "DOCTYPE"),
        (with_part("xl/theme/theme1.xml", b"<!DOCTYPE a><a/>"), "T10", "DOCTYPE"),
        (
            with_part(SHEET, '<?xml version="1.0" encoding="UTF-32"?><worksheet/>'.encode("utf-32")),
            "T10",
            "mã chữ",
        ),
        (with_part(SHEET, b'<?xml version="1.0" encoding="windows-1258"?><worksheet/>'), "T10", "mã chữ"),
        (
            with_part(
                SHEET,
                b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>',
            ),
            "T02",
            "cấu trúc",
        ),
        (zipped({k: v for k, v in parts_of(small()).items() if k != SHEET}), "T02", "trang “Một”"),
        (sheet_of('<row r="2"/><row r="1"/>'), "T10", "theo thứ tự"),
        (sheet_of('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'), "T10", "theo thứ tự"),
        (sheet_of('<row r="1"><c r="A2"><v>1</v></c></row>'), "T10", "theo thứ tự"),
        (sheet_of('<row r="1"><c r="AAAA1"><v>1</v></c></row>'), "T10", "địa chỉ"),
        (sheet_of('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'), "T02", ""),
    ],
)
def test_a_damaged_or_hostile_container_is_refused(
    content: bytes, code: str, words: str, tmp_path: Path
) -> None:
    found = refusal(content, tmp_path)
    assert found.code == code
    assert words in found.found


MERGE = '<mergeCell ref="A{n}:B{n}"/>'


def without_styles(cells: str) -> bytes:
    """A sheet of a workbook that has no styles at all, as small programs write."""
    parts = parts_of(sheet_of(f'<row r="1">{cells}</row>'))
    related = re.sub(rb"<Relationship [^>]*/styles[^>]*>", b"", parts.pop("xl/_rels/workbook.xml.rels"))
    del parts["xl/styles.xml"]
    return zipped({**parts, "xl/_rels/workbook.xml.rels": related})


def test_no_styles_at_all_are_read_where_no_cell_asks_for_one(tmp_path: Path) -> None:
    book = opened(without_styles('<c r="A1"><v>46145</v></c>'), tmp_path).workbook
    assert book
    assert book.sheets[0].cells == {(1, 1): Decimal(46145)}
    found = refusal(without_styles('<c r="A1" s="2"><v>46145</v></c>'), tmp_path)
    assert (found.code, "ô A1" in found.found) == ("T02", True)


def test_what_is_odd_is_not_called_damaged_and_says_how_to_mend_it(tmp_path: Path) -> None:
    slashes = zipped({name.replace("/", "\\"): content for name, content in parts_of(small()).items()})
    found = refusal(slashes, tmp_path)
    assert "Tệp không hỏng" in found.message
    assert "dấu \\" in found.message
    assert "lưu lại" in found.remedy


def many(count: int, element: str) -> str:
    return "".join(element.format(n=n) for n in range(1, count + 1))


@pytest.mark.parametrize(
    ("limit", "allowed", "content"),
    [
        ("MEMBERS", 10, with_part("xl/them.xml", b"<a/>")),
        ("INFLATED_BYTES", 200_000, with_part("xl/media/anh.bin", b"\0" * 300_000)),
        ("DEPTH", 64, with_part("xl/theme/theme1.xml", b"<a>" * 70 + b"</a>" * 70)),
        ("ELEMENTS", 900, with_part("xl/theme/theme1.xml", b"<a>" + b"<b/>" * 900 + b"</a>")),
        ("CELLS", 3, sheet_of(many(4, '<row r="{n}"><c r="A{n}"><v>1</v></c></row>'))),
        ("ROWS", 1000, sheet_of('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        ("SHOWN", 10, sheet_of('<row r="1"><c r="A1" t="str"><v>hơn mười chữ</v></c></row>')),
        ("RELATIONS", 3, small()),
        ("SHEETS", 0, small()),
        ("MERGES", 2, sheet_of("", f"<mergeCells>{many(3, MERGE)}</mergeCells>")),
        ("TEXT", 500, sheet_of(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"a" * 501}</t></is></c></row>')),
        ("FILE_BYTES", 1000, small()),
    ],
)
def test_every_limit_refuses_with_its_words(
    limit: str, allowed: int, content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, limit, allowed)
    _parsed.cache_clear()  # what was parsed under other limits is no answer under these
    assert refusal(content, tmp_path).code == "T05"


def test_a_value_in_the_last_cell_costs_the_file_and_not_the_process(tmp_path: Path) -> None:
    far = sheet_of('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert "1048576" in refusal(far, tmp_path).message


def test_a_million_empty_formatted_rows_are_no_values(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>' + '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    book = opened(sheet_of(rows), tmp_path).workbook
    assert book
    assert book.sheets[0].cells == {(1, 1): Decimal(1)}


def test_a_true_workbook_with_another_suffix_is_read(tmp_path: Path) -> None:
    book = opened(small(), tmp_path, "bieu.txt").workbook
    assert book
    assert book.sheets[0].cells == {(2, 2): "chữ"}


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    [found] = open_workbook(tmp_path / "khong-co.xlsx").findings
    assert found.code == "T08"


@pytest.mark.parametrize(
    ("part", "content", "words"),
    [
        ("xl/vbaProject.bin", b"x", "macro"),
        ("xl/embeddings/oleObject1.bin", b"x", "OLE"),
        ("xl/activeX/activeX1.bin", b"x", "ActiveX"),
        ("xl/externalLinks/externalLink1.xml", b"<externalLink/>", "tệp khác"),
        ("xl/externalLinks/externalLink1.xml", b"<externalLink><ddeLink/></externalLink>", "DDE"),
        ("xl/connections.xml", b"<connections/>", "kết nối"),
    ],
)
def test_active_content_is_told_and_the_rest_is_read(
    part: str, content: bytes, words: str, tmp_path: Path
) -> None:
    result = opened(with_part(part, content), tmp_path)
    assert result.workbook
    assert {found.code for found in result.findings} == {"T07"}
    assert any(words in found.message for found in result.findings)


def test_cells_keep_their_addresses_and_say_what_they_are(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("Ẩn")
        sheet.write("C3", 0.1 + 0.2)
        sheet.write_boolean("D3", True)
        sheet.write_formula("E3", "=1/0", None, "#DIV/0!")
        sheet.merge_range("A5:B6", "gộp")
        sheet.very_hidden()
        book.add_worksheet("Hai").activate()
    content = buffer.getvalue()
    book_read = opened(content, tmp_path).workbook
    assert book_read
    [first, _] = book_read.sheets
    assert first.cells[(3, 3)] == Decimal("0.3")
    assert first.cells[(3, 4)] is True
    assert first.cells[(3, 5)] == ErrorCell("#DIV/0!")
    assert first.state == "veryHidden"
    assert first.merge_at((6, 1)) == (5, 1, 6, 2)
    assert str(place_of(first, (5, 1))) == "trang “Ẩn” ô A5"


def test_a_formula_without_a_stored_result_is_not_blank_and_not_zero(tmp_path: Path) -> None:
    bare = '<c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v></v></c>'
    empty_text = '<c r="C1" t="str"><f>""</f><v></v></c>'
    book = opened(sheet_of(f'<row r="1">{bare}{empty_text}</row>'), tmp_path).workbook
    assert book
    cells = book.sheets[0].cells
    assert cells[(1, 1)] == cells[(1, 2)] == Uncalculated()
    assert (1, 3) not in cells


def test_cells_without_addresses_follow_one_another(tmp_path: Path) -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    book = opened(sheet_of(rows), tmp_path).workbook
    assert book
    assert book.sheets[0].cells == {(1, 1): Decimal(1), (1, 2): Decimal(2), (2, 1): Decimal(3)}


@pytest.mark.parametrize(("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (16384, "XFD")])
def test_columns_have_letters(column: int, letters: str) -> None:
    assert cell_name((1, column)) == f"{letters}1"
    assert column_number(letters) == column


def test_whatever_the_reader_raises_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def raises(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(reader, "inflate", raises)
    assert refusal(small(), tmp_path).code == "T02"


FORM = written()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_flipped_bytes_never_raise(data: st.DataObject, tmp_path: Path) -> None:
    content = bytearray(FORM)
    for place in data.draw(st.lists(st.integers(0, len(FORM) - 1), min_size=1, max_size=8)):
        content[place] ^= data.draw(st.integers(1, 255))
    result = opened(bytes(content), tmp_path)
    assert (result.workbook is None) == any(found.is_error for found in result.findings)


def change_xml(change: Callable[[str], str]) -> bytes:
    parts = parts_of(FORM)
    name = "xl/worksheets/sheet3.xml"
    return zipped({**parts, name: change(parts[name].decode()).encode()})


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_broken_sheets_never_raise(data: st.DataObject, tmp_path: Path) -> None:
    """The container is sound, the XML inside is not."""

    def damage(text: str) -> str:
        at = data.draw(st.integers(0, len(text) - 1))
        instead = data.draw(st.sampled_from(["", "<", '"', "9", "Z", "/>", "&amp;", "&x;"]))
        return text[:at] + instead + text[at + 1 :]

    result = opened(change_xml(damage), tmp_path)
    assert (result.workbook is None) == any(found.is_error for found in result.findings)
