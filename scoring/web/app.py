"""The application: every page of the table of pages, behind its rule, with answers in Vietnamese."""

import errno
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from flask import Flask, Response, abort, current_app, g, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException

from scoring.criteria.schema import CriteriaSet
from scoring.errors import RegisterError, UserError
from scoring.pipeline.begin import may_begin
from scoring.web import pages
from scoring.web.accounts import Visitor
from scoring.web.guard import FIELD, form_token, guard
from scoring.web.looks import AT_LEAST, PATIENCE, StillReadingError
from scoring.web.pages.common import closed_note
from scoring.web.refusal import answered
from scoring.web.roles import PAGES, Page, Role, may
from scoring.web.site import Site
from scoring.web.words import DISK_FAULT, FILTERS, Failure, failure_of

if TYPE_CHECKING:
    from scoring.pipeline.consolidation import Stages

assert pages  # importing them fills the table

_MAIN = "noi-dung"  # what only the page with progress exchanges
_MARKS = {"unit": "~", "number": 987654321}  # no rule has these, and no address writes them in another way
_OF_REGISTER = (
    "Sổ theo dõi đang gặp sự cố, chưa xem hay ghi thêm được. Báo người quản trị xem trang Truy cập.",
    "Trang tạm thời chưa dùng được. Giữ lại tệp, tài liệu của đơn vị và báo cơ quan phụ trách.",
)
"""What is said of a register that is broken or lost to who cannot mend it: in the office, in a unit."""
_OF_THE_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO}


def create_app(site: Site) -> Flask:
    """The page of one workspace."""
    app = Flask("scoring.web", static_folder=None)
    app.extensions["site"] = site
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.before_request(_begin)
    site.seen = _seen
    guard(app, site.served, site.accounts)
    for each in PAGES:
        app.add_url_rule(each.rule, each.endpoint, _behind(each), methods=list(each.methods))
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(StillReadingError, _still_reading)
    app.register_error_handler(UserError, _mistaken)
    app.register_error_handler(OSError, _disk_fault)
    app.register_error_handler(Exception, _fault)
    app.context_processor(_common)
    return app


def _begin() -> None:
    g.since, g.seen = time.monotonic(), {}


def _behind(page: Page) -> Callable[..., Any]:
    """The page's view, for those who may: the others log in, or see why not."""

    def view(**words: Any) -> Any:
        visitor: Visitor = g.visitor
        if may(visitor.roles, page):
            shown = page.view(**words)
            return Response(headers={"HX-Refresh": "true"}) if _has_waited() else shown
        if visitor.roles or request.method not in ("GET", "HEAD"):
            abort(403)
        return redirect(url_for("login"), 303)

    return view


def _has_waited() -> bool:
    """True where the page with progress asks whether the one behind it can be opened by now."""
    return request.headers.get("HX-Target") == _MAIN


def patience() -> float | None:
    """For how long the sender of this request may yet be kept waiting, in seconds; None: until it is done."""
    if not _only_looks():
        return None
    since: float = g.since
    return max(AT_LEAST, since + PATIENCE - time.monotonic())


def _seen() -> "dict[str, Stages] | None":
    """What was seen for this page; None for who sends something: what he did has to be seen."""
    seen: dict[str, Stages] | None = g.seen if _only_looks() else None
    return seen


def _only_looks() -> bool:
    return bool(request) and request.method in ("GET", "HEAD")


def _common() -> dict[str, Any]:
    """What every template may use."""
    visitor: Visitor = g.get("visitor", Visitor())
    site: Site = current_app.extensions["site"]
    endpoints = {each.endpoint: each for each in PAGES}

    def opens(endpoint: str) -> bool:
        return may(visitor.roles, endpoints[endpoint])

    return {
        "visitor": visitor,
        "me": visitor.who or _unit_name(site, visitor.unit),
        "Role": Role,
        "form_field": FIELD,
        "form_token": form_token() if g.get("token") else "",
        "opens": opens,
        "ways": _ways,
        "closed_note": closed_note,
        "here": request.endpoint,
        "criteria": _criteria(site) if visitor.roles else None,
        "today": site.today,
    }


def _ways(endpoint: str, about: str = "unit", **words: Any) -> Callable[[str | int], str]:
    """From a unit's code, or a number, to the address of its page: made once for a list of thousands."""
    words[about] = _MARKS[about]
    head, _, tail = url_for(endpoint, **words).partition(str(words[about]))
    return lambda code: f"{head}{quote(str(code), safe='')}{tail}"


def _criteria(site: Site) -> CriteriaSet | None:
    """The set, None where it cannot be read: the page then says why."""
    try:
        return site.office().roster.criteria
    except UserError:
        return None


def _unit_name(site: Site, code: str) -> str:
    """How a unit that came by its link is called."""
    try:
        unit = site.office().roster.unit(code)
    except UserError:
        return code
    return unit.name if unit else code


def _refused(error: HTTPException) -> Any:
    if error.code and error.code < 400:
        return error
    if not g.get("token"):  # refused before anybody knows who asks: nothing of the office is shown
        return Response(failure_of(error.code or 500).title, error.code, mimetype="text/plain")
    return answered(failure_of(error.code or 500), error.code or 500)


def _still_reading(reading: StillReadingError) -> Any:
    """A page with progress that opens the one that was asked for."""
    return render_template("reading.html", reading=reading), 503, {"Retry-After": "1"}


def _mistaken(error: UserError) -> Any:
    site: Site = current_app.extensions["site"]
    if request.method == "GET" and Role.OFFICE in g.visitor.roles and may_begin(site.root):
        return redirect(url_for("beginning"), 303)
    if isinstance(error, RegisterError) and Role.ADMIN not in g.visitor.roles:
        return answered(Failure("Chưa làm được", (_OF_REGISTER[Role.UNIT in g.visitor.roles],)), 422)
    return answered(Failure("Chưa làm được", error.on_page), 422)


def _disk_fault(error: OSError) -> Any:
    """A disk that is full, or does not let itself be written; any other error is a fault of ours."""
    if error.errno not in _OF_THE_DISK:
        return _fault(error)
    current_app.logger.error("disk", exc_info=error)
    return answered(DISK_FAULT, 500)


def _fault(error: Exception) -> Any:
    current_app.logger.exception("fault", exc_info=error)
    return answered(failure_of(500), 500)
