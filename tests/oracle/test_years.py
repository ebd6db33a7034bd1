"""Random years: everything that may happen, in any order, and after it every figure against the oracle."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

from scoring.pipeline.classes import accept_quota
from scoring.pipeline.consolidation import consolidate, standing
from scoring.pipeline.finalize import finalize
from scoring.pipeline.office import quiet
from scoring.pipeline.records import adopt, leave_out, receive
from scoring.pipeline.verify_freeze import verify_freeze
from tests.oracle.acts import (
    BEGINS,
    Play,
    adopting,
    arriving,
    disqualifying,
    exempting,
    leaving_out,
    reopening,
    reporting,
    revoking,
    rule,
    ruling,
    sending,
)
from tests.oracle.card import Card, Said
from tests.oracle.draw_set import drawn
from tests.oracle.files import ward
from tests.oracle.results import Json, frozen_unlike, read, unlike
from tests.oracle.scale import times
from tests.oracle.verdicts import verifying
from tests.oracle.year import BARRED, LEFT_OUT, NOT_SENT, OUTSIDE, TO_MEND, VALID, VERIFIED, Holding

YEARS, LENGTH, UNITS = 2, 18, 5
ACTS: tuple[Callable[[Play], None], ...] = (
    *(sending,) * 7,
    *(reporting,) * 2,
    *(arriving,) * 2,
    *(verifying,) * 3,
    *(adopting,) * 2,
    exempting,
    disqualifying,
    *(ruling,) * 2,
    leaving_out,
    reopening,
    *(revoking,) * 2,
)
"""How often each happens beside the others."""

SETTLED = datetime(2026, 12, 1, 2, tzinfo=UTC)
STATES = {
    OUTSIDE: {"không thuộc diện"},
    NOT_SENT: {"chưa nộp"},
    TO_MEND: {"cần sửa"},
    VALID: {"hợp lệ"},
    VERIFIED: {"hợp lệ", "đã thẩm định"},
    BARRED: {"không đủ điều kiện"},
    LEFT_OUT: {"không xếp loại"},
}


def begun(seed: int, root: Path) -> Play:
    criteria, units = drawn(seed + 5000, units=UNITS, sure=True, relative=False)
    here = ward(root, criteria, units)
    begin = BEGINS[seed % len(BEGINS)]
    return Play(Random(seed), here, begin, {unit["code"]: Holding() for unit in units["units"]})


def cards(play: Play) -> dict[str, Card]:
    """The cards of all units of whom points are shown that anything rests on."""
    year = play.year
    shown = (code for code in play.ward.units if year.state(code) not in (OUTSIDE, NOT_SENT, TO_MEND))
    return {code: card for code in shown if not play.holdings[code].mending and (card := year.card(code))}


def differing(play: Play, run: Json) -> Iterator[str]:
    year = play.year
    if run["stage"] != year.stage:
        yield f"stage {run['stage']} is not {year.stage}"
    for unit in run["units"]:
        state = year.state(unit["code"])
        wanted = {"đã thẩm định"} if state == VERIFIED and year.stage == "verified" else STATES[state]
        if unit["state"] not in wanted:
            yield f"{unit['code']} is {unit['state']}, not {state}"
    yield from unlike(play.ward.criteria, play.ward.units, cards(play), year.ranked, run)


def consolidated(play: Play) -> None:
    run = read(consolidate(play.ward.office, now=play.now).data)
    agreed(play, differing(play, run))


def agreed(play: Play, found: Iterator[str]) -> None:
    told = list(found)
    assert not told, "\n".join([*told[:12], "after:", *play.told])


def frozen(play: Play, *, again: bool) -> None:
    done = finalize(play.ward.office, now=play.now, again=again, reason="Bổ sung" * again)
    run = read(done.folder / "ket-qua.json")
    agreed(play, frozen_unlike(play.ward.criteria, play.ward.units, cards(play), play.year.ranked, run))
    assert not verify_freeze(play.ward.office).differences


def settle(play: Play) -> None:
    """Everything that freezing asks for is done."""
    play.told.append("everything is settled")
    play.now = max(play.now, SETTLED)
    office, voice = play.ward.office, play.voice
    for period in ("6-thang", "9-thang"):
        day = date(2026, 6, 9) if period == "6-thang" else date(2026, 9, 14)
        receive(replace(office, period=period), [], day, voice, everybody=True)
        for mine in play.holdings.values():
            mine.days[period] = day
    verifying(play, share=1)
    for code, mine in play.holdings.items():
        for condition, said in tuple(mine.ruled.items()):
            form = mine.counts
            if form and form.said.get(condition, Said()) != said.declared:  # the unit says otherwise since
                rule(play, code, condition, holds=said.holds)
    for code, mine in play.holdings.items():
        state = play.year.state(code)
        if state in (NOT_SENT, TO_MEND) or (mine.left_out and mine.forms):  # also of a form that came since
            leave_out(office, [code], voice, although_verified=True)
            mine.left_out = True
        elif mine.counts and not mine.left_out and (play.year.lacking(code) or mine.counts != mine.forms[-1]):
            # A form with errors that came after the one that counts asks for another decision.
            adopt(office, [code], [], voice)
            mine.adopted[""] = mine.counts.name
    for note in standing(office, quiet, "verified").results.quota_notes:
        if not note.accepted:
            accept_quota(office, note.class_code, note.block, voice)


def lived(play: Play, steps: int) -> None:
    for step in range(steps):
        play.later()
        play.chance.choice(ACTS)(play)
        if step % 3 == 2:
            consolidated(play)
    play.later()
    settle(play)
    consolidated(play)


def tried(seed: int, root: Path) -> int:
    """One year, closed once or twice: how many editions there are."""
    play = begun(seed, root)
    sending(play)
    lived(play, LENGTH)
    if not play.year.ranked:
        return 0
    frozen(play, again=False)
    lived(play, 4)
    if not play.year.ranked:
        return 1
    frozen(play, again=True)
    return 2


def test_random_years_end_as_the_oracle_says(tmp_path: Path) -> None:
    assert sum(tried(seed, tmp_path / str(seed)) for seed in range(times(YEARS))) >= times(YEARS)
