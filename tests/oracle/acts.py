"""What may happen in a year: done by the program's own functions and noted for the oracle."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from scoring.forms import write_form
from scoring.pipeline.conditions import decide_condition
from scoring.pipeline.consolidation import gather
from scoring.pipeline.records import Voice, adopt, disqualify, exempt, leave_out, receive, reopen, revoke
from scoring.register import VIETNAM, Record
from tests.oracle.bridge import every_leaf
from tests.oracle.card import Said
from tests.oracle.draw_answers import said
from tests.oracle.files import Ward, complete, send, spoilt
from tests.oracle.plain import asked, evaluated, leaves, nodes
from tests.oracle.year import VALID, VERIFIED, Form, Holding, Ruling, Year, whole

BEGINS = tuple(
    datetime(2026, month, day, 2, tzinfo=UTC) for month, day in ((6, 7), (9, 12), (11, 3), (11, 12))
)
"""Days shortly before each report is due, and one long before."""
SURE = ("1", "1.1", "1.9")
"""Nobody is exempt from these, so that everybody has points."""
PERIODS = ("6-thang", "9-thang", "nam")
DAYS = tuple(date(2026, month, day) for month, day in ((6, 9), (6, 10), (6, 11), (9, 14), (9, 15), (11, 14)))
Undo = Callable[[], None]


@dataclass
class Play:
    """A year that is being played: the ward, the oracle's view of it, and the clock."""

    chance: Random
    ward: Ward
    now: datetime
    holdings: dict[str, Holding]
    undo: dict[int, Undo] = field(default_factory=dict)
    """Line of the register -> how the oracle forgets it."""
    told: list[str] = field(default_factory=list)

    @property
    def year(self) -> Year:
        return Year(self.ward.criteria, self.ward.units, self.holdings)

    @property
    def voice(self) -> Voice:
        return Voice(f"Theo biên bản số {len(self.told)}", who="An", now=self.now)

    @property
    def today(self) -> date:
        return self.now.astimezone(VIETNAM).date()

    def later(self) -> None:
        self.now += timedelta(hours=self.chance.choice([1, 1, 5, 30]))

    def some(self) -> str:
        return self.chance.choice([unit["code"] for unit in evaluated(list(self.ward.units.values()))])

    def in_state(self, *states: str) -> list[str]:
        return [code for code in self.ward.units if self.year.state(code) in states]

    def noted(self, records: tuple[Record, ...], undo: Undo) -> None:
        """One act may be several lines; only acts of one line are taken back later."""
        if len(records) == 1:
            self.undo[records[0].seq] = undo


def sending(play: Play) -> None:
    """A unit sends a form, the first or the next, sound or not."""
    code = play.some()
    mine = play.holdings[code]
    number = len(mine.forms) + 1
    before = mine.counts
    rows = said(play.chance, play.ward.criteria, play.ward.units[code])
    if before and play.chance.random() < 0.7:  # most rows stay as they were
        kept = {key: row for key, row in before.said.items() if play.chance.random() < 0.8}
        rows = {**rows, **kept}
    form, fault = complete(play.ward, code, rows, number), ""
    if play.chance.random() < 0.25:
        form, fault = spoilt(play.chance, play.ward, form)
    name = f"{code}-lan-{number}"
    send(play.ward, code, form, name)
    mine.forms.append(Form(name, number, rows, fault))
    gather(play.ward.office, now=play.now)
    mine.days.setdefault("nam", play.today)
    play.told.append(f"{code} sends {name}, fault: {fault or 'none'}")


def reporting(play: Play) -> None:
    """A unit sends a half-year report; it came on the day on which the office first sees it."""
    period, code = play.chance.choice(PERIODS[:2]), play.some()
    office = replace(play.ward.office, period=period)
    unit = office.roster.unit(code)
    assert unit
    office.inbox.mkdir(parents=True, exist_ok=True)
    blank = complete(play.ward, code, {})
    path = office.inbox / f"{code}.xlsx"
    if path.exists():
        return
    write_form(path, office.roster, unit, period=period, filled=blank)
    gather(office, now=play.now)
    play.holdings[code].days.setdefault(period, play.today)
    play.told.append(f"{code} reports for {period} on {play.today}")


def arriving(play: Play) -> None:
    """The office writes down when a report came, of one unit or of all."""
    period = play.chance.choice(PERIODS)
    code, all_ = play.some(), play.chance.random() < 0.4
    days = [day for day in DAYS if day <= play.today]
    day = play.chance.choice([*days, play.today])
    office = replace(play.ward.office, period=period)
    done = receive(office, [] if all_ else [code], day, play.voice, everybody=all_)
    for each in [unit["code"] for unit in evaluated(list(play.ward.units.values()))] if all_ else [code]:
        play.holdings[each].days[period] = day
    play.noted(done.records, lambda: None)
    play.undo.clear()  # what an earlier day was replaced by is not followed
    play.told.append(f"{period} of {'all' if all_ else code} came {day}")


def exempting(play: Play) -> None:
    code = play.some()
    unit = play.ward.units[code]
    own = {leaf["code"] for leaf in whole(play.ward.criteria, unit)}
    covers = {node["code"]: {leaf["code"] for leaf in leaves(node)} for node in nodes(play.ward.criteria)}
    covers = {group: found & own for group, found in covers.items()} | {each: {each} for each in own}
    mine = play.holdings[code]
    able = sorted(key for key in covers if covers[key] and key not in (*SURE, *mine.exempted))
    if not able:
        return
    free = play.chance.choice(able)
    done = exempt(play.ward.office, [code], free, play.voice)
    mine.exempted[free] = frozenset(covers[free])
    play.noted(done.records, lambda: mine.exempted.pop(free))
    play.told.append(f"{code} is exempt from {free}")


def adopting(play: Play) -> None:
    here = [
        c
        for c in play.in_state(VALID, VERIFIED)
        if not any(map(play.holdings[c].stale, play.holdings[c].given))
    ]
    if not here:
        return
    code = play.chance.choice(here)
    mine, form = play.holdings[code], play.holdings[code].counts
    own = play.year.own(code)
    assert form
    assert own
    open_ = [
        key
        for key in own.marks
        if key not in mine.given
        and every_leaf(play.ward.criteria)[key]["rule"]["kind"] not in ("superior", "punctuality")
    ]
    wanted = [] if play.chance.random() < 0.5 or not open_ else [play.chance.choice(open_)]
    done = adopt(play.ward.office, [code], wanted, play.voice)
    key = wanted[0] if wanted else ""
    before = mine.adopted.get(key)
    mine.adopted[key] = form.name

    def undo() -> None:
        mine.adopted.pop(key) if before is None else mine.adopted.update({key: before})

    play.noted(done.records, undo)
    play.told.append(f"{code} {key or 'all'} adopted from {form.name}")


def disqualifying(play: Play) -> None:
    code = play.some()
    mine = play.holdings[code]
    if mine.disqualified:
        return
    done = disqualify(play.ward.office, code, play.voice)
    mine.disqualified = True
    play.noted(done.records, lambda: setattr(mine, "disqualified", False))
    play.told.append(f"{code} disqualified")


def ruling(play: Play) -> None:
    """A person decides of a condition of a unit that has a form."""
    here = [c for c in play.ward.units if play.holdings[c].counts and _decidable(play, c)]
    if not here:
        return
    code = play.chance.choice(here)
    rule(play, code, play.chance.choice(_decidable(play, code)), holds=play.chance.random() < 0.3)


def _decidable(play: Play, code: str) -> list[str]:
    criteria, unit = play.ward.criteria, play.ward.units[code]
    found = evaluated([unit]) and criteria.get("conditions", ())
    return [each["code"] for each in found if asked(criteria, unit, each)]


def rule(play: Play, code: str, condition: str, *, holds: bool) -> None:
    mine, form = play.holdings[code], play.holdings[code].counts
    said, before = form.said.get(condition, Said()) if form else Said(), mine.ruled.get(condition)
    done = decide_condition(play.ward.office, [code], condition, play.voice, holds=holds)
    mine.ruled[condition] = Ruling(holds, said)

    def undo() -> None:
        mine.ruled.pop(condition) if before is None else mine.ruled.update({condition: before})

    play.noted(done.records, undo)
    play.told.append(f"{condition} of {code} {'holds' if holds else 'does not hold'} by decision")


def leaving_out(play: Play) -> None:
    code = play.some()
    mine = play.holdings[code]
    if mine.left_out:
        return
    done = leave_out(play.ward.office, [code], play.voice, although_verified=True)
    mine.left_out = True
    play.noted(done.records, lambda: setattr(mine, "left_out", False))
    play.told.append(f"{code} left out")


def reopening(play: Play) -> None:
    here = [code for code in play.in_state(VALID, VERIFIED) if play.holdings[code].counts]
    if not here:
        return
    code = play.chance.choice(here)
    mine, before = play.holdings[code], play.holdings[code].sent_back
    done = reopen(play.ward.office, code, play.voice)
    form = mine.counts
    assert form
    mine.sent_back = form.name
    play.noted(done.records, lambda: setattr(mine, "sent_back", before))
    play.told.append(f"{code} gets {form.name} back")


def revoking(play: Play) -> None:
    """The last act that can be taken back is."""
    if not play.undo:
        return
    seq = max(play.undo)
    revoke(play.ward.office, seq, play.voice)
    play.undo.pop(seq)()
    play.told.append(f"line {seq} revoked")
