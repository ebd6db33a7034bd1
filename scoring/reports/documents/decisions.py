"""What persons decided and approved, each with its reason and document, as every paper says it."""

from collections.abc import Sequence
from itertools import groupby

from scoring.engine.model import State
from scoring.reports.documents.counts import Row, numbered
from scoring.standing.approvals import StepState, approval_states
from scoring.standing.classes import basis, class_lines
from scoring.standing.exempted import exemptions
from scoring.standing.run import Consolidation
from scoring.text import show_long_date


def decided(run: Consolidation) -> list[Row]:
    """The placed units whose class a person decided: beside it what the rules gave, and why."""
    found = [
        (result, result.standing, result.standing.computed)
        for _, placed in run.by_block
        for result in placed
        if result.standing and result.standing.computed
    ]
    return numbered(
        [
            {
                "ten": run.name(result.unit),
                "xep_loai": standing.name,
                "theo_diem": alone.name,
                "ly_do": basis(class_lines(run.ledger)[result.unit].draft),
            }
            for result, standing, alone in found
            if alone
        ]
    )


def ineligible(run: Consolidation) -> list[Row]:
    """The units that cannot be classed, with the condition or the decision that says so."""
    return numbered(
        [
            {"ten": run.name(result.unit), "ly_do": result.standing.reason.partition(": ")[2].rstrip(".")}
            for result in run.results.units
            if result.state is State.INELIGIBLE and result.standing
        ]
    )


def freed(run: Consolidation) -> list[Row]:
    """The units that were freed from criteria or groups, with the document of each exemption."""
    found = ((r.unit, exemptions(run, r.unit)) for r in run.results.units)
    return numbered([{"ten": run.name(unit), "noi_dung": "; ".join(each)} for unit, each in found if each])


def approved(run: Consolidation) -> list[Row]:
    """Who approved the results in which step, when and on which document; the blocks where they differ."""
    states = approval_states(run)
    blocks = len({state.figures.block.code for state in states})
    held = [state for state in states if state.approved]
    order = {step.code: n for n, step in enumerate(run.criteria.approvals)}
    held.sort(key=lambda state: order[state.step.code])
    return numbered([_approval(list(same), blocks) for _, same in groupby(held, key=_alike)])


def _alike(state: StepState) -> tuple[str, str, str, str]:
    assert state.approved
    return state.step.code, state.approved.who, f"{state.approved.day}", state.approved.draft.document


def _approval(same: Sequence[StepState], blocks: int) -> Row:
    """Blocks that one person approved in one step, on one day and document, are told in one line."""
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
