"""Hashes by which editions differ: of a whole set, of what wards of a city share, of one form."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from scoring.criteria.conditions import Condition
from scoring.criteria.reports import MODELS
from scoring.criteria.schema import CriteriaSet, Criterion, Extra, Node
from scoring.criteria.tasks import Task
from scoring.json_text import canonical_json
from scoring.rules.values import Data

# What the offices of one city may each say in their own way: who they are, how far the set has come, who
# verifies and approves, how severe a finding is, how a task is worded. docs/decisions/0010 says why.
_PARTY, _EACH = {"text": True}, "__all__"
_OWN: dict[str, Any] = {
    **dict.fromkeys(("id", "name", "issuer", "issuer_above", "office", "status", "decision"), True),
    **dict.fromkeys(("subject", "references", "verifiers", "approvals", "severities"), True),
    "tasks": {
        _EACH: {
            "text": True,
            "short": True,
            "time": True,
            "reference": True,
            "lead": _PARTY,
            "coordinate": _PARTY,
        }
    },
}


def set_hash(criteria: CriteriaSet) -> str:
    """The set's identity: sha256 over its content; layout, comments and defaults do not count."""
    return _sha256(criteria.model_dump(mode="json", exclude_defaults=True))


def shared_hash(criteria: CriteriaSet) -> str:
    """The identity of what decides points, classes and ranks: equal for wards that share a city's set.

    The names a ward puts on it do not count, nor its status; every word of a criterion does.
    """
    return _sha256(criteria.model_dump(mode="json", exclude_defaults=True, exclude=_OWN))


def _sha256(content: dict[str, Any]) -> str:
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def form_hash(
    criteria: CriteriaSet,
    period: str,
    asked: Iterable[Criterion],
    conditions: Iterable[Condition],
    tasks: Iterable[tuple[Task, bool]],
) -> str:
    """The identity of a form: what it asks of its unit and how that is scored, and nothing else of the set.

    Other periods, other units, due days, quota, ranking, references and who issues the set do not count, so
    that a form which is out stays valid when they change.
    """
    report = criteria.report(period)
    content: dict[str, Any] = {
        "next": report.next_heading,
        **({"models": report.models} if report.models != MODELS else {}),
        "tasks": [[task.code, task.text, task.time, leads] for task, leads in tasks],
    }
    if criteria.is_scored(period):
        content |= _scores(criteria, {each.code: each for each in asked}, conditions)
    return _sha256(content)


Asked = Mapping[str, Criterion]
"""The criteria of a form by code, each as its unit is asked it."""

_NOT_ON_A_FORM: dict[str, Any] = {"applies": True, "reference": True}


@lru_cache(maxsize=4096)  # most kinds of units are asked what the others are
def _on_a_form(data: Data) -> Mapping[str, Any]:
    """A criterion or condition as a form knows it."""
    return data.model_dump(mode="json", exclude=_unused(data) | _NOT_ON_A_FORM)


def _unused(data: Data, among: Collection[str] | None = None) -> dict[Any, Any]:
    """The keys that came later and say nothing here, as pydantic leaves them out, at every depth.

    ``among``: the only keys of ``data`` that are asked about.
    """
    found: dict[Any, Any] = {}
    for key, value in data:
        if among is not None and key not in among:
            continue
        if key in data.later and value == type(data).model_fields[key].default:
            found[key] = True
        elif isinstance(value, Data) and (below := _unused(value)):
            found[key] = below
        elif isinstance(value, tuple):
            items = {n: _unused(item) for n, item in enumerate(value) if isinstance(item, Data)}
            found |= {key: used} if (used := {n: keys for n, keys in items.items() if keys}) else {}
    return found


def _scores(criteria: CriteriaSet, asked: Asked, conditions: Iterable[Condition]) -> dict[str, Any]:
    of_set = {"scale", "score_on", "rounding"}
    return {
        **criteria.model_dump(mode="json", include=of_set, exclude={"rounding": {"rank_on"}}),
        "classes": [_on_a_form(each) for each in criteria.classes],
        "rows": [row for group in criteria.groups for row in _rows(group, asked)],
        "extras": [_extra(extra, asked) for extra in (criteria.bonus, criteria.penalty)],
        "conditions": [_on_a_form(each) for each in conditions],
    }


def _rows(node: Node, asked: Asked) -> Iterator[Any]:
    """The rows of a group or criterion as the form has them: none where nothing below is asked."""
    if isinstance(node, Criterion):
        if node.code in asked:
            yield _on_a_form(asked[node.code])
    elif below := [row for child in node.children for row in _rows(child, asked)]:
        used = node.model_dump(mode="json", include=set(node.later), exclude=_unused(node, node.later))
        yield [node.code, node.text, below, *([used] if used else [])]


def _extra(extra: Extra | None, asked: Asked) -> Any:
    rows = [row for each in (extra.criteria if extra else ()) for row in _rows(each, asked)]
    if extra is None or not rows:
        return None
    later = [{"only_one": True}] if extra.only_one else []
    return [extra.text, str(extra.cap), rows, *([extra.code] if extra.code else []), *later]
