"""What each action writes down, and that nobody else knows its keys."""

import ast
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from scoring.register import Action, Record
from scoring.register.actions import (
    CONTENTS,
    Adopted,
    Approved,
    Arrived,
    Attached,
    Classed,
    ConditionDecided,
    Content,
    Disqualified,
    EditionFrozen,
    Exempted,
    Explained,
    FormSent,
    LeftOut,
    QuotaAccepted,
    Received,
    Reopened,
    Revoked,
    SentBack,
    SetUsed,
    Verified,
    content,
)
from tests.register.lines import NOON, YEAR, draft

SCORING = Path(__file__).parents[2] / "scoring"
FIRST = Verified(Decimal("4.50"), Decimal(5), "12b49e17bf96", "to", book="b" * 64)
WRITTEN = [
    (SetUsed("mini", "h"), {"set": "mini", "hash": "h"}),
    (SetUsed("mini", "h", "issued"), {"set": "mini", "hash": "h", "status": "issued"}),
    (FormSent("s"), {"sha256": "s"}),
    (Received("a.xlsx", "s", readable=True), {"file": "a.xlsx", "sha256": "s", "readable": "1"}),
    (Received("a.xlsx", "s", readable=False), {"file": "a.xlsx", "sha256": "s", "readable": ""}),
    (Arrived(date(2026, 11, 8)), {"day": "2026-11-08"}),
    (
        FIRST,
        {"points": "4.50", "self": "5", "answer": "12b49e17bf96", "verifier": "to", "round": "1"}
        | {"book": "b" * 64},
    ),
    (Verified(Decimal(3)), {"points": "3", "self": "", "round": "1"}),
    (Verified(Decimal(1), condition=True), {"points": "1", "self": "", "round": "1", "condition": "1"}),
    (
        Verified(Decimal(6), round=2, reply="Đã bổ sung", first=Decimal(1), first_reason="Thiếu"),
        {"points": "6", "self": "", "round": "2", "reply": "Đã bổ sung", "first": "1"}
        | {"first_reason": "Thiếu"},
    ),
    (
        Attached("a.pdf", "s", 12, ".pdf"),
        {"name": "a.pdf", "sha256": "s", "size": "12", "suffix": ".pdf"},
    ),
    (Explained(4), {"verdict": "4"}),
    (Adopted("s"), {"sha256": "s"}),
    (Exempted(), {}),
    (Disqualified(), {}),
    (ConditionDecided(holds=True, declared="Không"), {"holds": "1", "declared": "Không"}),
    (ConditionDecided(holds=False), {"holds": ""}),
    (Reopened("s"), {"sha256": "s"}),
    (LeftOut(), {}),
    (Classed("tot", "kha"), {"computed": "tot", "class": "kha"}),
    (QuotaAccepted("", 3, "tot"), {"block": "", "classed": "3", "class": "tot"}),
    (Revoked(7), {"seq": "7"}),
    (
        Approved("ct", "tdp", "d", '{"tdp-1":["9","tot","",""]}'),
        {"step": "ct", "block": "tdp", "digest": "d", "units": '{"tdp-1":["9","tot","",""]}'},
    ),
    (SentBack("ct", "tdp"), {"step": "ct", "block": "tdp"}),
    (EditionFrozen(2, "m"), {"edition": "2", "manifest": "m"}),
]


def test_every_action_has_its_content() -> None:
    assert set(CONTENTS) == set(Action)
    assert {said.ACTION for said, _ in WRITTEN} == set(Action)


@pytest.mark.parametrize(("said", "values"), WRITTEN)
def test_an_action_is_written_under_its_keys_and_read_again(said: Content, values: dict[str, str]) -> None:
    line = said.draft(YEAR, "nam", "ca", "1.1", "vì thế")
    assert (line.action, line.unit, line.criterion, line.reason) == (said.ACTION, "ca", "1.1", "vì thế")
    assert line.values == values
    assert content(Record(1, NOON, "Lan", line)) == said


def test_points_of_a_line_without_later_keys_are_of_round_one() -> None:
    line = Record(1, NOON, "Lan", draft(Action.VERIFIED, values={"points": "4"}))
    assert Verified.of(line) == Verified(Decimal(4), round=1)


def spelled(path: Path) -> Iterator[int]:
    """Lines that look into ``.values`` of a record, not of a request to the page, or write some."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        looks = node.value if isinstance(node, ast.Subscript | ast.Attribute) else None
        if isinstance(looks, ast.Attribute) and looks.attr == "values" and not _is_request(looks):
            yield node.lineno
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Draft":
            yield node.lineno


def _is_request(looks: ast.Attribute) -> bool:
    return isinstance(looks.value, ast.Name) and looks.value.id == "request"


def test_no_key_is_spelled_outside_the_register() -> None:
    outside = (path for path in SCORING.rglob("*.py") if path.parent.name != "register")
    assert {str(path.relative_to(SCORING)): lines for path in outside if (lines := [*spelled(path)])} == {}
