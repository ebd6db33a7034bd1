"""What holds today, read from the lines of the register. Pure: same lines, same answers, no clock."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from scoring.register.record import Action, Record

if TYPE_CHECKING:
    from scoring.criteria.reports import Report


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verifier's points for one criterion of one unit, or the superior's where only the superior scores.

    ``own``: the self score that was looked at (None where there was none); ``answer``: the fingerprint of
    the answer that was looked at (see ``Row.fingerprint``), so that a later form shows as "cần xem lại".
    """

    points: Decimal
    reason: str
    verifier: str
    round: int
    own: Decimal | None
    answer: str
    record: Record


@dataclass(frozen=True, slots=True)
class Arrival:
    """When the report of a unit arrived; ``reason`` stands where the official's word replaces the file's."""

    day: date
    file: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Ledger:
    """All lines of one year, oldest first; revoked ones answer no question but stay listed."""

    records: tuple[Record, ...] = ()
    standing: tuple[Record, ...] = field(init=False)

    def __post_init__(self) -> None:
        revoked = {r.draft.values["seq"] for r in self.records if r.draft.action is Action.REVOKED}
        object.__setattr__(self, "standing", tuple(r for r in self.records if str(r.seq) not in revoked))

    def of(self, *actions: Action, unit: str | None = None, period: str | None = None) -> Iterator[Record]:
        """The lines that hold, of these actions, of this unit and period where they are given."""
        for record in self.standing if unit is None else self._of_unit.get(unit, ()):
            draft = record.draft
            if draft.action in actions and period in (None, draft.period):
                yield record

    @cached_property
    def _of_unit(self) -> dict[str, list[Record]]:
        """The lines that hold, by unit: every unit is asked about, and a province has many."""
        found: dict[str, list[Record]] = {}
        for record in self.standing:
            found.setdefault(record.draft.unit, []).append(record)
        return found

    def up_to(self, seq: int) -> "Ledger":
        """The register as it stood when its last line was ``seq``."""
        return Ledger(tuple(record for record in self.records if record.seq <= seq))

    @property
    def last(self) -> int:
        """The number of the last line, 0 where there is none."""
        return self.records[-1].seq if self.records else 0

    @property
    def digest(self) -> str:
        """The sha256 of the last line, which covers all before it; nothing where there is none."""
        return self.records[-1].digest if self.records else ""

    def set_in_use(self, period: str, set_id: str) -> str | None:
        """The hash under which the criteria set was last put to use for the period."""
        last = _last(r for r in self.of(Action.SET_USED, period=period) if r.draft.values["set"] == set_id)
        return last.draft.values["hash"] if last else None

    def arrival(self, unit: str, period: str) -> Arrival | None:
        """The official's word, else the day on which a readable file of the unit was first seen."""
        told = _last(self.of(Action.ARRIVED, unit=unit, period=period))
        if told:
            return Arrival(date.fromisoformat(told.draft.values["day"]), reason=told.draft.reason)
        days = [(self._first_seen[r.draft.values["sha256"]], r) for r in self._readable(unit, period)]
        if not days:
            return None
        day, record = min(days, key=lambda found: found[0])
        return Arrival(day, record.draft.values["file"])

    def _readable(self, unit: str, period: str) -> Iterator[Record]:
        return (r for r in self.of(Action.RECEIVED, unit=unit, period=period) if r.draft.values["readable"])

    def accepted(self, period: str) -> frozenset[str]:
        """The sha256 of every file of the period that was read when it was consolidated."""
        lines = self.of(Action.RECEIVED, period=period)
        return frozenset(r.draft.values["sha256"] for r in lines if r.draft.values["readable"])

    @cached_property
    def _first_seen(self) -> dict[str, date]:
        """The day each file came, also where it could be read, or its unit be told, only later."""
        return {r.draft.values["sha256"]: r.day for r in reversed(tuple(self.of(Action.RECEIVED)))}

    def punctual(self, unit: str, reports: Iterable["Report"]) -> dict[str, bool]:
        """Whether each report arrived on time (R13); a report nobody's arrival is known of is left out.

        A unit whose report is missing where others' are recorded was not on time: the office keeps that
        period here.
        """
        found = {}
        for report in reports:
            arrival = self.arrival(unit, report.code)
            if arrival:
                found[report.code] = on_time(report, arrival.day)
            elif report.code in self._periods_kept:
                found[report.code] = False
        return found

    @cached_property
    def _periods_kept(self) -> frozenset[str]:
        """The periods whose arrivals are recorded here."""
        return frozenset(r.draft.period for r in self.of(Action.RECEIVED, Action.ARRIVED))

    def verdicts(self) -> dict[tuple[str, str], Verdict]:
        """The latest verdict by (unit, criterion)."""
        return self._verdicts

    @cached_property
    def _verdicts(self) -> dict[tuple[str, str], Verdict]:
        return {
            (record.draft.unit, record.draft.criterion): _verdict(record)
            for record in self.of(Action.VERIFIED)
        }

    def adopted(self, unit: str) -> dict[str, Record]:
        """Criteria (``""`` for all) whose self score was made final by a decision."""
        return {record.draft.criterion: record for record in self.of(Action.ADOPTED, unit=unit)}

    def barred(self, unit: str) -> str:
        """Why the office decided that the unit cannot be classed, with the documents; empty where it can."""
        drafts = (record.draft for record in self.of(Action.DISQUALIFIED, unit=unit))
        return "; ".join(", ".join(filter(None, (draft.reason, draft.document))) for draft in drafts)

    def reopened(self, unit: str, period: str) -> str:
        """The sha256 of the form that was last sent back to the unit."""
        last = _last(self.of(Action.REOPENED, unit=unit, period=period))
        return last.draft.values["sha256"] if last else ""


def on_time(report: "Report", day: date) -> bool:
    """Whether a report of that day is in time. Where ``before`` holds the due day is late (plan III.2)."""
    return day <= report.last


def _last(records: Iterable[Record]) -> Record | None:
    return next(reversed(list(records)), None)


def _verdict(record: Record) -> Verdict:
    values = record.draft.values
    own = values.get("self", "")
    return Verdict(
        points=Decimal(values["points"]),
        reason=record.draft.reason,
        verifier=values.get("verifier", ""),
        round=int(values.get("round", "1")),
        own=Decimal(own) if own else None,
        answer=values.get("answer", ""),
        record=record,
    )
