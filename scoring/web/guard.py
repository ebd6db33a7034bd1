"""What stands before every page: hosts, origins, tokens of forms, limits, headers.

An address that is not served here is refused (DNS rebinding); a form is taken only from a page of ours. On
``http://`` in a local network browsers send no Sec-Fetch headers, so nothing rests on those.
"""

import hmac
import secrets
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock

from flask import Flask, Request, Response, abort, g, request

from scoring.web.accounts import NOBODY, Accounts

COOKIE = "danvan"
FIELD = "ma_bieu"
"""The name of the form's own token."""
LARGEST = 110 * 1024 * 1024
"""Bytes of a request: an archive of forms may have 100 MB."""
FIELDS, FIELD_BYTES = 500, 2 * 1024 * 1024
TRIES, WITHIN = 5, 60
"""So many wrong passwords within so many seconds."""
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # no-referrer makes browsers send "Origin: null" with our own forms
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_OWN = frozenset({"localhost", "127.0.0.1"})
"""Over plain http from elsewhere a browser ignores an opener's policy, and complains on every page."""


@dataclass(frozen=True, slots=True)
class Served:
    """The addresses under which the page is served: ``https`` or ``http``, and each host with its port.

    ``forwarded``: every request comes from a proxy, so that the sender's address says nothing.
    """

    scheme: str
    hosts: frozenset[str]
    forwarded: bool = False

    @property
    def origins(self) -> frozenset[str]:
        """What a browser may name as the origin of a form."""
        return frozenset(f"{self.scheme}://{host}" for host in self.hosts)


def guard(app: Flask, served: Served, accounts: Accounts) -> None:
    """Put the guard before every page of the application."""
    app.config.update(MAX_CONTENT_LENGTH=LARGEST, MAX_FORM_PARTS=FIELDS, MAX_FORM_MEMORY_SIZE=FIELD_BYTES)

    @app.before_request
    def enter() -> None:
        g.token, g.fresh, g.visitor = "", False, NOBODY
        if request.headers.get("Host", "").lower() not in served.hosts:
            abort(400)
        g.token = request.cookies.get(COOKIE, "")
        if g.token:
            g.visitor = accounts.visitor(g.token)
        else:
            g.token, g.fresh = secrets.token_urlsafe(32), True
        if request.method not in ("GET", "HEAD"):
            refuse_forged(request, served)

    @app.after_request
    def leave(response: Response) -> Response:
        response.headers.update(_HEADERS)
        if served.scheme == "https" or request.host.partition(":")[0] in _OWN:
            response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if g.get("fresh"):
            set_cookie(response, g.token, served)
        return response


def refuse_forged(asked: Request, served: Served) -> None:
    """Only a form of ours is taken: by origin, where the browser names one, and by token, always."""
    origin = asked.headers.get("Origin")
    if origin is not None and origin.lower() not in served.origins:
        abort(403)
    token = asked.form.get(FIELD, "") or asked.headers.get("X-Ma-Bieu", "")
    if g.fresh or not hmac.compare_digest(token.encode("utf-8", "replace"), form_token().encode()):
        abort(403)


def form_token() -> str:
    """The token that every form of this session carries."""
    return sha256(b"form " + g.token.encode("utf-8", "replace")).hexdigest()


def set_cookie(response: Response, token: str, served: Served) -> None:
    """The session's cookie: not for scripts, not for other sites."""
    response.set_cookie(COOKIE, token, httponly=True, samesite="Lax", secure=served.scheme == "https")


@dataclass(slots=True)
class Throttle:
    """Counts tries of passwords of one sender and for one name; the memory of a minute."""

    _tries: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _lock: Lock = field(default_factory=Lock)

    def admits(self, *keys: str) -> bool:
        """Count a try; False where one of the keys has had its tries of the minute."""
        with self._lock:
            if any(len(self._recent(key)) >= TRIES for key in keys):
                return False
            for key in keys:
                self._tries[key].append(time.monotonic())
            return True

    def forgive(self, *keys: str) -> None:
        """A right password: the tries before it count no more."""
        with self._lock:
            for key in keys:
                self._tries.pop(key, None)

    def _recent(self, key: str) -> deque[float]:
        for old in [each for each, times in self._tries.items() if time.monotonic() - times[-1] > WITHIN]:
            del self._tries[old]
        tries = self._tries.get(key, deque())
        while tries and time.monotonic() - tries[0] > WITHIN:
            tries.popleft()
        return tries
