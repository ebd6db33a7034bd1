"""What holds of one unit at one moment of a year, from everything that has happened to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tests.oracle.card import COUNTS, EXCLUDED, EXEMPT, FULL, Card, Office, Said, card
from tests.oracle.classes import klass
from tests.oracle.plain import Data, asked, extra, leaves
from tests.oracle.points import YES

OUTSIDE, NOT_SENT, TO_MEND, VALID, VERIFIED = "outside", "not sent", "to mend", "valid", "verified"
BARRED, LEFT_OUT = "barred", "left out"


@dataclass(frozen=True)
class Form:
    """A form in the inbox: its name, its number ("Lần gửi"), what it says, and the row that has an error."""

    name: str
    number: int
    said: Mapping[str, Said]
    fault: str = ""


@dataclass(frozen=True)
class Given:
    """Points by a verifier, of the first or the second round, for the answer that was looked at."""

    seen: Said
    points: Fraction
    round: int = 1


@dataclass(frozen=True)
class Ruling:
    """A condition holds or not by a decision; ``declared``: what the unit said then."""

    holds: bool
    declared: Said


@dataclass
class Holding:
    """One unit's matters as they stand."""

    forms: list[Form] = field(default_factory=list)
    sent_back: str = ""
    """Name of the form that was last given back to the unit."""
    days: dict[str, date] = field(default_factory=dict)
    exempted: dict[str, frozenset[str]] = field(default_factory=dict)
    """Group or criterion of a decision -> the criteria that it frees the unit from."""
    given: dict[str, Given] = field(default_factory=dict)
    adopted: dict[str, str] = field(default_factory=dict)
    """Criterion, or "" for all of them -> name of the form whose own points were adopted."""
    disqualified: bool = False
    left_out: bool = False
    ruled: dict[str, Ruling] = field(default_factory=dict)
    """Condition -> what a person decided of it."""

    @property
    def counts(self) -> Form | None:
        """The sound form with the largest number; an error in a row that is not asked any more is none."""
        sound = (form for form in self.forms if not form.fault or form.fault in self.free)
        return max(sound, key=lambda form: form.number, default=None)

    @property
    def free(self) -> frozenset[str]:
        """The criteria that decisions exempt the unit from."""
        return frozenset().union(*self.exempted.values())

    @property
    def mending(self) -> bool:
        """Nothing that was sent can be ranked: all of it has errors, or what counts was given back."""
        form = self.counts
        return bool(self.forms) and (form is None or form.name == self.sent_back)

    def stale(self, code: str) -> bool:
        """The unit says something else now than what was looked at; of no matter once a person decided."""
        if code in self.ruled:
            return False
        seen, form = self.given.get(code), self.counts
        return bool(seen and form) and seen is not None and form is not None and seen.seen != _row(form, code)


def _row(form: Form, code: str) -> Said:
    return form.said.get(code, Said())


def whole(criteria: Data, unit: Data) -> list[Data]:
    """Every criterion that the unit is asked, bonus and penalty among them."""
    inside = [leaf for group in criteria["groups"] for leaf in leaves(group)]
    every = [*inside, *extra(criteria, "bonus"), *extra(criteria, "penalty")]
    return [leaf for leaf in every if asked(criteria, unit, leaf)]


@dataclass(frozen=True)
class Year:
    """All units with what holds of them."""

    criteria: Data
    units: Mapping[str, Data]
    holdings: Mapping[str, Holding]

    def office(
        self, code: str, given: Mapping[str, Fraction], overruled: Mapping[str, bool] | None = None
    ) -> Office:
        """What the office knows. Where it kept days of a period, a unit without one was late."""
        if overruled is None:
            overruled = {key: each.holds for key, each in self.holdings[code].ruled.items()}
        mine = self.holdings[code]
        kept = {period for each in self.holdings.values() for period in each.days}
        days = {period: mine.days.get(period, date.max) for period in kept}
        return Office(days, exempted=mine.free, given=given, overruled=overruled)

    def open_conditions(self, code: str) -> list[str]:
        """The conditions of which somebody has to speak: those that only follow from an answer are none."""
        conditions = self.criteria.get("conditions", ())
        return [
            c["code"] for c in conditions if "when" not in c and asked(self.criteria, self.units[code], c)
        ]

    def spoken(self, code: str) -> dict[str, bool]:
        """Condition -> whether it holds by a decision, a verdict on today's word, or an adopted form."""
        mine, form = self.holdings[code], self.holdings[code].counts
        found = {key: each.holds for key, each in mine.ruled.items()}
        for key in self.open_conditions(code):
            if key in found or form is None:
                continue
            given = mine.given.get(key)
            if given and not mine.stale(key):
                found[key] = given.points == 1
            elif not given and form.name in (mine.adopted.get(key), mine.adopted.get("")):
                found[key] = _row(form, key).answers == (YES,)
        return found

    def own(self, code: str) -> Card | None:
        """The card of the unit's own word, with what the superior and the register gave."""
        form = self.holdings[code].counts
        if form is None:
            return None
        superior = {leaf["code"] for leaf in whole(self.criteria, self.units[code]) if _is_superior(leaf)}
        given = {key: each.points for key, each in self.holdings[code].given.items() if key in superior}
        return card(self.criteria, self.units[code], form.said, self.office(code, given))

    def settled(self, code: str) -> dict[str, Fraction]:
        """Criterion -> points that are more than the unit's own word: verified, else adopted.

        Points given for an answer which the unit has replaced since wait for another look.
        """
        mine, own, form = self.holdings[code], self.own(code), self.holdings[code].counts
        if own is None or form is None:
            return {}
        found: dict[str, Fraction] = {}
        for key, mark in own.marks.items():
            given = mine.given.get(key)
            if given and not mine.stale(key):
                found[key] = given.points
            elif form.name in (mine.adopted.get(key), mine.adopted.get("")) and mark.state in (COUNTS, FULL):
                assert mark.points is not None
                found[key] = mark.points
        return found

    def lacking(self, code: str) -> list[str]:
        """What the final points wait for; also a second look where the new answer needs no points."""
        own, settled = self.own(code), self.settled(code)
        assert own, "a unit without a form has no points at all"
        spoken = self.spoken(code)
        found = [key for key in self.open_conditions(code) if key not in spoken]
        for leaf in whole(self.criteria, self.units[code]):
            key, state = leaf["code"], own.marks[leaf["code"]].state
            known = key in settled or (leaf["rule"]["kind"] == "punctuality" and state == COUNTS)
            if state != EXEMPT and (self.holdings[code].stale(key) or (state != EXCLUDED and not known)):
                found.append(key)
        return found

    def final(self, code: str) -> Card | None:
        """The card of settled points; ``None`` while something is lacking."""
        form = self.holdings[code].counts
        if form is None or self.lacking(code):
            return None
        office = self.office(code, self.settled(code), self.spoken(code))
        return card(self.criteria, self.units[code], form.said, office)

    def card(self, code: str) -> Card | None:
        """What is shown of the unit on the stage of the whole run."""
        return (self.final(code) if self.stage == "verified" else None) or self.own(code)

    def state(self, code: str) -> str:
        mine = self.holdings[code]
        if self.units[code].get("outside"):
            return OUTSIDE
        if mine.left_out:
            return LEFT_OUT
        if not mine.forms:
            return NOT_SENT
        if mine.mending:
            return TO_MEND
        final, own = self.final(code), self.own(code)
        assert own
        if mine.disqualified or klass(self.criteria, final or own) is None:
            return BARRED
        return VERIFIED if final else VALID

    @property
    def stage(self) -> str:
        """``verified`` once every unit that can be ranked is verified, else ``self``."""
        states = {self.state(code) for code in self.units}
        return "verified" if VERIFIED in states and VALID not in states else "self"

    @property
    def ranked(self) -> set[str]:
        """The units that have a place."""
        return {code for code in self.units if self.state(code) in (VALID, VERIFIED)}


def _is_superior(leaf: Data) -> bool:
    return leaf["rule"]["kind"] == "superior"
