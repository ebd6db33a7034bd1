"""The order of the checks: whose form it is comes first, and one refusal is enough."""

from scoring.intake.checks.whole import form_findings, refusals, remarks
from tests.intake.checks.whole import claim, context


def test_a_form_of_last_year_by_an_unknown_unit_is_told_the_year_only() -> None:
    found = refusals(claim("Hợp tác xã", year="2025", set_id="mini-2025", unit="htx"))
    assert [f.code for f in found] == ["B02"]


def test_a_sound_claim_is_neither_refused_nor_remarked() -> None:
    assert refusals(claim()) == ()
    assert list(remarks(claim())) == []


def test_remarks_do_not_refuse() -> None:
    without = claim("Phòng kinh tế hạ tầng và đô thị.", stamped=False, code="ktht")
    assert refusals(without) == ()
    assert [f.code for f in remarks(without)] == ["B05", "D07"]


def test_a_sound_form_has_no_finding() -> None:
    assert form_findings(context()) == []


def test_conditions_are_asked_like_criteria() -> None:
    blank = {"DK1": {"entry": type(context().form.rows["2.3"].entry)()}}
    assert [(f.code, f.criterion) for f in form_findings(context(blank))] == [("N01", "DK1")]
