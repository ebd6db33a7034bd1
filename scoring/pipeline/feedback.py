"""Forms back to the units: what has to be mended, at its cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from scoring.criteria.units import Unit
from scoring.engine.model import State
from scoring.errors import Spoken, WorkspaceError
from scoring.exchange import Exchange, exchange
from scoring.forms.feedback import Earlier, FileToAnswer, answer, file_to_answer, letter
from scoring.forms.guide import deadline
from scoring.forms.marks import Feedback
from scoring.intake.entries import files
from scoring.intake.folder import Desk, opened_at, where_is
from scoring.intake.model import Outcome, Receipt
from scoring.pipeline.consolidation import gather
from scoring.pipeline.forms import form_name, tasks_reported
from scoring.pipeline.naming import named
from scoring.pipeline.office import Office, Progress, quiet
from scoring.pipeline.records import Voice
from scoring.register import Action
from scoring.standing.attachments import file_names
from scoring.standing.run import Consolidation
from scoring.text import show_date


@dataclass(frozen=True, slots=True)
class Returned:
    """One unit's feedback form, its letter, and what they say."""

    unit: Unit
    form: Path
    letter: Path
    told: Feedback


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A unit for which no form could be made of its file: an internal error; ``fault`` has the details."""

    unit: Unit
    file: str
    fault: Exception


@dataclass(frozen=True, slots=True)
class FeedbackWritten:
    """What was written, which units need nothing, which files nobody can be asked about.

    ``settled`` are feedback forms of earlier runs whose unit is well now; they are left where they are.
    """

    folder: Path
    returned: tuple[Returned, ...]
    unanswered: tuple[Unanswered, ...]
    fine: tuple[Unit, ...]
    strangers: tuple[Receipt, ...]
    settled: tuple[Path, ...]


def feedback(
    office: Office,
    only: Sequence[str] = (),
    until: date | None = None,
    progress: Progress = quiet,
    *,
    who: str = "",
    now: datetime | None = None,
) -> FeedbackWritten:
    """Answer every unit that has something to mend or to look at with a fresh form of its own.

    Units that the office left out are answered only where they are named.
    If one form cannot be generated the others still are; the unit is listed in ``unanswered``.
    ``until``: by when to send it back; the day on which the period's report is due where nothing is said,
    soon where that day has passed.
    Raises WorkspaceError where nothing has arrived, a unit is unknown, or ``until`` has passed.
    """
    if not office.inbox.is_dir():
        raise WorkspaceError(f"Chưa có thư mục {office.inbox} nên chưa có biểu nào để phản hồi.")
    today = Voice("", now=now).today
    _refuse_past(until, today)
    units = named(office.roster, only) if only else office.roster.evaluated
    run = gather(office, progress, who, now)
    left_out = () if only else [each.unit for each in run.results.units if each.state is State.LEFT_OUT]
    concerned = [unit for unit in units if unit.code not in left_out]
    to_answer = {unit.code: file for unit in concerned if (file := owed_answer(run, unit.code))}
    given = _write(office, run, to_answer, _by_when(office, until, today))
    came = {receipt.unit for receipt in run.receipts}
    return FeedbackWritten(
        folder=_folder(office),
        returned=tuple(each for each in given if isinstance(each, Returned)),
        unanswered=tuple(each for each in given if isinstance(each, Unanswered)),
        fine=tuple(unit for unit in concerned if unit.code in came and unit.code not in to_answer),
        strangers=() if only else tuple(_strangers(run)),
        settled=tuple(
            path for unit in units if unit.code not in to_answer and (path := _target(office, unit)).exists()
        ),
    )


def _write(
    office: Office, run: Consolidation, to_answer: Mapping[str, FileToAnswer], by_when: str
) -> list[Returned | Unanswered]:
    """Write forms and letters. Raises WorkspaceError where a file is no longer the one that was read."""
    paths = files(office.inbox)
    for each in to_answer.values():
        _refuse_changed(paths, each)
    desk = Desk(run.roster, office.set_hash, office.period)
    before = tasks_reported(run.earlier)
    with exchange(_folder(office), apart=True) as made:
        given = [
            _return(
                desk,
                run.unit(code),
                _opened(paths, file),
                made,
                target=_target(office, run.unit(code)),
                until=by_when,
                earlier=before.get(code, {}),
                files=file_names(run.ledger, code),
            )
            for code, file in to_answer.items()
        ]
    return [
        replace(each, form=made.places[each.form], letter=made.places[each.letter])
        if isinstance(each, Returned)
        else each
        for each in given
    ]


def owed_answer(run: Consolidation, unit: str) -> FileToAnswer | None:
    """The unit's file that has to be answered, if any, and why where the office sent it back."""
    decisions = list(run.ledger.of(Action.REOPENED, unit=unit, period=run.period))
    receipt = run.receipt(unit)
    sent_back = receipt is not None and run.ledger.reopened(unit, run.period) == receipt.sha256
    return file_to_answer(
        [each for each in run.receipts if each.unit == unit],
        to_mend=run.results[unit].state is State.TO_MEND,
        returned=decisions[-1].draft.reason if sent_back and decisions else "",
    )


def is_answered(office: Office, run: Consolidation, unit: str) -> bool:
    """True where the feedback form that lies there was made after all that came from the unit.

    Also after the decision that sent its form back: what was made before says nothing of it.
    """
    lines = run.ledger.of(Action.RECEIVED, Action.REOPENED, unit=unit, period=run.period)
    last = max((line.at.timestamp() for line in lines), default=0.0)
    path = _target(office, run.unit(unit))
    return path.is_file() and path.stat().st_mtime >= last


def _folder(office: Office) -> Path:
    return office.out / "phan-hoi"


def _target(office: Office, unit: Unit) -> Path:
    return _folder(office) / form_name(office, unit)


def _strangers(run: Consolidation) -> Iterator[Receipt]:
    """Files that were refused and belong to no unit that is evaluated."""
    known = {unit.code for unit in run.roster.evaluated}
    return (r for r in run.receipts if r.outcome is Outcome.REJECTED and r.unit not in known)


def _return(
    desk: Desk,
    unit: Unit,
    sent: FileToAnswer,
    made: Exchange,
    *,
    target: Path,
    until: str,
    earlier: Earlier,
    files: Mapping[str, str],
) -> Returned | Unanswered:
    try:
        answered = answer(desk, unit, sent, until, earlier, files)
        words = letter(desk, unit, target.name, answered.feedback)
    except Exception as fault:  # a bug of ours, met by one unit's file, must not cost the other units
        return Unanswered(unit, sent.receipt.file, fault)
    text = target.with_suffix(".txt")
    made.put(target, answered.content)
    made.put(text, words.encode())
    return Returned(unit, target, text, answered.feedback)


def _by_when(office: Office, until: date | None, today: date) -> str:
    """By when, in words after a space; a report's day that has passed is told as passed, not set again."""
    if until:
        return f" chậm nhất ngày {show_date(until)}"
    criteria = office.roster.criteria
    for report in criteria.reports:
        if report.code == office.period and report.last < today:
            return f" sớm (hạn nộp {show_date(report.last)} đã qua)"
    return deadline(criteria, office.period)


def _refuse_past(until: date | None, today: date) -> None:
    if until and until < today:
        past = f"Hạn gửi lại {show_date(until)} đã qua (hôm nay {show_date(today)})."
        page = f"{past} Ghi hạn gửi lại từ hôm nay trở đi."
        raise WorkspaceError(Spoken(f"{past} Ghi --until từ hôm nay trở đi.", page))


def _refuse_changed(paths: Mapping[str, Path], sent: FileToAnswer) -> None:
    """Before anything is written. Raises WorkspaceError where the file is no longer the one that was read."""
    if sent.receipt.form and where_is(sent.receipt, paths) is None:
        raise WorkspaceError(f"Tệp {sent.receipt.file} vừa thay đổi trong lúc đọc. Làm lại việc này.")


def _opened(paths: Mapping[str, Path], sent: FileToAnswer) -> FileToAnswer:
    """The file with its cells, as it was read. Raises WorkspaceError where it changed in between."""
    if sent.receipt.form is None:
        return sent
    where = where_is(sent.receipt, paths)
    opened = opened_at(where) if where else None
    if opened is None or opened.sha256 != sent.receipt.sha256 or opened.workbook is None:
        raise WorkspaceError(f"Tệp {sent.receipt.file} vừa thay đổi trong lúc đọc. Làm lại việc này.")
    return replace(sent, workbook=opened.workbook)
