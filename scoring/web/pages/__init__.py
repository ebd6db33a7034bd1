"""One file a screen; importing them declares their pages."""

from scoring.web.pages import (
    access,
    closing,
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
    trying_out,
    unit,
    verifying,
)

__all__ = [
    "access",
    "closing",
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
    "trying_out",
    "unit",
    "verifying",
]
