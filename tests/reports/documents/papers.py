"""Templates made in a line, and what a document says when it is read again."""

from functools import cache
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as Word

from scoring.reports.documents import NOTICE, TEMPLATES, fields, notice_fields
from scoring.reports.documents.render import render
from tests.intake.forms import mini
from tests.reports.runs import judged

SHIPPED = Path(__file__).parents[3] / "criteria" / "mau-van-ban"


def shipped() -> dict[str, bytes]:
    return {name: (SHIPPED / name).read_bytes() for name in TEMPLATES}


@cache
def compile_papers() -> None:
    """Fill each shipped template in this process: workers that are forked from it have them compiled."""
    run = judged(mini(), "verified")
    shared, own = fields(run), notice_fields(run)["p0"]
    for name, content in shipped().items():
        render(name, content, own if name == NOTICE else shared)


def template(*paragraphs: str, table: tuple[str, ...] = ()) -> bytes:
    word = Document()
    for text in paragraphs:
        word.add_paragraph(text)
    if table:
        rows = word.add_table(len(table), 1).rows
        for row, text in zip(rows, table, strict=True):
            row.cells[0].text = text
    into = BytesIO()
    word.save(into)
    return into.getvalue()


def opened(document: bytes) -> Word:
    return Document(BytesIO(document))


def lines(document: bytes) -> list[str]:
    """The paragraphs outside tables that say something."""
    return [p.text for p in opened(document).paragraphs if p.text.strip()]


def rows(document: bytes, *, first: str) -> list[list[str]]:
    """The rows of the table whose header row begins with ``first``, the header included."""
    for table in opened(document).tables:
        found = [[cell.text for cell in row.cells] for row in table.rows]
        if found[0][0] == first:
            return found
    raise AssertionError(f"no table begins with {first}")


def everything(document: bytes) -> str:
    word = opened(document)
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    headers = [p.text for s in word.sections for h in (s.header, s.first_page_header) for p in h.paragraphs]
    return "\n".join([*headers, *(p.text for p in word.paragraphs), *cells])
