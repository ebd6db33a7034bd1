"""The lines of the register that somebody looks for, on the page and as a workbook."""

from scoring.exchange import in_memory
from scoring.pipeline.office import Office
from scoring.pipeline.upkeep import register_log
from scoring.register import Record
from scoring.reports.register_book import write_register_book
from scoring.standing.lines import content_of
from scoring.text import fold


def register_lines(
    office: Office, unit: str = "", action: str = "", words: str = ""
) -> tuple[tuple[Record, bool, str], ...]:
    """The lines of the year, the newest first, each with True where it holds and what it says.

    ``unit``: of this unit; ``action``: of this kind by its name; ``words``: that stand somewhere in it.
    """
    lines = (
        (record, holds, content_of(record))
        for record, holds in reversed(register_log(office))
        if unit in ("", record.draft.unit) and action in ("", record.draft.action.name)
    )
    return tuple(line for line in lines if fold(words) in fold(_said(line[0], line[2])))


def _said(record: Record, content: str) -> str:
    """All words of a line, to be looked through."""
    return " ".join((record.who, record.draft.reason, record.draft.document, content))


def register_book(office: Office, unit: str = "", action: str = "", words: str = "") -> bytes:
    """The same lines as a workbook."""
    lines = [(record, holds) for record, holds, _ in register_lines(office, unit, action, words)]
    return in_memory(write_register_book, office.roster, lines)
