"""Which findings weigh the same in every set, and why.

A set may make an error a mere note where the form can be scored all the same. Of a form that was refused, or
an answer that gives no points, a note would be a dead end: valid, and never ranked.
"""

_REASONS = (
    (
        "T01 T02 T03 T04 T05 T06 T08 T09 T10 T11 T12 T13 B01 B02 B03 B04 B06 B07 B08 B10 "
        "D01 D02 D03 D05 D09 C01 C02 C06",
        "biểu không đọc được trọn thì không chấm được",
    ),
    (
        "N01 N02 N04 N05 N06 N07 N08 N09 N10 N11 N12 N13 N18 N19 N20 P01 P03",
        "câu trả lời ấy không tính được điểm",
    ),
)
_CODES = {code: why for codes, why in _REASONS for code in codes.split()}
_OF_BOOKS = "mã này không nói về biểu đơn vị gửi"


def why_fixed(code: str) -> str:
    """Why a set may not change the severity of a code; empty where it may."""
    return _CODES.get(code, _OF_BOOKS if code[0] in "VL" else "")
