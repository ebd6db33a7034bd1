"""Points in proportion to the best unit of the block, live: the figures, the highest of them, the points."""

from decimal import Decimal

from scoring.criteria.schema import Criterion
from scoring.engine.model import Mark, State, Status, UnitResult
from scoring.engine.points import figure
from scoring.reports.consolidated.formulas import TIDY
from scoring.reports.consolidated.plan import Detail
from scoring.rules import Entry
from scoring.standing.run import Consolidation


def is_live(mark: Mark, criterion: Criterion, stage: str) -> bool:
    """True for points that follow from the figures of the block, which nobody has verified."""
    own = stage == "self" or mark.verified is None
    return criterion.rule.relative and mark.status is Status.SCORED and own


def figure_of(run: Consolidation, result: UnitResult, code: str) -> Decimal | None:
    """What a unit has of the criterion; nothing where it does not count for it."""
    mark, form = result.card.marks.get(code) if result.card else None, run.form(result.unit)
    if mark is None or form is None or mark.status is Status.EXEMPT:
        return None
    return figure(run.criteria.criteria[code], form.entries.get(code, Entry()))


def highest(run: Consolidation, detail: Detail, code: str) -> tuple[str, Decimal | int]:
    """The highest figure, as a formula and as a number; of units whose form is valid and that are ranked."""
    units = [each for each in detail.units if each.state not in (State.TO_MEND, State.LEFT_OUT)]
    known = [found for each in units if (found := figure_of(run, each, code)) is not None]
    cells = ",".join(str(detail.at(each.unit, "relative", code)) for each in units)
    return f"MAX({cells})" if cells else "0", max(known, default=0)


def worth(run: Consolidation, detail: Detail, unit: str, code: str) -> str:
    """The points of a unit's figure beside the highest; nothing where there is no figure."""
    own, best = (str(detail.at(unit, kind, code)) for kind in ("relative", "best"))
    criterion, places = run.criteria.criteria[code], run.criteria.rounding.points
    points = criterion.rule.formula({"1": own, "best": best}, criterion.max)
    return f'IF(ISNUMBER({own}),ROUND(ROUND({points},{TIDY}),{places}),"")'
