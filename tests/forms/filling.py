"""Generated answers, boundary values included, and how a unit would type them into a blank form."""

import random
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook

from scoring.criteria.schema import Criterion
from scoring.criteria.units import Roster, Unit
from scoring.forms import Prefill, write_form
from scoring.forms.info import value_cell
from scoring.forms.plan import FormPlan
from scoring.intake.layout import INFO, SCORES, as_criterion
from scoring.intake.model import Evidence, Row, SignOff
from scoring.rules import NO, YES, Answer, Entry, EntryField
from scoring.rules.deduction import Deduction
from scoring.rules.direct import Direct
from scoring.rules.ratio import Ratio
from scoring.rules.values import LARGEST

# Parts and wholes on both sides of every bound: 95% and 80%, 0/0, 1/3, above 1.
RATIOS = [(0, 0), (0, 7), (1, 3), (2, 3), (95, 100), (9499, 10000), (19, 20), (80, 100), (7999, 10000)]
RATIOS += [(100, 100), (5, 0), (8, 7), (9999, 10000), (1, 1)]
EDGES = 16
COUNTS = ["0", "1", "2", "3", "4", "5", "6", "10", "11"]
BAD_NUMBERS: list[Answer] = ["4,5", "x", "10 điểm", Decimal("-1"), Decimal("0.5"), LARGEST + 1]


@dataclass(frozen=True)
class Filling:
    """The answers of one form."""

    unit: Unit
    prefill: Prefill


def filling(roster: Roster, unit: Unit, seed: int, care: float) -> Filling:
    """``care`` is the share of rows answered well; the others may be blank, wrong or contradictory."""
    chance = random.Random(f"{roster.criteria.id} {unit.code} {seed}")
    rows = {}
    asked = [c for c in roster.asked(unit) if c.by_unit and not roster.exemption(unit, c.code)]
    for criterion in [*asked, *map(as_criterion, roster.declared(unit))]:
        rows[criterion.code] = _row(chance, criterion, chance.random() < care, roster.criteria.period.start)
    signed = SignOff(
        preparer=chance.choice(["", "Nguyễn Văn A"]) if chance.random() > care else "Nguyễn Văn A",
        head="Trần Thị B" if chance.random() < care else "",
        day=roster.criteria.period.end if chance.random() < care else None,
        sending=chance.randint(1, 3),
    )
    return Filling(unit, Prefill(rows=rows, sign_off=signed))


def _row(chance: random.Random, criterion: Criterion, careful: bool, day: date) -> Row:
    """A careless row has either its answers or only its papers at random."""
    papers = careful or chance.random() < 0.5
    answers = _good(chance, criterion) if careful or not papers else _any(chance, criterion)
    allowed = criterion.not_applicable != "refused"
    void = chance.random() < 0.15 and (allowed or not careful)
    if void and careful:
        answers = {}
    if careful:
        evidence = Evidence("12/KH-UBND", day, chance.choice(["", "mục II, trang 3"]))
        return Row(criterion.code, Entry(answers, void), evidence, "Đã làm rõ")
    number, dated, summary = (chance.random() < 0.4 for _ in range(3))
    evidence = Evidence("12/KH" * number, day if dated else None, "trang 3" * summary)
    return Row(criterion.code, Entry(answers, void), evidence, chance.choice(["", "", "Có lý do"]))


def _good(chance: random.Random, criterion: Criterion) -> dict[str, Answer]:
    rule, fields = criterion.rule, criterion.rule.fields(criterion.max)
    if isinstance(rule, Ratio):
        part, whole = chance.choice([(1, 1), (95, 100), (9499, 10000), (2, 3), (80, 100), (7999, 10000)])
        return _ratio(part, whole)
    if isinstance(rule, Direct):
        most = criterion.max - criterion.max % rule.step
        return {"1": max(Decimal(0), most - rule.step * chance.choice([0, 0, 1, 2, 7]))}
    if isinstance(rule, Deduction):
        return {"1": Decimal(chance.choice([0, 0, 0, 1, 9]))}
    if criterion.explanation == "above_zero" and chance.random() < 0.8:
        return {f.key: NO if f.kind == "choice" else Decimal(0) for f in fields}
    return {f.key: _pick(chance, f, [*f.choices, f.choices[0]] if f.choices else COUNTS) for f in fields}


def _pick(chance: random.Random, field: EntryField, pool: list[str]) -> Answer:
    answer = chance.choice(pool)
    return answer if field.kind == "choice" else Decimal(answer)


def _any(chance: random.Random, criterion: Criterion) -> dict[str, Answer]:
    if isinstance(criterion.rule, Ratio) and chance.random() < 0.7:
        return _ratio(*chance.choice(RATIOS))
    fields = criterion.rule.fields(criterion.max)
    picked = {field.key: chance.choice([None, None, *_edges(field)]) for field in fields}
    return {key: answer for key, answer in picked.items() if answer is not None}


def _ratio(part: int, whole: int) -> dict[str, Answer]:
    return {"1": Decimal(part), "2": Decimal(whole)}


def _edges(field: EntryField) -> list[Answer]:
    """Everything on and beside a limit or a step, and what is no answer at all."""
    if field.kind == "choice":
        return [*field.choices, "không rõ"]
    high = field.high if field.high is not None else LARGEST
    step = field.step or Decimal(1)
    edges = [high, high + 1, field.low, high - step, high - step / 2, field.low + step / 4]
    return [*edges, *map(Decimal, COUNTS), *BAD_NUMBERS]


def edge(roster: Roster, unit: Unit, n: int) -> Filling:
    """A form whose every row stands at its ``n``-th edge; evidence and explanation are in order."""
    rows = {}
    for criterion in roster.asked(unit):
        if not criterion.by_unit or roster.exemption(unit, criterion.code):
            continue
        fields = criterion.rule.fields(criterion.max)
        answers = {f.key: (pool := _edges(f))[n % len(pool)] for f in fields}
        if isinstance(criterion.rule, Ratio):
            answers = _ratio(*RATIOS[n % len(RATIOS)])
        evidence = Evidence("12/KH-UBND", roster.criteria.period.start)
        rows[criterion.code] = Row(criterion.code, Entry(answers), evidence, "Đã làm rõ")
    for condition in roster.declared(unit):
        answer = YES if n % 4 == 0 else NO
        rows[condition.code] = Row(condition.code, Entry({"1": answer}), explanation="Đã làm rõ")
    return Filling(unit, Prefill(rows=rows, sign_off=SignOff("A", "B", roster.criteria.period.end)))


def typed(path: Path, roster: Roster, filled: Filling) -> Path:
    """A blank form into which the answers are typed raw; no formula has a cached value afterwards."""
    write_form(path, roster, filled.unit)
    book = load_workbook(path)
    sheet, info, plan = book[SCORES], book[INFO], FormPlan(roster, filled.unit)
    criteria = {c.code: c for c in roster.asked(filled.unit)}
    criteria |= {c.code: as_criterion(c) for c in roster.declared(filled.unit)}
    for code, row in filled.prefill.rows.items():
        cells = plan.cells(criteria[code])
        for key, cell in cells.answers.items():
            answer = row.entry.answers.get(key, "  " if code.endswith("1") else None)
            sheet[cell] = float(answer) if isinstance(answer, Decimal) else answer
        sheet[cells["not_applicable"]] = "x" if row.entry.not_applicable else None
        sheet[cells["number"]] = row.evidence.number or " "
        sheet[cells["day"]] = row.evidence.day
        sheet[cells["summary"]] = row.evidence.summary or None
        sheet[cells["explanation"]] = row.explanation or None
    signed = filled.prefill.sign_off
    for key, value in (("preparer", signed.preparer), ("head", signed.head), ("day", signed.day)):
        info[value_cell(key).split("!")[1].replace("$", "")] = value or None
    book.save(path)
    return path
