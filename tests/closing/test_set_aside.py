"""What was verified and is then exempted or left out; decisions about several units at once."""

import shutil
from pathlib import Path

import pytest

from scoring.engine.model import State
from scoring.pipeline.consolidation import gather
from scoring.pipeline.office import open_office
from scoring.register import Action
from tests.closing.acts import finalize, ledger
from tests.support.commands import danvan
from tests.support.office_year import arrivals, say, superior, with_forms
from tests.test_cli_verified import verdicts


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = with_forms(tmp_path_factory.mktemp("judged") / "phuong")
    say(root, *verdicts(root), *superior(), *arrivals())
    return root


@pytest.fixture
def office(judged: Path, tmp_path: Path) -> Path:
    return shutil.copytree(judged, tmp_path / "phuong")


def decided(root: Path, *words: str) -> str:
    result = danvan("decide", *words, "--reason", "Theo biên bản", "-w", root)
    assert result.exit_code == 0, result.output
    return result.output


def score(root: Path, unit: str) -> tuple[object, ...]:
    result = gather(open_office(root), stage="verified").results[unit]
    assert result.card is not None
    return result.state, result.card.score, result.card.applicable


def test_an_exempt_criterion_that_was_verified_stops_nothing(office: Path) -> None:
    before = score(office, "ktht")
    decided(office, "exempt", "ktht", "1.1.2", "--document", "CV 12/UBND")
    state, _, applicable = score(office, "ktht")
    assert state is State.VERIFIED
    assert applicable < before[2]
    said = danvan("trail", "ktht", "1.1.2", "-w", office).output
    assert "Miễn tiêu chí: Theo biên bản, CV 12/UBND" in said
    assert "không tính vì đơn vị được miễn" in said
    assert "không tính, đơn vị được miễn" in said
    assert "đổi câu trả lời" not in said
    line = next(r.seq for r in ledger(office).records if r.draft.action is Action.EXEMPTED)
    assert f"danvan decide revoke {line}" in said
    assert finalize(office)[0] == 0


def test_revoking_the_exemption_brings_back_what_was_verified(office: Path) -> None:
    before = score(office, "ktht")
    decided(office, "exempt", "ktht", "1.1", "--document", "CV 12/UBND")
    decided(office, "revoke", str(ledger(office).last))
    assert score(office, "ktht") == before
    assert "Để riêng" not in danvan("trail", "ktht", "1.1.2", "-w", office).output


def test_a_verified_unit_is_left_out_only_where_it_is_meant(office: Path) -> None:
    words = ("decide", "leave-out", "ktht", "--reason", "Giải thể", "-w", office)
    refused, last = danvan(*words), ledger(office).last
    assert refused.exit_code == 2
    assert "--although-verified" in refused.output
    assert ledger(office).last == last
    assert danvan(*words, "--although-verified", "--document", "NQ 5").exit_code == 0
    result = gather(open_office(office)).results["ktht"]
    assert result.state is State.LEFT_OUT
    assert result.standing is not None
    assert result.standing.reason == "Giải thể, NQ 5"


@pytest.mark.parametrize(
    ("words", "action"),
    [
        (("exempt", "ktht", "Tổ dân phố số 1", "1.2", "--document", "CV 12"), Action.EXEMPTED),
        (("leave-out", "ktht", "tdp-1", "ktht", "--although-verified"), Action.LEFT_OUT),
        (("adopt", "ktht", "tdp-1"), Action.ADOPTED),
    ],
    ids=lambda each: each[0] if isinstance(each, tuple) else "",
)
def test_one_decision_of_several_units_is_a_line_each(
    office: Path, words: tuple[str, ...], action: Action
) -> None:
    decided(office, *words)
    lines = [r for r in ledger(office).records if r.draft.action is action]
    assert [line.draft.unit for line in lines] == ["ktht", "tdp-1"]
    assert len({line.draft.reason for line in lines}) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("exempt", "ktht", "mttq", "1.2", "--document", "CV"), "không thuộc diện đánh giá"),
        (("leave-out", "ktht", "tdp-9", "--although-verified"), "Không có đơn vị “tdp-9”"),
        (("adopt", "ktht", "tdp-9"), "Không có đơn vị hoặc tiêu chí “tdp-9”"),
        (("adopt", "ktht", "1.2", "tdp-1"), "Ghi mọi đơn vị trước"),
        (("adopt", "ktht", "vhxh", "1.1.2"), "đã có điểm thẩm định"),
    ],
)
def test_of_several_units_all_are_recorded_or_none(office: Path, words: tuple[str, ...], said: str) -> None:
    gather(open_office(office))
    last = ledger(office).last
    result = danvan("decide", *words, "--reason", "Họp", "-w", office)
    assert (result.exit_code, said in result.output) == (2, True), result.output
    assert ledger(office).last == last
