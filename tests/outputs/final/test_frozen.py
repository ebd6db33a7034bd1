"""Frozen results: what they hold, and that only what was frozen is read back."""

import hashlib
import json
from decimal import Decimal
from pathlib import Path

import pytest

from scoring.criteria.units import Roster
from scoring.engine.model import State
from scoring.errors import WorkspaceError
from scoring.outputs.final.frozen import MANIFEST, frozen, frozen_json, read_frozen, self_score
from scoring.workspace import FROZEN_RESULTS
from tests.outputs.runs import typical, verified


def edition(folder: Path, content: bytes) -> Path:
    (folder / FROZEN_RESULTS).write_bytes(content)
    noted = {"outputs": {FROZEN_RESULTS: hashlib.sha256(content).hexdigest()}}
    (folder / MANIFEST).write_text(json.dumps(noted), encoding="utf-8")
    return folder


def test_what_is_read_back_is_what_was_frozen(mini: Roster, tmp_path: Path) -> None:
    run = verified(typical(mini), frozenset(unit.code for unit in mini.units))
    results = frozen(run, 2)
    assert read_frozen(edition(tmp_path, frozen_json(results))) == results
    assert (results.edition, results.year, results.set.hash) == (2, 2026, run.set_hash)


def test_a_unit_has_its_scores_class_and_places(mini: Roster) -> None:
    run = verified(typical(mini), frozenset({"ktht"}))
    unit, result = frozen(run, 1).by_code["ktht"], run.results["ktht"]
    assert result.card and result.standing and result.overall and result.in_block
    assert (unit.verified, unit.final, unit.overall, unit.in_block) == (
        result.card.shown, result.card.shown, result.overall.place, result.in_block.place,
    )  # fmt: skip
    assert unit.class_ and unit.class_.code == result.standing.code
    assert unit.self_score == self_score(run, "ktht")
    assert unit.state is State.VERIFIED


def test_a_unit_that_nobody_verified_has_no_final_score(mini: Roster) -> None:
    unit = frozen(verified(typical(mini), frozenset()), 1).by_code["ktht"]
    assert (unit.verified, unit.final, unit.overall) == (None, None, None)


def test_a_unit_outside_says_why(mini: Roster) -> None:
    unit = frozen(typical(mini), 1).by_code["mttq"]
    assert (unit.state, unit.reason) == (State.OUTSIDE, "Cơ quan phối hợp")


def test_points_are_exact_strings(mini: Roster) -> None:
    run = verified(typical(mini), frozenset({"ktht"}))
    written = json.loads(frozen_json(frozen(run, 1)))
    found = next(unit for unit in written["units"] if unit["code"] == "ktht")
    assert isinstance(found["final"], str)
    assert Decimal(found["final"]) == frozen(run, 1).by_code["ktht"].final


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        (FROZEN_RESULTS, b"{}", "đã bị sửa"),
        (FROZEN_RESULTS, None, "Không có tệp"),
        (MANIFEST, None, "Không có tệp"),
        (MANIFEST, b"[]", "không đúng dạng"),
        (MANIFEST, b"\xff", "không đúng dạng"),
    ],
)
def test_what_was_not_frozen_so_is_refused(
    mini: Roster, tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    edition(tmp_path, frozen_json(frozen(typical(mini), 1)))
    if content is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(WorkspaceError, match=says):
        read_frozen(tmp_path)


def test_a_later_format_is_refused(mini: Roster, tmp_path: Path) -> None:
    later = frozen_json(frozen(typical(mini), 1)).replace(b"danvan-frozen-1", b"danvan-frozen-9")
    with pytest.raises(WorkspaceError, match="danvan-frozen-1"):
        read_frozen(edition(tmp_path, later))
