"""Verification: books out to the verifiers, their points back into the register."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from scoring.criteria.schema import Verifier
from scoring.engine.model import State
from scoring.errors import Spoken, WorkspaceError
from scoring.exchange import exchange, in_memory
from scoring.intake.folder import Desk
from scoring.pipeline.consolidation import consolidation, gather, recorded
from scoring.pipeline.naming import named
from scoring.pipeline.office import Office, Progress, quiet
from scoring.proposed import quoted
from scoring.register import Draft, Ledger
from scoring.standing.run import Consolidation
from scoring.standing.verdicts import answer_print
from scoring.text import ascii_slug
from scoring.verification.book import BookPlan, books, has_verifier, parts, write_verification
from scoring.verification.decision import Decided, decide
from scoring.verification.progress import Progressed, progress_of
from scoring.verification.reader import BookReading, others_verify, receive_books

FOLDER = "tham-dinh"


@dataclass(frozen=True, slots=True)
class BooksWritten:
    """The verification books and what they could not hold: units without points or without a verifier.

    ``refused``: why units that were asked for by name are in none of them.
    """

    files: tuple[Path, ...]
    units: int
    waiting: tuple[str, ...]
    unassigned: tuple[str, ...]
    refused: tuple[str, ...] = ()


def verify_export(
    office: Office,
    *,
    by_verifier: bool = False,
    verifier: str | None = None,
    units: Sequence[str] = (),
    progress: Progress = quiet,
    who: str = "",
    now: datetime | None = None,
) -> BooksWritten:
    """Write one book for the team, or one a verifier, of all units or of those named.

    Raises WorkspaceError where nothing can be verified, and where a book with entries that the register
    does not have would be replaced.
    """
    if not office.roster.criteria.is_scored(office.period):
        raise WorkspaceError(
            "Kỳ báo cáo này không chấm điểm nên không có gì để thẩm định. Bỏ -k rồi chạy lại."
        )
    wanted = {unit.code for unit in named(office.roster, units)} if units else set()
    taking = _verifiers(office, by_verifier, verifier)
    run = gather(office, progress, who, now)
    plans = [plan for each in taking for plan in _plans(run, each, wanted)]
    refused = tuple(_refused(run, taking, wanted))
    if not plans:
        none = "Chưa có gì để thẩm định: chưa có đơn vị nào trong phạm vi này có biểu đọc được."
        command = "Xem tình trạng nộp bằng: danvan consolidate."
        nothing = Spoken(f"{none} {command}", f"{none} Xem tình trạng nộp ở Trang chủ.")
        raise WorkspaceError(*refused, *([] if refused and len(refused) == len(wanted) else [nothing]))
    files = _write(office, run, {office.out / FOLDER / book_name(plan, wanted): plan for plan in plans})
    return BooksWritten(
        files,
        units=len({part.unit.code for plan in plans for part in plan.parts}),
        waiting=tuple(_waiting(run)),
        unassigned=tuple(unit.name for unit in run.roster.evaluated if not has_verifier(run, unit)),
        refused=refused,
    )


def _refused(run: Consolidation, taking: Sequence[Verifier | None], wanted: Collection[str]) -> Iterator[str]:
    """Of each unit asked for by name that these verifiers do not verify: why, and who does."""
    for unit in (run.unit(code) for code in wanted):
        own = run.roster.verifier(unit)
        for asked in (each for each in taking if each and each != own and len(taking) == 1):
            why = "không được thẩm định" if unit.code in asked.never else "không được giao thẩm định"
            whom, does = others_verify(asked.name, run.roster, unit)
            yield f"{asked.name} {why} {whom}; {does}, theo phân công của bộ tiêu chí."


def _write(office: Office, run: Consolidation, targets: Mapping[Path, BookPlan]) -> tuple[Path, ...]:
    """Write every book or none; where each went."""
    _keep_work(office, run, [path for path in targets if path.exists()])
    with exchange(office.out / FOLDER, apart=True) as made:
        for path, plan in targets.items():
            made.put(path, in_memory(write_verification, plan))
    return tuple(made.places.values())


def _waiting(run: Consolidation) -> Iterator[str]:
    """The names of units that have sent nothing that could be verified."""
    for result in run.results.units:
        if result.card is None and result.state not in (State.OUTSIDE, State.LEFT_OUT):
            yield run.name(result.unit)


def _keep_work(office: Office, run: Consolidation, there: Sequence[Path]) -> None:
    """Refuse to replace a book that says something the register does not."""
    for path in there:
        books = receive_books([path], Desk(run.roster, office.set_hash, office.period))
        decided = decide(books, run.roster, office.period, run.ledger, _prints(run))
        if decided.errors or decided.drafts:
            command = (
                f"Sổ {path} có nội dung chưa nhập nên không ghi đè. Nhập trước bằng: "
                f"danvan verify import {quoted(path)}; không dùng nữa thì đổi tên tệp, rồi xuất lại."
            )
            page = (
                f"Sổ {path.name} có nội dung chưa nhập nên không ghi đè. Tải sổ ấy về, nhập ở trang Thẩm "
                "định, rồi xuất lại."
            )
            raise WorkspaceError(Spoken(command, page))


def _prints(run: Consolidation) -> Callable[[str, str], str]:
    return lambda unit, criterion: answer_print(run.form(unit), criterion)


@dataclass(frozen=True, slots=True)
class BooksTaken:
    """What was read, with all findings, and what was recorded of it: nothing where there is an error."""

    books: tuple[BookReading, ...]
    recorded: int
    verifiers: tuple[Progressed, ...]

    @property
    def errors(self) -> int:
        """How many findings kept the books from being taken."""
        return sum(book.errors for book in self.books)


def verify_import(
    office: Office,
    files: Sequence[Path],
    progress: Progress = quiet,
    who: str = "",
    now: datetime | None = None,
) -> BooksTaken:
    """Read the books and record what they add, all of it in one transaction or, after an error, nothing."""
    return take_books(office, read_books(office, files), progress, who, now)


def read_books(office: Office, files: Sequence[Path]) -> tuple[BookReading, ...]:
    """What the books say, each opened as guardedly as a form; nothing is recorded."""
    return receive_books(files, Desk(office.roster, office.set_hash, office.period))


def take_books(
    office: Office,
    read: Sequence[BookReading],
    progress: Progress = quiet,
    who: str = "",
    now: datetime | None = None,
) -> BooksTaken:
    """Record what books that were read add, all of it in one transaction or, after an error, nothing."""
    run = recorded(office, progress, who, now)
    outcome: list[Decided] = []

    def news(ledger: Ledger) -> Sequence[Draft]:
        outcome.append(decide(read, run.roster, office.period, ledger, _prints(run)))
        return outcome[-1].drafts

    written = office.register.append(run.criteria.year, news, who, now)
    ledger = office.register.ledger(run.criteria.year)
    if office.kept:
        after = office.kept(office, ledger)["self"]
    else:
        after = consolidation(replace(office, roster=run.roster), run.receipts, ledger)
    return BooksTaken(outcome[-1].books, len(written), tuple(progress_of(after)))


def _verifiers(office: Office, by_verifier: bool, verifier: str | None) -> tuple[Verifier | None, ...]:
    """Whose books are wanted; None is the whole team."""
    known = office.roster.criteria.verifiers
    if not (by_verifier or verifier):
        return (None,)
    found = tuple(each for each in known if verifier in (None, each.code))
    if not found:
        listed = "; ".join(f"{each.code} ({each.name})" for each in known) or "chưa khai ai"
        asked = f"Không có người thẩm định “{verifier}”. " if verifier else ""
        raise WorkspaceError(f"{asked}Người thẩm định ghi ở mục verifiers của bộ tiêu chí: {listed}.")
    return found


def _plans(run: Consolidation, verifier: Verifier | None, wanted: set[str]) -> tuple[BookPlan, ...]:
    found = [part for part in parts(run, wanted) if verifier in (None, part.verifier)]
    return books(run, found, verifier)


def book_name(plan: BookPlan, wanted: set[str]) -> str:
    """``tham-dinh-2026-vp-ktht-phan-2.xlsx``: year, verifier, the units asked for, which of several."""
    names = ["tham-dinh", str(plan.run.criteria.year)]
    names += [ascii_slug(plan.verifier.code)] if plan.verifier else []
    names += [ascii_slug(code) for code in sorted(wanted)][:5]
    names += [f"phan-{plan.number}"] if plan.of > 1 else []
    return "-".join(names) + ".xlsx"
