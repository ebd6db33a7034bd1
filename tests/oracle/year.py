"""What holds at one moment of a year, from everything that has happened, in order.

An event is plain data; :func:`holds` plays the events of one unit and says what counts now.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tests.oracle.card import AWAITED, COUNTS, FULL, OPEN, Card, Office, Said, card
from tests.oracle.plain import Data, asked, exempt, extra, leaves

NOT_SENT, TO_MEND, VALID, VERIFIED = "not sent", "to mend", "valid", "verified"


@dataclass(frozen=True)
class Form:
    """A form that lies in the inbox: its number, whether it has an error, and what it says."""

    number: int
    sound: bool
    said: Mapping[str, Said]
    name: str = ""


@dataclass
class Holding:
    """One unit's matters as they stand."""

    forms: list[Form] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)
    """Names of forms that were given back to the unit."""
    days: dict[str, date] = field(default_factory=dict)
    exempted: set[str] = field(default_factory=set)
    given: dict[str, tuple[Said, Fraction]] = field(default_factory=dict)
    """Criterion -> the answer a verifier looked at, and the points."""
    adopted: dict[str, str] = field(default_factory=dict)
    """Criterion, or "" for all -> name of the form whose own points were adopted."""
    disqualified: bool = False
    left_out: bool = False

    @property
    def counts(self) -> Form | None:
        """The sound form with the largest number."""
        sound = [form for form in self.forms if form.sound and form.name not in self.closed]
        return max(sound, key=lambda form: form.number, default=None)

    def office(self, given: Mapping[str, Fraction] | None = None) -> Office:
        return Office(dict(self.days), frozenset(self.exempted), given or {})

    def self_card(self, criteria: Data, unit: Data) -> Card | None:
        """The card of what the unit itself says."""
        form = self.counts
        return form and card(criteria, unit, form.said, self.office())

    def settled(self, criteria: Data, unit: Data) -> dict[str, Fraction]:
        """Criterion -> the points that are more than the unit's own word: verified, else adopted.

        Points that were given for an answer which the unit has since replaced wait for another look.
        """
        form, mine = self.counts, self.self_card(criteria, unit)
        if form is None or mine is None:
            return {}
        found: dict[str, Fraction] = {}
        for code, each in mine.marks.items():
            seen = self.given.get(code)
            if seen and seen[0] == form.said.get(code, Said()):
                found[code] = seen[1]
            elif form.name in (self.adopted.get(code), self.adopted.get("")) and each.points is not None:
                found[code] = each.points
        return found

    def verified_card(self, criteria: Data, unit: Data) -> Card | None:
        """The card of settled points, where nothing is left to settle."""
        form, mine = self.counts, self.self_card(criteria, unit)
        if form is None or mine is None:
            return None
        settled = self.settled(criteria, unit)
        for leaf in whole(criteria, unit):
            each = mine.marks[leaf["code"]]
            own = leaf["rule"]["kind"] == "punctuality" and each.state == COUNTS
            needed = each.state in (COUNTS, FULL, AWAITED, OPEN) and not own
            if needed and leaf["code"] not in settled:
                return None
        return card(criteria, unit, form.said, self.office(settled))

    def state(self, criteria: Data, unit: Data) -> str:
        if self.counts is None:
            return TO_MEND if any(form.name not in self.closed for form in self.forms) else NOT_SENT
        return VERIFIED if self.verified_card(criteria, unit) else VALID


def whole(criteria: Data, unit: Data) -> list[Data]:
    """Every criterion that the unit is asked, bonus and penalty among them."""
    inside = (leaf for group in criteria["groups"] for leaf in leaves(group))
    every: Iterable[Data] = [*inside, *extra(criteria, "bonus"), *extra(criteria, "penalty")]
    return [leaf for leaf in every if asked(criteria, unit, leaf)]


def stage(criteria: Data, units: Mapping[str, Data], holdings: Mapping[str, Holding]) -> str:
    """``verified`` once every unit with a form that counts is verified, else ``self``."""
    states = [holdings[code].state(criteria, unit) for code, unit in units.items()]
    counting = [state for state in states if state in (VALID, VERIFIED)]
    return "verified" if counting and set(counting) == {VERIFIED} else "self"


__all__ = ["NOT_SENT", "TO_MEND", "VALID", "VERIFIED", "Form", "Holding", "exempt", "stage", "whole"]
