"""A form that is filled in on the page: what was typed, by the names of its fields.

It becomes the unit's Excel form by the form writer, and is read like every form: nothing is checked or scored
here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from scoring.criteria.schema import Criterion
from scoring.criteria.units import Roster, Unit
from scoring.findings import Place
from scoring.forms.prefill import Prefill
from scoring.intake import normalise, papers
from scoring.intake.layout import INFO_DAY, CriterionRow, as_criterion, report_parts, rows, task_rows
from scoring.intake.model import Evidence, Row, SignOff, TaskProgress
from scoring.intake.normalise import Asking
from scoring.rules import NO, YES, Answer, Entry, EntryField
from scoring.text import clean, show_date, show_number

EVIDENCE = ("number", "day", "summary", "explanation")
SIGNED = ("preparer", "phone", "head", "day")


def answer_name(code: str, key: str) -> str:
    """The name of one of a criterion's fields: ``tra-loi:3.1:2``."""
    return f"tra-loi:{code}:{key}"


def part_name(code: str, part: str) -> str:
    """The name of what stands beside the answers: ``not_applicable``, or a part of :data:`EVIDENCE`."""
    return f"{part}:{code}"


def task_name(code: str, part: str) -> str:
    """The name of a task's ``progress`` or ``result``."""
    return f"nhiem-vu:{code}:{part}"


def report_name(key: str) -> str:
    """The name of a part of the report."""
    return f"bao-cao:{key}"


def signed_name(key: str) -> str:
    """The name of a part of the sign-off."""
    return f"ky:{key}"


@dataclass(frozen=True, slots=True)
class FormDraft:
    """The texts of a unit's form for a period, as they were typed; a field without a text is blank.

    ``version`` counts the savings, so that two windows do not silently undo each other's work; ``window``
    names the one that saved last, which never stands in its own way.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    version: int = 0
    window: str = ""

    def text(self, name: str) -> str:
        """What stands in a field."""
        return self.texts.get(name, "")


def names(roster: Roster, unit: Unit, period: str) -> Iterator[str]:
    """Every field that the unit's form of the period has."""
    criteria = roster.criteria
    if criteria.is_scored(period):
        for criterion in asked(roster, unit):
            yield from (answer_name(criterion.code, each.key) for each in criterion.fields)
            yield from (part_name(criterion.code, part) for part in ("not_applicable", *EVIDENCE))
    for task in task_rows(roster, unit):
        yield from (task_name(task.task.code, part) for part in ("progress", "result"))
    yield from (report_name(key) for key, _ in report_parts(criteria.report(period)))
    yield from map(signed_name, SIGNED)


def asked(roster: Roster, unit: Unit) -> Iterator[Criterion]:
    """The criteria that the unit answers, then the conditions as the rows that they make."""
    for row in rows(roster, unit):
        if isinstance(row, CriterionRow) and row.criterion.by_unit and not row.exempt:
            yield row.criterion
    yield from map(as_criterion, roster.declared(unit))


def prefill_of(draft: FormDraft, roster: Roster, unit: Unit, period: str, sending: int) -> Prefill:
    """What the form is written with. What is no number or no day stands in it as it was typed."""
    criteria, unread = roster.criteria, dict[tuple[str, str], str]()
    filled = [_row(draft, each, unread) for each in asked(roster, unit)] if criteria.is_scored(period) else []
    conditions = {each.code for each in roster.declared(unit)}
    declared = {
        row.code: row.entry.answers.get("1") == YES
        for row in filled
        if row.code in conditions and row.entry.answers.get("1") in (YES, NO)
    }
    signed = {key: clean(draft.text(signed_name(key))) for key in SIGNED}
    day = _day(signed["day"], ("", "day"), INFO_DAY, unread)
    return Prefill(
        rows={row.code: row for row in filled},
        declared=declared,
        sign_off=SignOff(signed["preparer"], signed["head"], day, sending, phone=signed["phone"]),
        tasks=tuple(_task(draft, row.task.code) for row in task_rows(roster, unit)),
        report={
            key: normalise.paragraphs(draft.text(report_name(key)))
            for key, _ in report_parts(criteria.report(period))
        },
        unread=unread,
    )


def _row(draft: FormDraft, criterion: Criterion, unread: dict[tuple[str, str], str]) -> Row:
    code = criterion.code
    typed = {each.key: draft.text(answer_name(code, each.key)) for each in criterion.fields}
    answers = {
        each.key: _answer(typed[each.key], each) for each in criterion.fields if clean(typed[each.key])
    }
    words = {part: clean(draft.text(part_name(code, part))) for part in EVIDENCE}
    day = _day(words["day"], (code, "day"), "Ngày văn bản", unread)
    return Row(
        code,
        Entry(answers, not_applicable=bool(draft.text(part_name(code, "not_applicable")))),
        Evidence(words["number"], day, words["summary"]),
        words["explanation"],
    )


def _answer(typed: str, asked_for: EntryField) -> Answer:
    if asked_for.kind == "choice":
        return clean(typed)
    reading = normalise.number(typed, asked_for, Asking(Place(), asked_for.label))
    return clean(typed) if reading.value is None else reading.value


def _day(typed: str, key: tuple[str, str], label: str, unread: dict[tuple[str, str], str]) -> date | None:
    if not typed:
        return None
    reading = papers.day(typed, "M04", Asking(Place(), label))
    if reading.value is None:
        unread[key] = typed
    return reading.value


def _task(draft: FormDraft, code: str) -> TaskProgress:
    progress = clean(draft.text(task_name(code, "progress")))
    return TaskProgress(code, progress, normalise.paragraphs(draft.text(task_name(code, "result"))))


def draft_of(filled: Prefill, version: int = 0) -> FormDraft:
    """The other way round: what a unit sent in Excel, to go on with on the page."""
    texts: dict[str, str] = {}
    for code, row in filled.rows.items():
        for key, answer in row.entry.answers.items():
            texts[answer_name(code, key)] = answer if isinstance(answer, str) else show_number(answer)
        if row.entry.not_applicable:
            texts[part_name(code, "not_applicable")] = "x"
        written = (row.evidence.number, row.evidence.day, row.evidence.summary, row.explanation)
        for part, value in zip(EVIDENCE, written, strict=True):
            texts[part_name(code, part)] = show_date(value) if isinstance(value, date) else value or ""
    for code, yes in filled.declared.items():
        texts[answer_name(code, "1")] = YES if yes else NO
    for task in filled.tasks:
        texts[task_name(task.code, "progress")] = task.progress
        texts[task_name(task.code, "result")] = task.result
    texts |= {report_name(key): words for key, words in filled.report.items()}
    signed = filled.sign_off
    texts |= {signed_name("preparer"): signed.preparer, signed_name("head"): signed.head}
    texts |= {signed_name("phone"): signed.phone}
    texts |= {signed_name("day"): show_date(signed.day) if signed.day else ""}
    texts |= {part_name(code, part): words for (code, part), words in filled.unread.items() if code}
    return FormDraft({name: text for name, text in texts.items() if text}, version)
