"""Coming in and going out. To open a link spends nothing: messengers look at links before people do."""

from typing import Any

from flask import Response, abort, current_app, g, redirect, render_template, request, url_for

from scoring.errors import UserError
from scoring.text import clean, on_one_line
from scoring.web.guard import set_cookie
from scoring.web.pages.common import site, visitor
from scoring.web.roles import ANYBODY, EVERYBODY, Role, page


@page("/vao", ANYBODY, "GET", "POST")
def login() -> Any:
    """The page of passwords."""
    if request.method != "POST":
        return redirect(_first_page(), 303) if visitor().roles else render_template("login.html")
    name = clean(request.form.get("ten", ""))
    keys = [f"tên {name}", *([] if site().served.forwarded else [f"từ {request.remote_addr}"])]
    if not site().throttle.admits(*keys):
        abort(429)
    token = site().accounts.enter_by_password(name, request.form.get("mat_khau", ""))
    if token is None:
        wrong = "Họ tên hoặc mật khẩu không đúng. Ghi họ tên đúng như cán bộ quản trị đã đặt."
        return render_template("login.html", wrong=wrong, name=on_one_line(name)), 401
    site().throttle.forgive(*keys)
    return _entered(token)


@page("/ra", EVERYBODY, "POST", screen="login")
def logout() -> Response:
    """End the session at once."""
    site().accounts.leave(g.token)
    response = current_app.make_response(redirect(url_for("login"), 303))
    set_cookie(response, "", site().served)
    return response


@page("/l/<token>", ANYBODY, "GET", "POST")
def link(token: str) -> Any:
    """A link of a unit, or the address that the server printed: a button, which comes in."""
    if site().is_launch(token):
        return _launch(token)
    code = site().accounts.unit_of_link(token)
    unit = site().office().roster.unit(code) if code else None
    if unit is None:
        return render_template("link.html"), 404
    if request.method != "POST":
        return render_template("link.html", unit=unit)
    entered = site().accounts.enter_by_link(token)
    return _entered(entered) if entered else (render_template("link.html"), 404)


def _launch(token: str) -> Any:
    known = [each.name for each in site().accounts.people() if Role.ADMIN in each.roles]
    if request.method != "POST":
        return render_template("link.html", launch=True, known=known[:1])
    name = clean(request.form.get("ten", ""))
    if not name:
        raise UserError("Chưa ghi họ tên. Họ tên được ghi vào sổ theo dõi ở mỗi việc.")
    if not site().spend_launch(token):
        abort(404)
    return _entered(site().accounts.enter_at_launch(name))


def _entered(token: str) -> Response:
    """Every login has a new session."""
    if visitor().roles:
        site().accounts.leave(g.token)
    g.visitor = site().accounts.visitor(token)
    response = current_app.make_response(redirect(_first_page(), 303))
    g.fresh = False
    set_cookie(response, token, site().served)
    return response


def _first_page() -> str:
    return url_for("own" if Role.UNIT in visitor().roles else "home")
