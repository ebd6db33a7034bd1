"""Random sets and answers through the engine in memory, figure by figure against the oracle."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

from scoring.criteria.loader import load_roster
from scoring.criteria.units import Roster
from scoring.engine.model import DecidedClass, Stage, State, UnitResult
from scoring.engine.results import Results, evaluate
from scoring.errors import SetError
from tests.oracle.bridge import Played, differences, every_leaf, roster, submission
from tests.oracle.card import AWAITED, COUNTS, EXCLUDED, EXEMPT, FULL, Card, Mark, Office, Said, card, highest
from tests.oracle.classes import by_rules, disqualified, klass, ladder
from tests.oracle.draw_answers import points_given, said
from tests.oracle.draw_set import drawn
from tests.oracle.field import field
from tests.oracle.plain import Data, asked, block, decimals, evaluated, read
from tests.oracle.points import YES
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
    verified = _verified(chance, criteria, unit, Office(received, given=superior), rows)
    return Played(rows, received, superior, verified, **_decisions(chance, criteria, unit, rows))


def _decisions(chance: Random, criteria: Data, unit: Data, rows: dict[str, Said]) -> dict[str, Any]:
    """What others say of conditions, sometimes of all but one; rarely what a person decides of the unit."""
    concerned = [each for each in criteria.get("conditions", ()) if asked(criteria, unit, each)]
    own = [each["code"] for each in concerned if "when" not in each]
    settled = {
        code: (rows[code].answers == (YES,)) is (chance.random() < 0.8)
        for code in own
        if chance.random() < 0.95
    }
    ruled = {each["code"]: chance.random() < 0.4 for each in concerned if chance.random() < 0.1}
    decided = chance.choice(ladder(criteria)) if chance.random() < 0.12 else ""
    more = {"barred": chance.random() < 0.06, "left_out": chance.random() < 0.06}
    return {"settled": settled, "ruled": ruled, "decided": decided, **more}


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
    said_of = {"barred": here.barred, "decided": here.decided, "best": best}
    own = card(
        criteria, unit, here.said,
        Office(here.received, given=here.superior, overruled=here.ruled, **said_of),
    )  # fmt: skip
    if stage == "self":
        return own, own.complete
    every = Office(here.received, given={**here.superior, **here.verified}, overruled=here.spoken, **said_of)
    lacking = [
        each["code"]
        for each in criteria.get("conditions", ())
        if asked(criteria, unit, each) and "when" not in each and each["code"] not in here.spoken
    ]
    lacking += [
        code
        for code, mark in own.marks.items()
        if (mark.state == AWAITED and code not in here.verified)
        or (not _is_nothing(mark) and code not in here.verified and _own(criteria, code))
    ]
    return (own, False) if lacking else (card(criteria, unit, here.said, every), True)


def _is_nothing(mark: Mark) -> bool:
    """What did not count, or did not arise of a criterion without points: nobody has anything to verify."""
    return mark.state in (EXEMPT, EXCLUDED) or (mark.state == FULL and not mark.top)


def _own(criteria: Data, code: str) -> bool:
    return every_leaf(criteria)[code]["rule"]["kind"] not in ("superior", "punctuality")


def compare(
    criteria: Data, units: Data, here: dict[str, Played], found: Results, stage: str
) -> Iterator[str]:
    by_code = {unit["code"]: unit for unit in evaluated(units["units"])}
    best = highest(
        criteria, by_code.values(), {code: each.said for code, each in here.items() if not each.left_out}
    )
    made = {
        code: wanted_card(criteria, by_code[code], each, stage, best[block(criteria, by_code[code])])
        for code, each in here.items()
    }
    out = {code for code, each in here.items() if each.left_out}
    part = {code for code, (_, whole) in made.items() if whole} - out
    wanted = field(criteria, by_code, {code: card for code, (card, _) in made.items()}, part)
    for code, (mine, _) in made.items():
        result = found[code]
        assert result.card
        assert result.standing
        if (
            mine.exact is not None or code in part
        ):  # 0 of 0 points wait for no verifier: nothing rests on them
            yield from (f"{code} {each}" for each in differences(result.card, mine))
        yield from (f"{code} {each}" for each in _classes(criteria, result, mine, code in out))
        for what, place, places in (
            ("overall", result.overall, wanted.overall),
            ("in block", result.in_block, wanted.in_block),
        ):
            if (place.place if place else None) != places.get(code):
                yield f"{code} {what} {place} is not {places.get(code)}"
    proposed = {(n.class_code, n.block): ({*n.keep}, {*n.tied}, {*n.give_up}) for n in found.quota_notes}
    if proposed != wanted.quota:
        yield f"quota {proposed} is not {wanted.quota}"


def _classes(criteria: Data, result: UnitResult, mine: Card, left_out: bool) -> Iterator[str]:
    """The class that counts, that of the rules where a person decided, and the state."""
    standing = result.standing
    assert standing
    wanted = None if left_out else klass(criteria, mine)
    if standing.code != wanted:
        yield f"class {standing.code} is not {wanted}: {standing.reason}"
    computed = standing.computed.code if standing.computed else None
    by = by_rules(criteria, mine) if mine.decided and wanted else None
    if computed != by:
        yield f"computed class {computed} is not {by}"
    if (result.state is State.LEFT_OUT) is not left_out:
        yield f"state {result.state}"
    if (mine.barred or disqualified(criteria, mine)) and result.state is State.VERIFIED:
        yield f"state {result.state} although it cannot be classed"


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


def by_persons(here: dict[str, Played]) -> dict[str, Any]:
    """The decisions on units as the engine is given them."""
    return {
        "left_out": {code: "Sáp nhập" for code, each in here.items() if each.left_out},
        "decided": {c: DecidedClass(each.decided, "QĐ 90") for c, each in here.items() if each.decided},
    }


def answered(seed: int, criteria: Data, units: Data, program: Roster) -> tuple[int, list[str]]:
    """Random answers of all units, several times, on both stages."""
    chance, forms, told = Random(seed), 0, []
    by_code = {unit["code"]: unit for unit in units["units"]}
    for _ in range(ROUNDS):
        sending = [unit for unit in evaluated(units["units"]) if chance.random() < 0.95]
        here = {unit["code"]: played(chance, criteria, unit) for unit in sending}
        sent = [submission(criteria, by_code[code], each) for code, each in here.items()]
        for stage in STAGES:
            found = evaluate(program, sent, stage=stage, **by_persons(here))
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
