"""The messages of the schema in the words of the workbook: its columns instead of the keys of YAML."""

import re
from collections.abc import Iterator

from scoring.criteria.excel import tree

_QUOTED = re.compile(r"(“[^”]*”)")


def _of_rules() -> Iterator[tuple[str, str]]:
    """What the rules say for themselves, then the title of the column or rows for each bare key."""
    rules = tree.OF_RULE.values()
    yield from (words for rule in rules for words in rule.words)
    for rule in rules:
        if rule.rows:
            yield rf"\b{rule.rows.key}\b", f"các dòng “{rule.rows.title}”"
        for column in (*rule.columns, *(rule.rows.columns if rule.rows else ())):
            yield rf"\b{column.key}\b", f"“{column.title}”"


_WORDS = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (
            r"effect: cap cần class_code; effect khác thì không ghi class_code",
            "“Không xếp quá loại” cần cột “Loại cao nhất”; hệ quả khác thì để trống cột ấy",
        ),
        (
            r"effect: lower cần lower_by \(hạ mấy loại\); effect khác thì không ghi lower_by",
            "“Hạ loại” cần cột “Hạ mấy loại”; hệ quả khác thì để trống cột ấy",
        ),
        (
            r"when ghi một trong hai khóa: at_least hoặc at_most \(số điểm\)",
            "ghi một trong hai cột “Có khi từ điểm”, “Có khi đến điểm”",
        ),
        (
            r"ghi cap thì không ghi max: điểm tối đa của nhóm chính là cap",
            "ghi “Nhóm không quá” thì để trống “Điểm”: điểm tối đa của nhóm chính là “Nhóm không quá”",
        ),
        ("bỏ declared: true", "để trống cột “Đơn vị vẫn khai”"),
        (r"điểm \(cap\)", "điểm"),
        (r"hoặc bỏ cap", "hoặc để trống"),
        (r" \(only_one\)|^only_one ", ""),
        (r"không dùng not_applicable: full, vì", "không dùng “Được điểm tối đa”, vì"),
        (r"cần decision: số", "cần số"),
        (r"khi status: issued, hiện là sample", "khi trạng thái là “Đã ban hành”, hiện là “Mẫu”"),
        (r"khi status: issued, hiện là draft", "khi trạng thái là “Đã ban hành”, hiện là “Dự thảo”"),
        ("loại cuối phải có at_least: 0", "loại cuối phải từ 0"),
        (r"bằng id của một văn bản trong references", "bằng mã của một văn bản ở trang “Căn cứ”"),
        ("at_least chỉ dùng", "“từ” số liệu chỉ dùng"),
        (r"điều kiện xếp loại \(conditions\)", "trang “Điều kiện”"),
        (r"\(max: 0\)", "(0 điểm)"),
        (r" \((?:start|end|issued|never|kind: [a-z_]+)\)", ""),
        ("bỏ good: Không", "để trống cột “Trả lời được điểm”"),
        ("ghi not_applicable: excluded", "chọn “Không tính tiêu chí này”"),
        ("ghi explanation: above_zero", "chọn “Khi có điểm”"),
        (r"số chữ số thập phân \(rounding: points\)", "mục “Số lẻ của điểm tiêu chí” ở trang “Chung”"),
        (r"số chữ số thập phân \(rounding: total\)", "mục “Số lẻ của tổng điểm” ở trang “Chung”"),
        *_of_rules(),
    )
)


def in_columns(file: str, message: str) -> str:
    """The message about ``file`` with columns for keys; what the official wrote himself stays."""
    where, colon, says = message[len(file) :].partition(": ")
    return file + where + colon + "".join(_translated(part) for part in _QUOTED.split(says))


def _translated(part: str) -> str:
    if part.startswith("“"):
        return part
    for pattern, words in _WORDS:
        part = pattern.sub(words, part)
    return part
