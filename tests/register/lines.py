"""Drafts and records for tests."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from scoring.register import Action, Draft, Ledger, Record
from scoring.register.store import Register

YEAR = 2026
NOON = datetime(2026, 11, 10, 5, tzinfo=UTC)


def draft(action: Action = Action.DISQUALIFIED, unit: str = "ca", **rest: object) -> Draft:
    return Draft(action, YEAR, unit=unit, **rest)  # type: ignore[arg-type]


def always(*drafts: Draft) -> Callable[[Ledger], Iterable[Draft]]:
    return lambda _: drafts


def say(register: Register, *drafts: Draft, who: str = "Lan", now: datetime = NOON) -> tuple[Record, ...]:
    return register.append(YEAR, always(*drafts), who, now)


def ledger(*lines: tuple[Draft, int]) -> Ledger:
    """Records of these drafts, each so many days after ``NOON``."""
    return Ledger(
        tuple(
            Record(seq, NOON + timedelta(days=days), "Lan", draft)
            for seq, (draft, days) in enumerate(lines, 1)
        )
    )


def received(sha256: str, unit: str = "ca", period: str = "nam", *, readable: bool = True) -> Draft:
    values = {"file": f"{sha256}.xlsx", "sha256": sha256, "readable": "1" if readable else ""}
    return Draft(Action.RECEIVED, YEAR, period, unit, values=values)


def arrived(day: str, unit: str = "ca", period: str = "nam", reason: str = "sổ công văn") -> Draft:
    return Draft(Action.ARRIVED, YEAR, period, unit, values={"day": day}, reason=reason)
