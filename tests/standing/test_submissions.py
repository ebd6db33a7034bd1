"""What counts of a unit: one answer for its points and for the path that is shown of them."""

from dataclasses import replace

from scoring.criteria.units import Roster
from scoring.register import Action, Ledger
from scoring.register.actions import Adopted
from scoring.standing.submissions import is_sound
from scoring.standing.tracing import adoption_of
from tests.register.lines import draft
from tests.reports.runs import Lines, judged, under


def test_an_adoption_of_an_older_form_hides_none_of_this_one(mini: Roster) -> None:
    """The whole form was adopted; a line about one criterion of a form that was replaced changes nothing."""
    before, lines = judged(mini), Lines()
    lines.records += before.ledger.records
    lines.add(Action.ADOPTED, "p2", "1.2", values=Adopted("0" * 64).draft(2026).values, reason="Biểu cũ")
    run = under(before, lines)
    card = run.results["p2"].card
    assert card
    mark = card.marks["1.2"]
    assert mark.verified == mark.points is not None
    decision = adoption_of(run, "p2", mark)
    assert decision and decision.draft.criterion == ""
    receipt = run.receipt("p2")
    assert receipt and run.ledger.adopted("p2", receipt.sha256) == {"": decision}


def test_an_adoption_holds_for_the_form_it_was_made_about(mini: Roster) -> None:
    run = judged(mini)
    receipt = run.receipt("p2")
    assert receipt and run.ledger.adopted("p2", receipt.sha256).keys() == {""}
    assert run.ledger.adopted("p2", "0" * 64) == {}


def test_a_form_that_was_sent_back_is_sound_no_more(mini: Roster) -> None:
    run = judged(mini)
    receipt = run.receipt("p0")
    assert receipt and is_sound(receipt, run.ledger, "nam")
    back = draft(Action.REOPENED, "p0", period="nam", values={"sha256": receipt.sha256})
    ledger = Ledger((*run.ledger.records, replace(run.ledger.records[-1], seq=999, draft=back)))
    assert not is_sound(receipt, ledger, "nam")
