"""The sentences for what the reader refuses, and for active content: nobody else writes them."""

from collections.abc import Mapping

from scoring.findings import Finding, finding
from scoring.regular import IrregularError, Why
from scoring.xlsx.active import Active
from scoring.xlsx.limits import MEGABYTE
from scoring.xlsx.refused import FileKind, Reason, Refused

_KINDS: Mapping[FileKind, tuple[str, str]] = {
    FileKind.PDF: ("T01", "tệp PDF"),
    FileKind.RTF: ("T01", "văn bản RTF"),
    FileKind.IMAGE: ("T01", "tệp ảnh"),
    FileKind.RAR: ("T01", "tệp nén RAR"),
    FileKind.SEVEN_ZIP: ("T01", "tệp nén 7z"),
    FileKind.GZIP: ("T01", "tệp nén GZ"),
    FileKind.SQLITE: ("T01", "cơ sở dữ liệu"),
    FileKind.ZIP: ("T01", "tệp nén .zip"),
    FileKind.DOC: ("T01", "văn bản Word (.doc)"),
    FileKind.DOCX: ("T01", "văn bản Word (.docx)"),
    FileKind.PPT: ("T01", "bài trình chiếu (.ppt)"),
    FileKind.PPTX: ("T01", "bài trình chiếu (.pptx)"),
    FileKind.OLE: ("T01", "tệp kiểu cũ của Windows"),
    FileKind.HTML: ("T01", "trang web HTML"),
    FileKind.TEXT: ("T01", "tệp văn bản"),
    FileKind.UNKNOWN: ("T01", "không rõ định dạng"),
    FileKind.OPEN_DOCUMENT: ("T01", "văn bản OpenDocument"),
    FileKind.XLS_5: ("T04", "Excel 5.0 (.xls)"),
    FileKind.XLS: ("T04", "Excel 97-2003 (.xls)"),
    FileKind.XML_2003: ("T04", "XML Spreadsheet 2003 (.xml)"),
    FileKind.CSV: ("T04", "văn bản CSV"),
    FileKind.XLSB: ("T04", "Excel nhị phân (.xlsb)"),
    FileKind.ODS: ("T04", "OpenDocument (.ods)"),
    FileKind.NUMBERS: ("T04", "Apple Numbers hoặc Pages"),
}
_REASONS: Mapping[Reason, tuple[str, str]] = {
    Reason.ARCHIVE: _KINDS[FileKind.ZIP],
    Reason.ENCRYPTED: ("T03", "mật khẩu"),
    Reason.EMPTY: ("T02", "tệp rỗng, 0 byte"),
    Reason.CUT_OFF: ("T02", "tệp bị cắt cụt"),
    Reason.STRANGE_START: ("T02", "có dữ liệu lạ ở đầu tệp"),
    Reason.OVERLAPPING_MEMBERS: ("T02", "các thành phần chồng lên nhau"),
    Reason.WRONG_CHECKSUM: ("T02", "nội dung không khớp mục lục của tệp"),
    Reason.MALFORMED: ("T02", "không đúng cấu trúc .xlsx"),
    Reason.NO_MAIN_PART: ("T02", "thiếu phần chính của bảng tính"),
    Reason.MISSING_PART: ("T02", "thiếu phần {}"),
    Reason.MISSING_SHEET: ("T02", "thiếu nội dung của trang “{}”"),
    Reason.MISSING_STRING: ("T02", "có ô dẫn đến chữ không có trong tệp"),
    Reason.MISSING_STYLE: ("T02", "ô {} dẫn đến định dạng không có trong tệp"),
    Reason.STRANGE_END: ("T10", "có dữ liệu lạ ở cuối tệp"),
    Reason.BACKSLASH_IN_NAME: ("T10", "tên thành phần dùng dấu \\ thay cho dấu /"),
    Reason.ODD_NAME: ("T10", "tên thành phần không hợp lệ"),
    Reason.SAME_NAME: ("T10", "hai thành phần trùng tên"),
    Reason.OTHER_HEADER: ("T10", "mục lục kể thành phần khác đi"),
    Reason.OTHER_NAME: ("T10", "mục lục gọi thành phần bằng tên khác"),
    Reason.ODD_COMPRESSION: ("T10", "kiểu nén lạ"),
    Reason.ODD_ENCODING: ("T10", "bảng mã chữ lạ"),
    Reason.DOCTYPE: ("T10", "có khai báo DOCTYPE"),
    Reason.WRONG_ELEMENT: ("T10", "có phần không đúng loại"),
    Reason.HIDDEN_DATA: ("T10", "dữ liệu nằm trong thành phần lạ"),
    Reason.UNCLEAR_MAIN_PART: ("T10", "không rõ phần chính của bảng tính"),
    Reason.UNCLEAR_CALENDAR: ("T10", "không rõ ngày đầu tiên của lịch"),
    Reason.UNCLEAR_SHEET: ("T10", "trang “{}” ghi không rõ ràng"),
    Reason.SAME_SHEET: ("T10", "hai trang cùng tên “{}”"),
    Reason.SAME_RELATION: ("T10", "hai liên kết cùng tên"),
    Reason.SAME_KIND: ("T10", "bảng tính có hai phần cùng loại"),
    Reason.UNCLEAR_TEXT: ("T10", "chữ ghi không rõ ràng"),
    Reason.TWO_TABLES: ("T10", "một trang có hai bảng dữ liệu"),
    Reason.ODD_ROW: ("T10", "số thứ tự dòng không hợp lệ"),
    Reason.UNORDERED_ROWS: ("T10", "các dòng không theo thứ tự"),
    Reason.UNORDERED_CELLS: ("T10", "các ô không theo thứ tự"),
    Reason.UNCLEAR_CELL: ("T10", "ô {} ghi không rõ ràng"),
    Reason.ODD_ADDRESS: ("T10", "địa chỉ ô không hợp lệ"),
    Reason.FILE_SIZE: ("T05", Why.SIZE),
    Reason.INFLATED_SIZE: ("T05", "nội dung sau giải nén quá lớn"),
    Reason.MEMBERS: ("T05", "quá nhiều thành phần"),
    Reason.ELEMENTS: ("T05", "quá nhiều thành phần, định dạng hoặc dòng trống"),
    Reason.DEPTH: ("T05", "nội dung lồng nhau quá sâu"),
    Reason.TOKEN: ("T05", "một thành phần quá dài"),
    Reason.NAMESPACE: ("T05", "không gian tên quá dài"),
    Reason.TEXT: ("T05", "một ô có quá nhiều chữ"),
    Reason.FONTS: ("T05", "một ô có quá nhiều phông chữ"),
    Reason.RELATIONS: ("T05", "quá nhiều liên kết"),
    Reason.SHEETS: ("T05", "quá nhiều trang"),
    Reason.MERGES: ("T05", "quá nhiều ô gộp"),
    Reason.ARRAYS: ("T05", "quá nhiều công thức mảng"),
    Reason.FORMULAS: ("T05", "công thức quá dài hoặc quá nhiều"),
    Reason.CELLS: ("T05", "quá nhiều ô có dữ liệu"),
    Reason.SHOWN: ("T05", "quá nhiều chữ"),
    Reason.FAR_CELL: ("T05", "có dữ liệu ở dòng {}, cột {}"),
}
_IN_BYTES = frozenset({Reason.FILE_SIZE, Reason.INFLATED_SIZE})
_ACTIVE: Mapping[Active, str] = {
    Active.MACRO: "macro",
    Active.OTHER_FILE: "liên kết đến tệp khác",
    Active.EMBEDDED: "đối tượng nhúng (OLE)",
    Active.CONTROL: "điều khiển ActiveX",
    Active.CONNECTION: "kết nối dữ liệu",
    Active.EXTENSION: "phần mở rộng của Excel",
    Active.DDE: "liên kết DDE",
    Active.HYPERLINK: "liên kết ra ngoài tệp (siêu liên kết)",
    Active.FETCHED: "nội dung lấy từ ngoài tệp",
    Active.FORMULA: "công thức gọi ra ngoài tệp",
}
_IRREGULAR = {Why.KIND: "T08", Why.SIZE: "T05", Why.MOVING: "T11", Why.UNFINISHED: "T11"}


def refusal(refused: Refused) -> Finding:
    """Why the reader does not take a file: T01-T05 or T10."""
    if refused.reason is Reason.OTHER_FILE:
        [kind] = refused.details
        code, words = _KINDS[kind]  # type: ignore[index]
    else:
        code, words = _REASONS[refused.reason]
    return finding(code, found=words.format(*refused.details), expected=_allowed(refused))


def _allowed(refused: Refused) -> str:
    if refused.reason is Reason.FAR_CELL:
        return "{} dòng, {} cột".format(*refused.allowed)
    return "".join(_megabytes(n) if refused.reason in _IN_BYTES else str(n) for n in refused.allowed)


def _megabytes(count: int) -> str:
    return f"{count // MEGABYTE} MB"


def unreadable(error: OSError) -> Finding:
    """Why a file cannot be read from the disk: T05, T08 or T11."""
    if isinstance(error, IrregularError):
        allowed = _megabytes(error.most) if error.why is Why.SIZE else ""
        return finding(_IRREGULAR[error.why], found=error.why, expected=allowed)
    if isinstance(error, FileNotFoundError):
        return finding("T08", found="không còn tệp này")
    if isinstance(error, PermissionError):
        return finding("T08", found="không có quyền đọc hoặc tệp đang được mở")
    return finding("T08", found="lỗi khi đọc đĩa")


def warning(active: Active) -> Finding:
    """That a workbook holds active content (T07)."""
    return finding("T07", found=_ACTIVE[active])
