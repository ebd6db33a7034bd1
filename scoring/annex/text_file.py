"""A plain text as a paper without tables: a plan that was saved as .txt."""

from scoring.annex.paper import Paper, PaperLine
from scoring.errors import SetError

_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig"))
"""How a file begins and what it is written in; Notepad's "Unicode" is UTF-16."""


def text_paper(name: str, data: bytes) -> Paper:
    """Each filled line of the text. Raises SetError where it is no text in Unicode."""
    encoding = next(encoding for mark, encoding in _MARKS if data.startswith(mark))
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise SetError(
            f"{name}: không phải văn bản Unicode. Mở bằng Notepad, lưu với bảng mã UTF-8 rồi đưa lại."
        )
    lines = enumerate(text.splitlines(), 1)
    return Paper((), tuple(PaperLine(f"Dòng {n}", line) for n, line in lines if line.strip()))
