"""The names of units in a paper: the rows of a table of units, or the lines below "Nơi nhận"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scoring.annex.paper import Paper, PaperRow, PaperTable
from scoring.text import ascii_slug, clean


@dataclass(frozen=True, slots=True)
class Mention:
    """A row or line where a unit may be named.

    ``name`` is empty where it is none, for the reason in ``passed``. ``of`` is what the paper calls its kind:
    the heading above the row, or the cell of such a column. ``also``: other names it goes by.
    """

    place: str
    read: str
    name: str = ""
    of: str = ""
    also: str = ""
    passed: str = ""


_NAME = re.compile(
    r"(danh-sach-)?(ten-)?(cac-)?(co-quan-)?(don-vi|co-quan|tap-the|truong|to-dan-pho|khu-pho|khu-dan-cu|thon|phong)"
    r"(?!-(tinh|phoi-hop|chu-tri|chu-quan))"
)
_KIND = re.compile(r"(phan-)?(loai|khoi|nhom|loai-hinh)(-don-vi)?$")
_ALSO = re.compile(r"(ten-)?(viet-tat|goi-khac|goi-tat)|ten-cu")
_NUMBER = re.compile(r"(stt|tt|so-tt|so-thu-tu|thu-tu)$")
_ORDINAL = re.compile(r"^\s*([0-9]{1,3}|[a-zđ]|[IVX]{1,5})\s*[.)/]\s+|^\s*[-–+•*]+\s*")
_ROMAN = re.compile(r"[IVX]{1,5}|[A-ZĐ]")
_SUM = re.compile(r"(tong(-so|-cong)?|cong)(-[0-9]+.*)?$|tong-so-don-vi.*")
_LONGEST_TITLE = 60
_RECIPIENTS = re.compile(r"noi-nhan")

HEADING, TOTAL = "tiêu đề nhóm", "dòng tổng cộng"


def mentions_of(paper: Paper) -> tuple[Mention, ...]:
    """The rows of every table that has a column of units; where none has, the lines below "Nơi nhận"."""
    rows = tuple(each for table in paper.tables for each in _of_table(table))
    return rows or tuple(_recipients(paper))


@dataclass(frozen=True, slots=True)
class _Columns:
    name: int
    kind: int = -1
    also: int = -1
    number: int = -1


def _of_table(table: PaperTable) -> Iterator[Mention]:
    at, columns = _headings(table.rows)
    of = ""
    for row in table.rows[at:] if columns else ():
        if columns is None or row.is_blank or _headings([row])[1] == columns:
            continue
        read = " | ".join(cell.own for cell in row.cells if cell.own)
        if _is_sum(row):
            yield Mention(row.place, read, passed=TOTAL)
        elif heading := _heading(row, columns, table.rows[at:]):
            of = heading
            yield Mention(row.place, read, passed=HEADING)
        else:
            name = _plain(row.text(columns.name))
            kind, also = (row.text(at) if at >= 0 else "" for at in (columns.kind, columns.also))
            why = "" if name else "không có tên đơn vị"
            yield Mention(row.place, read, name, clean(kind) or of, clean(also), why)


def _headings(rows: Sequence[PaperRow]) -> tuple[int, _Columns | None]:
    """The row after the headings and the columns they name; None where no row names a column of units."""
    for at, row in enumerate(rows):
        slugs = [ascii_slug(cell.own) if len(cell.own) <= _LONGEST_TITLE else "" for cell in row.cells]
        filled = sum(map(bool, slugs))
        names = [n for n, slug in enumerate(slugs) if _NAME.match(slug)]
        if names and (filled > 1 or len(row.cells) == 1):
            best = min(names, key=lambda n: not slugs[n].startswith("ten"))
            return at + 1, _Columns(best, *(_first(each, slugs, best) for each in (_KIND, _ALSO, _NUMBER)))
    return 0, None


def _first(pattern: re.Pattern[str], slugs: Sequence[str], but: int) -> int:
    return next((n for n, slug in enumerate(slugs) if n != but and pattern.match(slug)), -1)


def _is_sum(row: PaperRow) -> bool:
    return any(_SUM.fullmatch(ascii_slug(cell.own)) for cell in row.cells if cell.own)


def _heading(row: PaperRow, columns: _Columns, rows: Sequence[PaperRow]) -> str:
    """What the row says of those below it: one text over all columns, or a Roman number among figures."""
    texts = [cell.own for n, cell in enumerate(row.cells) if cell.own and n != columns.number]
    number = clean(row.text(columns.number)) if columns.number >= 0 else ""
    if len(texts) != 1:
        return ""
    spanned = any(cell.part_of == "left" for cell in row.cells) and len(row.cells) > 1
    counted = any(clean(each.text(columns.number)).rstrip(".").isdigit() for each in rows)
    lettered = counted and _ROMAN.fullmatch(number.rstrip("."))
    unnumbered = counted and columns.number >= 0 and not number
    return _plain(texts[0]) if spanned or lettered or unnumbered else ""


def _recipients(paper: Paper) -> Iterator[Mention]:
    """The lines with a dash that follow "Nơi nhận", as far as they go on."""
    begun = False
    for place, line in _lines(paper):
        if not begun:
            begun = bool(_RECIPIENTS.match(ascii_slug(line)))
        elif line.lstrip()[:1] in ("-", "–", "+", "•"):
            name = _plain(line).rstrip(" ;.,")
            yield Mention(place, line.strip(), name)
        else:
            return


def _lines(paper: Paper) -> Iterator[tuple[str, str]]:
    """Every line of text; "Nơi nhận" often stands in a table without borders beside the signature."""
    parts = [(line.place, line.text) for table in paper.tables for line in table.before]
    parts += [(row.place, cell.own) for table in paper.tables for row in table.rows for cell in row.cells]
    parts += [(line.place, line.text) for line in paper.after]
    for place, text in parts:
        yield from ((place, line) for line in text.split("\n") if line.strip())


def _plain(text: str) -> str:
    """The name without what counts it."""
    return clean(_ORDINAL.sub("", text, count=1))
