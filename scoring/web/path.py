"""The way of a unit through the year."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from scoring.engine.model import State
from scoring.register import Action, Record
from scoring.standing.comparison import awaited_days, is_settled
from scoring.text import show_date

if TYPE_CHECKING:
    from scoring.standing.run import Consolidation


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the way: ``state`` is done, now or later; ``note`` says who and when."""

    name: str
    state: str
    note: str = ""


def path_of(run: "Consolidation", unit: str) -> list[Stage]:
    """Nộp, kiểm tra, thẩm định, quyết định, công bố; a period without scores ends with the check."""
    result, ledger = run.results[unit], run.ledger
    arrival, came = ledger.arrival(unit, run.period), _last(run, unit, Action.RECEIVED, Action.ARRIVED)
    judged = _last(run, unit, Action.VERIFIED)
    decided = _last(run, unit, Action.ADOPTED, Action.DISQUALIFIED, Action.LEFT_OUT)
    frozen = next(reversed(list(ledger.of(Action.FROZEN))), None)
    sound = result.state in (State.VALID, State.VERIFIED, State.INELIGIBLE, State.LEFT_OUT)
    settled = is_settled(run, result)
    checked = "đạt" if sound else result.state.value if result.state is State.TO_MEND else ""
    days = awaited_days(run, result)
    judging = f"chờ cơ quan {days.words}" if days else _note(judged)
    notes = [
        ("Nộp", arrival is not None, _arrived(arrival.day, came) if arrival else ""),
        ("Kiểm tra", sound, checked),
        ("Thẩm định", settled, judging),
        ("Quyết định", decided is not None or settled, _note(decided)),
        ("Công bố", frozen is not None, _note(frozen)),
    ]
    notes = notes if run.criteria.is_scored(run.period) else notes[:2]
    first = next((number for number, (_, done, _) in enumerate(notes) if not done), len(notes))
    return [
        Stage(name, "done" if number < first else "now" if number == first else "later", note)
        for number, (name, _, note) in enumerate(notes)
    ]


def _last(run: "Consolidation", unit: str, *actions: Action) -> Record | None:
    """The last line of the unit in the run's period, or of the whole year."""
    lines = run.ledger.of(*actions, unit=unit)
    return next(reversed([line for line in lines if line.draft.period in ("", run.period)]), None)


def _arrived(day: date, record: Record | None) -> str:
    """The day that counts, and whose line says so."""
    return f"nhận {show_date(day)}" + (f", {record.who} ghi" if record else "")


def _note(record: Record | None) -> str:
    return f"{record.who}, {show_date(record.day)}" if record else ""
