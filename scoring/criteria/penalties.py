"""Whether bonus and penalty are given for something: what did not arise brings neither.

What a criterion of a penalty block "gives" is taken away. A rule that gives its points to whoever has no
fault (so much less for each fault, all for being on time) would take them from the clean unit and leave the
faulty one alone.
"""

from collections.abc import Iterator

from scoring.criteria.schema import CriteriaSet, Criterion
from scoring.criteria.source import Keys, Mistake
from scoring.text import show_number


def turned_round(criteria: CriteriaSet) -> Iterator[Mistake]:
    """What would cost a unit points, or words, where there is nothing to penalise; or bring it a bonus."""
    for n, criterion in enumerate(criteria.penalty.criteria if criteria.penalty else ()):
        yield from _of(("penalty", "criteria", n), criterion)
    for n, criterion in enumerate(criteria.bonus.criteria if criteria.bonus else ()):
        if criterion.not_applicable == "full" and not criterion.rule.relative:
            given = f"“không phát sinh” mà được thưởng {show_number(criterion.max)} điểm"
            says = f"ở phần điểm thưởng, {given}; ghi not_applicable: excluded"
            yield ("bonus", "criteria", n, "not_applicable"), says


def _of(keys: Keys, criterion: Criterion) -> Iterator[Mistake]:
    idle = criterion.rule.idle(criterion.max)
    if idle:
        lost = f"đơn vị không có lỗi gì vẫn bị trừ {show_number(idle)} điểm"
        yield (*keys, "rule"), f"ở phần điểm trừ cách chấm này bị ngược: {lost}; {criterion.rule.as_penalty}"
    if criterion.not_applicable == "full":
        lost = f"“không phát sinh” mà được điểm tối đa là bị trừ cả {show_number(criterion.max)} điểm"
        yield (*keys, "not_applicable"), f"ở phần điểm trừ, {lost}; ghi not_applicable: excluded"
    if criterion.explanation == "below_max":
        says = "ở phần điểm trừ, đơn vị không bị trừ lại phải giải trình; ghi explanation: above_zero"
        yield (*keys, "explanation"), says
