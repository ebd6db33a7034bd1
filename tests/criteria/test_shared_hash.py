"""What makes the results of two offices comparable: everything but the names they put on a shared set."""

from pathlib import Path
from typing import Any

import pytest

from scoring.criteria.loader import load_set, set_hash, shared_hash
from scoring.criteria.schema import CriteriaSet
from tests.conftest import SETS

MINI = load_set(SETS / "mini")
VIET_HOA = load_set(Path(__file__).parents[2] / "criteria" / "viet-hoa-2026")


def changed(criteria: CriteriaSet, **more: Any) -> CriteriaSet:
    return CriteriaSet.model_validate({**criteria.model_dump(mode="json", exclude_defaults=True), **more})


@pytest.mark.parametrize(
    "more",
    [
        {"id": "phuong-khac", "name": "Bộ tiêu chí của phường khác"},
        {"issuer": "UBND phường Thành Đông", "issuer_above": "UBND thành phố", "office": "Phòng VHXH"},
        {"status": "issued", "decision": {"number": "12/QĐ-UBND", "date": "2026-01-05"}},
        {
            "status": "draft",
            "severities": {"M03": "error"},
            "verifiers": [],
            "references": [],
            "approvals": [],
        },
    ],
)
def test_what_an_office_calls_itself_does_not_count(more: dict[str, Any]) -> None:
    other = changed(VIET_HOA, **more)
    assert set_hash(other) != set_hash(VIET_HOA)
    assert shared_hash(other) == shared_hash(VIET_HOA)


def test_how_a_task_is_worded_does_not_count_but_whom_it_names_does() -> None:
    tasks = VIET_HOA.model_dump(mode="json", exclude_defaults=True)["tasks"]
    first = {**tasks[0], "text": "Viết cách khác", "time": "Cả năm"}
    first["lead"] = {**first["lead"], "text": "Phòng chuyên môn"}
    assert shared_hash(changed(VIET_HOA, tasks=[first, *tasks[1:]])) == shared_hash(VIET_HOA)
    assert shared_hash(changed(VIET_HOA, tasks=tasks[1:])) != shared_hash(VIET_HOA)


@pytest.mark.parametrize(
    "more",
    [
        {"scale": "1000"},
        {"ranking": {"ties": "dense"}},
        {"rounding": {"total": 1}},
        {"classes": [{"code": "D", "name": "Đạt", "at_least": "0"}]},
        {"year": 2027},
    ],
)
def test_what_decides_points_classes_and_ranks_counts(more: dict[str, Any]) -> None:
    assert shared_hash(changed(MINI, **more)) != shared_hash(MINI)


def test_every_word_of_a_criterion_counts() -> None:
    groups = MINI.model_dump(mode="json", exclude_defaults=True)["groups"]
    leaf = groups[0]
    while "children" in leaf:
        leaf = leaf["children"][0]
    leaf["text"] += " (sửa)"
    assert shared_hash(changed(MINI, groups=groups)) != shared_hash(MINI)
