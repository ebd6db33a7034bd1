"""A person decides whether a condition of a unit holds, whatever the unit declared or an answer says."""

from collections.abc import Sequence

from scoring.criteria.conditions import Condition
from scoring.errors import WorkspaceError
from scoring.pipeline.naming import proposal
from scoring.pipeline.office import Office, Progress, quiet
from scoring.pipeline.records import Recorded, Voice, record, refuse_any, several, today
from scoring.register.actions import ConditionDecided
from scoring.standing.conditions import WORD
from scoring.text import fold


def decide_condition(
    office: Office, units: Sequence[str], typed: str, voice: Voice, *, holds: bool, progress: Progress = quiet
) -> Recorded:
    """Record that a condition holds, or does not, for the units: all of them or none.

    What each unit declares today is written beside it, so that a later change of that is seen. Raises
    WorkspaceError for a stranger, an unknown condition, and one that does not concern a unit.
    """
    chosen, condition = several(office, units), _condition(office, typed)
    strange = (unit for unit in chosen if condition not in office.roster.conditions(unit))
    why = f"điều kiện {condition.code} không áp dụng cho đơn vị này."
    refuse_any("Chưa quyết định được", (f"{unit.name}: {why}" for unit in strange))
    run = today(office, voice, progress)
    drafts = []
    for unit in chosen:
        state = next(each for each in run.conditions(unit.code) if each.condition.code == condition.code)
        said = ConditionDecided(holds, WORD[state.declared])
        drafts.append(said.draft(run.criteria.year, unit=unit.code, criterion=condition.code))
    return record(office, voice, drafts)


def _condition(office: Office, typed: str) -> Condition:
    """The condition with this code. Raises WorkspaceError, with the near miss."""
    conditions = office.roster.criteria.conditions
    if not conditions:
        raise WorkspaceError("Bộ tiêu chí không có điều kiện xếp loại nào (mục conditions).")
    found = next((each for each in conditions if fold(each.code) == fold(typed)), None)
    if found is None:
        near = proposal(typed, {fold(each.code): each.code for each in conditions})
        listed = "; ".join(f"{each.code} ({each.text})" for each in conditions)
        raise WorkspaceError(f"Không có điều kiện “{typed}”. {near}Các điều kiện: {listed}.")
    return found
