"""Plausible answers of a unit, drawn from its story with a fixed seed."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from scoring.criteria.conditions import Condition
from scoring.criteria.schema import Criterion
from scoring.criteria.units import Roster, Unit
from scoring.engine.points import points
from scoring.forms import Prefill
from scoring.intake.layout import REPORT_PARTS
from scoring.intake.model import Evidence, Row, SignOff, TaskProgress
from scoring.rules import NO, YES, Answer, Entry
from scoring.rules.count import Count
from scoring.rules.deduction import Deduction
from scoring.rules.direct import Direct
from scoring.rules.lateness import Lateness
from scoring.rules.levels import Levels
from scoring.rules.parts import Parts
from scoring.rules.ratio import Ratio
from scoring.rules.yes_no import YesNo
from tools.example.units import Story

PEOPLE = (
    "Nguyễn Thị Hạnh",
    "Trần Văn Bình",
    "Phạm Thu Trang",
    "Vũ Đức Mạnh",
    "Lê Thị Mai",
    "Bùi Quang Huy",
    "Đỗ Thị Lan",
    "Hoàng Văn Sơn",
    "Đặng Ngọc Anh",
    "Ngô Minh Tuấn",
)
REPORT = {
    "results": "Đã phổ biến, quán triệt các văn bản về công tác dân vận; thực hiện dân chủ ở cơ sở. "
    "(Số liệu giả định để minh họa)",
    "models": "Tuyến đường hoa tự quản; ngày thứ Bảy tình nguyện.",
    "difficulties": "Kinh phí cho mô hình còn hạn chế; cán bộ kiêm nhiệm nhiều việc.",
    "proposals": "Đề nghị phường tập huấn nghiệp vụ dân vận cho cán bộ mới.",
    "next": "Duy trì mô hình, nhân rộng thêm một tuyến đường tự quản.",
}
OFFICE = {"phong": "UBND", "hanh-chinh": "TTHCC", "su-nghiep": "ĐVSN", "llvt": "LLVT", "tdp": "TDP"}


def prefill(roster: Roster, unit: Unit, story: Story) -> Prefill:
    """The whole form of a unit, without any mistake; ``story.like`` names a unit with the same answers."""
    chance = Random(f"2026 {story.like or unit.code}")
    asked = [c for c in roster.asked(unit) if c.by_unit and not roster.exemption(unit, c.code)]
    rows = {criterion.code: _row(roster, unit, criterion, story.quality, chance) for criterion in asked}
    conditions = roster.conditions(unit)
    declared = {condition.code: _holds(condition, story) for condition in conditions}
    rows |= {
        code: Row(code, Entry(), explanation="Theo quyết định của cấp có thẩm quyền (giả định).")
        for code, holds in declared.items()
        if holds
    }
    people = chance.sample(PEOPLE, 2)
    return Prefill(
        rows=rows,
        declared=declared,
        sign_off=SignOff(people[0], people[1], story.signed, 1, phone="0220 3000 000"),
        tasks=tuple(
            TaskProgress(
                task.code,
                "Hoàn thành" if chance.random() < story.quality else "Đang thực hiện",
                "Đã thực hiện theo kế hoạch." if leads else "Đã phối hợp theo phân công.",
            )
            for task, leads in roster.tasks(unit)
        ),
        report={key: REPORT[key] for key in REPORT_PARTS},
    )


def _holds(condition: Condition, story: Story) -> bool:
    return "first-cap" in story.declared and condition.effect == "cap"


def _row(roster: Roster, unit: Unit, criterion: Criterion, quality: float, chance: Random) -> Row:
    if criterion.not_applicable != "refused" and chance.random() < 0.3:
        reason = "Trong năm đơn vị không phát sinh việc này."
        return Row(criterion.code, Entry({}, not_applicable=True), explanation=reason)
    extra = criterion.code in {c.code for c in roster.criteria.extras}
    wanted = _extra_quality(roster, criterion, chance) if extra else quality
    entry = Entry(dict(_answers(criterion, wanted, chance)))
    worth = points(criterion, entry, roster.criteria.rounding.points) or Decimal(0)
    evidence = _evidence(unit, criterion, worth, chance)
    return Row(criterion.code, entry, evidence, _explanation(criterion, worth))


def _extra_quality(roster: Roster, criterion: Criterion, chance: Random) -> float:
    penalty = roster.criteria.penalty
    rarely = 0.08 if penalty and criterion in penalty.criteria else 0.35
    return 0.5 if chance.random() < rarely else 0.0


def _answers(criterion: Criterion, quality: float, chance: Random) -> list[tuple[str, Answer]]:
    top, rule = criterion.max, criterion.rule

    def well() -> bool:
        return chance.random() < quality

    match rule:
        case YesNo():
            other = NO if rule.good == YES else YES
            return [("1", rule.good if well() else other)]
        case Levels():
            last = len(rule.levels) - 1
            return [("1", rule.levels[0 if well() else min(1, last)].text)]
        case Parts():
            return [(str(n), YES if well() else NO) for n, _ in enumerate(rule.parts, 1)]
        case Ratio():
            whole = chance.randint(8, 40)
            part = whole if well() else int(whole * max(0.6, quality))
            return [("1", Decimal(part)), ("2", Decimal(whole))]
        case Count():
            most = int(top / rule.each)
            return [("1", Decimal(most if well() and quality > 0.6 else int(most * quality)))]
        case Deduction():
            return [("1", Decimal(0 if well() else 1))]
        case Lateness():
            return [("1", Decimal(0 if well() else 3))]
        case Direct():
            steps = int(top / rule.step * Decimal(str(quality)))
            return [("1", steps * rule.step)]
    raise TypeError(f"no answers for {rule.kind}")


def _evidence(unit: Unit, criterion: Criterion, worth: Decimal, chance: Random) -> Evidence:
    if criterion.evidence == "none" or worth == 0:
        return Evidence()
    day = date(2026, 2, 16) + timedelta(days=chance.randint(0, 250))
    summary = (criterion.evidence_hint or criterion.text).split(";")[0].split(",")[0]
    return Evidence(f"{chance.randint(3, 180)}/BC-{OFFICE[unit.kind]}", day, summary[:60])


def _explanation(criterion: Criterion, worth: Decimal) -> str:
    match criterion.explanation:
        case "always":
            return "Đã thực hiện theo phân công; số liệu theo sổ theo dõi."
        case "below_max" if worth < criterion.max:
            return "Một phần việc còn chậm, sẽ hoàn thành trong quý I/2027."
        case "above_zero" if worth > 0:
            return "Đơn vị đã kiểm điểm, khắc phục."
        case _ if criterion.evidence == "or_explained" and worth == 0:
            return "Chưa thực hiện được trong năm."
    return ""
