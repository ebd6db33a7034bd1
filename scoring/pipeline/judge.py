"""Verified scores from the page: recorded by the rules of a verification book, a screen at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from scoring.errors import WorkspaceError
from scoring.findings import Finding
from scoring.pipeline.office import Office
from scoring.register import Draft, Ledger
from scoring.standing.run import Consolidation
from scoring.standing.verdicts import answer_print
from scoring.verification.decision import decide
from scoring.verification.page import TypedRow, on_page, page_book


@dataclass(frozen=True, slots=True)
class PageTaken:
    """How many lines were recorded, none where one of the findings is an error."""

    recorded: int
    findings: tuple[Finding, ...]


def judge(
    office: Office,
    run: Consolidation,
    rows: Sequence[TypedRow],
    *,
    seen: int,
    set_hash: str,
    verifier: str = "",
    who: str = "",
    now: datetime | None = None,
) -> PageTaken:
    """Record what the rows add to the register, all of them or, after an error, none.

    ``run``: where the units stand; ``seen`` and ``set_hash``: the register's last line and the set when the
    page was made. Raises WorkspaceError where the set has been replaced since.
    """
    if set_hash != office.set_hash:
        raise WorkspaceError("Bộ tiêu chí đã được thay sau khi mở trang này. Mở lại trang rồi ghi điểm.")
    book = page_book(rows, run.roster, set_hash=set_hash, period=office.period, seen=seen, verifier=verifier)
    findings: tuple[Finding, ...] = ()

    def news(ledger: Ledger) -> Sequence[Draft]:
        nonlocal findings
        decided = decide(
            [book],
            run.roster,
            office.period,
            ledger,
            lambda unit, criterion: answer_print(run.form(unit), criterion),
        )
        findings = tuple(on_page(found) for each in decided.books for found in each.findings)
        return decided.drafts

    recorded = office.register.append(run.criteria.year, news, who, now)
    return PageTaken(len(recorded), findings)
