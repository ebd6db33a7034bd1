"""``--dry-run``: what a decision would change, and that it wrote nothing."""

from pathlib import Path

import pytest

from scoring.engine.model import State
from scoring.pipeline import consolidation
from scoring.pipeline.office import open_office
from scoring.pipeline.preview import Preview
from scoring.pipeline.records import Voice, disqualify
from tests.closing.acts import ledger
from tests.support.commands import ENGLISH, danvan, lying


def foreseen(root: Path, *words: str) -> str:
    """What a command says that only asks; the register and the results stay as they were."""
    before, files = ledger(root), lying(root / "outputs")
    result = danvan("decide", *words, "--reason", "Theo biên bản họp", "--dry-run", "-w", root)
    assert (result.exit_code, ENGLISH.search(result.output)) == (0, None), result.output
    assert ledger(root) == before
    assert lying(root / "outputs") == files
    assert "Xem trước, chưa ghi gì" in result.output
    return result.output


def asked(root: Path, unit: str) -> Preview:
    """What disqualifying the unit would change."""
    voice = Voice("Kỷ luật", "QĐ 8", "An", asks=True)
    found = disqualify(open_office(root), unit, voice)
    assert found.preview is not None
    assert found.records == ()
    return found.preview


def test_what_a_decision_would_change_is_said_unit_by_unit(workspace: Path) -> None:
    before = {r.unit: r for r in consolidation.standing(open_office(workspace)).results.units}
    first = next(r.unit for r in before.values() if r.overall and r.overall.place == 1)
    found = asked(workspace, first)
    changed = {effect.unit: effect for effect in found.effects}
    card, standing = before[first].card, before[first].standing
    assert card is not None and standing is not None
    assert changed[first].before.class_name == standing.name
    assert (changed[first].before.overall, changed[first].after.overall) == ("1", "")
    assert changed[first].after.state == State.INELIGIBLE.value
    assert "Kỷ luật, QĐ 8" in changed[first].after.reason
    others = [effect for unit, effect in changed.items() if unit != first]
    assert others, "whoever stood below moves up"
    for each in others:
        assert int(each.after.overall) == int(each.before.overall) - 1
        assert each.after.score == each.before.score


def test_foreseen_is_what_happens(workspace: Path) -> None:
    foreseen_effects = {each.unit: each.after for each in asked(workspace, "ktht").effects}
    disqualify(open_office(workspace), "ktht", Voice("Kỷ luật", "QĐ 8", "An"))
    now = consolidation.standing(open_office(workspace)).results
    for unit, after in foreseen_effects.items():
        place = now[unit].overall
        assert after.overall == (str(place.place) if place else "")
        assert after.class_name == (standing.name if (standing := now[unit].standing) else "")


def test_a_decision_that_already_stands_changes_nothing(workspace: Path) -> None:
    disqualify(open_office(workspace), "ktht", Voice("Kỷ luật", "QĐ 8", "An"))
    again = asked(workspace, "ktht")
    assert (again.records, again.effects) == ((), ())


@pytest.mark.parametrize(
    "words",
    [
        ("adopt", "--all-units"),
        ("exempt", "ktht", "1.1", "--document", "CV 12"),
        ("disqualify", "ktht", "--document", "QĐ 8"),
        ("reopen", "ktht"),
        ("leave-out", "ktht", "tdp-1", "--although-verified"),
    ],
    ids=lambda words: words[0],
)
def test_every_decision_can_be_asked_about(workspace: Path, words: tuple[str, ...]) -> None:
    foreseen(workspace, *words)


def test_the_ranking_goes_back_to_self_scores(workspace: Path) -> None:
    line = next(r.seq for r in ledger(workspace).records if r.draft.action.name == "ADOPTED")
    said = foreseen(workspace, "revoke", str(line))
    assert "Điểm đã thẩm định" in said and "Điểm tự chấm" in said
