"""What the register holds of a criterion, as the row of a verification book says it, and back."""

from collections.abc import Mapping
from decimal import Decimal

from scoring.register import Verdict
from scoring.verification.model import Item, Judgement


def judgement(verdict: Verdict) -> Judgement:
    """The row that says what was recorded."""
    values = verdict.record.draft.values
    reply = values.get("reply", "")
    if verdict.round == 1:
        return Judgement(verdict.points, verdict.reason, reply)
    first = values.get("first", "")
    return Judgement(
        Decimal(first) if first else None,
        values.get("first_reason", ""),
        reply,
        verdict.points,
        verdict.reason,
    )


def values(item: Item, said: Judgement, verifier: str, book: str) -> Mapping[str, str]:
    """What is to be recorded of a row that has points; the reason stands beside them in the line."""
    recorded = {
        "points": f"{said.points:f}",
        "self": "" if item.own is None else f"{item.own:f}",
        "answer": item.answer,
        "verifier": verifier,
        "round": str(said.round),
        "book": book,
        "reply": said.reply,
    }
    if said.round == 2:
        recorded |= {"first": f"{said.points1:f}", "first_reason": said.reason1}
    return {key: value for key, value in recorded.items() if value or key == "self"}
