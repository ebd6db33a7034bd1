"""The engine's arithmetic as Excel expressions: points, sums, score, class, state.

Excel counts in binary: every result is rounded to nine places before it is compared or rounded as the set
says, which no sum or ratio of this field can notice.
"""

from collections.abc import Iterable, Sequence

from scoring.criteria import tally
from scoring.criteria.classes import Class, Need
from scoring.criteria.conditions import Condition
from scoring.criteria.schema import Criterion, Extra
from scoring.engine.classify import AWAITED, INELIGIBLE, NOTHING_ASKED
from scoring.engine.needs import PLACES
from scoring.engine.points import most
from scoring.findings import Finding
from scoring.forms.plan import APPLICABLE, EXACT, EXACT_POINTS, POINTS, FormPlan
from scoring.intake.checks.base import Cells, Live
from scoring.intake.checks.excel import (
    all_of,
    exact,
    is_answered,
    is_void,
    ticked,
)
from scoring.intake.layout import CLEAN, READY, WARNING
from scoring.rules import YES
from scoring.rules.base import excel_number, excel_text


def half_up(expression: str, places: int) -> str:
    """Rounded half-up on decimals."""
    return f"ROUND(ROUND({expression},{EXACT}),{places})"


def points(criterion: Criterion, cells: Cells, places: int) -> str:
    """The same as :func:`scoring.engine.points.points`; an empty text where there are none."""
    top = excel_number(most(criterion, places))
    worth = f"MIN({top},{half_up(criterion.rule.formula(exact(criterion, cells), criterion.max), places)})"
    scored = f'IF({is_answered(criterion, cells)},{worth},"")'
    if criterion.not_applicable == "refused":
        return scored
    full = top if criterion.not_applicable == "full" else "0"
    return f"IF({_not_applicable(criterion, cells)},{full},{scored})"


def exact_points(criterion: Criterion, cells: Cells) -> str:
    """The points before rounding; 0 where there are none yet."""
    worth = f"ROUND({criterion.rule.formula(exact(criterion, cells), criterion.max)},{EXACT})"
    worth = f"IF(ISNUMBER({cells['points']}),{worth},0)"
    if criterion.not_applicable == "refused":
        return worth
    return f"IF({_not_applicable(criterion, cells)},{cells['points']},{worth})"


def applicable(criterion: Criterion, cells: Cells) -> str:
    """What the criterion adds to the applicable maximum."""
    if criterion.rule.relative:
        return f"{excel_number(criterion.max)}*{unanswered(criterion, cells)}"
    top = excel_number(criterion.max)
    if criterion.not_applicable != "excluded":
        return top
    return f"IF({_not_applicable(criterion, cells)},0,{top})"


def unanswered(criterion: Criterion, cells: Cells) -> str:
    """1 where a criterion whose points come later is not answered, else 0: a blank counts, a figure waits."""
    answered = is_answered(criterion, cells)
    if criterion.not_applicable != "refused":
        answered = f"IF({_not_applicable(criterion, cells)},TRUE,{answered})"
    return f"IF({answered},0,1)"


def _not_applicable(criterion: Criterion, cells: Cells) -> str:
    mark, void = ticked(cells), is_void(criterion, cells)
    return mark if void is None else f"IF({mark},TRUE,{void})"


def check(tests: list[Live]) -> str:
    """The words of the first test that holds, "Đạt" where none does."""
    text = excel_text(CLEAN)
    for test in reversed(tests):
        text = f"IF({test.condition},{excel_text(told(test.finding))},{text})"
    return text


def told(found: Finding) -> str:
    """What the form says of a finding."""
    return ("" if found.is_error else WARNING) + found.message


class Sums:
    """Totals, class and state of one form."""

    def __init__(self, plan: FormPlan) -> None:
        self.plan = plan
        self.criteria = plan.roster.criteria

    def main(self) -> str:
        """Points of the scale."""
        return self._scale(POINTS)

    def applicable(self) -> str:
        """The maximum that these points are of."""
        return self._scale(APPLICABLE)

    def group(self, code: str) -> str:
        """Points of a group."""
        return self._item(POINTS, code) or "0"

    def _scale(self, column: str) -> str:
        found = tally.formula_of(self.criteria.groups, self._added(column), self._failed_in(column))
        return _rounded(found or "0")

    def _item(self, column: str, code: str) -> str | None:
        """Points or maximum of a group or criterion; None where the form does not ask it."""
        node = self.criteria.all_groups.get(code) or self.criteria.criteria[code]
        found = tally.formula(node, self._added(column), self._failed_in(column))
        return found and _rounded(found)

    def _added(self, column: str) -> tally.Added:
        def added(codes: Iterable[str]) -> str | None:
            areas = self.plan.areas(column, codes)
            return f"SUM({','.join(areas)})" if areas else None

        return added

    def _failed_in(self, column: str) -> tally.Failed | None:
        return self._failed if column in (POINTS, EXACT_POINTS) else None

    def _failed(self, code: str) -> str | None:
        if code not in self.plan.scored:
            return None
        points = self.plan.cells(self.criteria.criteria[code])["points"]
        return all_of(self.plan.stands(code), f"{points}=0")

    def extra(self, block: Extra | None) -> str:
        """Points of the bonus or penalty block, capped."""
        if block is None:
            return "0"
        return _rounded(tally.block_formula(block, self._added(POINTS)))

    def score(self, main: str, top: str, bonus: str, penalty: str) -> str:
        """What class and rank are decided on, before rounding."""
        reached = main if self.criteria.score_on == "points" else f"IF({top}=0,0,{main}*100/{top})"
        return f"ROUND(MAX(0,{reached}+{bonus}-{penalty}),{EXACT})"

    def missing(self) -> str:
        """How many criteria have no points yet."""
        areas = self.plan.areas(POINTS, self.plan.scored)
        counted = [f"{len(self.plan.scored)}-COUNT({','.join(areas)})"] if areas else []
        waiting = [unanswered(each, self.plan.cells(each)) for each in self.plan.relative]
        return "+".join([*counted, *waiting]) or "0"

    def highest(self, shown: str, exact: str) -> str:
        """The best class by points and conditions, the best one of all being 0."""
        value = shown if self.criteria.rounding.class_on == "rounded" else exact
        place = str(len(self.criteria.classes) - 1)
        for n, each in reversed(list(enumerate(self.criteria.classes))):
            place = f"IF({value}>={excel_number(each.at_least)},{n},{place})"
        return f"MAX({','.join([place, *self._caps()])})"

    def _caps(self) -> list[str]:
        places = {each.code: n for n, each in enumerate(self.criteria.classes)}
        return [
            f"IF({self._holds(c)},{places[c.class_code]},0)"
            for c in self.plan.roster.conditions(self.plan.unit)
            if c.class_code is not None
        ]

    def standing(self, highest: str, missing: str, top: str) -> str:
        """The name of the class; nothing while answers are missing, no class where nothing counts."""
        name = self._reached(highest, [excel_text(each.name) for each in self.criteria.classes])
        name = f"IF({top}=0,{excel_text(AWAITED if self._awaited else NOTHING_ASKED)},{name})"
        for condition in self.plan.roster.conditions(self.plan.unit):
            if condition.effect == "disqualify":
                name = f"IF({self._holds(condition)},{excel_text(INELIGIBLE)},{name})"
        return f'IF({missing}>0,"",{name})'

    def _reached(self, highest: str, words: Sequence[str]) -> str:
        """Of ``words``, one a class, that of the best class from ``highest`` down whose needs are met."""
        found = words[-1]
        for n, each in reversed(list(enumerate(self.criteria.classes[:-1]))):
            found = f"IF({all_of(f'{highest}<={n}', *self._needs(each))},{words[n]},{found})"
        return found

    def lowered(self, highest: str) -> str | None:
        """The class after what lowers it by some; None where nothing on this form can."""
        lowering = [c for c in self.plan.roster.conditions(self.plan.unit) if c.lower_by]
        if not lowering:
            return None
        reached = self._reached(highest, [str(n) for n, _ in enumerate(self.criteria.classes)])
        less = "+".join(f"IF({self._holds(c)},{c.lower_by},0)" for c in lowering)
        return f"MIN({len(self.criteria.classes) - 1},{reached}+{less})"

    def _holds(self, condition: Condition) -> str:
        """True where the condition holds by what this form says."""
        if condition.when is not None:
            return self.plan.says(condition.when)
        cell = self.plan.conditions[condition.code]
        return f"IF(ISERROR({cell}),FALSE,{cell}={excel_text(YES)})"

    @property
    def _awaited(self) -> bool:
        """True where the office scores something of the scale that may still count."""
        roster, unit, scale = self.plan.roster, self.plan.unit, {c.code for c in self.criteria.main}
        return any(
            c.code in scale and (c.rule.relative or not c.by_unit) and not roster.exemption(unit, c.code)
            for c in roster.asked(unit)
        )

    def _needs(self, each: Class) -> list[str]:
        tests = (self._share(need) if need.at_least is None else self._figure(need) for need in each.needs)
        return [test for test in tests if test]

    def _share(self, need: Need) -> str:
        """That the share of the points before rounding is reached; nothing where the unit is not asked."""
        block = self.criteria.coded.get(need.code)
        if block:
            top = self._added(APPLICABLE)([each.code for each in block.criteria])
            reached: str | None = tally.block_formula(block, self._added(EXACT_POINTS))
            of = top and f"IF({top}=0,0,{excel_number(block.cap)})"
        else:
            reached, of = self._item(EXACT_POINTS, need.code), self._item(APPLICABLE, need.code)
        if not reached or not of:
            return ""
        return f"ROUND({reached}*100-{excel_number(need.share)}*{of},{PLACES})>=0"

    def _figure(self, need: Need) -> str:
        """That the figure is reached; nothing where the unit is not asked for it."""
        if need.code not in self.plan.scored or need.at_least is None:
            return ""
        criterion = self.criteria.criteria[need.code]
        cells = self.plan.cells(criterion)
        reached = criterion.rule.measure_formula(exact(criterion, cells), need.at_least)
        reached = f"IF(ISNUMBER({cells['points']}),{reached},FALSE)"
        if criterion.not_applicable == "refused":
            return reached
        return f"IF({_not_applicable(criterion, cells)},TRUE,{reached})"

    def state(self, others: Iterable[str]) -> str:
        """How many rows have errors, or that it may be sent; ``others``: columns of checks elsewhere."""
        errors = f"({'+'.join(map(errors_in, (self.plan.checks, *others)))})"
        return f'IF({errors}=0,{excel_text(READY)},"Còn "&{errors}&" dòng có lỗi")'


def _rounded(expression: str) -> str:
    return f"ROUND({expression},{EXACT})" if expression != "0" else expression


def errors_in(span: str) -> str:
    """How many cells of a column of checks show an error."""
    warning = f"LEFT({span},{len(WARNING)})<>{excel_text(WARNING)}"
    return f'SUMPRODUCT(({span}<>"")*({span}<>{excel_text(CLEAN)})*({warning}))'
