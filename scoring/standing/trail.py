"""The path of every point: the rule, what the unit wrote and where, who verified it, when and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Self

from scoring.criteria.schema import Criterion
from scoring.criteria.units import Unit
from scoring.engine.classify import effect_words
from scoring.engine.model import Mark, Status, UnitResult
from scoring.engine.scorecard import is_void
from scoring.findings import Finding
from scoring.intake.model import FilledForm, Row
from scoring.register import Action, Arrival, Record, Verdict
from scoring.register.actions import Classed
from scoring.register.record import VIETNAM
from scoring.standing.attachments import file_names
from scoring.standing.classes import class_name
from scoring.standing.conditions import WORD, ConditionState
from scoring.standing.run import Consolidation
from scoring.standing.verdicts import is_possible, waits
from scoring.text import show_date, show_number

CONDITION = "điều kiện"
REGISTER = "Sổ theo dõi"
NAMED = 8  # codes that a sentence names before it counts the others


@dataclass(frozen=True, slots=True)
class StatedAnswer:
    """What the unit wrote, and where."""

    words: str = ""
    file: str = ""
    sheet: str = ""
    cells: str = ""
    evidence: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """One report that punctuality is about; ``on_time`` is None while nothing is known of it.

    ``days``: how many days late it came, where the points depend on it.
    """

    report: str
    due: date
    before: bool
    arrival: Arrival | None
    on_time: bool | None
    days: int = 0

    @property
    def words(self) -> str:
        """``Báo cáo 6 tháng: hạn trước 10/06/2026, nhận 08/06/2026, đúng hạn``, as a paper says it."""
        by_hand = self.arrival is not None and not self.arrival.file
        return self._told(source(self.arrival) if self.arrival and by_hand else "")

    @property
    def traced(self) -> str:
        """The same with the file that came, for whoever follows a point to where it comes from."""
        return self._told(source(self.arrival) if self.arrival else "")

    def _told(self, known_from: str) -> str:
        limit = f"hạn {'trước' if self.before else 'đến'} {show_date(self.due)}"
        late = f"chậm {self.days} ngày" if self.days else "chậm"
        if self.arrival is None:
            unknown = "cơ quan chưa ghi ngày nhận nên chưa tính"
            return (
                f"{self.report}: {limit}, {unknown if self.on_time is None else 'chưa nhận, không đúng hạn'}"
            )
        named = f" ({known_from})" if known_from else ""
        told = "đúng hạn" if self.on_time else late
        return f"{self.report}: {limit}, nhận {show_date(self.arrival.day)}{named}, {told}"


@dataclass(frozen=True, slots=True)
class Trail:
    """Everything about one criterion, or condition, of one unit.

    ``own``: the self score, None where the unit gives none that counts; ``checked``: the points of the
    verifier, the superior or the register; ``final``: those, or an adopted self score. ``outdated``: the
    unit's answer changed after it was verified ("cần xem lại"), so that the verdict's points wait.
    ``aside``: what was verified of a criterion from which the unit is exempt; it counts again once the
    exemption is revoked. ``classed``: the line by which a person decided the unit's class, ``class_words``
    which. ``reply``: what the unit said after the first round of verification. A condition has no points:
    its ``state`` says who said what of it, ``holds`` whether it counts for the unit's class, and ``verdict``,
    ``adoption`` and ``ruling`` are what that rests on.
    """

    unit: str
    code: str
    text: str
    status: str
    answer: StatedAnswer
    guide: str = ""
    rule: str = ""
    reference: str = ""
    top: Decimal | None = None
    own: Decimal | None = None
    stated: Decimal | None = None
    checked: Decimal | None = None
    final: Decimal | None = None
    verifier: str = ""
    verdict: Verdict | None = None
    aside: Verdict | None = None
    adoption: Record | None = None
    exemption: Record | None = None
    ruling: Record | None = None
    state: ConditionState | None = None
    holds: bool | None = None
    classed: Record | None = None
    class_words: str = ""
    reply: str = ""
    outdated: bool = False
    deadlines: tuple[Deadline, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def gap(self) -> Decimal | None:
        """Self score less verified score, None where one of them is missing."""
        return None if self.own is None or self.checked is None else self.own - self.checked

    @property
    def decision(self) -> Record | None:
        """The line of the register that the final points, the condition or the exemption rest on."""
        if self.ruling:
            return self.ruling
        return self.verdict.record if self.verdict else self.adoption or self.exemption

    @property
    def reason(self) -> str:
        """Why: the words of the decision, with its document."""
        record = self.decision
        if record is None:
            return ""
        said = ", ".join(filter(None, (record.draft.reason, record.draft.document)))
        what = record.draft.action.value.capitalize()
        return said if self.verdict and not self.ruling else f"{what}: {said}" if said else what


def adoptions(found: Iterable[Trail]) -> dict[str, list[str]]:
    """Each decision that made self scores final, in words, with the criteria it covers."""
    said: dict[str, list[str]] = {}
    for each in found:
        if each.adoption:
            said.setdefault(each.reason, []).append(each.code)
    return said


def adopted(found: Iterable[Trail]) -> list[str]:
    """The same decisions as sentences."""
    return [f"{reason} ({listed(codes)})" for reason, codes in adoptions(found).items()]


def listed(codes: Sequence[str]) -> str:
    """A few codes by name, the others by their number."""
    more = len(codes) - NAMED
    return ", ".join(codes[:NAMED]) + (f" và {more} mục khác" if more > 0 else "")


def source(arrival: Arrival) -> str:
    """Where the day of an arrival is known from."""
    if arrival.file:
        return f"tệp {arrival.file}"
    return f"cơ quan ghi: {arrival.reason}" if arrival.reason else "cơ quan ghi"


def recorded(record: Record) -> str:
    """Who recorded a line and when, in Vietnamese time: data of the register, not the clock."""
    return f"{record.who}, {record.at.astimezone(VIETNAM):%d/%m/%Y %H:%M}, dòng {record.seq}"


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
    wanted = {code for _, code in criterion.rule.reports()}
    if not wanted:
        return ()
    reports = [report for report in run.criteria.reports if report.code in wanted]
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
    words = "; ".join(f"{field.label}: {_shown(given[field.key])}" for field in fields)
    return _filled(known, row, words, tuple(field.key for field in fields) or tuple(row.places)[:1])


def _shown(answer: Decimal | str) -> str:
    return answer if isinstance(answer, str) else show_number(answer)


def files_of(run: Consolidation, unit: str, code: str) -> str:
    """The evidence files of a criterion in words."""
    return _named(file_names(run.ledger, unit).get(code))


def _named(files: str | None) -> str:
    return f"tệp {files}" if files else ""


def _filled(known: _Unit, row: Row, words: str, keys: tuple[str, ...]) -> StatedAnswer:
    places = [row.places[key] for key in keys if key in row.places]
    evidence = str(row.evidence) if row.evidence else "", _named(known.evidence.get(row.code))
    if len(places) == 1:
        sheet, cells = places[0].sheet, places[0].cell
    else:
        sheet = "; ".join(dict.fromkeys(place.sheet for place in places))
        cells = "; ".join(dict.fromkeys(place.cell for place in places))
    return StatedAnswer(words, known.file, sheet, cells, "; ".join(filter(None, evidence)), row.explanation)
