"""What each action writes down: one dataclass an action, which alone knows its keys in a line's ``values``.

Lines are never rewritten, so every line that any version has written has to be read: a field that came later
has a default.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, field, fields
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self

from scoring.dataclass import dataclass
from scoring.register.record import Action, Draft, Record


def _named(key: str) -> Any:
    """A field that is written under another name than its own."""
    return field(metadata={"key": key})


@dataclass(frozen=True, slots=True)
class Content:
    """What a line says beyond its unit, criterion, reason and document."""

    ACTION: ClassVar[Action]

    @classmethod
    def of(cls, record: Record) -> Self:
        """What this line says; it has to be of this action."""
        return cls(**read(cls, record))

    def draft(
        self, year: int, period: str = "", unit: str = "", criterion: str = "", reason: str = ""
    ) -> Draft:
        """What is to be recorded; decisions about the whole year bear no period."""
        return Draft(self.ACTION, year, period, unit, criterion, dict(self._written()), reason)

    def _written(self) -> Iterator[tuple[str, str]]:
        """Key and value; what may be missing is left out where it is blank."""
        for each in fields(self):
            text = _text(getattr(self, each.name))
            if text or each.default is MISSING or each.metadata.get("always"):
                yield each.metadata.get("key", each.name), text


@dataclass(frozen=True, slots=True)
class SetUsed(Content):
    """A criteria set is put to use for a period; ``status``: how far it had come then, blank in old lines."""

    ACTION = Action.SET_USED
    set_id: str = _named("set")
    set_hash: str = _named("hash")
    status: str = ""


@dataclass(frozen=True, slots=True)
class FormSent(Content):
    """The unit's form of a period was sent to it; ``sha256``: which one, since forms may be made again."""

    ACTION = Action.FORM_SENT
    sha256: str


@dataclass(frozen=True, slots=True)
class Received(Content):
    """A file is seen, or can be read, or its unit is known, for the first time."""

    ACTION = Action.RECEIVED
    file: str
    sha256: str
    readable: bool


@dataclass(frozen=True, slots=True)
class Arrived(Content):
    """The official's word on the day a report arrived; it outweighs :class:`Received`."""

    ACTION = Action.ARRIVED
    day: date


@dataclass(frozen=True, slots=True)
class Verified(Content):
    """A verifier's points for one criterion of one unit, or the superior's where only the superior scores.

    ``own``: the self score that was looked at; blank in the line where there was none. ``answer``: the
    fingerprint of the answer that was looked at (see ``Row.fingerprint``); where the unit has changed it
    since, the points wait ("cần xem lại"). ``book``: the sha256 of the verification book. ``reply``: the
    unit's words after the first round; ``first``, ``first_reason``: that round, where these points are of
    the second. ``condition``: it is about a condition, whose points are 1 where it holds and 0 where not.
    """

    ACTION = Action.VERIFIED
    points: Decimal
    own: Decimal | None = field(default=None, metadata={"key": "self", "always": True})
    answer: str = ""
    verifier: str = ""
    round: int = 1
    book: str = ""
    reply: str = ""
    first: Decimal | None = None
    first_reason: str = ""
    condition: bool = False


@dataclass(frozen=True, slots=True)
class Attached(Content):
    """An evidence file of a criterion: its name, its hash, its bytes, the suffix of its kind."""

    ACTION = Action.ATTACHED
    name: str
    sha256: str
    size: int
    suffix: str


@dataclass(frozen=True, slots=True)
class Explained(Content):
    """The unit's words on its verified points stand as the reason; ``verdict``: the line they are on."""

    ACTION = Action.EXPLAINED
    verdict: int


@dataclass(frozen=True, slots=True)
class Adopted(Content):
    """Self scores of this form become final: of a criterion, or (without one) of all that nobody verified.

    They are final as long as this very form counts.
    """

    ACTION = Action.ADOPTED
    sha256: str


@dataclass(frozen=True, slots=True)
class Exempted(Content):
    """A unit is freed from a criterion or from a group (R14)."""

    ACTION = Action.EXEMPTED


@dataclass(frozen=True, slots=True)
class Disqualified(Content):
    """A unit cannot be classed, whatever its points (R12)."""

    ACTION = Action.DISQUALIFIED


@dataclass(frozen=True, slots=True)
class ConditionDecided(Content):
    """A condition of a unit holds or not by a person's word; ``declared``: what the unit said then."""

    ACTION = Action.CONDITION_DECIDED
    holds: bool
    declared: str = ""


@dataclass(frozen=True, slots=True)
class Reopened(Content):
    """This form is sent back to the unit and no longer counts as sound."""

    ACTION = Action.REOPENED
    sha256: str


@dataclass(frozen=True, slots=True)
class LeftOut(Content):
    """A unit that is still open when the year is closed is neither classed nor ranked."""

    ACTION = Action.LEFT_OUT


@dataclass(frozen=True, slots=True)
class Classed(Content):
    """A person decides the class of a unit; ``computed``: the class that the rules gave at that time."""

    ACTION = Action.CLASSED
    computed: str
    class_code: str = _named("class")


@dataclass(frozen=True, slots=True)
class QuotaAccepted(Content):
    """That so many units have a class is accepted although the quota is less; ``block`` is empty for all."""

    ACTION = Action.QUOTA_ACCEPTED
    block: str
    classed: int
    class_code: str = _named("class")


@dataclass(frozen=True, slots=True)
class Revoked(Content):
    """A line, by its number, no longer holds."""

    ACTION = Action.REVOKED
    seq: int


@dataclass(frozen=True, slots=True)
class Approved(Content):
    """A step approves the results of one block as they stand: ``units``, and ``digest``, their sha256.

    What changed since is read from ``units``: see :mod:`scoring.standing.approvals`.
    """

    ACTION = Action.APPROVED
    step: str
    block: str
    digest: str
    units: str


@dataclass(frozen=True, slots=True)
class SentBack(Content):
    """A step sends the results of one block back to the step before it."""

    ACTION = Action.SENT_BACK
    step: str
    block: str


@dataclass(frozen=True, slots=True)
class EditionFrozen(Content):
    """The results of the year are frozen in an edition; ``manifest``: the sha256 of its manifest."""

    ACTION = Action.FROZEN
    edition: int
    manifest: str


_KINDS = (
    SetUsed,
    FormSent,
    Received,
    Arrived,
    Verified,
    Attached,
    Explained,
    Adopted,
    Exempted,
    Disqualified,
    ConditionDecided,
    Reopened,
    LeftOut,
    Classed,
    QuotaAccepted,
    Revoked,
    Approved,
    SentBack,
    EditionFrozen,
)
CONTENTS: Mapping[Action, type[Content]] = {each.ACTION: each for each in _KINDS}


def content(record: Record) -> Content:
    """What the line says, whatever its action."""
    return CONTENTS[record.draft.action].of(record)


def read(kind: type[Content], record: Record) -> dict[str, Any]:
    """What the line says, by the names of the fields."""
    values = record.draft.values
    return {name: value(values[key]) for name, key, value in _FIELDS[kind] if key in values}


def _optional(text: str) -> Decimal | None:
    return Decimal(text) if text else None


_VALUE: Mapping[object, Callable[[str], object]] = {
    str: str,
    int: int,
    bool: bool,
    date: date.fromisoformat,
    Decimal: Decimal,
    Decimal | None: _optional,
}


def _text(value: object) -> str:
    """The other way round; True is ``1`` and False is blank."""
    if value is None or value is False:
        return ""
    if value is True:
        return "1"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


_FIELDS: Mapping[type[Content], Sequence[tuple[str, str, Callable[[str], object]]]] = {
    kind: [(each.name, each.metadata.get("key", each.name), _VALUE[each.type]) for each in fields(kind)]
    for kind in _KINDS
}
"""Each field with its key and how its text is read."""
