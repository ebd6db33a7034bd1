"""Which units were sent their form, by whom and when: a person says it, since mail and Zalo are not ours."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.errors import WorkspaceError
from scoring.opening.files import sha256_of
from scoring.pipeline.forms import form_name
from scoring.pipeline.naming import named
from scoring.pipeline.office import Office
from scoring.pipeline.records import Recorded, Voice, record
from scoring.register import Action, Record
from scoring.register.actions import FormSent


@dataclass(frozen=True, slots=True)
class Sending:
    """The last time a unit was sent its form; ``current``: it is the form that lies there now."""

    record: Record
    current: bool


def sent_forms(office: Office) -> dict[str, Sending]:
    """The units of the period that were sent a form, by code."""
    ledger = office.register.ledger(office.roster.criteria.year)
    lines = {line.draft.unit: line for line in ledger.of(Action.FORM_SENT, period=office.period)}
    return {
        unit: Sending(line, FormSent.of(line).sha256 == _sha256(office, unit)) for unit, line in lines.items()
    }


def mark_sent(office: Office, units: Sequence[str], voice: Voice) -> Recorded:
    """Record that the forms which lie there were sent to these units.

    Raises WorkspaceError without a unit, and for a unit whose form was not made.
    """
    chosen = named(office.roster, units)
    if not chosen:
        raise WorkspaceError("Chưa chọn đơn vị. Đánh dấu các đơn vị đã gửi biểu rồi bấm lại.")
    forms = {unit.code: _sha256(office, unit.code) for unit in chosen}
    if missing := [unit.name for unit in chosen if not forms[unit.code]]:
        raise WorkspaceError(f"Chưa tạo biểu của {', '.join(missing)}. Tạo biểu trước, gửi, rồi đánh dấu.")
    year = office.roster.criteria.year
    drafts = [FormSent(forms[unit.code]).draft(year, office.period, unit.code) for unit in chosen]
    return record(office, voice, drafts)


def _sha256(office: Office, code: str) -> str:
    """Of the unit's form as it lies there; nothing where none does."""
    unit = office.roster.unit(code)
    return sha256_of(office.out / "bieu-mau" / form_name(office, unit)) if unit else ""
