"""Lines around tables that say nothing of scoring: what is known to be harmless, and nothing else."""

import re

from scoring.annex.figures import NUMBER
from scoring.annex.marks import leading
from scoring.text import ascii_slug, clean

_FORMAL = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"^(?:cong hoa xa hoi chu nghia viet nam|doc lap tu do hanh phuc|"
         r"dang cong san viet nam)$", "quốc hiệu"),
        (r"^(?:ban hanh )?(?:kem theo|dinh kem)\b", "văn bản kèm theo"),
        (r"^(?:ap dung|dung|danh)(?: chung)? (?:cho|doi voi)\b", "đối tượng áp dụng"),
        (r"^phu luc(?: (?:so )?[\divxab]+)?(?: (?:ban hanh )?kem theo\b.*)?$|"
         r"^(?:bieu )?mau(?: bieu)? so [\dab]+$|"
         r"^so \d* (?:\w{2,6} ?){1,4}$", "số, tên phụ lục"),
        (r"^(?:nam|nam hoc|quy|giai doan|nhiem ky|thang)(?: [\divx]+)+$", "năm, kỳ"),
        (r"^(?:can cu|theo|xet|thuc hien)(?: (?:cac|noi dung|vao))* (?:luat|nghi dinh|quyet dinh|thong tu|"
         r"nghi quyet|ke hoach|huong dan|cong van|chi thi|ket luan|hien phap|quy che|quy dinh|van ban|"
         r"de nghi|"
         r"to trinh)\b", "căn cứ"),
        (r"^(?:tm|kt|tl|tuq|q) [a-z]|^(?:noi nhan|nguoi lap|thu truong|(?:pho )?chu tich|truong phong|"
         r"ky ten|xac nhan cua|da ky|ky dong dau|nhu (?:dieu|tren|kinh gui)|luu vt|luu)\b|"
         r"^.{0,24}ngay .{0,6} ?thang .{0,6} ?nam(?: \d{4}| 20)?$", "nơi nhận, chữ ký, ngày"),
    )
)  # fmt: skip
_BLANKS = re.compile(r"…{2,}|\.{4,}|_{3,}")
_NAME = re.compile(
    r"^(?:các |những )*(?:phụ lục|mẫu|biểu|bảng|bộ|khung|hệ thống|phiếu|tiêu chí|chỉ tiêu|tiêu chuẩn|"
    r"thang điểm|"
    r"chỉ số|nội dung|hướng dẫn|danh mục|kết quả|chấm điểm|đánh giá|xếp (?:loại|hạng)|phân loại)\b",
    re.IGNORECASE,
)
"""How the name of a table begins."""
_RULES = re.compile(
    r"\b(?:trừ|mỗi|cứ|nếu|thì|làm tròn|quy đổi|hệ số|một phần|nửa|tối đa|0 điểm|không (?:được )?(?:chấm|"
    r"tính|cho|"
    r"xét|công nhận|xếp|thực hiện|đạt|có|phát sinh))\b|\d\s*/\s*\d(?!\d)|"
    rf"{NUMBER}\s*%|{NUMBER}\s*(?:điểm|đ)\b(?!\s*\)?\s*$)",
    re.IGNORECASE,
)
"""What no name of a table has, but what says how points are given."""
_DECIDES = re.compile(r"\b(?:do|bị|sẽ|phải|được|chỉ|còn lại)\b", re.IGNORECASE)
"""What a name in capitals may have, and no other."""
_SPEAKS = re.compile(
    r"\b(?:điểm|chấm|tiêu chí|chỉ tiêu|chỉ số|tiêu chuẩn|xếp (?:loại|hạng)|phân loại|công nhận|trừ|cộng|"
    r"thưởng|"
    r"phạt|minh chứng|kiểm chứng|làm tròn|thập phân|quy đổi|hệ số|vi phạm|kỷ luật|miễn|không xét|xem xét)\b",
    re.IGNORECASE,
)
_MAY_SPEAK = re.compile(
    r"\b(?:nội dung|mục|danh hiệu|đánh giá|thi đua|hồ sơ|tài liệu|báo cáo|bậc|mức|loại|hạng|đơn vị)\b",
    re.IGNORECASE,
)
_RULING = re.compile(
    r"\b(?:được|đạt|không|chưa|chỉ|thì|nếu|khi|mỗi|cứ|hạ|phải|tính|lấy|áp dụng|trường hợp|riêng|ưu tiên)\b",
    re.IGNORECASE,
)
"""Beside an ordinary word: a rule may be meant."""
_NUMBERS_OF_PAPERS = re.compile(
    r"\b(?:số|điều|khoản|bảng|biểu|phụ lục|mẫu|phần|mục|chương|khối|cụm|quý|nhiệm kỳ|năm học|"
    r"giai đoạn)\s*:?\s*"
    r"[\divxlab]+(?:[/-][^\s,;()]+)*(?:\s*-\s*\d+)?\b|"
    r"\bngày\s+\d{1,2}\s*(?:[/-]|tháng)\s*\d{1,2}\s*(?:[/-]|năm)\s*\d{4}|\d{1,2}/\d{1,2}/\d{4}|"
    r"\b(?:năm\s+)?20\d\d\b(?:\s*[-–]\s*20\d\d)?",
    re.IGNORECASE,
)
"""Figures that number papers or name years."""


def formal(text: str) -> str:
    """What a line is that every paper has (``quốc hiệu``, ``chữ ký``); empty for any other."""
    words = " ".join(ascii_slug(text).replace("-", " ").split())
    if _RULES.search(text) and _SPEAKS.search(text):
        return ""
    return next((kind for pattern, kind in _FORMAL if pattern.search(words)), "")


def harmless(text: str, in_body: bool = False) -> str:
    """Why a line says nothing of scoring; empty where it may say something.

    ``in_body``: it stands in the decision before its annex, where a figure alone says nothing.
    """
    kinds = [_harmless(clean(piece), in_body) for piece in text.split("\n") if clean(piece)]
    return "" if not all(kinds) else next(iter(kinds), "dòng trống")


def _harmless(text: str, in_body: bool) -> str:
    marks, bare = leading(text)
    if kind := formal(bare if marks else text):
        return kind
    in_capitals = text.upper() == text
    named = in_capitals or (_NAME.match(bare if marks else text) and not _DECIDES.search(text))
    if named and not _RULES.search(text):
        return "tên của văn bản, của bảng"
    if _BLANKS.search(text) and not _RULES.search(text):
        return "chỗ để điền"
    may_rule = _RULING.search(text) and _MAY_SPEAK.search(text)
    if (_SPEAKS.search(text) and (_RULING.search(text) or not in_body)) or (may_rule and not in_body):
        return ""
    has_figures = re.search(r"\d", _NUMBERS_OF_PAPERS.sub(" ", bare))
    return "" if has_figures and not in_body else "không nói về chấm điểm"
