"""Frozen results: what they hold, and that only what was frozen is read back."""

import hashlib
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from scoring.criteria.loader import shared_hash
from scoring.criteria.units import Roster
from scoring.engine.model import State
from scoring.errors import WorkspaceError
from scoring.reports.final.frozen import (
    MANIFEST,
    frozen,
    frozen_json,
    read_frozen,
)
from scoring.workspace import FROZEN_RESULTS
from scoring.xlsx import limits
from tests.reports.runs import typical, verified

DEEP = b"[" * 1_000_000


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
    assert results.set.shared == shared_hash(run.criteria)
    assert (results.set.rank_by, results.set.ties) == ("score", mini.criteria.ranking.ties)


def test_a_unit_has_its_scores_class_and_places(mini: Roster) -> None:
    run = verified(typical(mini), frozenset({"ktht"}))
    unit, result = frozen(run, 1).by_code["ktht"], run.results["ktht"]
    assert result.card and result.standing and result.overall and result.in_block
    assert (unit.verified, unit.final, unit.overall, unit.in_block) == (
        result.card.shown, result.card.shown, result.overall.place, result.in_block.place,
    )  # fmt: skip
    assert unit.class_ and unit.class_.code == result.standing.code
    assert unit.self_score == run.self_score("ktht")
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


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["units"].append(data["units"][0]),
        lambda data: data.update(blocks=[]),
        lambda data: data.update(classes=[]),
        lambda data: data.update(year=9999),
        lambda data: data["set"].update(shared=None),
        lambda data: data["set"].update(scale=10**400),
        lambda data: data["units"][0].update(in_block=10**400),
        lambda data: data["units"][0].update(name=["Tổ dân phố"]),
        lambda data: data["units"][0].update(self_score=1e308),
        lambda data: data.update(them="gì đó"),
    ],
)
def test_what_does_not_hold_together_is_refused(
    mini: Roster, tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    run = verified(typical(mini), frozenset(unit.code for unit in mini.units))
    data = json.loads(frozen_json(frozen(run, 1)))
    change(data)
    with pytest.raises(WorkspaceError, match="không đúng dạng"):
        read_frozen(edition(tmp_path, json.dumps(data).encode()))


@pytest.mark.parametrize("content", [DEEP, b'{"a":' * 100_000, b"\xff\xfe", b'"\\ud800"', b"1" * 10_000])
def test_hostile_json_is_one_refusal(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(WorkspaceError, match="không đúng dạng"):
        read_frozen(edition(tmp_path, content))
    (tmp_path / MANIFEST).write_bytes(content)
    with pytest.raises(WorkspaceError, match="không đúng dạng"):
        read_frozen(tmp_path)


def test_nothing_huge_is_read_and_no_link_followed(mini: Roster, tmp_path: Path) -> None:
    edition(tmp_path, frozen_json(frozen(typical(mini), 1)))
    path = tmp_path / FROZEN_RESULTS
    kept = path.rename(tmp_path / "that.json")
    path.symlink_to(kept)
    with pytest.raises(WorkspaceError, match="Không đọc được"):
        read_frozen(tmp_path)
    path.unlink()
    with path.open("wb") as stream:
        stream.truncate(limits.FILE_BYTES + 1)
    with pytest.raises(WorkspaceError, match="quá lớn"):
        read_frozen(tmp_path)


def test_a_later_format_is_refused(mini: Roster, tmp_path: Path) -> None:
    later = frozen_json(frozen(typical(mini), 1)).replace(b"danvan-frozen-1", b"danvan-frozen-9")
    with pytest.raises(WorkspaceError, match="danvan-frozen-1"):
        read_frozen(edition(tmp_path, later))
