"""Which reports came late or not at all, by the register's days of arrival and the set's due days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scoring.criteria.reports import Report
from scoring.engine.model import State
from scoring.register import Action
from scoring.standing.run import Consolidation

NEVER = "chưa nộp"
UNUSABLE = "Có gửi tệp nhưng không dùng được"


@dataclass(frozen=True, slots=True)
class Late:
    """A report of a unit that was not on time; ``arrived`` is None where it never came.

    ``reason`` stands where the official corrected the day. ``unusable``: something came, but nothing that
    could be read as the unit's report (a form of last year, a damaged file).
    """

    report: Report
    unit: str
    arrived: date | None
    reason: str = ""
    unusable: bool = False

    @property
    def remark(self) -> str:
        """What the list says beside the unit: the official's reason, or that its files were of no use."""
        return UNUSABLE if self.unusable else self.reason

    @property
    def words(self) -> str:
        """``chậm 3 ngày``, counted from the last day that was on time."""
        return f"chậm {self.days} ngày" if self.days else NEVER

    @property
    def days(self) -> int:
        """Days since the last day that was on time; 0 where the report never came."""
        return (self.arrived - self.report.last).days if self.arrived else 0


def late_reports(run: Consolidation) -> Iterator[Late]:
    """Report by report in the set's order, units in the roster's; those outside the evaluation send none."""
    reports = run.criteria.reports
    owing = [result.unit for result in run.results.units if result.state is not State.OUTSIDE]
    punctual = {unit: run.ledger.punctual(unit, reports) for unit in owing}
    for report in reports:
        for unit in owing:
            if punctual[unit].get(report.code) is False:
                arrival = run.ledger.arrival(unit, report.code)
                day, reason = (arrival.day, arrival.reason) if arrival else (None, "")
                yield Late(report, unit, day, reason, not arrival and _sent(run, unit, report))


def _sent(run: Consolidation, unit: str, report: Report) -> bool:
    return any(run.ledger.of(Action.RECEIVED, unit=unit, period=report.code))


def unrecorded(run: Consolidation) -> tuple[Report, ...]:
    """Reports of which the register knows no arrival at all."""
    reports = run.criteria.reports
    known = {
        code
        for result in run.results.units
        if result.state is not State.OUTSIDE
        for code in run.ledger.punctual(result.unit, reports)
    }
    return tuple(report for report in reports if report.code not in known)
