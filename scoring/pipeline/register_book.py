"""The lines of the register that somebody looks for: on the screen, on the page, as a workbook."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scoring.errors import WorkspaceError
from scoring.exchange import in_memory
from scoring.pipeline.naming import named, proposal
from scoring.pipeline.office import Office
from scoring.register import Action, Record
from scoring.reports.register_book import write_register_book
from scoring.standing.lines import LineWords
from scoring.text import fold
from scoring.workspace import write_whole


@dataclass(frozen=True, slots=True)
class Sought:
    """Which lines: of one of these units (code or name), of this kind, that hold these words, in these days.

    What is blank limits nothing; ``first`` and ``last`` are days in Việt Nam, both included.
    """

    units: tuple[str, ...] = ()
    action: Action | None = None
    words: str = ""
    first: date | None = None
    last: date | None = None


def line_words(office: Office) -> LineWords:
    """The words for the lines of the office's year."""
    return LineWords(office.roster, office.register.ledger(office.roster.criteria.year).records)


def action_named(typed: str) -> Action:
    """The kind of a line by its words, as the log shows them. Raises WorkspaceError, with the near miss."""
    known = {fold(each.value): each for each in Action}
    if fold(typed) not in known:
        near = proposal(typed, {key: each.value for key, each in known.items()})
        listed = "; ".join(each.value for each in Action)
        raise WorkspaceError(f"Sổ theo dõi không có việc “{typed}”. {near}Các việc: {listed}.")
    return known[fold(typed)]


def register_lines(office: Office, sought: Sought = Sought()) -> tuple[tuple[Record, bool, str], ...]:
    """The lines of the year, the oldest first, each with True where it holds and what it says.

    Raises WorkspaceError for a unit that is not in the list.
    """
    ledger = office.register.ledger(office.roster.criteria.year)
    said = LineWords(office.roster, ledger.records)
    standing = {record.seq for record in ledger.standing}
    units = {unit.code for unit in named(office.roster, sought.units)}
    lines = (
        (record, record.seq in standing, said.of(record))
        for record in ledger.records
        if (not units or record.draft.unit in units)
        and sought.action in (None, record.draft.action)
        and (sought.first or record.day) <= record.day <= (sought.last or record.day)
    )
    return tuple(line for line in lines if fold(sought.words) in fold(_said(line[0], line[2])))


def _said(record: Record, content: str) -> str:
    """All words of a line, to be looked through."""
    return " ".join((record.who, record.draft.reason, record.draft.document, content))


def register_book(office: Office, sought: Sought = Sought()) -> bytes:
    """The same lines as a workbook, the newest first."""
    return in_memory(write_register_book, office.roster, reversed(register_lines(office, sought)))


def save_register_book(office: Office, sought: Sought, target: Path) -> Path:
    """Write that workbook where it is wanted. Raises WorkspaceError where another file would be lost."""
    if target.exists():
        raise WorkspaceError(f"Đã có tệp {target}. Ghi tên khác, hoặc đổi tên tệp ấy trước.")
    return write_whole(target, register_book(office, sought))
