"""0 of 0 points: a state of its own, without class and place, and nobody else's figure changes."""

from dataclasses import replace
from decimal import Decimal

from scoring.criteria.units import Roster
from scoring.engine.classify import AWAITED, INELIGIBLE, NOTHING_ASKED
from scoring.engine.model import State
from scoring.engine.results import Submission, evaluate
from tests.engine.freed import LEFT, UNIT, VOID, freed
from tests.engine.variants import change

EMPTY = Submission(UNIT, VOID)


def test_nothing_that_counts_gives_no_class_and_no_place(mini: Roster) -> None:
    for score_on in ("percent", "points"):
        result = evaluate(change(freed(mini), score_on=score_on), [EMPTY])[UNIT]
        assert result.state is State.NOTHING_ASKED
        assert (result.in_block, result.overall) == (None, None)
        assert result.standing
        assert (result.standing.code, result.standing.name) == (None, NOTHING_ASKED)
        assert result.standing.reason.startswith("Không có tiêu chí áp dụng: các tiêu chí đều được miễn")
        assert result.card
        assert (result.card.applicable, result.card.result) == (0, None)


def test_answers_to_mend_come_first(mini: Roster) -> None:
    assert evaluate(freed(mini), [replace(EMPTY, valid=False)])[UNIT].state is State.TO_MEND


def test_disqualified_stays_disqualified(mini: Roster) -> None:
    result = evaluate(freed(mini), [replace(EMPTY, barred="Bị kỷ luật")])[UNIT]
    assert result.state is State.INELIGIBLE
    assert result.standing
    assert result.standing.name == INELIGIBLE
    assert result.overall is None


def test_points_of_the_office_that_are_due_are_waited_for(mini: Roster) -> None:
    roster = freed(mini, "3.2")
    waiting = evaluate(roster, [EMPTY])[UNIT]
    assert waiting.state is State.VALID
    assert waiting.standing
    assert (waiting.standing.code, waiting.standing.name) == (None, AWAITED)
    assert waiting.overall is None
    given = evaluate(roster, [replace(EMPTY, given={"3.2": Decimal(3)})])[UNIT]
    assert given.overall
    assert given.standing
    assert given.standing.code


NO_CONDITION = {"DK1": False, "DK2": False}
"""Somebody has looked at both."""


def test_a_verifier_who_says_that_it_did_arise_makes_a_score(mini: Roster) -> None:
    roster = freed(mini)
    assert evaluate(roster, [EMPTY], stage="verified")[UNIT].state is State.NOTHING_ASKED
    partly = replace(EMPTY, verified={LEFT: Decimal(6)})
    assert evaluate(roster, [partly], stage="verified")[UNIT].state is State.VALID
    whole = replace(
        EMPTY, verified={LEFT: Decimal(6), "T1": Decimal(0), "TR1": Decimal(0)}, settled=NO_CONDITION
    )
    result = evaluate(roster, [whole], stage="verified")[UNIT]
    assert result.state is State.VERIFIED
    assert result.card
    assert result.card.shown == 50
