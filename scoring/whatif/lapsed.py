"""What no longer works where a scenario leaves out a criterion that something else looks at."""

from collections.abc import Iterator

from scoring.criteria.schema import CriteriaSet
from scoring.criteria.source import Mistake
from scoring.whatif.scenario import Scenario, left_out


def lapses(scenario: Scenario, criteria: CriteriaSet) -> tuple[str, ...]:
    """In sentences: conditions, needs of classes and the chain of ties that lapse with what is left out."""
    gone = _gone(scenario, criteria)
    return tuple(_lapses(scenario, criteria, gone)) if gone else ()


def contradictions(scenario: Scenario, criteria: CriteriaSet) -> Iterator[Mistake]:
    """What the scenario says of an item that it leaves out, which makes what is tried meaningless."""
    gone = _gone(scenario, criteria)
    says = "phương án vừa bỏ mục “{}” vừa đặt {} cho mục này; chỉ giữ một trong hai"
    for code in scenario.maxima:
        if code in gone:
            yield ("maxima", code), says.format(code, "điểm tối đa")
    for code, items in scenario.needs.items():
        for item, percent in items.items():
            if item in gone and percent:
                yield ("needs", code, item), says.format(item, f"điều kiện của loại “{code}”")
    for code in scenario.break_by or ():
        if code in gone:
            yield ("break_by",), says.format(code, "thứ tự ưu tiên khi bằng điểm")
    follows = {each.code: each.when.code for each in criteria.conditions if each.when}
    for condition in scenario.caps:
        if follows.get(condition) in gone:
            yield (
                ("caps", condition),
                f"điều kiện “{condition}” theo điểm của tiêu chí {follows[condition]}, mà phương án bỏ tiêu "
                "chí này; chỉ giữ một trong hai",
            )


def _gone(scenario: Scenario, criteria: CriteriaSet) -> frozenset[str]:
    """The criteria left out, and the groups and blocks of which nothing remains."""
    gone = left_out(scenario, criteria)
    return frozenset(code for code, leaves in criteria.leaves_below.items() if set(leaves) <= gone)


def _lapses(scenario: Scenario, criteria: CriteriaSet, gone: frozenset[str]) -> Iterator[str]:
    for condition in criteria.conditions:
        if condition.when and condition.when.code in gone:
            yield (
                f"Bỏ tiêu chí {condition.when.code} thì điều kiện “{condition.text}”, vốn theo điểm của tiêu "
                "chí này, không còn xét"
            )
    for each in criteria.classes:
        asked = scenario.needs.get(each.code, {})
        codes = [need.code for need in each.needs if need.code in gone and asked.get(need.code) != 0]
        if codes:
            yield f"Loại “{each.name}” không còn đòi hỏi riêng về mục {', '.join(dict.fromkeys(codes))}"
    chain = [code for code in criteria.ranking.break_by if code in gone]
    if chain and scenario.break_by is None:
        yield f"Khi bằng điểm không còn xét mục {', '.join(chain)}"
