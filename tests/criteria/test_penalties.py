"""What bonus and penalty blocks refuse: where nothing happened they must neither give nor cost anything."""

from decimal import Decimal

import pytest

from scoring.criteria.loader import load_set
from scoring.rules import NO, RULES, Entry, Rule
from tests.criteria.books import Table
from tests.criteria.broken import MINI, Workshop

COUNT = "rule: {kind: count, label: Số trường hợp, each: 3}"
BONUS = "rule: {kind: count, label: Số mô hình được khen, each: 2}"
IDLE = "đơn vị không có lỗi gì vẫn bị trừ"
SHARES = "shares: [{report: nam, text: năm, points: 10}]"
TURNED = {
    "deduction": ("{kind: deduction, label: Số vụ, each: 3}", f"{IDLE} 10 điểm; dùng cách chấm “Đếm số lần”"),
    "lateness": ("{kind: lateness, steps: [{days: 5, points: 3}]}", f"{IDLE} 10 điểm; dùng cách chấm “Đếm"),
    "punctuality": (f"{{kind: punctuality, {SHARES}}}", f"{IDLE} 10 điểm; chấm chế độ báo cáo"),
    "yes_no": ("{kind: yes_no, good: Không}", f"{IDLE} 10 điểm; viết nội dung sao cho Có là bị trừ"),
    "levels": (
        "{kind: levels, levels: [{text: Đúng hạn, points: 10}, {text: Chậm, points: 0}]}",
        f"{IDLE} 10 điểm; ghi mức không bị trừ lên đầu",
    ),
    "bands": (
        "{kind: ratio, top_label: a, bottom_label: b, "
        "bands: [{at_least: 5, points: 10}, {at_least: 0, points: 1}]}",
        f"{IDLE} 1 điểm; ghi mức từ 0% là 0 điểm",
    ),
    "low is good": (
        "{kind: ratio, top_label: a, bottom_label: b, "
        "bands: [{at_most: 5, points: 10}, {at_most: 100, points: 0}]}",
        f"{IDLE} 10 điểm; ghi mức từ 0% là 0 điểm",
    ),
}
FITTING = (
    "{kind: yes_no}",
    "{kind: levels, levels: [{text: Không có, points: 0}, {text: Nặng, points: 10}, {text: Nhẹ, points: 2}]}",
    "{kind: parts, parts: [{text: Bị nhắc nhở, points: 10}]}",
    "{kind: ratio, top_label: a, bottom_label: b}",
    "{kind: direct, step: 1}",
    "{kind: superior}",
)


@pytest.mark.parametrize("name", TURNED)
def test_a_penalty_that_the_clean_unit_pays_is_refused(workshop: Workshop, name: str) -> None:
    rule, says = TURNED[name]
    (message,) = workshop.breaks((COUNT, f"rule: {rule}"))
    assert message.startswith("criteria.yaml, dòng 135, penalty › criteria[TR1] › rule: ở phần điểm trừ")
    assert says in message


@pytest.mark.parametrize("rule", FITTING)
def test_a_penalty_that_only_faults_pay_is_taken(workshop: Workshop, rule: str) -> None:
    roster = workshop.sound((COUNT, f"rule: {rule}"))
    assert roster.criteria.penalty
    (criterion,) = roster.criteria.penalty.criteria
    assert criterion.rule.idle(criterion.max) == 0


def test_not_arisen_may_not_cost_all_of_a_penalty(workshop: Workshop) -> None:
    (message,) = workshop.breaks((COUNT, f"{COUNT}, not_applicable: full"))
    assert "bị trừ cả 10 điểm; ghi not_applicable: excluded" in message
    workshop.sound((COUNT, f"{COUNT}, not_applicable: excluded"))


def test_not_arisen_brings_no_bonus(workshop: Workshop) -> None:
    (message,) = workshop.breaks((BONUS, f"{BONUS}, not_applicable: full"))
    assert "“không phát sinh” mà được thưởng 5 điểm; ghi not_applicable: excluded" in message
    workshop.sound((BONUS, f"{BONUS}, not_applicable: excluded"))


def test_the_clean_unit_does_not_explain_a_penalty(workshop: Workshop) -> None:
    (message,) = workshop.breaks(("explanation: above_zero", "explanation: below_max"))
    assert "penalty › criteria[TR1] › explanation" in message
    assert "ghi explanation: above_zero" in message


def test_in_excel_a_turned_penalty_is_told_in_its_words() -> None:
    table = Table()
    table.put("Tiêu chí", table.at("Tiêu chí", "Cách chấm", "TR1"), "Trừ theo số lần")
    (message,) = table.messages()
    assert "cột “Cách chấm”" in message
    assert message.endswith("dùng cách chấm “Đếm số lần”: mỗi lần bị trừ số điểm mỗi lần.")


@pytest.mark.parametrize(("kind", "name"), [("penalty", "Điểm trừ"), ("bonus", "Điểm thưởng")])
def test_a_second_block_in_excel_is_refused_and_not_dropped(kind: str, name: str) -> None:
    table = Table()
    first = table.row("Tiêu chí", name)
    number = table.add("Tiêu chí", 1, Dòng=name, Nội_dung="PHẦN THỨ HAI", Điểm="3")
    (message,) = table.messages()
    assert f"cột “Dòng” (ô A{number})" in message
    assert f"dòng “{name}” đã có ở dòng {first}; chỉ giữ một" in message


def idle_entry(rule: Rule, top: Decimal) -> Entry:
    """Nothing happened: figures are 0, questions answered Không, of levels the first."""
    answers = {
        field.key: (NO if NO in field.choices else field.choices[0]) if field.choices else Decimal(0)
        for field in rule.fields(top)
    }
    return Entry(answers)


def test_what_idle_says_is_what_the_rule_gives() -> None:
    of_sets = [load_set(folder) for folder in (MINI, MINI.parent / "cach-cham")]
    criteria = [each for found in of_sets for each in found.criteria.values()]
    rules = [c for c in criteria if c.by_unit and not c.rule.relative and not c.rule.lacks_target]
    kinds = {kind for kind, rule in RULES.items() if rule.by == "unit" and not rule.relative}
    assert {each.rule.kind for each in rules} == kinds
    for each in rules:
        entry = idle_entry(each.rule, each.max)
        if each.rule.kind == "ratio":
            entry = Entry({"1": Decimal(0), "2": Decimal(1)})
        assert each.rule.points(entry, each.max) == each.rule.idle(each.max), each.code


UNSCORABLE = ("N01", "N08", "P03", "C01", "D05", "T02")


@pytest.mark.parametrize("code", UNSCORABLE)
def test_what_cannot_be_scored_stays_an_error(workshop: Workshop, code: str) -> None:
    (message,) = workshop.breaks(("bonus:\n", f"severities: {{{code}: warning}}\nbonus:\n"))
    assert message.startswith(f"criteria.yaml, dòng 126, severities › {code}: mức của {code} (")
    assert "không đổi được, vì" in message
    workshop.sound(("bonus:\n", f"severities: {{{code}: error}}\nbonus:\n"))


def test_a_severity_that_no_form_would_heed_is_refused(workshop: Workshop) -> None:
    (message,) = workshop.breaks(("bonus:\n", "severities: {V09: warning}\nbonus:\n"))
    assert "mã này không nói về biểu đơn vị gửi" in message


def test_what_can_be_scored_may_weigh_otherwise(workshop: Workshop) -> None:
    workshop.sound(("bonus:\n", "severities: {M01: warning, G01: warning, K04: error, B05: error}\nbonus:\n"))
