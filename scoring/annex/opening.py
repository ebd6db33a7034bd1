"""The door for a paper: .docx or .xlsx by content, read by a supervised worker, or a sentence why not."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from scoring.annex.paper import Paper
from scoring.annex.spreadsheet import read_spreadsheet
from scoring.annex.word import read_word
from scoring.errors import SetError
from scoring.findings import Finding, finding
from scoring.opening.files import settled_bytes
from scoring.opening.opened import open_bytes
from scoring.opening.words import refusal, unreadable
from scoring.workers.supervised import Loss, each
from scoring.xlsx import limits
from scoring.xlsx.container import inflate
from scoring.xlsx.file_kind import refuse_other_than_zip
from scoring.xlsx.limits import MEGABYTE
from scoring.xlsx.part_names import part_key
from scoring.xlsx.refused import Reason, Refused

SECONDS = 60
"""For one paper: 150 rows of Word take a quarter of a second on a slow machine."""
PARSED_BYTES = 24 * MEGABYTE
"""Of all parts of a Word file that are parsed: 1,000 rows have about 4 MB."""
_DOCUMENT = "word/document.xml"
_TIMES = 10
"""So many times as much as a form a sheet may hold."""
_TOO_LONG = {Loss.HUNG: f"đọc quá {SECONDS} giây"}


@dataclass(frozen=True, slots=True)
class OpenedPaper:
    """A file as opened: ``paper`` is None where ``findings`` say why not."""

    paper: Paper | None
    findings: tuple[Finding, ...] = ()


def open_paper(path: Path) -> Paper:
    """The tables of a Word or Excel file. Raises SetError with the reason and the remedy."""
    try:
        data = settled_bytes(path)
    except OSError as error:
        opened = OpenedPaper(None, (_refusal(unreadable(error)),))
    else:
        opened = open_paper_bytes(data)
    if opened.paper is None:
        raise SetError(*(f"{path.name}: {found.message} {found.remedy}" for found in opened.findings))
    return opened.paper


def open_paper_bytes(data: bytes) -> OpenedPaper:
    """The same for bytes at hand, with findings."""
    [opened] = each(read_paper, [data], _lost, seconds=SECONDS)
    return opened


def read_paper(data: bytes) -> OpenedPaper:
    """What the worker does: every reason why a file cannot be read is a finding."""
    try:
        refuse_other_than_zip(data)
        if _is_word(data):
            return _word(data)
    except Refused as refused:
        return OpenedPaper(None, (_refusal(refusal(refused)),))
    opened = open_bytes(data, _TIMES)
    if opened.workbook is None:
        return OpenedPaper(None, tuple(map(_refusal, opened.findings)))
    paper = read_spreadsheet(data, opened.workbook)
    return OpenedPaper(paper, opened.findings)


def _is_word(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(part_key(name) == _DOCUMENT for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False  # the guarded reader says why


def _word(data: bytes) -> OpenedPaper:
    """Nothing is parsed before the container was looked at: sizes, names, a DOCTYPE, macros."""
    if len(data) > limits.FILE_BYTES:
        raise Refused(Reason.FILE_SIZE, allowed=limits.FILE_BYTES)
    parts = inflate(data)
    if any("vbaproject" in name for name in parts):
        return OpenedPaper(None, (finding("A02", found="macro"),))
    texts = [content for name, content in parts.items() if name.endswith((".xml", ".rels"))]
    if sum(map(len, texts)) > PARSED_BYTES:
        raise Refused(Reason.INFLATED_SIZE, allowed=PARSED_BYTES)
    if any(b"<!DOCTYPE" in content.replace(b"\0", b"") for content in texts):  # of UTF-16 as well
        raise Refused(Reason.DOCTYPE)
    try:
        return OpenedPaper(read_word(data))
    except MemoryError:
        raise
    except Exception:  # python-docx raises whatever a damaged package makes it stumble over
        return OpenedPaper(None, (finding("A02", found="tệp hỏng"),))


def _refusal(found: Finding) -> Finding:
    """The door's findings speak of a unit's form; here the file is the office's own."""
    if found.code in ("T01", "T04"):
        return finding("A01", found=found.found)
    return finding("A02", found=found.message.rstrip("."))


def lost_with(loss: Loss) -> Finding:
    """Why a worker that was at a paper gave no answer."""
    return finding("A02", found=_TOO_LONG.get(loss, loss.value))


def _lost(_: bytes, loss: Loss) -> OpenedPaper:
    return OpenedPaper(None, (lost_with(loss),))
