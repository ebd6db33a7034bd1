"""The register: what files alone cannot tell. One append-only list of lines; what holds is read from it.

:mod:`scoring.register.store` keeps it on disk and is imported only where that happens.
"""

from scoring.register.actions import (
    Adopted,
    Arrived,
    Content,
    Disqualified,
    EditionFrozen,
    Exempted,
    LeftOut,
    Received,
    Reopened,
    Revoked,
    SetUsed,
    Verified,
    content,
)
from scoring.register.ledger import Arrival, Ledger, Verdict, on_time
from scoring.register.record import VIETNAM, Action, Draft, Record

__all__ = [
    "VIETNAM",
    "Action",
    "Adopted",
    "Arrival",
    "Arrived",
    "Content",
    "Disqualified",
    "Draft",
    "EditionFrozen",
    "Exempted",
    "Ledger",
    "LeftOut",
    "Received",
    "Record",
    "Reopened",
    "Revoked",
    "SetUsed",
    "Verdict",
    "Verified",
    "content",
    "on_time",
]
