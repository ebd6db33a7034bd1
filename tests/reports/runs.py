"""Consolidation runs built by hand: valid answers from a seed, files that were never written."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from random import Random
from typing import Any

from scoring.criteria.loader import set_hash
from scoring.criteria.schema import Criterion
from scoring.criteria.units import Roster, Unit
from scoring.engine.classify import classify
from scoring.engine.model import DecidedClass, Stage
from scoring.engine.results import NO_CLASS, Submission, evaluate
from scoring.engine.scorecard import score
from scoring.findings import Finding, Place, finding
from scoring.intake.layout import SCORES
from scoring.intake.model import (
    Evidence,
    FilledForm,
    Outcome,
    Receipt,
    Row,
    RowPlaces,
    SignOff,
    Stamp,
)
from scoring.register import Action, Draft, Ledger, Record
from scoring.reports.results_json import results_json
from scoring.rules import Answer, Entry
from scoring.standing.run import Consolidation
from scoring.standing.submissions import submissions
from scoring.standing.verdicts import answer_print

E = 5  # the column of answers
WARDS = (
    "Phòng Tư pháp",
    "Phòng Nội vụ",
    "Trung tâm Phục vụ hành chính công",
    "Công an phường",
    "Trạm Y tế phường",
)


def larger(roster: Roster, tdp: int = 8) -> Roster:
    """The roster with more offices and more tổ dân phố."""
    offices = tuple(Unit(code=f"p{n}", name=name, kind="phong") for n, name in enumerate(WARDS))
    groups = tuple(
        Unit(code=f"tdp-{n}", name=f"Tổ dân phố số {n}", kind="tdp", sample=True) for n in range(3, 3 + tdp)
    )
    return Roster(roster.criteria, (*roster.units, *offices, *groups))


def answers(criterion: Criterion, random: Random) -> Entry:
    """A complete and valid entry."""
    if criterion.not_applicable != "refused" and random.random() < 0.2:
        return Entry(not_applicable=True)
    found: dict[str, Answer] = {}
    for field in criterion.rule.fields(criterion.max):
        if field.kind == "choice":
            found[field.key] = random.choice(field.choices[:2] if random.random() < 0.8 else field.choices)
        elif field.kind == "points":
            steps = int((field.high or Decimal(10)) / (field.step or 1))
            found[field.key] = (field.step or Decimal(1)) * random.randint(steps // 2, steps)
        else:
            found[field.key] = Decimal(random.randint(0, 4))
    if criterion.rule.kind == "ratio":
        bottom = Decimal(random.randint(1, 40))
        found = {"1": Decimal(random.randint(int(bottom) * 3 // 4, int(bottom))), "2": bottom}
    if criterion.code.startswith("TR"):
        found = {"1": Decimal(random.choice((0, 0, 0, 1)))}
    return Entry(found)


def form(roster: Roster, unit: Unit, seed: int, declared: Mapping[str, bool] | None = None) -> FilledForm:
    random = Random(f"{seed}-{unit.code}")
    rows = {}
    for n, criterion in enumerate(roster.asked(unit)):
        if not criterion.by_unit or roster.exemption(unit, criterion.code):
            continue
        entry = answers(criterion, random)
        places = RowPlaces(SCORES, dict.fromkeys((*entry.answers, "not_applicable"), (12 + n, E)))
        rows[criterion.code] = Row(
            criterion.code,
            entry,
            Evidence(f"{n + 3}/KH-UBND", date(2026, 3, n % 27 + 1), "Kế hoạch dân vận năm 2026"),
            "Đã thực hiện đầy đủ theo kế hoạch",
            places=places,
        )
    held = {c.code: False for c in roster.declared(unit)} | dict(declared or {})
    for code in held:
        rows[code] = Row(
            code, Entry({"1": "Có" if held[code] else "Không"}), places=RowPlaces(SCORES, {"1": (60, E)})
        )
    return FilledForm(
        unit.code,
        Stamp("danvan-1", roster.criteria.id, set_hash(roster.criteria), "2026", "nam", unit.code),
        rows,
        held,
        SignOff("Nguyễn Thị Hoà", "Trần Văn Bình", date(2026, 11, 9), 1),
    )


def receipt(form: FilledForm, findings: tuple[Finding, ...] = (), file: str = "") -> Receipt:
    name = file or f"tu-cham-{form.unit}.xlsx"
    return Receipt(
        name, sha256(name.encode()).hexdigest(), Outcome.READ, form.unit, True, form, findings=findings
    )


def as_read(roster: Roster, receipt: Receipt) -> Receipt:
    """The receipt with the points and the class that reading the form gives it."""
    unit = roster.unit(receipt.unit)
    if unit is None or receipt.form is None:
        return receipt
    card = score(roster, unit, receipt.form.entries)
    return replace(receipt, card=card, standing=classify(roster, unit, card, receipt.form.declared))


def verified(run: Consolidation, units: frozenset[str]) -> Consolidation:
    """The run after verification: the office's points for all, half a point less on 2.6 for ``units``."""
    criteria = run.criteria
    submissions = []
    for result in run.results.units:
        form = run.form(result.unit)
        if not (form and result.card):
            continue
        marks = result.card.marks
        checked = {
            code: max(mark.points - Decimal("0.5"), Decimal(0)) if code == "2.6" else mark.points
            for code, mark in marks.items()
            if criteria.criteria[code].by_unit and mark.points is not None and mark.top
        }
        submissions.append(
            Submission(
                result.unit, form.entries, form.declared, given={"3.2": Decimal(3)},
                punctual={"6-thang": True, "9-thang": result.unit != "p0", "nam": True},
                verified=checked if result.unit in units else {},
                settled=form.declared if result.unit in units else {},
            )
        )  # fmt: skip
    return replace(run, results=evaluate(run.roster, submissions, stage="verified"))


def consolidate(
    roster: Roster,
    receipts: tuple[Receipt, ...],
    decided: Mapping[str, DecidedClass] = NO_CLASS,
    **more: Mapping[str, Mapping[str, Decimal]],
) -> Consolidation:
    """What the pipeline does with receipts; ``more``: given, punctual or verified by unit."""
    submissions = [
        Submission(
            r.unit,
            r.form.entries,
            r.form.declared,
            valid=not any(f.is_error for f in r.findings),
            **{key: values[r.unit] for key, values in more.items() if r.unit in values},
        )
        for r in receipts
        if r.counted and r.form
    ]
    results = evaluate(roster, submissions, decided=decided)
    read = tuple(as_read(roster, each) for each in receipts)
    return Consolidation(roster, set_hash(roster.criteria), "nam", "0.1.0", results, read)


def typical(mini: Roster, seed: int = 7) -> Consolidation:
    """All states and kinds of files: ranked, capped, disqualified, to mend, not submitted, outside."""
    roster = larger(mini)
    receipts = []
    for unit in roster.evaluated:
        declared = {"tdp-4": {"DK1": True}, "tdp-5": {"DK2": True}}.get(unit.code)
        if unit.code in ("tdp-10", "p4"):
            continue
        made = form(roster, unit, seed, declared)
        if unit.code == "tdp-9":
            rows = {**made.rows, "2.5": replace(made.rows["2.5"], entry=Entry())}
            missing = finding("N01", Place(SCORES, "E23"), criterion="2.5", label="Số cuộc đối thoại")
            receipts.append(receipt(replace(made, rows=rows), (missing,)))
        elif unit.code == "p1":
            late = finding("K04", Place("Thông tin đơn vị", "B9"), found="16/11/2026", expected="15/11/2026")
            receipts.append(receipt(made, (late,)))
        else:
            receipts.append(receipt(made))
    receipts.append(
        Receipt("anh-chup.jpg", "0" * 64, Outcome.SKIPPED, findings=(finding("T06", found="ảnh"),))
    )
    receipts.append(
        Receipt("bao cao cu.xls", "1" * 64, Outcome.REJECTED, findings=(finding("T04", found=".xls"),))
    )
    return consolidate(roster, tuple(receipts))


class Lines:
    """Lines of the register as they come to be: one after another, a minute apart."""

    def __init__(self, year: int = 2026) -> None:
        self.year = year
        self.records: list[Record] = []

    def add(self, action: Action, unit: str = "", criterion: str = "", **more: Any) -> None:
        """One line; ``more``: values, reason, document."""
        seq = len(self.records) + 1
        at = datetime(2026, 11, 20, 1, 0, tzinfo=UTC) + timedelta(minutes=seq)
        draft = Draft(action, self.year, "nam", unit, criterion, **more)
        self.records.append(Record(seq, at, "Nguyễn Thị Hoà", draft))

    def verify(self, unit: str, criterion: str, points: Decimal, reason: str = "", answer: str = "") -> None:
        """A verdict of the first round."""
        values = {"points": str(points), "answer": answer, "verifier": "to", "round": "1"}
        self.add(Action.VERIFIED, unit, criterion, values=values, reason=reason)

    def agree(self, run: Consolidation, unit: str) -> None:
        """The verifier says of every condition what the unit says."""
        for state in run.conditions(unit):
            code = state.condition.code
            values = {"answer": answer_print(run.form(unit), code), "verifier": "to", "round": "1"}
            values |= {"points": str(int(bool(state.declared))), "condition": "1"}
            self.add(Action.VERIFIED, unit, code, values=values)


def under(run: Consolidation, lines: Lines, stage: Stage = "self") -> Consolidation:
    """The run as the pipeline scores it under these lines."""
    ledger = Ledger(tuple(lines.records))
    given = submissions(run.roster, run.period, run.receipts, ledger)
    unusable = {r.unit for r in run.receipts}
    results = evaluate(run.roster, given, stage=stage, unusable=unusable)
    return replace(run, results=results, ledger=ledger)


def judged(mini: Roster, stage: Stage = "self") -> Consolidation:
    """A team at work on :func:`typical`: some units verified, some adopted, one barred, one outdated.

    p0, p1, tdp-1 are verified throughout, half a point less on 2.6 (a quarter more for tdp-1), p1 after a
    newer answer to 1.2; p2 is adopted whole; p3 is barred; of tdp-2 only 2.6 and the penalty are verified.
    """
    run, lines = typical(mini), Lines()
    for unit in run.roster.evaluated:
        for report, day in (("6-thang", "2026-06-08"), ("9-thang", "2026-09-14"), ("nam", "2026-11-10")):
            late = unit.code == "p0" and report == "9-thang"
            values = {"day": "2026-09-15" if late else day}
            lines.add(Action.ARRIVED, unit.code, values=values, reason="Sổ văn thư" if late else "")
            draft = lines.records[-1].draft
            lines.records[-1] = replace(lines.records[-1], draft=replace(draft, period=report))
        lines.verify(unit.code, "3.2", Decimal(3), "UBND phường chấm")
    moved = {"p0": Decimal("-0.5"), "p1": Decimal("-0.5"), "tdp-1": Decimal("0.25")}
    for unit, step in moved.items():
        form, card = run.form(unit), run.results[unit].card
        assert form and card, "these units have points"
        for code, mark in card.marks.items():
            if mark.points is not None and mark.top and run.criteria.criteria[code].by_unit:
                moved_to = min(max(mark.points + step, Decimal(0)), Decimal(10))
                points = moved_to if code == "2.6" else mark.points
                old = unit == "p1" and code == "1.2"
                answer = "" if old else form.rows[code].fingerprint
                lines.verify(unit, code, points, "Thiếu sổ theo dõi" if points != mark.points else "", answer)
        lines.agree(run, unit)
    form = run.form("tdp-2")
    assert form, "tdp-2 has a form"
    lines.verify("tdp-2", "2.6", Decimal(1), "Không có minh chứng", form.rows["2.6"].fingerprint)
    lines.verify("tdp-2", "TR1", Decimal(3), "Có kết luận", form.rows["TR1"].fingerprint)
    receipt = run.receipt("p2")
    assert receipt, "p2 has a form"
    document = "Quyết định 12/QĐ-UBND"
    lines.add(
        Action.ADOPTED, "p2", values={"sha256": receipt.sha256}, reason="Đã kiểm tra mẫu", document=document
    )
    lines.add(Action.DISQUALIFIED, "p3", reason="Bị kỷ luật", document="Quyết định 9/QĐ-UBND")
    return under(run, lines, stage)


def to_json(run: Consolidation) -> Any:
    """What programs read of a run."""
    return json.loads("".join(results_json(run)))
