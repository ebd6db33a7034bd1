"""What persons decided, each with its reason and document, as every paper says it."""

from scoring.engine.model import State
from scoring.reports.documents.counts import Row, numbered
from scoring.standing.classes import basis
from scoring.standing.exempted import exemptions
from scoring.standing.run import Consolidation


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
                "ly_do": basis(run.ledger.classed[result.unit].draft),
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
