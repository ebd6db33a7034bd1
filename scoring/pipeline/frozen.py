"""Whether the year is closed: what everybody has to know who goes on working on it."""

from scoring.pipeline.office import Office
from scoring.register import Action, Record
from scoring.register.actions import EditionFrozen
from scoring.text import show_date


def frozen_note(office: Office) -> str:
    """What somebody has to know who goes on working on a frozen year; nothing where it is not."""
    year, line = office.roster.criteria.year, frozen_line(office)
    if line is None:
        return ""
    edition = EditionFrozen.of(line).edition
    return (
        f"Năm {year} đã chốt lần {edition} ngày {show_date(line.day)}; kết quả chính thức ở "
        f"{office.workspace.edition(year, edition)} không đổi theo lệnh này."
    )


def frozen_line(office: Office, edition: int | None = None) -> Record | None:
    """The register's line of an edition, or of the last one; None where the year is not frozen."""
    ledger = office.register.ledger(office.roster.criteria.year)
    lines = [
        record for record in ledger.of(Action.FROZEN) if edition in (None, EditionFrozen.of(record).edition)
    ]
    return lines[-1] if lines else None
