"""Random sets and answers through the engine in memory, figure by figure against the oracle."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from scoring.criteria.loader import load_roster
from scoring.criteria.units import Roster
from scoring.engine.model import Stage
from scoring.engine.results import Results, evaluate
from scoring.errors import SetError
from tests.oracle.bridge import Played, differences, every_leaf, roster, submission
from tests.oracle.card import AWAITED, COUNTS, EXCLUDED, EXEMPT, Card, Office, Said, card, highest
from tests.oracle.draw_answers import points_given, said
from tests.oracle.draw_set import drawn
from tests.oracle.field import field
from tests.oracle.plain import Data, block, decimals, evaluated, read
from tests.oracle.scale import times
from tests.oracle.year import whole

SETS, ROUNDS = 100, 5
STAGES: tuple[Stage, ...] = ("self", "verified")
ROOT = Path(__file__).parents[2]
KNOWN = sorted(
    path.parent for place in ("criteria", "tests/sets") for path in ROOT.glob(f"{place}/*/units.yaml")
)


def played(chance: Random, criteria: Data, unit: Data) -> Played:
    blanks, greedy = 0.02 if chance.random() < 0.2 else 0, chance.random() < 0.5
    rows = said(chance, criteria, unit, blanks=blanks, greedy=greedy)
    due = criteria.get("reports", [])
    reports = due if chance.random() < 0.7 else due[:1]
    received = {
        report["code"]: date.fromisoformat(report["due"])
        + timedelta(days=chance.choice([-9, -1, 0, 1, 3, 4, 5, 12]))
        for report in reports
    }
    places = decimals(criteria)
    superior = {
        leaf["code"]: points_given(chance, leaf, places)
        for leaf in whole(criteria, unit)
        if leaf["rule"]["kind"] == "superior" and chance.random() < 0.8
    }
    return Played(
        rows, received, superior, _verified(chance, criteria, unit, Office(received, given=superior), rows)
    )


def _verified(
    chance: Random, criteria: Data, unit: Data, office: Office, rows: dict[str, Said]
) -> dict[str, Fraction]:
    """Points for all that is to be verified, sometimes for one less; rarely for what did not arise."""
    leaves, places = every_leaf(criteria), decimals(criteria)
    found = {}
    for code, mark in card(criteria, unit, rows, office).marks.items():
        own = leaves[code]["rule"]["kind"] not in ("superior", "punctuality")
        if own and mark.state != EXEMPT and (mark.state != EXCLUDED or chance.random() < 0.1):
            agrees = mark.state == COUNTS and mark.points is not None and chance.random() < 0.7
            found[code] = (
                mark.points
                if agrees and mark.points is not None
                else points_given(chance, leaves[code], places)
            )
    if found and chance.random() < 0.15:
        del found[chance.choice(sorted(found))]
    return found


def wanted_card(
    criteria: Data, unit: Data, here: Played, stage: str, best: dict[str, Fraction]
) -> tuple[Card, bool]:
    """The card of a stage and whether the unit takes part in its ranking."""
    own = card(criteria, unit, here.said, Office(here.received, given=here.superior, best=best))
    if stage == "self":
        return own, own.complete
    every = Office(here.received, given={**here.superior, **here.verified}, best=best)
    lacking = [
        code
        for code, mark in own.marks.items()
        if mark.state == AWAITED
        or (mark.state not in (EXEMPT, EXCLUDED) and code not in here.verified and _own(criteria, code))
    ]
    return (own, False) if lacking else (card(criteria, unit, here.said, every), True)


def _own(criteria: Data, code: str) -> bool:
    return every_leaf(criteria)[code]["rule"]["kind"] not in ("superior", "punctuality")


def compare(
    criteria: Data, units: Data, here: dict[str, Played], found: Results, stage: str
) -> Iterator[str]:
    by_code = {unit["code"]: unit for unit in evaluated(units["units"])}
    best = highest(criteria, by_code.values(), {code: each.said for code, each in here.items()})
    made = {
        code: wanted_card(criteria, by_code[code], each, stage, best[block(criteria, by_code[code])])
        for code, each in here.items()
    }
    part = {code for code, (_, whole) in made.items() if whole}
    wanted = field(criteria, by_code, {code: card for code, (card, _) in made.items()}, part)
    for code, (mine, _) in made.items():
        result = found[code]
        assert result.card
        assert result.standing
        if (
            mine.exact is not None or code in part
        ):  # 0 of 0 points wait for no verifier: nothing rests on them
            yield from (f"{code} {each}" for each in differences(result.card, mine))
        if result.standing.code != wanted.classes[code]:
            yield f"{code} class {result.standing.code} is not {wanted.classes[code]}"
        for what, place, places in (
            ("overall", result.overall, wanted.overall),
            ("in block", result.in_block, wanted.in_block),
        ):
            if (place.place if place else None) != places.get(code):
                yield f"{code} {what} {place} is not {places.get(code)}"
    flagged = {(note.class_code, note.block) for note in found.quota_notes}
    if flagged != wanted.quota:
        yield f"quota {flagged} is not {wanted.quota}"


def tried(seed: int, folder: Path) -> tuple[int, list[str]]:
    """One random set with several years of answers: forms compared, and what was not alike."""
    loose = seed % 2 == 1
    criteria, units = drawn(seed, units=3 + seed % 7, loose=loose)
    try:
        program = roster(folder, criteria, units)
    except SetError:
        if loose:
            return 0, []
        raise
    return answered(seed, criteria, units, program)


def answered(seed: int, criteria: Data, units: Data, program: Roster) -> tuple[int, list[str]]:
    """Random answers of all units, several times, on both stages."""
    chance, forms, told = Random(seed), 0, []
    by_code = {unit["code"]: unit for unit in units["units"]}
    for _ in range(ROUNDS):
        sending = [unit for unit in evaluated(units["units"]) if chance.random() < 0.95]
        here = {unit["code"]: played(chance, criteria, unit) for unit in sending}
        sent = [submission(criteria, by_code[code], each) for code, each in here.items()]
        for stage in STAGES:
            found = evaluate(program, sent, stage=stage)
            told += [f"seed {seed} {stage}: {each}" for each in compare(criteria, units, here, found, stage)]
        forms += len(STAGES) * len(here)
    return forms, told


def test_random_sets_and_answers_score_as_the_oracle_does(tmp_path: Path) -> None:
    forms = 0
    for seed in range(times(SETS)):
        count, told = tried(seed, tmp_path / "set")
        assert not told, "\n".join(told[:20])
        forms += count
    assert forms > times(SETS) * 20


@pytest.mark.parametrize("folder", KNOWN, ids=lambda folder: folder.name)
def test_answers_to_the_sets_at_hand_score_as_the_oracle_does(folder: Path) -> None:
    criteria, units = read(folder)
    for seed in range(times(1)):
        _, told = answered(seed, criteria, units, load_roster(folder))
        assert not told, "\n".join(told[:20])
