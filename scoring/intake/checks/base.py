"""What a check is: a function in a file of its own, beside what the form shows of it.

A row check looks at one criterion; where the form makes it too, ``live`` gives the Excel condition and
the very words that ``check`` would report, so that form and tool never disagree.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from decimal import Decimal

from scoring.criteria.conditions import Condition
from scoring.criteria.issued import Period
from scoring.criteria.schema import CriteriaSet, Criterion
from scoring.criteria.units import Roster, Unit
from scoring.dataclass import dataclass
from scoring.engine.model import Scorecard, Standing, Status
from scoring.findings import Finding, Place
from scoring.intake.model import FilledForm, Identity, Row


@dataclass(frozen=True, slots=True)
class Asked:
    """The criterion a row answers, and what the checks need to know about it.

    ``points`` are the engine's for this row, None where it is incomplete or invalid. ``period``: the one that
    is scored; without it no day is out of bounds. ``rivals``: the criteria (codes) of the form, itself
    included, of which only one may be claimed; ``claimed``: those that are. ``bare``: a bonus beside a
    criterion that was not scored. ``says``: of a condition that is declared and follows from another answer
    too, whether that answer says it holds; None where there is nothing to compare.
    """

    criterion: Criterion
    points: Decimal | None = None
    period: Period | None = None
    rivals: tuple[str, ...] = ()
    claimed: frozenset[str] = frozenset()
    bare: bool = False
    says: bool | None = None

    @classmethod
    def of(
        cls,
        criteria: CriteriaSet,
        criterion: Criterion,
        worth: Decimal | None,
        card: Scorecard | None,
        says: bool | None = None,
    ) -> "Asked":
        """The criterion, or a condition as one, on a form with these marks."""
        marks = card.marks if card else {}
        known = [marks[code] for code in criteria.rivals.get(criterion.code, ()) if code in marks]
        rivals = [mark for mark in known if mark.status is not Status.EXEMPT]
        claimed = frozenset(mark.code for mark in rivals if mark.points)
        beside = marks.get(criterion.beside or "")
        bare = beside is not None and beside.status is not Status.SCORED
        codes = tuple(mark.code for mark in rivals)
        return cls(criterion, worth, criteria.period, codes, claimed, bare, says)


@dataclass(frozen=True, slots=True)
class Cells:
    """Addresses of a criterion's cells in the form being written: field keys, and the column keys
    ``not_applicable``, ``ticked`` (whether that mark stands: TRUE or FALSE), ``points`` (those that count, no
    number where there are none), ``rivals`` (the same of all of which one may be claimed), ``beside`` (the
    condition that the criterion which a bonus stands beside is scored), ``arose`` (whether there are points
    for something done), ``number``, ``day``, ``summary``, ``explanation``; of a condition that is declared
    and follows from another answer too, ``answered`` and ``says`` (whether there is that answer, and that it
    says the condition holds).
    """

    answers: Mapping[str, str]
    columns: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.columns[key]


UNSHOWN = "…"
"""What a live test says of a cell's content: the words of a form are fixed when it is written."""


@dataclass(frozen=True, slots=True)
class Live:
    """One live test: an Excel condition that is true where the finding holds, and its code and words."""

    condition: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class RowCheck:
    """A check of one criterion's row; without ``check`` reading has made it.

    ``concerns``: whether the row of a criterion can have such a finding at all.
    """

    check: Callable[[Row, Asked], Iterable[Finding]] | None
    live: Callable[[Cells, Asked], Iterable[Live]]
    concerns: Callable[[Criterion], bool] = lambda _: True


@dataclass(frozen=True, slots=True)
class FormContext:
    """What a check of a whole form may look at."""

    roster: Roster
    unit: Unit
    form: FilledForm
    period: str
    card: Scorecard | None = None
    standing: Standing | None = None
    conditions: tuple[Condition, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Claim:
    """Whose form it says it is, and what is expected. ``unit`` is the roster's, None if unknown.

    ``set_hash`` is that of the whole set. ``accepted``: the register says that the form was in order when its
    period was consolidated.
    """

    roster: Roster
    identity: Identity
    unit: Unit | None
    set_hash: str
    period: str
    accepted: bool = False


ClaimCheck = Callable[[Claim], Iterable[Finding]]
FormCheck = Callable[[FormContext], Iterable[Finding]]


def place(row: Row, key: str) -> Place:
    """Where a part of the row stands, nothing if unknown."""
    return row.places.get(key, Place())
