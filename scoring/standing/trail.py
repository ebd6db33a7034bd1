"""The path of every point: the rule, what the unit wrote and where, who verified it, when and why."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from scoring.findings import Finding
from scoring.register import Arrival, Record, Verdict
from scoring.register.record import VIETNAM
from scoring.standing.conditions import ConditionState
from scoring.text import show_date

CONDITION = "điều kiện"
REGISTER = "Sổ theo dõi"
NAMED = 8  # codes that a sentence names before it counts the others


class StatedAnswer(NamedTuple):
    """What the unit wrote, and where."""

    words: str = ""
    file: str = ""
    sheet: str = ""
    cells: str = ""
    evidence: str = ""
    explanation: str = ""


class Deadline(NamedTuple):
    """One report that punctuality is about; ``on_time`` is None while nothing is known of it.

    ``days``: how many days late it came, where the points depend on it.
    """

    report: str
    due: date
    before: bool
    arrival: Arrival | None
    on_time: bool | None
    days: int = 0

    @property
    def words(self) -> str:
        """``Báo cáo 6 tháng: hạn trước 10/06/2026, nhận 08/06/2026, đúng hạn``, as a paper says it."""
        by_hand = self.arrival is not None and not self.arrival.file
        return self._told(source(self.arrival) if self.arrival and by_hand else "")

    @property
    def traced(self) -> str:
        """The same with the file that came, for whoever follows a point to where it comes from."""
        return self._told(source(self.arrival) if self.arrival else "")

    def _told(self, known_from: str) -> str:
        limit = f"hạn {'trước' if self.before else 'đến'} {show_date(self.due)}"
        late = f"chậm {self.days} ngày" if self.days else "chậm"
        if self.arrival is None:
            unknown = "cơ quan chưa ghi ngày nhận nên chưa tính"
            return (
                f"{self.report}: {limit}, {unknown if self.on_time is None else 'chưa nhận, không đúng hạn'}"
            )
        named = f" ({known_from})" if known_from else ""
        told = "đúng hạn" if self.on_time else late
        return f"{self.report}: {limit}, nhận {show_date(self.arrival.day)}{named}, {told}"


class Trail(NamedTuple):
    """Everything about one criterion, or condition, of one unit.

    ``own``: the self score, None where the unit gives none that counts; ``checked``: the points of the
    verifier, the superior or the register; ``final``: those, or an adopted self score. ``outdated``: the
    unit's answer changed after it was verified ("cần xem lại"), so that the verdict's points wait.
    ``aside``: what was verified of a criterion from which the unit is exempt; it counts again once the
    exemption is revoked. ``classed``: the line by which a person decided the unit's class, ``class_words``
    which. ``reply``: what the unit said after the first round of verification. A condition has no points:
    its ``state`` says who said what of it, ``holds`` whether it counts for the unit's class, and ``verdict``,
    ``adoption`` and ``ruling`` are what that rests on.
    """

    unit: str
    code: str
    text: str
    status: str
    answer: StatedAnswer
    guide: str = ""
    rule: str = ""
    reference: str = ""
    top: Decimal | None = None
    own: Decimal | None = None
    stated: Decimal | None = None
    checked: Decimal | None = None
    final: Decimal | None = None
    verifier: str = ""
    verdict: Verdict | None = None
    aside: Verdict | None = None
    adoption: Record | None = None
    exemption: Record | None = None
    ruling: Record | None = None
    state: ConditionState | None = None
    holds: bool | None = None
    classed: Record | None = None
    class_words: str = ""
    reply: str = ""
    outdated: bool = False
    deadlines: tuple[Deadline, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def gap(self) -> Decimal | None:
        """Self score less verified score, None where one of them is missing."""
        return None if self.own is None or self.checked is None else self.own - self.checked

    @property
    def decision(self) -> Record | None:
        """The line of the register that the final points, the condition or the exemption rest on."""
        if self.ruling:
            return self.ruling
        return self.verdict.record if self.verdict else self.adoption or self.exemption

    @property
    def reason(self) -> str:
        """Why: the words of the decision, with its document."""
        record = self.decision
        if record is None:
            return ""
        said = ", ".join(filter(None, (record.draft.reason, record.draft.document)))
        what = record.draft.action.value.capitalize()
        return said if self.verdict and not self.ruling else f"{what}: {said}" if said else what


def adoptions(found: Iterable[Trail]) -> dict[str, list[str]]:
    """Each decision that made self scores final, in words, with the criteria it covers."""
    said: dict[str, list[str]] = {}
    for each in found:
        if each.adoption:
            said.setdefault(each.reason, []).append(each.code)
    return said


def adopted(found: Iterable[Trail]) -> list[str]:
    """The same decisions as sentences."""
    return [f"{reason} ({listed(codes)})" for reason, codes in adoptions(found).items()]


def listed(codes: Sequence[str]) -> str:
    """A few codes by name, the others by their number."""
    more = len(codes) - NAMED
    return ", ".join(codes[:NAMED]) + (f" và {more} mục khác" if more > 0 else "")


def source(arrival: Arrival) -> str:
    """Where the day of an arrival is known from."""
    if arrival.file:
        return f"tệp {arrival.file}"
    return f"cơ quan ghi: {arrival.reason}" if arrival.reason else "cơ quan ghi"


def recorded(record: Record) -> str:
    """Who recorded a line and when, in Vietnamese time: data of the register, not the clock."""
    return f"{record.who}, {record.at.astimezone(VIETNAM):%d/%m/%Y %H:%M}, dòng {record.seq}"
