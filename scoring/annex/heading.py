"""What a paper says of itself in the lines above its tables: name, year, who issued it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from scoring.annex.paper import Paper, PaperTable
from scoring.annex.placed import placed_rows
from scoring.annex.plain import Heading
from scoring.text import capitalized, clean

_NAME = re.compile(
    r"^(?:bộ |bảng |khung |hệ thống )*(?:tiêu chí|chỉ tiêu|thang điểm|chấm điểm|chỉ số|tiêu chuẩn)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\b(?:điểm|tiêu chí|chỉ tiêu|chỉ số|đánh giá|xếp loại|thi đua)\b", re.IGNORECASE)
"""What a line in capitals speaks of where it names the whole."""
_DECISION = re.compile(
    r"(?:quyết định|kế hoạch|hướng dẫn|công văn|nghị quyết)\s+số\s*:?\s*\d[^\s,;()]*[/-][^\s,;()]+"
    r"[^.;()]{0,20}?ngày\s+\d{1,2}\s*(?:[/-]|tháng)\s*\d{1,2}\s*(?:[/-]|năm)\s*\d{4}",
    re.IGNORECASE,
)
_RESTS_ON = re.compile(r"^[-+\s(]*(?:căn cứ|theo đề nghị|xét|thực hiện)\b", re.IGNORECASE)
"""A document that is named there is another one."""
_KEPT_AS_IT_IS = re.compile(r"\b(?:UBND|HĐND|CCHC|NĐ|TCPL|TP\.?|CP|QĐ|KH|MTTQ|DVK|TTHC|[IVXL]+)\b")
_YEAR = re.compile(r"\bnăm\s+(20\d\d)\b|\b(20\d\d)\b", re.IGNORECASE)
_ISSUER = re.compile(
    r"^(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd|hội đồng nhân dân|hđnd|ban chỉ đạo)\b.*$", re.IGNORECASE
)
_LONGEST = 150


def heading_of(paper: Paper, tables: Sequence[PaperTable], stem: str, today: date) -> Heading:
    """The name (that of the file where the paper gives none), the year (this one), the issuer."""
    lines = list(_lines(paper, tables))
    named = next((line for line in lines if _NAME.match(line)), "") or next(filter(_is_title, lines), "")
    name = named or clean(stem.replace("-", " ").replace("_", " "))
    years = [int(found[1] or found[2]) for line in lines if (found := _YEAR.search(line))]
    year = years[0] if years else today.year
    issuer = next((line for line in lines if _ISSUER.match(line)), "")
    decisions = (
        found[0] for line in lines if not _RESTS_ON.match(line) for found in _DECISION.finditer(line)
    )
    made = Heading(_plain_case(name)[:_LONGEST], year, title=named, decision=clean(next(decisions, "")))
    return replace(made, issuer=_plain_case(issuer)[:_LONGEST]) if issuer else made


def _is_title(line: str) -> bool:
    return line.upper() == line and bool(_TITLE.search(line)) and not _ISSUER.match(line)


def _lines(paper: Paper, tables: Sequence[PaperTable]) -> Iterator[str]:
    """Lines before the first table that is read, and titles within tables."""
    for table in paper.tables:
        for line in table.before:
            yield from map(clean, line.text.split("\n"))
        if table in tables:
            break
    for placed in placed_rows(tables):
        if placed.is_title:
            yield from (clean(text) for cell in placed.row.cells for text in cell.own.split("\n") if text)


def _plain_case(text: str) -> str:
    """Capitals all through become a sentence; names of offices in short stay."""
    if text.upper() != text:
        return capitalized(text)
    kept = {found[0].lower(): found[0] for found in _KEPT_AS_IT_IS.finditer(text)}
    words = (kept.get(word, word) for word in text.lower().split(" "))
    return capitalized(" ".join(words))
