"""Lines around tables that say nothing of scoring: what is known to be harmless, and nothing else."""

import re

from scoring.annex.figures import NUMBER
from scoring.annex.marks import leading
from scoring.text import ascii_slug, clean

_SIGNED = "nơi nhận, chữ ký, ngày"
_FORMAL = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"^(?:cong hoa xa hoi chu nghia viet nam|doc lap tu do hanh phuc|"
         r"dang cong san viet nam)$", "quốc hiệu"),
        (r"^(?:ban hanh )?(?:kem theo|dinh kem)\b|"
         r"^(?:dieu \d+ )?ban hanh (?:\w+ ){0,4}(?:quyet dinh|ke hoach|huong dan) nay\b|"
         r"^(?:ve viec|v v) ban hanh\b", "văn bản kèm theo"),
        (r"^(?:ap dung|dung|danh)(?: chung)? (?:cho|doi voi)\b|"
         r"^doi voi (?:(?:cac|ban cong tac|mat tran|o|phong|don vi|co quan|phuong|xa|truong hoc|to dan pho|"
         r"khu dan cu|khu pho|thon|ap|chi bo|chi hoi|chi doan|nam \d{4}) ?)+$", "đối tượng áp dụng"),
        (r"^phu luc(?: (?:so )?[\divxab]+)?(?: (?:ban hanh )?kem theo\b.*)?$|"
         r"^(?:bieu )?mau(?: bieu)? so [\dab]+$|"
         r"^so \d* (?:\w{2,6} ?){1,4}$", "số, tên phụ lục"),
        (r"^(?:(?:ky|nam) danh gia )?(?:nam|nam hoc|quy|giai doan|nhiem ky|thang)(?: [\divx]+)+$|"
         r"^(?:ky|nam) danh gia \d{4}$", "năm, kỳ"),
        (r"^(?:can cu|theo|xet|thuc hien)(?: (?:cac|noi dung|vao))* (?:luat|nghi dinh|quyet dinh|thong tu|"
         r"nghi quyet|ke hoach|huong dan|cong van|chi thi|ket luan|hien phap|quy che|quy dinh|van ban|"
         r"de nghi|"
         r"to trinh)\b", "căn cứ"),
        (r"^(?:dieu \d+ )?(?:quyet dinh|ke hoach|huong dan|quy che|quy dinh) nay co hieu luc\b|"
         r"^(?:dieu \d+ )?(?:\w+ ){1,40}chiu trach nhiem thi hanh (?:quyet dinh|quy che) nay$",
         "hiệu lực, trách nhiệm thi hành"),
        (r"^(?:tm|kt|tl|tuq|q) [a-z]|^(?:noi nhan|nguoi lap|thu truong|(?:pho )?chu tich|truong phong|"
         r"ky ten|xac nhan cua|da ky|ky dong dau|nhu (?:dieu|tren|kinh gui)|luu(?! y\b))"
         r"(?: (?!(?:co|de|gay|mac|xay|duoc|xep)\b)\w+){0,8}$|"
         r"^ky (?:va )?(?:ghi ro|dong dau)\b(?: \w+){0,6}$|"
         r"^.{0,24}ngay .{0,6} ?thang .{0,6} ?nam(?: \d{4}| 20)?$", _SIGNED),
    )
)  # fmt: skip
_RECIPIENT = re.compile(r"^[-–+](?!.*\b(?:có|để|gây)\b)\s*[^.;:]{2,80}[;.,/]*$", re.IGNORECASE)
"""``- Các phòng, đơn vị thuộc UBND phường;`` behind ``Nơi nhận:``."""
_PERSON = re.compile(r"^(?:(?:ThS|TS|BS|KS|CN)\.?\s+)?[^\W\d_]+(?:\s+[^\W\d_]+){1,4}$")
"""The name below a signature, each word of it with a capital."""
_QUOTED = re.compile(r"^[“\"][^“”\"]{3,100}[”\"]$")
"""``“Trường học dân chủ, kỷ cương, thân thiện”``: the rest of a title."""
_BLANKS = re.compile(r"…{2,}|\.{4,}|_{3,}")
_NAME = re.compile(
    r"^(?:các |những )*(?:phụ lục|mẫu|biểu|bảng|bộ|khung|hệ thống|phiếu|tiêu chí|chỉ tiêu|tiêu chuẩn|"
    r"thang điểm|"
    r"chỉ số|nội dung|hướng dẫn|danh mục|kết quả|chấm điểm|đánh giá|xếp (?:loại|hạng)|phân loại)\b",
    re.IGNORECASE,
)
"""How the name of a table begins."""
_RULES = re.compile(
    r"\b(?:trừ|mỗi|(?<!căn )cứ|nếu|thì|làm tròn|quy đổi|hệ số|một phần|nửa|tối đa|0 điểm|không (?:được )?"
    r"(?:chấm|"
    r"tính|cho|"
    r"xét|công nhận|xếp|thực hiện|đạt|có|phát sinh))\b|\d\s*/\s*\d(?!\d)|"
    rf"{NUMBER}\s*%|{NUMBER}\s*(?:điểm|đ)\b(?!\s*\)?\s*$)",
    re.IGNORECASE,
)
"""What no name of a table has, but what says how points are given."""
_DECIDES = re.compile(
    r"\b(?:do|được|chỉ(?! (?:tiêu|số|đạo|huy))|còn lại|lấy|tính|gửi|nộp|theo|có)\b|[.;]\s*$", re.IGNORECASE
)
"""What a name in capitals may have, and no other."""
_NO_VERB = (
    r"(?!\s+(?:ma túy|khói thuốc|rác thải|thuốc lá|giấy tờ|tội phạm|chuyên trách|dùng tiền mặt|tiền mặt)\b)"
)
_CLAUSE = re.compile(
    rf"\b(?:thì|nếu|(?<!thiết )(?<!chuẩn )bị|phải|sẽ|chưa|không{_NO_VERB}|"
    r"để (?:xảy ra|mất|phát sinh|có)|trừ|miễn|hủy|thu hồi|"
    r"(?<!xử phạt )(?<!xử lý )vi phạm|khởi tố|truy cứu|kỷ luật|là loại|loại (?:khỏi|bỏ|ra|trừ)|"
    r"(?:hạ|giảm)(?: xuống| đi)?"
    r"(?: một| hai| \d+)? (?:bậc|mức|loại|hạng)|(?:quyết định|xem xét) (?:loại|hạ|trừ|điểm|mức|xếp))\b",
    re.IGNORECASE,
)
"""No line of the kinds that say nothing of scoring has such words: somebody is told what follows."""
_NUMBERS_OF_PAPERS = re.compile(
    r"\b(?:số|điều|khoản|bảng|biểu|phụ lục|mẫu|phần|mục|chương|khối|cụm|quý|nhiệm kỳ|năm học|"
    r"giai đoạn)\s*:?\s*"
    r"[\divxlab]+(?:[/-][^\s,;()]+)*(?:\s*-\s*\d+)?\b|"
    r"\bngày\s+\d{1,2}\s*(?:[/-]|tháng)\s*\d{1,2}\s*(?:[/-]|năm)\s*\d{4}|\d{1,2}/\d{1,2}/\d{4}|"
    r"\b(?:năm\s+)?20\d\d\b(?:\s*[-–]\s*20\d\d)?",
    re.IGNORECASE,
)
"""Figures that number papers or name years."""


def harmless(text: str, is_recipient: bool = False) -> str:
    """Why a line says nothing of scoring; empty where it may say something.

    ``is_recipient``: it is one of the lines below ``Nơi nhận:``.
    """
    kinds: list[str] = []
    for piece in filter(None, map(clean, text.split("\n"))):
        is_recipient = is_recipient or starts_recipients(piece)
        is_one = is_recipient and _RECIPIENT.match(piece) and not _says(piece)
        kinds.append(_SIGNED if is_one else _harmless(piece))
    return "" if not all(kinds) else next(iter(kinds), "dòng trống")


def starts_recipients(text: str) -> bool:
    """True for ``Nơi nhận:``."""
    return ascii_slug(text).startswith("noi-nhan")


def _harmless(text: str) -> str:
    """Only what is known: there is no kind that takes any sentence."""
    if _says(text):
        return ""
    marks, bare = leading(text)
    words = " ".join(ascii_slug(bare if marks else text).replace("-", " ").split())
    if kind := next((kind for pattern, kind in _FORMAL if pattern.search(words)), ""):
        return kind
    if text.upper() == text or (_NAME.match(bare if marks else text) and not _DECIDES.search(text)):
        return "tên của văn bản, của bảng"
    if _QUOTED.match(text):
        return "tên của văn bản, của bảng"
    if _PERSON.match(text) and all(word[0].isupper() for word in text.split()):
        return _SIGNED
    return "chỗ để điền" if _BLANKS.search(text) else ""


def _says(text: str) -> bool:
    """True for a sentence that gives points, or tells somebody what follows."""
    return bool(_CLAUSE.search(text) or _RULES.search(_NUMBERS_OF_PAPERS.sub(" ", text)))
