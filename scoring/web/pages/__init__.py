"""One file a screen; importing them declares their pages."""

from scoring.web.pages import (
    access,
    closing,
    criteria_set,
    deciding,
    downloads,
    evidence,
    filling,
    home,
    log,
    login,
    ranking,
    receiving,
    sending,
    static,
    unit,
    verifying,
)

__all__ = [
    "access",
    "closing",
    "criteria_set",
    "deciding",
    "downloads",
    "evidence",
    "filling",
    "home",
    "log",
    "login",
    "ranking",
    "receiving",
    "sending",
    "static",
    "unit",
    "verifying",
]
