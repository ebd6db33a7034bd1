"""Load-time checks of points that hang on each other: levels that fail (R19), one claim of several (R24), a
bonus beside a criterion (R25).
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from scoring.criteria.messages import unknown
from scoring.criteria.schema import CriteriaSet, Criterion, Group, Node
from scoring.criteria.source import Keys, Mistake
from scoring.rules.levels import Levels


def beyond_sums(criteria: CriteriaSet) -> Iterator[Mistake]:
    """What would make points depend on what nobody wrote down."""
    for n, group in enumerate(criteria.groups):
        yield from _group(("groups", n), group, criteria.rounding.points)
    for name, extra in (("bonus", criteria.bonus), ("penalty", criteria.penalty)):
        if extra and extra.only_one:
            yield from _choices((name,), extra.criteria, "criteria")
        for n, criterion in enumerate(extra.criteria if extra else ()):
            if criterion.rule.fails:
                says = "điểm liệt (fails) chỉ dùng ở tiêu chí của nhóm, không dùng ở điểm thưởng, điểm trừ"
                yield (name, "criteria", n, "rule"), says
            yield from _relative((name, "criteria", n), criterion)
            if name == "bonus" and criterion.beside:
                yield from _beside((name, "criteria", n, "beside"), criterion, criteria)
            elif criterion.beside:
                yield (name, "criteria", n, "beside"), _NO_BONUS


_NO_BONUS = "beside chỉ ghi ở tiêu chí của phần điểm thưởng"


def _beside(keys: Keys, bonus: Criterion, criteria: CriteriaSet) -> Iterator[Mistake]:
    main = next((c for c in criteria.main if c.code == bonus.beside), None)
    if main is None:
        yield keys, unknown("tiêu chí trong thang điểm", str(bonus.beside), [c.code for c in criteria.main])
    elif not (main.by_unit and bonus.by_unit) or main.rule.relative:
        yield keys, "điểm thưởng đi kèm và tiêu chí của nó đều phải do đơn vị tự chấm"
    elif main.applies != bonus.applies:
        says = f"điểm thưởng đi kèm tiêu chí “{main.code}” phải cho cùng đơn vị"
        yield keys, f"{says}; ghi applies như nhau"


def _group(keys: Keys, group: Group, places: int) -> Iterator[Mistake]:
    if group.only_one:
        yield from _only_one(keys, group)
    for n, child in enumerate(group.children):
        here = (*keys, "children", n)
        if isinstance(child, Group):
            yield from _group(here, child, places)
            continue
        yield from _relative(here, child)
        if child.beside:
            yield (*here, "beside"), _NO_BONUS
        if isinstance(child.rule, Levels) and child.rule.fails:
            yield from _levels((*here, "rule"), child.rule, child.max, places)


def _relative(keys: Keys, criterion: Criterion) -> Iterator[Mistake]:
    """What a form would have to know of points that are worked out once all forms are there (R23)."""
    if not criterion.rule.relative:
        return
    if keys[0] == "penalty":
        yield (*keys, "rule"), "cách chấm so với đơn vị cao nhất khối không dùng ở phần điểm trừ"
    if criterion.not_applicable == "full":
        says = "điểm so với đơn vị cao nhất khối không dùng “được điểm tối đa” khi không phát sinh"
        yield (*keys, "not_applicable"), f"{says}; ghi not_applicable: excluded"
    if criterion.explanation == "below_max":
        says = "điểm tính khi tổng hợp nên biểu không biết có dưới điểm tối đa hay không"
        yield (*keys, "explanation"), f"{says}; ghi explanation: above_zero"


def _levels(keys: Keys, rule: Levels, top: Decimal, places: int) -> Iterator[Mistake]:
    """A verifier gives points, not levels: 0 points have to mean one thing."""
    for level in rule.levels:
        if not level.fails and level.worth(top).scaleb(places) < Decimal("0.5"):
            says = f"mức “{level.text}” cũng được 0 điểm, nên thẩm định cho 0 thì không rõ có liệt hay không"
            yield keys, f"{says}; cho mức ấy nhiều điểm hơn, hoặc ghi fails cho cả mức ấy"


def _only_one(keys: Keys, group: Group) -> Iterator[Mistake]:
    """A unit that claims one has 0 points for the others, so nobody but the unit may give points there."""
    yield from _choices(keys, group.children, "children")


def _choices(keys: Keys, nodes: Sequence[Node], key: str) -> Iterator[Mistake]:
    if len(nodes) < 2:
        yield (*keys, "only_one"), "only_one cần ít nhất hai tiêu chí để chọn một"
    for n, node in enumerate(nodes):
        if why := _no_choice(node):
            yield (*keys, key, n), f"ở nhóm chỉ được chọn một tiêu chí (only_one), {why}"


def _no_choice(node: Node) -> str:
    if not isinstance(node, Criterion):
        return "không đặt nhóm con; mỗi lựa chọn là một tiêu chí"
    if not node.by_unit or node.rule.relative:
        return f"tiêu chí “{node.code}” phải do đơn vị tự chấm"
    if node.not_applicable == "full":
        return f"tiêu chí “{node.code}” không dùng not_applicable: full, vì không phát sinh mà như đã chọn"
    if node.rule.fails:
        return f"tiêu chí “{node.code}” không có điểm liệt (fails): không chọn thì được 0 điểm"
    return ""
