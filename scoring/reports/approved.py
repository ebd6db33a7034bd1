"""Who approved the results, when and on which document, as every paper and table says it."""

from collections.abc import Sequence
from itertools import groupby

from scoring.standing.approvals import StepState, approval_states
from scoring.standing.run import Consolidation
from scoring.text import show_long_date


def approved(run: Consolidation) -> list[dict[str, object]]:
    """Who approved the results in which step, when and on which document; the blocks where they differ."""
    states = approval_states(run)
    blocks = len({state.figures.block.code for state in states})
    held = [state for state in states if state.approved]
    order = {step.code: n for n, step in enumerate(run.criteria.approvals)}
    held.sort(key=lambda state: order[state.step.code])
    lines = enumerate(groupby(held, key=_alike), 1)
    return [{"stt": n, **_approval(list(same), blocks)} for n, (_, same) in lines]


def _alike(state: StepState) -> tuple[str, str, str, str]:
    assert state.approved
    return state.step.code, state.approved.who, f"{state.approved.day}", state.approved.draft.document


def _approval(same: Sequence[StepState], blocks: int) -> dict[str, object]:
    """Blocks that one person approved in one step, on one day and document, are put in one line."""
    first = same[0]
    assert first.approved
    who, document, day = first.approved.who, first.approved.draft.document, show_long_date(first.approved.day)
    names = "" if len(same) == blocks else ", ".join(each.figures.block.name for each in same)
    about = f" ({document})" if document else ""
    within = f", {names}" if names else ""
    return {
        "buoc": first.step.name,
        "khoi": names,
        "nguoi": who,
        "ngay": day,
        "van_ban": document,
        "cau": f"{first.step.name}: {who} phê duyệt ngày {day}{about}{within}",
    }
