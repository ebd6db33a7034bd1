"""From what a unit was freed, as a sentence of a paper says it."""

from scoring.engine.classify import item_name
from scoring.engine.model import Status
from scoring.standing.run import Consolidation


def exemptions(run: Consolidation, unit: str) -> tuple[str, ...]:
    """``tiêu chí 3.1.2 (Tổ mới lập, Công văn số 12/UBND)``: each exemption that has an effect."""
    here, result = run.unit(unit), run.results[unit]
    marks = result.card.marks if result.card else {}
    freed = (code for code, mark in marks.items() if mark.status is Status.EXEMPT)
    used = dict.fromkeys(each for code in freed if (each := run.roster.exemption(here, code)))
    return tuple(f"{item_name(run.criteria, each.code)} ({each.basis})" for each in used)
