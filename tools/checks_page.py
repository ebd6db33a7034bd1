"""The page docs/checks.md: the catalogue of findings, each with the test that names it."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from scoring.catalogue import CATALOGUE, Check, why_fixed
from tools.asset import ROOT

TESTS = ROOT / "tests"

CHAPTERS = {
    "T": "Tệp",
    "B": "Biểu mẫu",
    "D": "Đơn vị",
    "C": "Cấu trúc của biểu",
    "N": "Câu trả lời",
    "P": "Không phát sinh",
    "M": "Tài liệu kiểm chứng",
    "G": "Giải trình",
    "S": "Số liệu biểu tự ghi",
    "K": "Ký duyệt",
    "R": "Báo cáo",
    "L": "Danh sách kết quả năm trước",
    "V": "Sổ thẩm định",
    "A": "Văn bản có bảng điểm",
}

HEAD = """# Danh mục kiểm tra

Tệp này được sinh từ `scoring/catalogue/` bằng lệnh `python -m tools checks`; không sửa tay.

- **Lỗi**: biểu chưa được xếp hạng cho đến khi sửa. **Lưu ý**: nên xem lại, biểu vẫn được tính.
- Bộ tiêu chí đổi được mức của từng mã (mục `severities`), trừ mã có dấu *. Mã không bao giờ đổi nghĩa.
- **Trong biểu**: cột “Kiểm tra” của biểu mẫu báo ngay khi đơn vị đang điền, cùng câu chữ.
- Dấu … là chỗ công cụ điền tên, số liệu, ô cụ thể.
"""


def page() -> str:
    """The whole page."""
    chapters = (_chapter(letter, title) for letter, title in CHAPTERS.items())
    return "\n".join([HEAD, *chapters])


def _chapter(letter: str, title: str) -> str:
    rows = [_row(check) for code, check in CATALOGUE.items() if code.startswith(letter)]
    head = (
        "| Mã | Mức | Tên | Công cụ nói | Cách sửa | Trong biểu | Phép thử |\n|---|---|---|---|---|---|---|"
    )
    return f"## {letter}. {title}\n\n{head}\n" + "\n".join(rows) + "\n"


def _row(check: Check) -> str:
    test = test_of(check.code)
    if test is None:
        raise LookupError(f"no test names {check.code}")
    name = test.relative_to(ROOT).as_posix()
    cells = (
        check.code,
        check.severity.label + ("*" if why_fixed(check.code) else ""),
        check.title,
        _blanked(check.says),
        _blanked(check.remedy),
        "có" if check.live else "",
        f"[{test.name}](../{name})",
    )
    return f"| {' | '.join(cells)} |"


def _blanked(template: str) -> str:
    if template == "{proposal}":
        return "Theo gợi ý kèm theo."
    text = template.replace("{proposal}", " (kèm gợi ý)")
    return re.sub(r"\{[a-z_]+\}", "…", text).replace("….", "…").replace("|", "\\|")


def test_of(code: str) -> Path | None:
    """The test that names the code: the check's own if it has one, else another of a room that reads."""
    word = re.compile(rf"(?<![A-Z0-9]){code}(?![0-9])")
    own = (path for path, text in _texts().items() if word.search(text.partition("\n")[0]))
    return next(own, None) or next((path for path, text in _texts().items() if word.search(text)), None)


@cache
def _texts() -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in _candidates()}


def _candidates() -> Iterable[Path]:
    yield from sorted((TESTS / "intake" / "checks").glob("test_*.py"))
    yield TESTS / "workbooks" / "should_fail.py"
    for room in ("intake", "annex", "opening", "workers", "verification", "web"):
        yield from sorted((TESTS / room).glob("test_*.py"))


def files() -> dict[str, bytes]:
    """The page."""
    return {"docs/checks.md": page().encode()}
