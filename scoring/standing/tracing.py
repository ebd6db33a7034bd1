"""Tracing a point: from what is known of a year to the path of each criterion and condition of a unit."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Self

from scoring.criteria.schema import Criterion
from scoring.criteria.units import Unit
from scoring.dataclass import dataclass
from scoring.engine.classify import effect_words
from scoring.engine.model import Mark, Status, UnitResult
from scoring.engine.scorecard import is_void
from scoring.findings import Finding
from scoring.intake.model import FilledForm, Row
from scoring.register import Action, Record, Verdict
from scoring.register.actions import Classed
from scoring.standing.attachments import file_names
from scoring.standing.classes import class_name
from scoring.standing.conditions import WORD, ConditionState
from scoring.standing.run import Consolidation
from scoring.standing.trail import CONDITION, REGISTER, Deadline, StatedAnswer, Trail
from scoring.standing.verdicts import is_possible, waits
from scoring.text import show_number
from scoring.xlsx.grid import Address, cell_name


@dataclass(frozen=True, slots=True)
class _Unit:
    """What the paths of one unit share, looked up once: its form, evidence files, findings, decided class."""

    unit: Unit
    form: FilledForm | None
    file: str
    evidence: Mapping[str, str]
    findings: Mapping[str, tuple[Finding, ...]]
    classed: Record | None
    class_words: str

    @classmethod
    def of(cls, run: Consolidation, code: str) -> Self:
        """The unit as the run knows it."""
        receipt = run.receipt(code)
        findings: dict[str, tuple[Finding, ...]] = {}
        for found in (found for each in run.files(code) for found in each.findings):
            findings[found.criterion] = (*findings.get(found.criterion, ()), found)
        return cls(
            run.unit(code), receipt.form if receipt else None, receipt.file if receipt else "",
            file_names(run.ledger, code), findings,
            run.ledger.classed.get(code), _class_words(run, code),
        )  # fmt: skip

    def row(self, code: str) -> Row | None:
        """The row of its form."""
        return self.form.rows.get(code) if self.form else None


def trails(run: Consolidation, result: UnitResult) -> Iterator[Trail]:
    """The unit's criteria in the order of the set, then its conditions; nothing where it has no points."""
    yield from of_criteria(run, result)
    yield from of_conditions(run, result)


def of_criteria(run: Consolidation, result: UnitResult) -> Iterator[Trail]:
    """The unit's criteria in the order of the set; nothing where it has no points."""
    if result.card:
        known = _Unit.of(run, result.unit)
        yield from (_of_criterion(run, known, mark) for mark in result.card.marks.values())


def of_conditions(run: Consolidation, result: UnitResult) -> Iterator[Trail]:
    """The unit's conditions in the order of the set; nothing where it has no points."""
    states = run.conditions(result.unit) if result.card else ()
    if result.card and states:
        holding, known = run.holding(result, result.card), _Unit.of(run, result.unit)
        for state in states:
            yield _of_condition(run, known, state, holds=holding[state.condition.code])


def _of_condition(run: Consolidation, known: _Unit, state: ConditionState, *, holds: bool) -> Trail:
    """What the unit declared of a condition, what others said of it, and whether it holds."""
    condition, word, unit = state.condition, WORD[state.declared], known.unit.code
    row = known.row(condition.code)
    answer = _filled(known, row, word, ("1",)) if row else StatedAnswer(word)
    names = {each.code: each.name for each in run.criteria.verifiers}
    verdict = state.verdict
    return Trail(
        unit, condition.code, condition.text, CONDITION, answer,
        rule=effect_words(run.criteria, condition), reference=condition.reference,
        verifier=(names.get(verdict.verifier, verdict.verifier) or verdict.record.who) if verdict else "",
        verdict=verdict, adoption=None if state.ruling else state.adoption, ruling=state.ruling, state=state,
        holds=None if state.is_open else holds, outdated=state.outdated,
        classed=known.classed, class_words=known.class_words,
        reply=_reply(run, unit, condition.code, verdict), findings=known.findings.get(condition.code, ()),
    )  # fmt: skip


def trail(run: Consolidation, unit: str, mark: Mark) -> Trail:
    """The path of one criterion's points."""
    return _of_criterion(run, _Unit.of(run, unit), mark)


def _of_criterion(run: Consolidation, known: _Unit, mark: Mark) -> Trail:
    unit, form = known.unit.code, known.form
    criterion, row = run.roster.criterion(known.unit, mark.code), known.row(mark.code)
    verdict, exempt = verdict_of(run, unit, criterion), mark.status is Status.EXEMPT
    counted, aside = (None, verdict) if exempt else (verdict, None)
    own, checked, adoption = _points(run, unit, mark)
    return Trail(
        unit=unit,
        code=mark.code,
        text=criterion.text,
        status=mark.status.value,
        answer=_answer(run, known, mark),
        guide=criterion.guide,
        rule=criterion.rule_words,
        reference=criterion.reference,
        top=mark.top,
        own=own,
        stated=row.stated_points if row else None,
        checked=checked,
        final=mark.final,
        verifier=_verifier(run, criterion, counted),
        verdict=counted,
        aside=aside,
        adoption=adoption,
        exemption=_exemption(run, unit, criterion) if exempt else None,
        classed=known.classed,
        class_words=known.class_words,
        reply=_reply(run, unit, mark.code, counted),
        outdated=bool(verdict and waits(verdict, criterion, form, exempt=exempt)),
        deadlines=_deadlines(run, unit, criterion),
        findings=known.findings.get(mark.code, ()),
    )


def _class_words(run: Consolidation, unit: str) -> str:
    """The class that a person decided for the unit, nothing where nobody did."""
    line = run.ledger.classed.get(unit)
    return f"loại {class_name(run.criteria, Classed.of(line).class_code)}" if line else ""


def _reply(run: Consolidation, unit: str, code: str, verdict: Verdict | None) -> str:
    """What the unit said of the first round: in the verifier's book, or on the page."""
    said = run.ledger.explanations.get((unit, code))
    return (verdict.reply if verdict else "") or (said.draft.reason if said else "")


def own_and_checked(run: Consolidation, unit: str, mark: Mark) -> tuple[Decimal | None, Decimal | None]:
    """The unit's own points, and those of whoever verified: an adopted self score stays the unit's own."""
    return _points(run, unit, mark)[:2]


def _points(
    run: Consolidation, unit: str, mark: Mark
) -> tuple[Decimal | None, Decimal | None, Record | None]:
    """The same, and the decision by which a self score was adopted."""
    criterion, adoption = run.criteria.criteria[mark.code], adoption_of(run, unit, mark)
    given = criterion.by_unit and mark.status is not Status.EXEMPT and not is_void(criterion, mark)
    return mark.points if given else None, None if adoption else mark.verified, adoption


def verdict_of(run: Consolidation, unit: str, criterion: Criterion) -> Verdict | None:
    """The last verdict that today's maximum allows, outdated or not."""
    verdict = run.verdicts.get((unit, criterion.code))
    return verdict if verdict and is_possible(verdict, criterion) else None


def adoption_of(run: Consolidation, unit: str, mark: Mark) -> Record | None:
    """The decision that made this self score final, where no verdict stands for it.

    One about another form of the unit does not count.
    """
    if mark.verified is None:
        return None
    criterion, receipt = run.criteria.criteria[mark.code], run.receipt(unit)
    if not criterion.by_unit or receipt is None or verdict_of(run, unit, criterion):
        return None
    decided = run.ledger.adopted(unit, receipt.sha256)
    return decided.get(mark.code) or decided.get("")


def _verifier(run: Consolidation, criterion: Criterion, verdict: Verdict | None) -> str:
    if criterion.rule.by == "register":
        return REGISTER
    if verdict is None:
        return ""
    names = {each.code: each.name for each in run.criteria.verifiers}
    who = names.get(verdict.verifier, verdict.verifier)
    return who or criterion.rule.scorer() or verdict.record.who


def _exemption(run: Consolidation, unit: str, criterion: Criterion) -> Record | None:
    """The decision of the year that freed the unit; None where the list of units does."""
    freed = run.criteria.freed
    return next(
        (
            record
            for record in run.ledger.of(Action.EXEMPTED, unit=unit)
            if criterion.code in freed.get(record.draft.criterion, ())
        ),
        None,
    )


def _deadlines(run: Consolidation, unit: str, criterion: Criterion) -> tuple[Deadline, ...]:
    if not criterion.awaited:
        return ()
    reports = [report for report in run.criteria.reports if report.code in criterion.awaited]
    known = run.ledger.punctual(unit, reports)
    late = run.ledger.days_late(unit, reports) if criterion.rule.counts_days else {}
    return tuple(
        Deadline(
            report.name, report.due, report.before,
            run.ledger.arrival(unit, report.code), known.get(report.code), late.get(report.code, 0),
        )
        for report in reports
    )  # fmt: skip


def answer_of(run: Consolidation, unit: str, mark: Mark) -> StatedAnswer:
    """What the unit wrote of a criterion, in words, and where."""
    return _answer(run, _Unit.of(run, unit), mark)


def _answer(run: Consolidation, known: _Unit, mark: Mark) -> StatedAnswer:
    criterion, exemption = run.criteria.criteria[mark.code], run.roster.exemption(known.unit, mark.code)
    if exemption:
        return StatedAnswer(f"Được miễn theo {exemption.basis}")
    if criterion.rule.by == "register":
        arrivals = "; ".join(each.words for each in _deadlines(run, known.unit.code, criterion))
        return StatedAnswer(arrivals or "Cơ quan tổng hợp chấm theo sổ nhận báo cáo")
    if not criterion.by_unit:
        return StatedAnswer("Cơ quan tổng hợp hoặc cấp trên chấm")
    row = known.row(mark.code)
    if row is None:
        return StatedAnswer()
    if row.entry.not_applicable:
        return _filled(known, row, "Không phát sinh", ("not_applicable",))
    given = row.entry.answers
    fields = [field for field in criterion.fields if field.key in given]
    words = "; ".join([f"{field.label}: {_shown(given[field.key])}" for field in fields])
    return _filled(known, row, words, tuple([field.key for field in fields]) or tuple(row.places)[:1])


def _shown(answer: Decimal | str) -> str:
    return answer if isinstance(answer, str) else show_number(answer)


def files_of(run: Consolidation, unit: str, code: str) -> str:
    """The evidence files of a criterion in words."""
    return _named(file_names(run.ledger, unit).get(code))


def _named(files: str | None) -> str:
    return f"tệp {files}" if files else ""


def _filled(known: _Unit, row: Row, words: str, keys: tuple[str, ...]) -> StatedAnswer:
    at = row.places.at
    sheet, cells = _where(row.places.sheet, tuple([at[key] for key in keys if key in at]))
    evidence = "; ".join(filter(None, (str(row.evidence), _named(known.evidence.get(row.code)))))
    return StatedAnswer(words, known.file, sheet, cells, evidence, row.explanation)


@lru_cache(maxsize=8192)  # the forms of a kind have the same rows in the same cells
def _where(sheet: str, cells: tuple[Address, ...]) -> tuple[str, str]:
    """Where an answer stands that takes these cells of a sheet."""
    return (sheet, "; ".join(dict.fromkeys(map(cell_name, cells)))) if cells else ("", "")
