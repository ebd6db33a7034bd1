"""The list of wards that a city expects: a text file, a name a line, or one column of a workbook."""

import codecs
from collections.abc import Iterator
from pathlib import Path

from scoring.errors import WorkspaceError
from scoring.opening.files import plain_bytes
from scoring.regular import IrregularError
from scoring.reports.rollup.model import ward_key
from scoring.text import clean, fold
from scoring.workers.own import open_own

TITLES = (
    "phường",
    "xã",
    "phường, xã",
    "xã, phường",
    "tên phường",
    "tên",
    "đơn vị",
    "tên đơn vị",
    "địa phương",
)


def ward_list(path: Path) -> tuple[str, ...]:
    """The names, each once, in order. Raises WorkspaceError for a file without any or an unreadable one."""
    titles = {fold(title) for title in TITLES}
    names: dict[str, str] = {}
    for line in _cells(path) if path.suffix.lower() != ".txt" else _lines(path):
        name = clean(line)
        if name and fold(name) not in titles:
            names.setdefault(ward_key(name), name)
    if not names:
        raise WorkspaceError(f"{path} không có tên phường, xã nào. Ghi mỗi dòng (mỗi ô của một cột) một tên.")
    return tuple(names.values())


def _lines(path: Path) -> list[str]:
    try:
        data = plain_bytes(path)
        wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        return data.decode("utf-16" if wide else "utf-8-sig").splitlines()
    except (UnicodeDecodeError, IrregularError):
        says = "không phải tệp văn bản Unicode; mở bằng Notepad, lưu với mã hóa UTF-8 rồi chạy lại"
        raise WorkspaceError(f"{path} {says}.") from None


def _cells(path: Path) -> Iterator[str]:
    """The texts of the first column that holds mostly texts: numbers before it are running numbers."""
    opened = open_own(path)
    if opened.workbook is None:
        raise WorkspaceError(*(f"{path}: {told.message} {told.remedy}" for told in opened.findings))
    sheet = opened.workbook.sheets[0]
    columns: dict[int, list[str]] = {}
    for (_, column), value in sorted(sheet.cells.items()):
        if isinstance(value, str):
            columns.setdefault(column, []).append(value)
    most = max(map(len, columns.values()), default=0)
    yield from next((columns[n] for n in sorted(columns) if len(columns[n]) == most), [])
