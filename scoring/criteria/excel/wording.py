"""The messages of the schema in the words of the workbook: its columns instead of the keys of YAML."""

import re

_QUOTED = re.compile(r"(“[^”]*”)")

_WORDS = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (
            r"zero: not_applicable cần not_applicable: full hoặc not_applicable: excluded",
            "“Coi là không phát sinh” cần cột “Không phát sinh” là “Được điểm tối đa” hoặc "
            "“Không tính tiêu chí này”",
        ),
        (
            r"effect: cap cần class_code; effect: disqualify thì không ghi class_code",
            "“Không xếp quá loại” cần cột “Loại cao nhất”; “Không xếp loại” thì để trống cột ấy",
        ),
        (r"cần decision: số", "cần số"),
        (r"khi status: issued, hiện là sample", "khi trạng thái là “Đã ban hành”, hiện là “Mẫu”"),
        (r"khi status: issued, hiện là draft", "khi trạng thái là “Đã ban hành”, hiện là “Dự thảo”"),
        (r"(loại|mức) cuối (?:phải có )?at_least: 0", r"\1 cuối phải từ 0"),
        (r"bằng id của một văn bản trong references", "bằng mã của một văn bản ở trang “Căn cứ”"),
        (r"\((?:floor|step) ([^)]*)\)", r"(\1)"),
        (r" \((?:start|end|parts|issued|never)\)", ""),
        (r"số chữ số thập phân \(rounding: points\)", "mục “Số lẻ của điểm tiêu chí” ở trang “Chung”"),
        (r"số chữ số thập phân \(rounding: total\)", "mục “Số lẻ của tổng điểm” ở trang “Chung”"),
        (r"points hoặc fraction", "“Điểm” hoặc “Phần của điểm tối đa”"),
        (r"each hoặc each_percent", "“Điểm mỗi lần” hoặc “% điểm mỗi lần”"),
        (
            r"full_at \(tính theo tỷ lệ\) hoặc bands \(theo mức\)",
            "“Đạt tối đa từ %” hoặc các dòng “Mức tỷ lệ”",
        ),
        (r"\bbands\b", "các dòng “Mức tỷ lệ”"),
        (r"\bsteps\b", "các dòng “Mức chậm”"),
        (r"\bshares\b", "các dòng “Báo cáo”"),
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
