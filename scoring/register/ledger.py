"""What holds today, read from the lines of the register. Pure: same lines, same answers, no clock."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from scoring.register.actions import (
    Adopted,
    Arrived,
    Explained,
    Received,
    Reopened,
    Revoked,
    SetUsed,
    Verified,
    read,
)
from scoring.register.record import Action, Draft, Record, signed_by

if TYPE_CHECKING:
    from scoring.criteria.reports import Report

T = TypeVar("T")
K = TypeVar("K", bound=str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict(Verified):
    """A verdict with its line in the register."""

    record: Record

    @classmethod
    def of(cls, record: Record) -> "Verdict":
        """The verdict of this line."""
        return cls(**read(Verified, record), record=record)

    @property
    def reason(self) -> str:
        """Why these points."""
        return self.record.draft.reason


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

    @cached_property
    def standing(self) -> tuple[Record, ...]:
        """The lines that hold."""
        revoked = {Revoked.of(each).seq for each in self.records if each.draft.action is Action.REVOKED}
        return tuple(record for record in self.records if record.seq not in revoked)

    def of(self, *actions: Action, unit: str | None = None, period: str | None = None) -> Iterator[Record]:
        """The lines that hold, of these actions, of this unit and period where they are given."""
        for record in self._of_actions(actions) if unit is None else self._of_unit.get(unit, ()):
            draft = record.draft
            if draft.action in actions and period in (None, draft.period):
                yield record

    def _of_actions(self, actions: Sequence[Action]) -> Sequence[Record]:
        """Most actions have few lines among thousands."""
        if len(actions) == 1:
            return self._of_action.get(actions[0], ())
        found = (record for action in actions for record in self._of_action.get(action, ()))
        return sorted(found, key=lambda record: record.seq)

    def about(self, unit: str) -> tuple[object, ...]:
        """All that answers about one unit rest on: registers with the same say the same of it.

        These are its own lines, those of other units about the very same files, and for which periods any
        arrival is recorded.
        """
        return self._of_unit.get(unit, ()), self._of_its_files.get(unit, ()), self._periods_kept

    @cached_property
    def _of_its_files(self) -> dict[str, list[Record]]:
        """The lines about files that were recorded of several units, by unit; nearly always none."""
        shared: dict[str, list[Record]] = {}
        for lines in self._of_file.values():
            units = {line.draft.unit for line in lines} if len(lines) > 1 else set[str]()
            for unit in units if len(units) > 1 else ():
                shared.setdefault(unit, []).extend(lines)
        return shared

    @cached_property
    def _of_file(self) -> dict[str, list[Record]]:
        """The lines that record a file, by its sha256."""
        return _with_lines({}, self.standing, _file_of)

    def about_file(self, sha256: str, period: str) -> list[Record]:
        """The lines that record this very file for the period."""
        return [line for line in self._of_file.get(sha256, ()) if line.draft.period == period]

    @cached_property
    def _of_action(self) -> dict[Action, list[Record]]:
        """The lines that hold, by action."""
        return _with_lines({}, self.standing, _action_of)

    @cached_property
    def _of_unit(self) -> dict[str, list[Record]]:
        """The lines that hold, by unit: every unit is asked about, and a province has many."""
        return _with_lines({}, self.standing, _unit_of)

    def followed_by(self, lines: Sequence[Record]) -> "Ledger":
        """The register with these lines after its last one.

        What was found in it stays found but for the units that the lines are about: one submission among
        thousands costs what it adds. Where a line revokes another, all is looked for again.
        """
        after = Ledger((*self.records, *lines))
        if not any(line.draft.action is Action.REVOKED for line in lines):
            known = vars(self)
            found = {name: add(known[name], lines) for name, add in _FOLLOWED.items() if name in known}
            vars(after).update(found)
        return after

    def up_to(self, seq: int) -> "Ledger":
        """The register as it stood when its last line was ``seq``."""
        return Ledger(tuple(record for record in self.records if record.seq <= seq))

    def imagined(self, drafts: Iterable[Draft], who: str, at: datetime) -> "Ledger":
        """The register as it would be with these lines; nothing is written, and the lines bear no digest."""
        name = signed_by(who)
        lines = (Record(number, at, name, draft) for number, draft in enumerate(drafts, self.last + 1))
        return self.followed_by(tuple(lines))

    @property
    def last(self) -> int:
        """The number of the last line, 0 where there is none."""
        return self.records[-1].seq if self.records else 0

    @property
    def digest(self) -> str:
        """The sha256 of the last line, which covers all before it; nothing where there is none."""
        return self.records[-1].digest if self.records else ""

    def set_in_use(self, period: str, set_id: str) -> SetUsed | None:
        """How the criteria set was last put to use for the period."""
        used = (SetUsed.of(record) for record in self.of(Action.SET_USED, period=period))
        return _last(each for each in used if each.set_id == set_id)

    def arrival(self, unit: str, period: str) -> Arrival | None:
        """The official's word, else the day on which a readable file of the unit was first seen."""
        known = self._arrivals.setdefault(unit, {})
        if period not in known:
            known[period] = self._arrival(unit, period)
        return known[period]

    @cached_property
    def _arrivals(self) -> dict[str, dict[str, Arrival | None]]:
        """What was asked before: punctuality, path, results and table each ask about every unit."""
        return {}

    def _arrival(self, unit: str, period: str) -> Arrival | None:
        said = _last(self.of(Action.ARRIVED, unit=unit, period=period))
        if said:
            return Arrival(Arrived.of(said).day, reason=said.draft.reason)
        files = (Received.of(record) for record in self.of(Action.RECEIVED, unit=unit, period=period))
        days = [(self.first_seen[each.sha256], each.file) for each in files if each.readable]
        return Arrival(*min(days, key=lambda each: each[0])) if days else None

    def accepted(self, period: str) -> frozenset[str]:
        """The sha256 of every file of the period that was read when it was consolidated."""
        lines = self.of(Action.RECEIVED, period=period)
        return frozenset(r.draft.values["sha256"] for r in lines if r.draft.values["readable"])

    @cached_property
    def first_seen(self) -> dict[str, date]:
        """The day each file came, by sha256, even where only later it could be read, or its unit be known."""
        return _with_days({}, self.standing)

    def line_of_file(self, unit: str, sha256: str) -> int:
        """The last line in which this file of the unit was recorded, 0 where there is none."""
        lines = self.of(Action.RECEIVED, unit=unit)
        return max((line.seq for line in lines if Received.of(line).sha256 == sha256), default=0)

    def punctual(self, unit: str, reports: Iterable["Report"]) -> dict[str, bool]:
        """Whether each report arrived on time (R13); reports without a recorded arrival are left out.

        A unit whose report is missing where others' are recorded was not on time: the office keeps that
        period here.
        """
        in_time = {}
        for report in reports:
            arrival = self.arrival(unit, report.code)
            if arrival:
                in_time[report.code] = on_time(report, arrival.day)
            elif report.code in self._periods_kept:
                in_time[report.code] = False
        return in_time

    def days_late(self, unit: str, reports: Iterable["Report"]) -> dict[str, int]:
        """By how many days each report that came late was late (R22); one that never came is left out."""
        came = ((report, self.arrival(unit, report.code)) for report in reports)
        days = {report.code: (arrival.day - report.last).days for report, arrival in came if arrival}
        return {code: late for code, late in days.items() if late > 0}

    @cached_property
    def _periods_kept(self) -> frozenset[str]:
        """The periods whose arrivals are recorded here."""
        return _with_periods(frozenset(), self.standing)

    def verdicts(self) -> dict[tuple[str, str], Verdict]:
        """The latest verdict by (unit, criterion)."""
        return self._verdicts

    @cached_property
    def _verdicts(self) -> dict[tuple[str, str], Verdict]:
        return _with_verdicts({}, self.standing)

    @cached_property
    def ruled(self) -> dict[tuple[str, str], Record]:
        """The last decision on each condition of each unit, by (unit, condition)."""
        lines = self.of(Action.CONDITION_DECIDED)
        return {(record.draft.unit, record.draft.criterion): record for record in lines}

    @cached_property
    def classed(self) -> dict[str, Record]:
        """The line that decides the class of each unit."""
        return {record.draft.unit: record for record in self.of(Action.CLASSED)}

    @cached_property
    def explained(self) -> dict[tuple[str, str], Record]:
        """What units said last of any verdict, also of one that another round has followed."""
        return {(r.draft.unit, r.draft.criterion): r for r in self.of(Action.EXPLAINED)}

    @cached_property
    def explanations(self) -> dict[tuple[str, str], Record]:
        """What units say of the verdicts that stand, by (unit, criterion): the last words on each."""
        verdicts = {key: verdict.record.seq for key, verdict in self._verdicts.items()}
        lines = ((r.draft.unit, r.draft.criterion, r) for r in self.of(Action.EXPLAINED))
        return {(u, c): r for u, c, r in lines if verdicts.get((u, c)) == Explained.of(r).verdict}

    def adopted(self, unit: str, sha256: str) -> dict[str, Record]:
        """Criteria (``""`` for all) whose self score in this very form was made final by a decision."""
        last = {record.draft.criterion: record for record in self.of(Action.ADOPTED, unit=unit)}
        return {code: record for code, record in last.items() if Adopted.of(record).sha256 == sha256}

    def barred(self, unit: str) -> str:
        """Why the office decided that the unit cannot be classed, with the documents; empty where it can."""
        drafts = (record.draft for record in self.of(Action.DISQUALIFIED, unit=unit))
        return "; ".join(", ".join(filter(None, (draft.reason, draft.document))) for draft in drafts)

    def reopened(self, unit: str, period: str) -> str:
        """The sha256 of the form that was last sent back to the unit."""
        last = _last(self.of(Action.REOPENED, unit=unit, period=period))
        return Reopened.of(last).sha256 if last else ""


def _unit_of(line: Record) -> str:
    return line.draft.unit


def _action_of(line: Record) -> Action:
    return line.draft.action


def _file_of(line: Record) -> str | None:
    return line.draft.values["sha256"] if line.draft.action is Action.RECEIVED else None


def _with_lines(
    known: Mapping[K, list[Record]], lines: Iterable[Record], key: Callable[[Record], K | None]
) -> dict[K, list[Record]]:
    """The lines under their keys, those that were known first. A list that was known is left as it is."""
    news: dict[K, list[Record]] = {}
    for line in lines:
        if (asked := key(line)) is not None:
            news.setdefault(asked, []).append(line)
    return {**known, **{asked: [*known.get(asked, ()), *mine] for asked, mine in news.items()}}


def _with_days(known: Mapping[str, date], lines: Iterable[Record]) -> dict[str, date]:
    days = dict(known)
    for line in lines:
        if (sha256 := _file_of(line)) is not None:
            days.setdefault(sha256, line.day)
    return days


def _with_periods(known: frozenset[str], lines: Iterable[Record]) -> frozenset[str]:
    news = {line.draft.period for line in lines if line.draft.action in (Action.RECEIVED, Action.ARRIVED)}
    return known if news <= known else known | news


def _with_verdicts(
    known: Mapping[tuple[str, str], Verdict], lines: Iterable[Record]
) -> dict[tuple[str, str], Verdict]:
    verdicts = (line for line in lines if line.draft.action is Action.VERIFIED)
    return {**known, **{(line.draft.unit, line.draft.criterion): Verdict.of(line) for line in verdicts}}


def _without_units(known: Mapping[str, T], lines: Iterable[Record]) -> dict[str, T]:
    units = {line.draft.unit for line in lines}
    return {unit: told for unit, told in [*known.items()] if unit not in units}


_FOLLOWED: Mapping[str, Callable[..., object]] = {
    "standing": lambda known, lines: (*known, *lines),
    "_of_action": partial(_with_lines, key=_action_of),
    "_of_unit": partial(_with_lines, key=_unit_of),
    "_of_file": partial(_with_lines, key=_file_of),
    "_arrivals": _without_units,
    "first_seen": _with_days,
    "_periods_kept": _with_periods,
    "_verdicts": _with_verdicts,
}
"""What is kept of a register when lines follow, and how these are added to it."""


def on_time(report: "Report", day: date) -> bool:
    """Whether a report of that day is in time. Where ``before`` holds the due day is late (plan III.2)."""
    return day <= report.last


def _last(each: Iterable[T]) -> T | None:
    return next(reversed(list(each)), None)
