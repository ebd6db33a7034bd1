"""What a form is written with besides its questions: a unit's own words, for examples and feedback."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from scoring.intake.model import (
    FilledForm,
    Row,
    SignOff,
    TaskProgress,
)
from scoring.rules import NO, YES, Entry


@dataclass(frozen=True, slots=True)
class Prefill:
    """A unit's answers by criterion code; explanations of conditions stand in ``rows`` as well.

    A number's answer may be a text: it is written as it is, and the form then says what is wrong. What was
    understood neither as a day nor as a mark of "Không phát sinh" stands in ``unread`` as it was written, by
    criterion code (empty for the sign-off) and ``day`` or ``not_applicable``. ``files``: names of the
    evidence files that the unit has sent, by criterion code; they stand in a note at the evidence.
    """

    rows: Mapping[str, Row] = field(default_factory=dict)
    declared: Mapping[str, bool] = field(default_factory=dict)
    sign_off: SignOff = field(default_factory=SignOff)
    tasks: tuple[TaskProgress, ...] = ()
    report: Mapping[str, str] = field(default_factory=dict)
    earlier: Mapping[str, tuple[TaskProgress, ...]] = field(default_factory=dict)
    unread: Mapping[tuple[str, str], str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def continuing(cls, earlier: Mapping[str, tuple[TaskProgress, ...]]) -> "Prefill":
        """A blank form that brings what the unit reported in earlier periods, in their order.

        Progress and result begin with the latest, so that a unit only writes what has changed since.
        """
        latest = {task.code: task for tasks in earlier.values() for task in tasks}
        return cls(tasks=tuple(latest.values()), earlier=earlier)

    @classmethod
    def of(cls, form: FilledForm) -> "Prefill":
        """What a unit sent, to be written into a fresh form."""
        return cls(form.rows, form.declared, form.sign_off, form.tasks, form.report)

    def row(self, code: str) -> Row:
        """The row of a criterion, blank where nothing is said of it."""
        return self.rows.get(code) or Row(code, Entry())

    def condition(self, code: str) -> Row:
        """The row of a condition, answered Có or Không where it is declared."""
        row = self.row(code)
        if code not in self.declared:
            return row
        answer = Entry({"1": YES if self.declared[code] else NO})
        return Row(code, answer, row.evidence, row.explanation)

    @property
    def signed(self) -> SignOff:
        """The sign-off as it stands on the form; unreadable is what was not understood and stands there."""
        unread = frozenset({"day"} if ("", "day") in self.unread else ())
        return replace(self.sign_off, unreadable=unread)

    @property
    def entries(self) -> dict[str, Entry]:
        """The answers as the engine takes them."""
        return {code: row.entry for code, row in self.rows.items()}
